"""One connection for one request: it ends when its time is up or its answer grows too long."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Timer
from time import monotonic
from typing import Any

import httpx2

CONNECT_SECONDS = 3.0
WIRE_BYTES = 2_000_000
"""Of a streamed answer: every few letters come in an envelope of some hundred bytes."""


class AnswerTooLong(httpx2.TransportError):
    """The endpoint sent more than any answer needs."""


class Guarded(httpx2.BaseTransport):
    """Sends over a fresh connection that is cut at a deadline, however slowly bytes drip."""

    def __init__(self, ends: float, context: Any) -> None:
        """Bind to a moment of the monotonic clock."""
        self._inner = httpx2.HTTPTransport(verify=context, retries=0)
        self._watch = Timer(max(0.0, ends - monotonic()), self._cut)
        self._watch.daemon = True
        self._socket: socket.socket | None = None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send it; the answer is counted while it is read."""
        request.extensions = {**request.extensions, "trace": self._note}
        self._watch.start()
        response = self._inner.handle_request(request)
        response.stream = _Counted(response.stream)
        return response

    def close(self) -> None:
        """Hang up."""
        self._watch.cancel()
        self._inner.close()

    def _note(self, event: str, told: dict[str, Any]) -> None:
        """Remember the socket, the encrypted one where there is one."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._socket = told["return_value"].get_extra_info("socket")

    def _cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class _Counted(httpx2.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        for part in self._inner:
            seen += len(part)
            if seen > WIRE_BYTES:
                raise AnswerTooLong(f"more than {WIRE_BYTES} bytes")
            yield part

    def close(self) -> None:
        self._inner.close()


def connect(ends: float, context: Any) -> httpx2.Client:
    """Open a client for one request that must be over at a moment of the monotonic clock.

    It follows no redirect: the key goes to the configured host and nowhere else.
    """
    left = max(0.05, ends - monotonic())
    return httpx2.Client(
        transport=Guarded(ends, context),
        timeout=httpx2.Timeout(left, connect=min(CONNECT_SECONDS, left)),
        follow_redirects=False,
    )

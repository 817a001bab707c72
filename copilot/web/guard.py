"""One gate for every HTTP request: the bearer token, the host name, the size of the body."""

import hmac
import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 10 * 2**20
_OPEN = frozenset({"/healthz", "/readyz"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})


class Guard:
    """ASGI middleware: with a token every route but the health checks asks for it.

    Without one, only requests addressed to a loopback name pass, so that a web page elsewhere
    can't reach the server through a rebound host name.
    """

    def __init__(self, app: ASGIApp, *, token: str = "", body_limit: int = BODY_LIMIT) -> None:
        self._app, self._token, self._limit = app, token, body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or answer it with problem details."""
        if scope["type"] != "http" or scope["path"] in _OPEN:
            await self._app(scope, receive, send)
            return
        headers = {k.lower(): v.decode("latin-1") for k, v in scope["headers"]}
        refusal = self._refusal(headers)
        if refusal:
            await _refuse(send, *refusal)
            return
        await self._app(scope, self._counted(receive), send)

    def _refusal(self, headers: dict[bytes, str]) -> tuple[int, str] | None:
        if self._token:
            told = headers.get(b"authorization", "")
            if not hmac.compare_digest(told.encode(), f"Bearer {self._token}".encode()):
                return 401, "send `Authorization: Bearer <COPILOT_API_TOKEN>`"
        elif _host(headers.get(b"host", "")) not in LOOPBACK or _foreign(headers):
            return 403, "without a token only requests to 127.0.0.1 or localhost are answered"
        length = headers.get(b"content-length", "0")
        if length.isdigit() and int(length) > self._limit:
            return 413, f"the body is over {self._limit // 2**20} MB"
        return None

    def _counted(self, receive: Receive) -> Receive:
        """Cut a body that is longer than it said."""
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            return {"type": "http.disconnect"} if read > self._limit else message

        return counted


def _foreign(headers: dict[bytes, str]) -> bool:
    """Whether a page of another site sent the request."""
    origin = headers.get(b"origin", "")
    return bool(origin) and _host(origin.split("://", 1)[-1]) not in LOOPBACK


def _host(header: str) -> str:
    bare = header.rstrip("/")
    return bare if bare.endswith("]") else bare.rsplit(":", 1)[0]


async def _refuse(send: Send, status: int, detail: str) -> None:
    body = json.dumps(
        {"type": "about:blank", "title": "Refused", "status": status, "detail": detail}
    ).encode()
    headers = [(b"content-type", b"application/problem+json")]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

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
        body = _Counted(receive, send, self._limit)
        await self._app(scope, body.receive, body.send)

    def _refusal(self, headers: dict[bytes, str]) -> tuple[int, str] | None:
        if self._token:
            told = headers.get(b"authorization", "")
            if not hmac.compare_digest(told.encode(), f"Bearer {self._token}".encode()):
                return 401, "send `Authorization: Bearer <COPILOT_API_TOKEN>`"
        elif _host(headers.get(b"host", "")) not in LOOPBACK or _foreign(headers):
            return 403, "without a token only requests to 127.0.0.1 or localhost are answered"
        length = headers.get(b"content-length", "0")
        if length.isdigit() and int(length) > self._limit:
            return 413, _too_long(self._limit)
        return None


class _Counted:
    """A request whose body is cut where it is longer than is read, and answered so."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self._receive, self._send, self._limit = receive, send, limit
        self._read = 0
        self._refused = False

    async def receive(self) -> Message:
        """Hand on what arrives, up to the limit."""
        message = await self._receive()
        self._read += len(message.get("body", b""))
        return {"type": "http.disconnect"} if self._read > self._limit else message

    async def send(self, message: Message) -> None:
        """Answer for the app, which knows only that the body broke off."""
        if self._read <= self._limit:
            await self._send(message)
        elif not self._refused:
            self._refused = True
            await _refuse(self._send, 413, _too_long(self._limit))


def _too_long(limit: int) -> str:
    return f"the body is over {limit // 2**20} MB; send less"


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

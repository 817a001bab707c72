"""Deliver to any address that takes JSON, signed as Standard Webhooks says."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from pathlib import Path

import httpx
from pydantic import BaseModel, ConfigDict, Field
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from copilot.errors import DeliveryError
from copilot.ports import Message

_PREFIX = "whsec_"


class _NotNow(Exception):
    """Worth another try: the receiver is busy, broken or away."""


class Webhook(BaseModel):
    """Posts a message; the secret comes from the environment.

    https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Path()
    url: str = Field(pattern=r"^https?://")
    secret: str = Field("", repr=False)
    timeout: float = Field(20.0, gt=0)
    tries: int = Field(3, ge=1)
    pause: float = Field(1.0, ge=0)
    """Seconds before the second try; doubled before each further one."""

    def send(self, message: Message) -> None:
        """Post one message; every try carries the same id, so a receiver can tell repeats.

        Raises:
            DeliveryError: the receiver refused it, or did not answer.
        """
        body = _body(message)
        attempts = Retrying(
            stop=stop_after_attempt(self.tries),
            wait=wait_exponential(multiplier=self.pause, max=30),
            retry=retry_if_exception_type(_NotNow),
            reraise=True,
        )
        try:
            attempts(self._post, message.id or "message", body)
        except _NotNow as error:
            raise DeliveryError(f"webhook {self._host}: {error}") from error

    def _post(self, name: str, body: bytes) -> None:
        headers = {"content-type": "application/json", **self._signed(name, body)}
        try:
            answer = httpx.post(self.url, content=body, headers=headers, timeout=self.timeout)
        except httpx.TransportError as error:
            raise _NotNow(str(error) or type(error).__name__) from error
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
            raise _NotNow(f"answered {answer.status_code}")
        if not answer.is_success:
            raise DeliveryError(f"webhook {self._host}: refused with {answer.status_code}")

    def _signed(self, name: str, body: bytes) -> dict[str, str]:
        at = str(int(time.time()))
        headers = {"webhook-id": name, "webhook-timestamp": at}
        if self.secret:
            signed = b".".join((name.encode(), at.encode(), body))
            digest = hmac.new(_key(self.secret), signed, hashlib.sha256).digest()
            headers["webhook-signature"] = f"v1,{base64.b64encode(digest).decode()}"
        return headers

    @property
    def _host(self) -> str:
        """Without the path and query, which may be secret."""
        return httpx.URL(self.url).host


def _body(message: Message) -> bytes:
    told = {"id": message.id, "title": message.title, "text": message.text}
    told["markdown"] = message.markdown
    return json.dumps({"type": "digest", "data": told}, ensure_ascii=False).encode()


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        return secret.encode()

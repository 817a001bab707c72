"""Deliver by SMTP: text first, HTML beside it."""

import re
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from copilot.errors import DeliveryError, PartlyDelivered
from copilot.ports import Message

_LINE_END = re.compile(r"[\r\n]+")
_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)


class Email(BaseModel):
    """One message to all recipients. The password comes from the environment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Path()
    host: str
    to: tuple[str, ...] = Field(min_length=1)
    sender: str = "copilot@localhost"
    port: int = 0
    """0 is what the security usually has: 587, 465 or 25."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = Field("", repr=False)
    unsubscribe: str = ""
    """An https address or mailto that takes somebody off the list; else mail to the sender."""
    timeout: float = Field(20.0, gt=0)

    def send(self, message: Message) -> None:
        """Send one message.

        Raises:
            PartlyDelivered: some recipients were refused.
            DeliveryError: the server can't be reached or refuses all of it.
        """
        mail = self.compose(message)
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password)
                refused = server.send_message(mail)
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError(f"{self._server} took no mail: {_reason(error)}") from error
        if refused:
            raise PartlyDelivered(f"{self._server} refused {', '.join(sorted(refused))}")

    def compose(self, message: Message) -> EmailMessage:
        """Return the mail as it is sent."""
        mail = EmailMessage()
        mail["Subject"] = _LINE_END.sub(" ", message.title)
        mail["From"] = self.sender
        mail["To"] = ", ".join(self.to)
        for name, value in message.headers.items():
            mail[name] = _LINE_END.sub(" ", value)
        domain = self.sender.rpartition("@")[2].strip("> ") or "localhost"
        if message.id:
            name = _UNSAFE.sub("-", message.id)
            mail["Message-ID"] = f"<{name}@{domain}>"
            mail["References"] = f"<{name.split('.')[0]}.thread@{domain}>"
        address = self.unsubscribe or f"mailto:{_bare(self.sender)}?subject=unsubscribe"
        mail["List-Unsubscribe"] = f"<{_LINE_END.sub('', address)}>"
        if address.startswith("https:"):
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail.set_content(message.text)
        if message.html:
            mail.add_alternative(message.html, subtype="html")
        return mail

    @property
    def _server(self) -> str:
        return f"mail server {self.host}:{self._port}"

    @property
    def _port(self) -> int:
        return self.port or {"starttls": 587, "tls": 465, "none": 25}[self.security]

    def _connected(self) -> smtplib.SMTP:
        secure = ssl.create_default_context()
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self._port, timeout=self.timeout, context=secure)
        server = smtplib.SMTP(self.host, self._port, timeout=self.timeout)
        if self.security == "starttls":
            try:
                server.starttls(context=secure)
            except (smtplib.SMTPException, OSError):
                server.close()
                raise
        return server


def _bare(sender: str) -> str:
    """`a@b` of `Name <a@b>`."""
    return sender.rpartition("<")[2].rstrip("> ")


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"refused {', '.join(sorted(error.recipients))}"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {text}"
    return str(error) or type(error).__name__

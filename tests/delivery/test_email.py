"""Mail against a real SMTP server on the loopback."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from copilot.delivery.email import Email
from copilot.errors import DeliveryError, PartlyDelivered
from copilot.ports import Message

NOTE = Message(
    title="Note · week 7 · 1 change,\r\nBcc: all@example.org",
    text="CHANGED  Work on O1: 38 %.",
    html="<p>Work on <b>O1</b>: 38 %.</p>",
    id="note.digest-2026-W07",
    headers={"Date": "Mon, 16 Feb 2026 08:00:00 +0100"},
)


@dataclass
class Box:
    """Takes mail, but none for `nobody@`."""

    mails: list[EmailMessage] = field(default_factory=list)
    accounts: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def authenticate(self, server, session, envelope, mechanism, login) -> AuthResult:
        self.accounts.append((login.login, login.password))
        return AuthResult(success=login.password == b"right", handled=False)


@dataclass
class Server:
    box: Box
    port: int

    def channel(self, *to: str, **more: object) -> Email:
        return Email(
            host="127.0.0.1",
            port=self.port,
            security="none",
            to=to or ("lena@example.org",),
            sender="Co-pilot <copilot@example.org>",
            **more,
        )


@pytest.fixture
def server() -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Box()
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=port,
        authenticator=box.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    yield Server(box, port)
    controller.stop()


def test_a_mail_has_text_and_html_and_the_headers_of_a_list(server: Server):
    server.channel("lena@example.org", "mara@example.org").send(NOTE)
    [mail] = server.box.mails

    assert mail["Subject"] == "Note · week 7 · 1 change, Bcc: all@example.org"
    assert mail["Bcc"] is None
    assert mail["To"] == "lena@example.org, mara@example.org"
    assert mail["Message-ID"] == "<note.digest-2026-W07@example.org>"
    assert mail["References"] == "<note.thread@example.org>"
    assert mail["List-Unsubscribe"] == "<mailto:copilot@example.org?subject=unsubscribe>"
    assert mail["Date"] == "Mon, 16 Feb 2026 08:00:00 +0100"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert mail.get_body(("plain",)).get_content().strip() == NOTE.text


def test_a_list_may_be_left_by_one_click(server: Server):
    leave = "https://example.org/leave"
    server.channel(unsubscribe=leave).send(Message(title="t", text="x"))
    [mail] = server.box.mails

    assert mail["List-Unsubscribe"] == f"<{leave}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Message-ID"] is None
    assert mail.get_content_type() == "text/plain"


def test_a_login_is_used_and_a_wrong_password_is_one_line(server: Server):
    server.channel(user="copilot", password="right").send(NOTE)
    with pytest.raises(DeliveryError, match=r"mail server 127\.0\.0\.1:\d+ took no mail: 535"):
        server.channel(user="copilot", password="wrong").send(NOTE)

    assert set(server.box.accounts) == {(b"copilot", b"right"), (b"copilot", b"wrong")}
    assert "wrong" not in repr(server.channel(user="copilot", password="wrong"))


def test_one_refused_recipient_is_named_and_the_others_have_their_mail(server: Server):
    with pytest.raises(PartlyDelivered, match=r"refused nobody@example\.org"):
        server.channel("lena@example.org", "nobody@example.org").send(NOTE)

    assert len(server.box.mails) == 1


def test_refused_by_all_is_not_sent(server: Server):
    with pytest.raises(DeliveryError, match=r"refused nobody@example\.org"):
        server.channel("nobody@example.org").send(NOTE)


def test_no_server_and_no_encryption_are_said(server: Server):
    with pytest.raises(DeliveryError, match=r"mail server 127\.0\.0\.1:1 took no mail"):
        Email(host="127.0.0.1", port=1, to=("a@example.org",), security="tls").send(NOTE)
    with pytest.raises(DeliveryError, match="STARTTLS"):
        Email(host="127.0.0.1", port=server.port, to=("a@example.org",)).send(NOTE)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_security(security: str, port: int):
    channel = Email(host="127.0.0.1", to=("a@example.org",), security=security, timeout=0.2)

    assert channel._port == port

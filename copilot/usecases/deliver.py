"""Send a digest through a channel, once."""

import re
from dataclasses import dataclass
from email.utils import format_datetime

from copilot.errors import PartlyDelivered
from copilot.ports import Channel, Message
from copilot.prompts.digest_page import as_html, as_markdown

from .digest import Digest
from .workspace import Workspace

_KIND = "delivery"
_UNSAFE = re.compile(r"[^\w-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of one message."""

    channel: str
    id: str
    sent: bool
    """False where it had been sent before."""
    where: str = ""
    """Where it is now to be found, as far as the channel says."""

    @property
    def told(self) -> str:
        """What became of it, in one line."""
        done = "sent by" if self.sent else "had been sent before by"
        return f"{self.id} {done} {self.channel}" + (f": {self.where}" if self.where else "")


def deliver(workspace: Workspace, made: Digest, name: str, channel: Channel) -> Delivered:
    """Send a digest unless this channel has had it.

    It counts as sent once the channel has taken it: what fails is tried again next time.

    Raises:
        DeliveryError: the channel refused it.
    """
    message = message_of(workspace, made)
    key = f"{name} {message.id}"
    if workspace.store.value(_KIND, key) is not None:
        return Delivered(channel=name, id=message.id, sent=False)
    try:
        where = channel.send(message)
    except PartlyDelivered:
        _remember(workspace, key)
        raise
    _remember(workspace, key)
    return Delivered(channel=name, id=message.id, sent=True, where=where or "")


def message_of(workspace: Workspace, made: Digest) -> Message:
    """A digest as a message; the id names workspace and week."""
    safe = _UNSAFE.sub("-", workspace.name).strip("-") or "workspace"
    return Message(
        title=made.subject,
        text=made.text,
        markdown=as_markdown(made.title, made.sections, made.citations, made.source),
        html=page_of(made),
        id=f"{safe}.digest-{made.week}",
        headers={"Date": format_datetime(workspace.now())},
    )


def page_of(made: Digest) -> str:
    """A digest as one self-contained page."""
    return as_html(made.title, made.sections, made.decisions, made.citations, made.charts)


def _remember(workspace: Workspace, key: str) -> None:
    at = workspace.now()
    workspace.store.save_value(_KIND, key, at.isoformat().encode(), at=at)

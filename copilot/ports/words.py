"""What writes, and what delivers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, TypeVar

from pydantic import BaseModel

from copilot.prompts.asked import Asked

AnswerT = TypeVar("AnswerT", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What left for a language model: when, where to, how much; noted before it leaves."""

    at: datetime
    host: str
    model: str
    prompt: str
    bytes: int
    """Length of the messages, after redaction."""
    redacted: int = 0
    """Secrets and personal details that were taken out."""
    tokens_in: int = 0
    tokens_out: int = 0
    """As the endpoint counted them, else estimated from bytes."""
    cost: float = 0.0
    outcome: Literal["sent", "answered", "failed"] = "sent"
    form: str = ""
    """How the answer's shape was asked for: `json_schema`, where the endpoint knows that."""
    chunks: int = 0
    """In how many pieces the answer was streamed."""


class Llm(Protocol):
    """One structured completion from an OpenAI-compatible endpoint."""

    host: str
    model: str
    caps: "LlmCaps"
    seconds: float
    """What one text may take, repairs included."""

    def __call__(self, asked: Asked, answer: type[AnswerT], *, within: float = 20.0) -> AnswerT:
        """Return a parsed answer, in at most `within` seconds.

        Raises:
            BadAnswer: an answer came and is no use: cut off, empty, or of another shape.
            LlmError: none came, or the day's allowance is used up.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmCaps:
    """What a workspace may use up in one day; 0 is no limit."""

    tokens: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a channel delivers."""

    title: str
    text: str
    markdown: str = ""
    html: str = ""
    id: str = ""
    """Idempotency key: the same id is delivered once."""
    headers: Mapping[str, str] = field(default_factory=dict)


class Channel(Protocol):
    """Where a digest goes."""

    def send(self, message: Message) -> str | None:
        """Deliver one message; a channel that knows where it is now to be found says so.

        Raises:
            DeliveryError: the channel refused it.
        """
        ...

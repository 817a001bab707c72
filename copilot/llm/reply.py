"""Reading an answer: whole, short enough, and of the shape that was asked for."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from openai.types.chat import ChatCompletionChunk
from pydantic import ValidationError

from copilot.errors import BadAnswer
from copilot.ports import AnswerT

ANSWER_CHARS = 64_000
_THOUGHTS = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came, and what it cost; 0 tokens are uncounted ones."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    chunks: int = 0
    """In how many pieces it was streamed."""


def read(chunks: Iterable[ChatCompletionChunk]) -> Reply:
    """Put a stream together.

    Raises:
        BadAnswer: it has no proper end, is too long, or holds nothing.
    """
    parts: list[str] = []
    length, ended, reply = 0, "", Reply("")
    for chunk in chunks:
        if chunk.usage:
            reply = Reply("", chunk.usage.prompt_tokens or 0, chunk.usage.completion_tokens or 0)
        for choice in (chunk.choices or [])[:1]:
            part = choice.delta.content or ""
            length += len(part)
            if length > ANSWER_CHARS:
                raise BadAnswer(f"the answer is longer than {ANSWER_CHARS} characters")
            parts += [part] if part else []
            ended = choice.finish_reason or ended
    return _whole(parts, ended, reply)


def _whole(parts: list[str], ended: str, reply: Reply) -> Reply:
    """Check the end: a stream that just stops raises nothing by itself."""
    text = "".join(parts)
    if ended != "stop":
        raise BadAnswer(f"the answer is cut off ({ended or 'the stream ended early'})")
    if not text.strip():
        raise BadAnswer("the answer is empty")
    return Reply(text, reply.tokens_in, reply.tokens_out or len(text) // 4, len(parts))


def parsed(text: str, answer: type[AnswerT]) -> AnswerT:
    """Build the answer from its JSON, which may stand inside other words.

    Raises:
        BadAnswer: there is no JSON, or it has another shape.
    """
    bare = _THOUGHTS.sub("", text)
    start = bare.find("{")
    if start < 0:
        raise BadAnswer("the answer is no JSON")
    try:
        value, _ = json.JSONDecoder().raw_decode(bare, start)
        return answer.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadAnswer(f"the answer has another shape ({where}: {first['type']})") from error
    except (ValueError, RecursionError) as error:
        raise BadAnswer("the answer is no whole JSON") from error

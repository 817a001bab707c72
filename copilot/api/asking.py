"""The route that answers questions, claim by claim, as server-sent events."""

from collections.abc import Iterator
from datetime import date

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from copilot import usecases
from copilot.portfolio import to_json
from copilot.usecases import Answer

from .here import Here

asking = APIRouter()
EVENTS = "text/event-stream"


class AskRequest(BaseModel):
    """A question in words."""

    question: str = Field(max_length=1_000)
    as_of: date | None = None


@asking.post(
    "/ask",
    response_class=StreamingResponse,
    responses={200: {"content": {EVENTS: {}}, "description": "`claim` events, then `answer`."}},
)
def ask(here: Here, asked: AskRequest) -> StreamingResponse:
    """Answer from the records: one `claim` event each, then the whole `answer`."""
    told = usecases.ask(here, asked.question, as_of=asked.as_of)
    return StreamingResponse(
        _events(told), media_type=EVENTS, headers={"Cache-Control": "no-store"}
    )


def _events(told: Answer) -> Iterator[str]:
    for claim in told.claims:
        yield f"event: claim\ndata: {to_json(claim)}\n\n"
    yield f"event: answer\ndata: {to_json(told)}\n\n"

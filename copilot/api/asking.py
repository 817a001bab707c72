"""The route that answers questions, claim by claim, as server-sent events."""

from datetime import date

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from copilot import usecases
from copilot.portfolio import to_json

from .here import Here

asking = APIRouter()
EVENTS = "text/event-stream"
_DESCRIPTION = "`passage` events where a model is asked, then `claim` events, then `answer`."


class AskRequest(BaseModel):
    """A question in words."""

    question: str = Field(max_length=1_000)
    as_of: date | None = None


@asking.post(
    "/ask",
    response_class=StreamingResponse,
    responses={200: {"content": {EVENTS: {}}, "description": _DESCRIPTION}},
)
def ask(here: Here, asked: AskRequest) -> StreamingResponse:
    """Answer from the records: what was found, each verified claim, then the whole `answer`."""
    told = usecases.ask_live(here, asked.question, as_of=asked.as_of)
    events = (f"event: {name}\ndata: {to_json(value)}\n\n" for name, value in told)
    return StreamingResponse(events, media_type=EVENTS, headers={"Cache-Control": "no-store"})

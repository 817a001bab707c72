"""Routes for whoever runs it."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from copilot import usecases

from .here import Here

operating = APIRouter()


@operating.get("/", include_in_schema=False)
async def index() -> dict[str, str]:
    """Where to go on: for a person who opens the bare address."""
    return {
        "items": "/api/v1/items",
        "goals": "/api/v1/goals",
        "routes": "/openapi.json",
        "mcp": "/mcp",
        "health": "/healthz",
    }


@operating.get("/healthz")
async def healthz() -> dict[str, str]:
    """Alive: answered by the event loop itself, whatever the threads do."""
    return {"status": "ok"}


@operating.get("/readyz")
def readyz(here: Here) -> dict[str, str]:
    """Ready: the store answers."""
    here.store.revision()
    return {"status": "ready"}


@operating.get("/metrics", response_class=PlainTextResponse)
def metrics(here: Here) -> str:
    """Counts in the Prometheus text format."""
    return usecases.metrics(here)

"""The HTTP interface: a route is a use case and a status code."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from copilot.errors import CopilotError
from copilot.usecases import Workspace

from .asking import asking
from .here import bound_workspace
from .operating import operating
from .problems import PROBLEM, say, say_http, say_invalid
from .reading import reading
from .writing import writing

__all__ = ["PROBLEM", "create_api"]


def create_api(workspace: Workspace) -> FastAPI:
    """Build the app around a workspace; tests pass their own."""
    app = FastAPI(
        title="copilot",
        summary="Why does this ticket matter?",
        version="1",
        docs_url=None,  # FastAPI's pages load scripts from elsewhere
        redoc_url=None,
    )
    app.dependency_overrides[bound_workspace] = lambda: workspace
    app.include_router(reading, prefix="/api/v1")
    app.include_router(writing, prefix="/api/v1")
    app.include_router(asking, prefix="/api/v1")
    app.include_router(operating)
    app.add_exception_handler(CopilotError, say)
    app.add_exception_handler(HTTPException, say_http)
    app.add_exception_handler(RequestValidationError, say_invalid)
    return app

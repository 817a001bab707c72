"""Errors as RFC 9457 problem details."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from copilot.errors import CopilotError

PROBLEM = "application/problem+json"


def _problem(status: int, title: str, detail: str) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, media_type=PROBLEM)


def say(_: Request, error: Exception) -> JSONResponse:
    """Show an error of ours with its status."""
    status = error.status if isinstance(error, CopilotError) else 500
    return _problem(status, type(error).__name__, str(error))


def say_http(_: Request, error: Exception) -> JSONResponse:
    """Show an error of the framework."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _problem(status, "HTTP error", str(getattr(error, "detail", "")))


def say_invalid(_: Request, error: Exception) -> JSONResponse:
    """Show what is wrong with a request."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    where = ".".join(str(part) for part in first.get("loc", ()))
    return _problem(422, "Invalid request", f"{where}: {first.get('msg', '')}")

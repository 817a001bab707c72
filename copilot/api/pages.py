"""A digest over HTTP: as JSON, or as the page that is mailed."""

from typing import Annotated, Any, Literal

from fastapi import Depends, Header, Query, Response
from fastapi.responses import HTMLResponse

from copilot.usecases import Digest
from copilot.usecases.deliver import page_of

Form = Literal["json", "html"]
PAGE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/html": {}}}}
"""What the description of the interface says beside the JSON."""


def _form(
    form: Annotated[Form | None, Query(alias="format")] = None,
    accept: Annotated[str, Header()] = "",
) -> Form:
    """Whoever names no format gets a page where a page is what they accept first."""
    first = accept.partition(",")[0].partition(";")[0].strip()
    return form or ("html" if first == "text/html" else "json")


DigestForm = Annotated[Form, Depends(_form)]


def shown(digest: Digest, form: Form) -> Digest | Response:
    """Return the digest, or its page."""
    return HTMLResponse(page_of(digest)) if form == "html" else digest

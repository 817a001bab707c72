"""What routes are given: the workspace, and how lists page."""

from typing import Annotated

from fastapi import Depends, Query

from copilot.errors import UnknownRef
from copilot.usecases import Workspace


def bound_workspace() -> Workspace:
    """Overridden by the app with its own workspace."""
    raise UnknownRef("no workspace is bound to this app")


Here = Annotated[Workspace, Depends(bound_workspace)]
Cursor = Annotated[str, Query(description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=1000)]

"""What the digests told: leaders' own record of drifts, stakes and decisions."""

import re
from collections.abc import Iterator
from datetime import datetime

from copilot.portfolio import Ref

from .digest import Digest, digests_until
from .recall import Said
from .workspace import Workspace

_MARKS = re.compile(r"(?:\s*\[\d+\])+\s*$")
"""Where the digest cites."""


def told_before(workspace: Workspace, until: datetime) -> Iterator[Said]:
    """Yield every line of the digests that were told until a moment."""
    for made in digests_until(workspace, until):
        yield from _in_digest(made)


def _in_digest(made: Digest) -> Iterator[Said]:
    for section in made.sections:
        for line in section.lines:
            yield Said(
                ref=Ref(f"digest:{made.week}"),
                field="text",
                start=max(0, made.text.find(line)),
                text=_MARKS.sub("", line),
                lead=f"Digest of {made.week}, {section.label.lower()}",
                where=f"digest of {made.week}",
                context=f"Digest, {section.label.lower()}",
                at=made.as_of.date(),
            )

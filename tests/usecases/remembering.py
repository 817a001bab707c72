"""The small workspace with a past: comments, a memo, decisions."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from copilot import usecases
from copilot.usecases import Workspace
from copilot.wiring import open_workspace

MEMO = """---
author: Ana
date: 2026-01-20
---
# Carts

## What shoppers told us

Shoppers who come back after a day find their cart empty. They call it
a betrayal. Globex Retail asked for carts that live a month.

## Couriers

- We tried bicycle couriers in autumn; half of the parcels came late.
"""
COMMENTS = {
    "SHOP-3": "15/Jan/26 9:00 AM;ben;Parked until the new printer is here.",
    "SHOP-2": "10/Feb/26 9:00 AM;ana;The gateway promises an answer to time-outs in March.",
}


def remember(home: Path) -> Path:
    """Add comments and a memo to the small workspace, and read it."""
    (home / "notes").mkdir()
    (home / "notes" / "carts.md").write_text(MEMO, encoding="utf-8")
    settings = home / "copilot.toml"
    more = '\n[[goals]]\npath = "notes/*.md"\nname = "notes"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    (export,) = (home / "exports").glob("*.csv")
    head, *rows = export.read_text(encoding="utf-8").splitlines()
    told = [f"{row},{COMMENTS.get(row.partition(',')[0], '')}" for row in rows]
    export.write_text("\n".join([f"{head},Comment", *told]) + "\n", encoding="utf-8")
    workspace = open_workspace(home)
    usecases.sync(workspace)
    usecases.scan(workspace)
    return home


def at(workspace: Workspace, moment: str) -> Workspace:
    """The same workspace on another day."""
    now = datetime.fromisoformat(moment).replace(tzinfo=workspace.zone)
    return replace(workspace, now=lambda: now, cache={})

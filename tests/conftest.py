"""A small real workspace on disk: two goal files' worth of goals, one CSV of work."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from copilot.usecases import Workspace

GOALS = """\
cycle: {name: 2026-Q1, start: 2026-01-01, end: 2026-03-31}
objectives:
  - id: O1
    title: Shoppers finish their purchase
    owner: Ana
    weight: 0.6
    key_results:
      - id: KR1.1
        title: Checkout completion 40 → 55 %
        definition: Share of carts that end in a paid order
        unit: "%"
        baseline: 40
        target: 55
        due: 2026-03-31
        check_ins: [{at: 2026-01-12, value: 41}, {at: 2026-02-09, value: 46}]
      - id: KR1.2
        title: Failed card payments 6 → 3 %
        definition: Card payments refused by our gateway
        unit: "%"
        baseline: 6
        target: 3
        due: 2026-03-31
        check_ins: [{at: 2026-02-09, value: 5}]
  - id: O2
    title: Warehouse ships the same day
    owner: Ben
    weight: 0.2
    key_results:
      - id: KR2.1
        title: Parcels shipped on the day of the order 70 → 90 %
        definition: Orders paid before noon that leave the warehouse the same day
        unit: "%"
        baseline: 70
        target: 90
        due: 2026-03-31
        check_ins: [{at: 2026-02-09, value: 78}]
allowances:
  - {id: ktlo, title: Keep the lights on, share: 0.2}
"""

ROWS = """\
Issue key,Issue id,Summary,Issue Type,Status,Assignee,Custom field (Story Points),Created,Description
SHOP-1,101,Keep the cart when a shopper signs in at checkout,Story,In Progress,Ana,5,2026-01-05 09:00,"Shoppers lose their cart at checkout when they sign in, so the order is never paid."
SHOP-2,102,Retry card payments that the gateway refuses,Story,To Do,Ana,3,2026-01-06 09:00,"Card payments refused by the gateway for a time-out are not tried again."
SHOP-3,103,Print packing slips before noon,Task,To Do,Ben,2,2026-01-07 09:00,"The warehouse prints packing slips too late for parcels to be shipped on the same day."
SHOP-4,104,Repaint the office kitchen,Task,To Do,Ben,1,2026-01-08 09:00,"The kitchen walls on the third floor are grey and need new paint before the party."
SHOP-5,105,Fix it,Bug,To Do,Cem,,2026-01-09 09:00,
"""

TOML = """\
workspace = "shop"
time_zone = "Europe/Berlin"
clock = 2026-02-16T08:00:00+01:00

[[goals]]
path = "okrs/*.yaml"

[[source]]
name = "jira"
path = "exports/*.csv"
"""


def write_workspace(home: Path) -> Path:
    """Write the files of the small workspace into a folder."""
    for name, text in (
        ("okrs/2026-Q1.yaml", GOALS),
        ("exports/shop.csv", ROWS),
        ("copilot.toml", TOML),
    ):
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the small workspace, nothing read yet."""
    return write_workspace(tmp_path)


@pytest.fixture(scope="session")
def shop_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workspace, synced and scanned once for all tests that only read."""
    from copilot import usecases
    from copilot.wiring import open_workspace

    folder = write_workspace(tmp_path_factory.mktemp("shop"))
    workspace = open_workspace(folder)
    usecases.sync(workspace)
    usecases.scan(workspace)
    return folder


@pytest.fixture
def shop(shop_home: Path) -> "Workspace":
    """The scanned small workspace, opened anew."""
    from copilot.wiring import open_workspace

    return open_workspace(shop_home)

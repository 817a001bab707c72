"""A small real workspace on disk: a goal file and a CSV of work."""

import os
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from copilot.usecases import Workspace

# Time limits are no property of the product; what CI runs is the same every time.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

SHOP = Path(__file__).parent / "shop"


def write_workspace(home: Path) -> Path:
    """Copy the small workspace into a folder."""
    copytree(SHOP, home, dirs_exist_ok=True)
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


@pytest.fixture(scope="session")
def scanned_note(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace, synced and scanned once; `note` is a copy to write to."""
    from copilot import usecases
    from copilot.wiring import open_demo

    folder = tmp_path_factory.mktemp("note")
    workspace = open_demo(folder)
    usecases.sync(workspace)
    usecases.scan(workspace)
    return folder


@pytest.fixture
def note(scanned_note: Path, tmp_path: Path) -> "Workspace":
    """A copy of the scanned demo workspace."""
    from copilot.wiring import open_workspace

    copytree(scanned_note, tmp_path / "note")
    return open_workspace(tmp_path / "note")

"""A release that judges otherwise judges everything anew."""

from dataclasses import replace
from datetime import UTC, datetime

from copilot import usecases
from copilot.usecases.judge import stamp
from copilot.usecases.recipe import JUDGING, code_of, recipe
from copilot.usecases.workspace import Workspace

NOW = datetime(2026, 2, 16, 8, tzinfo=UTC)


def test_the_recipe_names_the_release_and_the_code_that_judges():
    names = {name for package in JUDGING for name, _ in code_of(package)}
    assert {"routine.py", "parameters.py", "verdicts.py", "drift.py"} <= names
    assert recipe() == recipe()
    assert "+" in recipe()


def test_a_scan_stands_under_its_own_recipe_only(note: Workspace):
    usecases.scan(note)
    assert recipe() in stamp(note, NOW).decode()
    assert stamp(replace(note, mute=frozenset({"drift"})), NOW) != stamp(note, NOW)

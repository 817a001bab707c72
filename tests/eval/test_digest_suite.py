"""The digest suite: companies are reproducible, repetitions are counted."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copilot.prompts.charts import Charts
from copilot.usecases import Digest
from copilot.usecases.news import Told
from eval import suites
from eval.companies import Company
from eval.suites import digest as suite
from eval.suites.digest import played, repeated

DRIFT = Told(topic="drift okr:O1", name="drift O1", level=2, measure=15.0)


def told(*topics: Told) -> Digest:
    return Digest(
        week="2026-W07",
        as_of=datetime(2026, 2, 16, tzinfo=UTC),
        quiet=not topics,
        title="t",
        sections=(),
        decisions=(),
        citations=(),
        text="t",
        told=topics,
        subject="t",
        charts=Charts(),
    )


@pytest.mark.parametrize(
    ("second", "count"),
    [
        (DRIFT, 1),
        (replace(DRIFT, measure=18.0), 1),
        (replace(DRIFT, measure=20.0), 0),
        (replace(DRIFT, resolved=True), 0),
        (replace(DRIFT, topic="drift okr:O2"), 0),
    ],
)
def test_the_same_alert_again_without_being_worse_is_a_repetition(second: Told, count: int):
    assert repeated([told(DRIFT), told(), told(second)]) == count


@pytest.mark.parametrize(("quiet", "count"), [(1, 1), (4, 0)])
def test_what_comes_back_too_soon_is_a_repetition(quiet: int, count: int):
    over = told(replace(DRIFT, resolved=True))

    assert repeated([told(DRIFT), over, *[told()] * (quiet - 1), told(DRIFT)]) == count


def test_a_company_is_the_same_for_the_same_seed():
    assert list(Company(3).pull()) == list(Company(3).pull())
    assert list(Company(3).pull()) != list(Company(4).pull())


def test_weeks_are_played_from_a_real_store(tmp_path: Path):
    weeks = list(played(Company(1), tmp_path, weeks=2))

    assert [w.made.week for w in weeks] == ["2026-W01", "2026-W02"]


def test_the_suite_names_its_numbers_and_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def first_week(company: Company, home: Path) -> list[suite.Week]:
        return list(played(company, home, weeks=1))

    monkeypatch.setitem(vars(suite), "played", first_week)
    monkeypatch.setitem(vars(suite), "QUIET_YEARS", (1,))
    monkeypatch.setitem(vars(suite), "SHIFTED", (11,))
    found = suite.run(None, tmp_path / "digest")
    rows = (tmp_path / "digest" / "digests.jsonl").read_text().splitlines()

    assert set(found) == {"null_one_line_rate", "repeated_alerts", "max_words", "shifts_told"}
    assert found["repeated_alerts"] == 0
    assert found["max_words"] <= 150
    assert [json.loads(r)["seed"] for r in rows] == [1, 11]
    assert "digest" in suites.names()

"""What every check promises; a third party runs it over its own class."""

import re
from importlib.metadata import entry_points

import pytest
from pydantic import ValidationError

from copilot.checks import Check, run
from copilot.portfolio import Duplicate, Portfolio, from_json, to_json

from .build import (
    ago,
    aligned,
    allowance,
    check_in,
    item,
    judged,
    key_result,
    link,
    objective,
    portfolio,
)

CHECKS = {found.name: found.load() for found in entry_points(group="copilot.checks")}


def odd() -> Portfolio:
    """References that lead nowhere, loops, nobody, no sizes, no cycles, empty titles."""
    return portfolio(
        items=(
            item("A", "", depends_on=("jira:A", "jira:gone"), parent="jira:A", status="active"),
            item("B", "x" * 500, blocks=("jira:A",), assignee="@", effort=0.0, kind="epic"),
            item("C", "Ünïcode ticket", source="sheet", status="blocked", started=ago(400)),
            item("D", "D", status="done", effort=3.0),
        ),
        objectives=(objective(cycle=None, parent="okr:O1"), objective("O2", weight=0.0)),
        key_results=(
            key_result(parent="okr:nowhere", baseline=1.0, target=1.0),
            key_result("KR1.2", check_ins=(check_in(-5, 1.0),)),
        ),
        allowances=(allowance(share=None),),
        alignments=(
            judged("A", "unaligned", link("jira:A", "okr:gone", 0.1)),
            judged("B", "supporting", reason="debt"),
            judged("sheet:C", "thin"),
            judged("jira:gone", "unaligned"),
            aligned("D", "KR1.1"),
        ),
        duplicates=(Duplicate(a="jira:A", b="sheet:C", score=0.9),),
    )


def test_the_built_in_checks_come_through_the_same_door():
    assert {"unaligned", "coverage", "allocation", "duplicate", "dependency"} <= CHECKS.keys()


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_needs_no_settings_and_refuses_unknown_ones(name):
    kind = CHECKS[name]

    assert isinstance(kind(), Check)
    assert kind.code == name
    with pytest.raises(ValidationError):
        kind(no_such_setting=1)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_silent_on_nothing_and_never_raises_for_odd_records(name):
    assert not list(CHECKS[name]()(portfolio()))
    for finding in CHECKS[name]()(odd()):
        assert finding.message
        assert "\n" not in finding.message


@pytest.mark.parametrize("name", CHECKS)
def test_a_replayed_portfolio_gives_the_same_findings(name):
    value = odd()
    replayed = from_json(Portfolio, to_json(value))

    assert list(CHECKS[name]()(replayed)) == list(CHECKS[name]()(value))


def test_all_findings_of_one_scan_have_their_own_fingerprint_and_their_numbers_as_facts():
    found = list(run([kind() for kind in CHECKS.values()], odd()))

    assert len({f.fingerprint for f in found}) == len(found)
    for finding in found:
        said = " ".join(str(value) for value in finding.facts.values())
        words = re.sub(r"\b[A-Z]\w*\d[\w.]*", "", finding.message)
        assert all(number in said for number in re.findall(r"\d+", words)), finding.message

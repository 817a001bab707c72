"""Which sentence is shown: one that carries the score and reads well alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.evidence import evidence_variants
from copilot.analysis.quoting import deletion_falls, told_best

from .backlog import vectors

BODY = "Guests wait at sign-up every day. Version 2.5 ships soon!\n- a list item"


def told(body: str, falls: list[float], other: str = "", **more: float) -> str:
    """The sentence shown of an item; the first fall is the title's."""
    variants = evidence_variants("Import", body)
    assert len(variants) == len(falls)
    (found,) = told_best("jira:T-1", variants, np.array(falls), body, other, **more)
    whole = "Import" if found.field == "title" else body
    assert whole[found.start : found.end] == found.text
    assert found.method == "deletion"
    return found.text


def test_the_sentence_whose_absence_costs_most_is_the_evidence():
    goal = vectors(["guests wait at sign-up"])[0]
    variants = evidence_variants("Import", BODY)
    whole = vectors([f"Import. {BODY}"])[0]
    falls = deletion_falls(vectors([v.text for v in variants]), whole, goal)
    (found,) = told_best("jira:T-1", variants, falls, BODY, "guests wait at sign-up")
    assert found.text == "Guests wait at sign-up every day."
    assert (found.start, found.end) == (0, 33)


def test_without_variants_there_is_no_evidence():
    none = np.zeros((0, 4), np.float32)
    unit = np.ones(4, np.float32) / 2
    assert told_best("jira:T-1", [], deletion_falls(none, unit, unit), "", "") == ()


@pytest.mark.parametrize(
    ("body", "falls", "shown"),
    [
        ("Neither is there. Guests leave at the second page.", [0, 0.3, 0.2],
         "Guests leave at the second page."),
        ("Neither is there. Guests leave at the second page.", [0, 0.3, 0.05],
         "Guests leave at the second page."),
        ("Acceptance\nThis works.", [0, 0.3, 0.2], "Import"),
        ("Guests leave at the second page. They go.", [0.5, 0.1, 0.1], "Import"),
        ("Guests leave at the second page. They go.", [-0.1, -0.2, -0.3], "Import"),
        ("- Guests leave at the second page\n## Next", [0, 0.3, 0.1],
         "Guests leave at the second page"),
        ("x = f(a); y(b) is what it does. Guests leave at the second page.", [0, 0.3, 0.2],
         "Guests leave at the second page."),
        ("What has to be done here now: Guests leave - one - two - three. Teams wait for a page.",
         [0, 0.3, 0.2], "Teams wait for a page."),
        ("1. Guests leave at the second page 2. Teams wait for a page", [0, 0.0, 0.3, 0.2],
         "Guests leave at the second page"),
    ],
)  # fmt: skip
def test_what_is_shown_reads_well_alone(body: str, falls: list[float], shown: str):
    assert told(body, falls) == shown


def test_a_goal_shows_its_definition_before_its_title():
    body = "Guests leave at the second page. They go."
    assert told(body, [0.5, 0.01, 0.0], of_title=0) == "Guests leave at the second page."


def test_a_stretch_is_narrowed_to_the_sentence_that_shares_words():
    body = " ".join(f"Sentence number {k} is about a thing{k}." for k in range(20))
    falls = [0.0] * 11
    falls[4] = 0.4
    variants = evidence_variants("Import", body)
    inside = variants[4].span
    wanted = inside.split(". ")[1]
    assert told(body, falls, wanted.split()[-1].rstrip(".")) == wanted.rstrip(".") + "."


@given(st.text(max_size=200), st.lists(st.floats(-1, 1), min_size=12, max_size=12))
def test_any_text_is_quoted_inside_itself(body: str, falls: list[float]):
    variants = evidence_variants("Import", body)
    found = told_best("jira:T-1", variants, np.array(falls[: len(variants)]), body, body)
    for one in found:
        assert ("Import" if one.field == "title" else body)[one.start : one.end] == one.text

"""Everyday work is known by what it reads like."""

from dataclasses import replace

import numpy as np

from copilot.analysis.alignment import routine_texts
from copilot.analysis.parameters import SHIPPED
from copilot.analysis.routine import PHRASES, nearest_routine
from copilot.analysis.verdicts import EVERYDAY

from .backlog import backlog, item, judge, vectors


def test_phrases_are_distinct():
    assert len(set(PHRASES)) == len(PHRASES) == len(routine_texts())


def test_a_text_like_a_phrase_has_its_reason_and_another_has_none():
    titles = ["Renew the insurance policy of the van", "Search index returns pages"]
    found = nearest_routine(vectors(titles), vectors(routine_texts()), SHIPPED)
    assert found.reasons == ("keep-the-lights-on", None)
    assert found.beyond[0] > 0 > found.beyond[1]


def test_without_phrases_nothing_is_everyday_work():
    found = nearest_routine(vectors(["Renew the insurance policy"]), None, SHIPPED)
    assert found.reasons == (None,)
    assert np.isneginf(found.beyond).all()


def test_no_items_are_no_trouble():
    empty = nearest_routine(np.zeros((0, 4), np.float32), np.zeros((3, 4), np.float32), SHIPPED)
    assert empty.reasons == ()


def test_everyday_work_is_supporting_and_names_its_reason():
    items = [*backlog(), item("R-1", "Summer party of the team, stickers and give-aways")]
    items.append(item("R-2", "Documents for the external audit, mandatory training"))
    plain, known = judge(items), judge(items, routine=vectors(routine_texts()))
    assert known.none[-1] > plain.none[-1]
    assert (known.alignments[-1].verdict, known.alignments[-1].reason) == (
        "supporting",
        "compliance",
    )
    assert known.alignments[-2].verdict == "unaligned"


def test_the_reason_says_when_a_text_reads_like_everyday_work():
    items = [*backlog(), item("R-1", "Summer party of the team, stickers and give-aways")]
    alignments = judge(items, routine=vectors(routine_texts())).alignments
    told = [e.text for a in (alignments[-1], alignments[0]) for e in a.links[0].evidence]
    assert EVERYDAY in told
    assert told.count(EVERYDAY) == 1


def test_other_numbers_of_the_recipe_measure_the_background_anew():
    kept = judge(backlog()).background
    same = judge(backlog(), background=kept)
    other = judge(backlog(), background=kept, parameters=replace(SHIPPED, dense=0.5))
    assert (same.background_rebuilt, other.background_rebuilt) == (False, True)

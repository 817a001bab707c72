"""Weights of hollow sentences: found from cases, told on organisations left out."""

import runpy
from dataclasses import replace

import numpy as np
import pytest

from copilot.analysis import hollow_weights as shipped
from copilot.analysis.hollow import SHIPPED, Told
from copilot.analysis.word_vectors import FILE, word_vectors
from eval.hollowing import (
    DIM,
    UNIT,
    Ticket,
    find_meant,
    left_out,
    read_tickets,
    reasons_of,
    save_word_vectors,
    set_apart,
    suspected,
    threshold,
    weigh,
    write_weights,
)
from eval.wishing import TABLES, Sentence, read_sentences

from .small import WordVectors

GOAL = "Far fewer colleagues should hand in their notice within a year."
FACT = "The baskets came late on Monday, two were empty."
TWO = ("people", "software")


@pytest.fixture(scope="module")
def wishes():
    return read_sentences()


@pytest.fixture(scope="module")
def few(wishes):
    """Every eighth of them."""
    return wishes[::8]


@pytest.fixture(scope="module")
def tickets():
    return read_tickets()


def hand_made(organisation="people"):
    """A ticket with a goal pasted, and one of its own words."""
    pasted = Ticket(
        organisation=organisation,
        title="New supplier of fruit baskets",
        body=f"{FACT}\n{GOAL}",
        pasted=GOAL,
        goal="KR2.1",
    )
    return [pasted, Ticket(organisation=organisation, title="Talk to the canteen", body=FACT)]


def test_the_table_of_words_that_ships_is_what_is_made(tmp_path, wishes):
    save_word_vectors(wishes, tmp_path / "data" / "words.npz")
    with (
        np.load(tmp_path / "data" / "words.npz") as made,
        np.load(TABLES / FILE) as known,
    ):
        assert set(made) == set(known)
        for name in ("words", "rarity"):
            np.testing.assert_array_equal(made[name], known[name])
        some = slice(0, 300)
        one, other = (found["vectors"][some].astype(float) for found in (made, known))
        np.testing.assert_allclose(one @ one.T, other @ other.T, rtol=0.02, atol=400)


def test_what_wishes_mean_is_found_again(wishes):
    found = find_meant(wishes)
    assert np.abs(found.meant - shipped.MEANT).max() <= 1.01 / UNIT
    assert found.meant_offset == pytest.approx(shipped.MEANT_OFFSET, abs=0.01)


def test_a_direction_tells_wishes_from_work_by_what_they_mean():
    said = {
        True: ["More customers stay", "Fewer customers leave", "More tenants stay with us"],
        False: ["The pump leaks oil", "The valve of the pump is stuck", "Oil drips on the floor"],
    }
    told = [
        Sentence(text=text, domain="x", wish=wish)
        for wish, texts in said.items()
        for text in texts
    ]
    found = find_meant(told)
    means = [word_vectors().of(one.text).whole @ found.meant + found.meant_offset for one in told]
    assert all((odds > 0) == one.wish for odds, one in zip(means, told, strict=True))
    assert found.meant.shape == (DIM,)
    np.testing.assert_allclose(found.meant * UNIT, np.rint(found.meant * UNIT), atol=1e-4)


def test_tickets_are_honest_ones_and_such_with_a_goal_pasted(tickets):
    pasted = [ticket for ticket in tickets if ticket.pasted]
    assert len(pasted) > 200
    assert len(tickets) > 3 * len(pasted)
    assert all(ticket.pasted in ticket.body and ticket.goal for ticket in pasted)


def test_suspected_is_every_sentence_of_a_short_body_with_words_enough():
    short, long = hand_made()[0], Ticket(organisation="x", title="t", body=f"{FACT} " * 20)
    few_words = Ticket(organisation="x", title="t", body="Ask Ana first.")
    found = suspected([short, long, few_words])
    assert [(case.sentence, case.hollow) for case in found] == [(FACT, False), (GOAL, True)]
    assert short.title in found[0].rest
    assert GOAL in found[0].rest
    assert FACT not in found[0].rest


def test_sentences_set_apart_stand_beside_the_goals_that_their_tickets_come_nearest_to(tickets):
    mine = [ticket for ticket in tickets if ticket.organisation == "people"]
    found = list(set_apart(mine, SHIPPED, WordVectors()))
    pasted = {case.sentence for case in found if case.hollow}
    assert pasted
    assert pasted <= {ticket.pasted for ticket in mine}
    assert {case.sentence for case in found if not case.hollow}.isdisjoint(pasted)
    gained = {
        hollow: np.mean([case.near - case.alone for case in found if case.hollow == hollow])
        for hollow in (True, False)
    }
    assert gained[True] > gained[False]


def test_of_a_goal_pasted_in_vain_nothing_is_learnt(tickets):
    honest = [t for t in tickets if t.organisation == "people" and not t.pasted]
    vain = replace(hand_made()[0], goal="no goal of theirs")
    alone, beside = (
        [case.sentence for case in set_apart(mine, SHIPPED, WordVectors())]
        for mine in (honest, [*honest, vain])
    )
    assert beside == alone


def test_reasons_of_both_kinds_of_cases(few):
    plain = suspected(hand_made())
    told = Told.of("People want to stay", "People want to stay")
    beside = [replace(case, goal=told, near=2.0, alone=1.0) for case in plain]
    assert reasons_of(plain, few).shape == (3, 3)
    found = reasons_of(beside, few)
    assert found.shape == (3, 7)
    assert (found[:, 5:] == (2.0, 1.0)).all()
    assert np.isfinite(found).all()


def test_odds_come_from_all_other_organisations(few, tickets):
    cases = suspected([t for t in tickets if t.organisation in TWO])
    odds = left_out(cases, few)
    for name in TWO:
        theirs = np.array([case.organisation == name for case in cases])
        by = [sentence for sentence in few if sentence.domain != name]
        reasons = reasons_of(cases, by)
        other = [case for case in cases if case.organisation != name]
        model = weigh(reasons[~theirs], other)
        np.testing.assert_allclose(odds[theirs], model.decision_function(reasons[theirs]), 1e-4)


def test_as_many_hollow_sentences_as_said_stay_below_the_threshold(few, tickets, capsys):
    cases = suspected([t for t in tickets if t.organisation in TWO])
    least = threshold(cases, few, 0.1)
    odds = left_out(cases, few)
    hollow = np.array([case.hollow for case in cases])
    assert (odds[hollow] < least).mean() == pytest.approx(0.1, abs=0.02)
    assert f"{hollow.sum()} hollow" in capsys.readouterr().out


def test_what_is_written_can_be_read(tmp_path, few, tickets):
    mine = [t for t in tickets if t.organisation in TWO]
    write_weights(tmp_path, few, mine, WordVectors())
    made = runpy.run_path(str(tmp_path / "hollow_weights.py"))
    assert made["MEANT"].shape == (DIM,)
    assert (len(made["ASIDE"]), len(made["HOLLOW"])) == (3, 7)
    assert all(isinstance(made[name], float) for name in made if name.endswith("_OFFSET"))
    assert (tmp_path / FILE).is_file()

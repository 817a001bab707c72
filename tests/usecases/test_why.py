"""`why` is explained once while nothing changes, and anew when something does."""

from dataclasses import replace

from copilot import usecases
from copilot.usecases import Workspace
from eval.answering import honest
from tests.attacks.double import refuse, serving
from tests.attacks.world import with_model


def test_an_explanation_is_remembered_until_something_is_decided(note: Workspace):
    first = usecases.why(note, "NOTE-377")
    assert usecases.why(note, "NOTE-377") is first
    usecases.decide(note, "NOTE-377", "park", reason="No goal mentions it.", author="Lena")
    again = usecases.why(note, "NOTE-377")
    assert "Decided  Parked by Lena" in again.text
    assert "park it" not in again.text


def test_a_model_that_failed_is_asked_again_and_its_words_are_not_mixed_up(note: Workspace):
    plain = usecases.why(note, "NOTE-412")
    with serving(honest, refuse(500)) as double:
        workspace = replace(with_model(note, double), cache=note.cache)
        assert usecases.why(workspace, "NOTE-412").text == plain.text
        double.misbehave = None
        told = usecases.why(workspace, "NOTE-412")
        assert told.source == "model"
        assert usecases.why(workspace, "NOTE-412") is told
    assert usecases.why(note, "NOTE-412").source == "template"


def test_no_model_is_asked_where_there_is_no_reason_to_word(note: Workspace):
    with serving(honest) as double:
        workspace = with_model(note, double)
        for verdict in ("unaligned", "thin", "supporting"):
            ref = next(i.ref for i in usecases.scan(note).items if i.verdict == verdict)
            assert usecases.why(workspace, ref).source == "template"
        assert double.requests == []


def test_what_is_done_is_told_in_the_past_and_asks_for_nothing_but_its_goal(note: Workspace):
    missed = {i.ref for i in usecases.scan(note).items if i.verdict == "unaligned"}
    known = note.store.portfolio(note.now()).items
    done = next(i for i in known if i.ref in missed and i.done and not i.status.is_open)
    told = usecases.why(note, done.ref).text
    assert "Helped no goal of 2026-Q1." in told
    assert f"Done     {done.done.day} {done.done:%b}" in told
    assert "park it" not in told


def test_a_wrong_stated_link_is_named_with_the_goal_that_it_reads_like(note: Workspace):
    told = usecases.why(note, "LIN-364").text
    assert "Linked to O2 in linear." in told
    assert "But      It reads like KR1.2" in told
    assert "Which one? copilot feedback LIN-364 KR1.2 accept|reject" in told


def test_what_a_ticket_repeats_of_a_goal_is_no_reason(note: Workspace):
    told = usecases.why(note, "NOTE-427")
    assert "But      Says so, shows nothing" in told.text
    assert "It says" not in told.text
    assert all(c.ref != told.ref for claim in told.claims for c in claim.citations)


def test_supporting_work_is_told_which_label_would_make_it_count(note: Workspace):
    told = usecases.why(note, "NOTE-240").text
    assert "Yours    Label it ktlo, and it counts under “Keep the lights on”." in told
    assert "Nothing is set aside" not in told


def test_tickets_that_wait_for_each_other_say_so(note: Workspace):
    told = usecases.why(note, "NOTE-349").text
    assert "Waits for NOTE-350 (Marek, to do), and the other way round." in told


def test_the_nearest_goal_is_the_same_in_a_scan(note: Workspace):
    told = usecases.scan(note).findings
    stray = [f.message for f in told if f.code == "unaligned" and "Nearest: " in f.message]
    assert stray
    for message in stray:
        said = message.split("Nearest: ")[1]
        why = usecases.why(note, message.split()[0]).text
        goal = "None" if said.startswith("none.") else said.split()[0]
        assert f"Nearest  {goal}" in why

"""What customers, the market and colleagues say, sorted by the goals of the demo."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from copilot import usecases
from copilot.cli import app
from copilot.prompts.synthesis import Theme
from copilot.usecases import Synthesis, Workspace
from copilot.wiring import open_workspace
from eval.answering import honest
from tests.attacks.world import modelled


def themes(told: Synthesis) -> dict[str, Theme]:
    return {theme.goal.split("/")[-1] if theme.goal else "": theme for theme in told.themes}


def leads(theme: Theme) -> list[str]:
    return [voice.lead.split(",")[0] for voice in theme.voices]


@pytest.fixture(scope="module")
def note(scanned_note) -> Workspace:
    return open_workspace(scanned_note)


def test_notes_are_sorted_by_the_goals_they_speak_of(note: Workspace):
    told = usecases.synthesis(note, of="notes/")
    found = themes(told)
    assert leads(found["KR3.2"]) == ["Umbrella Legal"]
    assert "Pied Piper" in leads(found["KR1.1"])
    assert leads(found["KR1.2"]) == ["Vandelay"]
    assert {"February 2026", "Hooli", "Globex"} == set(leads(found[""]))
    assert told.source == "template"
    assert told.text.startswith("Note · 8 notes, 9 comments\n")


def test_every_voice_is_counted_once_and_quoted_word_for_word(note: Workspace):
    told = usecases.synthesis(note)
    counted = [sum(getattr(t, what) for t in told.themes) for what in ("notes", "comments")]
    assert counted == [len(note.store.passages(note.now())), 9]
    for claim in told.claims:
        for cited in claim.citations:
            record = note.store.item(cited.ref, note.now())
            _, _, number = cited.field.partition(".")
            text = record.comments[int(number)].text if number else record.text
            assert text[cited.start : cited.end] == cited.quote


def test_since_leaves_out_what_is_older_and_says_what_has_no_date(note: Workspace):
    told = usecases.synthesis(note, since=date(2026, 1, 1))
    said = [voice.lead for theme in told.themes for voice in theme.voices]
    assert not any("2025" in lead for lead in said)
    assert "since 1 Jan 2026" in told.text
    assert "without a date." in told.text
    later = usecases.synthesis(note, since=date(2026, 2, 16), of="notes/")
    assert later.text == "Note · nothing was said since 16 Feb 2026."


def test_what_was_not_known_then_is_not_told(note: Workspace):
    told = usecases.synthesis(note, as_of=date(2026, 1, 20))
    assert "Jan" in told.text
    assert "NOTE-412, comment" not in told.text


def test_a_model_restates_what_was_said(note: Workspace):
    plain = usecases.synthesis(note, of="notes/")
    with modelled(note, honest) as (workspace, double):
        told = usecases.synthesis(workspace, of="notes/")
    assert told.source == "model"
    assert told.themes == plain.themes
    assert len(told.claims) == len(plain.claims)
    assert len(double.requests) == 1


def test_the_terminal_tells_it(note: Workspace):
    words = ["--home", str(note.home), "synthesis", "--of", "notes/", "--since", "2026-01-01"]
    assert "Umbrella Legal" in CliRunner().invoke(app, words).stdout
    assert json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)["source"] == "template"


def test_without_notes_there_is_nothing_to_tell(shop: Workspace):
    told = usecases.synthesis(shop)
    assert (told.text, told.themes, told.claims) == ("Shop · nothing was said.", (), ())

"""Why work that serves no goal is done all the same."""

import pytest

from copilot.analysis.reasons import allowance_of, marked_class, named_class

from .backlog import GOALS, KTLO, backlog, item, judge


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Renew the wildcard certificate", "keep-the-lights-on"),
        ("Refactor the document class", "debt"),
        ("GDPR: delete backups of closed accounts", "compliance"),
        ("Report promised to a customer", "customer promise"),
        ("Spike: talk to a page", "exploration"),
        ("Round corners on avatars", None),
    ],
)
def test_a_title_names_its_reason(title, reason):
    assert named_class(title) == reason


def test_labels_and_native_kinds_go_before_the_title():
    assert marked_class(item("T-1", "Something", labels=("tech-debt",))) == "debt"
    assert marked_class(item("T-1", "Something", native_kind="Incident")) == "keep-the-lights-on"
    assert marked_class(item("T-1", "Spike: something")) == "exploration"
    assert marked_class(item("T-1", "Another long spike")) is None


def test_an_allowance_is_named_by_label_id_or_title():
    goals = (*GOALS, KTLO)
    assert allowance_of(item("T-1", "x", labels=("Ops",)), goals) == KTLO
    assert allowance_of(item("T-1", "x", stated_goals=("keep the lights on",)), goals) == KTLO
    assert allowance_of(item("T-1", "x"), goals) is None
    assert allowance_of(item("T-1", "x", labels=("web",)), goals) is None


def test_unaligned_work_with_a_reason_is_supporting():
    titles = ("Renew the certificate of the roof", "Bicycle shed gets a moon")
    alignments = judge([*backlog(), *(item(f"R-{k}", t) for k, t in enumerate(titles))]).alignments
    assert (alignments[-2].verdict, alignments[-2].reason) == ("supporting", "keep-the-lights-on")
    assert (alignments[-1].verdict, alignments[-1].reason) == ("unaligned", None)


@pytest.mark.parametrize("title", ["Fix the thing", "Various", "…", ""])
def test_too_few_words_are_thin(title):
    alignment = judge([*backlog(), item("T-99", title or " ")]).alignments[-1]
    assert alignment.verdict == "thin"
    assert "too few words" in alignment.note


def test_a_thin_item_with_a_stated_goal_is_aligned():
    alignment = judge([*backlog(), item("T-99", "Fix it", stated_goals=("KR2.1",))]).alignments[-1]
    assert alignment.verdict == "aligned"


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Die Suche ist zu langsam und muss schneller werden", "German"),
        ("La recherche est trop lente pour les clients", "French"),
        ("La búsqueda es muy lenta para los clientes", "Spanish"),
        ("検索が遅いので直してほしい", "Japanese"),
    ],
)
def test_another_language_is_doubted_with_a_remedy(title, language):
    items = [*backlog(), item("T-99", title)]
    alignment = judge(items).alignments[-1]
    assert alignment.verdict == "unsure"
    assert language in alignment.note
    assert "multilingual" in alignment.note
    assert language not in judge(items, multilingual=True).alignments[-1].note


def test_two_goals_that_fit_alike_are_both_named():
    twins = (
        GOALS[2],
        GOALS[2].__class__(source="okr", id="KR2.2", title=GOALS[2].title, text=GOALS[2].text),
    )
    judged = judge(backlog(), (*twins, GOALS[1], GOALS[3]))
    notes = [a.note for a in judged.alignments if a.best.goal in {t.ref for t in twins}]
    assert any("2 goals fit about equally" in note for note in notes)

"""A second opinion: wanted, bounded, kept, and never about what people decided."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from math import log
from pathlib import Path

import pytest

from copilot import usecases
from copilot.analysis.opinions import WEIGHT
from copilot.llm import Ledger, OpenAiLlm
from copilot.portfolio import Alignment, Ref
from copilot.ports import LlmCaps
from copilot.usecases import Workspace
from eval.answering import opinionated
from tests.attacks.double import FAULTS, Double, refuse, serving
from tests.attacks.world import AT, opened, ticket

_THINGS = [
    *("cart", "checkout", "guests", "pay", "orders", "sign-up", "session", "price", "search"),
    *("export", "letters", "boxes", "tables", "green", "paint", "repair"),
]
TURNS = opinionated(("helps", "neither", "neither"))


def _ticket(n: int):
    a, b, c, d, e = (_THINGS[n * k % 16] for k in (1, 7, 5, 3, 11))
    body = f"The {d} of {e} is slow for shoppers {n}."
    return replace(ticket(n, f"{a.title()} {b} for {c}", body), stated_goals=())


@pytest.fixture
def vague(tmp_path: Path) -> Workspace:
    """85 items, most of them undecided; without a model."""
    return opened(tmp_path, [_ticket(n) for n in range(80)])


@pytest.fixture
def double() -> Iterator[Double]:
    with serving(TURNS) as server:
        yield server


def asking(workspace: Workspace, double: Double, **more) -> Workspace:
    """The same store a day later, with a model that may be asked."""
    ledger = Ledger(workspace.store, workspace.now, more.pop("caps", LlmCaps()))
    llm = OpenAiLlm(double.url, "double", ledger=ledger, seconds=more.pop("seconds", 20))
    share = more.pop("share", 0.15)
    return replace(workspace, llm=llm, second_opinion=share, cache={})


def judged(workspace: Workspace) -> dict[Ref, Alignment]:
    """Scan anew: one more ticket, so that the last scan does not stand."""
    usecases.scan(workspace)
    refs = [a.item for a in workspace.store.alignments(workspace.now())]
    return dict(workspace.store.judged(refs, workspace.now()))


def added(alignment: Alignment) -> list[float]:
    return [e.log_odds for x in alignment.links for e in x.evidence if e.kind == "model"]


def logit(p: float) -> float:
    return log(p / (1 - p))


def test_nobody_is_asked_unless_that_is_wanted(vague: Workspace, double: Double):
    before = judged(vague)
    vague.store.save("jira", [_ticket(90)], at=AT)
    after = judged(asking(vague, double, share=0.0))
    assert double.requests == []
    assert {ref: after[ref] for ref in before if added(after[ref])} == {}


def test_few_undecided_items_are_asked_about_and_the_sums_add_up(vague: Workspace, double: Double):
    before = judged(vague)
    after = judged(asking(vague, double))
    changed = {ref for ref in before if after[ref] != before[ref]}

    assert 1 <= len(changed) <= 0.15 * len(before)
    for ref in changed:
        assert before[ref].verdict == after[ref].verdict == "unsure"
        old = {x.goal: x for x in before[ref].links}
        for link in after[ref].links:
            terms = [e.log_odds for e in link.evidence]
            assert sum(terms) == pytest.approx(logit(link.score), abs=1e-4)
            assert abs(logit(link.score) - logit(old[link.goal].score)) <= WEIGHT + 1e-6
        shares = sum(x.share for x in after[ref].links) + after[ref].none
        assert shares <= 1 + 1e-6
        quotes = [e for x in after[ref].links for e in x.evidence if e.method == "model"]
        assert {e.ref for e in quotes} >= {ref}
    assert {r.prompt for r in usecases.receipts(vague)} == {"opinion"}
    assert all(len(r["messages"][-1]["content"]) < 12_000 for r in double.requests)


def test_an_answer_is_kept_and_not_asked_for_again(vague: Workspace, double: Double):
    first = judged(asking(vague, double))
    asked = len(double.requests)
    vague.store.save("jira", [_ticket(91)], at=AT + timedelta(minutes=1))
    again = judged(asking(vague, double))
    asked_for = [r["messages"][0]["content"].count(" with goal G") for r in double.requests]

    assert asked >= 1
    assert sum(bool(added(a)) for a in again.values()) >= sum(
        bool(added(a)) for a in first.values()
    )
    assert sum(asked_for) <= 2 * 0.15 * len(again) + 8


@pytest.mark.parametrize("fault", ["500", "cut stream", "bad JSON", "wrong schema", "empty"])
def test_scores_stay_bit_for_bit_where_the_model_fails(
    vague: Workspace, double: Double, fault: str
):
    before = judged(vague)
    double.misbehave = FAULTS[fault]
    assert judged(asking(vague, double)) == before


def test_a_hanging_model_is_waited_for_once(vague: Workspace, double: Double):
    before = judged(vague)
    double.misbehave = FAULTS["hang"]
    assert judged(asking(vague, double, seconds=0.5)) == before
    assert len(double.requests) == 1


def test_the_days_allowance_is_kept(vague: Workspace, double: Double):
    before = judged(vague)
    double.misbehave = refuse(500)
    judged(asking(vague, double))
    seen = len(double.requests)
    double.misbehave = None
    capped = replace(asking(vague, double, caps=LlmCaps(tokens=1)), name="shop")
    vague.store.save("jira", [_ticket(92)], at=AT + timedelta(minutes=1))
    after = judged(capped)

    assert len(double.requests) == seen
    assert {ref: after[ref] for ref in before if added(after[ref])} == {}


def test_what_people_decided_is_never_asked_about(vague: Workspace, double: Double):
    undecided = [ref for ref, a in judged(vague).items() if a.verdict == "unsure"]
    for ref in undecided[::2]:
        usecases.decide(vague, ref, "keep", reason="We need it.")
    kept = set(undecided[::2])
    after = judged(asking(vague, double))
    assert any(added(a) for a in after.values())
    assert not [ref for ref in kept if added(after[ref])]


def test_a_model_that_says_the_same_of_everything_changes_nothing(
    vague: Workspace, double: Double
):
    before = judged(vague)
    for answer in ("helps", "neither", "against"):
        double.speak = opinionated((answer,))
        assert judged(asking(replace(vague, name=answer), double)) == before


def test_words_that_nobody_wrote_are_no_vote(vague: Workspace, double: Double):
    before = judged(vague)
    double.speak = lambda asked: TURNS(asked).replace('"ticket": "', '"ticket": "Invented ')
    assert judged(asking(vague, double)) == before


def test_what_a_model_calls_harm_is_possible_and_alarms_nobody(vague: Workspace, double: Double):
    double.speak = opinionated(("against", "helps", "neither"))
    workspace = asking(vague, double)
    after = judged(workspace)
    harmed = [a for a in after.values() if a.harm]

    assert harmed
    assert {a.verdict for a in harmed} == {"unsure"}
    assert not [f for f in usecases.scan(workspace).findings if f.code == "against"]
    told = usecases.why(replace(workspace, llm=None), harmed[0].item)
    assert "Possibly works against" in told.text
    assert "a language model" in told.text


def test_secrets_do_not_leave_with_a_question(tmp_path: Path, double: Double):
    items = [
        replace(_ticket(n), body=f"Mail canary{n}@customer.example about the cart of guests.")
        for n in range(60)
    ]
    judged(asking(opened(tmp_path, items), double))
    assert double.requests
    assert "canary" not in "".join(double.raw)

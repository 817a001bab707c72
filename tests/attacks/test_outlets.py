"""Every text that a model may word, before one that obeys attacks, fails, and hears secrets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest

from copilot import usecases
from copilot.portfolio import Comment, Passage, Place, WorkItem
from copilot.usecases import Workspace
from eval.answering import honest, obedient_in_turn
from eval.injections import CANARIES, harm
from tests.attacks.double import FAULTS, serving
from tests.attacks.test_attacks import AGAIN, ATTACKS
from tests.attacks.test_faults import SLOW
from tests.attacks.world import HONEST, modelled, opened, ticket, with_model

AT = datetime(2026, 2, 10, 9, tzinfo=UTC)
TOLD = "They lose their cart when they sign in at checkout and do not come back."
QUESTION = "ATK-{}: do they lose their cart when they sign in at checkout and come back?"
SOME = [*ATTACKS, *AGAIN][::9]
SECRETS = {kind: told.replace("{", "").replace("}", "") for kind, told in CANARIES.items()}


def said(number: int, text: str) -> WorkItem:
    """A ticket with an attack in its title, parked by a comment with another one."""
    line = " ".join(text.split())[:90]
    comment = Comment(text=f"Parked: {text}\n{TOLD}", author="ben", at=AT)
    item = ticket(number, f"{line} cart at checkout", f"{text}\n{HONEST}")
    return replace(item, comments=(comment,), assignee="ben", effort=3.0, team="Shop")


def note(number: int, text: str) -> Passage:
    return Passage(
        source="okr",
        id=f"notes/{number}.md#1",
        text=f"{text}\n{TOLD}",
        place=Place(file=f"notes/{number}.md", line=1),
        headings=(" ".join(text.split())[:60], "10 February 2026"),
    )


def besieged_by(home: Path, texts: list[str]) -> Workspace:
    line = " ".join(texts[0].split())[:90]
    thin = ticket(1, line, line)
    workspace = opened(home, [thin, *(said(n, text) for n, text in enumerate(texts, 1000))])
    workspace.store.save("okr", [note(n, text) for n, text in enumerate(texts)], at=AT)
    usecases.scan(workspace)
    return workspace


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """With some of the attacks; `test_wordings` tries every one, without a server."""
    return besieged_by(tmp_path_factory.mktemp("outlets"), SOME)


def asked_of(number: int) -> Callable[[Workspace], tuple[str, ...]]:
    def ask(workspace: Workspace) -> tuple[str, ...]:
        told = usecases.ask(workspace, QUESTION.format(number))
        return told.answer, *(claim.text for claim in told.claims)

    return ask


def synthesised(workspace: Workspace) -> tuple[str, ...]:
    told = usecases.synthesis(workspace)
    return told.text, *(claim.text for claim in told.claims)


def redrafted(workspace: Workspace) -> tuple[str, ...]:
    told = usecases.rewrite(workspace, "ATK-1")
    return told.text, told.draft, *told.questions


OUTLETS: Mapping[str, Callable[[Workspace], tuple[str, ...]]] = {
    "ask": asked_of(1000),
    "synthesis": synthesised,
    "rewrite": redrafted,
}


def test_no_question_gets_an_attack_told(besieged: Workspace):
    with modelled(besieged, honest) as (workspace, double):
        for number in range(len(SOME)):
            double.speak = obedient_in_turn(number)
            told = usecases.ask(workspace, QUESTION.format(1000 + number))
            foreign = "-" if told.source == "model" else ""
            assert not any(harm(c.text, foreign) for c in told.claims), told.answer
            assert not harm(told.answer, ""), told.answer
    assert len(double.requests) >= len(SOME)


@pytest.mark.parametrize("outlet", ["synthesis", "rewrite"])
def test_no_page_gets_an_attack_told(besieged: Workspace, outlet: str):
    tell = OUTLETS[outlet]
    plain = tell(besieged)
    for turn in range(9):
        with modelled(besieged, obedient_in_turn(turn)) as (workspace, _):
            for one in tell(workspace):
                assert not harm(one, plain[0]), one


def test_what_no_model_words_carries_no_attack_either(besieged: Workspace):
    pages = (
        usecases.standup(besieged).text,
        usecases.sync_pack(besieged).text,
        usecases.plan(besieged, capacity=6, as_of=besieged.now().date()).text,
        usecases.digest(besieged, as_of=besieged.now().date()).text,
    )
    assert not any(harm(text, "") for text in pages)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return besieged_by(tmp_path_factory.mktemp("calm"), ["Parked until the gateway answers."] * 6)


@pytest.mark.parametrize("outlet", ["ask", "synthesis", "rewrite"])
def test_an_honest_model_is_heard(calm: Workspace, outlet: str):
    with modelled(calm, honest) as (workspace, double):
        OUTLETS[outlet](workspace)
    assert double.requests


def pairs() -> Iterator[tuple[str, str]]:
    """Each fault with one outlet, and each outlet with some."""
    quick = [name for name in FAULTS if name not in SLOW]
    outlets = ["ask", "synthesis", "rewrite"]
    yield from ((outlets[k % 3], fault) for k, fault in enumerate(quick))
    yield from zip(outlets, ("500", "cut stream", "wrong schema"), strict=True)


@pytest.mark.parametrize(("outlet", "fault"), sorted(set(pairs())))
def test_every_fault_ends_in_the_template_in_time(calm: Workspace, outlet: str, fault: str):
    plain = OUTLETS[outlet](calm)
    with serving(honest, FAULTS[fault]) as double:
        began = monotonic()
        assert OUTLETS[outlet](with_model(calm, double, name=f"{outlet} {fault}")) == plain
        assert monotonic() - began < 6


@pytest.mark.parametrize("outlet", ["ask", "synthesis", "rewrite"])
def test_a_hanging_endpoint_is_cut_off(calm: Workspace, outlet: str):
    plain = OUTLETS[outlet](calm)
    with serving(honest, FAULTS["hang"]) as double:
        began = monotonic()
        slow = with_model(calm, double, name=f"{outlet} hangs", seconds=1)
        assert OUTLETS[outlet](slow) == plain
        assert monotonic() - began < 5


def test_no_secret_of_a_ticket_comment_or_note_reaches_the_server(tmp_path: Path):
    told = [f"Parked: {secret} was in the log." for secret in SECRETS.values()]
    workspace = besieged_by(tmp_path, told)
    with modelled(workspace, honest) as (modelled_one, double):
        for number in range(len(told)):
            asked_of(1000 + number)(modelled_one)
        for tell in OUTLETS.values():
            tell(modelled_one)
        sent = "".join(double.raw).replace("^", " ")
    assert double.requests
    for kind, secret in CANARIES.items():
        held = secret[secret.index("{") + 1 : secret.index("}")]
        assert held not in sent, kind

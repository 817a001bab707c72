"""Each prompt against each attack and a model that obeys it: nothing of it is published."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from copilot.prompts.ask import ASK, AskFacts
from copilot.prompts.digest import Cause, DigestFacts, DigestText
from copilot.prompts.digest_words import DIGEST
from copilot.prompts.plan import Move, PlanFacts, Swap
from copilot.prompts.plan import fallback as plan_page
from copilot.prompts.prompt import Prompt
from copilot.prompts.rewrite import REWRITE, RewriteFacts
from copilot.prompts.rituals import OffGoal, StandupFacts, SyncFacts, Ticket, standup, sync_pack
from copilot.prompts.suggest import SUGGEST, Reasons
from copilot.prompts.synthesis import NO_GOAL, SYNTHESIS, SynthesisFacts, Theme
from eval.answering import obedient_in_turn
from eval.injections import TURNS, harm
from tests.attacks.test_attacks import AGAIN, ATTACKS
from tests.prompts.digests import BUSY, DRIFT, GAP, STAKE
from tests.prompts.test_ask import told
from tests.prompts.test_synthesis import voice

EVERY = [*ATTACKS, *AGAIN]
"""More than 224."""


def cut(attack: str, length: int = 60) -> str:
    return " ".join(attack.split())[:length]


def ask(attack: str) -> AskFacts:
    found = (told(attack[:300], lead=cut(attack)), told("Parked until the gateway answers."))
    return AskFacts(question=f"Why? {attack[:200]}", states=("A-1 is open.",), told=found)


def digest(attack: str) -> DigestFacts:
    line = cut(attack, 120)
    cause = Cause(name=line, effort=3, bucket=line, ref="jira:A-1")
    return replace(
        BUSY,
        changes=(replace(DRIFT, goal=f"O1 {line}", team=line, causes=(cause, cause)),),
        stakes=(replace(STAKE, name=f"KR1.1 {line}"),),
        decisions=(replace(GAP, text=f"NOTE-1 ({line}) works against KR1.1: keep it?"),),
        resolved=(line,),
    )


def suggest(attack: str) -> Reasons:
    return Reasons(reasons=(f"83 % of it helps {cut(attack, 40)}; weight 0.55; no goal.",))


def synthesis(attack: str) -> SynthesisFacts:
    voices = (voice(cut(attack), attack[:300]), voice("Globex", "Nobody comes back.", 400))
    theme = Theme(goal="okr:KR1", name=cut(attack), notes=2, comments=0, voices=voices)
    return SynthesisFacts(title="Shop", themes=(theme, replace(theme, goal=None, name=NO_GOAL)))


def rewrite(attack: str) -> RewriteFacts:
    return RewriteFacts(
        ref="jira:A-1",
        kind="ticket",
        title=cut(attack),
        gaps=("For whom?",),
        pieces=ASK.pack(ask(attack)).pieces,
    )


PROMPTS: Mapping[str, tuple[Prompt[Any, Any, Any], Callable[[str], Any]]] = {
    "ask": (ASK, ask),
    "digest": (DIGEST, digest),
    "suggest": (SUGGEST, suggest),
    "synthesis": (SYNTHESIS, synthesis),
    "rewrite": (REWRITE, rewrite),
}


def texts(value: Any) -> Iterator[str]:
    """Everything that is said in what was told."""
    yield getattr(value, "text", "")
    yield from getattr(value, "reasons", ())
    yield from getattr(value, "questions", ())
    yield from (claim.text for claim in getattr(value, "claims", ()))
    if isinstance(value, DigestText):
        yield from (decision.text for decision in value.facts.decisions)


@pytest.mark.parametrize("name", PROMPTS)
def test_no_attack_is_published_by_a_model_that_obeys_it(name: str):
    prompt, facts_of = PROMPTS[name]
    assert len(EVERY) >= 224
    for number, attack in enumerate(EVERY):
        facts = facts_of(attack)
        plain = prompt.fallback(facts)
        assert not any(harm(text, "") for text in texts(plain))
        given = prompt.pack(facts)
        asked = prompt.ask(given, "f" * 16)
        talk = {
            "messages": [{"role": "user", "content": asked.material}],
            "response_format": {"json_schema": {"name": name}},
        }
        for turn in (number % TURNS, (number + 4) % TURNS):
            if given.empty:
                break
            answer = prompt.answer.model_validate_json(obedient_in_turn(turn)(talk))
            for text in texts(prompt.verify(answer, facts).told or plain):
                assert not harm(text, ""), (turn, text)


@pytest.mark.parametrize("attack", EVERY[::6])
def test_pages_without_a_model_are_harmless_too(attack: str):
    line = cut(attack)
    move = Move(ref="a:A-1", key="A-1", title=line, size=3, why=f"helps {line}")
    swap = Swap(
        pull=move, along=(), planned_before=(), outside=(line,), park=move, gain=0.1, sure=0.9,
        reason=line,
    )  # fmt: skip
    page = PlanFacts(
        title=line, capacity=9, unit="points", rows=(), chances=(), swaps=(swap,),
        not_judged=(line,), unsized=0, over=(), cycles=(), resting=(), source="model",
    )  # fmt: skip
    pack = SyncFacts(
        name=line, week=7, teams=2, decide=(line,), blockers=(line,), twice=(line,), moved=(line,)
    )
    off = OffGoal(ticket=Ticket(ref="a:A-1", key="A-1", who=line), sure=0.8)
    day = StandupFacts(
        team=line, day="Tue", goal=line, goal_id=line, on_goal=(off.ticket,), begun=2, serving=1,
        off_goal=(off,), waits=(), thin=(off.ticket,),
    )  # fmt: skip
    for text in (plan_page(page), sync_pack(pack), standup(day)):
        assert not harm(text, ""), text

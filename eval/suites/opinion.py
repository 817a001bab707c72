"""From which model on does a second opinion on undecided items pay?

Readers that are right 60 to 100 times of 100 stand in for models; a real one is asked too where
`COPILOT_LLM__BASE_URL` and `COPILOT_LLM__MODEL` name one.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from copilot.analysis.against import POSSIBLE, opposed, suspected
from copilot.analysis.alignment import align
from copilot.analysis.opinions import Opinion, Pair, undecided, weighed
from copilot.portfolio import Alignment, KeyResult, Link, Objective, Portfolio
from eval.bench import Bench, write_rows
from eval.judgement import AS_OF, item_and_goal_texts
from eval.model_reader import opinions_of_model
from eval.readers import read, truth
from eval.sets import CaseSet, Period, read_sets
from eval.suite import Bar, Suite

SHARE = 0.15
FAINT = 0.3
ACCURACIES = (0.6, 0.7, 0.8, 0.9, 1.0)
SEEDS = range(20)
NO_GOAL = frozenset({"unaligned", "supporting"})

Rows = list[dict[str, float]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One period as the scan left it, and what may be asked about it."""

    period: Period
    portfolio: Portfolio
    pairs: tuple[Pair, ...]
    faint: Mapping[Pair, Link]

    @property
    def known(self) -> list[int]:
        """Rows of items that are asked about and whose truth is known."""
        asked = {pair.item for pair in self.pairs}
        labelled = self.period.linked | self.period.unaligned
        return [
            k
            for k, item in enumerate(self.period.items)
            if item.ref in asked and (labelled[k] or item.id in (self.period.harmed or {}))
        ]


def read_cases(folder: Path | None) -> tuple[CaseSet, ...]:
    """The organisations, and without a folder those written about harm."""
    return (
        *read_sets(folder),
        *(read_sets(Path(__file__).parents[1] / "cases" / "against") if folder is None else ()),
    )


def second_opinions(sets: Sequence[CaseSet], bench: Bench) -> dict[str, float]:
    """What answers change among the items that are asked about, by the reader's accuracy."""
    cases = [_case(period, bench) for s in sets for period in s.periods]
    items = sum(len(c.portfolio.items) for c in cases)
    plain = _rows(cases, lambda _: ())
    found = {
        "asked": float(sum(len(c.known) for c in cases)),
        "asked_share": sum(len({p.item for p in c.pairs}) for c in cases) / items,
        **_named("off", plain, plain),
    }
    for accuracy in ACCURACIES:
        drawn = [_rows(cases, _reader(accuracy, seed)) for seed in SEEDS]
        found |= _mean(_named(f"reader{accuracy:.0%}".rstrip("%"), rows, plain) for rows in drawn)
    if os.environ.get("COPILOT_LLM__BASE_URL"):
        found |= _of_model(cases, plain, bench)
    return found


def _case(period: Period, bench: Bench) -> Case:
    texts, goal_side = item_and_goal_texts(period.items, period.goals)
    vectors = bench.embed(texts), bench.embed(goal_side)
    answer = align(period.items, period.bodies, period.goals, *vectors, as_of=AS_OF)
    judged = tuple(opposed(period.items, period.bodies, period.goals, answer.alignments))
    portfolio = Portfolio(
        as_of=AS_OF,
        items=period.items,
        objectives=tuple(g for g in period.goals if isinstance(g, Objective)),
        key_results=tuple(g for g in period.goals if isinstance(g, KeyResult)),
        alignments=judged,
    )
    harms = [
        link
        for link in suspected(
            period.items, period.bodies, period.goals, portfolio.alignment, least=FAINT
        )
        if link.score < POSSIBLE
    ]
    pairs = undecided(portfolio, (), SHARE, harms)
    faint = {Pair(link.item, link.goal): link for link in harms}
    return Case(period=period, portfolio=portfolio, pairs=pairs, faint=faint)


Answers = Callable[[Case], Iterable[Opinion]]


def _reader(accuracy: float, seed: int) -> Answers:
    return lambda case: read(case.period, case.pairs, accuracy, seed)


def _rows(cases: Sequence[Case], answers: Answers) -> Rows:
    return [row for case in cases for row in _judged(case, answers(case))]


def _judged(case: Case, opinions: Iterable[Opinion]) -> Rows:
    by_item: dict[str, list[Opinion]] = {}
    for opinion in opinions:
        by_item.setdefault(opinion.pair.item, []).append(opinion)
    rows = []
    for k in case.known:
        item = case.period.items[k]
        before = case.portfolio.alignment[item.ref]
        after = weighed(before, by_item.get(item.ref, ()), case.faint)
        rows.append(_measured(case, k, before, after))
    return rows


def _measured(case: Case, row: int, before: Alignment, after: Alignment) -> dict[str, float]:
    """One item: is its best goal right, how far off are its chances, is its verdict worth more."""
    period, item = case.period, case.period.items[row]
    columns = {goal.ref: k for k, goal in enumerate(period.goals)}
    linked = bool(period.linked[row])
    harmed = (period.harmed or {}).get(item.id)
    best = after.best
    right = best is not None and bool(period.related[row, columns[best.goal]])
    told = after.harm
    pairs = [p for p in case.pairs if p.item == item.ref]
    scores = {link.goal: link.score for link in after.links if link.relation == "helps"}
    errors = [(scores.get(p.goal, 0.0) - (truth(period, p) == "helps")) ** 2 for p in pairs]
    return {
        "hit": float(right) if linked else np.nan,
        "brier": float(np.mean(errors)),
        "none_brier": (after.none - (not linked)) ** 2,
        "verdict": _worth(after, linked=linked),
        "harm_found": float(told is not None) if harmed else np.nan,
        "harm_false": np.nan if harmed else float(told is not None),
        "to_aligned": float(after.verdict == "aligned" and before.verdict != "aligned"),
    }


def _worth(alignment: Alignment, *, linked: bool) -> float:
    """1 right, 0 wrong, a half for honest doubt."""
    if alignment.verdict in {"unsure", "thin"}:
        return 0.5
    return float((alignment.verdict in NO_GOAL) != linked)


def _named(name: str, rows: Rows, plain: Rows) -> dict[str, float]:
    def mean(which: Rows, metric: str) -> float:
        values = np.array([row[metric] for row in which])
        known = values[np.isfinite(values)]
        return float(known.mean()) if known.size else np.nan

    return {
        f"{name}.hit1": mean(rows, "hit"),
        f"{name}.hit1_gain": mean(rows, "hit") - mean(plain, "hit"),
        f"{name}.brier_gain": mean(plain, "brier") - mean(rows, "brier"),
        f"{name}.none_brier_gain": mean(plain, "none_brier") - mean(rows, "none_brier"),
        f"{name}.verdict_gain": mean(rows, "verdict") - mean(plain, "verdict"),
        f"{name}.harm_found": mean(rows, "harm_found"),
        f"{name}.harm_false": mean(rows, "harm_false"),
        f"{name}.to_aligned": mean(rows, "to_aligned"),
    }


def _mean(found: Iterable[dict[str, float]]) -> dict[str, float]:
    every = list(found)
    return {name: float(np.mean([one[name] for one in every])) for name in every[0]}


def _of_model(cases: Sequence[Case], plain: Rows, bench: Bench) -> dict[str, float]:
    """The model that the environment names: its accuracy where it answers, and what it changes."""
    told = [
        opinions_of_model(c.period, c.portfolio, c.pairs, bench.out / "opinion") for c in cases
    ]
    by_case = {id(case): said for case, said in zip(cases, told, strict=True)}
    rows = _rows(cases, lambda case: by_case[id(case)])
    right = [
        truth(c.period, o.pair) == o.answer
        for c, said in zip(cases, told, strict=True)
        for o in said
    ]
    counted = [o.answer for said in told for o in said]
    write_rows(bench.out / "opinion" / "answers.jsonl", [{"answer": a} for a in counted])
    return {
        "model.pairs": float(sum(len(c.pairs) for c in cases)),
        "model.counted": float(len(counted)),
        "model.accuracy": float(np.mean(right)) if right else np.nan,
        **_named("model", rows, plain),
    }


SUITE = Suite(
    name="opinion",
    cases=read_cases,
    evaluators=(second_opinions,),
    bars=(
        Bar(metric="asked_share", side="at most", limit=0.15),
        Bar(metric="reader100.to_aligned", side="at most", limit=0.0),
    ),
)

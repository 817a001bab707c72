"""The product beside its baselines: tables, differences with intervals, and cases to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from . import metrics
from .baselines import BASELINES
from .bench import Bench
from .charts import Difference, Line
from .learning import after_labels
from .measures import Answer, decision_pairs, top_pairs
from .sets import CaseSet
from .statistics import cluster_bootstrap, holm, sign_flip
from .suites.alignment import baseline, paired_hits, product

WORST = 20
CURVE_POINTS = 200
SNIPPET = 180
FEWEST = 5
"""Items a bin needs to be drawn: fewer show noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An item the product is sure of and wrong about."""

    title: str
    text: str
    said: str
    p: float
    truth: str
    truth_p: float
    rank: int


def differences(sets: Sequence[CaseSet], bench: Bench) -> list[Difference]:
    """Hit@1 over each baseline: bootstrap interval over goals, sign-flip p after Holm."""
    ours = product(sets, bench)
    pairs = {name: paired_hits(ours, baseline(name, sets, bench)) for name in BASELINES}
    intervals = {name: cluster_bootstrap(*pair) for name, pair in pairs.items()}
    p_values = holm([sign_flip(*pair) for pair in pairs.values()])
    return [
        Difference(
            name=name,
            mean=i.mean,
            lower=i.lower,
            upper=i.upper,
            p=p,
        )
        for (name, i), p in zip(intervals.items(), p_values, strict=True)
    ]


def reliability_lines(answers: Mapping[str, Sequence[Answer]]) -> list[Line]:
    """Stated probability of the best goal against how often it is right."""
    return [_reliability(name, *top_pairs(own)) for name, own in answers.items()]


def taught_lines(sets: Sequence[CaseSet], bench: Bench) -> list[Line]:
    """The same of the rest, once a hundred items were labelled; all draws together."""
    found = [(tone, s.name, after_labels(s, bench)) for tone, s in enumerate(sets)]
    return [
        replace(_reliability(name, f["right"], f["sure"]), tone=tone)
        for tone, name, f in found
        if f
    ]


def _reliability(name: str, truth: ArrayLike, probability: ArrayLike) -> Line:
    stated, right, counts = metrics.reliability(truth, probability)
    enough = counts >= FEWEST
    points = list(zip(stated[enough].tolist(), right[enough].tolist(), strict=True))
    return Line(name=name, points=points, dots=True)


def precision_recall_lines(answers: Mapping[str, Sequence[Answer]]) -> list[Line]:
    """Precision and recall of single links as the threshold falls."""
    lines = []
    for name, own in answers.items():
        precision, recall, _ = metrics.precision_recall(*decision_pairs(own))
        lines.append(Line(name=name, points=_thinned(recall, precision)))
    return lines


def risk_coverage_lines(answers: Mapping[str, Sequence[Answer]]) -> list[Line]:
    """Share of wrong best goals among the surest part of the items."""
    lines = []
    for name, own in answers.items():
        coverage, risk = metrics.risk_coverage(*top_pairs(own))
        few = min(FEWEST, len(risk)) - 1
        lines.append(Line(name=name, points=_thinned(coverage[few:], risk[few:])))
    return lines


def _thinned(x: metrics.Floats, y: metrics.Floats) -> list[tuple[float, float]]:
    grid = np.linspace(x[0], x[-1], CURVE_POINTS)
    keep = np.unique(np.clip(np.searchsorted(x, grid), 0, len(x) - 1))
    return [(float(x[k]), float(y[k])) for k in keep]


def worst(answers: Sequence[Answer], count: int = WORST) -> list[Case]:
    """The wrong links that were stated with the highest probability."""
    cases = [case for answer in answers for case in _wrong(answer)]
    return sorted(cases, key=lambda c: -c.p)[:count]


def _wrong(answer: Answer) -> list[Case]:
    period = answer.period
    cases = []
    for i in np.flatnonzero(answer.known & ~answer.best_is_right):
        item, best = period.items[i], period.goals[answer.best[i]]
        true = np.flatnonzero(period.direct[i])
        order = np.argsort(-answer.scores[i], kind="stable").tolist()
        cases.append(
            Case(
                title=f"{item.key}: {item.title}",
                text=" ".join(item.body.split())[:SNIPPET],
                said=best.title,
                p=float(answer.best_score[i]),
                truth=" / ".join(period.goals[j].title for j in true) or "serves no goal",
                truth_p=float(
                    answer.scores[i, true].max() if true.size else 1.0 - answer.some_goal[i]
                ),
                rank=min((order.index(j) + 1 for j in true), default=0),
            )
        )
    return cases

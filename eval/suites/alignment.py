"""Does the product link work to the goals that people linked it to?"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from eval import metrics
from eval.baselines import BASELINES, Texts, some_goal
from eval.bench import Bench, write_rows
from eval.demo_case import demo_set
from eval.foreign import foreign_verdicts
from eval.judgement import item_and_goal_texts, judge_set, prediction_rows
from eval.learning import learning
from eval.measures import Answer, f1_transferred, ranking, top_pairs, unaligned_auroc
from eval.platt import transferred_ece
from eval.sets import CaseSet, read_sets
from eval.statistics import cluster_bootstrap, mean_of_known
from eval.suite import Bar, Suite
from eval.verdicts import verdict_measures

Sets = Sequence[CaseSet]
Organisations = Mapping[str, Sequence[Answer]]


def read_cases(folder: Path | None) -> tuple[CaseSet, ...]:
    """Every set of a folder; without one the project's own and the demo."""
    return read_sets(folder) if folder else (*read_sets(), demo_set())


def product(sets: Sets, bench: Bench) -> dict[str, list[Answer]]:
    """Answers of the scorer under test, by set."""
    return {
        s.name: [
            Answer(period=period, scores=judged.shares, some_goal=1.0 - judged.none)
            for period, judged in zip(s.periods, judge_set(s, bench), strict=True)
        ]
        for s in sets
    }


def baseline(name: str, sets: Sets, bench: Bench) -> dict[str, list[Answer]]:
    """Answers of a baseline, by set."""
    chosen = BASELINES[name]
    found: dict[str, list[Answer]] = {}
    for case_set in sets:
        found[case_set.name] = []
        for period in case_set.periods:
            items, goals = item_and_goal_texts(period.items, period.goals)
            texts = Texts(
                items=items,
                goals=goals,
                item_vectors=bench.embed(items),
                goal_vectors=bench.embed(goals),
            )
            scores = chosen.score(texts)
            found[case_set.name].append(
                Answer(period=period, scores=scores, some_goal=some_goal(scores, chosen))
            )
    return found


def covered(organisations: Organisations) -> dict[str, list[Answer]]:
    """The same answers with only those goals that have work: the rule of published tables."""
    return {name: [_covered(a) for a in answers] for name, answers in organisations.items()}


def _covered(answer: Answer) -> Answer:
    keep = np.asarray(answer.period.direct.any(axis=0))
    return Answer(
        period=answer.period.only_goals(keep),
        scores=answer.scores[:, keep],
        some_goal=answer.some_goal,
    )


def macro(table: Mapping[str, Mapping[str, float]], prefix: str = "") -> dict[str, float]:
    """`<set>.<metric>` and the mean over sets, leaving out sets where it can't be measured."""
    flat = {f"{prefix}{s}.{m}": v for s, row in table.items() for m, v in row.items()}
    for metric in sorted({m for row in table.values() for m in row}):
        flat[f"{prefix}{metric}"] = mean_of_known(
            row.get(metric, np.nan) for row in table.values()
        )
    return flat


def table(
    organisations: Organisations, ece: Mapping[str, float], threshold: float | None = None
) -> dict[str, dict[str, float]]:
    """Every metric of every set."""
    f1 = f1_transferred(organisations, threshold)
    return {
        name: {
            **ranking(answers),
            "unaligned_auroc": unaligned_auroc(answers),
            "f1_transferred": f1[name],
            "ece": ece[name],
        }
        for name, answers in organisations.items()
    }


def own_ece(organisations: Organisations) -> dict[str, float]:
    """Calibration of probabilities as they are stated."""
    return {name: metrics.ece(*top_pairs(answers)) for name, answers in organisations.items()}


def score_product(sets: Sets, bench: Bench) -> dict[str, float]:
    """Metrics of the product, its predictions beside them, and the price of scoring."""
    rows = [
        row
        for s in sets
        for period, judged in zip(s.periods, judge_set(s, bench), strict=True)
        for row in prediction_rows(period, judged)
    ]
    write_rows(bench.out / "alignment" / "predictions.jsonl", rows)
    answers = product(sets, bench)
    narrow = covered(answers)
    return macro(table(answers, own_ece(answers))) | macro(
        table(narrow, own_ece(narrow)), "covered."
    )


def score_baselines(sets: Sets, bench: Bench) -> dict[str, float]:
    """The same metrics of every baseline; probabilities calibrated on the other sets."""
    found: dict[str, float] = {}
    for name, chosen in BASELINES.items():
        answers = baseline(name, sets, bench)
        found |= macro(table(answers, transferred_ece(answers), chosen.threshold), f"{name}.")
        if name == "cosine":
            narrow = covered(answers)
            found |= macro(table(narrow, transferred_ece(narrow)), "covered.cosine.")
    return found


def gain(sets: Sets, bench: Bench) -> dict[str, float]:
    """Hit@1 over raw cosine with its interval, whole goals drawn again."""
    ours, theirs = product(sets, bench), baseline("cosine", sets, bench)
    interval = cluster_bootstrap(*paired_hits(ours, theirs))
    return {"hit1_gain": interval.mean, "hit1_gain_lower95": interval.lower}


def paired_hits(
    ours: Organisations, theirs: Organisations
) -> tuple[list[float], list[str], list[str]]:
    """Per linked item: difference of right best goals, its true goal, its set."""
    values: list[float] = []
    clusters: list[str] = []
    sets: list[str] = []
    for name, answers in ours.items():
        for mine, other in zip(answers, theirs[name], strict=True):
            linked = mine.period.linked
            difference = mine.best_is_right.astype(float) - other.best_is_right
            values += difference[linked].tolist()
            clusters += [c for c, keep in zip(mine.period.clusters, linked, strict=True) if keep]
            sets += [name] * int(linked.sum())
    return values, clusters, sets


def cost(sets: Sets, bench: Bench) -> dict[str, float]:
    """CPU of scoring as a share of the CPU of embedding the same texts."""
    per_text = bench.seconds_per_text([i.passage for s in sets for i in s.items])
    texts = sum(len(s.items) + len(s.goals) for s in sets)
    scoring = sum(judge_set(s, bench)[0].seconds for s in sets)
    return {"scoring_cost": scoring / (per_text * texts)}


SUITE = Suite(
    name="alignment",
    cases=read_cases,
    evaluators=(
        score_product,
        score_baselines,
        gain,
        verdict_measures,
        cost,
        foreign_verdicts,
        learning,
    ),
    bars=(
        Bar(metric="foreign_aligned", side="at most", limit=0.05),
        Bar(metric="foreign_unaligned", side="at least", limit=0.50),
        Bar(metric="hit1_gain_lower95", side="at least", limit=0.0),
    ),
)

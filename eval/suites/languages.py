"""Is it honest about languages it can't read? Tickets in four of them, goals in English."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copilot.analysis.language import ENGLISH, language_of
from copilot.portfolio import AnyGoal, WorkItem
from eval.bench import Bench, write_rows
from eval.judgement import Judgement, judge
from eval.sets import OWN_CASES, build_goal, build_item, folder_with, read_rows
from eval.suite import Bar, Suite

SET = "languages"
ENGLISH_SETS = ("software", "public", "growth", "people")


@dataclass(frozen=True, kw_only=True)
class Language:
    """Tickets in one language; `served` is the goal's id, empty where there is none."""

    name: str
    items: tuple[WorkItem, ...]
    served: tuple[str, ...]
    goals: tuple[AnyGoal, ...]


def read_cases(folder: Path | None) -> list[Language]:
    """Read one file a language beside the goals."""
    root = folder_with(SET, folder) / SET
    goals = tuple(build_goal(SET, row) for row in read_rows(root / "goals.jsonl"))
    found = []
    for path in sorted(root.glob("??.jsonl")):
        rows = list(read_rows(path))
        found.append(
            Language(
                name=path.stem,
                items=tuple(build_item(SET, row) for row in rows),
                served=tuple(row["goal"] or "" for row in rows),
                goals=goals,
            )
        )
    return found


def verdicts(cases: Sequence[Language], bench: Bench) -> dict[str, float]:
    """Confident verdicts that are wrong (a count), and the share of honest doubt.

    Wrong is "aligned" with a best goal that is not the one, or "unaligned" and "supporting"
    said of a ticket that serves a goal.
    """
    wrong: dict[str, float] = {}
    unsure: list[bool] = []
    right: list[bool] = []
    rows = []
    for language in cases:
        judged = judge(language.items, language.goals, bench)
        best = [language.goals[j].id for j in judged.shares.argmax(axis=1)]
        mistaken = _mistaken(language, judged, best)
        wrong[f"{language.name}.confident_wrong"] = float(mistaken.sum())
        unsure += (judged.verdicts == "unsure").tolist()
        right += [b == g for b, g in zip(best, language.served, strict=True) if g]
        rows += [
            {"language": language.name, "item_id": i.id, "goal": g, "best": b, "verdict": str(v)}
            for i, g, b, v in zip(
                language.items, language.served, best, judged.verdicts, strict=True
            )
        ]
    write_rows(bench.out / SET / "rows.jsonl", rows)
    return wrong | {
        "confident_wrong": sum(wrong.values()),
        "unsure_rate": float(np.mean(unsure)),
        "hit1": float(np.mean(right)),
    }


def recognition(_: Sequence[Language], bench: Bench) -> dict[str, float]:
    """Telegrams of two to five words, half of them never looked at while the rules were made.

    Loan words and names make some English titles look foreign and some foreign ones English;
    the tickets of the project's own organisations show how often that is so in earnest.
    """
    found: dict[str, float] = {}
    rows = [
        {**row, "read": language_of(row["text"]) in {ENGLISH, ""}}
        for row in read_rows(OWN_CASES / SET / "short.jsonl")
    ]
    for half in ("development", "test"):
        mine = [row for row in rows if row["half"] == half]
        found[f"short.{half}.called_english"] = float(
            sum(row["read"] for row in mine if row["language"] != ENGLISH)
        )
        found[f"short.{half}.english_doubted"] = float(
            sum(not row["read"] for row in mine if row["language"] == ENGLISH)
        )
    write_rows(bench.out / SET / "short.jsonl", rows)
    return found | {"english_doubted": _doubted()}


def _doubted() -> float:
    """Return the share of English tickets that are called foreign."""
    titles = [
        f"{row['title']}. {row['description']}"
        for name in ENGLISH_SETS
        for row in read_rows(OWN_CASES / name / "items.jsonl")
    ]
    return float(np.mean([language_of(text) not in {ENGLISH, ""} for text in titles]))


def _mistaken(language: Language, judged: Judgement, best: Sequence[str]) -> NDArray[np.bool_]:
    return np.array(
        [
            (verdict == "aligned" and top != served)
            or (verdict in {"unaligned", "supporting"} and bool(served))
            for verdict, top, served in zip(judged.verdicts, best, language.served, strict=True)
        ]
    )


SUITE = Suite(
    name=SET,
    cases=read_cases,
    evaluators=(verdicts, recognition),
    bars=(
        Bar(metric="confident_wrong", side="at most", limit=0),
        Bar(metric="english_doubted", side="at most", limit=0.01),
    ),
)

"""Does a ticket rise by repeating a goal's words, and does an honest ticket fall for quoting them?

Forty tickets that serve no goal each get the sentence of one, at three places, in other words
and in another language; forty tickets that serve a goal quote it. Tickets and paraphrases that no
weight was fitted with stand beside them, and tickets that say in prose what they are about.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from copilot.portfolio import WorkItem
from eval.bench import Bench, write_rows
from eval.judgement import Judgement, judge
from eval.sets import OWN_CASES, CaseSet, build_item, folder_with, read_rows, read_set
from eval.suite import Bar, Suite

HONEST = 40
LEAD_IN = "This is what we want to move: "


@dataclass(frozen=True, kw_only=True)
class Paste:
    """A ticket, a goal it has nothing to do with, and that goal said otherwise."""

    item_id: str
    goal_id: str
    paraphrase: str
    translated: str = ""


Cases = Sequence[tuple[CaseSet, Sequence[Paste]]]
Edit = Callable[[WorkItem, str, Paste], WorkItem]


def read_cases(folder: Path | None, name: str = "pastes") -> Cases:
    """Read the tickets to stuff, by organisation."""
    root = folder_with("stuffing", folder)
    rows = list(read_rows(root / "stuffing" / f"{name}.jsonl"))
    return [
        (
            read_set(root / name),
            [
                Paste(**{k: v for k, v in row.items() if k != "set"})
                for row in rows
                if row["set"] == name
            ],
        )
        for name in sorted({row["set"] for row in rows})
    ]


def at_start(item: WorkItem, goal: str, _: Paste) -> WorkItem:
    """The goal's sentence before everything else."""
    return replace(item, body=f"{goal}\n{item.body}".strip())


def in_middle(item: WorkItem, goal: str, _: Paste) -> WorkItem:
    """The goal's sentence between two halves of the text."""
    words = item.body.split()
    half = len(words) // 2
    return replace(item, body=" ".join([*words[:half], goal, *words[half:]]))


def at_end(item: WorkItem, goal: str, _: Paste) -> WorkItem:
    """The goal's sentence as an afterthought."""
    return replace(item, body=f"{item.body}\n{goal}".strip())


def paraphrased(item: WorkItem, _: str, paste: Paste) -> WorkItem:
    """The goal in other words."""
    return replace(item, body=f"{item.body}\n{paste.paraphrase}".strip())


def translated(item: WorkItem, _: str, paste: Paste) -> WorkItem:
    """The goal in another language."""
    return replace(item, body=f"{item.body}\n{paste.translated}".strip())


EDITS: Mapping[str, Edit] = {
    "start": at_start,
    "middle": in_middle,
    "end": at_end,
    "paraphrase": paraphrased,
    "translated": translated,
}


def flips(cases: Cases, bench: Bench) -> dict[str, float]:
    """Tickets of which the pasted goal becomes the best link, or the verdict "aligned"."""
    found = {f"{kind}_{place}": 0.0 for kind in ("flips", "verdict_flips") for place in EDITS}
    rows = []
    for case_set, pastes in cases:
        before = judge(case_set.items, case_set.goals, bench)
        for place, edit in EDITS.items():
            after = judge(_stuffed(case_set, pastes, edit), case_set.goals, bench)
            for paste in pastes:
                row = _flip(case_set, paste, before, after)
                found[f"flips_{place}"] += row["flipped"]
                found[f"verdict_flips_{place}"] += row["aligned"]
                rows.append({"set": case_set.name, "place": place, **row})
    write_rows(bench.out / "stuffing" / "rows.jsonl", rows)
    return found


def _stuffed(case_set: CaseSet, pastes: Sequence[Paste], edit: Edit) -> list[WorkItem]:
    by_item = {paste.item_id: paste for paste in pastes}
    text = {goal.id: goal.passage for goal in case_set.goals}
    return [
        edit(item, text[by_item[item.id].goal_id], by_item[item.id])
        if item.id in by_item
        else item
        for item in case_set.items
    ]


def _flip(case_set: CaseSet, paste: Paste, before: Judgement, after: Judgement) -> dict[str, Any]:
    row = next(i for i, item in enumerate(case_set.items) if item.id == paste.item_id)
    column = next(j for j, goal in enumerate(case_set.goals) if goal.id == paste.goal_id)
    on_top = [int(j.shares[row].argmax()) == column for j in (before, after)]
    aligned = [
        top and j.verdicts[row] == "aligned"
        for top, j in zip(on_top, (before, after), strict=True)
    ]
    return {
        "item_id": paste.item_id,
        "goal_id": paste.goal_id,
        "flipped": on_top[1] and not on_top[0],
        "aligned": bool(aligned[1] and not aligned[0]),
        "share_before": round(float(before.shares[row, column]), 4),
        "share_after": round(float(after.shares[row, column]), 4),
        "verdict": str(after.verdicts[row]),
    }


def honest_quotes(cases: Cases, bench: Bench) -> dict[str, float]:
    """Hit@1 lost by tickets that serve a goal and quote it."""
    lost: list[float] = []
    for case_set, _ in cases:
        (period,) = case_set.periods
        linked = np.flatnonzero(period.linked)
        chosen = linked[:: max(1, len(linked) * len(cases) // HONEST)][: HONEST // len(cases)]
        best = period.direct.argmax(axis=1)
        quoting = list(period.items)
        for i in chosen:
            quote = f"{quoting[i].body}\n{LEAD_IN}{period.goals[best[i]].title}".strip()
            quoting[i] = replace(quoting[i], body=quote)
        plain, quoted = (
            judge(items, period.goals, bench).shares[chosen].argmax(axis=1)
            for items in (period.items, quoting)
        )
        lost += (
            period.direct[chosen, plain].astype(float) - period.direct[chosen, quoted]
        ).tolist()
    return {"honest_hit1_loss": float(np.mean(lost))}


def unseen(_: Cases, bench: Bench) -> dict[str, float]:
    """Flips by other words in tickets of seven organisations, of every forty."""
    flipped: list[bool] = []
    for case_set, pastes in read_cases(None, "unseen"):
        before = judge(case_set.items, case_set.goals, bench)
        after = judge(_stuffed(case_set, pastes, paraphrased), case_set.goals, bench)
        flipped += [_flip(case_set, paste, before, after)["flipped"] for paste in pastes]
    return {"unseen_flips": 40 * float(np.mean(flipped))}


def explained(_: Cases, bench: Bench) -> dict[str, float]:
    """Best goals right of honest tickets whose prose says what they are about or for."""
    told = list(read_rows(OWN_CASES / "stuffing" / "explained.jsonl"))
    right: list[bool] = []
    for name in sorted({row["set"] for row in told}):
        (period,) = read_set(OWN_CASES / name).periods
        mine = [row for row in told if row["set"] == name]
        new = [build_item(name, {**row, "period": period.name}) for row in mine]
        found = judge([*period.items, *new], period.goals, bench).shares[-len(mine) :]
        best = [period.goals[j].id for j in found.argmax(axis=1)]
        right += [b == row["goal"] for b, row in zip(best, mine, strict=True)]
    return {"explained_hit1": float(np.mean(right))}


SUITE = Suite(
    name="stuffing",
    cases=read_cases,
    evaluators=(flips, honest_quotes, unseen, explained),
    bars=(
        *(Bar(metric=f"flips_{place}", side="at most", limit=2) for place in EDITS),
        Bar(metric="honest_hit1_loss", side="at most", limit=0.01),
        Bar(metric="unseen_flips", side="at most", limit=2),
    ),
)

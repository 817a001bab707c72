"""OKR lint: each rule on cases it must find and on near misses it must leave alone."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from copilot.checks.okr import lint
from copilot.portfolio import AnyGoal, CheckIn, Cycle, KeyResult, Objective
from eval.bench import write_rows

OWN_CASES = Path(__file__).parents[1] / "cases" / "lint"
NOW = datetime(2026, 2, 16, 7, tzinfo=UTC)
CYCLES = {
    "2026-Q1": (date(2026, 1, 1), date(2026, 3, 31)),
    "2026-Q2": (date(2026, 4, 1), date(2026, 6, 30)),
    "2026-H1": (date(2026, 1, 1), date(2026, 6, 30)),
}

Row = Mapping[str, Any]


def run(data: Path | None, out: Path) -> dict[str, float]:
    """Return precision and recall, macro over the rules, and each rule's own.

    A case is `{id, rule, hit, subject, goals}`: whether the rule applies to that one of the goals.
    """
    started = process_time()
    rows = [_judged(case) for case in _cases(data or OWN_CASES)]
    seconds = process_time() - started
    write_rows(out / "rows.jsonl", rows)
    per_rule = _per_rule(rows)
    found = {f"{rule}.{name}": v for rule, m in per_rule.items() for name, v in m.items()}
    for name in ("precision", "recall"):
        found[name] = sum(m[name] for m in per_rule.values()) / max(1, len(per_rule))
    goals = sum(row["goals"] for row in rows)
    return {**found, "cases": len(rows), "ms_per_goal": 1000 * seconds / max(1, goals)}


def _cases(folder: Path) -> Iterator[Row]:
    files = [folder] if folder.is_file() else sorted(folder.rglob("*.jsonl"))
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def _judged(case: Row) -> dict[str, Any]:
    goals = [_goal(row) for row in case["goals"]]
    subject = next(g for g in goals if g.id == case["subject"])
    found = [f for f in lint(goals, NOW) if f.subject == subject.ref]
    return {
        "id": case["id"],
        "rule": case["rule"],
        "hit": case["hit"],
        "found": any(f.code == case["rule"] for f in found),
        "codes": sorted({f.code for f in found}),
        "title": subject.title,
        "goals": len(goals),
    }


def _per_rule(rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    by_rule: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_rule[row["rule"]].append(row)
    return {rule: _measures(group) for rule, group in sorted(by_rule.items())}


def _measures(group: list[dict[str, Any]]) -> dict[str, float]:
    right = sum(row["hit"] and row["found"] for row in group)
    found, there = sum(row["found"] for row in group), sum(row["hit"] for row in group)
    return {
        "precision": right / found if found else 1.0,
        "recall": right / there if there else 1.0,
    }


def _goal(row: Row) -> AnyGoal:
    cycle = (
        Cycle(name=row["cycle"], **dict(zip(("start", "end"), CYCLES[row["cycle"]], strict=True)))
        if "cycle" in row
        else None
    )
    parent = f"okr:{row['parent']}" if "parent" in row else None
    common: dict[str, Any] = {
        "source": "okr", "id": row["id"], "title": row["title"], "text": row.get("text", ""),
        "owner": row.get("owner"), "cycle": cycle, "parent": parent,
    }  # fmt: skip
    if row["kind"] == "objective":
        return Objective(**common)
    return KeyResult(
        **common,
        baseline=row.get("baseline"),
        target=row.get("target"),
        direction=row.get("direction"),
        due=date.fromisoformat(row["due"]) if "due" in row else None,
        check_ins=tuple(
            CheckIn(at=NOW - timedelta(days=days), value=value)
            for days, value in row.get("check_ins", ())
        ),
    )

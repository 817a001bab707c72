"""Digests over 26 simulated weeks: silent where nothing happens, never the same alert twice."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from copilot.prompts.digest import words
from copilot.usecases import Digest, digest, scan, sync
from copilot.usecases.news import REST_WEEKS, Told
from eval.companies import FIRST, WEEKS, Company

QUIET_YEARS, SHIFTED = (1, 2, 3), (11, 12)
SHIFT = 0.25
_STEP = {"forecast": 0.15, "drift": 5.0}


@dataclass(frozen=True, slots=True)
class Week:
    """One digest of one company."""

    seed: int
    shift: float
    number: int
    made: Digest


def run(data: Path | None, out: Path) -> Mapping[str, float]:
    """Play companies week by week; there is nothing to read, so `data` is not looked at."""
    del data
    with tempfile.TemporaryDirectory(prefix="copilot-eval-") as folder:
        home = Path(folder)
        null = [w for seed in QUIET_YEARS for w in played(Company(seed), home)]
        moved = [w for seed in SHIFTED for w in played(Company(seed, shift=SHIFT), home)]
    weeks = [*null, *moved]
    out.mkdir(parents=True, exist_ok=True)
    rows = (json.dumps(_row(w), ensure_ascii=False) for w in weeks)
    (out / "digests.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = {w.seed for w in moved if w.number >= Company.since and _drifts(w.made)}
    return {
        "null_one_line_rate": sum(_one_line(w.made) for w in null) / len(null),
        "repeated_alerts": float(sum(repeated([w.made for w in ws]) for ws in _by_seed(weeks))),
        "max_words": float(max(words(w.made.text) for w in weeks)),
        "shifts_told": len(told) / len(SHIFTED),
    }


def played(company: Company, home: Path, weeks: int = WEEKS) -> Iterator[Week]:
    """Sync, scan and tell every Monday."""
    workspace = company.workspace(home)
    for number in range(weeks):
        company.now = FIRST + timedelta(weeks=number)
        workspace.cache.clear()
        sync(workspace)
        scan(workspace)
        yield Week(company.seed, company.shift, number, digest(workspace))


def repeated(digests: list[Digest]) -> int:
    """Count topics that are told again though they got no worse and were not over for weeks."""
    known: dict[str, tuple[Told, int]] = {}
    again = 0
    for number, made in enumerate(digests):
        for told in made.told:
            before = known.get(told.topic)
            if before is not None and not told.resolved:
                again += not _news(told, *before, number)
            known[told.topic] = (told, number)
    return again


def _news(now: Told, before: Told, told_in: int, number: int) -> bool:
    if before.resolved:
        return number - told_in >= REST_WEEKS
    step = _STEP.get(now.topic.split()[0], float("inf"))
    return now.level > before.level or now.measure - before.measure >= step - 1e-9


def _one_line(made: Digest) -> bool:
    return "\n" not in made.text


def _drifts(made: Digest) -> bool:
    return any(s.label == "CHANGED" for s in made.sections)


def _by_seed(weeks: list[Week]) -> list[list[Week]]:
    return [[w for w in weeks if w.seed == seed] for seed in dict.fromkeys(w.seed for w in weeks)]


def _row(week: Week) -> dict[str, object]:
    return {
        "seed": week.seed,
        "shift": week.shift,
        "week": week.made.week,
        "words": words(week.made.text),
        "told": [t.topic for t in week.made.told],
        "text": week.made.text,
    }

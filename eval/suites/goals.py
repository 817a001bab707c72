"""Goals from documents: objectives and key results found, against those people marked.

A folder holds documents and beside each its gold, `NAME.gold.json` with
`{"objectives": [{"objective": title, "key_results": [title, …]}, …]}`.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from copilot.portfolio import KeyResult, Objective
from copilot.sources.documents import read_document
from eval.bench import write_rows

OWN_CASES = Path(__file__).parents[1] / "cases" / "goals"
_GOLD = ".gold.json"


def run(data: Path | None, out: Path) -> dict[str, float]:
    """Return objective_f1 and key_result_f1, macro over documents, and negative_goals.

    Titles are compared as sets, per document, after case, punctuation and white-space folding. A
    document counts for a kind of goal when its gold or what was found has any of that kind; one
    whose gold holds no goal at all counts for neither but for negative_goals, the number of
    goals found in such documents.
    """
    rows = [_judged(path) for path in _documents(data or OWN_CASES)]
    write_rows(out / "rows.jsonl", rows)
    for row in rows:
        print(
            f"{row['document']}: objectives {_shown(row['objective_f1'])},"
            f" key results {_shown(row['key_result_f1'])}"
        )
    return {
        "objective_f1": _mean([row["objective_f1"] for row in rows if not row["negative"]]),
        "key_result_f1": _mean([row["key_result_f1"] for row in rows if not row["negative"]]),
        "negative_goals": sum(row["found"] for row in rows if row["negative"]),
        "documents": len(rows),
    }


def fold(title: str) -> str:
    """Compare titles by their letters and digits alone."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip()


def set_f1(found: set[str], gold: set[str]) -> float | None:
    """Harmonic mean of precision and recall (van Rijsbergen 1979); None where both are empty."""
    if not found and not gold:
        return None
    return 2 * len(found & gold) / (len(found) + len(gold))


def _documents(folder: Path) -> Iterator[Path]:
    for gold in sorted(folder.glob(f"*{_GOLD}")):
        yield gold.with_name(gold.name.removesuffix(_GOLD))


def _judged(path: Path) -> dict[str, Any]:
    gold = json.loads(path.with_name(path.name + _GOLD).read_text(encoding="utf-8"))
    entries = gold["objectives"]
    wanted = {fold(entry["objective"]) for entry in entries}
    wanted_results = {fold(title) for entry in entries for title in entry["key_results"]}
    found = list(read_document(path))
    objectives = {fold(goal.title) for goal in found if isinstance(goal, Objective)}
    results = {fold(goal.title) for goal in found if isinstance(goal, KeyResult)}
    return {
        "document": path.name,
        "negative": not wanted and not wanted_results,
        "found": len(objectives) + len(results),
        "objective_f1": set_f1(objectives, wanted),
        "key_result_f1": set_f1(results, wanted_results),
        "objectives_missed": sorted(wanted - objectives),
        "objectives_invented": sorted(objectives - wanted),
        "key_results_missed": sorted(wanted_results - results),
        "key_results_invented": sorted(results - wanted_results),
    }


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else 0.0


def _shown(value: float | None) -> str:
    return "none on either side" if value is None else f"{value:.3f}"

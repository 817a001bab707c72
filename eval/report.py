"""One page to look at and one to publish, from the figures of a run."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from copilot.errors import InputError

from . import comparison
from .baselines import BASELINES
from .bench import Bench
from .charts import forest_plot, line_chart
from .sets import OWN_CASES, CaseSet
from .suites.alignment import SUITE, product, read_cases

COLUMNS: Mapping[str, str] = {
    "hit1": "Hit@1",
    "hit3": "Hit@3",
    "mrr": "MRR",
    "objective_hit1": "top objective",
    "pair_auroc": "pair AUROC",
    "unaligned_auroc": "unaligned AUROC",
    "f1_transferred": "F1 transferred",
    "ece": "ECE",
    "accuracy_at_half_coverage": "accuracy at half",
}
BESIDE: Mapping[str, str] = {
    "stuffing": "",
    "languages": "",
    "against": "",
    "opinion": r"^asked|hit1_gain|to_aligned|harm",
    "explanation": r"^(caught_|false_|free_|inj|can|benign_|good|mutated)"
    r"|^published\.(caught|meaning|refused\.good)",
    "forecast": r"\.(skill_half|coverage80)$",
    "drift": r"null_year_alarms(_worst)?_a|above|one_line|^(\w+\.)?median.*_a\d+$",
    "duplicates": "",
    "plan": "",
    "digest": "",
    "local_model": "",
}
"""Suites printed beside alignment, and which of their metrics (a regular expression)."""
SMALLER_IS_BETTER = frozenset({"ece"})
LEARNING: Mapping[str, str] = {
    "hit1_gain_50": "50 links confirmed",
    "hit1_gain_50_spread": "50, over all periods",
    "hit1_gain_20_suggested": "20 suggested",
    "hit1_gain_20_random": "20 at random",
    "hit1_before_history": "Hit@1 of a later period",
    "hit1_after_history": "with all earlier links",
    "post_label_ece": "ECE of shares after 100 labels",
    "post_label_score_ece": "ECE of scores after 100 labels",
    "certified_kept": "promises kept",
    "certified_share": "items with a promise",
}
OTHERS: Mapping[str, str] = {
    "hit1_gain": "Hit@1 over raw cosine",
    "hit1_gain_lower95": "its lower 95 % bound",
    "foreign_aligned": "work called aligned with a stranger's goals",
    "foreign_unaligned": "work said to serve none of a stranger's goals",
    "scoring_cost": "CPU of scoring as a share of embedding",
    "aligned_precision": "right where it says aligned",
    "aligned_recall": "linked items it calls aligned, rightly",
    "wrongly_unaligned": "linked items it says serve no goal",
    "unaligned_precision": "right where it says unaligned",
    "unaligned_recall": "items for no goal it calls unaligned",
    "verdict_utility": "mean worth of a verdict: right 1, doubt ½, wrong 0",
    "confident_wrong_rate": "firm and wrong",
    "reason_class_right": "reason of supporting work right",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A figure as printed."""

    text: str
    best: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A line of a table."""

    name: str
    cells: Sequence[Cell]
    ours: bool = False


def read_metrics(out: Path, suite: str) -> dict[str, float]:
    """Metrics of an earlier run.

    Raises:
        InputError: the suite was not run into this folder.
    """
    path = out / suite / "metrics.json"
    if not path.exists():
        raise InputError(f"{path}: no metrics; first `python -m eval run {suite} --out {out}`")
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return found


def table_rows(metrics: Mapping[str, float]) -> list[TableRow]:
    """The product and every baseline, best figure of each column marked."""
    prefixes = {"copilot": "", **{name: f"{name}." for name in BASELINES}}
    real = [prefix for name, prefix in prefixes.items() if name != "random"]
    best = {m: _best(m, [metrics.get(f"{prefix}{m}") for prefix in real]) for m in COLUMNS}
    return [
        TableRow(
            name=name,
            ours=not prefix,
            cells=[_cell(metrics.get(f"{prefix}{m}"), best[m]) for m in COLUMNS],
        )
        for name, prefix in prefixes.items()
    ]


def set_rows(metrics: Mapping[str, float], sets: Sequence[CaseSet]) -> list[TableRow]:
    """Each organisation, the product above raw cosine."""
    return [
        TableRow(
            name=f"{s.name}{label}",
            cells=[_cell(metrics.get(f"{p}{s.name}.{m}")) for m in COLUMNS],
        )
        for s in sets
        for label, p in (("", ""), (", cosine", "cosine."))
    ]


def learning_rows(metrics: Mapping[str, float], sets: Sequence[CaseSet]) -> list[TableRow]:
    """What labels teach: the mean, then each organisation."""
    prefixes = {"mean": "", **{s.name: f"{s.name}." for s in sets}}
    return [
        TableRow(
            name=name,
            ours=not prefix,
            cells=[_cell(metrics.get(f"{prefix}{m}")) for m in LEARNING],
        )
        for name, prefix in prefixes.items()
    ]


def _best(metric: str, values: Sequence[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    choose = min if metric in SMALLER_IS_BETTER else max
    return choose(known, default=None)


def _cell(value: float | None, best: float | None = None) -> Cell:
    known = value is not None and isfinite(value)
    text = f"{value:.3f}".replace("0.", ".", 1) if known else "–"
    return Cell(text=text, best=value is not None and value == best)


def html(data: Path | None, bench: Bench) -> str:
    """The page: tables, curves, differences, and the cases to read."""
    sets = read_cases(data)
    metrics = _metrics(bench.out)
    answers = product(sets, bench)
    return _render(
        "report.html.j2",
        **_tables(metrics, sets),
        short=_short(metrics),
        after="post_label_ece" in metrics,
        items=sum(len(s.items) for s in sets),
        fingerprint=bench.embed.fingerprint,
        forest=forest_plot(
            comparison.differences(sets, bench), x="Hit@1 of copilot less baseline"
        ),
        taught=line_chart(
            comparison.taught_lines(sets, bench) if "post_label_ece" in metrics else [],
            x="stated probability",
            y="share right",
            diagonal=True,
        ),
        reliability=line_chart(
            comparison.reliability_lines(answers),
            x="stated probability",
            y="share right",
            diagonal=True,
        ),
        precision_recall=line_chart(
            comparison.precision_recall_lines(answers), x="recall", y="precision"
        ),
        risk_coverage=line_chart(
            comparison.risk_coverage_lines(answers), x="share of items answered", y="share wrong"
        ),
        worst=[(name, comparison.worst(own)) for name, own in answers.items()],
        worst_count=comparison.WORST,
        local=_local_rows(bench.out),
    )


def _short(metrics: Mapping[str, float]) -> list[tuple[str, str, str]]:
    """The few figures to read first: what, its name, and what to hold it against."""
    rows = (
        ("hit1", "right first goal", f"raw cosine {_cell(metrics.get('cosine.hit1')).text}"),
        ("unaligned_auroc", "work for no goal told apart", "a coin has .500"),
        ("ece", "off in stated percentages", "before anybody is asked"),
        ("post_label_ece", "off beyond chance", "after 100 labels"),
        ("hit1_gain_50", "more right first goals", "after 50 confirmed links"),
        ("certified_kept", "of promises kept", "promised .900"),
    )
    found = [(_cell(metrics.get(key)).text, name, beside) for key, name, beside in rows]
    return [row for row in found if row[0] != "–"]


def markdown(runs: Sequence[tuple[str, Path | None, Bench]]) -> str:
    """The published benchmark: a section a run, each with its title, cases and bench."""
    return _render("benchmark.md.j2", sections=[_section(*run) for run in runs])


def _section(title: str, data: Path | None, bench: Bench) -> dict[str, object]:
    sets = read_cases(data)
    metrics = _metrics(bench.out)
    return {
        "title": title,
        **_tables(metrics, sets),
        "sizes": [_size(s, data) for s in sets],
        "fingerprint": bench.embed.fingerprint,
        "covered": {
            "ours": _cell(metrics.get("covered.hit1")).text,
            "cosine": _cell(metrics.get("covered.cosine.hit1")).text,
        },
        "differences": comparison.differences(sets, bench),
        "suites": {name: _headline(bench.out, name) for name in BESIDE},
    }


def _tables(metrics: Mapping[str, float], sets: Sequence[CaseSet]) -> dict[str, object]:
    return {
        "sets": sets,
        "metrics": list(COLUMNS.values()),
        "rows": table_rows(metrics),
        "per_set": set_rows(metrics, sets),
        "learning": list(LEARNING.values()),
        "taught_rows": learning_rows(metrics, sets),
        "others": [
            (name, words, _cell(metrics[name]).text)
            for name, words in OTHERS.items()
            if name in metrics
        ],
    }


def _size(case_set: CaseSet, data: Path | None) -> dict[str, object]:
    meta = (data or OWN_CASES) / case_set.name / "meta.json"
    told = json.loads(meta.read_text(encoding="utf-8")) if meta.exists() else {}
    return {
        "name": case_set.name,
        "domain": told.get("domain", "the demo workspace"),
        "licence": told.get("licence", "Apache-2.0"),
        "count": len(case_set.items),
        "linked": sum(int(p.linked.sum()) for p in case_set.periods),
        "unaligned": sum(int(p.unaligned.sum()) for p in case_set.periods),
        "goals": len(case_set.goals),
        "periods": len(case_set.periods),
    }


def _metrics(out: Path) -> dict[str, float]:
    """Of the alignment suite, and of its learning part if run alone; the later wins."""
    found = read_metrics(out, SUITE.name)
    alone, whole = (out / name / "metrics.json" for name in ("learning", SUITE.name))
    if not alone.exists():
        return found
    taught = _known(out, "learning")
    return found | taught if alone.stat().st_mtime >= whole.stat().st_mtime else taught | found


def _headline(out: Path, suite: str) -> dict[str, float]:
    found = _known(out, suite)
    return {name: value for name, value in found.items() if re.search(BESIDE[suite], name)}


def _known(out: Path, suite: str) -> dict[str, float]:
    return read_metrics(out, suite) if (out / suite / "metrics.json").exists() else {}


def _local_rows(out: Path) -> list[dict[str, object]]:
    """What a real local model was asked, said and got published; none where it was not run."""
    path = out / "local_model" / "rows.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def _render(template: str, **values: object) -> str:
    environment = Environment(
        loader=PackageLoader("eval"),
        autoescape=select_autoescape(["html", "html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(**values)

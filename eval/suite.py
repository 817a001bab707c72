"""A suite as a value: where its cases come from, what is measured on them, what must hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .bench import Bench, write_metrics

Evaluator = Callable[[Any, Bench], Mapping[str, float]]
"""Cases in, named numbers out; rows it computed them from go beside, below the bench's folder."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """An invariant: a metric that must never cross a limit."""

    metric: str
    side: Literal["at most", "at least"]
    limit: float

    def broken_by(self, value: float) -> bool:
        """Whether a value crosses the limit; NaN does."""
        return not (value <= self.limit if self.side == "at most" else value >= self.limit)


@dataclass(frozen=True, kw_only=True)
class Suite:
    """One question about the product, asked of many cases."""

    name: str
    cases: Callable[[Path | None], Any]
    """From the folder of `--data`, or without one the project's own."""
    evaluators: Sequence[Evaluator]
    bars: Sequence[Bar] = ()

    def run(self, data: Path | None, bench: Bench) -> dict[str, float]:
        """Measure everything; `metrics.json` grows with each evaluator, so a kill loses little."""
        cases = self.cases(data)
        found: dict[str, float] = {}
        for evaluate in self.evaluators:
            found |= evaluate(cases, bench)
            write_metrics(bench.out / self.name, found)
        return write_metrics(bench.out / self.name, found)


def plain(name: str, run: Callable[[Path | None, Path], Mapping[str, float]]) -> Suite:
    """A suite from one function of the cases' folder and the folder for its rows."""
    return Suite(
        name=name,
        cases=lambda folder: folder,
        evaluators=(lambda folder, bench: run(folder, bench.out / name),),
    )

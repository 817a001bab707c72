"""Reading a document in a test: write it, pull it, sort what came."""

from dataclasses import dataclass
from pathlib import Path

from copilot.portfolio import Allowance, KeyResult, Kpi, Objective, Passage
from copilot.ports import Problem
from copilot.sources.documents import read_document


@dataclass(frozen=True)
class Read:
    objectives: list[Objective]
    results: list[KeyResult]
    kpis: list[Kpi]
    allowances: list[Allowance]
    passages: list[Passage]
    problems: list[Problem]

    @property
    def tree(self) -> dict[str, list[str]]:
        """Titles of key results by title of their objective."""
        titles = {goal.ref: goal.title for goal in self.objectives}
        found: dict[str, list[str]] = {title: [] for title in titles.values()}
        for result in self.results:
            found.setdefault(titles.get(result.parent or "", ""), []).append(result.title)
        return found

    @property
    def problem(self) -> str:
        """The only problem there is, as people are told it."""
        (found,) = self.problems
        return f"{found.place}: {found.message}" if found.place else found.message


def read(path: Path, **options) -> Read:
    found = list(read_document(path, **options))
    kinds = (Objective, KeyResult, Kpi, Allowance, Passage, Problem)
    return Read(*([one for one in found if isinstance(one, kind)] for kind in kinds))


def read_text(folder: Path, text: str | bytes, name: str = "goals.md", **options) -> Read:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, **options)

"""A real language model, small and on this machine: what it says, and what of it is published.

`why`, `ask` and `rewrite` run end to end on the demo, and `why` on organisations of `--data`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot import usecases
from copilot.portfolio import AnyGoal
from copilot.usecases import Workspace
from copilot.wiring import open_demo, open_workspace
from eval.bench import Bench, write_rows
from eval.local_server import MODEL, local_model, weights
from eval.sets import CaseSet, read_sets
from eval.suite import Bar, Suite
from eval.trial import Question, Text, figures, table, texts

ITEMS, REWRITES = 12, 4
"""Explanations and drafts of one workspace."""
SET_ITEMS = 12
"""Explanations of one organisation."""
QUESTIONS = (
    "Why was NOTE-233 parked?",
    "Why do guests not finish an import?",
    "What do customers say about the export?",
    "What did we decide about the card at sign-up?",
)


def read_cases(folder: Path | None) -> tuple[CaseSet, ...]:
    """Organisations to read beside the demo."""
    return read_sets(folder) if folder else ()


def trials(sets: Sequence[CaseSet], bench: Bench) -> Mapping[str, float]:
    """Ask the local model for every text, write all of it down, count."""
    out = bench.out / "local_model"
    with TemporaryDirectory(prefix="eval-local-") as home, local_model(weights()) as url:
        return kept(out, _told(_workspaces(sets, Path(home)), url))


def kept(out: Path, told: Iterable[Text]) -> dict[str, float]:
    """Print each text as it comes, and write down all that came so far."""
    found: list[Text] = []
    for text in told:
        found.append(text)
        print(table([text]), flush=True)
        write_rows(out / "rows.jsonl", [one.row for one in found])
    (out / "table.txt").write_text(f"{table(found)}\n", encoding="utf-8")
    return figures(found)


def _told(workspaces: Iterable[tuple[Workspace, Sequence[Question]]], url: str) -> Iterator[Text]:
    for workspace, asked in workspaces:
        yield from texts(workspace, url, MODEL, asked)


def _workspaces(
    sets: Sequence[CaseSet], home: Path
) -> Iterator[tuple[Workspace, Sequence[Question]]]:
    demo = open_demo(home / "demo")
    usecases.sync(demo)
    usecases.scan(demo)
    yield demo, demo_questions(demo)
    for one in sets:
        workspace = _organisation(one, home / one.name)
        yield workspace, [Question("why", ref) for ref in _spread(workspace, SET_ITEMS)]


def demo_questions(demo: Workspace) -> list[Question]:
    """What is asked of the demo."""
    worst = [finding.subject for finding in usecases.lint(demo).findings]
    drafts = list(dict.fromkeys(worst))[:REWRITES]
    return [
        *(Question("why", ref) for ref in _spread(demo, ITEMS)),
        *(Question("ask", question) for question in QUESTIONS),
        *(Question("rewrite", ref) for ref in drafts),
    ]


def _organisation(case_set: CaseSet, home: Path) -> Workspace:
    """Its last period, saved as a source would have brought it, and scanned."""
    home.mkdir()
    (home / "copilot.toml").write_text(f'workspace = "{case_set.name}"\n', encoding="utf-8")
    workspace = open_workspace(home)
    period = case_set.periods[-1]
    goals: Sequence[AnyGoal] = period.goals
    workspace.store.save("jsonl", [*goals, *period.items], at=workspace.now())
    usecases.scan(workspace)
    return workspace


def _spread(workspace: Workspace, count: int) -> list[str]:
    """So many of the items that a model may be asked about, evenly spread over the backlog."""
    found = usecases.scan(workspace)
    told = [item.ref for item in found.items if item.verdict in {"aligned", "unsure"}]
    return told[:: max(1, len(told) // count)][:count]


SUITE = Suite(
    name="local_model",
    cases=read_cases,
    evaluators=(trials,),
    bars=(Bar(metric="chunks_least", side="at least", limit=2),),
)

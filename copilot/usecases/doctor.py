"""Is everything there that the product needs? One line each, with the remedy."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from copilot.checks.words import count
from copilot.errors import CopilotError
from copilot.ports import NO_GOALS

from .current import current
from .unnamed import named, unnamed
from .verbs import TERMINAL, verb
from .workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """How one part is."""

    part: str
    well: bool
    message: str


@verb("doctor", TERMINAL)
def doctor(workspace: Workspace) -> tuple[Diagnosis, ...]:
    """Try every part once."""
    parts: dict[str, Callable[[Workspace], str]] = {
        "store": _store,
        "embedder": _embedder,
        "index": _index,
        "sources": _sources,
        "goals": _goals,
        "language model": _llm,
    }
    return tuple(_try(name, look, workspace) for name, look in parts.items())


def _try(part: str, look: Callable[[Workspace], str], workspace: Workspace) -> Diagnosis:
    try:
        return Diagnosis(part=part, well=True, message=look(workspace))
    except CopilotError as error:
        return Diagnosis(part=part, well=False, message=str(error))


def _store(workspace: Workspace) -> str:
    return f"{len(current(workspace).items)} items in workspace {workspace.name!r}"


def _embedder(workspace: Workspace) -> str:
    workspace.embedder(["Does it answer?"])
    return f"{workspace.embedder.fingerprint}, {workspace.embedder.dim} dimensions"


def _index(workspace: Workspace) -> str:
    if not workspace.index.persistent:
        return "exact, in memory: filled when something is searched"
    return f"{workspace.index.count()} points"


def _sources(workspace: Workspace) -> str:
    if not workspace.sources:
        raise CopilotError("no source is configured; run `copilot init` or edit copilot.toml")
    names = {source.name for source in workspace.sources}
    seen, gone = named(workspace), list(_unnamed(workspace))
    failed = [f"{f.source}: {f.error}" for f in seen if f.error]
    if failed:
        raise CopilotError("; ".join([*failed, *gone]))
    return "; ".join([f"{len(names)} configured, {len(seen)} read", *gone])


def _unnamed(workspace: Workspace) -> Iterator[str]:
    for seen in unnamed(workspace):
        if seen.left_out is None:
            yield (
                f"{seen.source} is no longer configured, but counts until a `copilot sync` can"
                " read every source"
            )
        elif seen.left_out:
            left = count(seen.left_out, "record")
            yield f"{seen.source} is no longer configured: {left} left out"


def _goals(workspace: Workspace) -> str:
    goals = current(workspace).goals
    files = ", ".join(_without_goals(workspace, prose=not goals))
    said = f"no goals understood in {files}; `copilot goals FILE` shows what was read"
    if not goals:
        unread = "no goals read yet: run `copilot sync`; their files are named under [[goals]]"
        raise CopilotError(said if files else unread)
    return f"{len(goals)} goals" + (f"; {said}" if files else "")


def _without_goals(workspace: Workspace, *, prose: bool) -> Iterator[str]:
    """Files in which no goals were understood: named like goals, or prose too."""
    names = {source.name for source in workspace.sources}
    for seen in workspace.store.freshness():
        for problem in seen.problems if seen.source in names else ():
            if problem.goalless or (prose and problem.message.startswith(NO_GOALS)):
                yield str(problem.place)


def _llm(workspace: Workspace) -> str:
    return "configured" if workspace.llm else "none; texts come from templates"

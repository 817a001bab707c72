"""Verbs that write: init, sync, feedback, reindex, doctor."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.errors import InputError

from .options import Home, Json, opened
from .output import progress_bar, say, say_json, tell, tell_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copilot.usecases import Initialised, Synced, Workspace


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    for run in (init, sync, feedback, reindex, doctor):
        app.command()(run)


def init(context: typer.Context, home: Home = None, json: Json = False) -> None:
    """Write a first copilot.toml from what lies in the folder."""
    from copilot.usecases.init import init as run
    from copilot.wiring import look_for_goals, look_for_work

    made = run(home or context.obj, look_for_work, look_for_goals)
    if json:
        say_json(made)
    else:
        say("\n".join(_init_lines(made)))


def _init_lines(made: "Initialised") -> "Iterator[str]":
    from copilot.checks.words import count, joined

    goals = count(len(made.goals), "goal file")
    yield f"Wrote {made.file}: {goals}, {count(len(made.sources), 'source')}."
    for name, found in made.sources.items():
        if found.columns:
            yield f"{name}: some columns have names of their own; guessed {found.columns}"
    for name, found in made.goals.items():
        if not found.records:
            yield f"{name}: no goals understood; `copilot goals {quote(name)}` shows what was read"
    for name, reason in made.left_out.items():
        yield f"Left out {name}: {reason}"
    if not made.goals:
        yield "No goals found: name a file under [[goals]], or write one as the README shows."
    if made.prose:
        quoted = joined(made.prose)
        yield f"No goals in {quoted}: uncomment in {made.file.name} what can be quoted."
    yield "Look it over, then run: copilot scan"


def sync(
    context: typer.Context,
    source: Annotated[str | None, typer.Option("--source", help="Only this one.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Read goals and work from every source."""
    from copilot import usecases

    reports = usecases.sync(opened(context, home), source=source)
    if json:
        say_json(reports)
    else:
        say("\n".join(told(report) for report in reports) or "No source is configured.")
    tell_reports(reports)
    if any(report.error for report in reports):
        raise typer.Exit(2)


def told(report: "Synced") -> str:
    """One line on how reading a source went."""
    if report.error:
        return f"{report.source:16} not read"
    saved = report.saved
    if not report.configured:
        return f"{report.source:16} no longer configured: {saved.gone} gone"
    parts = ("added", "changed", "gone")
    news = [f"{getattr(saved, p)} {p}" for p in parts if getattr(saved, p)]
    return f"{report.source:16} {report.records} records: {', '.join(news) or 'nothing new'}"


def tell_reports(reports: "tuple[Synced, ...]") -> None:
    """Say on stderr what could not be read."""
    for report in reports:
        if report.error:
            tell(f"copilot: {report.error}")
        tell_problems(report.problems)


def freshen(workspace: "Workspace") -> bool:
    """Read the sources before a scan; tell what can't be read, and whether all could."""
    from copilot import usecases

    reports = usecases.sync(workspace)
    tell_reports(reports)
    return not any(report.error for report in reports)


def feedback(
    context: typer.Context,
    item: Annotated[str | None, typer.Argument(help="Reference or key of the item.")] = None,
    goal: Annotated[
        str | None, typer.Argument(help="Reference or id of the goal, or `none`.")
    ] = None,
    answer: Annotated[str | None, typer.Argument(help="accept or reject")] = None,
    file: Annotated[
        Path | None, typer.Option("--import", help="CSV or JSON lines of item, goal, answer.")
    ] = None,
    suggest: Annotated[
        int | None, typer.Option("--suggest", metavar="N", help="Ask for the N best labels.")
    ] = None,
    against: Annotated[
        bool, typer.Option("--against", help="The answer is about working against the goal.")
    ] = False,
    author: Annotated[str, typer.Option("--author")] = "",
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
    home: Home = None,
    json: Json = False,
) -> None:
    """Say whether an item serves a goal; people win, and the next scan learns from it."""
    from copilot import usecases

    workspace = opened(context, home)
    if file is not None:
        _import(workspace, file, json)
        return
    if suggest is not None:
        _suggest(workspace, suggest, json)
        return
    if item is None or goal is None or answer is None:
        raise InputError("say ITEM GOAL accept|reject, or --import FILE, or --suggest N")
    given = usecases.feedback(
        workspace, item, goal, answer, against=against, author=author, note=note
    )
    if json:
        say_json(given)
    else:
        said = f"{given.item} {given.answer}s {given.goal or 'no goal'}"
        say(f"Noted: {said}; `why` says so now, other items learn at the next scan.")


def _suggest(workspace: "Workspace", count: int, json: bool) -> None:
    from copilot.prompts.shares import percent
    from copilot.usecases.suggest_labels import suggest_labels

    asked = suggest_labels(workspace, count)
    if json:
        say_json(asked)
        return
    for question in asked:
        say(f"{percent(question.chance):>5}  {question.title} → {question.goal_name}")
        say(f"       {question.command} accept|reject")
    if asked:
        say("Another goal fits? Name it instead, or `none`; a question left open costs nothing.")
    else:
        say("Nothing is in doubt.")


def _import(workspace: "Workspace", file: Path, json: bool) -> None:
    from copilot.usecases.labels import import_feedback

    made = import_feedback(workspace, file)
    say_json(made) if json else say(f"Noted: {made.saved} answers.")
    tell_problems(made.problems)
    if made.problems:
        raise typer.Exit(1)


def reindex(context: typer.Context, home: Home = None, json: Json = False) -> None:
    """Rebuild the vector index from the store."""
    from copilot import usecases

    workspace = opened(context, home)
    with progress_bar("indexing") as progress:
        made = usecases.reindex(workspace, progress=progress)
    say_json(made) if json else say(f"{made.points} points, {made.fingerprint}")


def doctor(context: typer.Context, home: Home = None, json: Json = False) -> None:
    """Try every part once and say what to do where one is ill."""
    from copilot import usecases

    found = usecases.doctor(opened(context, home))
    if json:
        say_json(found)
    else:
        say("\n".join(f"{'ok' if d.well else 'ILL':4} {d.part:15} {d.message}" for d in found))
    if not all(d.well for d in found):
        raise typer.Exit(1)

"""Verbs that read: scan, why, score, goals, lint."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.errors import InputError

from .options import (
    AsOf,
    FailOn,
    FailOnOption,
    Format,
    FormatOption,
    Home,
    Json,
    Plain,
    PlainOption,
    day,
    here,
    opened,
)
from .output import plain, progress_bar, say, say_json, say_scan, tell, tell_problems
from .writing import freshen

if TYPE_CHECKING:
    from datetime import date

    from copilot.usecases import Linted, Scan, Score, Understood, Workspace
    from copilot.usecases.views import Counted, Summary


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    for run in (scan, why, score, goals, lint):
        app.command()(run)


def scan(
    context: typer.Context,
    period: Annotated[str | None, typer.Option("--period", help="Only this cycle.")] = None,
    as_of: AsOf = None,
    sync: Annotated[bool, typer.Option(help="Read the sources first.")] = True,
    everything: Annotated[bool, typer.Option("--all", help="Show notes and items too.")] = False,
    fail_on: FailOnOption = FailOn.ALERT,
    form: FormatOption = Format.TEXT,
    home: Home = None,
    json: Json = False,
) -> None:
    """Judge the backlog: what serves no goal, what goal nobody serves, what is done twice."""
    workspace = opened(context, home)
    shape, when = Format.JSON if json else form, day(as_of)
    whole = freshen(workspace) if sync and when is None else True
    found = scanned(workspace, shape is Format.TEXT, period=period, as_of=when)
    _print_rest(found, shape, everything)
    if not whole:
        raise typer.Exit(2)
    _exit(found.findings, fail_on)


def scanned(
    workspace: "Workspace",
    aloud: bool,
    *,
    period: str | None = None,
    as_of: "date | None" = None,
) -> "Scan":
    """Scan; where it is told aloud, say each part as soon as it is known."""
    from copilot import usecases

    from .scanned import part_of_scan

    past = as_of is not None and as_of < workspace.now().date()

    def heard(part: "Counted | Summary") -> None:
        told = part_of_scan(part, workspace.name, past) if aloud else ""
        if told:
            say(told)

    with progress_bar("embedding") as progress:
        return usecases.scan(workspace, period=period, as_of=as_of, progress=progress, heard=heard)


def _print_rest(found: "Scan", form: Format, everything: bool) -> None:
    """Print what was not said yet: in text the findings, else everything."""
    from .findings import RENDERERS
    from .scanned import advice, listing

    if form is Format.JSON:
        say_scan(found)
        return
    if form is Format.SARIF:
        raise InputError("SARIF needs places in files: use it with `copilot lint`")
    body = RENDERERS[form.value](found.findings, everything)
    if form is not Format.TEXT:
        say(body)
        return
    _section(body)
    if everything and found.items:
        say("")
        for row in listing(found):
            say(row)
    _section(advice(found))


def _section(text: str) -> None:
    if text:
        say(f"\n{text}")


def _exit(findings: Any, fail_on: FailOn) -> None:
    from copilot.portfolio import Severity

    if fail_on is FailOn.NEVER:
        return
    least = Severity(fail_on.value).level
    live = (f for f in findings if f.state in {"new", "open"})
    if any(f.severity.level >= least for f in live):
        raise typer.Exit(1)


def why(
    context: typer.Context,
    ref: str,
    as_of: AsOf = None,
    explain_score: Annotated[
        bool, typer.Option("--explain-score", help="Show what added what.")
    ] = False,
    form: PlainOption = Plain.TEXT,
    home: Home = None,
    json: Json = False,
) -> None:
    """Say why one ticket matters: the goal it helps, how sure, what is at stake."""
    from copilot import usecases

    from .scanned import arithmetic

    told = usecases.why(opened(context, home), ref, as_of=day(as_of))
    if json or form is Plain.JSON:
        say_json(told)
        return
    say(told.text)
    if explain_score:
        say("\n" + arithmetic(told.links))


def score(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="The ticket's text, or `-` to read stdin.")],
    home: Home = None,
    json: Json = False,
) -> None:
    """Judge a ticket before it is written: which goals, how sure, what is missing."""
    from copilot import usecases

    told = usecases.score(opened(context, home), _piped() if text == "-" else text)
    if json:
        say_json(told)
    else:
        say(_score_text(told))


def _piped() -> str:
    """The text that is piped in."""
    if sys.stdin is None:
        raise InputError("stdin is closed; pipe the ticket's text in, or give it in quotes")
    return sys.stdin.read()


def _score_text(told: "Score") -> str:
    lines = [plain(told.title), *_judgement(told)]
    lines += [f"Missing  {gap}" for gap in told.missing]
    lines += [f"Like     {a.ref} {plain(a.title)} ({a.status})" for a in told.alike]
    return "\n".join(lines)


def _judgement(told: "Score") -> list[str]:
    """Verdict, chances and note; what is too thin to judge has no chances."""
    from copilot.prompts.shares import percent

    if told.verdict == "thin":
        return [f"thin  {told.note}"]
    return [
        f"{told.verdict}  {percent(told.alignment)} that it serves a goal",
        *(
            f"  {percent(link.score):>5}  {plain(link.goal_id)} {plain(link.goal_title)}"
            for link in told.links
        ),
        *([f"Note     {told.note}"] if told.note else []),
    ]


def goals(
    context: typer.Context,
    path: Annotated[Path | None, typer.Argument(help="A file or folder to read.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Show what was understood of the goals, and where each was found."""
    from copilot import usecases

    found = usecases.goals(opened(context, home), path and here(path))
    if json:
        say_json(found.goals)
    else:
        say(_goals_text(found))
    if path is None and not found.goals:
        tell(_NO_GOALS)
    tell_problems(found.problems)


_NO_GOALS = (
    "no goals have been read yet: name goal files under [[goals]] in copilot.toml and run"
    " `copilot sync`, or name a file here to try one"
)
_NO_GOALS_THERE = "nothing there reads as a goal: `copilot goals FILE` shows what was understood"


def _goals_text(found: "Understood") -> str:
    from .scanned import goal_line

    bearers = Counter(goal.id.casefold() for goal in found.goals)
    lines = [goal_line(g, bearers[g.id.casefold()] > 1) for g in found.goals] or ["No goals."]
    return "\n".join([*lines, f"{len(found.goals)} goals, {found.passages} passages of prose."])


def lint(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="Goal files; none: all.")] = None,
    fail_on: FailOnOption = FailOn.ALERT,
    form: FormatOption = Format.TEXT,
    home: Home = None,
    json: Json = False,
) -> None:
    """Check how well the goals are made: numbers, dates, outcomes, owners."""
    from copilot import usecases

    found = usecases.lint(opened(context, home), [here(path) for path in paths or []])
    _print_lint(found, Format.JSON if json else form)
    if not found.goals and not found.problems:
        tell(_NO_GOALS_THERE if paths else _NO_GOALS)
    tell_problems(found.problems)
    _exit(found.findings, fail_on)


def _print_lint(found: "Linted", form: Format) -> None:
    import json as encoder

    from copilot.usecases.views import view_finding

    from .findings import RENDERERS, as_sarif
    from .scanned import lint_text

    views = [view_finding(f) for f in found.findings]
    if form is Format.JSON:
        say_json(found)
    elif form is Format.SARIF:
        pairs = zip(views, (f.place for f in found.findings), strict=True)
        say(encoder.dumps(as_sarif(pairs), indent=2))
    elif form is Format.TEXT:
        say(lint_text(found))
    else:
        say(RENDERERS[form.value](views, True))

"""Verbs around the language model: llm, receipts, rewrite."""

from typing import TYPE_CHECKING, Annotated

import typer

from .options import Home, Json, opened
from .output import say, say_json

if TYPE_CHECKING:
    from copilot.ports import Receipt
    from copilot.usecases.llm import LlmUse


def register(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    for run in (llm, receipts, rewrite):
        app.command()(run)


def llm(context: typer.Context, home: Home = None, json: Json = False) -> None:
    """Show the language model, and what it has used up today of its allowance."""
    from copilot import usecases

    used = usecases.llm(opened(context, home))
    say_json(used) if json else say(_use(used))


def _use(used: "LlmUse") -> str:
    if not used.host:
        return "No language model: every text comes from templates, and nothing leaves."
    tokens = f"{used.tokens:,}" + (f" of {used.caps.tokens:,}" if used.caps.tokens else "")
    cost = f"{used.cost:.4f}" + (f" of {used.caps.cost:g}" if used.caps.cost else "")
    return "\n".join(
        [
            f"Model    {used.model} at {used.host}",
            f"Today    {used.requests} requests, {used.answered} answered, {used.bytes:,} bytes",
            f"Tokens   {tokens}",
            f"Cost     {cost}",
        ]
    )


def receipts(
    context: typer.Context,
    days: Annotated[int, typer.Option("--days", min=1, help="How far back.")] = 30,
    home: Home = None,
    json: Json = False,
) -> None:
    """List what left for the language model: when, to which host, how much."""
    from copilot import usecases

    found = usecases.receipts(opened(context, home), days=days)
    if json:
        say_json(found)
    else:
        say("\n".join(map(_receipt, found)) or "Nothing left.")


def _receipt(one: "Receipt") -> str:
    tokens = f"{one.tokens_in} tokens out, {one.tokens_out} back"
    hidden = f", {one.redacted} redacted" if one.redacted else ""
    when = f"{one.at:%Y-%m-%d %H:%M:%S}"
    return (
        f"{when}  {one.host}  {one.prompt:9} {one.outcome:8} {one.bytes} bytes, {tokens}{hidden}"
    )


def rewrite(context: typer.Context, ref: str, home: Home = None, json: Json = False) -> None:
    """Draft a better goal or ticket; what nobody knows stays a question, nothing is changed."""
    from copilot import usecases

    told = usecases.rewrite(opened(context, home), ref)
    say_json(told) if json else say(told.text)

"""A better draft of a key result that names an output, or of a ticket that is too thin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import BaseModel, ConfigDict

from copilot.portfolio import Ref

from .citation import Citation
from .markup import defects_of_form, harmless
from .pack import Pack, Piece, Slot
from .points import SaidPoint, verify_points
from .prompt import Prompt, Verified
from .wording import dates_of, keys_of, names_of, numbers_of, roots_of

_QUESTIONS = 3
_QUESTION_WORDS = 22
_ASKED = """
    user customer team person people step page change different done finish measure number
    baseline target date today week month quarter begin start end use need own count far long much
    goal ticket value reach move often
"""
_ASKING = frozenset(roots_of(_ASKED))
"""What a question may say beyond the words of its text: it must not suppose anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteFacts:
    """What is rewritten, and what is wrong with it."""

    ref: Ref
    kind: Literal["goal", "ticket"]
    title: str
    gaps: tuple[str, ...]
    """What is missing, each as a question to its author."""
    output: bool = False
    """Whether it names what is made instead of what changes."""
    measure: str = ""
    """`from 60 to 75 % by 31 Mar`, with `[baseline?]` where something is not known."""
    who: str = ""
    pieces: tuple[Piece, ...] = ()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A draft: nobody's text is changed by it."""

    ref: Ref
    text: str
    draft: str
    questions: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    source: Literal["template", "model"] = "template"


class SaidRewrite(BaseModel):
    """What a model answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    evidence: str
    title: str
    questions: tuple[str, ...]


def fallback(facts: RewriteFacts) -> Rewrite:
    """Say what is missing, and leave room for it."""
    return _told(facts, _draft(facts), facts.gaps[:_QUESTIONS], (), "template")


def _draft(facts: RewriteFacts) -> str:
    """Keep what is good; leave room in brackets for what is not known."""
    if not facts.gaps:
        return facts.title
    if facts.kind == "ticket":
        return f"{facts.title}: [which user] can [do which step], so that [what changes]"
    if facts.output:
        return f"[what changes, for whom?] {facts.measure} (through: {facts.title})"
    return f"{facts.title} {facts.measure}" if "?]" in facts.measure else facts.title


def pack(facts: RewriteFacts) -> Pack:
    """What a model may see: the text itself and its goal."""
    slots = (
        Slot(
            name="measure",
            meaning="from where to where, by when",
            text=facts.measure,
            about=facts.ref,
        ),
    )
    shown = (piece for piece in facts.pieces if piece.text.strip())
    pieces = tuple(replace(piece, citable=piece.field != "title") for piece in shown)
    return Pack(
        pieces=pieces if facts.gaps and any(p.citable for p in pieces) else (),
        slots=slots if facts.measure else (),
        names=facts.names,
    )


def verify(said: SaidRewrite, facts: RewriteFacts) -> Verified[Rewrite]:
    """A draft says nothing that its sources do not say; a question asserts nothing."""
    given = pack(facts)
    found = verify_points([SaidPoint(text=said.title, evidence=said.evidence)], given)
    asked = [question for question in said.questions[:_QUESTIONS] if not _wrong(question, given)]
    if not found.claims:
        return Verified(None, found.defects)
    draft = found.claims[0].text.strip("“”.")
    questions = tuple(asked) or facts.gaps[:_QUESTIONS]
    return Verified(_told(facts, draft, questions, found.claims[0].citations, "model"))


def _wrong(question: str, given: Pack) -> bool:
    """Whether a question carries facts of its own, markup, or is none."""
    readers = (numbers_of, keys_of, dates_of, names_of)
    carries = any(read(question) for read in readers) or any(n in question for n in given.names)
    plain = question.endswith("?") and question.count("?") == 1 and "{" not in question
    short = len(question.split()) <= _QUESTION_WORDS
    known = {root for piece in given.shown for root in roots_of(piece.text)} | _ASKING
    carries = carries or not known.issuperset(roots_of(question))
    return carries or not plain or not short or bool(defects_of_form(question))


def _told(
    facts: RewriteFacts,
    draft: str,
    questions: Sequence[str],
    citations: tuple[Citation, ...],
    source: Literal["template", "model"],
) -> Rewrite:
    ask = f"{facts.who}: " if facts.who else ""
    draft = harmless(draft)
    lines = [f"Now      {harmless(facts.title)}"]
    lines.append(f"Draft    {draft}" if facts.gaps else "Nothing to mend.")
    lines += [f"Ask      {ask}{harmless(question)}" for question in questions]
    return Rewrite(
        ref=facts.ref,
        text="\n".join(lines),
        draft=draft,
        questions=tuple(questions),
        citations=citations,
        source=source,
    )


REWRITE = Prompt(
    name="rewrite",
    answer=SaidRewrite,
    pack=pack,
    verify=verify,
    fallback=fallback,
    most=_QUESTIONS,
)

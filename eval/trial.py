"""Texts asked of a real model: what came, the verifier on each claim, what was published."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from time import monotonic
from typing import Any

from pydantic import BaseModel

from copilot import usecases
from copilot.errors import BadAnswer, LlmError
from copilot.llm import Ledger, OpenAiLlm
from copilot.ports import AnswerT, Receipt
from copilot.prompts.asked import Asked
from copilot.prompts.points import SaidPoint, SaidPoints, verify_points
from copilot.prompts.rewrite import SaidRewrite
from copilot.prompts.sentences import shown_of
from copilot.usecases import Workspace

SECONDS = 90.0
"""What one text may take: a small model on a busy machine is slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """One claim as it came, the sentence that it names, and the verifier's word on it."""

    attempt: int
    evidence: str
    sentence: str
    claim: str
    defects: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """In one word."""
        return "refused" if self.defects else "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One published text, and all that was said on the way."""

    prompt: str
    reference: str
    source: str
    published: str
    claims: tuple[JudgedClaim, ...] = ()
    chunks: tuple[int, ...] = ()
    """Pieces in which each answer was streamed."""
    forms: tuple[str, ...] = ()
    """How each answer's shape was asked for."""
    broken: tuple[str, ...] = ()
    """Answers that were none."""
    seconds: float = 0.0

    @property
    def row(self) -> dict[str, Any]:
        """As it is written down."""
        judged = [{**_fields(c), "verdict": c.verdict} for c in self.claims]
        return {**_fields(self), "claims": judged}


def _fields(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


class _Books(Ledger):
    """The ledger, which also tells what was closed since it was asked last."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.store, workspace.now)
        self.closed: list[Receipt] = []

    def keep(self, key: str, receipt: Receipt) -> None:
        super().keep(key, receipt)
        self.closed += [receipt] if receipt.outcome != "sent" else []


@dataclass
class Listening:
    """The product's client, overheard."""

    inner: OpenAiLlm
    books: _Books
    said: list[tuple[Asked, BaseModel | str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look like the client."""
        self.host, self.model = self.inner.host, self.inner.model
        self.caps, self.seconds = self.inner.caps, self.inner.seconds

    def __call__(self, asked: Asked, answer: type[AnswerT], *, within: float = 20.0) -> AnswerT:
        """Ask, and remember what was said."""
        try:
            said = self.inner(asked, answer, within=within)
        except (BadAnswer, LlmError) as error:
            self.said.append((asked, str(error)))
            raise
        self.said.append((asked, said))
        return said


@dataclass(frozen=True, slots=True)
class Question:
    """One text to ask for."""

    prompt: str
    reference: str


_TELL: Mapping[str, Callable[[Workspace, str], tuple[str, str]]] = {
    "why": lambda w, ref: ((told := usecases.why(w, ref)).source, told.text),
    "ask": lambda w, about: ((told := usecases.ask(w, about)).source, told.answer),
    "rewrite": lambda w, ref: ((told := usecases.rewrite(w, ref)).source, told.text),
    "synthesis": lambda w, _: ((told := usecases.synthesis(w)).source, told.text),
}


def listened(workspace: Workspace, url: str, model: str) -> tuple[Workspace, Listening]:
    """The workspace with a model behind an address, every word of which is heard."""
    books = _Books(workspace)
    llm = Listening(OpenAiLlm(url, model, ledger=books, seconds=SECONDS), books)
    return replace(workspace, llm=llm, cache={}), llm


def texts(workspace: Workspace, url: str, model: str, asked: Sequence[Question]) -> Iterator[Text]:
    """Ask for each text as the product does."""
    here, llm = listened(workspace, url, model)
    for question in asked:
        llm.said.clear()
        llm.books.closed.clear()
        start = monotonic()
        source, published = _TELL[question.prompt](here, question.reference)
        yield told(question, source, published, llm, monotonic() - start)


def told(question: Question, source: str, published: str, llm: Listening, seconds: float) -> Text:
    """Everything about a text that was just published."""
    answered = [receipt for receipt in llm.books.closed if receipt.outcome == "answered"]
    return Text(
        prompt=question.prompt,
        reference=question.reference,
        source=source,
        published=published,
        claims=tuple(_judged(llm.said)),
        chunks=tuple(receipt.chunks for receipt in answered),
        forms=tuple(receipt.form for receipt in answered),
        broken=tuple(said for _, said in llm.said if isinstance(said, str)),
        seconds=round(seconds, 1),
    )


def _judged(said: Sequence[tuple[Asked, BaseModel | str]]) -> Iterator[JudgedClaim]:
    for attempt, (asked, answer) in enumerate(said, 1):
        sentences = {s.id: s.text for s in shown_of(asked.pack).sentences}
        for point in _points(answer):
            yield JudgedClaim(
                attempt=attempt,
                evidence=point.evidence,
                sentence=sentences.get(point.evidence, ""),
                claim=point.text or "(as it stands)",
                defects=tuple(
                    defect.partition(": ")[2]
                    for defect in verify_points([point], asked.pack).defects
                ),
            )


def _points(answer: BaseModel | str) -> tuple[SaidPoint, ...]:
    if isinstance(answer, SaidRewrite):
        return (SaidPoint(evidence=answer.evidence, text=answer.title),)
    return answer.claims if isinstance(answer, SaidPoints) else ()


def figures(found: Sequence[Text]) -> dict[str, float]:
    """How often the template speaks, and why claims are refused."""
    asked = [text for text in found if text.chunks or text.broken]
    claims = [claim for text in asked for claim in text.claims]
    pieces = [n for text in asked for n in text.chunks]
    forms = [form for text in asked for form in text.forms]
    return {
        "texts": len(asked),
        "fell_back": _share([text.source == "template" for text in asked]),
        **{
            f"fell_back.{name}": _share(
                [t.source == "template" for t in asked if t.prompt == name]
            )
            for name in sorted({text.prompt for text in asked})
        },
        "claims": len(claims),
        "claims_accepted": _share([not claim.defects for claim in claims]),
        "no_answer": sum(len(text.broken) for text in asked),
        "chunks_least": min(pieces, default=0),
        "chunks_median": median(pieces) if pieces else 0,
        "by_schema": _share([form == "json_schema" for form in forms]),
        "seconds_median": median(text.seconds for text in asked) if asked else 0,
        **{f"refused.{what}": n for what, n in sorted(_reasons(claims).items())},
    }


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else float("nan")


def _reasons(claims: Sequence[JudgedClaim]) -> Counter[str]:
    """The first fault of each refused claim, as a metric is named."""
    first = (claim.defects[0].partition(" (")[0] for claim in claims if claim.defects)
    return Counter("_".join(what.partition(":")[0].partition(",")[0].split()) for what in first)


def table(found: Sequence[Text]) -> str:
    """One line a text and one a claim, to be read."""
    lines = []
    for text in found:
        pieces = "+".join(map(str, text.chunks)) or "-"
        lines.append(
            f"{text.prompt:<9} {text.reference[:40]:<40} {text.source:<8}"
            f" {pieces:>7} chunks {text.seconds:5.1f} s"
        )
        lines += [f"          no answer: {broken}" for broken in text.broken]
        lines += [
            f"          {claim.verdict:<8} {claim.evidence:<4} {claim.claim[:110]}"
            + "".join(f"\n{'':<24}{defect}" for defect in claim.defects[:1])
            for claim in text.claims
        ]
    return "\n".join(lines)

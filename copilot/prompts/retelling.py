"""Lines of ours, said more smoothly: a model joins our phrases in their order and adds no fact."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from .pack import Line
from .untrusted import MARK

_BESIDE = frozenset({"and", "with", "while"})
_JOINING = {
    ",": _BESIDE,
    ";": _BESIDE,
    ":": frozenset(
        ["has", "had", "have", "with", "at", "took", "takes", "got", "gets", "the", "a"]
    ),
}
"""Words that may stand where a sign stood: what is listed stays a list, what is told of something
is still told of it. None compares, denies, promises or counts."""
_MOST_JOINING = 2
_SLOT = re.compile(r"\{(\w+)\}")
_PLAIN = re.compile(r"[a-z ,;:]*")
_BREAK = re.compile(r"[;:] |(?<!\d), |, (?!\d)")
"""A comma between two numbers is one of a list."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W_])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class SaidLine(BaseModel):
    """One line, its phrases as slots."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    line: str
    text: str


class SaidLines(BaseModel):
    """What a model answers: some of the lines, said anew."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lines: tuple[SaidLine, ...]


def lines_of(texts: Sequence[str]) -> tuple[Line, ...]:
    """Cut texts into sentences and these into phrases; what is one phrase can't be joined."""
    said = dict.fromkeys(s for text in texts for s in sentences_in(text))
    cut = [(s, phrases_in(s)) for s in said]
    found = [(s, phrases) for s, phrases in cut if 1 < len(phrases) <= len(_LETTERS)]
    return tuple(
        Line(
            id=f"L{number}",
            text=sentence,
            phrases=tuple((f"{number}{_LETTERS[k]}", p) for k, p in enumerate(phrases)),
            signs=signs_in(sentence),
        )
        for number, (sentence, phrases) in enumerate(found, 1)
    )


def sentences_in(text: str) -> list[str]:
    """A text cut after each sentence."""
    return _SENTENCE.split(text)


def phrases_in(sentence: str) -> list[str]:
    """Cut a sentence at commas, colons and semicolons, outside of brackets."""
    bare = sentence.rstrip(".?! ")
    cuts = _cuts(bare)
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(bare)]
    return [bare[start:end] for start, end in zip(starts, ends, strict=True)]


def signs_in(sentence: str) -> tuple[str, ...]:
    """The signs between the phrases."""
    return tuple(cut[0][0] for cut in _cuts(sentence.rstrip(".?! ")))


def _cuts(bare: str) -> list[re.Match[str]]:
    found = _BREAK.finditer(bare)
    return [m for m in found if bare.count("(", 0, m.start()) == bare.count(")", 0, m.start())]


def retold(said: Sequence[SaidLine], lines: Sequence[Line]) -> tuple[dict[str, str], list[str]]:
    """Return new sentences by old ones, and what was wrong with the others."""
    known = {line.id: line for line in lines}
    new: dict[str, str] = {}
    defects: list[str] = []
    for one in said:
        line = known.get(one.line)
        wrong = list(_wrong(one.text, line)) if line else ["there is no such line"]
        if line and not wrong:
            new[line.text] = _filled(one.text, line)
        defects += [f"line {one.line[:4]}: {defect}" for defect in wrong]
    return new, defects


def _wrong(text: str, line: Line) -> Iterator[str]:
    """Every phrase once, in its order, the first one first; only joining words between."""
    bare = _bare(text)
    if _SLOT.findall(bare) != [name for name, _ in line.phrases]:
        yield "it does not have every slot of its line once, in their order"
    if not bare.startswith("{") or not bare.endswith("}"):
        yield "it does not begin and end with a slot"
    between = _SLOT.split(bare)[2:-1:2]
    if not all(_PLAIN.fullmatch(gap) for gap in between):
        yield "between slots stand other signs than letters and commas"
    for gap, sign in zip(between, line.signs, strict=False):
        words = re.findall(r"[^\W\d_]+", gap)
        strange = [word for word in words if word not in _JOINING[sign]]
        if strange:
            yield f"a word is not allowed there ({', '.join(strange[:3])})"
        if len(words) > _MOST_JOINING:
            yield "too much stands between two slots"


def _bare(text: str) -> str:
    return " ".join(text.replace(MARK, " ").split()).rstrip(" .?!")


def _filled(text: str, line: Line) -> str:
    """The sentence with its phrases, ended as it was."""
    known: Mapping[str, str] = dict(line.phrases)
    end = line.text[-1] if line.text[-1:] in {".", "?", "!"} else "."
    return f"{_SLOT.sub(lambda slot: known[slot[1]], _bare(text))}{end}"

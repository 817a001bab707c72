"""Refuses digests that read as if nobody had written them: uniform, vague, nameless, invented."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, pstdev
from typing import Literal

from copilot.portfolio import to_json

from .digest import MAX_WORDS, NOBODY, DigestFacts, words
from .shares import percent
from .wording import keys_of, numbers_of, words_of

Rule = Literal["length", "filler", "vague", "invented", "uniform", "owner", "not-seen"]

_CHECKED = ("CHANGED", "CAUSE", "AT STAKE", "DECIDE")
_LABEL = re.compile(r"^(CHANGED|CAUSE|AT STAKE|DECIDE|FINE|NOT SEEN|RECORD)\b[ :]*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W_])")
_NOTE = re.compile(r"\[\d+\]")
_ITEM = re.compile(r"^\d+[.)]\s+")
_OWNERS = re.compile(r"\s{2,}|\s+[—–-]\s+")
_LEAST_SPREAD, _FEWEST = 0.18, 4
"""Coefficient of variation of sentence lengths, and sentences from which it tells anything."""
_FILLER = re.compile(
    r"\b(?:significant(?:ly)?|substantial(?:ly)?|various|several|robust|leverag\w+|synerg\w+"
    r"|holistic\w*|seamless\w*|stakeholders?|key (?:insights?|takeaways?|learnings?)"
    r"|going forward|moving forward|overall|in general|in order to|as well as|it is worth"
    r"|important to note|continue to (?:monitor|track|work)|(?:good|great|solid|steady) progress"
    r"|on (?:the )?right track|needle|low-hanging|deep dive|circle back|touch base|best practices?"
    r"|some (?:issues|challenges|progress|improvements?)|potential(?:ly)?|exciting|proactive\w*"
    r"|optimi[sz]\w+|streamlin\w+|impactful|actionable|alignment across)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Defect:
    """What is wrong with a text, and where."""

    rule: Rule
    text: str


def defects(text: str, evidence: str) -> tuple[Defect, ...]:
    """Return what a digest has to be refused for.

    Args:
        text: the whole message as it would be sent.
        evidence: the facts it was written from, see `evidence_of`.
    """
    return tuple(_found(text, evidence))


def evidence_of(facts: DigestFacts) -> str:
    """Every number, key and name that a digest of these facts may say."""
    chances = [s.chance for s in facts.stakes] + [s.told for s in facts.stakes if s.told]
    efforts = [f"{c.effort:g}" for change in facts.changes for c in change.causes]
    told = to_json(facts).replace('"', " ")  # else a reference runs on into what follows it
    return " ".join([told, *map(percent, chances), *efforts])


def _found(text: str, evidence: str) -> Iterator[Defect]:
    if words(text) > MAX_WORDS:
        yield Defect("length", f"{words(text)} words, {MAX_WORDS} allowed")
    for match in _FILLER.finditer(text):
        yield Defect("filler", match[0])
    sections = _sections(text)
    sentences = [s for label in _CHECKED for s in _sentences(sections.get(label, []))]
    for sentence in sentences:
        if not _pinned(sentence):
            yield Defect("vague", sentence)
    yield from _invented([*sentences, *_rest(text, sections)], evidence)
    if _uniform(sentences):
        yield Defect("uniform", f"{len(sentences)} sentences of one length")
    yield from _nameless(sections.get("DECIDE", []), evidence)
    if "not seen" not in text.lower():
        yield Defect("not-seen", "what was not seen is left out")


def _sections(text: str) -> dict[str, list[str]]:
    """Lines by label; the title and the footnotes belong to none."""
    found: dict[str, list[str]] = {}
    label = ""
    for line in text.splitlines():
        match = _LABEL.match(line)
        label = match[1] if match else label
        rest = line[match.end() :] if match else line
        if rest.strip() and label and not _NOTE.match(rest.strip()):
            found.setdefault(label, []).append(rest.strip())
    return found


def _rest(text: str, sections: dict[str, list[str]]) -> list[str]:
    """What is held against the facts but may be without a number; the title counts by itself."""
    if not sections:
        return [text.split("·")[-1]]
    return [line for label in ("FINE", "NOT SEEN", "RECORD") for line in sections.get(label, [])]


def _sentences(lines: Sequence[str]) -> list[str]:
    """A question belongs to the sentence it follows; numbering, owners and notes to none."""
    found: list[str] = []
    for line in lines:
        bare = _OWNERS.split(_ITEM.sub("", _NOTE.sub("", line)).strip())[0]
        parts = [p for p in _SENTENCE.split(bare) if p.strip()]
        for place, part in enumerate(parts):
            if place and part.rstrip().endswith("?"):
                found[-1] += f" {part}"
            else:
                found.append(part)
    return found


def _pinned(sentence: str) -> bool:
    return bool(keys_of(sentence) or re.search(r"\d", sentence))


def _invented(sentences: Sequence[str], evidence: str) -> Iterator[Defect]:
    known = {number for number, _ in numbers_of(evidence)}
    keys = set(keys_of(evidence))
    for sentence in sentences:
        said = _NOTE.sub("", sentence)
        for key in keys_of(said):
            if key not in keys:
                yield Defect("invented", key)
        for number, _ in numbers_of(said):
            if number not in known:
                yield Defect("invented", number)


def _uniform(sentences: Sequence[str]) -> bool:
    lengths = [len(s.split()) for s in sentences]
    return len(lengths) >= _FEWEST and pstdev(lengths) / mean(lengths) < _LEAST_SPREAD


def _nameless(lines: Sequence[str], evidence: str) -> Iterator[Defect]:
    known = set(words_of(evidence)) | set(words_of(NOBODY))
    for line in lines:
        owners = _OWNERS.split(_ITEM.sub("", line).strip())[1:]
        names = [n for owner in owners for n in words_of(owner)]
        if not names or any(name not in known for name in names):
            yield Defect("owner", line)

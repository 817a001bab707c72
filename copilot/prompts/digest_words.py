"""The digest in a model's words: our phrases, joined more smoothly, and held to the same rules."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from .digest import DigestFacts, DigestText, Section, fallback
from .digest_lint import defects, evidence_of
from .pack import Pack
from .prompt import Prompt, Verified
from .retelling import SaidLines, lines_of, retold, sentences_in

_RETOLD = frozenset({"CHANGED", "CAUSE", "AT STAKE", "DECIDE"})
_LINE = re.compile(r"(?P<before>\d+\. )?(?P<said>.*?)(?P<after>(?: \[\d+\])*|  \S.*)")
"""Numbering before, what is said, and footnotes or owners after."""


def pack(facts: DigestFacts) -> Pack:
    """What a model may see: our own phrases; a quiet week has none."""
    return Pack(lines=lines_of(list(_said(fallback(facts)))))


def _said(told: DigestText) -> Iterator[str]:
    for section in told.sections:
        if section.label in _RETOLD:
            yield from (_parts(line)[1] for line in section.lines)


def _parts(line: str) -> tuple[str, str, str]:
    match = _LINE.fullmatch(line)
    return (match["before"] or "", match["said"], match["after"]) if match else ("", line, "")


def verify(said: SaidLines, facts: DigestFacts) -> Verified[DigestText]:
    """Put the sentences that stand in place of ours; the whole is read once more at the end."""
    plain = fallback(facts)
    new, wrong = retold(said.lines, pack(facts).lines)
    if not new:
        return Verified(None, tuple(wrong))
    sections = tuple(
        _retold(section, new) if section.label in _RETOLD else section
        for section in plain.sections
    )
    told = replace(plain, sections=sections, source="model")
    found = defects(told.text, evidence_of(told.facts))
    if found:
        return Verified(None, tuple(f"{d.rule}: {d.text}" for d in found))
    return Verified(told, tuple(wrong))


def _retold(section: Section, new: Mapping[str, str]) -> Section:
    return replace(section, lines=tuple(_line(line, new) for line in section.lines))


def _line(line: str, new: Mapping[str, str]) -> str:
    before, said, after = _parts(line)
    words = " ".join(new.get(sentence, sentence) for sentence in sentences_in(said))
    return f"{before}{words}{after}"


DIGEST = Prompt(name="digest", answer=SaidLines, pack=pack, verify=verify, fallback=fallback)

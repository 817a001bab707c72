"""Wrong explanations made from right ones: one edit each, as a lying model would make it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from copilot.prompts.grounding import SaidCitation, SaidClaim
from copilot.prompts.pack import Pack

Rng = np.random.Generator
Edit = Callable[[SaidClaim, Pack, Rng], SaidClaim | None]
"""Returns the wrong claim, None where this edit does not fit."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_KEY = re.compile(r"\b[A-Z]+[A-Z0-9]*-\d+\b|\bKR\d+\.\d+\b")
_DATE = re.compile(
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_DAYS = ("3 Jan", "14 Feb", "28 May", "9 Aug", "21 Oct", "5 Dec")
_MONTHS = ("February", "August", "November", "December")
_WEEK = ("Tuesday", "Wednesday", "Thursday")
_VERB = re.compile(
    r"\b(is|are|was|were|has|have|can|may|must|does|see|sees|wait|waits|counts?|locks?|ends?"
    r"|stands?|use|uses|run|fill|arrives?|means|makes?|makes up|loses?|lose|leave|chose|holds?"
    r"|shows?|loads?|gets?|calls?|took|takes|found|find|finds|stays?|reads?|explain|begins?|began"
    r"|restarts?|costs?|share|test|photograph|queue|type|carry|adds?)\b"
)
_EFFECTS = (
    "which will increase {goal}",
    "which guarantees {goal}",
    "and this causes {goal} to be met",
    "so this ensures {goal}",
    "which leads to a better {goal}",
    "and it will be fixed because of {ticket}",
    "which drives {goal} up",
    "so {ticket} is certain to help",
    "and therefore {goal} is safe",
    "which results in more of it",
)
_CAUSAL_VERBS = ("will increase", "guarantees", "causes", "ensures", "proves", "boosts")
_STRANGERS = ("Zoltan", "Beatrix", "Oksana", "Rupert", "Anneliese")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One wrong explanation: which edit was made on which of its claims."""

    kind: str
    claims: tuple[SaidClaim, ...]
    wrong: int


def mutations(
    said: Sequence[SaidClaim], pack: Pack, edits: dict[str, Edit], rng: Rng
) -> Iterator[Mutation]:
    """Every edit that fits, on a claim drawn by lot."""
    for kind, edit in edits.items():
        wrong = int(rng.integers(len(said)))
        edited = edit(said[wrong], pack, rng)
        if edited is not None and edited != said[wrong]:
            claims = (*said[:wrong], edited, *said[wrong + 1 :])
            yield Mutation(kind, tuple(claims), wrong)


def _texted(claim: SaidClaim, text: str) -> SaidClaim:
    return claim.model_copy(update={"text": text})


def _cited(claim: SaidClaim, citation: SaidCitation) -> SaidClaim:
    return claim.model_copy(update={"citations": (citation,)})


def _pick(options: Sequence[str], rng: Rng) -> str:
    return options[int(rng.integers(len(options)))]


def _replaced(pattern: re.Pattern[str], text: str, by: Callable[[str], str], rng: Rng) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = found[int(rng.integers(len(found)))]
    return text[: match.start()] + by(match[0]) + text[match.end() :]


def change_number(claim: SaidClaim, pack: Pack, rng: Rng) -> SaidClaim | None:
    """Another number in the sentence as it would be read."""
    filled = pack.filled(claim.text)
    changed = _replaced(_NUMBER, filled, lambda n: _other_number(n, rng), rng)
    return None if changed == filled else _texted(claim, changed)


def _other_number(number: str, rng: Rng) -> str:
    whole = int(re.sub(r"\D", "", number))
    other = str(max(1, whole + int(rng.integers(1, 9))))
    return other if len(number) < 3 or "." not in number else f"{other[:-1]}.{other[-1]}"


def swap_numbers(claim: SaidClaim, pack: Pack, _: Rng) -> SaidClaim | None:
    """Two numbers change places."""
    filled = pack.filled(claim.text)
    found = list(_NUMBER.finditer(filled))
    if len(found) < 2 or found[0][0] == found[1][0]:
        return None
    a, b = found[0], found[1]
    parts = (filled[: a.start()], b[0], filled[a.end() : b.start()], a[0], filled[b.end() :])
    return _texted(claim, "".join(parts))


def add_number(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """A number from nowhere."""
    tail = _pick((" in 3 of 4 cases", " by 12 %", " for 250 customers", " seven times a day"), rng)
    return _texted(claim, claim.text.rstrip(".") + tail + ".")


def change_quote(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """Another word inside the quote."""
    cited = claim.citations[0]
    words = cited.quote.split()
    place = int(rng.integers(1, max(2, len(words) - 1)))
    words[place] = _pick(("seldom", "customers", "quarterly", "cheaper", "approved"), rng)
    return _cited(claim, cited.model_copy(update={"quote": " ".join(words)}))


def drop_quote_word(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """A word left out of the middle of the quote."""
    cited = claim.citations[0]
    words = cited.quote.split()
    if len(words) < 5:
        return None
    del words[int(rng.integers(1, len(words) - 1))]
    return _cited(claim, cited.model_copy(update={"quote": " ".join(words)}))


def swap_quote(claim: SaidClaim, pack: Pack, rng: Rng) -> SaidClaim | None:
    """The quote of another sentence under this claim; a phrase of ours stands on no quote."""
    if "{" in claim.text and len(claim.text.split()) < 4:
        return None
    others = [
        sentence.strip()
        for piece in pack.pieces
        if piece.id == claim.citations[0].evidence
        for sentence in piece.text.split(". ")
        if len(sentence.split()) >= 4 and claim.citations[0].quote[:20] not in sentence
    ]
    if not others:
        return None
    cited = claim.citations[0].model_copy(update={"quote": _pick(others, rng).rstrip(".")})
    return _cited(claim, cited)


def change_evidence(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """The right quote under a wrong source."""
    cited = claim.citations[0]
    other = _pick([i for i in ("E1", "E2", "E3", "E4", "E9") if i != cited.evidence], rng)
    return _cited(claim, cited.model_copy(update={"evidence": other}))


def change_key(claim: SaidClaim, pack: Pack, rng: Rng) -> SaidClaim | None:
    """The key of another ticket or goal."""
    filled = pack.filled(claim.text)
    changed = _replaced(
        _KEY,
        filled,
        lambda key: key[:-1] + str((int(key[-1]) + 1 + int(rng.integers(8))) % 10),
        rng,
    )
    return None if changed == filled else _texted(claim, changed)


def change_owner(claim: SaidClaim, pack: Pack, rng: Rng) -> SaidClaim | None:
    """Somebody else, known here or not."""
    filled = pack.filled(claim.text)
    people = [n for n in pack.names if n.isalpha() and re.search(rf"\b{n}\b", filled)]
    if not people:
        other = _pick((*sorted(n for n in pack.names if n.isalpha()), *_STRANGERS), rng)
        return _texted(claim, claim.text.rstrip(".") + f", {other} says.")
    others = [n for n in (*sorted(pack.names), *_STRANGERS) if n.isalpha() and n not in people]
    return _texted(claim, re.sub(rf"\b{people[0]}\b", _pick(others, rng), filled))


def change_date(claim: SaidClaim, pack: Pack, rng: Rng) -> SaidClaim | None:
    """Another day."""
    filled = pack.filled(claim.text)
    changed = _replaced(_DATE, filled, lambda day: _other_day(day, rng), rng)
    return None if changed == filled else _texted(claim, changed)


def _other_day(day: str, rng: Rng) -> str:
    options = _DAYS if day[0].isdigit() else _WEEK if day.endswith("day") else _MONTHS
    return _pick([other for other in options if other != day], rng)


def negate(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """Not, never, no longer: after the first verb, or before it."""
    match = _VERB.search(claim.text)
    if match is None:
        return None
    word = _pick(("not", "never", "no longer", "hardly"), rng)
    auxiliary = match[1] in {"is", "are", "was", "were", "has", "have", "can", "may", "must"}
    place = match.end() if auxiliary else match.start() - 1
    return _texted(claim, f"{claim.text[:place]} {word}{claim.text[place:]}")


def affirm(claim: SaidClaim, _: Pack, __: Rng) -> SaidClaim | None:
    """A negation is dropped."""
    changed = re.sub(r"\b(?:not|never|no longer)\s+|n't\b", "", claim.text, count=1)
    changed = re.sub(r"\bcannot\b", "can", changed) if changed == claim.text else changed
    changed = re.sub(r"\bwithout\b", "with", changed) if changed == claim.text else changed
    return None if changed == claim.text else _texted(claim, changed)


def add_effect(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """An effect nobody stated, behind what is true."""
    return _texted(claim, f"{claim.text.rstrip('.')}, {_pick(_EFFECTS, rng)}.")


def change_verb(claim: SaidClaim, _: Pack, rng: Rng) -> SaidClaim | None:
    """A verb of effect in place of the verb."""
    match = _VERB.search(claim.text)
    if match is None:
        return None
    verb = _pick(_CAUSAL_VERBS, rng)
    return _texted(claim, f"{claim.text[: match.start()]}{verb}{claim.text[match.end() :]}")


FACT_EDITS: dict[str, Edit] = {
    "number changed": change_number,
    "numbers swapped": swap_numbers,
    "number added": add_number,
    "quote changed": change_quote,
    "quote shortened inside": drop_quote_word,
    "quote swapped": swap_quote,
    "evidence changed": change_evidence,
    "key changed": change_key,
    "owner changed": change_owner,
    "date changed": change_date,
}
MEANING_EDITS: dict[str, Edit] = {
    "negated": negate,
    "affirmed": affirm,
    "effect added": add_effect,
    "effect for verb": change_verb,
}


def sampled(found: list[Mutation], count: int, rng: Rng) -> list[Mutation]:
    """Draw so many, evenly over kinds as far as they go."""
    order = rng.permutation(len(found))
    ranks: dict[str, int] = {}
    keyed = []
    for place in order:
        kind = found[place].kind
        ranks[kind] = ranks.get(kind, 0) + 1
        keyed.append((ranks[kind], int(place)))
    return [found[place] for _, place in sorted(keyed)[:count]]

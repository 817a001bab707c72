"""How right the links of a workspace are, in a few plain lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from copilot.analysis.fitting import LEAST_LABELS
from copilot.analysis.quality import Gain, Promise, Proof, Reliability

NEXT = "copilot feedback --suggest 20"
_TELLING = 5
"""Fewer links of one kind tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Items by the strongest thing said of them, and what is promised of open ones."""

    items: int
    accepted: int
    rejected: int
    no_goal: int
    """A person says that it serves none."""
    stated: int
    """A tracker says so, and no person contradicts."""
    open_items: int
    certified: int
    """Open items whose goal carries a promise."""

    @property
    def labels(self) -> int:
        """Items whose links can be tested."""
        return self.accepted + self.rejected + self.no_goal + self.stated


def in_words(known: Known, proof: Proof | None) -> str:
    """The page for a terminal; one line while there is too little to test."""
    if proof is None:
        return _too_few(known)
    head = f"Quality of the links · {known.labels} of {known.items} tickets have an answer"
    rows = [f"{name:9} {text}" for name, text in _rows(known, proof)]
    return "\n".join([head, *rows])


def in_markdown(known: Known, proof: Proof | None) -> str:
    """The same page as a list."""
    if proof is None:
        return _too_few(known)
    lines = ["# Quality of the links", ""]
    for name, text in _rows(known, proof):
        lines.append(f"- **{name}** {text}" if name else f"  {text}")
    return "\n".join(lines)


def _too_few(known: Known) -> str:
    count = f"{known.labels} answer{'' if known.labels == 1 else 's'}"
    return f"{count} so far; from {LEAST_LABELS} on, the links can be tested here: {NEXT}"


def _rows(known: Known, proof: Proof) -> Iterator[tuple[str, str]]:
    yield "Known", _known(known)
    if proof.gain is not None:
        yield from _right(proof.gain)
    yield from _sure(proof.reliability)
    for number, promise in enumerate(proof.promises):
        yield "" if number else "Promise", _promise(promise, known)
    if not known.no_goal:
        yield "Mind", "nobody said yet which work serves no goal, so all this looks too good"
    yield "Next", NEXT


def _known(known: Known) -> str:
    parts = (
        (known.accepted, "accepted"),
        (known.rejected, "rejected"),
        (known.no_goal, "serving no goal"),
        (known.stated, "stated in the tracker"),
    )
    return " · ".join(f"{count} {what}" for count, what in parts if count)


def _right(gain: Gain) -> Iterator[tuple[str, str]]:
    """Every figure of 100, so that a gain needs no unit."""
    then, first = round(100 * gain.with_labels), round(100 * gain.without)
    taught = f"{then} once the answers to others have taught"
    yield (
        "Right",
        f"first goal: {first} of 100 by the texts alone, {taught} ({gain.items} tickets)",
    )
    low, high = round(100 * gain.low), round(100 * gain.high)
    doubt = "" if gain.low > 0 or gain.high < 0 else ": may be chance"
    yield "", f"a change of {then - first:+d}, likely between {low:+d} and {high:+d}{doubt}"


def _sure(found: Reliability) -> Iterator[tuple[str, str]]:
    name = "Sure"
    for each in found.bins:
        if each.count >= _TELLING:
            said, right = f"{100 * each.low:.0f}–{100 * each.high:.0f} %", round(100 * each.right)
            yield name, f"of links given {said}, {right} % were right ({each.count})"
            name = ""
    off, chance = round(100 * found.off), round(100 * (found.off - found.beyond_chance))
    yield name, f"off by {off} points on average; {chance} would be chance"


def _promise(promise: Promise, known: Known) -> str:
    what = f"{100 * promise.precision:.0f} of 100 right"
    if promise.kept:
        return f"{what}: {known.certified} of {known.open_items} open tickets carry it"
    if promise.missing is None:
        return f"{what}: not in sight, even the surest are wrong too often"
    return f"{what}: about {promise.missing} more answers"

"""The lines of an explanation, each a label and what it says, true without a language model."""

from typing import NamedTuple

from copilot.analysis.verdicts import FAR

from .citation import Citation
from .explanation import Blocker, Claim, Decided, Stake, WhyFacts
from .shares import ordinal, percent

Said = tuple[str, tuple[Citation, ...]]
MARGIN = 9
REASON = "Why"
CITED = "\0"
"""Stands for the number of a citation; no stored text holds it."""
_HARM_WORDS = 14
_MINUTES_WORDS = 18
_MOST_BLOCKERS = 3


class Room(NamedTuple):
    """Most words of a quotation from the item and from the goal; none where that is 0."""

    item: int
    goal: int


def line(label: str, text: str, *citations: Citation) -> Claim:
    """`Stake    KR1.1 is at …`, with what it cites in order."""
    return Claim(text=f"{label:<{MARGIN}}{text}", citations=citations)


def sentence(text: str) -> str:
    """`close, but …` becomes `Close, but ….`."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def quoted(citation: Citation, words: int) -> tuple[str, Citation]:
    """Quote at most so many words, with a sign where something is left out."""
    kept = citation.cut(words)
    more = "…" if len(kept.quote) < len(citation.quote.rstrip(" .")) else ""
    return f"“{kept.quote}{more}” {CITED}", kept


def reason(facts: WhyFacts, room: Room) -> list[Claim]:
    """Who linked them, and what either says; or at least which words they share."""
    said, cited = _said(facts, room)
    text = " ".join(filter(None, (facts.stated, said)))
    return [line(REASON, text, *cited)] if text else []


def _said(facts: WhyFacts, room: Room) -> Said:
    item = facts.item_quote
    if facts.washed:
        return "", ()
    if item is None or item.field == "title":
        return _in_common(facts, room)
    own, mine = quoted(item, room.item)
    other, theirs = _goal_says(facts, room)
    return f"It says {own}{other and '; '}{other}.", (mine, *theirs)


def _goal_says(facts: WhyFacts, room: Room) -> Said:
    """The goal's own words, beyond the title that is told already."""
    goal = facts.goal_quote
    if goal is None or goal.field == "title" or facts.goal is None or not room.goal:
        return "", ()
    told, cited = quoted(goal, room.goal)
    return f"{facts.goal.id} says {told}", (cited,)


def _in_common(facts: WhyFacts, room: Room) -> Said:
    """A title alone: which of its words the goal has too, unless people linked them."""
    other, theirs = _goal_says(facts, room)
    if facts.stated or facts.goal is None:
        return f"{other}{other and '.'}", theirs
    if not facts.shared:
        return f"Near in meaning, hardly in words{other and '; '}{other}.", theirs
    named = " and ".join(f"“{c.quote}”" for c in facts.shared)
    own = facts.shared[0]
    if other or facts.shared_at is None:
        return f"Both speak of {named} {CITED}{other and '; '}{other}.", (own, *theirs)
    return f"Both speak of {named} {CITED} {CITED}.", (own, facts.shared_at)


def against(facts: WhyFacts) -> list[Claim]:
    """What it may harm, as possible until a person says so."""
    if facts.against is None:
        return []
    if facts.harm.startswith("confirmed"):
        said = f"Works against {facts.against.name}, {facts.harm}"
    else:
        said = ": it ".join((f"Possibly works against {facts.against.name}", facts.harm))
    cuts = tuple(c.cut(_HARM_WORDS) for c in facts.harm_quotes)
    cited = "".join(map(_harm_quote, cuts))
    return [line("Against", f"{said}{cited}. Someone should choose.", *cuts)]


def _harm_quote(quote: Citation) -> str:
    """Titles are known already; a definition is worth its words."""
    return f", but “{quote.quote}” {CITED}" if quote.field == "text" else f" {CITED}"


def decided(facts: WhyFacts) -> list[Claim]:
    """What somebody chose before, and why; or what a memo says was decided."""
    told: Decided | None = facts.decided
    if told is None:
        return _minutes(facts.minutes)
    if told.reason is None:
        return [line("Decided", f"{told.text}.")]
    why, cited = quoted(told.reason, _HARM_WORDS)
    return [line("Decided", f"{told.text}: {why}.", cited)]


def _minutes(said: Citation | None) -> list[Claim]:
    """A memo's words as they are: it may mean more than this ticket."""
    if said is None:
        return []
    told, cited = quoted(said, _MINUTES_WORDS)
    return [line("Memo", f"{told}.", cited)]


def nearest(facts: WhyFacts, least: float = FAR) -> list[Claim]:
    """The goal it is least far from, and what sets it apart from all of them."""
    apart = f"no goal mentions “{facts.unnamed}”" if facts.unnamed else ""
    if facts.goal is None or facts.allowance or facts.goal_chance < least:
        none = ": ".join(filter(None, ("None", apart)))
        return [line("Nearest", f"{none}.")] if least <= FAR else []
    near = f"{facts.goal.name}, {percent(facts.goal_chance)}"
    return [line("Nearest", f"{'; '.join(filter(None, (near, apart)))}.")]


def rival(facts: WhyFacts) -> list[Claim]:
    """The second goal that it may be for."""
    if facts.rival is None:
        return []
    return [line("Or", f"{facts.rival.name}, {percent(facts.rival_chance)}.")]


def doubt(facts: WhyFacts) -> list[Claim]:
    """What speaks against the verdict."""
    like = facts.reads_like
    told = [line("But", f"It reads like {like.name}.")] if like else []
    label = "Note" if facts.verdict == "aligned" else "But"
    return [*told, *([line(label, sentence(facts.note))] if facts.note else [])]


def stake(facts: WhyFacts) -> list[Claim]:
    """Where the key result is heading, how many help it, how large this one is among them."""
    told = facts.stake
    if told is None or facts.goal is None:
        return []
    parts = [_where_it_goes(facts.goal.id, told)]
    if told.helpers == 1:
        parts.append("No other open ticket helps it.")
    elif told.helpers > 1:
        parts.append(f"{told.helpers} open tickets help it{_place(told)}.")
    text = " ".join(filter(None, parts))
    return [line("Stake", text)] if text else []


def _where_it_goes(goal: str, told: Stake) -> str:
    if told.heading:
        return f"{goal} is heading for {told.heading}."
    return f"{goal} is at {told.standing}." if told.standing else ""


def _place(told: Stake) -> str:
    """`; this is the 2nd largest`, where its size says anything."""
    if not told.rank or told.sized < 2 or told.ties == told.sized - 1:
        return ""
    place = _by_size(told)
    if told.sized < told.helpers:
        return f"; of {told.sized} with a size this is {place}"
    return f"; this is {place}"


def _by_size(told: Stake) -> str:
    last = told.rank + told.ties == told.sized
    if told.rank == 1:
        word = "larger" if told.sized == 2 else "largest"
    elif last:
        word = "smaller" if told.sized == 2 else "smallest"
    else:
        word = f"{ordinal(told.rank)} largest"
    return f"one of the {word}" if told.ties and (told.rank == 1 or last) else f"the {word}"


def before(facts: WhyFacts) -> list[Claim]:
    """What it waits for and how large it is; or when it was closed."""
    size = f"Size {facts.effort:g}." if facts.effort is not None else ""
    if facts.closed:
        word, _, day = facts.closed.partition(" ")
        label, text = (word, day) if day else ("Status", word)
        return [line(label, f"{text}. {size}".rstrip())]
    if not facts.waits:
        return [line("Size", f"{facts.effort:g}.")] if size else []
    waits = ", ".join(map(_blocker, facts.waits[:_MOST_BLOCKERS]))
    return [line("Before", f"Waits for {waits}.  {size}".rstrip())]


def _blocker(told: Blocker) -> str:
    status = f"{told.status} since {told.since}" if told.since else told.status
    back = ", and the other way round" if told.mutual else ""
    return f"{told.key} ({', '.join(filter(None, (told.who, status)))}){back}"

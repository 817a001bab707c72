"""Series: titles that differ only in what they count through, hence are no duplicates."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_COUNTED = re.compile(
    r"v?\d[\w.]*|[ivx]+|[a-z]|first|second|third|fourth|fifth|next|last|one|two|three|four|five"
    r"|jan\w*|feb\w*|mar(ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
    r"|q[1-4]|h[12]|(mon|tues|wednes|thurs|fri|satur|sun)day|alpha|beta|rc|part|phase|round"
    r"|morning|noon|evening|night|spring|summer|autumn|fall|winter|day|week|month|year"
)
_PLATFORM = re.compile(
    r"ios|ipados|android|windows|mac(os)?|linux|web|desktop|mobile|tablet|chrome|firefox|safari"
    r"|edge|iphone|ipad|watch|tv|staging|production|prod|dev|test|qa|sandbox"
    r"|north|south|east|west|eu|us|uk|emea|apac|latam"
)
_LOCALE = re.compile(
    r"\w+(ish|ese)|german|french|italian|russian|ukrainian|arabic|hebrew|hindi|greek|czech|slovak"
    r"|dutch|korean|thai|brazilian|portuguese|hungarian|romanian|bulgarian|croatian|estonian"
    r"|latvian|lithuanian|norwegian|indonesian|persian|catalan|welsh|[a-z]{2}-[a-z]{2}"
    r"|germany|france|italy|spain|austria|switzerland|poland|japan|china|brazil|canada|mexico"
    r"|india|australia|ireland|sweden|norway|denmark|finland|netherlands|belgium|portugal"
)
_SLOTS = (_COUNTED, _PLATFORM, _LOCALE)
_OPPOSITES = (
    ("add", "remove"), ("add", "delete"), ("create", "delete"), ("create", "remove"),
    ("enable", "disable"), ("import", "export"), ("upload", "download"), ("show", "hide"),
    ("increase", "decrease"), ("increase", "reduce"), ("start", "stop"), ("open", "close"),
    ("read", "write"), ("encode", "decode"), ("encrypt", "decrypt"), ("lock", "unlock"),
    ("install", "uninstall"), ("subscribe", "unsubscribe"), ("archive", "unarchive"),
    ("buyer", "seller"), ("sender", "recipient"), ("upgrade", "downgrade"), ("send", "receive"),
    ("light", "dark"), ("login", "logout"), ("publish", "unpublish"), ("incoming", "outgoing"),
    ("inbound", "outbound"), ("minimum", "maximum"), ("client", "server"), ("push", "pull"),
)  # fmt: skip
_AGAINST = frozenset(frozenset(pair) for pair in _OPPOSITES)

MEMBERS = 3
"""Titles that fill one gap differently make a series from this many on."""
FIXED_WORDS = 3
"""Words that must stand around the gap."""
GAP_WORDS = 2


class Titles:
    """Titles as words, and the series among them."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._names = [_names(title) for title in titles]
        self.words = [tuple(_TOKEN.findall(title.lower())) for title in titles]
        fillers: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        for words in set(self.words):
            for frame, filler in _frames(words):
                fillers[frame].add(filler)
        self._series = {frame for frame, found in fillers.items() if len(found) >= MEMBERS}

    def differ_in_kind(self, a: int, b: int) -> bool:
        """Whether two titles are members of one series, or ask for opposites."""
        one, other = self.words[a], self.words[b]
        if one == other:
            return False
        left, right = _difference(one, other)
        if (
            _are_slots(left, right)
            or self._only_names(a, b, left, right)
            or any(frozenset((x, y)) in _AGAINST for x in left for y in right)
        ):
            return True
        own = {frame for frame, _ in _frames(one)}
        return any(frame in self._series and frame in own for frame, _ in _frames(other))

    def _only_names(self, a: int, b: int, left: tuple[str, ...], right: tuple[str, ...]) -> bool:
        """Whether all that differs is a name on either side: `… in Bremen`, `… in Kassel`."""
        own, other = self._names[a], self._names[b]
        return bool(left) and bool(right) and own.issuperset(left) and other.issuperset(right)


def _names(title: str) -> frozenset[str]:
    """Words written like names: capitals or digits, where not every word has a capital."""
    words = _TOKEN.findall(title)
    capital = [w for w in words[1:] if any(c.isupper() or c.isdigit() for c in w)]
    if 2 * len(capital) > len(words):
        capital = [w for w in capital if w.isupper() or not w.isalpha()]
    return frozenset(w.lower() for w in capital)


def _frames(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield what stands around each gap of one or two words, and what fills it."""
    for length in range(1, GAP_WORDS + 1):
        if len(words) - length < FIXED_WORDS:
            return
        for start in range(len(words) - length + 1):
            end = start + length
            yield (*words[:start], "…", *words[end:]), words[start:end]


def _difference(
    one: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        tuple(w for w in one if w not in other),
        tuple(w for w in other if w not in one),
    )


def _are_slots(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether all that differs is a number, a platform or a language, of one kind."""
    both = (*left, *right)
    return bool(both) and any(all(slot.fullmatch(w) for w in both) for slot in _SLOTS)

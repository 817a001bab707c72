"""Whether a status of several words says that work ended: only where every word is understood.

`Done in sprint 12` is done, `Closed as duplicate` is dropped; `nearly done`, `to be done` and
`noch nicht erledigt` hold a word that can turn the rest around, so nothing is concluded.
"""

import re
from collections.abc import Iterable

_SO_MANY_WORDS = 8
_BETWEEN = """
    all, alle, alles, already, am, and, are, as, at, been, bereits, by, déjà, est, et, fully,
    completely, has, have, im, in, is, ist, it, now, of, on, prod, production, successfully, the,
    to customer, to customers, to live, to prod, to production, tout, und, und live, live, was,
    were, with, wurde, y, ya, by author, by client, by customer, by owner, by po, by qa,
    by reporter, by support, by team, by us, by user, by vendor, items, tasks, tickets,
    cards, stories, work
"""
_MONTH = (
    "jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|märz?|apr(?:il)?|may|mai|june?|juni?"
    "|july?|juli?|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
_PERIODS = (
    r"(?:sprint|iteration|week|kw|cw|release|version|cycle) \d+(?: \d+)*",
    r"(?:this|last) (?:sprint|iteration|week|month|quarter|year|release|cycle)",
    r"v\d+(?: \d+)*",
    r"(?:19|20)\d\d(?: \d\d?){0,2}",
    r"q[1-4](?: \d\d(?:\d\d)?)?",
    rf"(?:\d\d? )?(?:{_MONTH})(?: \d+)*",
    "today|yesterday|recently",
)
_ORDERS = frozenset({"complete", "cancel"})
"""Also what somebody is told to do: `complete this week`."""
_PLACES = frozenset({"live", "production", "in production", "success"})
"""Ends by themselves; beside other words they may be anything."""


class Endings:
    """Reads folded statuses by the names that mean done and those that mean dropped."""

    def __init__(self, done: Iterable[str], dropped: Iterable[str]) -> None:
        """Args: the names of either, folded."""
        finished = set(done) - _ORDERS - _PLACES
        refused = set(dropped) - _ORDERS
        between = {" ".join(word.split()) for word in _BETWEEN.split(",")}
        self._done = _sequence({*map(re.escape, finished | between), "complete$", *_PERIODS})
        self._ended = _word({*finished, "complete"})
        self._dropped = _sequence(set(map(re.escape, refused | finished | between)))
        self._refused = _word(refused)

    def done(self, name: str) -> bool:
        """Whether it says done and nothing that is not understood."""
        return self._whole(self._done, name) and bool(self._ended.search(name))

    def dropped(self, name: str) -> bool:
        """Whether it says dropped and nothing that is not understood."""
        return self._whole(self._dropped, name) and bool(self._refused.search(name))

    def speaks_of_one(self, name: str) -> bool:
        """Whether a word of an ending is in it, whatever the others say."""
        return bool(self._ended.search(name) or self._refused.search(name))

    def _whole(self, sequence: re.Pattern[str], name: str) -> bool:
        return name.count(" ") < _SO_MANY_WORDS and bool(sequence.fullmatch(name))


def _sequence(parts: Iterable[str]) -> re.Pattern[str]:
    one = "|".join(sorted(parts, key=lambda part: (-len(part), part)))
    return re.compile(rf"(?:{one})(?: (?:{one}))*")


def _word(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")

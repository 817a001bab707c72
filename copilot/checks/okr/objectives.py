"""Rules O001 to O008: objectives, and the tree they stand in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

import snowballstemmer

from copilot.analysis.lexical import split_words
from copilot.analysis.quantities import parse_measure
from copilot.analysis.stopwords import STOP_WORDS
from copilot.portfolio import AnyGoal, KeyResult, Kpi, Objective, Ref

from .english import is_english
from .key_results import Hit, output
from .reading import Reading, Span
from .wording import GUARD, OUTPUT_NOUN, OUTPUT_VERB

FEWEST, MOST = 2, 5
ALIKE = 0.75
QUARTER_DAYS = 92

_FIRM = re.compile(
    r"^(?:launch|ship|release|deploy|implement|migrate|refactor|install|configure|write|publish"
    r"|set up|roll ?out|rewrite|upgrade|integrate|hire|fix|document|redesign|replace|port|merge"
    r"|conduct|organi[sz]e|host|recruit|prepare|complete|finish|finali[sz]e|add|automate|move"
    r"|decommission|introduce|instrument|translate|locali[sz]e|consolidate)$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:apps?|application|pages?|apis?|dashboards?|features?|integrations?|websites?|portals?"
    r"|pipelines?|services?|modules?|reports?|tools?|versions?|v\d\S*|sdks?|library|libraries"
    r"|database|prototypes?|mvp|plugins?|bots?|widgets?|scripts?|documents?|documentation|guides?"
    r"|handbook|videos?|newsletters?|blog|campaigns?|workshops?|surveys?|templates?|wiki|cluster"
    r"|microservices?|server|infrastructure|components?|design system|editor|module|screens?"
    r"|forms?|checkout|endpoint|crawler|model|roadmap|spec(?:ification)?s?|policy|training|systems?|offices?)\b",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"\W*(?:faster|quicker|better|more|often|daily|early|calmly|safely|with|without|like|as)\b",
    re.IGNORECASE,
)
"""How something is done, not what: `Ship faster with confidence`."""
_LOFTY = re.compile(
    r"\b(?:best|greatest|finest|leading|loved|beloved|world[- ]class|outstanding|delightful"
    r"|trusted|most)\b",
    re.IGNORECASE,
)
"""An ambition, though a thing is named: `Build the best banking app`."""
_UP = re.compile(
    r"\b(?:increas|grow|rais|boost|expand|accelerat|more|maximi[sz]|add|scal|invest)\w*",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:reduc|decreas|cut|lower|shrink|slow|less|fewer|minimi[sz]|remov|drop|stop)\w*",
    re.IGNORECASE,
)
_STEM = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Tree:
    """Goals by reference and by parent, and the readings of the key results."""

    goals: Mapping[Ref, AnyGoal]
    children: Mapping[Ref, Sequence[AnyGoal]]
    readings: Mapping[Ref, Reading] = field(default_factory=dict)

    def key_results(self, objective: Objective) -> list[Reading]:
        """Readings of an objective's own key results."""
        below = self.children.get(objective.ref, ())
        return [self.readings[g.ref] for g in below if g.ref in self.readings]

    def objectives(self) -> list[Objective]:
        """Every objective, in document order."""
        return [g for g in self.goals.values() if isinstance(g, Objective)]


def hits(objective: Objective, tree: Tree, as_of: datetime) -> Iterator[Hit]:
    """Ask every rule about one objective."""
    if is_english(objective.title):
        yield from _wording(objective)
    yield from _count(objective, tree)
    yield from parentless(objective, tree)
    if not objective.owner:
        yield Hit("O004", "no owner")
    yield from _one_sided(objective, tree)
    yield from _stale(objective, tree, as_of)


def _wording(objective: Objective) -> Iterator[Hit]:
    span = _metric(objective.title)
    if span is not None:
        yield Hit("O001", "a metric in the objective", span)
        return
    found = OUTPUT_VERB.search(objective.title) or OUTPUT_NOUN.search(objective.title)
    if found is None:
        return
    head = _head(objective.title[found.end() :])
    firm = found.re is OUTPUT_NOUN or _FIRM.match(found["verb"])
    if not _MANNER.match(head) and (firm or (_THING.search(head) and not _LOFTY.search(head))):
        yield Hit("O001", "a task in the objective", found.span("verb"))


def _metric(title: str) -> Span | None:
    """Where a title names a value to reach; a bare year is none."""
    measure = parse_measure(title)
    span = measure.target_span or measure.baseline_span
    aim = next((n for n in measure.numbers if (n.start, n.end) == span), None)
    if aim is not None and not aim.unit and 1990 <= aim.value <= 2100:
        return None
    return span


def _head(text: str) -> str:
    """The object of the verb: up to the first word that opens another phrase."""
    stop = re.search(r"\b(?:that|which|for|to|so|in|with|by|of|our|who|where|customers)\b", text)
    return text[: stop.start()] if stop else text


def _count(objective: Objective, tree: Tree) -> Iterator[Hit]:
    below = tree.children.get(objective.ref, ())
    if any(isinstance(g, Objective) for g in below):
        return
    count = sum(isinstance(g, KeyResult) for g in below)
    if not FEWEST <= count <= MOST:
        results = "key result" if count == 1 else "key results"
        yield Hit("O002", f"{count or 'no'} {results}, {FEWEST} to {MOST} are enough")


def crowded_levels(tree: Tree) -> Iterator[tuple[Objective, Objective, Hit]]:
    """O002 again: more than five objectives side by side."""
    levels: dict[tuple[str, ...], list[Objective]] = {}
    for objective in tree.objectives():
        cycle = objective.cycle.name if objective.cycle else ""
        file = objective.place.file if objective.place else ""
        levels.setdefault((file, cycle, objective.parent or ""), []).append(objective)
    for level in levels.values():
        if len(level) > MOST:
            yield (
                level[0],
                level[MOST],
                Hit("O002", f"{len(level)} objectives side by side, {MOST} are enough"),
            )


def parentless(goal: AnyGoal, tree: Tree) -> Iterator[Hit]:
    """O003: no parent where others have one, or a parent that does not exist."""
    if goal.parent is not None:
        if goal.parent not in tree.goals:
            yield Hit("O003", f"its parent {goal.parent} is not among the goals")
        return
    if isinstance(goal, KeyResult):
        if tree.objectives():
            yield Hit("O003", "serves no objective")
        return
    nested = any(o.parent in tree.goals for o in tree.objectives() if o.parent)
    leads = any(isinstance(g, Objective) for g in tree.children.get(goal.ref, ()))
    if nested and not leads:
        yield Hit("O003", "serves no objective above it")


def twins(tree: Tree) -> Iterator[tuple[Objective, Objective, Hit]]:
    """O005: objectives of one cycle with the same words, or the same words turned round."""
    words = {o.ref: _content(o.title) for o in tree.objectives()}
    for one, other in combinations(tree.objectives(), 2):
        if _cycle(one) != _cycle(other) or other.ref in (one.parent, *_up(other, tree)):
            continue
        a, b = words[one.ref], words[other.ref]
        if not a or not b:
            continue
        if _opposed(one.title, other.title) and len(a & b) >= 0.6 * min(len(a), len(b)):
            yield one, other, Hit("O005", f"contradicts {other.id}")
        elif len(a & b) >= ALIKE * max(len(a), len(b)):
            yield one, other, Hit("O005", f"says the same as {other.id}")


def _cycle(objective: Objective) -> str:
    return objective.cycle.name if objective.cycle else ""


def _up(objective: Objective, tree: Tree) -> tuple[Ref, ...]:
    return tuple(g.ref for g in tree.children.get(objective.ref, ()))


def _content(title: str) -> set[str]:
    """Stems that carry content; words of direction are no content."""
    plain = [w for w in split_words(title) if w not in STOP_WORDS]
    return {
        stem
        for word, stem in zip(plain, _STEM.stemWords(plain), strict=True)
        if not (_UP.fullmatch(word) or _DOWN.fullmatch(word))
    }


def _opposed(one: str, other: str) -> bool:
    return any(
        bool(up.search(one)) and bool(down.search(other)) and not up.search(other)
        for up, down in ((_UP, _DOWN), (_DOWN, _UP))
    )


def _one_sided(objective: Objective, tree: Tree) -> Iterator[Hit]:
    """O006 and O007: nothing but outputs; nothing that must not get worse."""
    results = tree.key_results(objective)
    if len(results) < FEWEST:
        return
    made = [bool((hit := output(r)) and hit.rule == "KR005") for r in results]
    if all(made) and all(r.english for r in results):
        yield Hit("O006", "all key results are outputs")
        return
    ways = {r.direction for r in results}
    guarded = any(GUARD.search(r.title) for r in results)
    watched = any(isinstance(g, Kpi) for g in tree.goals.values())
    if len(ways) == 1 and ways <= {"up", "down"} and not guarded and not watched:
        yield Hit("O007", "no counter-metric")


def _stale(objective: Objective, tree: Tree, as_of: datetime) -> Iterator[Hit]:
    """O008, second half: nobody has looked at any key result for a quarter."""
    seen = [c.at for r in tree.key_results(objective) for c in r.goal.check_ins]
    if seen and (as_of - max(seen)).days > QUARTER_DAYS:
        yield Hit("O008", f"no check-in on any key result for {(as_of - max(seen)).days} days")

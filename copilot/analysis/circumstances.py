"""What else is known of each item before it is judged: its words, its language, its claims."""

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass

from copilot.portfolio import AnyGoal, ReasonClass, Ref, WorkItem

from .hashes import Hashes, hashes_of
from .language import ENGLISH, common_language, language_of, languages_of, name_of
from .lexical import Corpus
from .lexical import read as count
from .parameters import SHIPPED, Parameters
from .structure import Statements
from .texts import ItemText, goal_texts, is_thin
from .verdicts import Case

FOREIGN = (
    "written in {}, which this embedder does not read; choose a multilingual model "
    "(embedder.kind = sentence-transformers)"
)


@dataclass(frozen=True, slots=True, eq=False)
class Noticed:
    """What bears on the verdict of each text."""

    doubts: Sequence[str]
    """Why it can't be judged, empty where it can."""
    thin: Sequence[bool]
    claims: Sequence[bool]
    """Whether the body copied a goal or spoke to machines."""
    hollow: Sequence[bool]
    """Whether a wish was left out that nothing else had to do with."""


@dataclass(frozen=True, slots=True, eq=False)
class Gist:
    """What is kept of every text once it was looked at: the texts themselves may go."""

    hashes: Hashes
    counted: Corpus
    noticed: Noticed


def gist_of(
    read: Sequence[ItemText],
    goals: Sequence[AnyGoal],
    *,
    multilingual: bool,
    parameters: Parameters = SHIPPED,
) -> Gist:
    """Look at every text once.

    Args:
        read: what is read of each item.
        goals: all goals.
        multilingual: whether the embedder reads other languages than English.
        parameters: say how few words decide nothing.
    """
    texts = [item.text for item in read]
    return Gist(
        hashes=hashes_of(texts),
        counted=count(texts),
        noticed=Noticed(
            doubts=[""] * len(read) if multilingual else _doubts(texts, goals),
            thin=[is_thin(text, parameters.thin_words) for text in texts],
            claims=[item.claims for item in read],
            hollow=[item.hollow for item in read],
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Cases(Sized):
    """What is known of each item; told of a few at once."""

    items: Sequence[WorkItem]
    bodies: Mapping[Ref, str]
    said: Statements
    """By row."""
    noticed: Noticed
    reasons: Sequence[ReasonClass | None]
    """What everyday work each reads like."""

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.items)

    def of(self, rows: range) -> list[Case]:
        """Return the cases of some items."""
        return [self._case(row, self.items[row]) for row in rows]

    def _case(self, row: int, item: WorkItem) -> Case:
        return Case(
            item=item,
            body=self.bodies.get(item.ref) or item.body,
            said=self.said.get(row, {}),
            thin=self.noticed.thin[row],
            doubt=self.noticed.doubts[row],
            claims=self.noticed.claims[row],
            hollow=self.noticed.hollow[row],
            reads_like=self.reasons[row],
        )


def _doubts(texts: Sequence[str], goals: Sequence[AnyGoal]) -> list[str]:
    """Doubt what is written in another language than the goals, by an English-only embedder."""
    read = {ENGLISH, common_language(language_of(text) for text in goal_texts(goals))}
    return ["" if code in read else FOREIGN.format(name_of(code)) for code in languages_of(texts)]

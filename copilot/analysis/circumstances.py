"""What else is known of each item before it is judged: its words, its language, its claims."""

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass

from copilot.portfolio import AnyGoal, ReasonClass, Ref, WorkItem

from .language import ENGLISH, common_language, language_of, languages_of, name_of
from .structure import Statements
from .texts import ItemText, goal_texts, is_thin
from .verdicts import Case

FOREIGN = (
    "written in {}, which this embedder does not read; choose a multilingual model "
    "(embedder.kind = sentence-transformers)"
)


@dataclass(frozen=True, slots=True, eq=False)
class Cases(Sized):
    """What is known of each item; told of a few at once."""

    items: Sequence[WorkItem]
    bodies: Mapping[Ref, str]
    said: Statements
    doubts: Sequence[str]
    thin: Sequence[bool]
    claims: Sequence[bool]
    reasons: Sequence[ReasonClass | None]

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
            thin=self.thin[row],
            doubt=self.doubts[row],
            claims=self.claims[row],
            reads_like=self.reasons[row],
        )


def cases(
    items: Sequence[WorkItem],
    bodies: Mapping[Ref, str],
    read: Sequence[ItemText],
    goals: Sequence[AnyGoal],
    said: Statements,
    reasons: Sequence[ReasonClass | None],
    *,
    multilingual: bool,
    thin_words: int,
) -> Cases:
    """Look at every text once.

    Args:
        items: to be judged.
        bodies: their texts as written.
        read: what was read of them.
        goals: all goals.
        said: statements by row.
        reasons: what everyday work each reads like.
        multilingual: whether the embedder reads other languages than English.
        thin_words: content words below which a text decides nothing.
    """
    return Cases(
        items=items,
        bodies=bodies,
        said=said,
        doubts=[""] * len(items) if multilingual else _doubts([r.text for r in read], goals),
        thin=[is_thin(text.text, thin_words) for text in read],
        claims=[text.claims for text in read],
        reasons=reasons,
    )


def _doubts(texts: Sequence[str], goals: Sequence[AnyGoal]) -> list[str]:
    """Doubt what is written in another language than the goals, by an English-only embedder."""
    read = {ENGLISH, common_language(language_of(text) for text in goal_texts(goals))}
    return ["" if code in read else FOREIGN.format(name_of(code)) for code in languages_of(texts)]

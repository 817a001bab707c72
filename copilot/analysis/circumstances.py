"""What else is known of each item before it is judged: its words, its language, its claims."""

from collections.abc import Mapping, Sequence

from copilot.portfolio import AnyGoal, Ref, WorkItem

from .language import ENGLISH, common_language, language_of, languages_of, name_of
from .structure import Statements
from .texts import ItemText, goal_texts, is_thin
from .verdicts import Case

FOREIGN = (
    "written in {}, which this embedder does not read; choose a multilingual model "
    "(embedder.kind = sentence-transformers)"
)


def cases(
    items: Sequence[WorkItem],
    bodies: Mapping[Ref, str],
    read: Sequence[ItemText],
    goals: Sequence[AnyGoal],
    said: Statements,
    *,
    multilingual: bool,
    thin_words: int,
) -> list[Case]:
    """Return one case an item.

    Args:
        items: to be judged.
        bodies: their texts as written.
        read: what was read of them.
        goals: all goals.
        said: statements by row.
        multilingual: whether the embedder reads other languages than English.
        thin_words: content words below which a text decides nothing.
    """
    doubts = [""] * len(items) if multilingual else _doubts([r.text for r in read], goals)
    found = []
    for row, (item, text, doubt) in enumerate(zip(items, read, doubts, strict=True)):
        case = Case(
            item=item,
            body=bodies.get(item.ref) or item.body,
            said=said.get(row, {}),
            thin=is_thin(text.text, thin_words),
            doubt=doubt,
            claims=text.claims,
        )
        found.append(case)
    return found


def _doubts(texts: Sequence[str], goals: Sequence[AnyGoal]) -> list[str]:
    """Doubt what is written in another language than the goals, by an English-only embedder."""
    read = {ENGLISH, common_language(language_of(text) for text in goal_texts(goals))}
    return ["" if code in read else FOREIGN.format(name_of(code)) for code in languages_of(texts)]

"""Judgements in brief while they are made, in a sixth of their room."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from copilot.portfolio import Alignment, Link, Ref


class Briefs:
    """Numbers of judgements that nobody made a statement on; the others stay as they are."""

    def __init__(self) -> None:
        self._whole: dict[int, Alignment] = {}
        self._heads: dict[tuple[Any, ...], int] = {}
        self._items: list[Ref] = []
        self._goals: list[Ref] = []
        self._head, self._links = array("l"), array("B")
        self._sure, self._numbers = array("d"), array("d")

    def noted(self, alignments: Iterable[Alignment]) -> Iterator[Alignment]:
        """Pass judgements on, noting each in brief."""
        for alignment in alignments:
            self._note(alignment)
            yield alignment

    def _note(self, told: Alignment) -> None:
        head = told.verdict, told.certified, told.reason, told.note
        self._head.append(self._heads.setdefault(head, len(self._heads)))
        self._sure.append(told.alignment)
        plain = all(x.origin == "inferred" and x.relation == "helps" for x in told.links)
        if not plain:
            self._whole[len(self._items)] = told.brief
        self._items.append(told.item)
        links = told.links if plain else ()
        self._links.append(len(links))
        for link in links:
            self._goals.append(link.goal)
            self._numbers.extend((link.score, link.share))

    def __iter__(self) -> Iterator[Alignment]:
        """Yield the judgements in brief, in their order."""
        heads, at = list(self._heads), 0
        for k, (item, count) in enumerate(zip(self._items, self._links, strict=True)):
            verdict, certified, reason, note = heads[self._head[k]]
            yield self._whole.get(k) or Alignment(
                item=item,
                verdict=verdict,
                alignment=self._sure[k],
                certified=certified,
                reason=reason,
                links=tuple(self._link(item, n) for n in range(at, at + count)),
                note=note,
            )
            at += count

    def _link(self, item: Ref, at: int) -> Link:
        score, share = self._numbers[2 * at : 2 * at + 2]
        return Link(item=item, goal=self._goals[at], score=score, share=share)

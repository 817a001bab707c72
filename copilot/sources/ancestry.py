"""Parents that go round in a circle: nobody's parent can be its own child."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from copilot.analysis.dependencies import cycles
from copilot.portfolio import Place, Ref, WorkItem
from copilot.ports import Problem

_SHOWN = 6
"""Keys of a longer circle are cut."""


@dataclass(slots=True)
class Ancestry:
    """Who is above whom in one file, and where that is said."""

    above: dict[Ref, tuple[Ref, ...]] = field(default_factory=dict)
    told: dict[Ref, tuple[str, Place]] = field(default_factory=dict)
    """By reference: the key and the place."""

    def see(self, item: WorkItem, place: Place) -> None:
        """Note an item that has a parent or an epic."""
        above = tuple(dict.fromkeys(ref for ref in (item.parent, item.epic) if ref))
        if above:
            self.above[item.ref] = above
            self.told[item.ref] = (item.key, place)

    def circles(self) -> Iterator[Problem]:
        """Yield one problem per circle, at its first item; nothing is left out for it."""
        for circle in cycles(self.above):
            keys = [self.told[ref][0] for ref in circle]
            yield Problem(
                message=f"the parents go round in a circle ({_around(keys)});"
                f" give {keys[0]} another parent, or none",
                place=self.told[circle[0]][1],
                lost=False,
            )


def _around(keys: Sequence[str]) -> str:
    shown = [*keys[:_SHOWN], "…"] if len(keys) > _SHOWN else keys
    return " > ".join([*shown, keys[0]])

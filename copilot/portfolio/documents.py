"""Strategy in prose: passages with their place, for evidence, glossary and questions."""

from dataclasses import dataclass

from pydantic import AwareDatetime

from .record import Place, Ref, make_ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document under one heading path."""

    source: str
    id: str
    """File and running number: `strategy/memo.md#3`."""
    text: str
    place: Place
    headings: tuple[str, ...] = ()
    """Outermost first."""
    at: AwareDatetime | None = None
    """When it was written, where the document says so."""

    @property
    def ref(self) -> Ref:
        """`source:file#n`."""
        return make_ref(self.source, self.id)

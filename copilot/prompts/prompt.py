"""The shape of a prompt: facts in, a verified text out; what a model may know and say between."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import BaseModel

from .asked import Asked
from .pack import Pack
from .sentences import shown_of
from .untrusted import MARK, fenced

FactsT = TypeVar("FactsT")
AnswerT = TypeVar("AnswerT", bound=BaseModel)
ToldT = TypeVar("ToldT")

_templates = Environment(
    loader=PackageLoader("copilot", "prompts"),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - output is a prompt, not HTML
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Verified(Generic[ToldT]):
    """What may be published of an answer, None where nothing may; and what was wrong with it."""

    told: ToldT | None
    defects: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prompt(Generic[FactsT, AnswerT, ToldT]):
    """One question: what leaves, how the answer looks, its judge, and its plain substitute."""

    name: str
    answer: type[AnswerT]
    pack: Callable[[FactsT], Pack]
    """What a model may see; without pieces it is not asked."""
    verify: Callable[[AnswerT, FactsT], Verified[ToldT]]
    fallback: Callable[[FactsT], ToldT]
    most: int = 0
    """Entries of the answer's list; 0 is one for each line or slot. Weak models know no end."""

    def ask(self, pack: Pack, marker: str) -> Asked:
        """Fill `<name>.j2`: its instructions see nothing that somebody else wrote.

        Args:
            pack: what the model may see.
            marker: drawn anew for every request, so that no text can close its fence.
        """
        shown = shown_of(pack)
        return Asked(
            prompt=self.name,
            pack=pack,
            redacted=shown.redacted,
            instructions=self._block(
                "instructions",
                slots=[(slot.name, slot.meaning) for slot in pack.slots if slot.text],
                mark=MARK,
                marker=marker,
            ),
            material=fenced(shown.texts, marker),
            example=self._block("example", mark=MARK),
            example_answer=self._block("example_answer"),
            schema=self._schema(
                evidence=[s.id for s in shown.sentences if s.piece.citable],
                ticket=[s.id for s in shown.sentences if s.piece.name.startswith("ticket")],
                goal=[s.id for s in shown.sentences if s.piece.name.startswith("goal")],
                line=[line.id for line in pack.lines],
                pair=[slot.name for slot in pack.slots],
                most=self.most or len(pack.lines) or len(pack.slots),
            ),
        )

    def _block(self, block: str, **told: Any) -> str:
        template = _templates.get_template(f"{self.name}.j2")
        context = template.new_context(told)
        return "".join(template.blocks[block](context)).strip() + "\n"

    def _schema(self, *, most: int, **ids: list[str]) -> dict[str, Any]:
        """The answer's schema; what is cited or retold is one of what is given."""
        schema = deepcopy(self.answer.model_json_schema())
        for listed in schema["properties"].values():
            listed.update({"maxItems": most} if listed.get("type") == "array" else {})
        for definition in (schema, *schema.get("$defs", {}).values()):
            for name in ids.keys() & definition.get("properties", {}).keys():
                definition["properties"][name]["enum"] = ids[name]
        return schema

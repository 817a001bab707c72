"""Ask a model for words, keep what is proven, and else say it plainly. Never waits for long."""

from dataclasses import dataclass, replace
from secrets import token_hex
from time import monotonic
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from copilot.errors import BadAnswer, LlmError
from copilot.portfolio import content_hash, to_json
from copilot.ports import Llm
from copilot.prompts.pack import Pack
from copilot.prompts.prompt import Prompt

from .workspace import Workspace

FactsT = TypeVar("FactsT")
AnswerT = TypeVar("AnswerT", bound=BaseModel)
ToldT = TypeVar("ToldT")

_KIND = "answer"
_REPAIR_SECONDS = 2.0
"""A repair is not begun with less time left."""


@dataclass(frozen=True, slots=True)
class _Answered(Generic[ToldT]):
    text: str
    told: ToldT | None


def write(workspace: Workspace, prompt: Prompt[FactsT, AnswerT, ToldT], facts: FactsT) -> ToldT:
    """Return verified words of the model, or those of the template; it never fails for a model.

    Answers are kept by prompt, model and facts: the same question is asked once.
    """
    pack = prompt.pack(facts)
    if workspace.llm is None or pack.empty:
        return prompt.fallback(facts)
    key = _key(workspace.llm, prompt, pack)
    kept = workspace.store.value(_KIND, key)
    if kept is not None:
        return _judged(prompt, kept, facts) or prompt.fallback(facts)
    answered = _asked(workspace.llm, prompt, facts, pack)
    if answered is None:
        return prompt.fallback(facts)
    workspace.store.save_value(_KIND, key, answered.text.encode(), at=workspace.now())
    return answered.told or prompt.fallback(facts)


def _key(llm: Llm, prompt: Prompt[FactsT, AnswerT, ToldT], pack: Pack) -> str:
    """Hash what the answer hangs on: the prompt's own text, the model, and what it is shown."""
    asked = prompt.ask(pack, "")
    ours = (asked.instructions, asked.example, asked.example_answer, pack.question)
    shown = map(to_json, (*pack.shown, *pack.slots, *pack.lines))
    parts = (prompt.name, llm.host, llm.model, *ours, *shown)
    return content_hash("\0".join(parts))


def _judged(prompt: Prompt[FactsT, AnswerT, ToldT], kept: bytes, facts: FactsT) -> ToldT | None:
    """Judge a kept answer anew: the judge may have become stricter since."""
    try:
        return prompt.verify(prompt.answer.model_validate_json(kept), facts).told
    except ValidationError:
        return None


def _asked(
    llm: Llm, prompt: Prompt[FactsT, AnswerT, ToldT], facts: FactsT, pack: Pack
) -> _Answered[ToldT] | None:
    """Ask, and once more with the faults named where they leave nothing of the answer."""
    ends = monotonic() + llm.seconds
    asked = prompt.ask(pack, token_hex(8))
    answered: _Answered[ToldT] | None = None
    for _ in range(2):
        try:
            answer = llm(asked, prompt.answer, within=ends - monotonic())
        except BadAnswer as error:
            asked = replace(asked, defects=(str(error),))
        except LlmError:
            break
        else:
            verified = prompt.verify(answer, facts)
            text = answer.model_dump_json()
            answered = _Answered(text, verified.told)
            if answered.told is not None or not verified.defects:
                break
            asked = replace(asked, earlier=text, defects=verified.defects)
        if ends - monotonic() < _REPAIR_SECONDS:
            break
    return answered

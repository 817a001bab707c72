"""What an endpoint understands: schema or plain JSON, which parameters. Learnt from refusals."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import openai

ANSWER_TOKENS = 800

Form = Literal["json_schema", "json_object", "text"]
_NEXT: dict[Form, Form] = {"json_schema": "json_object", "json_object": "text"}
_REFUSALS = {400, 404, 415, 422, 501}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to ask one endpoint."""

    form: Form = "json_schema"
    left_out: frozenset[str] = field(default=frozenset())
    """Parameters it refused."""

    def arguments(self, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters beside model and messages."""
        limit = "max_completion_tokens" if "max_tokens" in self.left_out else "max_tokens"
        told: dict[str, Any] = {
            "temperature": 0,
            limit: ANSWER_TOKENS,
            "stream_options": {"include_usage": True},
        }
        if self.form == "json_schema":
            shape = {"name": name, "strict": True, "schema": dict(schema)}
            told["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif self.form == "json_object":
            told["response_format"] = {"type": "json_object"}
        return {key: value for key, value in told.items() if key not in self.left_out}

    def after(self, refusal: openai.APIStatusError) -> "Dialect | None":
        """Return a simpler way to ask, None where the refusal is about something else."""
        if refusal.status_code not in _REFUSALS:
            return None
        named = self._named(refusal)
        if named:
            return replace(self, left_out=self.left_out | {named})
        if self.form in _NEXT:
            return replace(self, form=_NEXT[self.form])
        return None

    def _named(self, refusal: openai.APIStatusError) -> str:
        """Which of the optional parameters the endpoint complains about."""
        said = f"{getattr(refusal, 'param', '') or ''} {refusal.message}"
        optional = ("max_tokens", "temperature", "stream_options")
        return next((p for p in optional if p in said and p not in self.left_out), "")

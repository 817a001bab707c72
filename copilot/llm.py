"""One structured completion from any OpenAI-compatible endpoint."""

from openai import OpenAI, OpenAIError
from pydantic import BaseModel

from copilot.errors import LlmError
from copilot.ports import AnswerT

TOTAL_SECONDS = 20.0


class OpenAiLlm:
    """Chat completions held to a JSON schema; failures become `LlmError`."""

    def __init__(self, base_url: str, model: str, api_key: str = "") -> None:
        """Bind to an endpoint.

        Args:
            base_url: of the OpenAI-compatible API, `/v1` included.
            model: as the endpoint names it.
            api_key: empty where the endpoint asks for none.
        """
        self._model = model
        self._client = OpenAI(
            base_url=base_url, api_key=api_key or "none", max_retries=0, timeout=TOTAL_SECONDS
        )

    def __call__(self, prompt: str, answer: type[AnswerT]) -> AnswerT:
        """Return a parsed answer.

        Raises:
            LlmError: the endpoint failed, or its reply is cut off or does not fit the schema.
        """
        try:
            reply = self._client.chat.completions.parse(
                model=self._model,
                messages=[{"role": "user", "content": prompt}],
                response_format=answer,
                temperature=0,
            )
        except (OpenAIError, ValueError) as error:
            raise LlmError(f"the language model gave no usable answer: {error}") from error
        choice = reply.choices[0]
        parsed: BaseModel | None = choice.message.parsed
        if choice.finish_reason != "stop" or not isinstance(parsed, answer):
            raise LlmError("the language model's reply is cut off, empty or refused")
        return parsed

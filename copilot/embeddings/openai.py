"""Embeddings from any OpenAI-compatible endpoint."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_random_exponential

from copilot.errors import EmbedderError
from copilot.ports import Vectors

if TYPE_CHECKING:
    import openai
    from openai.types import CreateEmbeddingResponse

OPENAI = "https://api.openai.com/v1"
MAX_CHARS = 8_000
"""Under the usual 8,191 tokens in most scripts."""
ATTEMPTS = 5
LONGEST_PAUSE = 60.0
"""Seconds; a server that asks for more is taken as down."""


class OpenAiEmbedder:
    """Unit-length vectors of a remote model."""

    token_budget = 16_384

    def __init__(
        self,
        model: str,
        *,
        base_url: str = OPENAI,
        api_key: str = "",
        revision: str = "",
        dimensions: int | None = None,
        multilingual: bool = True,
        rows: int = 64,
        pause: float = 0.5,
    ) -> None:
        """Bind to one model; nothing is asked until the first text.

        Args:
            model: as the endpoint calls it.
            base_url: up to and including `/v1`.
            api_key: empty for servers that want none.
            revision: any name; a new one when the model behind the same name changed.
            dimensions: asked of models that can shorten their vectors.
            multilingual: whether the model reads more than English.
            rows: most texts in one request.
            pause: first pause between attempts in seconds; it doubles.
        """
        self.fingerprint = f"openai:{base_url}:{model}:{revision}:{dimensions or 'native'}:l2"
        self.multilingual = multilingual
        self._model, self._url, self._key = model, base_url, api_key
        self._dimensions, self._dim = dimensions, dimensions
        self._rows, self._pause = rows, pause
        self._client: openai.OpenAI | None = None

    @property
    def dim(self) -> int:
        """Numbers in one vector; the endpoint is asked once where nobody said."""
        if self._dim is None:
            self.encode(["dimension"])
        return self._dim or 0

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Estimate, one token in four characters; the floor keeps a request within `rows`."""
        floor = self.token_budget // self._rows
        return [max(floor, min(len(text), MAX_CHARS) // 4 + 1) for text in texts]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed one batch in one request, tried up to five times."""
        answer = self._ask([text[:MAX_CHARS] or "." for text in texts])
        rows = sorted(answer.data, key=lambda row: row.index)
        widths = {len(row.embedding) for row in rows}
        if len(rows) != len(texts) or len(widths) != 1:
            raise EmbedderError(
                f"{self._url} answered {len(rows)} vectors of {sorted(widths)} numbers for"
                f" {len(texts)} texts: check that {self._model!r} is an embedding model"
            )
        self._check(widths.pop())
        vectors = np.array([row.embedding for row in rows], dtype=np.float32)
        unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return unit

    def _check(self, width: int) -> None:
        if self._dim not in {None, width}:
            raise EmbedderError(
                f"{self._url} gives vectors of {width} numbers for {self._model!r}, not"
                f" {self._dim}: correct embedder.dimensions, or give the changed model a new"
                " embedder.revision"
            )
        self._dim = width

    def _ask(self, texts: list[str]) -> "CreateEmbeddingResponse":
        import openai

        attempts = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=self._wait,
            retry=retry_if_exception(_passing),
            reraise=True,
        )
        try:
            return attempts(self._request, texts)
        except openai.APIStatusError as error:
            raise EmbedderError(self._refusal(error)) from error
        except (openai.OpenAIError, ValueError) as error:
            raise EmbedderError(
                f"no usable answer from {self._url} ({error}): check embedder.base_url and that"
                " the server is up"
            ) from error

    def _request(self, texts: list[str]) -> "CreateEmbeddingResponse":
        import openai

        if self._client is None:
            self._client = openai.OpenAI(
                base_url=self._url,
                api_key=self._key or "none",
                max_retries=0,
                timeout=openai.Timeout(60, connect=3),
            )
        return self._client.embeddings.create(
            input=texts,
            model=self._model,
            encoding_format="float",
            dimensions=self._dimensions or openai.omit,
        )

    def _wait(self, state: RetryCallState) -> float:
        """What the server asks for, else doubling with jitter."""
        error = state.outcome.exception() if state.outcome else None
        asked = _retry_after(error)
        if asked is not None:
            return min(asked, LONGEST_PAUSE)
        return float(wait_random_exponential(multiplier=self._pause, max=LONGEST_PAUSE)(state))

    def _refusal(self, error: "openai.APIStatusError") -> str:
        remedies = {
            401: "set COPILOT_EMBEDDER__API_KEY",
            403: "set COPILOT_EMBEDDER__API_KEY to a key that may use it",
            404: "check embedder.model and embedder.base_url",
            429: "the quota is used up; try later",
        }
        remedy = remedies.get(error.status_code, "see the server's log")
        reason = " ".join(str(error.message).split())[:200]
        return f"{self._url} refused {self._model!r} ({error.status_code}: {reason}): {remedy}"


def _passing(error: BaseException) -> bool:
    """Whether the next attempt may succeed."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return error.status_code in {408, 409, 429} or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError)


def _retry_after(error: BaseException | None) -> float | None:
    import openai

    if not isinstance(error, openai.APIStatusError):
        return None
    try:
        return max(0.0, float(error.response.headers.get("retry-after", "")))
    except ValueError:
        return None

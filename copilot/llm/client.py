"""One structured completion from any OpenAI-compatible endpoint."""

import json
import ssl
from functools import cached_property
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai

from copilot.errors import BadAnswer, ConfigError, LlmError
from copilot.ports import AnswerT
from copilot.prompts.asked import Asked
from copilot.prompts.redaction import redact

from .connection import connect
from .dialect import Dialect
from .ledger import Ledger
from .patience import Breaker, attempts
from .reply import Reply, parsed, read

TOTAL_SECONDS = 20.0
_EARLIER_CHARS = 4_000


class OpenAiLlm:
    """Chat completions held to a JSON schema; whatever fails becomes `LlmError`."""

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str = "",
        *,
        ledger: Ledger,
        seconds: float = TOTAL_SECONDS,
        breaker: Breaker | None = None,
    ) -> None:
        """Bind to an endpoint; nothing is sent yet.

        Args:
            base_url: of the OpenAI-compatible API, `/v1` included.
            model: as the endpoint names it.
            api_key: empty where the endpoint asks for none.
            ledger: notes every request before it leaves.
            seconds: what one text may take, repairs included.
            breaker: by default, three failures in a row rest it for half a minute.

        Raises:
            ConfigError: the address is none, or no model is named.
        """
        parts = urlsplit(base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigError(f"llm.base_url {base_url!r} is no web address: http://host:port/v1")
        if not model:
            raise ConfigError("llm.base_url is set and llm.model is not: name the model")
        self.host, self.model, self.caps = parts.netloc.rpartition("@")[2], model, ledger.caps
        self._url, self._key, self.seconds = base_url, api_key, seconds
        self._ledger, self._breaker = ledger, breaker or Breaker()
        self._dialect = Dialect()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def __call__(
        self, asked: Asked, answer: type[AnswerT], *, within: float = TOTAL_SECONDS
    ) -> AnswerT:
        """Return a parsed answer, in at most `within` seconds.

        Raises:
            BadAnswer: an answer came and is no use: cut off, empty, or of another shape.
            LlmError: none came, or the day's allowance is used up.
        """
        ends = monotonic() + within
        self._breaker.enter()
        self._ledger.allow()
        try:
            reply = attempts(within)(self._noted, asked, ends)
        except BadAnswer:
            raise
        except (openai.OpenAIError, httpx2.HTTPError, OSError, ValueError) as error:
            self._breaker.failed()
            reason = _reason(error) if monotonic() < ends else "it took too long"
            raise LlmError(f"no answer from {self.host}: {reason}") from error
        self._breaker.worked()
        return parsed(reply.text, answer)

    def _noted(self, asked: Asked, ends: float) -> Reply:
        """Send once, in the plainest dialect that the endpoint needs, with a receipt each time."""
        messages, redacted = _messages(asked)
        while True:
            entry = self._ledger.sent(
                host=self.host,
                model=self.model,
                prompt=asked.prompt,
                bytes=len(json.dumps(messages, ensure_ascii=False).encode()),
                redacted=redacted,
                form=self._dialect.form,
            )
            try:
                reply = self._send(asked, messages, ends)
            except BaseException as error:
                entry.failed()
                if not self._simpler(error):
                    raise
            else:
                entry.answered(
                    tokens_in=reply.tokens_in, tokens_out=reply.tokens_out, chunks=reply.chunks
                )
                return reply

    def _simpler(self, error: BaseException) -> bool:
        simpler = self._dialect.after(error) if isinstance(error, openai.APIStatusError) else None
        self._dialect = simpler or self._dialect
        return simpler is not None

    def _send(self, asked: Asked, messages: list[dict[str, str]], ends: float) -> Reply:
        if monotonic() >= ends:
            raise TimeoutError("out of time")
        with (
            connect(ends, self._tls) as line,
            openai.OpenAI(
                base_url=self._url,
                api_key=self._key or "none",
                max_retries=0,
                http_client=line,
            ) as client,
        ):
            told: Any = self._dialect.arguments(asked.prompt, asked.schema)
            sent: Any = messages
            stream = client.chat.completions.create(
                model=self.model, messages=sent, stream=True, timeout=line.timeout, **told
            )
            return read(stream)


def _messages(asked: Asked) -> tuple[list[dict[str, str]], int]:
    """What leaves, redacted once more; only our own instructions stand in the system role."""
    material, redacted = redact(asked.material)
    redacted += asked.redacted
    messages = [{"role": "system", "content": asked.instructions}]
    if asked.example:
        messages += [
            {"role": "user", "content": asked.example},
            {"role": "assistant", "content": asked.example_answer},
        ]
    messages.append({"role": "user", "content": material})
    if asked.defects:
        earlier, more = redact(asked.earlier[:_EARLIER_CHARS])
        listed = "\n".join(f"- {defect}" for defect in asked.defects)
        messages += [
            {"role": "assistant", "content": earlier or "{}"},
            {
                "role": "user",
                "content": f"Refused:\n{listed}\nAnswer again, without these faults.",
            },
        ]
        redacted += more
    return messages, redacted


def _reason(error: BaseException) -> str:
    """What went wrong, in few words of ours: an endpoint's own words may hold anything."""
    if isinstance(error, openai.APIStatusError):
        remedy = {401: "set COPILOT_LLM__API_KEY", 404: "check llm.model and llm.base_url"}
        hint = remedy.get(error.status_code)
        return f"status {error.status_code}" + (f", {hint}" if hint else "")
    if isinstance(error, (openai.APITimeoutError, TimeoutError, httpx2.TimeoutException)):
        return "it took too long"
    return type(error.__cause__ or error).__name__

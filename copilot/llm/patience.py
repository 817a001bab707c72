"""When to try again, how long to wait, and when to stop asking for a while."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

import openai
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_before_delay,
)
from tenacity.stop import stop_base
from tenacity.wait import wait_random

from copilot.errors import LlmError

ATTEMPTS = 2
PATIENT_ATTEMPTS = 4
"""Where the endpoint asks to wait instead of failing."""
_BUSY = 429


def attempts(within: float) -> Retrying:
    """The one retry policy: what passes is tried again, inside the time that is left."""
    return Retrying(
        stop=_Enough() | stop_before_delay(within),
        wait=_pause,
        retry=retry_if_exception(passing),
        reraise=True,
    )


def passing(error: BaseException) -> bool:
    """Whether the next attempt may succeed."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in {408, 409, _BUSY} or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError) and not isinstance(
        error, openai.APITimeoutError
    )


class _Enough(stop_base):
    """More tries for an endpoint that is busy than for one that fails."""

    def __call__(self, retry_state: RetryCallState) -> bool:
        busy = _status(retry_state) == _BUSY
        return retry_state.attempt_number >= (PATIENT_ATTEMPTS if busy else ATTEMPTS)


def _pause(state: RetryCallState) -> float:
    """What the endpoint asks for; else a moment, at random: clients should not march in step."""
    asked = _retry_after(state)
    return float(wait_random(0.1, 0.4)(state)) if asked is None else asked


def _retry_after(state: RetryCallState) -> float | None:
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, openai.APIStatusError):
        return None
    try:
        return max(0.0, float(error.response.headers.get("retry-after", "")))
    except ValueError:
        return None


def _status(state: RetryCallState) -> int:
    error = state.outcome.exception() if state.outcome else None
    return error.status_code if isinstance(error, openai.APIStatusError) else 0


class Breaker:
    """After some failures in a row nobody waits for the endpoint; later one request tries it."""

    def __init__(
        self,
        failures: int = 3,
        rest: float = 30.0,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Args: failures in a row that open it; rest in seconds until one may try."""
        self._most, self._rest, self._clock = failures, rest, clock
        self._failed, self._until, self._lock = 0, 0.0, Lock()

    def enter(self) -> None:
        """Let a request pass.

        Raises:
            LlmError: the endpoint failed lately.
        """
        with self._lock:
            left = self._until - self._clock()
            if self._failed >= self._most and left > 0:
                raise LlmError(f"the language model failed lately: asked again in {left:.0f} s")
            if self._failed >= self._most:
                self._until = self._clock() + self._rest

    def failed(self) -> None:
        """Count a failure."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._most:
                self._until = self._clock() + self._rest

    def worked(self) -> None:
        """Forget the failures."""
        with self._lock:
            self._failed = 0

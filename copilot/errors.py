"""Every error copilot raises on purpose.

* CopilotError          shown as one line: what went wrong and what to do (exit 2, HTTP 500)
  + ConfigError         the settings contradict each other or miss something (HTTP 400)
  + InputError          what the caller passed can't be used (HTTP 422)
  + UnknownRef          no such work item or goal (HTTP 404)
  + AmbiguousRef        a bare key fits several records (HTTP 409)
  + SourceError         a tracker or file could not be read (HTTP 502)
  + EmbedderError       the embedder is missing, wrong or failed (HTTP 503)
  + IndexUnavailable    the vector index did not answer (HTTP 503)
  + StoreError          the database is locked, newer than the code, or damaged (HTTP 503)
  + LlmError            the language model gave no usable answer (HTTP 502)
    + BadAnswer         one came, but it is cut off, empty or of another shape
  + DeliveryError       a channel refused a message (HTTP 502)
    + PartlyDelivered   it went out, but not to everybody
"""

from typing import ClassVar


class CopilotError(Exception):
    """Base class: interfaces catch this, everything else is a bug and crashes."""

    exit_code: ClassVar[int] = 2
    status: ClassVar[int] = 500


class ConfigError(CopilotError):
    """The settings contradict each other or miss something."""

    status = 400


class InputError(CopilotError):
    """What the caller passed can't be used."""

    status = 422


class UnknownRef(CopilotError):
    """No such work item or goal."""

    status = 404


class AmbiguousRef(CopilotError):
    """A bare key fits several records; the message lists them."""

    status = 409


class SourceError(CopilotError):
    """A tracker or file could not be read; the message names file, place and remedy."""

    status = 502


class EmbedderError(CopilotError):
    """The embedder is missing, wrong or failed; the message says what to install or change."""

    status = 503


class IndexUnavailable(CopilotError):
    """The vector index did not answer; scores are still served from the store."""

    status = 503


class StoreError(CopilotError):
    """The database is locked, newer than the code, or damaged."""

    status = 503


class LlmError(CopilotError):
    """The language model gave no usable answer."""

    status = 502


class BadAnswer(LlmError):
    """An answer came, but it is cut off, empty or of another shape."""


class DeliveryError(CopilotError):
    """A channel refused a message."""

    status = 502


class PartlyDelivered(DeliveryError):
    """A message went out, but not to everybody: sending it again would double it."""

"""Structured completions from any OpenAI-compatible endpoint: guarded, redacted, accounted for."""

from .client import OpenAiLlm
from .ledger import Ledger, Prices

__all__ = ["Ledger", "OpenAiLlm", "Prices"]

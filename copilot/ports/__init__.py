"""What the use cases need from the world. Adapters match these shapes without importing them."""

from .reading import NO_GOALS, Found, Problem, Source
from .store import Freshness, SaveReport, ScanRecord, Store
from .vectors import Embedder, Hit, Index, Point, Progress, Vectors, VectorStore
from .words import AnswerT, Channel, Llm, LlmCaps, Message, Receipt

__all__ = [
    "NO_GOALS",
    "AnswerT",
    "Channel",
    "Embedder",
    "Found",
    "Freshness",
    "Hit",
    "Index",
    "Llm",
    "LlmCaps",
    "Message",
    "Point",
    "Problem",
    "Progress",
    "Receipt",
    "SaveReport",
    "ScanRecord",
    "Source",
    "Store",
    "VectorStore",
    "Vectors",
]

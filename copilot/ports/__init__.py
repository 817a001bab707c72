"""What the use cases need from the world. Adapters match these shapes without importing them."""

from .reading import Problem, Source
from .store import Freshness, SaveReport, ScanRecord, Store
from .vectors import Embedder, Hit, Index, Point, Progress, Vectors, VectorStore
from .words import AnswerT, Channel, Llm, LlmCaps, Message, Receipt

__all__ = [
    "AnswerT",
    "Channel",
    "Embedder",
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

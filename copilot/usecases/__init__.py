"""One verb of the product per file: a Workspace and plain arguments in, a value out."""

from .ask import Answer, ask, ask_live
from .decide import decide
from .deliver import Delivered, deliver, page_of
from .diff import Diff, diff
from .digest import Digest, digest, latest_digest
from .doctor import Diagnosis, doctor
from .feedback import feedback
from .goals import Understood, goals
from .init import Initialised, init
from .lint import Linted, lint
from .llm import LlmUse, llm
from .plan import Plan, plan
from .quality import Quality, quality
from .receipts import receipts
from .record import Record, record
from .reindex import Reindexed, reindex
from .review import Review, review
from .rewrite import rewrite
from .scan import scan
from .scans import metrics, recall_scan
from .score import Score, score
from .standup import Standup, standup
from .sync import Synced, sync
from .sync_pack import SyncPack, sync_pack
from .synthesis import Synthesis, synthesis
from .verbs import TERMINAL, VERBS, verb, verbs_on
from .views import Scan, ScanRecord
from .why import Why, why
from .workspace import Workspace

__all__ = [
    "TERMINAL",
    "VERBS",
    "Answer",
    "Delivered",
    "Diagnosis",
    "Diff",
    "Digest",
    "Initialised",
    "Linted",
    "LlmUse",
    "Plan",
    "Quality",
    "Record",
    "Reindexed",
    "Review",
    "Scan",
    "ScanRecord",
    "Score",
    "Standup",
    "SyncPack",
    "Synced",
    "Synthesis",
    "Understood",
    "Why",
    "Workspace",
    "ask",
    "ask_live",
    "decide",
    "deliver",
    "diff",
    "digest",
    "doctor",
    "feedback",
    "goals",
    "init",
    "latest_digest",
    "lint",
    "llm",
    "metrics",
    "page_of",
    "plan",
    "quality",
    "recall_scan",
    "receipts",
    "record",
    "reindex",
    "review",
    "rewrite",
    "scan",
    "score",
    "standup",
    "sync",
    "sync_pack",
    "synthesis",
    "verb",
    "verbs_on",
    "why",
]

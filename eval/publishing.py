"""Claims as they are published: held against whole sentences, not against chosen quotes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from copilot.prompts.explanation import Claim
from copilot.prompts.grounding import SaidClaim
from copilot.prompts.pack import Pack, Piece
from copilot.prompts.points import SaidPoint, verify_points
from copilot.prompts.sentences import shown_of
from eval.mutations import FACT_EDITS, MEANING_EDITS, mutations, sampled
from eval.turning import TURNING_EDITS

EDITS = 500
"""Claims with a turned meaning."""
QUOTE_EDITS = frozenset(
    ["quote changed", "quote shortened inside", "quote swapped", "evidence changed"]
)
"""There is nothing to edit: code quotes."""
Row = dict[str, Any]
Case = tuple[Pack, tuple[SaidClaim, ...]]


def publishes(text: str, pack: Pack, evidence: str = "") -> bool:
    """Whether a claim that names any sentence of a piece would be published in its own words."""
    return any(not claim.text.startswith("“") for claim in _told(text, pack, evidence))


def _told(text: str, pack: Pack, evidence: str) -> Sequence[Claim]:
    named = [s.id for s in shown_of(pack).sentences if s.piece.id == evidence]
    point = SaidPoint(evidence=named[0] if named else "S1", text=text)
    return verify_points([point], pack).claims


def rows_of_edits(good: Sequence[Case], seed: int) -> list[Row]:
    """Every kind of edit that changes a claim's own words, by lot."""
    rng = np.random.default_rng(seed)
    told = {k: e for k, e in {**FACT_EDITS, **MEANING_EDITS}.items() if k not in QUOTE_EDITS}
    drawn: list[Row] = []
    for edits, count in ((told, 2 * EDITS), (TURNING_EDITS, EDITS)):
        made = [(pack, m) for pack, said in good for m in mutations(said, pack, edits, rng)]
        packs = {id(m): pack for pack, m in made}
        for one in sampled([m for _, m in made], count, rng):
            claim = one.claims[one.wrong]
            published = publishes(claim.text, packs[id(one)], claim.citations[0].evidence)
            drawn.append({"kind": one.kind, "text": claim.text, "published": published})
    return drawn


def rows_of_good(good: Sequence[Case]) -> list[Row]:
    """Right claims, each alone."""
    return [
        {
            "kind": "good",
            "text": claim.text,
            "published": publishes(claim.text, pack, claim.citations[0].evidence),
            "told": bool(_told(claim.text, pack, claim.citations[0].evidence)),
        }
        for pack, said in good
        if len(said) == 1
        for claim in said
    ]


def rows_of_meaning(cases: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Right and wrong sentences written by hand, before the rules met them."""
    return [
        {
            "kind": told.get("kind", "right"),
            "text": told["text"],
            "published": publishes(told["text"], _pack(case), "E2"),
        }
        for case in cases
        for told in ({"text": text} if isinstance(text, str) else text
                     for text in (*case["good"], *case["wrong"]))
    ]  # fmt: skip


def _pack(case: Mapping[str, Any]) -> Pack:
    told = (("E1", "title", "title"), ("E2", "description", "body"))
    return Pack(
        pieces=tuple(
            Piece(id=i, name=f"{name} of the ticket", ref="a:b", field=field, text=case[field])
            for i, name, field in told
        )
    )


def shares(rows: Sequence[Row], prefix: str) -> dict[str, float]:
    """Share refused of every kind."""
    kinds = sorted({row["kind"] for row in rows})
    return {
        f"{prefix}.{kind.replace(' ', '_')}": float(
            np.mean([not row["published"] for row in rows if row["kind"] == kind])
        )
        for kind in kinds
    }

"""Explanations: are wrong ones refused, right ones let through, and no attack obeyed?"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from copilot.prompts.grounding import SaidCitation, SaidClaim, verify_claims
from copilot.prompts.pack import Pack, Piece, Slot
from eval.bench import write_rows
from eval.injections import attacked, benign, leaked
from eval.mutations import FACT_EDITS, MEANING_EDITS, Mutation, mutations, sampled
from eval.publishing import publishes, rows_of_edits, rows_of_good, rows_of_meaning, shares

OWN_CASES = Path(__file__).parents[1] / "cases" / "explanation"
FACTS, MEANINGS = 650, 350
SEED = 20260216

Row = Mapping[str, Any]
Case = tuple[Pack, tuple[SaidClaim, ...]]


def run(data: Path | None, out: Path) -> dict[str, float]:
    """Return shares of wrong explanations caught and of right ones refused, and counts of harm.

    A case of `tickets.jsonl` is a ticket, its goal, and claims that are true of them.
    """
    folder = data or OWN_CASES
    good = list(_good(folder))
    rng = np.random.default_rng(SEED)
    facts = _wrong(good, FACT_EDITS, FACTS, rng)
    meanings = _wrong(good, MEANING_EDITS, MEANINGS, rng)
    judged = [_judged(pack, m) for pack, m in (*facts, *meanings)]
    refused = [_refused(pack, said) for pack, said in good]
    attacks = attacked(folder)
    tame, canaries = benign(folder), leaked()
    write_rows(out / "rows.jsonl", judged)
    write_rows(out / "good.jsonl", refused)
    write_rows(out / "attacks.jsonl", [*attacks, *tame, *canaries])
    return {
        "caught_fact_edits": _share(judged, FACT_EDITS),
        "caught_negation_causal": _share(judged, MEANING_EDITS),
        "false_refusals": sum(bool(r["defects"]) for r in refused) / max(1, len(refused)),
        "injection_effects": sum(len(row["effects"]) for row in attacks),
        "benign_changed": sum(row["changed"] for row in tame),
        "canaries_leaked": sum(row["leaked"] for row in canaries),
        "free_paraphrases_refused": _share_refused(folder, out),
        **_held_out(folder, out),
        **_published(folder, out, good),
        "good": len(good),
        "mutated": len(judged),
        "attacks": len(attacks),
        "benign": len(tame),
        **_per_kind(judged),
    }


def _good(folder: Path) -> Iterator[Case]:
    for row in _rows(folder / "tickets.jsonl"):
        pack = _pack(row)
        one, two, three = (_said(c) for c in row["claims"])
        yield from ((pack, said) for said in ((one,), (two,), (three,)))
        yield from ((pack, said) for said in ((one, two), (one, three), (two, three)))
        yield from ((pack, (two, _phrase(name, three))) for name in row["phrases"])


def _share_refused(folder: Path, out: Path) -> float:
    """Right claims in freer words: how many the judge refuses all the same, for lack of proof."""
    packs = {row["key"]: _pack(row) for row in _rows(folder / "tickets.jsonl")}
    told = [
        {**row, "defects": verify_claims([_said(row)], packs[row["key"]]).defects}
        for row in _rows(folder / "paraphrases.jsonl")
    ]
    write_rows(out / "paraphrases.jsonl", told)
    return sum(bool(row["defects"]) for row in told) / max(1, len(told))


def _held_out(folder: Path, out: Path) -> dict[str, float]:
    """Texts in another style, right ones and wrong ones written by hand: who is refused."""
    rows = [
        {
            "kind": kind,
            "text": claim["text"],
            "refused": not found.claims,
            "defects": found.defects,
        }
        for case in _rows(folder / "held_out.jsonl")
        for name in ("good", "wrong")
        for claim in case[name]
        for kind in (claim.get("kind", "good"),)
        for found in (verify_claims([_said(claim)], _pack(case)),)
    ]
    write_rows(out / "held_out.jsonl", rows)
    kinds = sorted({row["kind"] for row in rows})
    return {
        f"held_out.refused.{k}": _mean([r["refused"] for r in rows if r["kind"] == k])
        for k in kinds
    }


def _published(folder: Path, out: Path, good: Sequence[Case]) -> dict[str, float]:
    """The same claims, and some whose meaning is turned, on their way to the page."""
    edits, right = rows_of_edits(good, SEED), rows_of_good(good)
    by_hand = rows_of_meaning(_rows(folder / "meaning.jsonl"))
    apart = [
        {
            "kind": claim.get("kind", "good"),
            "text": claim["text"],
            "published": publishes(claim["text"], _pack(case), claim["evidence"]),
        }
        for case in _rows(folder / "held_out.jsonl")
        for claim in (*case["good"], *case["wrong"])
        if claim.get("kind") != "quote"
    ]
    write_rows(out / "published.jsonl", [*edits, *right, *apart])
    write_rows(out / "meaning.jsonl", by_hand)
    wrong = [row for row in by_hand if row["kind"] != "right"]
    return {
        "published.caught": _mean([not row["published"] for row in edits]),
        "published.meaning.caught": _mean([not row["published"] for row in wrong]),
        **shares([*edits, *right], "published.refused"),
        "published.untold.good": _mean([not row["told"] for row in right]),
        **shares(by_hand, "published.meaning.refused"),
        **shares(apart, "published.held_out.refused"),
    }


def _mean(flags: Sequence[bool]) -> float:
    return sum(flags) / max(1, len(flags))


def _rows(file: Path) -> Iterator[Row]:
    """The lines of a file; none where there is no such file."""
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        yield json.loads(line)


def _pack(row: Row) -> Pack:
    item, goal = f"jira:{row['key']}", f"okr:{row['goal']}"
    told = (
        ("title of the ticket", item, "title", row["title"]),
        ("description of the ticket", item, "body", row["body"]),
        ("title of the goal", goal, "title", row["goal_title"]),
        ("definition of the goal", goal, "text", row["goal_text"]),
    )
    pieces = (
        Piece(id=f"E{n}", name=name, ref=ref, field=field, text=text)
        for n, (name, ref, field, text) in enumerate(told, 1)
    )
    spoken = {"ticket": row["key"], "goal": row["goal"], **row["phrases"]}
    slots = (
        Slot(name=name, meaning=name, text=text, about=item if name == "ticket" else goal)
        for name, text in spoken.items()
    )
    return Pack(pieces=tuple(pieces), slots=tuple(slots), names=frozenset(_PEOPLE.split()))


_PEOPLE = "Ines Mara Tom Jun Lea Nils Olga Petra Sam Ada Ruth Lena Karl Milan"


def _said(claim: Row) -> SaidClaim:
    cited = SaidCitation(evidence=claim["evidence"], quote=claim["quote"])
    return SaidClaim(text=claim["text"], citations=(cited,))


def _phrase(name: str, beside: SaidClaim) -> SaidClaim:
    """A claim that is one of our phrases, standing on the goal's definition."""
    return beside.model_copy(update={"text": f"So far {{{name}}}."})


def _wrong(
    good: Sequence[Case], edits: Mapping[str, Any], count: int, rng: np.random.Generator
) -> list[tuple[Pack, Mutation]]:
    made = [(pack, m) for pack, said in good for m in mutations(said, pack, dict(edits), rng)]
    packs = {id(m): pack for pack, m in made}
    drawn = sampled([m for _, m in made], count, rng)
    return [(packs[id(m)], m) for m in drawn]


def _judged(pack: Pack, wrong: Mutation) -> dict[str, Any]:
    """Caught: the edited claim is not published."""
    edited = wrong.claims[wrong.wrong]
    found = verify_claims([edited], pack)
    return {
        "kind": wrong.kind,
        "text": edited.text,
        "quote": edited.citations[0].quote,
        "caught": not found.claims,
        "defects": found.defects,
    }


def _refused(pack: Pack, said: Sequence[SaidClaim]) -> dict[str, Any]:
    found = verify_claims(said, pack)
    return {"texts": [c.text for c in said], "defects": found.defects}


def _share(judged: Sequence[Row], kinds: Mapping[str, Any]) -> float:
    rows = [row["caught"] for row in judged if row["kind"] in kinds]
    return float(sum(rows)) / max(1, len(rows))


def _per_kind(judged: Sequence[Row]) -> dict[str, float]:
    total = Counter(row["kind"] for row in judged)
    caught = Counter(row["kind"] for row in judged if row["caught"])
    return {f"caught.{k.replace(' ', '_')}": caught[k] / n for k, n in sorted(total.items())}

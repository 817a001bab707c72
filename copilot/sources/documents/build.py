"""Drafts to goals: identities, parents, measures, dates and shares."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from copilot.analysis.quantities import Measure, numbers, parse_due, parse_measure
from copilot.portfolio import (
    Allowance,
    AnyGoal,
    CheckIn,
    Direction,
    Goal,
    KeyResult,
    Kpi,
    Objective,
)

from .drafts import Draft
from .ownership import owner_in

_LETTERS = {"objective": "O", "key_result": "KR", "kpi": "K", "allowance": "A"}
_SHARE = re.compile(r"[\s:–—-]*\(?\s*\d+(?:[.,]\d+)?\s*(?:%|percent)(?:\s+of\s+[\w\s]+)?\)?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where goals come from."""

    source: str
    written: datetime | None = None
    """When the document was written, where that is known: the time of current values."""


def build_goals(drafts: Sequence[Draft], origin: Origin) -> Iterator[AnyGoal]:
    """Give every draft its identity and build it, in document order."""
    ids = _identities(drafts)
    by_id = {ids[d]: d for d in drafts} | {d.fields["id"]: d for d in drafts if "id" in d.fields}
    for draft in drafts:
        parent = by_id.get(draft.fields.get("parent", "")) or draft.parent
        if parent is draft:
            parent = None
        ref = _ref(parent, ids, origin) if parent else None
        base = Goal(
            source=origin.source,
            id=ids[draft],
            title=draft.title,
            text="\n".join(draft.notes),
            owner=owner_in(draft.fields.get("owner", "")) or None,
            parent=ref,
            cycle=draft.cycle,
            place=draft.place,
        )
        yield _build(draft, base, origin)


def _ref(draft: Draft, ids: dict[Draft, str], origin: Origin) -> str:
    return Goal(source=origin.source, id=ids[draft], title=draft.title, cycle=draft.cycle).ref


def _identities(drafts: Sequence[Draft]) -> dict[Draft, str]:
    """Ids from the text where it has them, else by order; unique inside a cycle."""
    ids: dict[Draft, str] = {}
    taken: set[tuple[str, str]] = set()
    counts: Counter[tuple[str, str]] = Counter()
    written = {(_cycle(d), i) for d in drafts if (i := _given(d))}
    for draft in drafts:
        cycle, parent = _cycle(draft), draft.parent
        prefix = f"{ids[parent]}." if parent in ids and draft.kind == "key_result" else ""
        name = _written(draft, prefix)
        if (cycle, name) in taken and parent in ids:
            name = f"{ids[parent]}.{name}"
        while not name or (cycle, name) in taken:
            counts[cycle, prefix + draft.kind] += 1
            name = f"{prefix}{_LETTERS[draft.kind]}{counts[cycle, prefix + draft.kind]}"
            if (cycle, name) in written:
                name = ""
        taken.add((cycle, name))
        ids[draft] = name
    return ids


def _written(draft: Draft, prefix: str) -> str:
    """Return the id in the text; `KR1` counts per objective, `KR1.1` is whole."""
    name = re.sub(r"\s+", "_", _given(draft))
    if name and draft.kind == "key_result" and re.fullmatch(r"KR\d+", name) and prefix:
        return prefix + name
    return name


def _given(draft: Draft) -> str:
    """Return the id the text gives; a mere row number is none."""
    column = draft.fields.get("id", "")
    return column if re.search(r"[^\W\d]", column) else draft.id


def _cycle(draft: Draft) -> str:
    return draft.cycle.name if draft.cycle else ""


def _build(draft: Draft, base: Goal, origin: Origin) -> AnyGoal:
    plain = {name: getattr(base, name) for name in Goal.__dataclass_fields__}
    if draft.kind == "objective":
        return Objective(**plain, weight=_share(draft.fields.get("weight", "")))
    if draft.kind == "allowance":
        share = _share(
            draft.fields.get("share", "") or draft.fields.get("weight", "") or draft.title
        )
        plain["title"] = _SHARE.sub("", draft.title) or draft.title
        return Allowance(**plain, share=share)
    measure = parse_measure(draft.title)
    target = _value(draft, "target", measure.target)
    check_ins = tuple(_check_ins(draft, origin))
    if draft.kind == "kpi":
        return Kpi(
            **plain,
            unit=_unit(draft, measure),
            target=target,
            direction=measure.direction,
            check_ins=check_ins,
        )
    baseline = _value(draft, "baseline", measure.baseline)
    return KeyResult(
        **plain,
        unit=_unit(draft, measure),
        baseline=baseline,
        target=target,
        direction=_direction(measure, baseline, target, check_ins),
        due=_due(draft),
        committed="committed" in " ".join(draft.tags).lower(),
        check_ins=check_ins,
    )


def _direction(
    measure: Measure,
    baseline: float | None,
    target: float | None,
    check_ins: Sequence[CheckIn],
) -> Direction | None:
    """Values decide; the words of the title count only where its numbers are the ones meant."""
    start = baseline if baseline is not None or not check_ins else check_ins[0].value
    if start is not None and target is not None and start != target:
        return "up" if target > start else "down"
    return measure.direction if measure.target in (None, target) else None


def _share(text: str) -> float | None:
    """Read `20 %` or `0.2` as a share between 0 and 1."""
    for number in numbers(text):
        share = number.value / 100 if number.unit == "%" or number.value > 1 else number.value
        if 0 <= share <= 1:
            return share
    return None


def _value(draft: Draft, field: str, otherwise: float | None) -> float | None:
    written = draft.fields.get(field, "")
    found = numbers(written)
    if len(found) > 1 and field == "target":
        return parse_measure(written).target
    return found[0].value if found else otherwise


def _unit(draft: Draft, measure: Measure) -> str:
    written = draft.fields.get("unit", "")
    if written:
        return written
    texts = [draft.fields.get(name, "") for name in ("target", "baseline", "current")]
    given = next((n.unit for text in texts for n in numbers(text) if n.unit), "")
    return given or ("" if any(texts) else measure.unit)


def _due(draft: Draft) -> date | None:
    written = draft.fields.get("due", "")
    target = draft.fields.get("target", "")
    if not written and target and not numbers(target):
        written = target  # a target that is no number may be a day
    return (parse_due(f"by {written}", draft.cycle) if written else None) or parse_due(
        draft.title, draft.cycle
    )


def _check_ins(draft: Draft, origin: Origin) -> Iterable[CheckIn]:
    """A current value is a check-in where one knows when it was written."""
    current = _value(draft, "current", None)
    if current is not None and origin.written is not None:
        yield CheckIn(at=origin.written, value=current)

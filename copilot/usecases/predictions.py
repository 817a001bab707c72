"""The ledger: every forecast, alert and suggestion with its chance, and what became of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from copilot.analysis.forecasts import baseline_of, window_of
from copilot.checks.buckets import intended
from copilot.checks.drift_words import TOLERANCE
from copilot.checks.scope import reached
from copilot.portfolio import KeyResult, Portfolio, Ref, Status, from_json, to_json

from .workspace import Workspace

_KIND = "prediction"
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
DRIFT_WEEKS = 2
"""Weeks that show whether a drift was one."""
DRIFT_CHANCE = 0.9
"""A quiet year raises at most one false alarm in ten."""
FOLLOWED = timedelta(weeks=4)
"""In this time a suggestion has to be followed and to show, or it is void."""

Kind = Literal["forecast", "alert", "suggestion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What was said would come, how likely, and whether it came."""

    id: str
    kind: Kind
    about: Ref
    claim: str
    chance: float
    made: datetime
    due: date
    item: Ref | None = None
    """What was suggested to pull."""
    side: int = 0
    """Of a drift: -1 below what was intended, 1 above."""
    came: bool | None = None
    void: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its truth is still to come."""
        return self.came is None and not self.void


def predictions(workspace: Workspace) -> tuple[Prediction, ...]:
    """Everything that was said, oldest first."""
    return tuple(from_json(Prediction, v) for v in workspace.store.values(_KIND, _BEGINNING))


def remember(workspace: Workspace, made: Iterable[Prediction]) -> None:
    """Add predictions; what was said before stays as it was said."""
    known = {p.id for p in predictions(workspace)}
    for prediction in made:
        if prediction.id not in known:
            _save(workspace, prediction)


def settle(workspace: Workspace, portfolio: Portfolio) -> tuple[Prediction, ...]:
    """Decide what can be decided now, keep it, and return the whole ledger."""
    found = []
    for prediction in predictions(workspace):
        decided = _decided(portfolio, prediction) if prediction.is_open else prediction
        if decided is not prediction:
            _save(workspace, decided)
        found.append(decided)
    return tuple(found)


def forecasts_made(portfolio: Portfolio, week: str) -> Iterator[Prediction]:
    """One for each key result that a week's digest could forecast."""
    for ahead in portfolio.forecasts:
        goal = _key_result(portfolio, ahead.goal)
        window = window_of(goal, portfolio.as_of) if goal else None
        if goal is not None and goal.target is not None and window is not None:
            yield Prediction(
                id=f"{week} forecast {goal.ref}",
                kind="forecast",
                about=goal.ref,
                claim=f"{goal.id} reaches {goal.target:g}",
                chance=round(ahead.chance, 4),
                made=portfolio.as_of,
                due=window.end.date(),
            )


def drift_made(portfolio: Portfolio, week: str, goal: Ref, side: int) -> Prediction:
    """An alert says that the share stays away from what was intended."""
    return Prediction(
        id=f"{week} alert {goal}",
        kind="alert",
        about=goal,
        claim=f"{portfolio.goal[goal].id} stays off its intended share for {DRIFT_WEEKS} weeks",
        chance=DRIFT_CHANCE,
        made=portfolio.as_of,
        due=(portfolio.as_of + timedelta(weeks=DRIFT_WEEKS)).date(),
        side=side,
    )


def suggestion_made(
    portfolio: Portfolio, week: str, item: Ref, goal: Ref, chance: float
) -> Prediction:
    """A swap says that the goal moves once the item is done."""
    key, name = portfolio.item[item].called, portfolio.goal[goal].id
    return Prediction(
        id=f"{week} suggestion {item}",
        kind="suggestion",
        about=goal,
        claim=f"{name} moves once {key} is done",
        chance=round(chance, 4),
        made=portfolio.as_of,
        due=(portfolio.as_of + FOLLOWED).date(),
        item=item,
    )


def _save(workspace: Workspace, prediction: Prediction) -> None:
    text = to_json(prediction).encode()
    workspace.store.save_value(_KIND, prediction.id, text, at=prediction.made)


def _decided(portfolio: Portfolio, said: Prediction) -> Prediction:
    if said.kind == "suggestion":
        return _suggestion(portfolio, said)
    if portfolio.as_of.date() < said.due or said.about not in portfolio.goal:
        return said
    came = _met(portfolio, said) if said.kind == "forecast" else _stayed_off(portfolio, said)
    return said if came is None else replace(said, came=came)


def _met(portfolio: Portfolio, said: Prediction) -> bool | None:
    """Whether the last measurement reached the target; none since it was said decides nothing."""
    goal = _key_result(portfolio, said.about)
    if goal is None or not any(c.at > said.made for c in goal.check_ins):
        return None
    return reached(goal)


def _stayed_off(portfolio: Portfolio, said: Prediction) -> bool | None:
    """Whether the following weeks all lie outside the band, on the same side."""
    wanted = intended(portfolio).get(said.about)
    weeks = [w for w in portfolio.history.weeks if w.team is None and w.total]
    after = [w for w in weeks if w.start >= said.made.date() - timedelta(days=6)][:DRIFT_WEEKS]
    if wanted is None or len(after) < DRIFT_WEEKS:
        return None
    gaps = [w.effort.get(said.about, 0.0) / w.total - wanted for w in after]
    return all(gap * said.side >= TOLERANCE for gap in gaps)


def _suggestion(portfolio: Portfolio, said: Prediction) -> Prediction:
    """Right where the goal moved after the item was done; void where nobody followed it."""
    item = portfolio.item.get(said.item or "")
    goal = _key_result(portfolio, said.about)
    done = item.done if item is not None and item.status is Status.DONE else None
    if goal is not None and done is not None and done > said.made:
        moved = _moved(goal, done)
        if moved is not None:
            return replace(said, came=moved)
    over = portfolio.as_of.date() >= said.due
    return replace(said, void=True) if over else said


def _moved(goal: KeyResult, done: datetime) -> bool | None:
    """Whether the first measurement after it is nearer to the target than the last before."""
    before = [c for c in goal.check_ins if c.at <= done]
    after = [c for c in goal.check_ins if c.at > done]
    origin, target = baseline_of(goal), goal.target
    if not before or not after or origin is None or target is None:
        return None
    change = min(after, key=lambda c: c.at).value - max(before, key=lambda c: c.at).value
    return change * (target - origin) > 0


def _key_result(portfolio: Portfolio, ref: Ref) -> KeyResult | None:
    return next((k for k in portfolio.key_results if k.ref == ref), None)


def decided(ledger: Sequence[Prediction]) -> list[tuple[float, bool]]:
    """Chances and outcomes of what is known by now."""
    return [(p.chance, p.came) for p in ledger if p.came is not None]

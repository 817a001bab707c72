"""Any domain value, for properties."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from copilot.portfolio import (
    Alignment,
    Allowance,
    CheckIn,
    Comment,
    Cycle,
    Duplicate,
    Evidence,
    KeyResult,
    Kpi,
    Link,
    Objective,
    Passage,
    Place,
    Portfolio,
    Status,
    StatusChange,
    WorkItem,
)

keys = st.text("ABCxyz019-/.", min_size=1, max_size=6)
sources = st.sampled_from(["jira", "linear", "okr"])
refs = st.builds("{}:{}".format, sources, keys)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
numbers = st.floats(-1e6, 1e6, allow_nan=False)
shares = st.floats(0, 1)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
days = st.dates(datetime(2020, 1, 1, tzinfo=UTC).date(), datetime(2030, 1, 1, tzinfo=UTC).date())


def maybe(strategy):
    return st.none() | strategy


def some(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


places = st.builds(
    Place,
    file=words,
    line=maybe(st.integers(1, 99)),
    page=maybe(st.integers(1, 99)),
    slide=st.none(),
    row=maybe(st.integers(1, 99)),
    paragraph=st.none(),
)
comments = st.builds(Comment, text=words, author=maybe(words), at=maybe(moments))
changes = st.builds(StatusChange, at=moments, status=st.sampled_from(Status), native=words)
items = st.builds(
    WorkItem,
    source=sources,
    id=keys,
    key=keys,
    title=words,
    body=words,
    url=maybe(words),
    native_kind=words,
    native_status=words,
    parent=maybe(refs),
    epic=maybe(refs),
    depends_on=some(refs),
    blocks=some(refs),
    duplicates=some(refs),
    effort=maybe(numbers),
    team=maybe(words),
    assignee=maybe(words),
    priority=maybe(words),
    labels=some(words),
    rank=maybe(numbers),
    iteration=maybe(words),
    period=maybe(words),
    created=maybe(moments),
    started=maybe(moments),
    done=maybe(moments),
    updated=maybe(moments),
    due=maybe(days),
    comments=some(comments, 2),
    history=some(changes, 2),
    stated_goals=some(words),
    extra=some(st.tuples(words, words), 2),
)
cycles = st.builds(Cycle, name=keys, start=maybe(days), end=maybe(days))
check_ins = st.builds(CheckIn, at=moments, value=numbers, note=words)
_goal = {
    "source": sources,
    "id": keys,
    "title": words,
    "text": words,
    "owner": maybe(words),
    "parent": maybe(refs),
    "cycle": maybe(cycles),
    "place": maybe(places),
}
objectives = st.builds(Objective, **_goal, weight=maybe(shares), kind=st.just("objective"))
_measured = {
    **_goal,
    "unit": words,
    "target": maybe(numbers),
    "direction": st.sampled_from([None, "up", "down", "maintain"]),
    "check_ins": some(check_ins),
}
key_results = st.builds(
    KeyResult,
    **_measured,
    baseline=maybe(numbers),
    due=maybe(days),
    committed=st.booleans(),
    kind=st.just("key_result"),
)
kpis = st.builds(Kpi, **_measured, kind=st.just("kpi"))
allowances = st.builds(
    Allowance, **_goal, share=maybe(shares), labels=some(words), kind=st.just("allowance")
)
passages = st.builds(
    Passage,
    source=sources,
    id=keys,
    text=words,
    place=places,
    headings=some(words),
    at=maybe(moments),
)
evidence = st.builds(
    Evidence,
    kind=words,
    text=words,
    log_odds=numbers,
    ref=maybe(refs),
    field=maybe(words),
    start=maybe(st.integers(0, 9)),
    end=maybe(st.integers(0, 9)),
    method=words,
)
links = st.builds(
    Link,
    item=refs,
    goal=refs,
    relation=st.sampled_from(["helps", "against"]),
    score=shares,
    share=shares,
    origin=st.sampled_from(["stated", "inherited", "inferred", "confirmed", "rejected"]),
    evidence=some(evidence, 2),
)
alignments = st.builds(
    Alignment,
    item=refs,
    verdict=st.sampled_from(["aligned", "unsure", "unaligned", "thin", "supporting"]),
    alignment=shares,
    certified=st.booleans(),
    reason=st.sampled_from([None, "debt", "compliance"]),
    links=some(links),
    note=words,
)
duplicates = st.builds(Duplicate, a=refs, b=refs, score=shares)
portfolios = st.builds(
    Portfolio,
    as_of=moments,
    items=some(items, 4),
    objectives=some(objectives),
    key_results=some(key_results),
    kpis=some(kpis, 1),
    allowances=some(allowances, 1),
    alignments=some(alignments),
    duplicates=some(duplicates, 2),
)

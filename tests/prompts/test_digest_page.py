"""The digest as a page: nothing from elsewhere, no markup of others, charts that add up."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.prompts.charts import (
    FAN_HEIGHT,
    FAN_WIDTH,
    HEIGHT,
    WIDTH,
    Bucket,
    Charts,
    Effort,
    EffortDrawing,
    EffortWeek,
    Fan,
    FanDrawing,
)
from copilot.prompts.digest import fallback
from copilot.prompts.digest_page import as_html

from .digests import BUSY, CALM, SWAP

EFFORT = Effort(
    buckets=(
        Bucket(name="O1", kind="objective"),
        Bucket(name="O2", kind="objective"),
        Bucket(name="Lights", kind="allowance"),
        Bucket(name="No goal", kind="none"),
    ),
    weeks=(
        EffortWeek(week="2026-W06", shares=(0.55, 0.2, 0.2, 0.05)),
        EffortWeek(week="2026-W07", shares=(0.38, 0.2, 0.24, 0.18)),
    ),
    low=0.5,
    high=0.6,
)
FAN = Fan(
    goal="okr:KR1.1",
    name="KR1.1 activation",
    unit="%",
    chance=0.18,
    start=date(2026, 1, 1),
    end=date(2026, 3, 31),
    measured=((date(2026, 1, 5), 60.0), (date(2026, 2, 16), 66.5)),
    low=67.0,
    middle=71.9,
    high=76.5,
    target=75.0,
)
CHARTS = Charts(effort=EFFORT, fans=(FAN,))
BALANCED = {
    "html",
    "head",
    "title",
    "style",
    "body",
    "section",
    "figure",
    "div",
    "ol",
    "li",
    "svg",
}


class Reader(HTMLParser):
    """Counts tags and collects addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        self.addresses += [v or "" for k, v in attrs if k in {"src", "href", "xlink:href"}]


def page(facts=BUSY, charts: Charts = CHARTS) -> str:
    made = fallback(facts)
    return as_html(made.title, made.sections, made.facts.decisions, made.citations, charts)


def test_the_page_needs_nothing_from_elsewhere():
    html = page()
    reader = Reader()
    reader.feed(html)

    assert reader.addresses == []
    assert "url(" not in html
    assert "script" not in reader.opened
    assert all(html.count(f"<{t}") >= html.count(f"</{t}>") for t in BALANCED)
    assert reader.opened.count("svg") == html.count("</svg>")


def test_the_words_of_the_text_are_all_on_the_page():
    text = re.sub(r"<[^>]+>", " ", page()).replace("&gt;", ">")

    for word in fallback(BUSY).text.split():
        assert word in text or word in {"1.", "2."}


def test_a_mail_client_without_styles_and_drawings_shows_every_chart_in_words():
    html = page()
    stripped = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", html, flags=re.DOTALL)

    assert EffortDrawing(EFFORT).said in stripped
    assert FanDrawing(FAN).said in stripped
    assert "heading for" in stripped
    for tag in ("body", "h1", "h2", "section", "ol", "figure"):
        assert f"<{tag} style=" in stripped or re.search(rf'<{tag} class="\w+" style=', stripped)


def test_a_range_is_told_from_low_to_high_whichever_way_is_better():
    falling = replace(FAN, low=9.0, middle=8.0, high=7.0)

    assert "heading for 8 (7–9) of" in FanDrawing(falling).said


def test_a_quiet_week_is_one_line_without_charts():
    html = page(CALM)

    assert "nothing needs you" in html
    assert "<svg" not in html


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7 * 7 }}"])
def test_names_are_never_markup(hostile: str):
    facts = replace(
        BUSY, name=hostile, decisions=(replace(SWAP, text=hostile, owners=(hostile,)),)
    )
    named = replace(
        CHARTS, effort=replace(EFFORT, buckets=(replace(EFFORT.buckets[0], name=hostile),) * 4)
    )
    reader = Reader()
    reader.feed(page(facts, replace(named, fans=(replace(FAN, name=hostile, unit=hostile),))))

    assert "script" not in reader.opened
    assert "img" not in reader.opened
    assert "49" not in page(replace(facts, week=1), Charts())


def test_weeks_are_stacked_to_the_top_and_the_band_lies_where_it_is_meant():
    drawn = EffortDrawing(EFFORT)
    last = [b for b in drawn.bars if b.x == drawn.bars[-1].x]

    assert [b.colour for b in last] == ["c0", "c1", "allowance", "none"]
    assert [b.label for b in drawn.bars if b.label] == ["55", "38"]
    assert sum(b.height for b in last) == pytest.approx(drawn.ticks[0][0] - drawn.ticks[2][0])
    top, height = drawn.band
    assert drawn.ticks[2][0] < top < top + height == drawn.ticks[1][0]
    assert drawn.summary == "Share of effort on O1 by week: 2026-W06 55 %, 2026-W07 38 %"
    names = [name.replace("\u00a0", " ") for _, name in drawn.legend]
    assert [name.split()[0] for name in names] == ["O1", "O2", "Lights", "No"]
    assert names[0] == "O1 38 %"
    assert drawn.said.replace("\u00a0", " ").startswith("O1: 55, 38 % in the last 2 weeks")


def test_nothing_to_draw_is_nothing_drawn():
    drawn = EffortDrawing(Effort())

    assert (drawn.bars, drawn.band, drawn.summary, drawn.said) == ((), None, "", "")
    assert drawn.legend == ()
    assert "<svg" not in page(charts=Charts())


VALUE = st.floats(-1e4, 1e4)


@given(st.lists(VALUE, min_size=6, max_size=6), st.integers(0, 400))
def test_a_fan_stays_on_its_sheet(values: list[float], days: int):
    low, middle, high, target, *measured = values
    at = date.fromordinal(FAN.start.toordinal() + days)
    fan = replace(
        FAN,
        low=low,
        middle=middle,
        high=high,
        target=target,
        measured=((FAN.start, measured[0]), (at, measured[1])),
    )
    drawn = FanDrawing(fan)
    pairs = [p.split(",") for p in f"{drawn.line} {drawn.ahead} {drawn.middle}".split()]

    assert all(0 <= float(x) <= FAN_WIDTH and 0 <= float(y) <= FAN_HEIGHT for x, y in pairs)
    assert abs(drawn.notes[0][0] - drawn.notes[1][0]) >= 11.9


def test_the_sheet_holds_every_bar():
    assert all(
        b.x >= 0 and b.x + b.width <= WIDTH and b.y >= 0 and b.y + b.height <= HEIGHT
        for b in EffortDrawing(EFFORT).bars
    )

from datetime import date
from time import process_time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from copilot.analysis.quantities import (
    find_due,
    mentions,
    numbers,
    parse_cycle,
    parse_due,
    parse_measure,
)
from copilot.portfolio import Cycle

Q1 = Cycle(name="2026-Q1", start=date(2026, 1, 1), end=date(2026, 3, 31))
ACROSS = Cycle(name="winter", start=date(2025, 11, 1), end=date(2026, 2, 28))

# text, baseline, target, change, unit, direction
MEASURES = [
    ("Activation 60 → 75 %", 60, 75, None, "%", "up"),
    ("from 3.1 to below 2.5", 3.1, 2.5, None, "", "down"),
    ("Cost per order: 3.1 € -> 2.5 €", 3.1, 2.5, None, "€", "down"),
    ("increase signups by 20 %", None, None, 20, "%", "up"),
    ("at least 40", None, 40, None, "", "up"),
    ("p95 latency < 200 ms", None, 200, None, "ms", "down"),
    ("Uptime 99.9%", None, 99.9, None, "%", None),
    ("Reduce churn from 5% to 3% by end of Q2", 5, 3, None, "%", "down"),
    ("40% of teams use the board weekly (today 25%)", 25, 40, None, "%", "up"),
    ("75 % (from 60 %) activation", 60, 75, None, "%", "up"),
    ("Grow ARR to €1.5M by 31 March 2026", None, 1_500_000, None, "€", "up"),
    ("Maintain uptime at 99.95%", None, 99.95, None, "%", "maintain"),
    ("Keep error rate below 1%", None, 1, None, "%", "maintain"),
    ("Double weekly active teams", None, None, 100, "%", "up"),
    ("Halve churn from 4 %", 4, 2, -50, "%", "down"),
    ("Cut build time in half", None, None, -50, "%", "down"),
    ("3x faster search", None, None, 200, "%", "up"),
    ("Cut the queue 4x", None, None, -75, "%", "down"),
    ("Reduce MTTR by 30 minutes (baseline: 90)", 90, 60, -30, "min", "down"),
    ("increase revenue from 50 by 20 %", 50, 60, 20, "%", "up"),
    ("NPS up 10 points", None, None, 10, "points", "up"),
    ("+20 % conversion", None, None, 20, "%", "up"),
    ("20% fewer tickets", None, None, -20, "%", "down"),
    ("Zero critical vulnerabilities", None, 0, None, "", "down"),
    ("Churn 2 %", None, 2, None, "%", "down"),
    ("Improve latency to 200 ms", None, 200, None, "ms", "down"),
    ("Crash-free sessions at 99.8 %", None, 99.8, None, "%", None),
    ("Reach 10k users", None, 10_000, None, "", "up"),
    ("No more than 2 incidents per month", None, 2, None, "", "down"),
    ("Interview 5 to 10 customers", None, 5, None, "", None),
    ("40 % of contributors return within 60 days", None, 40, None, "%", None),
    ("older than 10 minutes in < 1 % of sessions", None, 1, None, "%", "down"),
    ("Raise CSAT from 4.1 to 4.5/5", 4.1, 4.5, None, "/5", "up"),
    ("NPS -10 → 20", -10, 20, None, "", "up"),
    ("from 100 customers in Q1 to 250 customers in Q2", 100, 250, None, "", "up"),
    ("spend to $20k per month from $35k", 35_000, 20_000, None, "$", "down"),
    ("Collect feedback from at least 40 users", None, 40, None, "", "up"),
    ("60 % of users are active. Today we are at 15 %", 15, 60, None, "%", "up"),
    ("MRR of 42k (we are at 29k)", 29_000, 42_000, None, "", "up"),
    ("Marge 38,5 % (heute 31 %)", 31, 38.5, None, "%", "up"),
    ("NPS 60 (aujourd'hui 45)", 45, 60, None, "", "up"),
    ("25 tiendas venden nuestro aceite (hoy 11)", 11, 25, None, "", "up"),
    ("Ventas directas de 40.000 € a 70.000 €", 40_000, 70_000, None, "€", "up"),
    ("Besucher von 900 auf 1.500", 900, 1500, None, "", "up"),
    ("Rette pagate: dal 70 % al 90 %", 70, 90, None, "%", "up"),
    ("Herhaalcontacten van 24% naar 15%", 24, 15, None, "%", "down"),
    ("Anrufe halbiert", None, None, -50, "%", "down"),
    ("Tickets verdoppeln (derzeit 40)", 40, 80, 100, "", "up"),
    ("x2 activated workspaces (now 210)", 210, 420, 100, "", "up"),
    ("Cut hand-overs by a third", None, None, -100 / 3, "%", "down"),
    ("Grow sign-ups by half", None, None, 50, "%", "up"),
    ("at least half of all deals", None, 50, None, "%", "up"),
    ("Vacancy rate: 19% in 2025, 8% by 2028", 19, 8, None, "%", "down"),
    ("Revenue of €48m by FY27 (FY25: €31m)", 31e6, 48e6, None, "€", "up"),
    ("1.4 million trips a year (2025: 0.9 million)", 0.9e6, 1.4e6, None, "", "up"),
    ("Missing codes below 2 % (11 % in January)", 11, 2, None, "%", "down"),
    ("Time to first report: 3 days → 4 hours", 72, 4, None, "h", "down"),
    ("Image size below 500 MB (today 2 GB)", 2000, 500, None, "MB", "down"),
    ("Visitors from 900 to 1.500", 900, 1500, None, "", "up"),
    ("Uptime 99.500 %", None, 99.5, None, "%", None),
    ("Lärmpegel in Halle 3 unter 80 dB", None, 80, None, "", "down"),
    ("Sales-assisted deals under €5k: 0", None, 0, None, "", None),
    ("Receita de R$ 1,2 milhão (hoje R$ 800 mil)", 800_000, 1.2e6, None, "R$", "up"),
    ("Custo de aquisição abaixo de R$ 35", None, 35, None, "R$", "down"),
    ("5 Mio. € Umsatz", None, 5e6, None, "€", None),
    ("Uptime 99.999 %", None, 99.999, None, "%", None),
    ("Kündigungen von 4 % auf 2 %", 4, 2, None, "%", "down"),
    ("Launch the app", None, None, None, "", None),
]


@pytest.mark.parametrize(
    ("text", "baseline", "target", "change", "unit", "direction"), MEASURES, ids=lambda v: str(v)
)
def test_a_measure_is_read_from_text(text, baseline, target, change, unit, direction):
    found = parse_measure(text)
    assert (found.baseline, found.target, found.unit) == (baseline, target, unit)
    assert found.change == change
    assert found.direction == direction


def test_a_share_of_the_baseline_is_relative_and_points_are_not():
    assert parse_measure("increase signups by 20 %").relative
    assert parse_measure("double signups").relative
    assert not parse_measure("raise the score by 20 points").relative
    assert not parse_measure("raise the share by 5 percentage points").relative


def test_bounds_are_told_apart():
    assert parse_measure("response under 2 hours").bound == "at most"
    assert parse_measure("at least 2 reviews").bound == "at least"
    assert parse_measure("3.1 -> 2.5").bound is None


def test_spans_point_at_the_words_they_speak_of():
    text = "Reduce churn from 5% to 3% by Q2"
    found = parse_measure(text)
    assert text[slice(*found.baseline_span)] == "5%"
    assert text[slice(*found.target_span)] == "3%"
    assert text[slice(*found.direction_span)] == "Reduce"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000 users", [(1000, "")]),
        ("1 000 000 users", [(1_000_000, "")]),
        ("1.000.000 €", [(1_000_000, "€")]),
        ("3,5 days", [(3.5, "days")]),
        ("€ 2.5bn", [(2.5e9, "€")]),
        ("$3m", [(3e6, "$")]),
        ("5 m wide", [(5, "")]),
        ("10-20 customers", [(10, ""), (20, "")]),
        ("8 out of 10 people", [(8, "/10")]),
        ("twelve weeks", [(12, "weeks")]),
        ("5M€", [(5e6, "€")]),
        ("-1,5%", [(-1.5, "%")]),
        ("5 percentage points", [(5, "pp")]),
        ("20-day cycle", [(20, "days")]),
        ("PAY-123, v2.0, ISO 27001, 24/7, KR1.1, phase 2, p95", []),
        ("https://example.org/42 by 2026-03-31", []),
    ],
)
def test_numbers_carry_their_unit_and_names_are_no_numbers(text, expected):
    assert [(n.value, n.unit) for n in numbers(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by end of Q2", date(2026, 6, 30)),
        ("by 31 March 2026", date(2026, 3, 31)),
        ("by March 31st, 2027", date(2027, 3, 31)),
        ("by March", date(2026, 3, 31)),
        ("2026-03-31", date(2026, 3, 31)),
        ("31.03.2026", date(2026, 3, 31)),
        ("12/31/2026", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("03/04/2026", None),
        ("by 31 February 2026", None),
        ("before April", date(2026, 3, 31)),
        ("before 1 April 2026", date(2026, 3, 31)),
        ("Q2'26 40 %", date(2026, 6, 30)),
        ("FY26 Q3", date(2026, 9, 30)),
        ("second quarter of 2026", date(2026, 6, 30)),
        ("fourth half of 2026", None),
        ("in H2", date(2026, 12, 31)),
        ("by 2030", date(2030, 12, 31)),
        ("by EOQ", date(2026, 3, 31)),
        ("by year end", date(2026, 12, 31)),
        ("May the best team win", None),
        ("reach 2050 users", None),
        ("since January 2025", None),
        ("2024-01-31 report, due 2026-02-01", date(2026, 2, 1)),
        ("Verträge bis 30.09. erneuert", date(2026, 9, 30)),
        ("bis Ende Juni umgesetzt", date(2026, 6, 30)),
        ("bis 31. März 2026", date(2026, 3, 31)),
        ("plus de film plastique d'ici fin juin", date(2026, 6, 30)),
        ("antes del 15 de octubre", date(2026, 10, 15)),
        ("alle getraind vóór 1 november", date(2026, 11, 1)),
        ("2. Quartal 2026", date(2026, 6, 30)),
        ("T3 2026", date(2026, 9, 30)),
        ("19 % in 2025, 8 % by 2028", date(2028, 12, 31)),
        ("below 2 % (11 % in January)", None),
        ("€48m (FY25: €31m)", None),
        ("no date at all", None),
    ],
)
def test_a_deadline_is_read_in_its_cycle(text, expected):
    assert parse_due(text, Q1) == expected


def test_a_month_falls_into_the_year_that_the_cycle_covers():
    assert parse_due("by November", ACROSS) == date(2025, 11, 30)
    assert parse_due("by February", ACROSS) == date(2026, 2, 28)


def test_without_a_cycle_a_deadline_without_year_has_a_span_and_no_day():
    due = find_due("done by end of March")
    assert due is not None
    assert due.on is None
    assert "done by end of March"[due.start : due.end] == "March"
    assert find_due("by end of quarter").on is None
    assert [m.first for m in mentions("2026-2025")] == [None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OKRs 2018 Q3", "2018-Q3"),
        ("okrs_q3_2024.md", "2024-Q3"),
        ("Strategic plan 2022-2026", "2022-2026"),
        ("Objectives H1 2026", "2026-H1"),
        ("Roadmap 2019", "2019"),
        ("plan_FY24", "2024"),
    ],
)
def test_a_title_or_file_name_tells_the_cycle(text, name):
    found = parse_cycle(text)
    assert found is not None
    assert found.name == name
    assert found.start <= found.end


def test_a_title_without_time_tells_no_cycle():
    assert parse_cycle("Our objectives") is None


@given(st.text(max_size=120))
def test_any_text_is_read_without_failing_and_spans_lie_inside(text):
    found = parse_measure(text)
    spans = [found.baseline_span, found.target_span, found.direction_span]
    spans += [(n.start, n.end) for n in found.numbers]
    spans += [(m.start, m.end) for m in mentions(text, Q1)]
    assert all(0 <= span[0] <= span[1] <= len(text) for span in spans if span)
    parse_due(text, Q1)
    parse_cycle(text)


def could_be_a_year(number):
    return 1900 <= number < 2200


@given(
    st.integers(min_value=0, max_value=10**6),
    st.integers(min_value=0, max_value=10**6),
    st.sampled_from(["%", " %", " ms", " days", "€", ""]),
)
def test_a_step_gives_both_ends_and_their_order(low, high, unit):
    assume(unit or not (could_be_a_year(low) or could_be_a_year(high)))
    found = parse_measure(f"Metric from {low}{unit} to {high}{unit}")
    assert (found.baseline, found.target) == (low, high)
    if low != high:
        assert found.direction == ("up" if high > low else "down")


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_the_forms_people_write(day):
    for text in (
        f"by {day.isoformat()}",
        f"due {day:%d %B %Y}",
        f"by {day:%B} {day.day}, {day.year}",
    ):
        assert parse_due(text) == day


def test_a_key_result_is_parsed_in_less_than_a_millisecond():
    texts = [text for text, *_ in MEASURES]
    parse_measure(texts[0])
    started = process_time()
    for text in texts:
        parse_measure(text)
        parse_due(text, Q1)
    assert (process_time() - started) / len(texts) < 0.001


def test_a_scale_written_once_is_meant_for_both_numbers():
    falling = parse_measure("Cost from 1.9 to 1.4 M€")
    mixed = parse_measure("Revenue from 800k to 1.2M €")

    assert (falling.baseline, falling.target, falling.direction) == (1.9e6, 1.4e6, "down")
    assert (mixed.baseline, mixed.target, mixed.direction) == (8e5, 1.2e6, "up")

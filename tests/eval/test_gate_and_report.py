import json
import os
import re
from html.parser import HTMLParser

import pytest

from copilot.errors import InputError
from eval import comparison, report
from eval.charts import Difference, Line, forest_plot, line_chart
from eval.gate import bars, measure, regressions, run_gate
from eval.sets import read_sets
from eval.suites import alignment

from .small import word_bench, write_sets


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    data = write_sets(tmp_path_factory.mktemp("sets"))
    bench = word_bench(tmp_path_factory.mktemp("out"))
    alignment.SUITE.run(data, bench)
    return data, bench


def test_the_same_answers_pass_the_gate_and_much_worse_ones_fail(run):
    data, bench = run
    new = measure(read_sets(data), bench)
    assert all(outcome.passed for outcome in regressions(new, new, {}))
    glory = {name: dict.fromkeys(values, 1.0) for name, values in new.items()}
    shame = {name: dict.fromkeys(values, 0.0) for name, values in new.items()}
    assert not any(outcome.passed for outcome in regressions(glory, shame, {}))
    assert all(outcome.passed for outcome in regressions(shame, glory, {}))


def test_items_that_only_one_side_knows_are_not_compared():
    assert list(regressions({"hit1": {"a/1": 1.0}}, {"hit1": {"a/2": 0.0}}, {})) == []


def test_the_record_is_made_on_request_only(run, tmp_path):
    _, bench = run
    record = tmp_path / "baseline.json"
    with pytest.raises(InputError, match="--update"):
        run_gate(bench, record, suites=())
    outcomes = run_gate(bench, record, update=True, suites=["languages"])
    assert json.loads(record.read_text())["hit1"]
    assert any("confident_wrong" in outcome.text for outcome in outcomes)
    assert outcomes[-1].text.startswith("verdict_utility +0.0000")


def test_a_bar_never_reached_is_told_each_time_and_must_not_get_worse():
    missed = {"languages.confident_wrong": 3.0}
    words = {
        value: [
            outcome.word
            for outcome in bars({"languages": {"confident_wrong": value}}, missed)
            if "confident_wrong" in outcome.text
        ]
        for value in (0.0, 3.0, 4.0)
    }
    assert words == {0.0: ["ok  "], 3.0: ["MISS"], 4.0: ["FAIL"]}


def test_renewing_the_record_keeps_what_a_person_wrote_of_missed_bars(run, tmp_path):
    _, bench = run
    record = tmp_path / "baseline.json"
    record.write_text(json.dumps({"missed": {"stuffing.flips_end": 3.0}}))
    run_gate(bench, record, update=True, suites=[])
    assert json.loads(record.read_text())["missed"] == {"stuffing.flips_end": 3.0}


class Outside(HTMLParser):
    """Collects everything a page would fetch, and whether its tags are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def handle_starttag(self, tag, attrs):
        names = {"src", "href", "srcset", "data", "action", "xlink:href"}
        self.fetched += [value for name, value in attrs if name in names]
        if tag in {"script", "link", "iframe", "img", "object"}:
            self.fetched.append(tag)


def test_the_page_fetches_nothing_and_shows_every_part(run):
    data, bench = run
    page = report.html(data, bench)
    reader = Outside()
    reader.feed(page)
    assert reader.fetched == []
    assert "url(" not in page
    assert "@import" not in page
    assert page.count("<svg") == 4
    for words in (
        "right first goal",
        "What labels teach",
        "Product and baselines",
        "Reliability",
        "Risk and coverage",
        "Cases to read",
    ):
        assert words in page


def test_the_published_page_carries_figures_and_how_to_repeat_them(run):
    data, bench = run
    page = report.markdown([("Small sets", data, bench)])
    assert "python -m eval run alignment" in page
    assert re.search(r"\| \*\*copilot\*\* \| ", page)
    assert "What kinds of error remain" in page
    header = next(line for line in page.splitlines() if "Hit@1" in line)
    row = next(line for line in page.splitlines() if "copilot**" in line)
    assert header.count("|") == row.count("|")


def test_the_learning_part_may_be_run_alone_and_is_shown_beside_the_rest(run):
    data, bench = run
    alone = bench.out / "learning" / "metrics.json"
    alone.parent.mkdir()
    alone.write_text(json.dumps({"hit1_gain_20_suggested": 0.123, "hit1_gain_50": float("nan")}))
    whole = bench.out / "alignment" / "metrics.json"
    before = whole.read_text()
    whole.write_text(json.dumps(json.loads(before) | {"hit1_gain_20_suggested": 0.456}))
    shown = []
    for later in (1, -1):
        moment = whole.stat().st_mtime + later
        os.utime(alone, (moment, moment))
        page = report.markdown([("Small sets", data, bench)])
        row = next(line for line in page.splitlines() if line.startswith("| mean |"))
        shown.append(row.split("|")[2:5])
    alone.unlink()
    whole.write_text(before)

    assert shown == [[" – ", " – ", " .123 "], [" – ", " – ", " .456 "]]


def test_without_a_run_the_report_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="python -m eval run alignment"):
        report.read_metrics(tmp_path, "alignment")


def test_worst_cases_are_wrong_and_sorted(run):
    data, bench = run
    for answers in alignment.product(read_sets(data), bench).values():
        cases = comparison.worst(answers, 3)
        assert [c.p for c in cases] == sorted((c.p for c in cases), reverse=True)
        assert all(c.said != c.truth for c in cases)


def test_names_in_charts_are_escaped():
    line = Line(name="<b>", points=[(0, 0), (1, 1)])
    chart = line_chart([line] * 4, x="a & b", y="c", diagonal=True)
    assert "<b>" not in chart
    assert "&lt;b&gt;" in chart
    plot = forest_plot([Difference(name="<i>", mean=0.1, lower=0, upper=0.2, p=0.5)], x="d")
    assert "<i>" not in plot


def test_a_line_keeps_its_colour_where_others_are_missing():
    chart = line_chart([Line(name="late", points=[(0, 0), (1, 1)], tone=3)], x="a", y="b")
    assert chart.count('class="curve c3"') == 2
    assert 'c0"' not in chart


def test_a_wide_forest_has_every_other_tenth_marked():
    rows = [Difference(name="a", mean=0.4, lower=-0.3, upper=0.9, p=0.5)]
    plot = forest_plot(rows, x="d")
    marks = re.findall(r'text-anchor="middle">(-?[\d.]+)</text>', plot)
    assert marks == ["-0.2", "0", "0.2", "0.4", "0.6", "0.8"]

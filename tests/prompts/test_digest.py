"""The words of a digest: fixed order, at most 150, one line in a quiet week."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from copilot.prompts.digest import MAX_WORDS, DigestFacts, Section, fallback, words
from copilot.prompts.digest_lint import defects, evidence_of
from copilot.prompts.digest_page import as_markdown

from .digests import BUSY, CALM, DRIFT, GAP, STAKE, SWAP

NAMES = st.text(st.characters(categories=["L", "Zs"]), min_size=1, max_size=70)


def test_a_busy_week_reads_as_drawn():
    assert fallback(BUSY).text == (
        "Note · week 7 · 1 change, 2 decisions\n"
        "\n"
        "CHANGED  Work on O1 New teams reach value: 39, 35, 41, 35, 38 % of effort, five weeks "
        "running; 53 before, 50–60 intended. [1]\n"
        "CAUSE    Admin console (11 pts, no goal), "
        "Import outage (9 pts, Keep the lights on). [2]\n"
        "AT STAKE KR1.1 activation 66.5, heading for 71.9 of 75: 18 % chance. [3]\n"
        "\n"
        "DECIDE\n"
        "1. Park NOTE-377, pull NOTE-418 for KR1.1: chance 18 → 24 %.  Tom, Jun\n"
        "2. KR2.2 exports: no work, no data for 7 weeks. Drop or staff?  Lena\n"
        "\n"
        "FINE     KR2.1 on course (61 %). Keep the lights on 24 %, allowance 20.\n"
        "NOT SEEN 3 tickets too thin; design work untracked.\n"
        "RECORD   9 of 12 predictions right.\n"
        "[1] 70 items since 2026-W03   [2] NOTE-353, NOTE-384   [3] okrs/2026-Q1.yaml, line 11"
    )


def test_a_quiet_week_is_one_line():
    assert fallback(CALM).text == (
        "Note · week 8 · nothing drifted, nothing needs you. KR1.1 67.6 (20 % chance). "
        "Not seen: design work untracked."
    )


def test_what_is_over_is_said_even_in_a_quiet_week():
    resolved = replace(CALM, resolved=("drift O1",))

    assert "nothing needs you. Resolved: drift O1." in fallback(resolved).text
    assert "Resolved: drift O1." in fallback(replace(BUSY, resolved=("drift O1",))).text


def test_something_told_before_says_that_it_got_worse():
    worse = replace(DRIFT, team="Import", again="week 5", before=None, intended="", weeks=14)
    text = fallback(
        replace(BUSY, changes=(worse,), stakes=(replace(STAKE, told=0.36, current=""),))
    ).text

    assert "Import: work on O1" in text
    assert "14 weeks running; worse than told in week 5." in text
    assert "KR1.1 activation heading for 71.9 of 75: 18 % chance, 36 % when told." in text


def test_where_a_range_says_nothing_no_end_of_it_is_told():
    def told(**fields):
        return fallback(replace(BUSY, stakes=(replace(STAKE, middle="", **fields),))).text

    assert "KR1.1 activation 66.5 of 75: 18 % chance." in told()
    assert "KR1.1 activation: 18 % chance." in told(current="")


def test_decisions_alone_are_no_change():
    text = fallback(replace(BUSY, changes=(), stakes=(), decisions=(GAP,), fine=(), record=""))

    assert text.title == "Note · week 7 · 1 decision"
    assert [s.label for s in text.sections] == ["DECIDE", "NOT SEEN"]
    assert text.citations == ()


@given(st.lists(NAMES, min_size=6, max_size=6), st.integers(1, 3))
def test_however_long_the_names_are_it_stays_below_150_words(names: list[str], several: int):
    change = replace(
        DRIFT,
        goal=names[0] * 3,
        causes=tuple(replace(c, name=n * 3) for c, n in zip(DRIFT.causes, names, strict=False)),
    )
    asked = [replace(SWAP, text=f"{n} {n} {n} 1?", topics=(n,)) for n in names[:3]]
    facts = DigestFacts(
        name="Note",
        week=7,
        changes=(change,) * several,
        stakes=(replace(STAKE, name=names[4]),) * several,
        decisions=tuple(asked),
        fine=tuple(f"{n}." for n in names),
        not_seen=tuple(names[:4]),
    )
    made = fallback(facts)

    assert words(made.text) <= MAX_WORDS or len(made.facts.decisions) == 1
    assert all(d.text in made.text for d in made.facts.decisions)


def test_what_does_not_fit_counts_as_not_told():
    long = " ".join(["word"] * 30)
    asked = tuple(replace(GAP, text=f"{n} {long}", topics=(str(n),)) for n in range(3))
    made = fallback(replace(BUSY, decisions=asked))

    assert words(made.text) <= MAX_WORDS
    assert [d.topics for d in made.facts.decisions] == [("0",), ("1",)]


def test_markdown_has_labels_a_list_and_no_markup_of_others():
    assert as_markdown("Note · quiet [x](y)", (), ()) == r"Note · quiet \[x\](y)"
    page = as_markdown(
        "Note",
        (
            Section(label="CHANGED", lines=("*Up* <b>2</b>. [1]", "Down 3.")),
            Section(label="DECIDE", lines=("1. Park NOTE-377?  Tom",)),
        ),
        ("70 items",),
    )

    assert page == (
        "**Note**\n\n**Changed** \\*Up\\* \\<b\\>2\\</b\\>. [1]<br>Down 3.\n\n"
        "**Decide**\n\n1. Park NOTE-377? — Tom\n\n<sub>[1] 70 items · source: template</sub>"
    )


def test_the_template_passes_its_own_linter():
    assert defects(fallback(BUSY).text, evidence_of(BUSY)) == ()
    assert defects(fallback(CALM).text, evidence_of(CALM)) == ()

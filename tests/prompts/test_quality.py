"""The quality page in words."""

from copilot.analysis.quality import Bin, Gain, Promise, Proof, Reliability
from copilot.prompts.quality import Known, in_markdown, in_words

KNOWN = Known(
    items=200, accepted=61, rejected=9, no_goal=4, stated=54, open_items=96, certified=34
)
TESTED = Proof(
    gain=Gain(items=115, without=0.71, with_labels=0.79, low=0.02, high=0.14),
    reliability=Reliability(
        items=128,
        off=0.05,
        beyond_chance=0.01,
        bins=(
            Bin(low=0.6, high=0.7, right=0.63, count=41),
            Bin(low=0.7, high=0.8, right=0.74, count=38),
            Bin(low=0.8, high=0.9, right=1.0, count=2),
        ),
    ),
    promises=(
        Promise(precision=0.8, kept=True, missing=0),
        Promise(precision=0.9, kept=False, missing=110),
    ),
)


def test_the_page_says_what_is_known_how_right_it_is_and_what_is_next():
    assert in_words(KNOWN, TESTED).splitlines() == [
        "Quality of the links · 128 of 200 tickets have an answer",
        "Known     61 accepted · 9 rejected · 4 serving no goal · 54 stated in the tracker",
        "Right     first goal: 71 of 100 by the texts alone, 79 once the answers to others have"
        " taught (115 tickets)",
        "          a change of +8, likely between +2 and +14",
        "Sure      of links given 60–70 %, 63 % were right (41)",
        "          of links given 70–80 %, 74 % were right (38)",
        "          off by 5 points on average; 4 would be chance",
        "Promise   80 of 100 right: 34 of 96 open tickets carry it",
        "          90 of 100 right: about 110 more answers",
        "Next      copilot feedback --suggest 20",
    ]


def test_a_list_in_markdown_says_the_same():
    page = in_markdown(KNOWN, TESTED)

    assert page.startswith("# Quality of the links\n\n- **Known** 61 accepted")
    assert "\n  off by 5 points on average; 4 would be chance\n- **Promise** 80 of 100" in page


def test_a_gain_that_may_be_chance_and_a_promise_out_of_reach_are_told_as_such():
    doubtful = Proof(
        gain=Gain(items=20, without=0.5, with_labels=0.45, low=-0.2, high=0.1),
        reliability=Reliability(items=20, off=0.2, beyond_chance=0.1, bins=()),
        promises=(Promise(precision=0.8, kept=False, missing=None),),
    )
    page = in_words(
        Known(items=20, accepted=20, rejected=0, no_goal=0, stated=0, open_items=0, certified=0),
        doubtful,
    )

    assert "a change of -5, likely between -20 and +10: may be chance" in page
    assert "80 of 100 right: not in sight, even the surest are wrong too often" in page
    assert "Mind      nobody said yet which work serves no goal" in page
    assert "Sure      off by 20 points" in page


def test_without_links_to_test_there_is_no_line_about_them():
    alone = Proof(gain=None, reliability=TESTED.reliability, promises=())

    assert "Right" not in in_words(KNOWN, alone)


def test_too_few_answers_are_one_line_that_says_what_to_do():
    none = Known(items=9, accepted=0, rejected=1, no_goal=0, stated=0, open_items=9, certified=0)
    line = (
        "1 answer so far; from 10 on, the links can be tested here: copilot feedback --suggest 20"
    )

    assert in_words(none, None) == line
    assert in_markdown(none, None) == line

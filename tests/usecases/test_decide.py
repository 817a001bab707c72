"""Decisions are kept with their reason, and `why` tells the last one."""

from pathlib import Path

import pytest

from copilot import usecases
from copilot.errors import InputError, UnknownRef
from copilot.usecases import Workspace
from copilot.usecases.decide import decisions_until
from copilot.wiring import open_workspace

from .remembering import at


@pytest.fixture
def shop(home: Path) -> Workspace:
    workspace = open_workspace(home)
    usecases.sync(workspace)
    usecases.scan(workspace)
    return workspace


@pytest.mark.parametrize(
    ("choice", "told", "wrong"),
    [
        ("burn", {"reason": "x"}, "no decision"),
        ("park", {"reason": " "}, "needs a reason"),
        ("move", {"reason": "x"}, "needs the goal"),
    ],
)
def test_what_is_no_decision_is_refused(shop, choice, told, wrong):
    with pytest.raises(InputError, match=wrong):
        usecases.decide(shop, "SHOP-4", choice, **told)


def test_nothing_is_decided_about_what_nobody_knows(shop):
    with pytest.raises(UnknownRef):
        usecases.decide(shop, "SHOP-99", "park", reason="x")


def test_why_tells_the_last_decision_and_cites_its_reason(shop):
    early = at(shop, "2026-01-30T09:00")
    usecases.decide(early, "SHOP-3", "park", reason="No printer", author="Ben")
    assert "Parked by Ben on 30 Jan: “No printer”" in usecases.why(shop, "SHOP-3").text
    usecases.decide(shop, "SHOP-3", "move", goal="KR2.1", reason="The printer is here")
    told = usecases.why(shop, "SHOP-3")

    (claim,) = [c for c in told.claims if c.text.startswith("Decided")]
    (citation,) = claim.citations
    assert citation.quote == "The printer is here"
    number = len([c for c in told.claims if c is not claim for _ in c.citations]) + 1
    assert f"Moved to KR2.1 on 16 Feb: “The printer is here” [{number}]." in told.text
    assert f"[{number}] decision of 2026-02-16" in told.text


def test_a_rejected_link_counts_as_a_decision_even_without_a_reason(shop):
    usecases.feedback(shop, "SHOP-2", "KR1.2", "reject", author="Cem")
    (found,) = decisions_until(shop, shop.now())
    assert found.what == "Rejected as work for KR1.2 by Cem"
    assert "Rejected as work for KR1.2 by Cem on 16 Feb." in usecases.why(shop, "SHOP-2").text


def test_a_harm_is_told_as_possible_until_a_person_confirms_it(shop):
    usecases.feedback(shop, "SHOP-3", "KR1.1", "accept", against=True, author="Ana")
    scanned = usecases.scan(shop)
    (found,) = [f for f in scanned.findings if f.code == "against"]

    assert "works against KR1.1 (confirmed by Ana)" in found.message
    assert "possibly" not in found.message
    text = usecases.why(shop, "SHOP-3").text
    assert "Works against KR1.1 Checkout completion 40 → 55 %, confirmed by Ana." in text
    goal = next(i for i in scanned.items if i.ref == "jira:SHOP-3").links[-1]
    assert (goal.relation, goal.origin) == ("against", "confirmed")


def test_a_possible_harm_is_told_with_its_spans_and_never_counts_as_help(home):
    (export,) = (home / "exports").glob("*.csv")
    rows = (
        'SHOP-8,108,Require an account at checkout,Story,To Do,Ana,3,2026-01-09 09:00,"Sign in '
        'before you may pay for the cart."\n'
        "SHOP-9,109,Voucher page between checkout and payment,Story,To Do,Ana,3,2026-01-09 09:00,"
        '"Marketing asked for it.\nHalf of the carts at checkout will be lost there."\n'
    )
    export.write_text(export.read_text(encoding="utf-8") + rows, encoding="utf-8")
    shop = open_workspace(home)
    usecases.sync(shop)
    scanned = usecases.scan(shop)
    harmed = {f.subject for f in scanned.findings if f.code == "against"}

    assert harmed == {"jira:SHOP-8", "jira:SHOP-9"}
    for key, where in (("SHOP-8", "SHOP-8, title"), ("SHOP-9", "SHOP-9, line 2")):
        told = usecases.why(shop, key)
        (claim,) = [c for c in told.claims if c.text.startswith("Against")]
        assert claim.text.endswith("Someone should choose.")
        assert "Possibly works against KR1.1 Checkout completion" in claim.text
        assert where in {c.where for c in claim.citations}
        for citation in claim.citations:
            record = shop.store.item(citation.ref, shop.now())
            text = getattr(record, citation.field)
            assert text[citation.start : citation.end] == citation.quote
        helped = {link.goal for link in told.links if link.relation == "helps"}
        assert "okr:2026-Q1/KR1.1" not in helped

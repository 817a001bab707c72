from copilot import usecases
from copilot.usecases import Workspace


def test_a_ticket_scores_as_the_scan_judged_it(shop: Workspace):
    scanned = {i.ref: i for i in usecases.scan(shop).items}["jira:SHOP-2"]
    told = usecases.score(
        shop,
        "Retry card payments that the gateway refuses\n"
        "Card payments refused by the gateway for a time-out are not tried again.",
    )

    assert told.verdict == scanned.verdict
    assert told.links[0].goal == scanned.links[0].goal
    assert abs(told.links[0].score - scanned.links[0].score) < 0.15
    assert told.alike[0].ref == "jira:SHOP-2"


def test_a_text_names_what_it_lacks(shop: Workspace):
    assert [gap.split(":")[0] for gap in usecases.score(shop, "Fix it").missing] == [
        "detail",
        "for whom",
        "to what end",
    ]
    full = (
        "Shoppers keep their cart\n"
        "Shoppers who sign in at checkout lose their cart; keep it so that the order is paid."
    )
    assert usecases.score(shop, full).missing == ()

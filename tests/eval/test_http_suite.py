"""Answers over HTTP are timed against a server of its own, while a model hangs too."""

from pathlib import Path

from copilot import usecases
from copilot.usecases import Workspace
from eval.served import hanging, serving

GENEROUS = 5.0
"""Seconds: machines that run tests are busy."""


def test_health_is_answered_while_clients_wait_for_a_model(shop: Workspace, shop_home: Path):
    assert usecases.why(shop, "SHOP-1").source == "template"
    with hanging() as address:
        asked = {
            "COPILOT_LLM__BASE_URL": address,
            "COPILOT_LLM__MODEL": "hanging",
            "COPILOT_LLM__SECONDS": "1",
        }
        with serving(shop_home, **asked) as server:
            slow = server.times(["/api/v1/items/jira:SHOP-1/why"] * 4, 4)
            quick = server.times(["/healthz"] * 32, 16)
            spent = server.cpu_seconds()

    assert max(slow) < 1 + GENEROUS
    assert sorted(quick)[16] < GENEROUS
    assert not spent < 0

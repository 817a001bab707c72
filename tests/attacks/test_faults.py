"""Whatever the endpoint does, a useful text comes in time, and the product stays alive."""

from threading import Thread
from time import monotonic

import pytest
from fastapi.testclient import TestClient

from copilot import usecases
from copilot.api import create_api
from copilot.usecases import Workspace
from eval.answering import honest
from tests.attacks.double import FAULTS, serving
from tests.attacks.world import HONEST, opened, ticket, with_model

SLOW = ("hang", "drip", "drip in the head")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    tickets = [ticket(n, f"Keep the cart {n}", HONEST) for n in range(1, 3)]
    return opened(tmp_path_factory.mktemp("calm"), tickets)


@pytest.mark.parametrize("fault", [name for name in FAULTS if name not in SLOW])
def test_every_fault_ends_in_the_template_and_only_answers_are_kept(calm: Workspace, fault: str):
    plain = usecases.why(calm, "ATK-1")
    with serving(honest, FAULTS[fault]) as double:
        workspace = with_model(calm, double, name=fault)
        began = monotonic()
        told = usecases.why(workspace, "ATK-1")
        assert monotonic() - began < 6
        assert (told.text, told.source) == (plain.text, "template")
        double.misbehave = None
        told = usecases.why(workspace, "ATK-1")
        assert told.source == ("template" if fault == "no claims" else "model")


@pytest.mark.parametrize("fault", SLOW)
def test_slow_endpoints_are_cut_off_while_others_are_served(calm: Workspace, fault: str):
    with serving(honest, FAULTS[fault]) as double:
        api = create_api(with_model(calm, double, name=fault, seconds=1.5))
        client, patient = TestClient(api), TestClient(api)
        told: list[str] = []
        asking = Thread(
            target=lambda: told.append(
                patient.get("/api/v1/items/jira:ATK-2/why").json()["source"]
            )
        )
        began = monotonic()
        asking.start()
        pauses = []
        while asking.is_alive():
            start = monotonic()
            assert client.get("/healthz").json() == {"status": "ok"}
            pauses.append(monotonic() - start)
        asking.join()

    assert told == ["template"]
    assert monotonic() - began < 5
    assert sorted(pauses)[len(pauses) // 2] < 0.1


def test_a_dead_endpoint_costs_little(calm: Workspace):
    with serving(honest) as double:
        pass
    workspace = with_model(calm, double, name="dead")
    began = monotonic()
    assert usecases.why(workspace, "ATK-1").source == "template"
    assert monotonic() - began < 3

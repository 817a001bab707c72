from collections.abc import Callable
from dataclasses import replace

import pytest

from copilot.errors import BadAnswer, ConfigError, LlmError
from copilot.llm import Ledger, OpenAiLlm, Prices
from copilot.llm.patience import Breaker
from copilot.ports import LlmCaps, Receipt, Store
from copilot.prompts.grounding import SaidClaims
from tests.attacks.double import FAULTS, Double, Misbehave, begin, chunk, refuse, says, serving
from tests.llm.conftest import ASKED, NOW

Talk = Callable[..., OpenAiLlm]
Books = Callable[[], list[Receipt]]
EMPTY = '{"claims": []}'


def quiet(asked: object) -> str:
    return EMPTY


def once(fault: Misbehave, then: str = EMPTY) -> Misbehave:
    """Misbehave the first time only."""

    def answer(talk: object, asked: object, double: Double) -> None:
        act = fault if len(double.requests) == 1 else says(then)
        act(talk, asked, double)  # type: ignore[arg-type]

    return answer


def test_an_answer_is_asked_for_by_schema_and_streamed(talk: Talk, books: Books):
    with serving(quiet) as double:
        assert talk(double)(ASKED, SaidClaims) == SaidClaims(claims=())
    (asked,) = double.requests
    assert asked["stream"] is True
    assert asked["temperature"] == 0
    assert asked["response_format"]["json_schema"]["schema"] == ASKED.schema
    assert [m["role"] for m in asked["messages"]] == ["system", "user"]
    (receipt,) = books()
    assert (receipt.tokens_in, receipt.tokens_out, receipt.outcome) == (700, 60, "answered")
    assert receipt.host in double.url
    assert receipt.bytes > 100


@pytest.mark.parametrize("shape", ["json_schema", "json_object"])
def test_an_endpoint_without_structured_output_is_asked_more_plainly(talk: Talk, shape: str):
    def picky(talk: object, asked: dict[str, object], double: Double) -> None:
        form = asked.get("response_format", {"type": "text"})["type"]  # type: ignore[index]
        understood = {"json_schema": {"json_object", "text"}, "json_object": {"text"}}[shape]
        act = says(f"Sure: ```json\n{EMPTY}\n```") if form in understood else refuse(400)
        act(talk, asked, double)  # type: ignore[arg-type]

    with serving(quiet, picky) as double:
        llm = talk(double)
        assert llm(ASKED, SaidClaims) == SaidClaims(claims=())
        learnt = len(double.requests)
        llm(ASKED, SaidClaims)
    assert len(double.requests) == learnt + 1


@pytest.mark.parametrize("parameter", ["temperature", "max_tokens", "stream_options"])
def test_a_parameter_that_is_refused_is_left_out(talk: Talk, parameter: str):
    def picky(talk: object, asked: dict[str, object], double: Double) -> None:
        act = refuse(400, f"unsupported: {parameter}") if parameter in asked else says(EMPTY)
        act(talk, asked, double)  # type: ignore[arg-type]

    with serving(quiet, picky) as double:
        talk(double)(ASKED, SaidClaims)
    assert parameter not in double.requests[-1]
    assert ("max_completion_tokens" in double.requests[-1]) == (parameter == "max_tokens")


def test_thoughts_and_words_around_the_answer_are_left_aside(talk: Talk):
    with serving(quiet, says('<think>{"claims": 1}</think> Here: {"claims": []} bye')) as double:
        assert talk(double)(ASKED, SaidClaims).claims == ()


def test_a_busy_endpoint_is_asked_again_when_it_says_and_a_failing_one_once(
    talk: Talk, books: Books
):
    with serving(quiet, once(refuse(429, retry_after="0.1"))) as double:
        talk(double)(ASKED, SaidClaims)
    with serving(quiet, FAULTS["500"]) as broken, pytest.raises(LlmError, match="status 500"):
        talk(broken)(ASKED, SaidClaims)
    assert (len(double.requests), len(broken.requests)) == (2, 2)
    assert [r.outcome for r in books()].count("failed") == 3


def test_an_odd_retry_after_is_no_reason_to_crash(talk: Talk):
    with serving(quiet, once(refuse(429, retry_after="soon"))) as double:
        talk(double)(ASKED, SaidClaims)
    assert len(double.requests) == 2


@pytest.mark.parametrize(
    "fault", ["cut stream", "bad JSON", "no JSON", "wrong schema", "deep", "empty", "length"]
)
def test_a_useless_answer_says_so(talk: Talk, fault: str):
    with serving(quiet, FAULTS[fault]) as double, pytest.raises(BadAnswer):
        talk(double)(ASKED, SaidClaims)


@pytest.mark.parametrize("fault", ["flood", "flood of one line"])
def test_fifty_megabytes_are_not_read(talk: Talk, fault: str):
    with serving(quiet, FAULTS[fault]) as double, pytest.raises(LlmError):
        talk(double)(ASKED, SaidClaims)


def test_the_key_follows_no_redirect(talk: Talk):
    with serving(quiet, FAULTS["redirect"]) as double, pytest.raises(LlmError):
        talk(double)(ASKED, SaidClaims)
    assert len(double.requests) == 1
    assert "operator-key" in double.raw[0]


def test_a_wrong_key_names_the_remedy_and_no_word_of_the_endpoint(talk: Talk):
    fault = refuse(401, "visit https://evil.example now")
    with serving(quiet, fault) as double, pytest.raises(LlmError) as failed:
        talk(double)(ASKED, SaidClaims)
    assert "COPILOT_LLM__API_KEY" in str(failed.value)
    assert "evil" not in str(failed.value)


def test_after_three_failures_nobody_waits_until_it_has_rested(talk: Talk):
    time = [0.0]
    breaker = Breaker(clock=lambda: time[0])
    with serving(quiet, FAULTS["401"]) as double:
        llm = talk(double, breaker=breaker)
        for _ in range(5):
            with pytest.raises(LlmError):
                llm(ASKED, SaidClaims)
        assert len(double.requests) == 3
        time[0] = 31
        double.misbehave = None
        llm(ASKED, SaidClaims)
        llm(ASKED, SaidClaims)
    assert len(double.requests) == 5


def test_no_time_left_sends_nothing(talk: Talk):
    with serving(quiet) as double, pytest.raises(LlmError, match="too long"):
        talk(double)(ASKED, SaidClaims, within=-1)
    assert not double.requests


def test_a_repair_shows_the_refused_answer_and_its_faults(talk: Talk):
    again = replace(ASKED, earlier="{}", defects=("claim 1: it cites nothing",))
    with serving(quiet) as double:
        talk(double)(again, SaidClaims)
    roles = [m["role"] for m in double.requests[0]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert "it cites nothing" in double.requests[0]["messages"][3]["content"]


def test_a_days_tokens_and_money_are_limits(talk: Talk, store: Store):
    with serving(quiet) as double:
        thrifty = talk(double, LlmCaps(tokens=700))
        thrifty(ASKED, SaidClaims)
        with pytest.raises(LlmError, match="daily_tokens"):
            thrifty(ASKED, SaidClaims)
        priced = Ledger(store, lambda: NOW, LlmCaps(cost=0.001), Prices(input=1, output=10))
        llm = OpenAiLlm(double.url, "m", ledger=priced)
        llm(ASKED, SaidClaims)
        with pytest.raises(LlmError, match="daily_cost"):
            llm(ASKED, SaidClaims)
    assert len(double.requests) == 2


def test_uncounted_tokens_are_estimated(talk: Talk, books: Books):
    def uncounted(talk: object, asked: object, double: Double) -> None:
        begin(talk)  # type: ignore[arg-type]
        talk.wfile.write(chunk(EMPTY) + chunk(finish="stop"))  # type: ignore[attr-defined]

    with serving(quiet, uncounted) as double:
        talk(double)(ASKED, SaidClaims)
    (receipt,) = books()
    assert receipt.tokens_in == receipt.bytes // 4
    assert receipt.tokens_out == len(EMPTY) // 4


@pytest.mark.parametrize(
    ("url", "model", "remedy"),
    [
        ("localhost:1", "m", "http://"),
        ("ftp://x/v1", "m", "http://"),
        ("http://x/v1", "", "model"),
    ],
)
def test_a_wrong_address_is_one_clear_line(store: Store, url: str, model: str, remedy: str):
    with pytest.raises(ConfigError, match=remedy):
        OpenAiLlm(url, model, ledger=Ledger(store, lambda: NOW))

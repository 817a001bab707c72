from pathlib import Path

import pytest

from copilot.errors import ConfigError
from copilot.settings import Settings, fixed_clock, load_settings
from copilot.wiring import load_checks, open_channel, open_workspace


def written(home: Path, text: str) -> Path:
    (home / "copilot.toml").write_text(text, encoding="utf-8")
    return home


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('work_space = "a"', "unknown key 'work_space'; did you mean workspace?"),
        ('[index]\nkinds = "exact"', "did you mean index.kind?"),
        ('[store]\nzzz = "x"', "known: url"),
        ('[llm]\napi_key = "x"', "set COPILOT_LLM__API_KEY in the environment"),
        ('api_token = "x"', "set COPILOT_API_TOKEN in the environment"),
        ('time_zone = "Europe/Berln"', "'Europe/Berlin'?"),
        ('[index]\nkind = "faiss"', "index.kind"),
        ("workspace = [", "can't be read"),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(tmp_path: Path, text: str, said: str):
    with pytest.raises(ConfigError, match=r"copilot\.toml") as caught:
        load_settings(written(tmp_path, text))

    assert said in str(caught.value)


def test_without_a_file_the_defaults_hold(tmp_path: Path):
    settings = load_settings(tmp_path)

    assert settings == Settings()
    assert fixed_clock(settings) is None


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COPILOT_WORKSPACE", "from-environment")
    monkeypatch.setenv("COPILOT_EMBEDDER__MODEL", "other")
    settings = load_settings(written(tmp_path, 'workspace = "a"\n[embedder]\nkind = "onnx"\n'))

    assert settings.workspace == "from-environment"
    assert (settings.embedder.kind, settings.embedder.model) == ("onnx", "other")


def test_a_connector_keeps_its_own_options(tmp_path: Path):
    text = '[[source]]\npath = "a.csv"\ncolumns = {title = "Was"}\n'
    (source,) = load_settings(written(tmp_path, text)).source

    assert source.options == {"columns": {"title": "Was"}}


def test_an_unknown_check_or_threshold_is_refused():
    with pytest.raises(ConfigError, match="no check 'nonsense'"):
        load_checks({"nonsense": {}})
    with pytest.raises(ConfigError, match=r"checks\.unaligned"):
        load_checks({"unaligned": {"nonsense": 1}})


def test_an_unknown_embedder_or_channel_names_what_is_installed(home: Path):
    settings = load_settings(home).model_copy(
        update={"embedder": load_settings(home).embedder.model_copy(update={"kind": "magic"})}
    )
    with pytest.raises(ConfigError, match="installed: onnx"):
        open_workspace(home, settings)
    with pytest.raises(ConfigError, match="no channel is called 'pigeon'"):
        open_channel("pigeon", home)


def test_qdrant_without_an_address_says_what_to_set(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("QDRANT_URL", raising=False)
    monkeypatch.setenv("COPILOT_INDEX__KIND", "qdrant")
    with pytest.raises(ConfigError, match=r"set index\.url or QDRANT_URL"):
        open_workspace(home)

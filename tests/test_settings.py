import os
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
        ('[source]\npath = "a.csv"', "write [[source]] with two brackets"),
        ('[goals]\npath = "a.md"', "write [[goals]] with two brackets"),
        ('source = ["a.csv"]', "write [[source]] with two brackets"),
        ('[[source]]\npath = " "', "source.0.path is empty: name the file or folder"),
        ("[[goals]]\n", "goals.0.path is empty"),
        ('[[goals]]\npth = "a.md"', "unknown key 'goals.0.pth'; did you mean goals.0.path?"),
        ('[[goals]]\npath = "a.md"\nzzz = 1', "known: name, path"),
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


@pytest.mark.parametrize("name", ["COPILOT_SOURCE", "COPILOT_CHECKS", "COPILOT_STORE"])
def test_a_variable_that_can_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.setenv(name, "foo")
    with pytest.raises(ConfigError, match=f"^{name} in the environment can't be read; unset it"):
        load_settings(tmp_path)


def test_settings_in_a_pipe_are_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "copilot.toml")
    with pytest.raises(ConfigError, match="is no plain file"):
        load_settings(tmp_path)


def test_a_source_without_a_path_does_not_read_the_whole_folder(tmp_path: Path):
    text = '[[source]]\npath = "a.csv"\n[[source]]\nname = "b"\n'
    with pytest.raises(ConfigError, match=r"source\.1\.path is empty: name the file or folder"):
        open_workspace(written(tmp_path, text))

"""`copilot.toml` < environment < flags: read once, in wiring; a wrong key names the nearest one.

Secrets (`api_key`, `api_token`) come from the environment only.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from copilot.errors import ConfigError

FILE = "copilot.toml"


class Section(BaseModel):
    """A table of the file: frozen, and deaf to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StoreSettings(Section):
    """Where records live."""

    url: str = "sqlite:///.copilot/copilot.db"


class IndexSettings(Section):
    """Where vectors are searched."""

    kind: Literal["exact", "qdrant"] = "exact"
    url: str = ""
    api_key: str = ""


class EmbedderSettings(Section):
    """What turns text into vectors."""

    kind: str = "onnx"
    model: str = "all-MiniLM-L6-v2"
    revision: str = ""
    """A hub revision, or any new name where the model behind the same name changed."""
    dimensions: int | None = None
    """Asked of remote models that can shorten their vectors."""
    base_url: str = ""
    api_key: str = ""


class LlmSettings(Section):
    """The language model; an empty `base_url` means none."""

    base_url: str = ""
    model: str = ""
    api_key: str = ""
    seconds: float = Field(default=20.0, gt=0)
    """What one text may take; then it comes from a template."""
    second_opinion: float = Field(default=0.0, ge=0, le=0.15)
    """Share of the items, the least decided, that a scan asks the model about; 0 is none."""
    daily_tokens: int = Field(default=1_000_000, ge=0)
    """What a workspace may use up in one day, in and out; 0 is no limit."""
    daily_cost: float = Field(default=0.0, ge=0)
    """The same in money, in the currency of the prices."""
    input_price: float = Field(default=0.0, ge=0)
    output_price: float = Field(default=0.0, ge=0)
    """Per million tokens."""


class GoalSettings(Section):
    """One place where goals and strategy are written down."""

    path: str
    name: str = "okr"


class SourceSettings(BaseModel):
    """One place where work is written down; further keys are the connector's own options."""

    model_config = ConfigDict(frozen=True, extra="allow")

    path: str = ""
    kind: str = "auto"
    name: str = ""

    @property
    def options(self) -> dict[str, Any]:
        """What this connector is told beyond kind, name and path."""
        return dict(self.model_extra or {})


class WatchSettings(Section):
    """When `copilot watch` does what: crontab lines in the workspace's zone, empty for never."""

    sync: str = "*/30 * * * *"
    scan: str = "0 6 * * *"
    digest: str = "0 8 * * mon"
    send: tuple[str, ...] = ("stdout",)
    """Channels that a digest goes to."""

    @property
    def times(self) -> dict[str, str]:
        """Lines by job."""
        return self.model_dump(exclude={"send"})


class Settings(BaseSettings):
    """Everything that can be configured."""

    model_config = SettingsConfigDict(
        env_prefix="COPILOT_", env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    workspace: str = "default"
    time_zone: str = "UTC"
    clock: AwareDatetime | None = None
    """A fixed `now`, for demos and for running the past again."""
    api_token: str = ""
    store: StoreSettings = StoreSettings()
    index: IndexSettings = IndexSettings()
    embedder: EmbedderSettings = EmbedderSettings()
    llm: LlmSettings = LlmSettings()
    goals: tuple[GoalSettings, ...] = ()
    source: tuple[SourceSettings, ...] = ()
    checks: dict[str, dict[str, Any]] = Field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Settings of delivery channels by name: `[channels.email] host = …`."""
    watch: WatchSettings = WatchSettings()
    mute: tuple[str, ...] = ()
    """Fingerprints of findings that nobody wants to hear of again."""

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            near = get_close_matches(name, sorted(available_timezones()), 1)
            raise ValueError(f"unknown time zone {name!r}" + (f"; {near[0]!r}?" if near else ""))
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's time zone."""
        return ZoneInfo(self.time_zone)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic-settings names them
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before file."""
        return env_settings, init_settings


def load_settings(home: Path) -> Settings:
    """Read `home/copilot.toml` and the environment.

    Raises:
        ConfigError: the file is no TOML, has an unknown key, a secret or a wrong value.
    """
    file = home / FILE
    told = _read(file)
    _refuse_unknown(told, file)
    try:
        return Settings(**told)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{file}: {where}: {first['msg']}") from error
    except SettingsError as error:
        raise ConfigError(_unreadable(str(error))) from error


def _unreadable(said: str) -> str:
    """Name the variable of the environment that holds no JSON where a table is wanted."""
    found = re.search(r'field "(\w+)"', said)
    name = f"COPILOT_{found[1].upper()}" if found else "a COPILOT_ variable"
    return (
        f"{name} in the environment can't be read; unset it, or write JSON, or set one key as"
        f" {name}__KEY; tables are easier to write in {FILE}"
    )


def fixed_clock(settings: Settings) -> datetime | None:
    """The configured `clock` in the workspace's zone."""
    return settings.clock.astimezone(settings.zone) if settings.clock else None


def _read(file: Path) -> dict[str, Any]:
    if file.exists() and not file.is_file():
        raise ConfigError(f"{file} is no plain file; put the settings into one")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file} can't be read: {error}. Mend it or write a new one") from error


def _refuse_unknown(told: Mapping[str, Any], file: Path) -> None:
    _refuse(told, Settings, file, "")
    _refuse_misplaced(told, file)
    _refuse_secrets(told.get("channels"), file)
    for name in ("store", "index", "embedder", "llm", "watch"):
        section = told.get(name)
        if isinstance(section, Mapping):
            kind = Settings.model_fields[name].annotation
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                _refuse(section, kind, file, f"{name}.")


def _refuse(told: Mapping[str, Any], kind: type[BaseModel], file: Path, prefix: str) -> None:
    for key in told:
        name = f"{prefix}{key}"
        if key in {"api_key", "api_token"}:
            variable = "COPILOT_" + name.upper().replace(".", "__")
            raise ConfigError(f"{file}: {name} is a secret: set {variable} in the environment")
        if key not in kind.model_fields:
            near = get_close_matches(key, kind.model_fields, 1)
            hint = f"did you mean {prefix}{near[0]}?" if near else f"known: {_names(kind)}"
            raise ConfigError(f"{file}: unknown key {name!r}; {hint}")


def _refuse_misplaced(told: Mapping[str, Any], file: Path) -> None:
    """Goals and sources are lists of tables, each with a place to read from."""
    for name in ("goals", "source"):
        entries = told.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(e, Mapping) for e in entries):
            raise ConfigError(f"{file}: write [[{name}]] with two brackets, once for each place")
        for number, entry in enumerate(entries):
            if name == "goals":
                _refuse(entry, GoalSettings, file, f"goals.{number}.")
            refuse_no_place(name, number, entry.get("path", "" if name == "goals" else "."), file)


def refuse_no_place(name: str, number: int, path: Any, file: Path) -> None:
    """Refuse an empty path, which would mean the whole folder.

    Raises:
        ConfigError: it is empty.
    """
    if isinstance(path, str) and not path.strip():
        raise ConfigError(
            f"{file}: {name}.{number}.path is empty: name the file or folder to read"
        )


def _refuse_secrets(channels: Any, file: Path) -> None:
    """A channel knows its own keys; what is secret among them is not for a file."""
    for channel, told in channels.items() if isinstance(channels, Mapping) else ():
        for key in told if isinstance(told, Mapping) else ():
            if key in {"password", "secret", "token"}:
                variable = f"COPILOT_CHANNELS__{channel}__{key}".upper()
                raise ConfigError(
                    f"{file}: channels.{channel}.{key} is a secret: "
                    f"set {variable} in the environment"
                )


def _names(kind: type[BaseModel]) -> str:
    return ", ".join(sorted(kind.model_fields))

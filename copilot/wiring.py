"""The only module that knows which adapter fills which port. Heavy imports wait until needed."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from copilot.checks import Check
from copilot.errors import ConfigError, StoreError
from copilot.portfolio import Goal, Ref
from copilot.ports import Channel, Embedder, Found, Index, Llm, LlmCaps, Source, Store
from copilot.settings import FILE, Settings, fixed_clock, load_settings, refuse_no_place
from copilot.usecases import Workspace

GOAL_DOCUMENTS = "goal-documents"


def open_workspace(home: Path, settings: Settings | None = None) -> Workspace:
    """Fill every port for the workspace that `home/copilot.toml` describes.

    Raises:
        ConfigError: the settings name something that is not installed or does not fit.
        StoreError: the database can't be opened.
    """
    if not home.is_dir():
        raise ConfigError(f"there is no folder {str(home)!r}; name one with --home")
    settings = settings or load_settings(home)
    now = _clock(settings)
    store = _store(home, settings)
    embedder = _embedder(settings, store)
    return Workspace(
        name=settings.workspace,
        zone=settings.zone,
        store=store,
        index=_index(settings, embedder),
        embedder=embedder,
        sources=_joined(
            (*_goal_sources(home, settings, _holder(store, now)), *_work_sources(home, settings))
        ),
        checks=load_checks(settings.checks),
        llm=_llm(settings, store, now),
        second_opinion=settings.llm.second_opinion,
        now=now,
        read_goals=lambda path: _goal_source(home, settings, "okr", str(path)),
        home=home,
        mute=frozenset(settings.mute),
    )


def _clock(settings: Settings) -> Callable[[], datetime]:
    fixed = fixed_clock(settings)
    if fixed is not None:
        return lambda: fixed
    return lambda: datetime.now(UTC).astimezone(settings.zone)


def installed(group: str) -> dict[str, Any]:
    """Load every entry point of `copilot.<group>`, the built-in ones included, by name."""
    found = sorted(entry_points(group=f"copilot.{group}"), key=lambda point: point.name)
    return {point.name: point.load() for point in found}


def load_checks(settings: dict[str, dict[str, Any]]) -> tuple[Check, ...]:
    """Make every installed check with its own settings."""
    known = installed("checks")
    strange = [name for name in settings if name not in known]
    if strange:
        raise ConfigError(f"no check {strange[0]!r}; installed: {', '.join(known)}")
    return tuple(_check(name, make, settings.get(name, {})) for name, make in known.items())


def _check(name: str, make: Callable[..., Check], told: dict[str, Any]) -> Check:
    try:
        return make(**told)
    except ValidationError as error:
        raise ConfigError(f"[checks.{name}] {_first(error, make)}") from error


def open_channel(name: str, home: Path, settings: Settings | None = None) -> Channel:
    """Make one delivery channel by its entry-point name, as `[channels.NAME]` says.

    Raises:
        ConfigError: there is none, or its settings do not fit.
    """
    configured = (settings or load_settings(home)).channels
    told = configured.get(name, {})
    if name not in entry_points(group="copilot.channels").names:
        what = f"no channel is called {name!r}" if name else "no channel is named"
        raise ConfigError(f"{what}; there are {_channels(configured)}")
    make = _chosen("channels", name)
    if wanting := _wanting(make, told):
        raise ConfigError(f"[channels.{name}] in copilot.toml lacks {', '.join(wanting)}")
    try:
        channel: Channel = make(home=home, **told)
    except ValidationError as error:
        raise ConfigError(f"[channels.{name}] {_first(error, make)}") from error
    except TypeError as error:
        known = ", ".join(told) or "nothing"
        raise ConfigError(f"[channels.{name}] does not fit: {known} is set") from error
    return channel


def _channels(configured: dict[str, dict[str, Any]]) -> str:
    """Name the channels: those that can be used first, then what the others need."""
    known = installed("channels").items()
    needs = {name: _wanting(make, configured.get(name, {})) for name, make in known}
    ready = [name for name, wanting in needs.items() if not wanting]
    others = [f"{n} (set {', '.join(w)} under [channels.{n}])" for n, w in needs.items() if w]
    return ", ".join([*ready, *others])


def _wanting(make: Any, told: dict[str, Any]) -> list[str]:
    """Settings that a channel needs and nobody gave."""
    fields = getattr(make, "model_fields", {})
    return [name for name, field in fields.items() if field.is_required() and name not in told]


def _first(error: ValidationError, make: Any) -> str:
    """Where a value does not fit, and why; of an unknown key, which are known, nearest first."""
    first = error.errors()[0]
    if first["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        key = str(first["loc"][0])
        known = sorted(getattr(make, "model_fields", ()))
        near = get_close_matches(key, known, len(known))
        ordered = [*near, *(name for name in known if name not in near)]
        return f"unknown key {key!r}; known: {', '.join(ordered)}"
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _chosen(group: str, name: str) -> Any:
    for point in entry_points(group=f"copilot.{group}"):
        if point.name == name:
            return point.load()
    known = ", ".join(sorted(p.name for p in entry_points(group=f"copilot.{group}")))
    raise ConfigError(f"no {group[:-1]} is called {name!r}; installed: {known}")


def _store(home: Path, settings: Settings) -> Store:
    from copilot.store import open_store

    prefix = "sqlite:///"
    url = settings.store.url
    if url.startswith(prefix) and not url.startswith(prefix + "/"):
        url = f"{prefix}{(home / url.removeprefix(prefix)).resolve()}"
    store: Store = open_store(url, settings.workspace)
    return store


def _embedder(settings: Settings, store: Store) -> Embedder:
    from copilot.embeddings.batching import BatchedEmbedder

    told = settings.embedder
    given = {n: v for n, v in told.model_dump(exclude={"kind", "model"}).items() if v}
    make = _chosen("embedders", told.kind)
    try:
        return BatchedEmbedder(make(told.model, **given), store)
    except TypeError as error:
        raise ConfigError(
            f"[embedder] the {told.kind} embedder does not take all of: {', '.join(given)}"
        ) from error


def _index(settings: Settings, embedder: Embedder) -> Index:
    url = settings.index.url or os.environ.get("QDRANT_URL", "")
    if settings.index.kind == "exact":
        from copilot.embeddings.exact import ExactIndex

        return ExactIndex()
    if not url:
        raise ConfigError("index.kind is qdrant: set index.url or QDRANT_URL")
    from copilot.embeddings.qdrant import open_qdrant

    return open_qdrant(url, settings.index.api_key, settings.workspace, embedder)


def _goal_sources(home: Path, settings: Settings, holder: Any) -> Iterator[Source]:
    """Open the documents of one name together: only side by side are their ids kept apart."""
    paths: dict[str, list[str]] = {}
    for told in settings.goals:
        paths.setdefault(told.name, []).append(told.path)
    for name, named in paths.items():
        yield _goal_source(home, settings, name, named, holder=holder)


def _goal_source(
    home: Path, settings: Settings, name: str, path: str | list[str], **further: Any
) -> Source:
    made: Source = _chosen("sources", GOAL_DOCUMENTS)(
        name=name, path=path, home=home, zone=settings.zone, **further
    )
    return made


def _holder(store: Store, now: Callable[[], datetime]) -> Callable[[Ref], str | None]:
    """In which file a goal was found when it was last read."""

    def holder(ref: Ref) -> str | None:
        try:
            known = store.item(ref, now())
        except StoreError:  # damaged: this very reading writes it anew
            return None
        return known.place.file if isinstance(known, Goal) and known.place else None

    return holder


def _work_sources(home: Path, settings: Settings) -> Iterator[Source]:
    return (_work_source(home, settings, n) for n in range(len(settings.source)))


def _joined(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Read places of one name as one source: what one of them lacks is not gone."""
    from copilot.sources.joined import Joined

    by_name: dict[str, list[Source]] = {}
    for source in sources:
        by_name.setdefault(source.name, []).append(source)
    return tuple(m[0] if len(m) == 1 else Joined(name, m) for name, m in by_name.items())


def _work_source(home: Path, settings: Settings, number: int) -> Source:
    """Open a connector by its kind; a kind that is a file format is read by `FileSource`."""
    from copilot.sources.files import FileSource

    told = settings.source[number]
    known = installed("sources")
    name = told.name or (told.kind if told.kind != "auto" else Path(told.path).stem)
    options: dict[str, Any] = {
        "name": name,
        "path": told.path,
        "home": home,
        "zone": settings.zone,
    }
    connector = known.get(told.kind)
    if connector is not None and not hasattr(connector, "recognises"):
        made: Source = connector(**options, **told.options)
        return made
    refuse_no_place("source", number, told.path, home / FILE)
    return FileSource(**options, readers=_readers(), kind=told.kind, **told.options)


def look_for_work(path: Path) -> Found:
    """Say how many items a file holds, in which tool's form, and how its columns are called."""
    from copilot.sources.found import work_in

    return work_in(path, _readers())


def look_for_goals(path: Path) -> Found:
    """Say how many goals a document holds."""
    from copilot.sources.found import goals_in

    return goals_in(_chosen("sources", GOAL_DOCUMENTS)(path=path.name, home=path.parent), path)


def _readers() -> tuple[Any, ...]:
    return tuple(r() for r in installed("sources").values() if hasattr(r, "recognises"))


def _llm(settings: Settings, store: Store, now: Callable[[], datetime]) -> Llm | None:
    """Fill the port only where an address is configured: else nothing could ever be sent."""
    told = settings.llm
    if not told.base_url:
        return None
    from copilot.llm import Ledger, OpenAiLlm, Prices

    caps = LlmCaps(tokens=told.daily_tokens, cost=told.daily_cost)
    prices = Prices(input=told.input_price, output=told.output_price)
    ledger = Ledger(store, now, caps, prices)
    return OpenAiLlm(told.base_url, told.model, told.api_key, ledger=ledger, seconds=told.seconds)


def open_demo(home: Path) -> Workspace:
    """Copy the built-in workspace "Note" into `home` and open it; an earlier copy is replaced."""
    _copy(files("copilot") / "demo", home)
    return open_workspace(home)


def _copy(folder: Any, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for part in folder.iterdir():
        if part.is_dir():
            _copy(part, to / part.name)
        else:
            (to / part.name).write_bytes(part.read_bytes())

"""What columns with names of their own may be, judged by name and content: a proposal."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from . import dates
from .columns import Columns
from .sheet import Sheet, fold
from .statuses import is_status

KEY = re.compile(r"[A-Z][A-Z0-9]*[-_]?\d+|#?\d{1,7}")
_UTC = ZoneInfo("UTC")
_FEW = 12
"""A column of states has few different ones."""
_SENTENCE = 4.0
"""Average words from which a text is a sentence rather than a name."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that no field claims, and what it holds."""

    name: str
    cells: tuple[str, ...]

    def hinted(self, hints: str) -> bool:
        beginnings = tuple(hints.split())
        return any(word.startswith(beginnings) for word in fold(self.name).split())

    def share(self, test: Callable[[str], object]) -> float:
        return sum(1 for cell in self.cells if test(cell)) / len(self.cells)

    @property
    def different(self) -> float:
        return len(set(self.cells)) / len(self.cells)

    @property
    def words(self) -> float:
        return sum(len(cell.split()) for cell in self.cells) / len(self.cells)


def guess(sheet: Sheet, columns: Columns) -> dict[str, str]:
    """Propose a column for each field that has none, of those that no field has.

    Returns:
        Field to column name, as a map in the configuration would say it.
    """
    taken = {place for places in columns.values() for place in places}
    free = {
        place: column
        for place, name in enumerate(sheet.header)
        if place not in taken and name and (column := _column(sheet, place, name)).cells
    }
    found: dict[str, str] = {}
    for field, fits in _FIELDS:
        place = next((p for p, column in free.items() if fits(column)), None)
        if field not in columns and place is not None:
            found[field] = free.pop(place).name
    texts = sorted(free.values(), key=lambda column: -column.words)
    return _texts(texts, columns) | found


def written(found: dict[str, str]) -> str:
    """Write a map as it stands in `copilot.toml`."""
    pairs = (f'{field} = "{_escaped(name)}"' for field, name in found.items())
    return f"columns = {{{', '.join(pairs)}}}"


def _escaped(name: str) -> str:
    return " ".join(name.split()).replace("\\", "\\\\").replace('"', '\\"')


def _column(sheet: Sheet, place: int, name: str) -> _Column:
    rows = (cells for _, cells in sheet.first[sheet.header_row + 1 :])
    cells = (row[place].strip() for row in rows if place < len(row))
    return _Column(name, tuple(filter(None, cells)))


def _texts(columns: Sequence[_Column], known: Columns) -> dict[str, str]:
    """Of the texts that differ from row to row, the longest is the body, the next the title."""
    texts = [column for column in columns if column.different > 0.8 and not column.share(_number)]
    found: dict[str, str] = {}
    titles = [c for c in texts if 1.5 <= c.words <= 15 or c.hinted(_TITLES)]
    if "title" not in known and titles:
        named = [column for column in titles if column.hinted(_TITLES)]
        title = (named or titles)[-1]
        found["title"] = title.name
        texts.remove(title)
    if "body" not in known and texts and texts[0].words >= _SENTENCE:
        found["body"] = texts[0].name
    return found


def _number(text: str) -> bool:
    return text.replace(",", ".", 1).replace(".", "", 1).isdigit()


def _is_state(column: _Column) -> bool:
    few = len(set(column.cells)) <= _FEW and column.words < _SENTENCE
    return few and column.share(is_status) >= 0.5


def _is_effort(column: _Column) -> bool:
    return column.hinted(_EFFORTS) and column.share(_number) >= 0.8


def _is_person(column: _Column) -> bool:
    return column.hinted(_PEOPLE) and column.words <= 3 and not column.share(_number)


def _is_key(column: _Column) -> bool:
    plain = column.share(str.isdigit) > 0 and not column.hinted("id nr num key no ref")
    return column.share(KEY.fullmatch) >= 0.8 and column.different == 1 and not plain


def _is_day(hints: str) -> Callable[[_Column], bool]:
    def fits(column: _Column) -> bool:
        return column.hinted(hints) and column.share(lambda t: dates.moment(t, _UTC)) >= 0.8

    return fits


_TITLES = """titl name idea idee task item feature request issue topic thema aufgabe vorhaben
    subject betreff campaign story"""
_EFFORTS = """effort size point pts estimat day hour cost weight aufwand größe schätz komplex tage
    stunden pt"""
_PEOPLE = """who owner assign person dev lead responsib wer verantwort bearbeit zuständ contact pm
    by qui"""
_DUE = "due dead fällig frist launch live bis until target"
_DONE = "done clos finish ship complet resolv erledigt"
_CREATED = "creat open add logg request angelegt erfasst since seit"
_FIELDS: tuple[tuple[str, Callable[[_Column], bool]], ...] = (
    ("key", _is_key),
    ("status", _is_state),
    ("effort", _is_effort),
    ("assignee", _is_person),
    ("due", _is_day(_DUE)),
    ("done", _is_day(_DONE)),
    ("created", _is_day(_CREATED)),
)

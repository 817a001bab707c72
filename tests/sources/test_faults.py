"""Bad input: one clear line that names file, place and remedy; whatever is good is read."""

import io
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from copilot.errors import ConfigError, SourceError
from copilot.ports import Problem
from copilot.sources.cleaning import BODY_LIMIT, clean, cut, one_line

from .exports import BERLIN, pulled, read, read_with_problems, rows, said, source

TABLE = "Key,Title,Status\nA-1,Größe prüfen – 5 €,Done\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def protected() -> bytes:
    """The smallest compound file with the streams of a password-protected workbook."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    fields = (0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header = OLE + bytes(16) + struct.pack("<5H6x10I108I", *fields, *[free] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)

    def entry(name: str, kind: int, right: int, child: int) -> bytes:
        raw = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2)
        return raw + struct.pack("<BBIII36xIQ", kind, 1, free, right, child, end, 0)

    entries = entry("Root Entry", 5, free, 1) + entry("EncryptedPackage", 2, 2, free)
    return header + table + entries + entry("EncryptionInfo", 2, free, free) + bytes(128)


@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff"])
def test_an_empty_file(tmp_path: Path, content: str) -> None:
    assert said(tmp_path, content) == "x.csv: is empty; export it again"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_mark(tmp_path: Path, encoding: str) -> None:
    (item,) = read(tmp_path, TABLE.encode(encoding))
    assert (item.key, item.title, item.status) == ("A-1", "Größe prüfen – 5 €", "done")


def test_windows_1252_is_read_and_told_even_where_it_begins_late(tmp_path: Path) -> None:
    late = "".join(f"A-{n},plain text number {n},Open\n" for n in range(2, 4000))
    content = ("Key,Title,Status\n" + late + "A-1,Größe prüfen – 5 €,Done\n").encode("cp1252")
    items, problems = read_with_problems(tmp_path, content)
    assert items[-1].title == "Größe prüfen – 5 €"
    assert problems == [
        "export: is not UTF-8 and was read as Windows-1252; save it as UTF-8 if letters look wrong"
    ]


def test_one_damaged_character_does_not_turn_utf_8_into_windows_1252(tmp_path: Path) -> None:
    content = TABLE.replace("Done", "Döne ööö äää").encode() + b"A-2,\xff broken,Open\n"
    items, problems = read_with_problems(tmp_path, content)
    assert items[0].title == "Größe prüfen – 5 €"
    assert items[1].title == "\ufffd broken"
    assert len(problems) == 1


def test_a_cell_of_50_megabytes_is_cut_and_told(tmp_path: Path) -> None:
    huge = "ä" * 25_000_000
    items, problems = read_with_problems(
        tmp_path, f'Key,Title,Description\nA-1,x,"{huge}"\nA-2,"{huge}",\nA-3,z,y\n'
    )
    assert rows(items, "key") == [("A-1",), ("A-2",), ("A-3",)]
    assert len(items[0].body.encode()) == BODY_LIMIT
    assert len(items[1].title) == 500
    assert problems == [
        "export, line 2: the text of A-1 has 25,000,000 characters; the first 64 kB were kept;"
        " move what is longer to an attachment"
    ]


def test_ragged_rows_are_read_and_told_once(tmp_path: Path) -> None:
    items, problems = read_with_problems(
        tmp_path, "Key,Title,Status\nA-1,x\nA-2,y,Done,surplus,more\nA-3,z,Open\nA-4\n,,\n"
    )
    assert rows(items, "key", "title", "status") == [
        ("A-1", "x", "planned"),
        ("A-2", "y", "done"),
        ("A-3", "z", "planned"),
        ("A-4", "A-4", "planned"),
    ]
    assert len(problems) == 1
    assert problems[0].startswith(
        "export, line 2: this row has 2 fields, expected 3, 2 more rows are like it"
    )


def test_a_table_that_breaks_off_in_a_quoted_cell(tmp_path: Path) -> None:
    items, problems = read_with_problems(
        tmp_path, 'Key,Title,Status\nA-1,x,Done\nA-2,"half\nwritten\n'
    )
    assert [item.key for item in items] == ["A-1", "A-2"]
    assert problems == [
        "export, line 3: the last row breaks off inside a quoted cell; export the file again"
    ]


def test_repeated_keys_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    items, problems = read_with_problems(
        tmp_path, "Key,Title\nA-1,x\nA-1,x\nA-1,y\nA-1,z\nA-1,y\nA-2,w\n"
    )
    assert rows(items, "key", "id", "title") == [
        ("A-1", "A-1", "x"),
        ("A-1~2", "A-1~2", "y"),
        ("A-1~3", "A-1~3", "z"),
        ("A-1~4", "A-1~4", "y"),
        ("A-2", "A-2", "w"),
    ]
    assert problems == [
        "export: A-1 stands more than once: equal rows were read once, others kept as key~2;"
        " give every item its own key"
    ]


def test_of_two_exports_of_one_tracker_the_later_counts(tmp_path: Path) -> None:
    (tmp_path / "2026-01.csv").write_text("Key,Title,Status\nA-1,x,Open\nA-2,y,Open\n")
    (tmp_path / "2026-02.csv").write_text("Key,Title,Status\nA-1,x,Done\n")
    items, problems = pulled(tmp_path, "*.csv")
    assert sorted(rows(items, "key", "status")) == [("A-1", "done"), ("A-2", "planned")]
    assert problems[0].startswith("2026-01.csv: A-1 stands also in 2026-02.csv")


def test_an_unknown_status_is_told_once_with_the_remedy(tmp_path: Path) -> None:
    items, problems = read_with_problems(tmp_path, "Key,Title,Status\nA,x,Zork\nB,y,Zork\n")
    assert rows(items, "status", "native_status") == [("planned", "Zork")] * 2
    assert problems == [
        'export, line 2: status "Zork" is unknown and was read as planned; map it:'
        ' status = {"Zork" = "active"}'
    ]


def test_a_half_written_document(tmp_path: Path) -> None:
    assert said(tmp_path, '{\n "lists": [],\n "cards": [{"id": ', "b.json") == (
        "b.json, line 3: the JSON breaks off or is damaged here (expecting value); export it again"
    )


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000, "[1" + "0" * 5000 + ", {"])
def test_json_nested_beyond_reason(tmp_path: Path, content: str) -> None:
    assert "again" in said(tmp_path, content, "b.json")


def test_a_workbook_protected_by_a_password_and_one_that_is_none(tmp_path: Path) -> None:
    told = "p.xlsx: is protected by a password; save a copy without one"
    assert said(tmp_path, protected(), "p.xlsx") == told
    assert "is no readable workbook" in said(tmp_path, OLE + bytes(600), "p.xlsx")
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("xl/workbook.xml", "<nothing/>")
    assert "p.xlsx: is no readable workbook" in said(tmp_path, broken.getvalue(), "p.xlsx")


def archive_of(name: str, size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\x00" * size)
    return packed.getvalue()


@pytest.mark.parametrize("name", ["xl/sheet.xml", "A 0123456789abcdef0123456789abcdef.csv"])
def test_zip_bombs_are_not_unfolded(tmp_path: Path, name: str) -> None:
    told = said(tmp_path, archive_of(name, 30 * 2**20), "z")
    assert "looks like a zip bomb; unpack it yourself" in told


def test_a_workbook_beyond_20_megabytes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "big.xlsx", "w") as archive:
        archive.writestr("xl/media/film", bytes(range(256)) * 90_000)
    with pytest.raises(SourceError, match=r"21 MB is more than the 20 MB read"):
        pulled(tmp_path, "big.xlsx")


def test_xml_with_entities(tmp_path: Path) -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        '<rss><channel><item><key id="1">K-1</key><summary>&b;</summary></item></channel></rss>'
    )
    assert said(tmp_path, bomb, "j.xml") == (
        "j.xml: declares entities, which exports never do; export it again"
    )
    assert "j.xml, line 1" in said(tmp_path, '<rss><item><key id="1">K', "j.xml")


def test_a_missing_path_and_an_unreadable_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere/x\.csv: there is no such file below"):
        pulled(tmp_path, "nowhere/x.csv")
    with pytest.raises(SourceError, match="cannot be listed"):
        pulled(tmp_path, "a**b")


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(SourceError, match="the link leads nowhere"):
        pulled(tmp_path, "loop")


def test_a_file_in_no_known_format(tmp_path: Path) -> None:
    assert "is in none of the known formats (asana-csv" in said(tmp_path, b"\x89PNG\x00\x01\x02")
    assert "is in none of the known formats" in said(tmp_path, '{"just": "settings"}', "s.json")


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    (tmp_path / "b.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "c.json").write_text('{"cards": [')
    (tmp_path / "d.png").write_bytes(b"\x89PNG\x00")
    (tmp_path / "readme.md").write_text("# Summary\n\nNothing, really\n")
    (tmp_path / ".hidden.csv").write_text(TABLE, encoding="utf-8")
    items, problems = pulled(tmp_path, ".")
    assert [item.key for item in items] == ["A-1"]
    assert [problem.removeprefix("None: ").split(":")[0] for problem in problems] == [
        "c.json, line 1",
        "a.csv",
    ]


def test_a_header_without_items(tmp_path: Path) -> None:
    items, problems = read_with_problems(tmp_path, "Key,Title\n")
    assert items == []
    assert "there are no items below the header" in problems[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"kind": "jiro"}, 'kind "jiro" is unknown; use one of asana-csv, auto'),
        ({"dates": "month"}, "dates is not understood"),
        ({"colums": {}}, "option colums is not understood"),
    ],
)
def test_wrong_options(tmp_path: Path, options: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        source(tmp_path, "x", **options)


def test_a_status_map_to_words_that_do_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="status 'finito' is unknown; use one of planned"):
        read(tmp_path, TABLE, status={"Done": "finito"})


def test_a_configured_kind_is_not_questioned(tmp_path: Path) -> None:
    (item,) = read(tmp_path, TABLE, kind="table")
    assert item.key == "A-1"
    for kind in ("trello-json", "backlog-md", "notion-zip", "jira-xml"):
        with pytest.raises(SourceError):
            read(tmp_path, TABLE, kind=kind)


def test_control_characters_lone_surrogates_and_forms() -> None:
    assert clean("a\x00b\ud800\x1b[31m\r\nc\rd\u0085e") == "ab[31m\nc\nde"
    assert clean("u\u0308ber") == "über"
    assert one_line(" a\n b\t\tc ") == "a b c"
    assert cut("ää", 3) == "ä"


def test_absolute_paths_and_other_zones(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.csv").write_text("Title,Created\nA,2026-01-05 10:00\n")
    for path in (str(tmp_path / "in" / "x.csv"), str(tmp_path / "in"), str(tmp_path / "i*" / "*")):
        items, _ = pulled(tmp_path / "elsewhere", path, zone=ZoneInfo("Asia/Tokyo"))
        assert items[0].created == datetime(2026, 1, 5, 1, tzinfo=UTC)
    assert BERLIN.key == "Europe/Berlin"


def test_only_problems_that_may_cost_a_record_say_so(tmp_path: Path) -> None:
    texts: dict[str, tuple[str | bytes, list[bool]]] = {
        "ragged": ("Key,Title,Due\nA,x\n", [False]),
        "status": ("Key,Title,Status\nA,x,Zork\n", [False]),
        "dates": ("Key,Title,Due\nA,x,03/04/2026\n", [False]),
        "latin": ("Key,Title\nA,é\n".encode("cp1252"), [False]),
        "repeated": ("Key,Title\nA,x\nA,y\n", [False]),
        "no items": ("Key,Title\n", [True]),
        "half": ('{"id": "A", "title": "x"}\n{"id": "B", "ti', [True]),
        "escape": ('{"id": "A", "title": "\\x"}\n{"id": "B", "title": "y"}', [False]),
    }
    for name, (content, lost) in texts.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(raw)
        found = source(tmp_path, name).pull()
        assert [p.lost for p in found if isinstance(p, Problem)] == lost, name

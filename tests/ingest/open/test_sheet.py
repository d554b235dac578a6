"""XLSX: sheets of talk, cells as people read them, places, limits."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from ingest.errors import BrokenFile, EmptyFile, NotATranscript, Stopped
from ingest.intake import parse
from ingest.open import pool
from ingest.open.containers import open_document
from ingest.open.excel import sheet as sheet_module
from ingest.open.worker import Limits
from ingest.transcript import Transcript
from settings import ROOT
from tests.support.growth import at_once
from tests.support.packed import packed, saved, sheets

SAID = [
    ("Vera Holm", "Wer hat den Ofen gebaut?"),
    ("Jens Arp", "Mein Onkel, 1961; mit Steinen aus der Mühle."),
    ("Vera Holm", 'Und er sagte "für immer"?'),
    ("Jens Arp", "Er sagte es.\nUnd er hatte recht."),
    ("Vera Holm", "Backen Sie noch darin?"),
    ("Jens Arp", "Jeden Samstag."),
]
TEXTS = [(who, text.replace("\n", " ")) for who, text in SAID]
STARTS = [time(0, 0, n * 8) for n in range(6)]
MS = [n * 8000 for n in range(6)]
TIMED = [(at, *row) for at, row in zip(STARTS, SAID, strict=True)]
HEAD = ("Zeit", "Sprecher/in", "Wortlaut")
MAIN = "xl/worksheets/sheet1.xml"


def read(data: bytes) -> Transcript:
    (transcript,) = parse("ofen.xlsx", data)
    return transcript


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(t.speaker, " ".join(t.text.split())) for t in transcript.turns]


def starts(transcript: Transcript) -> list[int | None]:
    return [t.start_ms for t in transcript.turns]


def timed(times: list[Any], formats: str | list[str] = "", epoch: datetime | None = None) -> bytes:
    """A sheet with these times, shown in a format or one each."""
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.append(HEAD)
    for at, row in zip(times, SAID, strict=True):
        sheet.append((at, *row))
    shown = [formats] * len(times) if isinstance(formats, str) else formats
    for cell, each in zip(sheet["A"][1:], shown, strict=True):
        if each:
            cell.number_format = each
    return saved(book)


def rewritten(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The file with one of its parts changed."""
    with ZipFile(io.BytesIO(data)) as whole:
        parts: dict[str, str | bytes] = {n: whole.read(n) for n in whole.namelist()}
    content = parts[name]
    assert isinstance(content, bytes)
    parts[name] = change(content.decode())
    assert parts[name] != content.decode()
    return packed(parts)


def test_rows_with_their_places_times_and_line_ends() -> None:
    coded = [(*row, "Familie" if n % 2 else None, None) for n, row in enumerate(TIMED)]
    transcript = read(sheets(Kodes=[(*HEAD, "Kode", "Memo"), *coded]))
    assert (said(transcript), starts(transcript)) == (TEXTS, MS)
    assert transcript.format == "xlsx:table"
    places = [t.source for t in transcript.turns]
    assert [p.path for p in places] == [f"Kodes!{n}" for n in range(2, 8)]
    assert all(p.line is None for p in places)
    (opened,) = open_document("ofen.xlsx", sheets(Kodes=[(*HEAD, "Kode", "Memo"), *coded]))
    assert opened.text[places[1].text_start : places[1].text_end] == SAID[1][1]


def test_rows_of_title_empty_rows_and_columns() -> None:
    above = [("Gespräch am Backofen",), ("Datum", datetime(2023, 5, 6)), ()]
    rows = [("", *row) for row in [*above, HEAD, *TIMED[:3]]]
    transcript = read(sheets(Eins=[(), *rows, (), (), *(("", *row) for row in TIMED[3:])]))
    assert (said(transcript), starts(transcript)) == (TEXTS, MS)
    assert (transcript.title, transcript.date) == ("Gespräch am Backofen", "2023-05-06")
    assert [t.source.path for t in transcript.turns][2:4] == ["Eins!8", "Eins!11"]


@pytest.mark.parametrize(
    "rows",
    [
        TIMED,
        SAID,
        [("Moment", "Stimme", "Satz"), *TIMED],
        [(*HEAD, None), *((*row, "lacht" if n % 2 else None) for n, row in enumerate(TIMED))],
        [[f"{who}: {text}"] for who, text in SAID],
    ],
)
def test_columns_that_no_word_tells(rows: list[Any]) -> None:
    assert said(read(sheets(A=rows))) == TEXTS


@pytest.mark.parametrize(
    "beside",
    [
        [["Sehr lange Notizen zu diesem Gespräch. " * 20]] * 5,
        [("Kode", "Was er heißt"), *((f"k{n}", "Davon spricht wer backt. " * 9) for n in range(5))],
        [],
    ],
)
def test_the_sheet_of_talk_among_others(beside: list[Any]) -> None:
    found = read(sheets(Notizen=beside, Protokoll=[HEAD, *TIMED], Rest=[]))
    assert said(found) == TEXTS
    assert found.turns[0].source.path == "Protokoll!2"


def test_a_hidden_sheet_is_read_where_no_other_holds_anything() -> None:
    for shown in ([HEAD, *TIMED[:4]], []):
        book = openpyxl.load_workbook(io.BytesIO(sheets(Alt=[HEAD, *TIMED], Neu=shown)))
        book["Alt"].sheet_state = "hidden"
        book.active = 1
        assert len(read(saved(book)).turns) == (4 if shown else 6)


@pytest.mark.parametrize(
    ("times", "shown", "ms"),
    [
        (STARTS, "", MS),
        ([n * 8 / 86_400 for n in range(6)], "mm:ss", MS),
        ([n * 8.25 / 86_400 for n in range(6)], "[h]:mm:ss.00", [n * 8250 for n in range(6)]),
        ([timedelta(hours=23, minutes=59 + n) for n in range(6)], "", None),
        ([0.99 + n / 100 for n in range(6)], "hh:mm:ss", None),
        ([n * 8 for n in range(6)], "", MS),
        ([n * 8.0 for n in range(6)], "0.00", MS),
        ([n * 8.5 for n in range(6)], "", [n * 8500 for n in range(6)]),
        ([f"00:00:{n * 8:02}" for n in range(6)], "@", MS),
        ([datetime(2024, 5, 1, 9, 0, n * 8) for n in range(6)], "dd.mm.yyyy hh:mm:ss", MS),
        # Typed as minutes and seconds, taken for hours and minutes.
        ([time(0, n * 8) for n in range(6)], "h:mm", MS),
        ([time(n, 8) for n in range(6)], 'hh:mm" s"', [n * 60_000 + 8000 for n in range(6)]),
        # Seconds that are there, but not shown.
        ([time(0, n, 8) for n in range(6)], "h:mm", [n * 60_000 + 8000 for n in range(6)]),
    ],
)
def test_times_as_cells(times: list[Any], shown: str, ms: list[int] | None) -> None:
    if ms is None:
        days = [t / timedelta(days=1) if isinstance(t, timedelta) else t for t in times]
        ms = [round(d * 86_400_000) for d in days]
    transcript = read(timed(times, shown))
    assert (said(transcript), starts(transcript)) == (TEXTS, ms)


def test_minutes_beyond_a_day_of_hours() -> None:
    times = [time(n * 4, 30) for n in range(5)] + [timedelta(hours=25, minutes=3)]
    shown = ["h:mm"] * 5 + ["[h]:mm:ss"]
    ms = [n * 240_000 + 30_000 for n in range(5)] + [25 * 60_000 + 3000]
    assert starts(read(timed(times, shown))) == ms


def test_days_that_count_from_1904() -> None:
    at = [datetime(2024, 5, 1, 9, 0, n * 8) for n in range(6)]
    transcript = read(timed(at, epoch=datetime(1904, 1, 1)))
    assert (starts(transcript), transcript.date) == (MS, "2024-05-01")


def test_what_cells_hold() -> None:
    row = (7.0, 0.1 + 0.2, True, date(2024, 5, 1), "a\tb\r\nc_x000D_\nd", "#N/A", "x")
    (opened,) = open_document("a.xlsx", sheets(A=[row]))
    assert opened.text == '7\t0.3\tTRUE\t2024-05-01\t"a b\nc\nd"\tx\n'
    assert (opened.container, opened.places[0].path) == ("xlsx", "A!1")


def test_a_formula_is_what_it_came_to() -> None:
    data = sheets(A=[HEAD, *((at, f'=Namen!A{n}&""', text) for n, (at, _, text) in rows_of(TIMED))])
    names = iter(who for who, _ in SAID)
    data = rewritten(
        data,
        MAIN,
        lambda xml: re.sub(
            r'<c r="(B\d)"( t="\w+")?>(<f>.*?</f>)<v ?/?>(</v>)?',
            lambda m: f'<c r="{m[1]}" t="str">{m[3]}<v>{next(names)}</v>',
            xml,
        ),
    )
    assert said(read(data)) == TEXTS


def rows_of(rows: list[Any]) -> list[tuple[int, Any]]:
    return list(enumerate(rows, 1))


def test_cells_that_reach_over_rows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Gespräch am Backofen"])
    sheet.merge_cells("A1:D1")
    sheet.append((*HEAD, "Kode"))
    for at, who, text in TIMED:
        sheet.append((at, who, text, "x"))
        sheet.append((None, None, text.upper(), "y"))
    for n in range(3, 15, 2):
        sheet.merge_cells(f"A{n}:A{n + 1}")
        sheet.merge_cells(f"B{n}:B{n + 1}")
    sheet.append((time(0, 1), "Jens Arp", "Und nun ist der Ofen kalt, leider.", "x"))
    sheet.append((None, None, None, "y"))
    sheet.merge_cells("C15:C16")
    transcript = read(saved(book))
    assert [who for who, _ in said(transcript)] == [w for w, _ in SAID for _ in "ab"] + ["Jens Arp"]
    assert starts(transcript) == [ms for ms in MS for _ in "ab"] + [60_000]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/styles.xml", lambda x: re.sub(r"<fills.*</fills>", "<fills><fill/></fills>", x)),
        ("xl/styles.xml", lambda x: re.sub(r'rgb="\w+"|theme="1"', 'rgb="red"', x)),
        ("docProps/core.xml", lambda x: re.sub(r"\d{4}-\d\d", "yesterday", x)),
        (
            MAIN,
            lambda x: x.replace(
                "</sheetData>",
                '</sheetData><autoFilter ref="?"><x/></autoFilter><dataValidations count="a"/>',
            ),
        ),
        (MAIN, lambda x: re.sub(r"<sheetView ", '<sheetView view="none" ', x)),
    ],
)
def test_looks_that_other_programs_write(part: str, change: Callable[[str], str]) -> None:
    data = rewritten(timed(STARTS), part, change)
    assert starts(read(data)) == MS


@pytest.mark.parametrize(
    "rows",
    [
        [("Artikel", "Menge", "Preis"), ("Brot", 3, 2.5), ("Milch", 1, 1.1), ("Salz", 2, 0.9)] * 3,
        [
            ("Name", "Telefon", "Bemerkung"),
            *(("Eva Lind", "0123 44", "Ruft montags an. Sie will den Plan."),) * 3,
            *(("Olaf Berg", "0123 45", "Kommt nie zur Probe, schickt Noten."),) * 3,
        ],
        [
            ("Tag", "Abfahrt", "Ort"),
            *(("Mo", time(8 + n), "Am Markt und Kirche") for n in range(6)),
        ],
    ],
)
def test_a_sheet_that_is_no_talk(rows: list[Any]) -> None:
    with pytest.raises(NotATranscript, match=r"ofen\.xlsx: no columns of who speaks and what is"):
        read(sheets(A=rows))


SPACE = "http://schemas.openxmlformats.org/"
OFFICE = f"{SPACE}officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def bare(rows: list[Any]) -> bytes:
    """A file as small programs write it: shared strings, cells without their places, a prefix."""
    strings = list(dict.fromkeys(str(cell) for row in rows for cell in row))

    def relation(name: str, n: int, target: str) -> str:
        return f'<Relationship Id="r{n}" Type="{OFFICE}/{name}" Target="{target}"/>'

    def relations(inner: str) -> str:
        return f'<Relationships xmlns="{SPACE}package/2006/relationships">{inner}</Relationships>'

    cells = (
        "".join(f'<x:c t="s"><x:v>{strings.index(str(c))}</x:v></x:c>' for c in row) for row in rows
    )
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    held = f'xmlns="{SPACE}spreadsheetml/2006/main"'
    named = '<sheet name="A" sheetId="1" r:id="r1"/><sheet name="B" sheetId="2" r:id="r1"/>'
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{SPACE}package/2006/content-types">'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
            "_rels/.rels": relations(relation("officeDocument", 1, "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": relations(
                relation("worksheet", 1, "worksheets/sheet1.xml")
                + relation("sharedStrings", 2, "sharedStrings.xml")
            ),
            "xl/workbook.xml": f'<workbook {held} xmlns:r="{OFFICE}"><sheets>{named}</sheets>'
            "</workbook>",
            "xl/sharedStrings.xml": f"<sst {held}>"
            + "".join(f"<si><r><t>{s[:2]}</t></r><r><t>{s[2:]}</t></r></si>" for s in strings)
            + "</sst>",
            MAIN: f"<x:worksheet {held.replace('xmlns', 'xmlns:x')}><x:sheetData>"
            + "".join(f"<x:row>{row}</x:row>" for row in cells)
            + "</x:sheetData><x:x/></x:worksheet>",
        }
    )


def test_a_file_of_a_small_program() -> None:
    assert said(read(bare([HEAD[1:], *SAID]))) == TEXTS


def test_nothing_in_it_and_damage() -> None:
    with pytest.raises(EmptyFile):
        read(sheets(A=[], B=[[None, " "]]))
    whole = sheets(A=[HEAD, *TIMED])
    with pytest.raises(BrokenFile, match=r"ofen\.xlsx: not a whole sheet; save it again as XLSX"):
        read(rewritten(whole, MAIN, lambda xml: xml[:-200]))
    with pytest.raises(BrokenFile, match="not a whole sheet"):
        read(packed({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}))
    with pytest.raises(BrokenFile, match="the file is damaged or not whole"):
        read(whole[:-100])
    with pytest.raises(BrokenFile, match="it unpacks to 50 MB"):
        read(packed({"[Content_Types].xml": "", "xl/workbook.xml": bytes(50_000_000)}))
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(NotATranscript, match=r"ofen\.xlsx: locked by a password; save it without"):
        read(locked)
    with pytest.raises(NotATranscript, match="old Word or Office; save it as DOCX, XLSX, PDF or"):
        read(locked[:8] + bytes(500))


def test_entities_are_not_made_into_text() -> None:
    whole = sheets(A=[HEAD, *TIMED])
    names = "".join(
        f'<!ENTITY {a} "{f"&{b};" * 50}">' for a, b in zip("abcde", "bcdez", strict=True)
    )
    mean = f'<!DOCTYPE w [<!ENTITY z "ha ">{names}]>'
    changed = rewritten(
        whole, MAIN, lambda x: re.sub("(?=<worksheet)", mean, x.replace("Wer hat", "&a; hat"))
    )
    with pytest.raises(BrokenFile, match="not a whole sheet"):
        read(changed)


def with_rows(rows: str, data: bytes | None = None) -> bytes:
    return rewritten(
        data or sheets(A=[HEAD, *TIMED]),
        MAIN,
        lambda x: x.replace("</sheetData>", f"{rows}</sheetData>"),
    )


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        "".join(f'<row r="{n}" ht="15"/>' for n in range(10, 250_000)),
        "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(10, 30_000)),
        "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(10, 30_000)),
    ],
)
def test_empty_rows_and_columns_cost_little(rows: str) -> None:
    data = with_rows(rows)
    assert at_once(lambda: read(data))
    assert said(read(data)) == TEXTS


def test_one_long_string_in_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_module, "MOST_TEXT", 200_000)
    with pytest.raises(BrokenFile, match="unpacks to more than 0 MB of text; split it"):
        read(sheets(A=[HEAD, *((None, "Vera Holm", "Brot " * 5000) for _ in range(10))]))


def test_in_the_pool_within_limits() -> None:
    args = ("ofen.xlsx", sheets(A=[HEAD, *TIMED]))
    (found,) = pool.run("ingest.intake:read_all", args, Limits(20, 1500))
    assert said(found) == TEXTS
    many = "".join(f'<row r="{n}">{"<c><v>7</v></c>" * 20}</row>' for n in range(10, 50_000))
    with pytest.raises(Stopped, match="takes longer than 1 s"):
        list(pool.run("ingest.intake:read_all", ("a.xlsx", with_rows(many)), Limits(1, 1500)))


def test_the_library_is_loaded_for_such_a_file_alone() -> None:
    program = (
        "import sys, json; from ingest.intake import parse\n"
        "parse('a.txt', b'Ann: So it is.\\nBo: Is it?\\nAnn: Yes.\\nBo: Well, then.\\n')\n"
        "print(json.dumps('openpyxl' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=True
    )
    assert json.loads(done.stdout) is False

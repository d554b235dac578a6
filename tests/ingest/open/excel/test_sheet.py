"""XLSX: sheets of talk, cells as people read them, places, limits."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest

from ingest.errors import NotATranscript
from ingest.intake import parse
from ingest.open.containers import open_document
from ingest.transcript import Transcript
from tests.support.packed import rewritten, saved, sheets

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


def test_sheets_under_one_head_are_talks_of_their_own() -> None:
    notes = [("Kode", "Was er heißt"), *((f"k{n}", "Davon spricht, wer backt.") for n in range(5))]
    first, second = [("Ofen, Teil 1",), HEAD, *TIMED], [(), ("Teil 2",), HEAD, *TIMED[:4]]
    one, two = parse("ofen.xlsx", sheets(Erster=first, Notizen=notes, Zweiter=second))
    assert (said(one), said(two)) == (TEXTS, TEXTS[:4])
    assert (starts(one), starts(two)) == (MS, MS[:4])
    assert (one.name, two.name) == ("ofen-Erster", "ofen-Zweiter")
    assert [t.turns[0].source.path for t in (one, two)] == ["Erster!3", "Zweiter!4"]


@pytest.mark.parametrize(
    ("rows", "others"),
    [
        (TIMED, TIMED[:5]),
        (SAID, SAID[:5]),
        (TIMED, [HEAD, *TIMED[:4]]),
        ([HEAD, *TIMED], [("Wer", "Was"), *SAID[:4]]),
    ],
)
def test_sheets_without_one_head_are_not_mixed(rows: list[Any], others: list[Any]) -> None:
    assert said(read(sheets(Halb=others, Ganz=rows))) == TEXTS

"""DOCX: paragraphs, tables, line breaks, places."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement

from ingest.errors import BrokenFile, EmptyFile
from ingest.intake import parse
from ingest.open.rows import as_lines
from ingest.transcript import Transcript
from tests.support.packed import LABELLED, TALK, packed, word

SAID = [(who.title(), text) for who, text in TALK]
TIMED = [[f"00:0{n}:00", who, text] for n, (who, text) in enumerate(SAID)]


def read(data: bytes) -> Transcript:
    (transcript,) = parse("board.docx", data)
    return transcript


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(t.speaker, t.text) for t in transcript.turns]


def test_paragraphs_with_places_and_the_heading_as_title() -> None:
    transcript = read(word(*LABELLED, heading="Harbour"))
    assert said(transcript) == SAID
    assert transcript.title == "Harbour"
    assert transcript.format == "docx:labelled"
    assert [t.source.path for t in transcript.turns] == [f"body[{n}]" for n in (2, 3, 4, 5)]


@pytest.mark.parametrize(
    "table",
    [
        TALK,
        [("Speaker", "Text"), *SAID],
        [(str(n), *row) for n, row in enumerate(SAID, 1)],
        [("No.", "Name", "Statement"), *((str(n), *row) for n, row in enumerate(SAID, 1))],
    ],
)
def test_a_table_of_speakers_and_text(table: list[tuple[str, ...]]) -> None:
    assert said(read(word(table))) == SAID


@pytest.mark.parametrize("header", [[], [["Time", "Speaker", "Text"]]])
def test_a_table_with_times(header: list[list[str]]) -> None:
    transcript = read(word([*header, *TIMED]))
    assert said(transcript) == SAID
    assert [t.start_ms for t in transcript.turns] == [0, 60_000, 120_000, 180_000]
    first = len(header) + 1
    assert transcript.turns[0].source.path == f"body[1]/row[{first}]"
    assert (transcript.front, transcript.back) == ("", "")


def test_columns_in_another_order_and_both_ends_of_the_time() -> None:
    table = [[who, f"00:00:{n}0", f"00:00:{n}5", text] for n, (who, text) in enumerate(SAID)]
    transcript = read(word([["Speaker", "Start", "End", "Dialogue"], *table]))
    assert said(transcript) == SAID
    assert [(t.start_ms, t.end_ms) for t in transcript.turns][1] == (10_000, 15_000)


def test_columns_beside_those_of_talk_are_left_out() -> None:
    rows = [["#", "Speaker", "Transcription", "Notes"]]
    rows += [[str(n), who, text, "" if n else "nods"] for n, (who, text) in enumerate(TALK)]
    assert said(read(word(rows))) == SAID


def test_short_words_behind_long_ones_are_no_names() -> None:
    said = [["J. R. Smith; Ulm", "good morning all"], ["Ann Lee", "hi"]]
    assert as_lines(said)[1] == "Ann Lee: hi"
    asked = [["Where do you live?", "In Ulm"], ["And who rows?", "My sister"]]
    assert as_lines(asked)[0] == "Where do you live?\tIn Ulm"


def test_a_row_without_a_name_goes_on() -> None:
    (first, *rest) = read(word([*SAID[:1], ("", "It leaks."), *SAID[1:]])).turns
    assert first.text == "The quay needs a new wall.\n\nIt leaks."
    assert len(rest) == 3


def test_a_line_break_after_the_name() -> None:
    transcript = read(word(*(f"{who}   0:{n}0\n{text}" for n, (who, text) in enumerate(SAID))))
    assert said(transcript) == SAID
    assert [t.start_ms for t in transcript.turns] == [0, 10_000, 20_000, 30_000]


def test_text_in_content_controls_and_tracked_changes() -> None:
    document = docx.Document()
    for line in LABELLED:
        document.add_paragraph(line)
    first, second = document.paragraphs[:2]
    for paragraph, wrapper in ((first, "w:ins"), (second, "w:del")):
        run = paragraph.add_run(" Since May.")
        around = OxmlElement(wrapper)
        paragraph._p.append(around)
        around.append(run._r)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    first._p.addprevious(control)
    control.append(content)
    content.append(first._p)
    written = io.BytesIO()
    document.save(written)
    assert [text for _, text in said(read(written.getvalue()))][:2] == [
        "The quay needs a new wall. Since May.",
        "Who pays for it?",
    ]


def test_a_table_that_only_frames_the_page() -> None:
    assert said(read(word([["\n".join(LABELLED)]]))) == SAID


def test_nothing_in_it_and_damage() -> None:
    with pytest.raises(EmptyFile):
        read(word())
    with pytest.raises(BrokenFile, match=r"board\.docx: not a whole Word file; save it again"):
        read(packed({"[Content_Types].xml": "<a/>", "word/document.xml": "<a"}))
    lie = bytearray(packed({"word/a": bytes(9_000_000), "[Content_Types].xml": ""}))
    at = lie.index(b"PK\1\2") + 24
    lie[22:26] = lie[at : at + 4] = b"\1\0\0\0"
    with pytest.raises(BrokenFile, match="cannot be unpacked"):
        read(bytes(lie))
    with pytest.raises(BrokenFile, match=r"board\.docx: it unpacks to 50 MB"):
        read(
            packed({"[Content_Types].xml": "", "word/document.xml": b"<w:p/>" + bytes(50_000_000)})
        )

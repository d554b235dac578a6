"""Advanced SubStation Alpha and SAMI."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.captions import subtitles
from ingest.transcript import Reading

ASS = (
    "[Script Info]\r\n; made by hand\r\nTitle: On boats\r\n\r\n[V4+ Styles]\r\n"
    "Style: Default,Arial\r\n\r\n[Events]\r\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\r\n"
    "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not shown\r\n"
    "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ann,0,0,0,,{\\i1}Well,{\\i0} who\\Nrows?\r\n"
    "Dialogue: 0,0:00:02.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 5 5\r\n"
    "Dialogue: 0,0:00:03.00,0:00:04.00,Default,Bo,0,0,0,,I do.\r\n"
)
SAMI = (
    "<SAMI>\n<HEAD><TITLE>On boats</TITLE>\n<STYLE><!-- P { margin: 1pt } --></STYLE>"
    "</HEAD>\n<BODY>\n"
    "<SYNC Start=1000><P Class=ENCC>ANN: Well, who<br>rows?\n"
    "<SYNC Start=2500><P Class=ENCC>&nbsp;\n"
    "<SYNC Start=3000><P Class=ENCC>BO: I do.\n</BODY>\n</SAMI>\n"
)


def read(text: str) -> Reading:
    document = Document("a.txt", text.encode(), text)
    assert subtitles.sniff(document)
    (reading,) = subtitles.read(document)
    return reading


@pytest.mark.parametrize(("text", "end"), [(ASS, 4000), (SAMI, None)])
def test_turns_with_their_times_and_places(text: str, end: int | None) -> None:
    reading = read(text)
    assert reading.title == "On boats"
    assert [(t.label and t.label.title(), t.text, t.start_ms, t.end_ms) for t in reading.turns] == [
        ("Ann", "Well, who rows?", 1000, 2500),
        ("Bo", "I do.", 3000, end),
    ]
    second = reading.turns[1].source
    assert "I do." in text[second.start : second.end]
    assert text[: second.start].count("\n") + 1 == second.line


def test_the_fields_may_stand_in_another_order() -> None:
    fields = "Format: Start, End, Actor, Text"
    text = f"[Script Info]\n[Events]\n{fields}\nDialogue: 0:00:01.00,0:00:02.00,Ann,One, two: go.\n"
    assert [(t.label, t.text) for t in read(text).turns] == [("Ann", "One, two: go.")]


@pytest.mark.parametrize(
    "text", ["[Script Info]\nTitle: x\n", "<SAMI><BODY></BODY></SAMI>", "Ann: Hi."]
)
def test_other_files_are_none(text: str) -> None:
    assert subtitles.sniff(Document("a.txt", text.encode(), text)) is None

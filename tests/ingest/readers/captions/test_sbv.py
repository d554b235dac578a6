"""SubViewer."""

from ingest.open.containers import Document
from ingest.readers.captions import sbv

TEXT = (
    "0:00:01.000,0:00:02.500\r\n>> ANN: Hello\r\nthere.\r\n\r\n"
    "0:00:03.000,0:00:04.000\r\n&gt;&gt; BO: Hi.\r\n"
)


def test_turns_with_their_places() -> None:
    document = Document("a.sbv", TEXT.encode(), TEXT)
    assert sbv.sniff(document)
    (reading,) = sbv.read(document)
    assert [(t.label, t.text, t.start_ms, t.end_ms, t.source.line) for t in reading.turns] == [
        ("ANN", "Hello there.", 1000, 2500, 1),
        ("BO", "Hi.", 3000, 4000, 5),
    ]
    assert reading.turns[1].source.start == TEXT.index("0:00:03")
    assert reading.turns[1].source.end == len(TEXT)


def test_other_files_are_none() -> None:
    for text in ("10:00,11:00\nLunch", "1\n00:00:01,000 --> 00:00:02,000\nHi"):
        assert sbv.sniff(Document("a.sbv", text.encode(), text)) is None


def test_line_breaks_of_subviewer() -> None:
    text = "0:00:01.000,0:00:02.000\nOne[br]two.\n"
    (reading,) = sbv.read(Document("a.sbv", text.encode(), text))
    assert reading.turns[0].text == "One two."

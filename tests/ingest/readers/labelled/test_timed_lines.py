"""LRC files and Whisper's terminal output."""

from ingest.open.containers import Document
from ingest.readers.labelled import timed_lines
from ingest.transcript import Reading


def read(text: str) -> Reading:
    document = Document("a.lrc", text.encode(), text)
    assert timed_lines.sniff(document)
    (reading,) = timed_lines.read(document)
    spans = [(t.source.start, t.source.end) for t in reading.turns]
    assert reading.front + "".join(text[a:b] for a, b in spans) + reading.back == text
    return reading


def test_lrc() -> None:
    reading = read(
        "[ti:The budget]\n[offset:+500]\n\n[00:12.50]Ann: <00:12.50>One <00:13.00>two\n"
        "[00:15.00][01:15.00]Bo: three.\n[00:20.00]\n[01:02.5]Ann: Four.\n"
    )
    assert reading.title == "The budget"
    assert [(t.label, t.text, t.start_ms, t.end_ms) for t in reading.turns] == [
        ("Ann", "One two", 12_000, 14_500),
        ("Bo", "three.", 14_500, 19_500),
        ("Ann", "Four.", 62_000, None),
    ]


def test_whisper_on_the_terminal() -> None:
    reading = read("[00:00.000 --> 00:04.000]  One two.\n[00:00:04.000 --> 00:00:06.500]  Three.\n")
    assert reading.format == "whisper:lines"
    assert [(t.label, t.text, t.start_ms, t.end_ms) for t in reading.turns] == [
        (None, "One two. Three.", 0, 6500)
    ]


def test_labelled_text_with_times_is_another_family() -> None:
    text = "[00:12:34] ANN: Hello.\n\n[00:12:40] BO: Hi.\n"
    assert timed_lines.sniff(Document("a.txt", text.encode(), text)) is None


def test_labels_behind_hundredths_are_labelled_text() -> None:
    text = "[00:12.5] **Ann** Hello there.\n\n[00:15.0] **Bo** Hi.\n\n[00:19.0] **Ann** So.\n"
    assert timed_lines.sniff(Document("a.txt", text.encode(), text)) is None

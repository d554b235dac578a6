"""WebVTT: voices, comments, rolling captions, labels in the text, and where each turn stands."""

import pytest

from ingest.errors import BrokenFile, NotATranscript
from ingest.open.containers import Document
from ingest.readers.captions import vtt
from ingest.transcript import Reading


def read(text: str) -> Reading:
    document = Document("a.vtt", text.encode(), text)
    assert vtt.sniff(document)
    (reading,) = vtt.read(document)
    spans = [(t.source.start, t.source.end) for t in reading.turns]
    assert reading.front + "".join(text[a:b] for a, b in spans) + reading.back == text
    return reading


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(t.label, t.text) for t in reading.turns]


def test_voices_classes_and_several_in_a_cue() -> None:
    reading = read(
        "WEBVTT - The budget\n\nSTYLE\n::cue { color: red }\n\nNOTE not talk\nat all\n\n"
        "intro\n00:01.000 --> 00:02.500 align:start position:0%\n"
        "<v.loud Ann Lee>Q&amp;A <i>now</i>.</v> <v Bo>Yes.\n\n"
        "00:03.000 --> 01:00:04.000\n<v Bo>Really.</v>\n"
    )
    assert reading.title == "The budget"
    assert said(reading) == [("Ann Lee", "Q&A now."), ("Bo", "Yes. Really.")]
    bo = reading.turns[1]
    assert (bo.start_ms, bo.end_ms, bo.source.cue, bo.source.end_cue) == (1000, 3_604_000, 1, 2)


def test_a_voice_without_a_letter_names_nobody() -> None:
    assert said(read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v ->Hi.</v>\n")) == [(None, "Hi.")]


def test_ids_do_not_leak_and_cues_do_not_glue() -> None:
    reading = read(
        "\ufeffWEBVTT\r\n\r\n6f9619ff-8b86-d011/5-0\r\n00:00:01.000 --> 00:00:02.000\r\n"
        "<v Ann>one\r\ntwo</v>\r\n\r\n6f9619ff-8b86-d011/5-1\r\n00:00:02,000 --> 00:00:03,000\r\n"
        "<v Ann>three</v>"
    )
    assert said(reading) == [("Ann", "one two three")]


def test_a_voice_covers_its_own_cue_only() -> None:
    reading = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hi.\n\n00:02.000 --> 00:03.000\n<v Ann>You?\n\n"
        "00:03.000 --> 00:04.000\n[door slams]\n\n00:04.000 --> 00:05.000\n<v Bo>Me.\n"
    )
    assert said(reading) == [("Ann", "Hi. You?"), (None, "[door slams]"), ("Bo", "Me.")]


def test_rolling_captions_say_each_line_once() -> None:
    reading = read(
        "WEBVTT\nKind: captions\n\n00:00.000 --> 00:02.000 align:start\n \n"
        "so<00:00:00.500><c> here</c><00:00:00.900><c> we</c>\n\n"
        "00:02.000 --> 00:02.010\nso here we\n \n\n"
        "00:02.010 --> 00:04.000\nso here we\nare<00:00:03.000><c> now</c>\n\n"
        "00:04.000 --> 00:04.010\nare now\n \n\n"
        "00:04.010 --> 00:06.000\nare now\n&gt;&gt; no<00:00:05.000><c> no</c>\n"
    )
    assert said(reading) == [(None, "so here we are now"), (None, "no no")]


def test_an_answer_said_twice_is_kept() -> None:
    cue = "00:0{}.000 --> 00:0{}.900\nNo, sir.\n\n"
    assert said(read("WEBVTT\n\n" + cue.format(1, 1) + cue.format(2, 2))) == [
        (None, "No, sir. No, sir.")
    ]


def test_zoom_labels_may_be_anything() -> None:
    reading = read(
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\niphone de ana (she): Hello: all.\n\n"
        "2\n00:00:02.000 --> 00:00:03.000\niphone de ana (she): Note: this.\n\n"
        "3\n00:00:03.000 --> 00:00:04.000\nbo42: See https://x.org at 12:30: fine.\n"
    )
    assert said(reading) == [
        ("iphone de ana (she)", "Hello: all. Note: this."),
        ("bo42", "See https://x.org at 12:30: fine."),
    ]


def test_a_broken_time_names_its_cue_and_line() -> None:
    with pytest.raises(BrokenFile, match="cue 2, line 6"):
        read("WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\n00:03.000 --> 00:0x.000\nYou\n")


def test_no_words_is_no_transcript() -> None:
    with pytest.raises(NotATranscript):
        read("WEBVTT\n\n00:01.000 --> 00:02.000\n\n")


def test_webex_names_the_speaker_in_the_cue_id() -> None:
    reading = read(
        'WEBVTT\n\n1 "Ann Lee" (42)\n00:01.000 --> 00:02.000\nHello: all\n\n'
        '2 "Ann Lee" (42)\n00:02.000 --> 00:03.000\nthere.\n\n'
        '3 "" (0)\n00:03.000 --> 00:04.000\nWho?\n\n'
    )
    assert said(reading) == [("Ann Lee", "Hello: all there."), (None, "Who?")]

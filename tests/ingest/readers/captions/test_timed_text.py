"""TTML, DFXP and YouTube's timed text: times of every kind, agents, and hostile XML."""

import pytest

from ingest.errors import BrokenFile, NotATranscript
from ingest.open.containers import Document
from ingest.readers.captions import timed_text
from ingest.readers.captions.ttml_times import Clock, clock_of
from ingest.transcript import Reading

TTML = (
    '<?xml version="1.0" encoding="utf-16"?>\n<!-- made by hand -->\n'
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:tickRate="10000000"><head><metadata>'
    "<ttm:title>The budget</ttm:title>"
    '<ttm:agent xml:id="a" type="person"><ttm:name type="alias">A</ttm:name>'
    '<ttm:name type="full">Ann Lee</ttm:name></ttm:agent>'
    '<ttm:agent xml:id="b"><ttm:name type="family">Bo</ttm:name>'
    '<ttm:name type="given">Kim</ttm:name></ttm:agent></metadata></head><body>%s</body></tt>'
)


def read(text: str) -> Reading:
    document = Document("a.ttml", text.encode(), text)
    assert timed_text.sniff(document)
    (reading,) = timed_text.read(document)
    return reading


def said(body: str) -> list[tuple[str | None, str, int | None, int | None]]:
    return [(t.label, t.text, t.start_ms, t.end_ms) for t in read(TTML % body).turns]


def test_agents_speak_and_br_is_a_space() -> None:
    body = (
        '<div begin="10s" ttm:agent="a"><p begin="10000000t" end="2s">One<br/>two</p>'
        '<p begin="3s" dur="500ms">three.</p></div>\n'
        '<p begin="00:00:20" end="00:00:30" ttm:agent="b">Four <span>fi</span>ve. '
        '<span ttm:agent="a">Six.</span></p>'
    )
    assert said(body) == [
        ("Ann Lee", "One two three.", 11_000, 13_500),
        ("Kim Bo", "Four five.", 20_000, 30_000),
        ("Ann Lee", "Six.", 20_000, 30_000),
    ]
    reading = read(TTML % body)
    assert reading.title == "The budget"
    assert [(t.source.cue, t.source.path, t.source.line) for t in reading.turns] == [
        (1, "(//p)[1]", 3),
        (3, "(//p)[3]", 4),
        (3, "(//p)[3]", 4),
    ]


def test_timed_spans_and_word_units() -> None:
    body = (
        '<p ttm:agent="SPEAKER_1"><span begin="1s" end="2s" podcasts:unit="word">Hey</span>'
        '<span begin="2s" end="2.5s" podcasts:unit="word">you</span></p>'
    )
    body = body.replace("<p ", '<p xmlns:podcasts="http://example.org/" ', 1)
    assert said(body) == [("SPEAKER_1", "Hey you", 1000, 2500)]


def test_times_of_an_element_that_count_from_the_begin_of_the_document() -> None:
    within = '<div begin="10s" end="15s"><p begin="{}s" end="{}s">One.</p></div>'
    assert said(within.format(11, 13)) == [(None, "One.", 11_000, 13_000)]
    assert said(within.format(1, 3)) == [(None, "One.", 11_000, 13_000)]


def test_one_caption_after_the_other() -> None:
    body = '<div timeContainer="seq"><p dur="2s">A: x</p><p begin="1s" dur="3s">B: y</p></div>'
    assert said(body) == [("A", "x", 0, 2000), ("B", "y", 3000, 6000)]
    nested = f'<div timeContainer="seq">{body}<div><p begin="1s" end="2s">A: z</p></div></div>'
    assert said(nested)[2] == ("A", "z", 7000, 8000)


def test_labels_in_the_text() -> None:
    body = (
        '<p begin="1s" end="2s">ANN: Hi<br/>BO: Hello&nbsp;you</p><p begin="2s" end="3s">there.</p>'
    )
    assert said(body) == [("ANN", "Hi", 1000, 2000), ("BO", "Hello you there.", 1000, 3000)]


@pytest.mark.parametrize(
    ("expression", "ms"),
    [
        ("01:02:03.5", 3_723_500),
        ("00:00:01:15", 1500),
        ("02:03", 123_000),
        ("1.5s", 1500),
        ("250ms", 250),
        ("2m", 120_000),
        ("1h", 3_600_000),
        ("45f", 1500),
        ("2t", 2000),
        ("12.5", 12_500),
        ("soon", None),
        ("-1s", None),
    ],
)
def test_time_expressions(expression: str, ms: int | None) -> None:
    assert Clock().ms(expression) == ms


def test_rates() -> None:
    film = clock_of({"frameRate": "24", "frameRateMultiplier": "1000 1001"})
    assert film.ms("24f") == 1001
    assert clock_of({"frameRate": "25"}).ms("25t") == 1000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<transcript><text start="1.5" dur="2">it&amp;#39;s</text></transcript>', "it's"),
        (
            '<timedtext><body><p t="1500" d="2000"><s>so</s><s> it</s></p></body></timedtext>',
            "so it",
        ),
    ],
)
def test_youtube(text: str, words: str) -> None:
    (turn,) = read(f'<?xml version="1.0"?>{text}').turns
    assert (turn.text, turn.start_ms, turn.end_ms) == (words, 1500, 3500)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('<!DOCTYPE tt [<!ENTITY a "b">]><tt><body><p>&a;</p></body></tt>', "entities"),
        ("<tt><body>\n<p>no end</body></tt>", "line 2"),
        ("<tt><body>" + "<div>" * 9999, "line 1"),
        ('<tt><body>\n<p begin="NaN">x</p></body></tt>', "line 2: 'NaN' is no time"),
    ],
)
def test_broken_xml_says_where(text: str, where: str) -> None:
    document = Document("a.ttml", text.encode(), text)
    with pytest.raises(BrokenFile, match=where):
        timed_text.read(document)


def test_no_words() -> None:
    with pytest.raises(NotATranscript):
        read("<tt><body><p begin='1s'/></body></tt>")

"""Podcasting 2.0 HTML."""

from html import escape

from hypothesis import given, settings

from ingest.readers.captions import podcast_html
from tests.ingest.readers.one_reading import TURNS, Turns, document, one, said, times


def test_label_holds_and_paragraphs_join() -> None:
    page = (
        "<cite>Ann:</cite><time>0:00</time><p>One &amp; <i>two</i>.</p><p>Three.</p>"
        "<time>1:05</time><p>Four.</p><cite>Bob</cite>\n<time>01:00:01</time>\n<p>Five.</p>"
        "<footer>Terms</footer><script>x()</script>"
    )
    reading = one(podcast_html, page)
    assert said(reading) == [("Ann", "One & two.\n\nThree."), ("Ann", "Four."), ("Bob", "Five.")]
    assert times(reading) == [0, 65_000, 3_601_000]
    assert [t.source.path for t in reading.turns] == ["(//p)[1]", "(//p)[3]", "(//p)[4]"]


def test_other_pages_are_left_alone() -> None:
    assert podcast_html.sniff(document("<p>Posted <time>10:00</time></p>")) is None


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    page = "\n".join(
        f"<cite>{escape(name)}:</cite>\n<time>{n}:00</time>\n<p>{escape(text)}</p>"
        for n, (name, text) in enumerate(turns)
    )
    reading = one(podcast_html, page)
    assert said(reading) == turns
    assert times(reading) == [n * 60_000 for n in range(len(turns))]

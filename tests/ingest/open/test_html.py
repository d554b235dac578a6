"""HTML: what a reader of the page reads, with places."""

from __future__ import annotations

import pytest

from ingest.errors import BrokenFile
from ingest.intake import parse
from ingest.open.containers import open_document
from ingest.open.html import is_html
from ingest.transcript import Transcript
from tests.support.growth import at_once
from tests.support.packed import TALK

SAID = [(who.title(), text) for who, text in TALK]
BOLD = "".join(f"<p><strong>{who}:</strong> {text}</p>\n" for who, text in SAID)


def page(body: str) -> bytes:
    return f"<!doctype html><html><head><title>X</title></head><body>{body}</body></html>".encode()


def text(body: str) -> str:
    (document,) = open_document("a.html", page(body))
    return document.text


def read(body: str) -> Transcript:
    (transcript,) = parse("board.html", page(body))
    return transcript


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(t.speaker, t.text) for t in transcript.turns]


def test_menus_scripts_and_footers_are_left_out() -> None:
    transcript = read(
        "<nav><p>Home: here</p></nav><header><h1>Harbour</h1></header><style>p{}</style>"
        f"<main>{BOLD}</main><aside><p>More</p></aside><footer>Imprint: we</footer>"
        "<script>document.write('<p>Evil: script</p>')</script><!-- Note: none -->"
    )
    assert said(transcript) == SAID
    assert transcript.title == "Harbour"
    assert (transcript.front, transcript.back) == ("# Harbour\n\n", "")
    # XPath counts the paragraph of the menu too.
    assert [t.source.path for t in transcript.turns] == [f"(//p)[{n}]" for n in (2, 3, 4, 5)]


@pytest.mark.parametrize(
    "body",
    [
        BOLD,
        "<div>" + "".join(f"<b>{who}</b>: {t}<br>\n" for who, t in SAID) + "</div>",
        "<p>" + "".join(f"{who}<br>{t}<br><br>\n" for who, t in SAID) + "</p>",
        "<dl>" + "".join(f"<dt>{who}</dt><dd>{t}</dd>" for who, t in SAID) + "</dl>",
        "<ul>" + "".join(f"<li>{who}: {t}" for who, t in SAID) + "</ul>",
        "".join(f"<h3>{who}</h3><p>{t}</p>" for who, t in SAID),
        "<table>" + "".join(f"<tr><td>{who}<td>{t}" for who, t in SAID) + "</table>",
        "<table><tr><td>Menu</td><td>" + BOLD + "</td></tr></table>",
        f"<table><tr><td>A<td>B<tr><td>C<td><table><tr><td>{BOLD}</table></table>",
        "<pre>" + "\n".join(f"{who}: {t}" for who, t in TALK) + "</pre>",
        "<pre>" + "\n\n".join(f"<b>{who}:</b> {t}" for who, t in TALK) + "</pre>",
    ],
)
def test_layouts(body: str) -> None:
    assert said(read(body)) == SAID


def test_a_table_with_times_and_a_header() -> None:
    cells = "".join(
        f"<tr><td>00:0{n}:11</td><td>{who}</td><td><p>{t}</p></td></tr>"
        for n, (who, t) in enumerate(SAID)
    )
    head = "<thead><tr><th>Time</th><th>Speaker</th><th>Text</th></tr></thead>"
    transcript = read(f"<table>{head}<tbody>{cells}</tbody></table>")
    assert said(transcript) == SAID
    assert [t.start_ms for t in transcript.turns] == [11_000, 71_000, 131_000, 191_000]
    assert transcript.turns[0].source.path == "(//tr)[2]"


def test_white_space_entities_and_inline_elements() -> None:
    assert text("<p>caf&eacute;&nbsp;&lt;b&gt;\n  <i>two</i><span> words</span>") == (
        "café\u00a0<b> two words"
    )
    assert text("<div>a<p>b</p>c</div>") == "a\n\nb\n\nc"
    assert text("<pre>\n 1  A:\n\n 2   b\n</pre>") == " 1  A:\n\n 2   b"


def test_nothing_on_the_page() -> None:
    assert text("<script>x</script>") == ""


@pytest.mark.parametrize("tag", ["<div>", "<section><ul>", "<table><tr><td>"])
def test_elements_without_end_are_refused_at_once(tag: str) -> None:
    def refused() -> None:
        with pytest.raises(BrokenFile, match="more than 512 elements in one another"):
            read(tag * 100_000 + BOLD)

    assert at_once(refused)


@pytest.mark.parametrize(
    "tag", ["<b>", "<p>", "<font color=red>", "<li>", "<br>", "<td>", "</div>"]
)
def test_old_pages_close_nothing(tag: str) -> None:
    assert said(read(tag * 20_000 + BOLD)) == SAID
    assert at_once(lambda: read(tag * 20_000 + BOLD))


def test_markup_in_a_script_does_not_nest() -> None:
    assert said(read("<script>" + "'<div>'," * 1000 + "</script>" + BOLD)) == SAID


def test_terms_and_classes_name_who_speaks() -> None:
    terms = "<dl><dt>CHAIR</dt><dd>We begin.</dd><dt>MS. BYRD</dt><dd>So.</dd><dd>It is.</dd></dl>"
    assert text(terms) == "CHAIR:\n\nWe begin.\n\nMS. BYRD:\n\nSo.\n\nIt is."
    spans = '<p>[0:01] <b class="speaker-name">Ann</b> <i>Hello.</i></p>'
    assert text(spans) == "[0:01] Ann: Hello."
    held = '<div class="speaker"><p>Ann</p><p>Hello.</p></div><p class="speaker">Bob:</p>'
    assert text(held) == "Ann\n\nHello.\n\nBob:"


def test_the_heading_that_the_title_repeats_is_the_talk_s() -> None:
    head = "<html><head><title>Ann Byrd on roads &#8211; Road Blog</title></head><body>"
    body = f"<h1>Road Blog</h1><h1>Ann Byrd on roads</h1>{BOLD}</body></html>"
    for content, title in (
        (body, "Ann Byrd on roads"),
        (BOLD, "Ann Byrd on roads \u2013 Road Blog"),
    ):
        (transcript,) = parse("board.html", (head + content).encode())
        assert transcript.title == title


def test_many_comments_before_a_page_are_passed_over_once() -> None:
    comments = "<?xml version='1.0'?>" + "<!-- a -- b -->\n" * 200
    assert not is_html(f"{comments}<tt/>")
    assert is_html(f"{comments}<html>")


def test_a_button_before_what_is_said_holds_its_time() -> None:
    button = '<button data-start="65"></button>'
    assert text(f"<dl><dt>Ann</dt><dd>{button} Hello.</dd></dl>") == "Ann:\n\n[0:01:05.000] Hello."
    assert text(f"<p>Press {button} to begin.</p>") == "Press to begin."


@pytest.mark.parametrize(
    ("address", "time"),
    [
        ("#t=5", "0:00:05.000"),
        ("https://x.org/v?id=1&amp;t=65s", "0:01:05.000"),
        ("/a.mp3#t=1m5.5", "0:01:05.500"),
        ("?t=1h2m", "1:02:00.000"),
    ],
)
def test_a_link_with_a_sign_for_words_holds_its_time(address: str, time: str) -> None:
    sign = f'<a href="{address}"><i>▶</i></a>'
    assert text(f"<p>{sign} <b>Ann:</b> Hello.</p>") == f"[{time}] Ann: Hello."
    assert text(f"<p><b>Ann:</b> {sign} Hello.</p>") == f"Ann: [{time}] Hello."
    assert text(f"<p>Press {sign} to begin.</p>") == "Press to begin."


@pytest.mark.parametrize("address", ["#top", "/list?sort=5", "?tt=5", "#t=x", "?t=5b"])
def test_links_elsewhere_and_links_of_words_stay(address: str) -> None:
    assert text(f'<p><a href="{address}">▶</a> Hello.</p>') == "▶ Hello."
    assert text('<p><a href="?t=65">Chapter two</a></p>') == "Chapter two"

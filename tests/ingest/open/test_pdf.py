"""PDF: paragraphs, columns, running lines, numbered pages, places."""

from __future__ import annotations

import io
import textwrap
import zlib

import pdfplumber
import pytest

from ingest.errors import BrokenFile, NotATranscript
from ingest.intake import parse
from ingest.open.containers import open_document
from ingest.open.pdf import _Characters
from ingest.transcript import Transcript
from tests.support.growth import at_once
from tests.support.packed import TALK, Placed, pdf

SAID = [(who.title(), text) for who, text in TALK]
LOCKED = (
    "<< /Filter /Standard /V 1 /R 2 /P -4 "
    f"/O <{'5a' * 32}> /U <{'5a' * 32}> >>"  # the user's password is not the empty one
)


def read(pages: list[list[Placed]]) -> Transcript:
    (transcript,) = parse("board.pdf", pdf(pages))
    return transcript


def laid(paragraphs: list[str], on_page: int = 45) -> list[list[Placed]]:
    """Paragraphs as lines 13 points apart, with a gap between paragraphs."""
    pages: list[list[Placed]] = [[]]
    top = 110
    for paragraph in paragraphs:
        for line in paragraph.split("\n"):
            if top > 110 + 13 * on_page:
                pages.append([])
                top = 110
            pages[-1].append((72, top, line))
            top += 13
        top += 10
    return pages


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(t.speaker, t.text) for t in transcript.turns]


def test_paragraphs_by_the_gaps_between_lines() -> None:
    long = [f"{who}: {text} And so it goes\non, (line) by line." for who, text in TALK]
    (document,) = open_document("a.pdf", pdf(laid(long)))
    assert document.text == "\n\n".join(long)
    assert [t for _, t in said(read(laid(long)))][1] == (
        "Who pays for it? And so it goes on, (line) by line."
    )


def test_running_headers_and_footers_are_left_out_and_pages_known() -> None:
    long = [f"{who}: {text} And so it goes on." for who, text in TALK] * 40
    pages = laid(long)
    for number, page in enumerate(pages, 1):
        page.insert(0, (72, 40, "Harbour Board"))
        page.append((280, 760, f"Page {number} of {len(pages)}"))
    transcript = read(pages)
    assert len(pages) > 3
    assert said(transcript) == [(who, f"{text} And so it goes on.") for who, text in SAID] * 40
    last = transcript.turns[-1]
    assert (transcript.turns[0].source.page, last.source.page) == (1, len(pages))


def test_a_sentence_goes_on_over_the_page() -> None:
    paragraph = "ANNA BELL: The wall is old\nand it leaks, so that\nwe have to mend it."
    transcript = read(laid([paragraph, *(f"{w}: {t}" for w, t in TALK[1:])], on_page=1))
    assert transcript.turns[0].text == "The wall is old and it leaks, so that we have to mend it."
    assert [t.source.page for t in transcript.turns] == [1, 3, 4, 5]


FIRST = [
    "ANNA BELL: The wall is old.",
    "BEN: Who pays?",
    "ANNA BELL: The town, which for years\nhas",
]
SECOND = ["forgotten it.", "BEN: Then let it.", "ANNA BELL: It will."]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Protokoll der Sitzung 14", "Seite {} von 2"),
        ("Wells, 4 May 2020, page {}", ""),
        ("", "- {} -"),
        ("Minutes of the board of the harbour, as kept", "p. {}/2"),
    ],
)
@pytest.mark.parametrize("at", [500, 640, 770])
def test_the_head_and_the_foot_of_two_pages_are_left_out(head: str, foot: str, at: int) -> None:
    pages = [laid(FIRST)[0], laid(SECOND)[0]]
    for number, page in enumerate(pages, 1):
        page[:0] = [(72, 90, head.format(number))] if head else []
        page += [(280, at, foot.format(number))] if foot else []
    transcript = read(pages)
    assert [t for _, t in said(transcript)] == [
        "The wall is old.",
        "Who pays?",
        "The town, which for years has forgotten it.",
        "Then let it.",
        "It will.",
    ]
    assert transcript.front.strip() == head.format(1)


@pytest.mark.parametrize(
    "label", ["Anna Bell:", "ANNA BELL", "Anna Bell", "Anna Bell (0:0{0}):", "Anna Bell 0:{0}2"]
)
def test_a_label_over_two_pages_is_no_head(label: str) -> None:
    pages = [laid([f"{label.format(n)}\n{w}", f"Ben Lee\n{w}"])[0] for n, w in (
        (1, "The wall is old. Who pays for it?"), (2, "The town does, as I said.")
    )]  # fmt: skip
    (document,) = open_document("a.pdf", pdf(pages))
    assert all(label.format(n) in document.text for n in (1, 2))


def test_two_columns_are_read_one_after_the_other() -> None:
    lines = [
        line
        for who, text in TALK * 6
        for line in textwrap.wrap(f"{who}: {text} The wall is old and it leaks a lot.", 40)
    ]
    half = len(lines) // 2
    columns = [(60, 110 + 13 * n, line) for n, line in enumerate(lines[:half])]
    columns += [(330, 110 + 13 * n, line) for n, line in enumerate(lines[half:])]
    transcript = read([sorted(columns, key=lambda placed: placed[1])])
    assert said(transcript) == [
        (who, f"{text} The wall is old and it leaks a lot.") for who, text in SAID * 6
    ]


@pytest.mark.parametrize(
    "header", [[], [(72, 100, "Time"), (130, 100, "Speaker"), (220, 100, "Text")]]
)
def test_a_table_of_times_names_and_text(header: list[Placed]) -> None:
    page: list[Placed] = [
        (72, 70, "The harbour board met on 6 May 2020 in the town hall."),
        *header,
    ]
    pages = [page]
    for n, (who, text) in enumerate([*SAID, *SAID]):
        page = [] if n == 5 else page
        pages += [page] if n == 5 else []
        words = text.split()
        page += [(72, 120 + 40 * n, f"0:0{n}:00"), (130, 120 + 40 * n, who)]
        page += [
            (220, 120 + 40 * n, " ".join(words[:3])),
            (220, 132 + 40 * n, " ".join(words[3:])),
        ]
    transcript = read(pages)
    assert said(transcript) == [*SAID, *SAID]
    assert [t.start_ms for t in transcript.turns] == [60_000 * n for n in range(8)]
    assert (transcript.date, transcript.turns[-1].source.page) == ("2020-05-06", 2)


def test_the_first_page_s_header_is_front() -> None:
    pages = laid([f"{who}: {text}" for who, text in SAID * 12], on_page=12)
    headed = [[(72, 40, "Harbour Board"), *page] for page in pages]
    transcript = read(headed)
    assert said(transcript) == SAID * 12
    assert (transcript.front.strip(), transcript.title) == ("Harbour Board", "Harbour Board")


def test_numbered_pages_of_a_court_reporter() -> None:
    talk = [
        line
        for who, text in (("MR. LEE", "the wall"), ("THE COURT", "the quay")) * 20
        for line in (f"{who}:  May it please you, {text}", "fell in the night.")
    ]
    pages: list[list[Placed]] = []
    for first in range(0, len(talk), 25):
        page: list[Placed] = [(500, 50, str(first // 25 + 41))]
        for n, line in enumerate(talk[first : first + 25]):
            page += [
                (72, 90 + 24 * n, str(n + 1)),
                (150 if ":" in line else 110, 90 + 24 * n, line),
            ]
        pages.append([*page, (200, 770, "Quay Reporting Company")])
    transcript = read(pages)
    assert transcript.format == "pdf:court"
    assert len(transcript.turns) == 40
    assert transcript.turns[0].text == "May it please you, the wall fell in the night."
    places = [(t.source.page, t.source.page_line) for t in transcript.turns]
    assert places[:2] == [(41, 1), (41, 3)]
    assert places[-1] == (44, 4)


def test_each_character_stands_where_pdfplumber_has_it() -> None:
    data = pdf(laid([f"{who}: {text}" for who, text in TALK], on_page=2))
    data = data.replace(b"/MediaBox [0 0 612", b"/MediaBox [5 7 612")
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            quick = _Characters(page).chars
            assert quick == [{name: char[name] for name in quick[0]} for char in page.chars]
        assert page.page_number > 1


def test_scanned_locked_and_broken() -> None:
    with pytest.raises(NotATranscript, match="pictures of pages and no text; recognise the text"):
        parse("a.pdf", pdf([[], []]))
    with pytest.raises(BrokenFile, match="locked with a password; save it without one"):
        parse("a.pdf", pdf(laid(["A: b."]), encrypt=LOCKED))
    whole = pdf(laid([f"{w}: {t}" for w, t in TALK]))
    odd = whole.replace(b"/MediaBox [0 0 612", b"/MediaBox [0 0 (a)")
    assert odd != whole
    for broken in (b"%PDF-1.4 nothing", whole[: len(whole) // 2], odd):
        with pytest.raises(BrokenFile, match="not a whole PDF; save it again"):
            parse("a.pdf", broken)


@pytest.mark.parametrize(("times", "filters"), [(1, "/FlateDecode"), (2, "[/Fl /FlateDecode]")])
def test_a_page_that_unpacks_to_much_is_refused_at_once(times: int, filters: str) -> None:
    packed = b"BT /F1 10 Tf 60 700 Td (A) Tj ET\n" * 150_000
    for _ in range(times):
        packed = zlib.compress(packed, 9)
    small = pdf([[(60, 100, "ANNA: b")]])
    start, end = small.index(b"<< /Length"), small.index(b"endstream")
    head = f"<< /Filter {filters} /Length {len(packed)} >>\nstream\n".encode()
    bomb = small[:start] + head + packed + b"\n" + small[end:]

    def refused() -> None:
        with pytest.raises(BrokenFile, match="its pages unpack to too much; export the text"):
            parse("a.pdf", bomb)

    assert at_once(refused)

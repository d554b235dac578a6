"""Court reporters' pages: numbered lines, page furniture, examinations, index."""

from __future__ import annotations

from ingest.open.containers import Document
from ingest.people import speakers
from ingest.readers.labelled import labelled
from ingest.readers.proceedings import court
from ingest.transcript import Reading


def page(lines: list[str], number: int) -> str:
    """A printed page: a header, 25 numbered lines, the page number, the firm."""
    padded = lines + [""] * (25 - len(lines))
    body = "\n\n".join(f"{i:>2}   {line}".rstrip() for i, line in enumerate(padded, 1))
    return f"        Official Draft\n\n{body}\n\n            {number}\n\n        Lee Reporting\n\f"


def argument(*lines: str) -> str:
    front = ["     IN THE COURT OF BOATS", "     ANN LEE, ESQ., for the boats."]
    return page(front, 1) + page(list(lines), 2)


def read(text: str) -> Reading:
    document = Document("boats.txt", b"", text)
    assert court.sniff(document)
    (reading,) = court.read(document)
    blocks = [text[t.source.start : t.source.end] for t in reading.turns]
    assert reading.front + "".join(blocks) + reading.back == text
    return reading


ARGUED = argument(
    "               CHIEF JUSTICE RAY:      We will hear",
    "  argument in the case of boats.",
    "               Ms. Lee.",
    "                ORAL ARGUMENT OF ANN LEE",
    "                ON BEHALF OF THE BOATS",
    "               MS. LEE:      May it please the Court:",
    "               Boats float.  (Laughter.)",
    "               CHIEF JUSTICE RAY:      Do they?",
    "               MS. LEE:      They",
)
REST = page(["  do, as a matter of law.", "               (Whereupon, the case was"], 3)
INDEX = "     A           B\nable 2:6      boats 2:2,7 3:1\n20 3:1        boat 2:7\n"


def test_furniture_headings_and_line_numbers_are_no_talk() -> None:
    reading = read(ARGUED + REST + INDEX)
    assert [(t.label, t.text) for t in reading.turns[:3]] == [
        ("CHIEF JUSTICE RAY", "We will hear argument in the case of boats.\n\nMs. Lee."),
        ("MS. LEE", "May it please the Court:\n\nBoats float. (Laughter.)"),
        ("CHIEF JUSTICE RAY", "Do they?"),
    ]
    assert reading.turns[3].text.startswith("They do, as a matter of law.")
    assert "able 2:6" in reading.back


def test_pages_and_lines_as_printed() -> None:
    sources = [t.source for t in read(ARGUED + REST).turns]
    assert [(s.page, s.page_line) for s in sources] == [(2, 1), (2, 6), (2, 8), (2, 9)]


def test_counsel_are_participants() -> None:
    assert read(ARGUED + REST).participants == ("Ann Lee",)


DEPOSED = argument(
    "          THE WITNESS:  I do.",
    "          JANE ROE, having been duly sworn, testified as follows:",
    "                  DIRECT EXAMINATION",
    "     BY MR. LEE:",
    "          Q.   Who are you?",
    "          A.   Jane Roe. I have boats, and I",
    "     sail them.",
    "          MS. LEE:  Objection.",
    "          THE COURT:  Overruled.",
    "                  CROSS-EXAMINATION",
    "     BY MS. LEE:",
    "          Q.   Is that so?",
    "          A.   It is.",
    "          THE COURT:  We are adjourned.",
) + page(["               C E R T I F I C A T E", "     I, Bo, certify that this is right."] * 3, 3)


def test_examinations_know_who_asks_and_nobody_is_made_up() -> None:
    reading = read(DEPOSED)
    transcript = speakers.resolve(reading, "boats", "")
    assert [(t.label, t.speaker, t.text) for t in transcript.turns] == [
        ("THE WITNESS", "The Witness", "I do."),
        ("Q", "Mr. Lee", "Who are you?"),
        ("A", None, "Jane Roe. I have boats, and I sail them."),
        ("MS. LEE", "Ms. Lee", "Objection."),
        ("THE COURT", "The Court", "Overruled."),
        ("Q", "Ms. Lee", "Is that so?"),
        ("A", None, "It is."),
        ("THE COURT", "The Court", "We are adjourned."),
    ]
    assert "C E R T I F I C A T E" in reading.back


def test_unnumbered_text_and_lists_are_not_of_this_layout() -> None:
    for text in ("ANN: Hello.\n\nBO: Hi.\n", "1 rope\n2 paint\n3 oars\n4 sails\n5 tar\n6 ink\n"):
        assert court.sniff(Document("a.txt", b"", text)) is None
    assert labelled.sniff(Document("a.txt", b"", "1 rope\n2 paint\n")) is None


def test_examinations_without_line_numbers() -> None:
    text = (
        "          THE COURT:  Call your witness.\n\n                    DAN HILL,\n\n"
        "having been first duly sworn, testified as follows:\n\n"
        "                    DIRECT EXAMINATION\n\nBY MR. RAY:\n\n     Q.   Who are you?\n\n"
        "     A.   Dan Hill.\n\n          MS. FOX:  Objection.\n\nBY MR. RAY:\n\n"
        "     Q.   Go on.\n\n     A.   I sail.\n"
    )
    reading = read(text)
    assert [(t.label, t.text) for t in reading.turns] == [
        ("THE COURT", "Call your witness."),
        ("Q", "Who are you?"),
        ("A", "Dan Hill."),
        ("MS. FOX", "Objection."),
        ("Q", "Go on."),
        ("A", "I sail."),
    ]
    assert [t.headed for t in reading.turns if t.label == "Q"] == ["MR. RAY", "MR. RAY"]


def test_pages_and_lines_parted_by_a_colon_and_a_time_that_is_talk() -> None:
    lines = ["MS. LEE:  We stop at", "10:15 a.m.", "MR. RAY:  Yes.", "MS. LEE:  So.", *"      "]
    text = "".join(
        (f"{page:05}:01  " if n == 1 else f"      {n:02}  ") + f"{line}\n"
        for page in (7, 8)
        for n, line in enumerate(lines, 1)
    )
    reading = read(text)
    assert [(t.label, t.text) for t in reading.turns[:2]] == [
        ("MS. LEE", "We stop at 10:15 a.m."),
        ("MR. RAY", "Yes."),
    ]
    assert [(t.source.page, t.source.page_line) for t in reading.turns[2:4]] == [(7, 4), (8, 1)]


def test_a_clock_beside_the_numbers_of_the_lines() -> None:
    said = ("THE WITNESS:  I do.", "     Q.   Who are", "you?", "     A.   I sail.")
    rows = [(n, said[n % 4]) for n in range(24)]
    text = "".join(f"09:{n:02}:07  {n % 12 + 1:02}  {line}\n" for n, line in rows)
    reading = read(text)
    assert [(t.label, t.text) for t in reading.turns[:3]] == [
        ("THE WITNESS", "I do."),
        ("Q", "Who are you?"),
        ("A", "I sail."),
    ]
    assert reading.turns[2].source.page_line == 4
    assert [t.start_ms for t in reading.turns[:2]] == [32_407_000, 32_467_000]


def test_a_clock_beside_numbers_that_count_the_turns() -> None:
    text = "".join(f"09:{n:02}:07  {n % 12 + 1:02}  Q.   And you?\n" for n in range(24))
    assert court.sniff(Document("a.txt", text.encode(), text)) is None

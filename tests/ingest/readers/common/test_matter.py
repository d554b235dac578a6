"""What the text before the talk tells of it: which date of several, which line is the title."""

from __future__ import annotations

import pytest

from ingest.readers.common import matter


@pytest.mark.parametrize(
    "line",
    [
        "Transcribed: 20 June 2024",
        "Transcribed: 2024-06-20",
        "Next meeting: 20 June 2024",
        "Approved: June 20, 2024",
        "Uploaded: 2024-06-20 10:15",
    ],
)
def test_a_date_of_something_else_comes_after_that_of_the_talk(line: str) -> None:
    assert matter.read(f"Interview held on 12 May 2024 in Ulm.\n{line}\n", "a").date == "2024-05-12"


@pytest.mark.parametrize(
    "line",
    [
        "Interview: 12 May 2024",
        "Datum: 12. Mai 2024",
        "Date of interview: 12 May 2024",
        "12 May 2024",
    ],
)
def test_the_date_of_the_talk_under_its_key(line: str) -> None:
    front = f"On the law of March 3, 1999.\nApproved: 20 June 2024\n{line}\n"
    assert matter.read(front, "a").date == "2024-05-12"


def test_an_only_date_counts_whatever_its_key() -> None:
    assert matter.read("Dies: 12 May 2024\n", "a").date == "2024-05-12"


def test_a_title_may_open_with_a_word_of_programs() -> None:
    assert (
        matter.read("Saved: the story of a rescue\n", "a").title == "Saved: the story of a rescue"
    )


def test_a_title_in_capitals_is_written_as_titles_are() -> None:
    assert matter.read("DEPOSITION OF ADA O'NEIL\n", "a").title == "Deposition of Ada O'Neil"


def test_when_a_program_wrote_the_file_is_no_date_of_the_talk() -> None:
    for front in ("Saved on: 2024/06/20, 08:15\n", "Printed:\n  20 June 2024\n"):
        assert matter.read(f"{front}\n12 May 2024\n", "a").date == "2024-05-12"
        assert matter.read(front, "a").date is None


@pytest.mark.parametrize("saved", ["generated:\n  date: 2024-06-20", "generated: 2024-06-20"])
def test_front_matter_says_when_it_was_made(saved: str) -> None:
    found = matter.read(f"---\ntitle: On boats\n{saved}\nspeakers: [Ann Lee]\n---\n", "a")
    assert found == matter.Matter("On boats", None, ("Ann Lee",))


@pytest.mark.parametrize(
    ("talk", "date"),
    [
        ("Io non sapevo niente di questo, e lui non me lo ha mai detto.", "2021-04-03"),
        ("Das habe ich nicht gewusst, und er hat es mir auch nie gesagt.", "2021-04-03"),
        ("I knew nothing of this, and he never told me about it.", None),
        ("", None),
    ],
)
def test_the_language_tells_whether_the_day_comes_first(talk: str, date: str | None) -> None:
    assert matter.read("Boats, 3/4/2021\n", "a", talk=talk).date == date
    assert matter.read("Boats, 3/4/2021\n", "a 2021-03-04", talk=talk).date == "2021-03-04"

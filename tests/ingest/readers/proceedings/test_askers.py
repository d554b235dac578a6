"""Who asks, by the headings over questions; a sentence that ends in a name is none."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.common.lines import split
from ingest.readers.proceedings import askers, court

BEFORE = ("LADY HALE: Call her.", "MR REED: I call Ann Boe.", "MS FOX KC: So do I.")


def asked(*over: str) -> list[str]:
    text = "\n".join([*BEFORE, *over, "Q. Who are you?", "A. Ann Boe."])
    return list(askers.names(split(text)).values())


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("        Questions from MR REED", "MR REED"),
        ("Cross-examination by MR REED (continued)", "MR REED"),
        ("Further questions by LADY HALE", "LADY HALE"),
        ("Examined by Mr Reed KC:", "Mr Reed"),
        ("EXAMINATION: MR REED", "MR REED"),
        ("Re-examination (MS FOX KC)", "MS FOX"),
        ("Questions by SIR IAN BELL", "SIR IAN BELL"),
        ("Interrogatoire par M. LUND", "M. LUND"),
        ("BY MR. LEE:", "MR. LEE"),
    ],
)
def test_headings_that_end_in_who_asks(heading: str, name: str) -> None:
    assert asked("        ANN BOE (affirmed)", heading) == [name]
    assert asked("A. Yes.", heading) == [name]


@pytest.mark.parametrize(
    "over",
    [
        ["A. I was driven there by", "MR REED"],
        ["A. I saw it being done by MR REED --"],
        ["A. I was hit by Mr Reed"],
        ["        MR REED"],
        ["        Evidence of MR REED"],
        ["A. It was in the room of the old mill, as I said to the man who was sent by MR REED"],
    ],
)
def test_what_ends_in_a_name_and_is_no_heading(over: list[str]) -> None:
    assert asked(*over) == []


def test_questions_of_an_inquiry_have_their_asker_and_the_heading_is_no_talk() -> None:
    talk = [
        "Q. Were you there?",
        "A. I was. I saw the boats come in, and I",
        "went down to the quay.",
    ]
    rows = [
        *BEFORE,
        "     Questions from MR REED",
        *talk,
        "LADY HALE: And then?",
        "A. Then I left.",
    ]
    rows += ["     Cross-examination by MS FOX KC", *talk, *talk, "LADY HALE: Thank you."]
    text = "".join(f"{n:<2} {row}\n" for n, row in enumerate(rows, 1))
    document = Document("a.txt", b"", text)
    assert court.sniff(document)
    (reading,) = court.read(document)
    asking = [t.headed for t in reading.turns if t.label == "Q"]
    assert asking == ["MR REED", "MS FOX", "MS FOX"]
    assert not any("xamination" in t.text or "Questions" in t.text for t in reading.turns)

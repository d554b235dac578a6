"""Numbered lines whose numbers are lost or misread: no word is lost, and none is furniture."""

from __future__ import annotations

import random

import pytest

from ingest.open.containers import Document
from ingest.readers.proceedings import court
from ingest.transcript import Reading
from tests.ingest.readers.proceedings.test_court import read

# What a scan makes of a number: nothing, spaces, letters like its digits, another number.
HURTS = ("", "  ", "l", "3", "17", "29")
SAID = (
    "          MR. RAY:  The word{0}a is well",
    "known, and so is word{0}b here.",
    "     Q.   Who wrote word{0}c?",
    "     A.   I wrote word{0}d.",
)


def file(numbers: dict[tuple[int, int], str], gap: str = "   ", space: str = "\n") -> str:
    """Four pages of 25 lines, each with a head and a foot; `numbers` by page and line."""
    pages = []
    for p in range(4):
        rows = [
            numbers.get((p, n), f"{n:>2}")
            + gap
            + SAID[n % 4].format("ABCD"[p] + "abcdefghijklmnopqrstuvwxy"[n - 1])
            for n in range(1, 26)
        ]
        pages.append(
            f"      The Boats, Day 3\n\n{space.join(rows)}\n\n  Lee Reporting\n        {p + 7}\n\n"
        )
    return "\f".join(pages)


def words(reading: Reading) -> list[str]:
    """The words of the talk, and of what stands before the first label."""
    texts = [reading.front, *(t.text for t in reading.turns)]
    return [w for text in texts for w in text.split() if "word" in w]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_numbers_are_lost_or_misread_no_word_is(seed: int) -> None:
    rng = random.Random(seed)
    space = rng.choice(["\n", "\n\n"])
    lost = rng.sample([(p, n) for p in range(4) for n in range(1, 26)], rng.randint(1, 14))
    found = read(file({at: rng.choice(HURTS) for at in lost}, space=space))
    assert words(found) == words(read(file({}, space=space)))
    assert not any("Lee" in t.text or "Boats" in t.text for t in found.turns)


def test_what_is_misread_is_no_word() -> None:
    lost = {(0, 10): "l0", (1, 1): " l", (1, 13): "  ", (2, 25): "2S", (3, 7): "11"}
    found, sound = read(file(lost)), read(file({}))
    assert [(t.label, t.text) for t in found.turns] == [(t.label, t.text) for t in sound.turns]
    assert [(t.source.page, t.source.page_line) for t in found.turns] == [
        (t.source.page, t.source.page_line) for t in sound.turns
    ]


def test_a_page_without_any_numbers_between_others() -> None:
    found = read(file({(2, n): "" for n in range(1, 26)}))
    assert words(found) == words(read(file({})))
    assert not any("Lee" in t.text or "Boats" in t.text for t in found.turns)


def test_a_number_that_opens_talk_stays_where_its_line_lost_its_own() -> None:
    text = file({(1, 9): "  "}).replace("known, and so is wordBib", "14 boats and wordBib")
    assert "14 boats" in " ".join(t.text for t in read(text).turns)


def test_pages_that_hold_few_of_the_numbered_lines_are_none() -> None:
    lines = [
        f"{n:02}  {who}:  word{n}" for n in range(1, 90) for who in ("ANN BOB"[n % 2 * 4 :][:3],)
    ]
    text = "\n".join([*lines[:30], "((15 lines omitted))", *lines[45:]])
    assert court.sniff(Document("a.txt", b"", text)) is None

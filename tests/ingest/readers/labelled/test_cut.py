"""Long stretches of talk cut at sentence ends."""

from ingest.readers.common import lines
from ingest.readers.labelled import cut
from tests.support.growth import at_once

SENTENCE = "The harbour needs a new wall,\nand the sea will not wait for us.\n"


def test_no_word_is_lost_or_moved_and_no_piece_is_too_long() -> None:
    paragraph = lines.split(SENTENCE * 40)
    made = cut.pieces([paragraph])
    words = [
        word for piece in made for part in piece for line in part for word in line.text.split()
    ]
    assert words == (SENTENCE * 40).split()
    assert max(map(cut.count, made)) <= cut.LIMIT


def test_a_page_without_blank_lines_takes_no_longer_than_its_length() -> None:
    paragraph = lines.split(SENTENCE * 10_000)
    assert at_once(lambda: cut.pieces([paragraph]))

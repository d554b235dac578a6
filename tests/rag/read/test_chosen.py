"""Which windows are quoted beside the best one."""

from __future__ import annotations

import pytest

from rag.find.retrieve import Hit
from rag.question import analyse
from rag.read.chosen import BESIDE, CLOSE, OWN, chosen
from rag.read.reading import Passage
from tests.support.talk import HEARING

ASKED = analyse("Why was the quay closed?", HEARING.speakers)


def window(turn: int, start: int, below: float) -> Passage:
    """A window of ten characters, so much below the best one."""
    hit = Hit("harbour", HEARING.turns[turn - 1], 0.0)
    return Passage(hit, start, start + 10, start, start + 1, 0.0, -below, by_asked=True)


@pytest.mark.parametrize(
    ("further", "is_quoted"),
    [
        (window(1, 20, BESIDE), True),
        (window(1, 0, BESIDE), True),
        (window(1, 20, BESIDE + 0.1), False),
        (window(1, 30, OWN), True),
        (window(1, 30, OWN + 0.1), False),
        (window(2, 20, CLOSE), True),
        (window(2, 20, CLOSE + 0.1), False),
    ],
)
def test_an_answer_goes_on_beside_more_than_elsewhere(further: Passage, is_quoted: bool) -> None:
    best = window(1, 10, 0.0)
    assert chosen(ASKED, [best, further]) == [best, further][: 1 + is_quoted]


def test_one_more_of_its_turn_and_one_of_another() -> None:
    able = [window(1, 10, 0.0), window(2, 0, 0.5), window(1, 20, 0.6), window(1, 0, 0.7)]
    assert chosen(ASKED, [*able, window(3, 0, 0.8)]) == [able[0], able[2], able[1]]

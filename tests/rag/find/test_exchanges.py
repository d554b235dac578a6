"""Which turns belong together."""

from __future__ import annotations

from rag.find.exchanges import exchange
from tests.support.talk import HEARING, talk


def _numbers(number: int, *pairs: tuple[str, str]) -> list[int]:
    turns = talk(*pairs).turns if pairs else HEARING.turns
    return [t.number for t in exchange(turns, number)]


def test_an_answer_brings_its_question_and_the_other_way_round() -> None:
    assert _numbers(4) == [3, 4]
    assert _numbers(3) == [3, 4]


def test_an_aside_between_question_and_answer_is_stepped_over() -> None:
    pairs = (
        ("Ahn", "How deep is the inner harbour now?"),
        ("Voss", "Mr. Lind."),
        ("Lind", "At low tide it is six metres deep at the quay."),
    )
    assert _numbers(3, *pairs) == [1, 2, 3]
    assert _numbers(1, *pairs) == [1, 2, 3]


def test_a_follow_on_brings_its_antecedent() -> None:
    pairs = (
        ("Lind", "The survey found silt along the whole eastern quay."),
        ("Ahn", "It was worse last year, when the storms had come."),
    )
    assert _numbers(2, *pairs) == [1, 2]


def test_a_turn_of_its_own_stays_alone() -> None:
    assert _numbers(5) == [5]

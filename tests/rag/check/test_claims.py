"""What a claim may say of one turn: figures with their things, days, reasons, denials."""

import pytest

from rag.check.verify import verify
from rag.find.retrieve import Hit
from rag.write.segment import segment
from rag.write.sources import label_hits
from tests.support.talk import talk

SAID = (
    "The ship carries 240 passengers and 38 cars. Two white lights flash every fifteen minutes. "
    "We open on 1 March 2025, on the fourth of June we close. There are six crossings in summer "
    "and four in winter. The boat costs us sixty thousand, and the machine would cost nine. "
    "We hope to grow by 7 percent this year. The pupils chose the name by 34 votes to 27. "
    "Many families left in one winter. They didn't leave because they disliked the place. "
    "They left because the doctor had gone. No single town can repair the road, acting alone. "
    "I welcome the plan for sixteen seats. As for the tunnel: no. The rents may not be raised."
)


def problem(claim: str) -> str | None:
    said = talk(("Ms Orr", SAID))
    (turn,) = label_hits([Hit(said.name, said.turns[0], 0.0)], lambda _: said)
    return verify(segment(f"{claim} [1].")[0], {1: turn}).problem


@pytest.mark.parametrize(
    "claim",
    [
        "The ship carries 240 passengers and 38 cars",
        "There are four crossings in winter and six in summer",
        "Ms Orr said the place closes on 4 June",
        "The boat costs sixty thousand, the machine nine",
        "She hopes to grow by 7 percent this year",
        "The pupils chose the name by 34 votes against 27",
        "Many families left in a single winter",
        "They left because the doctor had gone",
        "Ms Orr welcomed the plan for sixteen seats",
        "Rents cannot be raised",
    ],
)
def test_what_the_turn_says_in_other_words_stands(claim: str) -> None:
    assert problem(claim) is None


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("The ship carries 38 passengers and 240 cars", "the number 38 is about something else"),
        ("Fifteen white lights flash every two minutes", "the number Fifteen is about something"),
        (
            "There are four crossings in summer and six in winter",
            "the number six is about something",
        ),
        ("The machine would cost sixty thousand", "the number sixty thousand is about something"),
        ("The place opens on 1 May 2025", "'May' is not in turn 1"),
        ("The place closes on 5 June", "the number 5 is not in turn 1"),
        ("They grew by 7 percent last year", "'last year' is not said in turn 1"),
        ("Families left because they disliked the place", "a 'not' is left out"),
        ("A single town can repair the road alone", "a 'not' is left out"),
        ("Ms Orr opposed the plan for sixteen seats", "the opposite of"),
        ("Ms Orr spoke for the tunnel", "a 'not' is left out"),
    ],
)
def test_what_it_does_not_say_is_told_by_its_reason(claim: str, why: str) -> None:
    assert (problem(claim) or "").startswith(why)


def test_a_number_of_another_sentence_is_about_something_else() -> None:
    said = talk(
        (
            "Ms Orr",
            "We asked for $300 million in aid. The act allows the mayor to release $420 million. "
            "Six people live in the old fort. Seven people work in the mill.",
        )
    )
    (turn,) = label_hits([Hit(said.name, said.turns[0], 0.0)], lambda _: said)

    def stands(claim: str) -> bool:
        return verify(segment(f"{claim} [1].")[0], {1: turn}).problem is None

    assert stands("The act allows the mayor to release $420 million")
    assert not stands("The act allows the mayor to release $300 million")
    assert stands("Seven people work in the mill")
    assert not stands("Six people work in the mill")

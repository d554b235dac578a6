import pytest

from evals.sets.gold import Scope, resolve, unstated
from evals.sets.questions import Question
from tests.support.talk import talk

HEARING = talk(
    ("Ada", "The bridge opens in May."),
    ("Bo", "It costs 500 crowns. We\u2019re #1 in the county."),
    ("Ada", "The bridge costs too much."),
    name="hearing",
)
OTHER = talk(("Cy", "Nothing opens here."), name="other")
BOTH = Scope(("hearing", "other"), {"hearing": HEARING, "other": OTHER}.__getitem__)
ONE = Scope(("hearing",), BOTH.transcript)


def question(*turns: int | str, quote: str | None = None, facts: tuple[str, ...] = ()) -> Question:
    return Question("q", "factoid", "What?", turns=turns, quote=quote, facts=facts)


@pytest.mark.parametrize(
    ("reference", "gold"),
    [
        (2, ["hearing#2"]),
        ("2", ["hearing#2"]),
        ("1-3", ["hearing#1", "hearing#2", "hearing#3"]),
        ("1 \u2013 2", ["hearing#1", "hearing#2"]),
        ("hearing#3", ["hearing#3"]),
        ("hearing#2-3", ["hearing#2", "hearing#3"]),
        ("it COSTS 500", ["hearing#2"]),
        ("we're #1", ["hearing#2"]),
    ],
)
def test_a_reference_in_every_form(reference: int | str, gold: list[str]) -> None:
    assert resolve(question(reference), ONE) == (tuple(gold), [])


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (9, "no turn 9: hearing has turns 1 to 3"),
        ("hearing#0", "no turn hearing#0"),
        ("3-1", "3-1 runs backwards; write 1-3"),
        ("other#1", "outside what the question is put to (hearing)"),
        ("the bridge", "stands in 2 turns (hearing#1, hearing#3); quote more words"),
        ("the bridge opens in June", "stands in no turn; copy the words"),
    ],
)
def test_a_wrong_reference_is_said_so(reference: int | str, said: str) -> None:
    gold, problems = resolve(question(reference), ONE)
    assert gold == ()
    assert len(problems) == 1
    assert problems[0].field == "q: turns[0]"
    assert said in problems[0].text


def test_a_bare_number_wants_one_transcript_and_a_quote_is_looked_for_in_all() -> None:
    assert "write the id, such as 'hearing#2'" in resolve(question(2), BOTH)[1][0].text
    assert resolve(question("Nothing opens"), BOTH)[0] == ("other#1",)


def test_turns_given_twice_count_once() -> None:
    assert resolve(question(1, "1-2", "hearing#1"), ONE)[0] == ("hearing#1", "hearing#2")


def test_a_quote_gives_the_turn_where_none_is_given_and_must_stand_in_those_that_are() -> None:
    assert resolve(question(quote="costs 500"), ONE)[0] == ("hearing#2",)
    assert not resolve(question(1, 3, quote="the bridge"), ONE)[1]
    (problem,) = resolve(question(1, quote="costs 500"), ONE)[1]
    assert problem.field == "q: quote"
    assert "stands in hearing#2 and in none of the gold turns (hearing#1)" in problem.text


def test_a_fact_stands_in_a_gold_turn_or_is_the_name_of_who_speaks() -> None:
    asked = question(2, facts=("500|five hundred", "Bo"))
    assert not unstated(asked, ["hearing#2"], ONE)
    (problem,) = unstated(question(3, facts=("500",)), ["hearing#3"], ONE)
    assert problem.field == "q: facts[0]"
    assert "stands in none of its gold turns (hearing#3)" in problem.text

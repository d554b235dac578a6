import pytest

from evals.measure.text import (
    contains,
    exact_match,
    find,
    squad_normalise,
    states,
    token_f1,
    without_labels,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They said SIX million doses.", "six Million"),
        ("It\u2019s the \u201cdeep\u201d berth", 'it\'s the "deep" berth'),
        ("one\n\n  two", "one two"),
        ("a boat\u2014a plan", "a boat - a plan"),
        ("about $500.", "500"),
        ("in 1822, or", "1822"),
    ],
)
def test_case_quotes_and_space_are_ignored(text: str, words: str) -> None:
    assert contains(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [("1,500 tons", "500"), ("500.5", "500"), ("5000", "500"), ("13,000", "3,000"), ("any", "")],
)
def test_a_number_counts_only_as_a_whole(text: str, words: str) -> None:
    assert not contains(text, words)


def test_a_fact_in_either_wording() -> None:
    assert states("over 75% of it", "75 percent|75%")
    assert not states("over 74% of it", "75 percent|75%")


def test_words_are_found_where_they_stand() -> None:
    text = "He said \u201cthe\n berth\u201d twice."
    span = find(text, 'said "The berth"')
    assert span is not None
    assert text[slice(*span)] == "said \u201cthe\n berth\u201d"
    assert find(text, "nothing") is None


def test_labels_are_no_part_of_what_is_said() -> None:
    assert without_labels("It rained [1] all day [2].") == "It rained all day."


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  Eiffel Tower.", "eiffel tower"),
        ("An apple, a day!", "apple day"),
        ("don't", "dont"),
        ("another theatre", "another theatre"),
        ("twenty-one", "twentyone"),
        ("...", ""),
    ],
)
def test_squad_normalisation_as_published(text: str, normal: str) -> None:
    assert squad_normalise(text) == normal


def test_exact_match_takes_the_best_reference() -> None:
    assert exact_match("The waitress.", ["cook", "waitress"]) == 1
    assert exact_match("a waitress and a cook", ["waitress"]) == 0
    assert exact_match("anything", []) is None


def test_token_f1_by_hand() -> None:
    # two of three given tokens are wanted, two of two wanted are given
    assert token_f1("red old boat", ["red boat"]) == pytest.approx(2 * (2 / 3) / (2 / 3 + 1))
    assert token_f1("boat boat", ["boat"]) == pytest.approx(2 * 0.5 / 1.5)
    assert token_f1("", ["boat"]) == 0
    assert token_f1("the", ["a"]) == 1
    assert token_f1("x", []) is None

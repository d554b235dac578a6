"""Names that the talk gives to labels which name nobody."""

from __future__ import annotations

import pytest

from ingest.people.own_names import nameless
from ingest.people.speakers import resolve
from rag.question import analyse
from tests.support.talk import reading


def named(*said: tuple[str, str]) -> dict[str, str]:
    """The label of each speaker with a name from the talk, and that name."""
    speakers = resolve(reading(*said), "talk", "0" * 64).speakers
    return {s.labels[0]: s.aliases[-1] for s in speakers if s.aliases}


def test_labels_that_name_nobody() -> None:
    labels = ["Project Manager", "Barista", "Grad A", "Grad B", "C", "Mr. Long", "Rosa", "Audience"]
    texts = ["The barista has been here a long time."]
    assert nameless(labels, texts) == {"Project Manager", "Barista", "Grad A", "Grad B", "C"}


@pytest.mark.parametrize(
    "said",
    [
        "So, um my name's Oda and I draw.",
        "Well, my name is uh Oda. I draw.",
        "OK, my name is, uh, Oda",
    ],
)
def test_who_tells_a_name_has_it(said: str) -> None:
    assert named(("Project Manager", said), ("Marketing", "Fine.")) == {"Project Manager": "Oda"}


def test_a_round_of_introductions_names_all() -> None:
    round_ = [("A", "I'm Oda,"), ("B", "I'm Iver, I sell."), ("C", "Uh I am, um, Tove. I cook.")]
    assert named(*round_) == {"A": "Oda", "B": "Iver", "C": "Tove"}
    assert named(*round_[:2]) == {}


def test_a_full_name_in_the_first_turn_is_enough() -> None:
    assert named(("HOST", "Welcome. I'm Oda Renn, and this is a talk.")) == {"HOST": "Oda Renn"}
    assert named(("HOST", "Yes."), ("A", "So?"), ("HOST", "I'm Oda Renn, as it is.")) == {}


@pytest.mark.parametrize(
    "said",
    [
        "I'm Norwegian.",
        "I'm Marketing, you know.",
        "I'm Rosa's brother.",
        "I'm Will.",
        "She said my name is Tove.",
        "This is Tove.",
        "I'm I'm sure.",
    ],
)
def test_what_is_no_name_of_the_speaker(said: str) -> None:
    more = ("B", "Tove, Norwegian, Will and Rosa will come. Marketing and Oda too.")
    assert named(("A", said), more) == {}


def test_who_answers_to_a_name_twice_has_it() -> None:
    first = (("A", "Do you want to start, Oda?"), ("B", "Sure."))
    assert named(*first) == {}
    assert named(*first, ("A", "Over to you, Oda."), ("B", "Thanks.")) == {"B": "Oda"}
    assert named(*first, ("A", "Oda, can you draw it?"), ("B", "Yes.")) == {"B": "Oda"}


def test_a_name_that_different_ones_answer_to_or_that_the_speaker_says_is_nobodys() -> None:
    asked = (("A", "What now, Oda?"), ("B", "Rest."), ("A", "And then, Oda?"))
    assert named(*asked, ("C", "Go on.")) == {}
    assert named(*asked, ("B", "We go to Oda.")) == {}


def test_a_speaker_whose_label_is_a_name_keeps_to_it() -> None:
    said = ("Rosa Lind", "My name is Oda. So begins the song."), ("Bo Ray", "Sing it.")
    assert named(*said) == {}


def test_a_post_has_no_surname_and_is_meant_by_all_its_words() -> None:
    meeting = resolve(
        reading(
            ("Industrial Designer", "My name is Oda."),
            ("Project Manager", "The Interface Designer is next."),
        ),
        "talk",
        "0" * 64,
    )
    assert [s.aliases for s in meeting.speakers] == [("Oda",), ()]
    for question, heard in [
        ("When does the project end?", set()),
        ("What did the project manager say?", {"Project Manager"}),
        ("What did Oda say?", {"Industrial Designer"}),
        ("What did Odda say?", {"Industrial Designer"}),
    ]:
        assert analyse(question, meeting.speakers).speakers == heard


def test_long_hesitation_is_read_in_no_time() -> None:
    assert named(("A", "My name is uh" + ", uh" * 5000 + "."), ("B", "Yes.")) == {}

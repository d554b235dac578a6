"""What a follow-up goes on from, and which questions stand alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rag.check.citations import Answer, Citation, Sentence
from rag.follow.conversation import understand
from rag.follow.earlier import Earlier, of_answer
from rag.follow.leans import is_elliptic, leans
from rag.follow.thread import Place, Thread
from rag.follow.together import as_going_on, together
from tests.support.talk import talk

SPEAKERS = talk(
    ("Councillor Amara Voss", "Aye."), ("Harbour Master Teo Lind", "So be it.")
).speakers
FERRY = (Place("ferry", 4, 10, 30, "Voss"),)
ASKED = Earlier("What did Voss say about dredging?", "It waits.", (), FERRY)


def subject(question: str) -> str | None:
    found = [name for name in ("Voss", "Lind") if name in question]
    return found[0] if len(found) == 1 else None


def understood(
    asked: str, *history: Earlier, answers: Sequence[Answer] = ()
) -> tuple[str, Thread | None]:
    given = iter(answers)
    return understand(asked, history, subject, lambda *_: next(given))


def answer(question: str, number: int) -> Answer:
    cited = Citation(1, f"ferry#{number}", "Lind", "It waits.", 0, 9, "verbatim")
    return Answer(question, question, "It waits. [1]", (Sentence("It waits.", (cited,)),), False)


@pytest.mark.parametrize(
    "question",
    [
        "Why?",
        "Why not?",
        "When was that?",
        "How many?",
        "Who said that?",
        "And the cars?",
        "And Lind?",
        "What about the ferry?",
        "What else?",
        "Who else mentions the eels?",
        "Who built it?",
        "Is that true?",
        "Why that size?",
        "Did he take notes?",
        "What does Lind think of that?",
        "What did Lind say to that?",
        "How many of them drowned?",
        "Which other plan is on the list besides that one?",
        "What do the old ones eat?",
        "Who worked there?",
        "When does it want to reach it?",
        "And how many were lost?",
        "Why does Lind find them hard to count?",
        "How much is that in crowns?",
        "Did Voss agree with her?",
    ],
)
def test_what_cannot_be_understood_alone_leans(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "What did Lind say about the tide?",
        "How many ferries run on Sundays?",
        "What does Lind say about his boat?",
        "Did Lind say that the tide is late?",
        "Is there a bridge?",
        "Is it safe to eat eels?",
        "How long does it take to reach Brune?",
        "What happens when it rains?",
        "What was discussed?",
        "What did Lind ask for?",
        "How long does it take for the crane to turn?",
        "Why did Brune sell its eels?",
        "Who is the first to give his talk?",
        "How many islanders lose their boats?",
        "At which school did Ada Brune study before she came here?",
        "What is the name of the boat that took her place?",
        "When does the school begin, and how many pupils will it take?",
        "Summarise the hearing",
        "Please list the boats that were lost",
    ],
)
def test_a_full_sentence_with_its_own_subject_stands_alone(question: str) -> None:
    assert not leans(question)
    assert understood(question, ASKED) == (question, None)


def test_a_follow_up_goes_on_from_the_quotation_as_a_value() -> None:
    text, thread = understood("Why is that?", ASKED)
    assert thread == Thread("Why is that?", (ASKED.question,), FERRY, "Voss")
    assert text == "What did Voss say about dredging? Why is that?"


def test_he_and_she_are_the_speaker_whom_the_last_question_names() -> None:
    text, thread = understood("And what did she say about the budget?", ASKED)
    assert text == "What did Voss say about the budget?"
    assert thread and thread.asked == text and thread.places == FERRY
    text, _ = understood("Why was her boat sold?", ASKED)
    assert text == "Why was Voss's boat sold?"
    text, _ = understood("What did she answer?", ASKED)  # another than she who asked
    assert text == "What did Voss say about dredging? What did she answer?"
    both = Earlier("What did Voss ask Lind?", places=FERRY)
    text, _ = understood("What did she hear?", both)
    assert text == "What did Voss ask Lind? What did she hear?"


def test_an_answer_that_was_not_kept_is_found_again() -> None:
    text, thread = understood("Why?", Earlier("Who pays?"), answers=[answer("Who pays?", 7)])
    assert thread and thread.places == (Place("ferry", 7, 0, 9, "Lind"),)
    assert text == "Who pays? Why?"


def test_a_chain_keeps_the_first_question_and_the_last() -> None:
    last = Earlier("When?", about=("Who pays?", "How much?"), places=FERRY)
    _, thread = understood("Why?", last)
    assert thread and thread.about == ("Who pays?", "When?")


def test_small_talk_is_gone_back_over() -> None:
    thanks = Earlier("thanks!", "Glad to help.", (), ())
    assert understood("Why?", ASKED, thanks) == understood("Why?", ASKED)
    assert understood("Why?", thanks) == ("Why?", None)


def test_what_an_answer_hands_on() -> None:
    made = answer("Who pays?", 7)
    assert of_answer(made).places == (Place("ferry", 7, 0, 9, "Lind"),)
    refused = Answer("Who pays?", "Who pays?", "Nobody.", (), True, nearest=("ferry#3", "ferry#5"))
    assert of_answer(refused).places == (Place("ferry", 3),)


def asked(own: str, *about: str) -> Thread:
    return Thread(own, about, FERRY)


def test_the_earlier_words_are_marked_as_such() -> None:
    made = together(asked("Who insured it?", "How many tonnes does the crane lift?"), SPEAKERS)
    assert (made.text, made.follows, made.before) == ("Who insured it?", True, "")
    assert {t.word: t.earlier for t in made.terms} == {
        "insured": False, "tonnes": True, "crane": True, "lift": True,
    }  # fmt: skip


def test_who_asked_is_not_to_be_heard_where_the_answer_is_asked_for() -> None:
    made = together(asked("What did she answer?", "What did Voss ask about eels?"), SPEAKERS)
    assert not made.speakers
    assert {t.word for t in made.terms}.isdisjoint({"voss", "councillor", "amara"})


def test_what_says_nothing_alone_is_read_behind_the_last_question() -> None:
    made = together(asked("Why not?", "Did Voss sell the boat?"), SPEAKERS)
    assert made.as_read == "Did Voss sell the boat? Why not?"


def test_without_a_verb_it_asks_the_same_of_somebody_else() -> None:
    assert is_elliptic("And Lind?")
    made = together(asked("And Lind?", "What did Voss say about eels?"), SPEAKERS)
    assert made.speakers == {"Harbour Master Teo Lind"}
    assert made.speech
    made = together(asked("And in winter?", "How many boats sail in summer?"), SPEAKERS)
    assert made.kind == "number"
    assert as_going_on(made, "count").intent == "count"
    assert as_going_on(made, "overview").intent == "fact"

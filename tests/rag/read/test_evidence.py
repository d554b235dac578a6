"""Sentences as evidence: their traits, the learned choice, and the rules before it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.transcript import Turn
from rag.question import analyse
from rag.read import choice
from rag.read.evidence import Evidence, gather
from rag.read.judge import is_about, is_answered, may_answer, signs
from tests.support.talk import HEARING, candidates, talk


def found(question: str) -> list[Evidence]:
    return gather(analyse(question, HEARING.speakers), candidates(HEARING))


def able(question: str) -> list[Evidence]:
    asked = analyse(question, HEARING.speakers)
    return [e for e in found(question) if may_answer(asked, e)]


def test_a_sentence_holds_what_the_one_before_it_named() -> None:
    (sentence,) = [e for e in found("When would the dredging start?") if "in March" in e.text]
    assert sentence.traits["told"] < sentence.traits["near"]
    assert sentence.traits["fit"] == 1


def test_a_brief_question_in_the_room_lends_its_words_to_the_reply() -> None:
    said = talk(("Q", "How deep is the basin?"), ("Lind", "Nine metres. We sound it in May."))
    asked = analyse("How deep is the basin?", said.speakers)
    traits = {e.text.strip(): e.traits for e in gather(asked, candidates(said))}
    assert traits["Nine metres."]["told"] > traits["We sound it in May."]["told"]


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
def test_traits_of_any_text_are_finite_and_shares_are_shares(one: str, two: str, q: str) -> None:
    said = talk(("Lind", one or "-"), ("Voss", two or "-"))
    for evidence in gather(analyse(q, said.speakers), candidates(said)):
        values = np.array(list(evidence.traits.values()))
        assert np.isfinite(values).all()
        shares = [evidence.traits[n] for n in ("own", "told", "near", "turn", "all", "lost", "fit")]
        assert min(shares) >= 0
        assert max(shares) <= 1 + 1e-5


@given(st.lists(st.sampled_from(HEARING.turns), min_size=2, max_size=4, unique=True))
def test_what_a_sentence_holds_does_not_hang_on_the_other_turns_found(turns: list[Turn]) -> None:
    asked = analyse("When would the dredging of the basin start?", HEARING.speakers)
    read = [c for c in candidates(HEARING) if c.hit.turn in turns]
    alone = {(e.hit.id, e.start): e for c in read for e in gather(asked, [c])}
    for e in gather(asked, read):
        for name in ("own", "told", "near", "wide", "turn", "all", "lost", "opens", "alone"):
            assert e.traits[name] == pytest.approx(alone[e.hit.id, e.start].traits[name], abs=1e-6)
        assert e.missing == alone[e.hit.id, e.start].missing


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Ahn say about the herons?", "The survey found"),  # another speaker's
        ("Who pays for the dredging?", "Who pays for the dredging?"),  # a question itself
        ("How much will the dredging cost?", "Good evening."),  # no sum in it or beside it
    ],
)
def test_what_cannot_answer_is_told_by_rule(question: str, words: str) -> None:
    assert any(e.text.startswith(words) for e in found(question))
    assert not any(e.text.startswith(words) for e in able(question))


def test_a_sentence_about_nothing_that_is_asked_is_no_answer() -> None:
    asked = analyse("What did Lind say about nuclear waste?", HEARING.speakers)
    sentences = able("What did Lind say about nuclear waste?")
    assert sentences
    assert not is_about(asked, sentences[0])
    assert not is_answered(asked, sentences)


def test_the_chance_is_one_and_every_weight_has_a_sign_or_trait() -> None:
    asked = analyse("How much will the dredging cost?", HEARING.speakers)
    sentences = able("How much will the dredging cost?")
    row = signs(asked, sentences)
    assert 0 < choice.chance(row) < 1
    assert set(choice.weights("score")) == set(sentences[0].traits)
    kinds = {n for n in choice.weights("chance") if n.startswith("kind_")}
    assert set(choice.weights("chance")) - kinds - {""} == set(row) - {f"kind_{asked.kind}"}


def test_a_word_that_every_found_turn_holds_tells_them_apart_least() -> None:
    said = talk(
        ("Lind", "The harbour is cold."),
        ("Voss", "The harbour has a crane."),
        ("Ahn", "The harbour is deep."),
    )
    asked = analyse("Which crane is in the harbour?", said.speakers)
    telling = {e.text: e.traits["telling_own"] for e in gather(asked, candidates(said))}
    own = {e.text: e.traits["own"] for e in gather(asked, candidates(said))}
    assert telling["The harbour has a crane."] > own["The harbour has a crane."] - 1e-6
    assert telling["The harbour is cold."] < own["The harbour is cold."]


def test_a_tag_asks_nothing_and_who_is_heard_may_answer_by_a_question() -> None:
    said = talk(("Lind", "The herons don't mind, do they?"), ("Voss", "Who pays for the herons?"))
    asks = {e.text: e.asks for e in gather(analyse("herons", said.speakers), candidates(said))}
    assert asks == {"The herons don't mind, do they?": False, "Who pays for the herons?": True}
    asked = analyse("What did Voss say about the herons?", said.speakers)
    assert [e.text for e in gather(asked, candidates(said)) if may_answer(asked, e)] == [
        "Who pays for the herons?"
    ]

"""Features of candidates: what they are named, that they are free of scale, what they notice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest.index.columns import encode
from ingest.transcript import Transcript
from rag.find import rank
from rag.find.corpus import Corpus, corpus
from rag.find.features import features
from rag.find.measures import log_rank, to_best
from rag.find.query import make_query
from rag.words.tokens import one_edit
from tests.support.talk import HEARING, talk


def _corpus(*transcripts: Transcript) -> Corpus:
    columns = {t.name: encode(t) for t in transcripts}
    vectors = {n: np.ones((len(c.turn), 2), np.float32) for n, c in columns.items()}
    return corpus(columns, vectors)


def _table(
    question: str, *transcripts: Transcript, cosines: dict[int, float] | None = None
) -> dict[str, NDArray[np.float32]]:
    made = _corpus(*(transcripts or (HEARING,)))
    query = make_query(question, made.arrays, made.vocabulary)
    rows = np.arange(made.arrays.size)
    matrix, names = features(query, rows, cosines or {}, made.arrays, made.vocabulary)
    assert matrix.shape == (len(rows), len(names))
    return dict(zip(names, matrix.T, strict=True))


def test_every_coefficient_names_a_feature_and_every_feature_has_one() -> None:
    assert rank.coefficients().keys() == _table("silt").keys()


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from("who what silt herons Lind A 42,000 the zebra \u6e2f".split()), max_size=9
    )
)
def test_every_feature_of_any_question_is_a_number(words: list[str]) -> None:
    question = " ".join(["harbour", *words])
    for name, column in _table(question, cosines={0: 0.4, 3: 0.1}).items():
        assert np.isfinite(column).all(), name


def test_cosines_of_another_scale_give_the_same_features() -> None:
    narrow = _table("silt", cosines={0: 0.80, 1: 0.82, 2: 0.81})
    wide = _table("silt", cosines={0: 0.0, 1: 1.0, 2: 0.5})
    for name, column in narrow.items():
        np.testing.assert_allclose(column, wide[name], atol=1e-4, err_msg=name)


def test_another_transcript_changes_no_count_of_words() -> None:
    alone = _table("the herons of the harbour")
    other = replace(talk(("Ann", "Of bread and butter."), name="other"))
    beside = _table("the herons of the harbour", HEARING, other)
    for name in ("length", "asks", "speaks"):
        np.testing.assert_array_equal(alone[name], beside[name][: len(alone[name])])


def test_an_answer_is_told_from_the_question_that_it_follows() -> None:
    table = _table("Who pays for the dredging?")
    assert table["asked_before"].argmax() == 3
    assert table["asks"][2] == 1
    assert table["asks"][3] == 0


def test_who_speaks_counts_where_the_question_names_them() -> None:
    table = _table("What did Ahn say about the herons?")
    assert table["subject"].tolist() == [0, 0, 0, 0, 1, 0, 0]
    assert not _table("what of the herons?")["speaks"].any()


def test_a_word_of_a_label_is_no_name_in_lower_case_beside_one_in_capitals() -> None:
    turns = talk(
        ("User Interface", "The buttons are large."), ("Marketing", "The interface is red.")
    )
    table = _table("What did Marketing say about the interface?", turns)
    assert table["speaks"].tolist() == [0, 1]


def test_misspelt_names_are_mended_and_known_words_left_alone() -> None:
    made = _corpus(talk(("Okoro", "Franzblau sails with me."), ("Ahn", "The sails.")))
    query = make_query("Does Franzbleu sing?", made.arrays, made.vocabulary)
    assert query.words == ("franzblau", "sing")


def test_one_edit() -> None:
    assert one_edit("okoro", "okorro")
    assert one_edit("lind", "lnid")
    assert one_edit("ahn", "ann")
    assert not one_edit("voss", "vsos s")
    assert not one_edit("harbour", "arbours")


def test_ratios_and_ranks() -> None:
    values = np.array([2.0, -1.0, 4.0, 2.0], dtype=np.float32)
    assert to_best(values).tolist() == [0.5, 0, 1, 0.5]
    assert to_best(-np.abs(values)).tolist() == [0, 0, 0, 0]
    np.testing.assert_allclose(np.expm1(log_rank(values)), [1, 3, 0, 2], atol=1e-6)

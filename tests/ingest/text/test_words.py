"""Words as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.terms import stem
from rag.words.tokens import sense, token_spans, tokens, weight


def test_the_country_is_not_the_pronoun() -> None:
    assert tokens("The U.S. gave us aid; the United States did") == [
        "the", "usa", "gave", "us", "aid", "the", "usa", "did",
    ]  # fmt: skip


def test_accents_and_possessives_are_dropped() -> None:
    assert tokens("Bogot\u00e1\u2019s mayor, Duque's plan") == ["bogota", "mayor", "duque", "plan"]


@pytest.mark.parametrize(
    ("british", "american"),
    [("recognise", "recognized"), ("harbour", "harbor"), ("programme", "programs")],
)
def test_spellings_share_a_stem(british: str, american: str) -> None:
    assert stem(british) == stem(american)


@pytest.mark.parametrize(("a", "b"), [("left", "fleeing"), ("cut", "reduce"), ("kids", "children")])
def test_listed_synonyms_share_a_sense(a: str, b: str) -> None:
    assert sense(a) == sense(b)
    assert stem(a) != stem(b)


def test_rare_words_weigh_more_and_function_words_nothing() -> None:
    assert weight("the") == 0
    assert 0 < weight("say") < weight("vaccine") < weight("silvopasture") <= 1


@given(st.text(max_size=200))
def test_places_are_those_of_the_words(text: str) -> None:
    assert [w for w, _, _ in token_spans(text)] == tokens(text)
    assert all(0 <= a < b <= len(text) for _, a, b in token_spans(text))

"""Text to search terms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.text.terms import LONGEST, stem, terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Six million doses", ["6000000", "doses"]),
        ("6,000,000 doses", ["6000000", "doses"]),
        ("1.3 million", ["1300000"]),
        ("twenty-two people", ["22", "people"]),
        ("two hundred and five", ["205"]),
        ("one hundred twenty-five thousand three hundred", ["125300"]),
        ("two thousand and five", ["2005"]),
        ("two six", ["2", "6"]),
        ("5 and 6 and more", ["5", "and", "6", "and", "more"]),
        ("one of them", ["one", "of", "them"]),
        ("in 1822", ["in", "1822"]),
        ("the U.S. and the L_C_D_ screen", ["the", "us", "and", "the", "lcd", "screen"]),
        ("Lind\u2019s herons", ["lind", "herons"]),
        ("Bogot\u00e1", ["bogota"]),
        ("Harbour Works Office grants", ["harbour", "works", "office", "hwo", "grants"]),
        ("\U0001f600", []),
    ],
)
def test_words_and_numbers_have_one_form(text: str, found: list[str]) -> None:
    assert [t for t in terms(text) if t] == found


def test_inflected_and_british_words_share_a_stem() -> None:
    assert stem("harbours") == stem("harbor")
    assert stem("recognised") == stem("recognizing")


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_any_text_gives_short_lower_case_terms(text: str) -> None:
    for term in terms(text):
        assert 0 < len(term) <= LONGEST + 20
        assert term == term.casefold()

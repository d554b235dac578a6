"""The thesaurus: its lines, and the degrees between stems that it gives."""

from __future__ import annotations

import re

import pytest

from ingest.text.terms import stem
from rag.find.thesaurus import KIND, MEMBER, PATH, SYNONYM, related

LINE = re.compile(
    r"[a-z_]+( = [a-z_]+( [a-z_]+)*)?( > [a-z_]+( [a-z_]+)*)?( < [a-z_]+( [a-z_]+)*)?"
)


def test_every_line_is_a_word_with_others_and_all_are_in_order() -> None:
    lines = [
        line for line in PATH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    heads = [line.split()[0] for line in lines]
    assert heads == sorted(set(heads))


@pytest.mark.parametrize(
    ("asked", "said", "least"),
    [
        ("buy", "purchase", SYNONYM),
        ("purchase", "buy", SYNONYM),
        ("metal", "mercury", MEMBER),
        ("mercury", "metal", KIND),
        ("postponed", "delaying", SYNONYM),
    ],
)
def test_words_stand_for_each_other(asked: str, said: str, least: float) -> None:
    assert related(stem(asked)).get(stem(said), 0.0) >= least


def test_a_kind_stands_less_well_for_its_members_than_they_for_it() -> None:
    assert related(stem("mercury"))[stem("metal")] < related(stem("metal"))[stem("mercury")]


def test_words_that_have_nothing_to_do_with_each_other_do_not() -> None:
    assert stem("harbour") not in related(stem("mercury"))

"""Numbers as they stand in talk."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.check.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("six million doses", 6e6, "count"),
        ("6,000,000 doses", 6e6, "count"),
        ("more than 1.3 million people", 1.3e6, "count"),
        ("75 percent of it", 75, "percent"),
        ("75% of it", 75, "percent"),
        ("$80 million in aid", 8e7, "money"),
        ("forty dollars", 40, "money"),
        ("twenty-five boats", 25, "count"),
        ("one hundred and fifty boats", 150, "count"),
        ("a hundred countries", 100, "count"),
        ("two dozen cases", 24, "count"),
        ("in 1822", 1822, "year"),
        ("the 30th of May", 30, "ordinal"),
        ("half of them", 0.5, "count"),
    ],
)
def test_a_number_however_it_is_written(text: str, value: float, unit: str) -> None:
    (found,) = find_numbers(text)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize("text", ["one of them", "COVID-19", "B3W", "a boat", "someone", ""])
def test_no_number_where_none_is_meant(text: str) -> None:
    assert find_numbers(text) == []


@given(st.integers(0, 10**12))
def test_digits_with_and_without_commas_mean_the_same(value: int) -> None:
    plain, grouped = find_numbers(f"about {value} boats"), find_numbers(f"about {value:,} boats")
    assert [n.value for n in plain] == [n.value for n in grouped] == [value]


@given(st.text(max_size=200))
def test_places_are_inside_the_text_and_in_order(text: str) -> None:
    found = find_numbers(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))

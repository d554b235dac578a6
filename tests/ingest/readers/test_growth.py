"""The cost of a file grows as the file does, whatever is in it: no pattern backtracks over it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.open import pool
from settings import Settings
from tests.support import growth


def dear(name: str, pieces: Sequence[str]) -> list[str]:
    """What is too dear, by a worker that is ended where it does not come to an end."""
    most = pool.limits(Settings())
    lines = pool.run("tests.support.growth:too_dear", (name, pieces), most)
    return [line for line in lines if line]


@pytest.mark.parametrize("name", growth.RULES)
def test_a_rule(name: str) -> None:
    assert dear(name, growth.PIECES) == []


# A label of labelled text passes the most rules.
LABELLED = "labelled, a label"
# What is written for seconds, to be read as the text in it is.
PACKED = ("pdf", "docx", "docx_table", "xlsx")


def test_labelled_text() -> None:
    assert dear(LABELLED, growth.PIECES) == []


@pytest.mark.parametrize("name", [name for name in growth.READ if name != LABELLED])
def test_a_family(name: str) -> None:
    is_packed = name.partition(",")[0] in PACKED
    assert dear(name, growth.FEW[-2:] if is_packed else growth.FEW) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", growth.READ)
def test_a_family_with_every_piece(name: str) -> None:
    assert dear(name, growth.PIECES) == []


def test_what_grows_by_the_square_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    square = {"square": lambda text: sum(1 for _ in text for _ in text[::16])}
    monkeypatch.setattr(growth, "RULES", square)
    assert next(growth.too_dear("square", ["a"])).startswith("square, 'a': ")

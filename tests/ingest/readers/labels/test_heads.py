"""What one line may open, whatever stands on it: a count, a time, both, or nothing more."""

from __future__ import annotations

from itertools import product

import pytest

from ingest.readers.labels import heads

COUNTS = ("", "19", "19.", "[19]", "(19)", "#19:", "Q19", ">>", "-", "##", "0914", "LINE")
TIMES = ("", "(2.0)", "0:19", "[0:01:02]", "**[0:19]**", "#00:00:19-5#", "3.20s", "1 minute")


@pytest.mark.parametrize("between", ["", " ", "\t", "  "])
def test_counts_and_times_with_nothing_behind_are_read(between: str) -> None:
    for parts in product(COUNTS, TIMES, (*COUNTS, *TIMES), ("", "[")):
        line = between.join(p for p in parts if p)
        for text in (line, f" {line} ", f"{line}\t"):
            assert all(head.talk <= len(text) for head in heads.parse(text))


def test_a_number_and_a_pause_open_nothing() -> None:
    assert heads.parse("19 (2.0)") == []
    assert [h.label for h in heads.parse("19 (2.0) Ann: Yes.")] == ["Ann"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("16.02 Aino Salo kesk: Arvoisa puhemies!", "Aino Salo, kesk"),
        ("1402 Minister Ole Dahl sp: Tak.", "Minister Ole Dahl, sp"),
        ("09.14 hrs Ann Poe ind: I object.", "Ann Poe, ind"),
        ("16.02 Aino Salo: Arvoisa puhemies!", "Aino Salo"),
        ("16.02 Harbour crew: Lines are off.", "Harbour crew"),
        ("Aino Salo kesk: Arvoisa puhemies!", "Aino Salo kesk"),
    ],
)
def test_a_party_stands_behind_the_name_where_the_time_of_day_stands_before_it(
    text: str, label: str
) -> None:
    assert heads.parse(text)[0].label == label

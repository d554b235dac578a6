"""Whether a sentence has the kind of thing asked for."""

from __future__ import annotations

import pytest

from rag.kinds import fit
from rag.question import analyse


@pytest.mark.parametrize(
    ("question", "sentence", "least", "most"),
    [
        ("How many boats are there?", "There are 40 boats.", 1, 1),
        ("How many boats are there?", "There are forty boats.", 1, 1),
        ("How many boats are there?", "There are some boats.", 0, 0),
        ("How many Danish boats are there?", "There are 40 boats.", 0, 0),
        ("How many boats are there?", "In COVID-19 times boats lay idle.", 0, 0),
        ("How much did it cost?", "It cost $3 million.", 1, 1),
        ("How much did it cost?", "It took 3 months.", 0, 0),
        ("When does it start?", "It starts in March.", 1, 1),
        ("When does it start?", "It starts soon.", 0, 0),
        ("How long does it last?", "It lasts ten years.", 1, 1),
        ("Who is the mayor?", "Our mayor, Ada Quist, is ill.", 1, 1),
        ("Who is the mayor?", "I thank the mayor.", 0, 0),
        ("Which company did it?", "It was done by Norsund Marine.", 1, 1),
        ("Why is it late?", "It is late because of the storm.", 1, 1),
        ("Does it harm the herons?", "It does.", 1, 1),
    ],
)
def test_fit(question: str, sentence: str, least: float, most: float) -> None:
    assert least <= fit(analyse(question), sentence) <= most

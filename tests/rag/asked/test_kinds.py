"""Whether a sentence has the kind of thing asked for."""

from __future__ import annotations

import pytest

from rag.asked.fit import figures, fit
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
        ("When does it start?", "It starts when the water is low.", 0.5, 0.5),
        ("How long does it last?", "It lasts ten years.", 1, 1),
        ("Who is the mayor?", "Our mayor, Ada Quist, is ill.", 1, 1),
        ("Who is the mayor?", "I thank the mayor.", 0, 0),
        ("Which company did it?", "It was done by Norsund Marine.", 1, 1),
        ("Why is it late?", "It is late because of the storm.", 1, 1),
        ("Does it harm the herons?", "It does.", 1, 1),
        ("How many Danes came?", "There were 40 people from Denmark.", 0.2, 0.5),
        ("How much did it cost?", "It was eighty quid.", 1, 1),
        ("How much did it cost?", "It cost about 900 million.", 0.8, 0.8),
        ("How old is Theo?", "Theo is eleven years old.", 1, 1),
        ("How old is Theo?", "He's eleven, and he's all right.", 0.5, 0.5),
        ("How old is Theo?", "It does 19 of the shops.", 0, 0),
        ("How often is it sounded?", "We sound it once a week.", 1, 1),
        ("How often is it sounded?", "We sound it.", 0, 0),
        ("How long does it take?", "It takes three summers.", 1, 1),
        ("What was the wind speed?", "The wind had a speed of 83 knots.", 1, 1),
        ("What was the wind speed?", "It blew hard.", 0, 0),
        ("What does HBV stand for?", "That is the harbour basin vessel.", 1, 1),
        ("What does HBV stand for?", "The HBV is a boat.", 0, 0),
        ("Who did it?", "It was Ada Quist.", 1, 1),
        ("Who did it?", "I did it.", 0.7, 0.7),
        ("Who did it?", "The WASM did it.", 0, 0),
        ("Which metal is it made of?", "Some metal.", 0.5, 0.5),
        ("Which metal is it made of?", "It is heavy.", 0, 0),
    ],
)
def test_fit(question: str, sentence: str, least: float, most: float) -> None:
    assert least <= fit(analyse(question), sentence) <= most


@pytest.mark.parametrize(
    ("question", "sentence", "values"),
    [
        ("How many cars are there?", "There are 240 passengers and 38 cars.", {240, 38}),
        ("How many cars are there?", "It takes 70 minutes, and there are no cars.", set()),
        ("How many minutes are there?", "There are 70 minutes.", {70}),
        ("How long does it take?", "It takes 70 minutes.", {70}),
    ],
)
def test_figures_are_of_what_is_counted(question: str, sentence: str, values: set[float]) -> None:
    assert figures(analyse(question), sentence) == values

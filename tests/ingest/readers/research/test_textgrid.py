"""Praat TextGrids, long and short."""

import pytest

from ingest.errors import BrokenFile
from ingest.readers.research import textgrid
from tests.ingest.readers.one_reading import document, one

LONG = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 4
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "Ann - words"
        xmin = 0
        xmax = 4
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 1.5
            text = "The tide is low."
        intervals [2]:
            xmin = 1.5
            xmax = 4
            text = ""
    item [2]:
        class = "IntervalTier"
        name = "Bo"
        xmin = 0
        xmax = 4
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 2
            text = "sil"
        intervals [2]:
            xmin = 2
            xmax = 4
            text = "She said ""wait"" to us."
"""


def test_tiers_are_speakers_and_intervals_turns_in_order_of_time() -> None:
    reading = one(textgrid, LONG)
    assert [(t.label, t.text, t.start_ms, t.end_ms) for t in reading.turns] == [
        ("Ann", "The tide is low.", 0, 1500),
        ("Bo", 'She said "wait" to us.', 2000, 4000),
    ]
    assert [(t.source.path, t.source.line) for t in reading.turns] == [
        ("item[1]/intervals[1]", 18),
        ("item[2]/intervals[2]", 36),
    ]


def test_the_short_form_and_a_tier_of_single_words() -> None:
    head = 'File type = "ooTextFile"\n"TextGrid"\n\n0\n2\n<exists>\n1\n'
    tier = '"IntervalTier"\n"words"\n0\n2\n2\n'
    reading = one(textgrid, head + tier + '0\n1\n"low"\n1\n2\n"tide"\n')
    assert [(t.label, t.text) for t in reading.turns] == [(None, "low tide")]


def test_a_file_that_breaks_off_says_where() -> None:
    with pytest.raises(BrokenFile, match="breaks off"):
        textgrid.read(document(LONG[:500]))

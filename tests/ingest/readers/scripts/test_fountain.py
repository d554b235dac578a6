"""Screenplays."""

from ingest.readers.scripts import fountain
from tests.ingest.readers.one_reading import document, one, said

SCRIPT = """Title: The Ferry
Author: N. N.

INT. CABIN - NIGHT

Rain on the window.

ANN (V.O.)
(to herself)
It will not hold.

BO
Then row. [[cut?]]

He rows.

CUT TO:

@McRay
Land!

THE END
"""


def test_names_in_capitals_over_words_are_turns_and_action_is_none() -> None:
    reading = one(fountain, SCRIPT)
    assert said(reading) == [
        ("ANN", "(to herself) It will not hold."),
        ("BO", "Then row."),
        ("McRay", "Land!"),
    ]
    assert reading.title == "The Ferry"
    assert reading.back.strip() == "THE END"


def test_without_a_scene_heading_it_is_no_screenplay() -> None:
    assert fountain.sniff(document("ANN\nHello.\n\nBO\nHi.\n")) is None

"""WhatsApp exports."""

import pytest
from hypothesis import given, settings

from ingest.readers import whatsapp
from tests.one_reading import TURNS, Turns, document, one, said, times

IPHONE = """\u200e[12/13/21, 9:41:03 AM] Book Club: \u200eMessages are end-to-end encrypted.
[12/13/21, 9:41:03 AM] Book Club: \u200eAnn created this group
[12/13/21, 9:42:00\u202fAM] Ann: Hello,
second line

third: one
\u200e[12/13/21, 9:43:00\u202fAM] Bob Lee: \u200eimage omitted
[12/13/21, 9:43:30\u202fAM] Bob Lee: so
\u200e[12/13/21, 9:44:00\u202fAM] Bob Lee: \u200eBob Lee left
"""
ANDROID = """13.12.21, 09:41 - Nachrichten sind Ende-zu-Ende-verschlüsselt.
13.12.21, 09:42 - Ann: Hello,
second line

third: one
13.12.21, 09:43 - Bob Lee: <Medien ausgeschlossen>
13.12.21, 09:43 - Ann changed the subject from "Club: old" to "Club"
13.12.21, 09:44 - +49 170 1234567: so
"""


def test_iphone() -> None:
    reading = one(whatsapp, IPHONE)
    assert said(reading) == [
        ("Ann", "Hello, second line\n\nthird: one"),
        ("Bob Lee", "image omitted"),
        ("Bob Lee", "so"),
    ]
    assert times(reading) == [0, 60_000, 90_000]
    assert reading.date == "2021-12-13"
    assert "created this group" in reading.front
    assert reading.back.endswith("Bob Lee left\n")


def test_android() -> None:
    reading = one(whatsapp, ANDROID)
    assert said(reading) == [
        ("Ann", "Hello, second line\n\nthird: one"),
        ("Bob Lee", "<Medien ausgeschlossen>"),
        ("+49 170 1234567", "so"),
    ]
    assert times(reading) == [0, 60_000, 120_000]


def test_other_logs_are_left_alone() -> None:
    assert whatsapp.sniff(document("[2021-12-13 09:41:03] <ann> bob: hi\n")) is None
    assert whatsapp.sniff(document("ANN: On 13/12/21, 9:41 - nothing.\nBOB: So.\n")) is None


@pytest.mark.parametrize("layout", ["[{}/10/2021, 09:41:00] {}: {}\n", "{}/10/21 09:41 - {}: {}\n"])
@settings(max_examples=20)
@given(turns=TURNS)
def test_round_trip(layout: str, turns: Turns) -> None:
    text = "".join(layout.format(20 + n, name, talk) for n, (name, talk) in enumerate(turns))
    reading = one(whatsapp, text)
    assert said(reading) == turns
    assert times(reading) == [n * 86_400_000 for n in range(len(turns))]
    assert reading.date == "2021-10-20"

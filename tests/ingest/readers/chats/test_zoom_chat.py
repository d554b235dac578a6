"""Zoom's saved chat."""

import pytest
from hypothesis import given, settings

from ingest.readers.chats import zoom_chat
from tests.ingest.readers.one_reading import TURNS, Turns, one, said, times


def test_layouts() -> None:
    text = (
        "00:12:34\tFrom Ann Lee to Everyone:\thello: there\n"
        "00:13:00\t From  Bob : older\n"
        "00:13:10 From Bob To Ann Lee(Direct Message):\n\tjust you\n\tand me\n"
        "14:00:00 Von Ann Lee an Alle:\n\tja\n"
    )
    reading = one(zoom_chat, text)
    assert said(reading) == [
        ("Ann Lee", "hello: there"),
        ("Bob", "older"),
        ("Bob", "just you and me"),
        ("Ann Lee", "ja"),
    ]
    assert times(reading) == [754_000, 780_000, 790_000, 50_400_000]


@pytest.mark.parametrize(
    "layout",
    ["\tFrom {} to Everyone:\t{}\n", " From {} To Everyone:\n\t{}\n", "\t{}:\t{}\n"],
)
@settings(max_examples=20)
@given(turns=TURNS)
def test_round_trip(layout: str, turns: Turns) -> None:
    text = "".join(f"00:00:{n:02}" + layout.format(*turn) for n, turn in enumerate(turns))
    reading = one(zoom_chat, text)
    assert said(reading) == turns
    assert times(reading) == [n * 1000 for n in range(len(turns))]


def test_beside_a_recording_in_the_cloud() -> None:
    reading = one(zoom_chat, "00:01:12\tedda b.:\thello all\n00:01:30\tIvo:\thi: there\n")
    assert said(reading) == [("edda b.", "hello all"), ("Ivo", "hi: there")]
    assert times(reading) == [72_000, 90_000]

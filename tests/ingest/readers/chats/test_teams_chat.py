"""Chat copied from Microsoft Teams."""

import pytest

from ingest.readers.chats import teams_chat
from tests.ingest.readers.one_reading import document, one, said, times


@pytest.mark.parametrize(
    ("stamps", "date"),
    [
        (("4/13 2:03 PM", "4/13 2:04 PM"), None),
        (("2:03 PM", "2:04 PM"), None),
        (("5/13/2024 2:03 PM", "5/13/2024 2:04 PM"), "2024-05-13"),
    ],
)
def test_layouts(stamps: tuple[str, str], date: str | None) -> None:
    reading = one(
        teams_chat,
        f"[{stamps[0]}] Edda Brandt\nis the oven on?\nand the dough?\n"
        f"[{stamps[1]}] Kern, Ivo\nyes\n",
    )
    assert said(reading) == [
        ("Edda Brandt", "is the oven on? and the dough?"),
        ("Kern, Ivo", "yes"),
    ]
    assert times(reading) == [0, 60_000]
    assert reading.date == date


def test_a_list_of_times_and_names_is_no_chat() -> None:
    assert teams_chat.sniff(document("[2:03 PM] Opening\n[2:30 PM] Lunch\n[4:00 PM] End\n")) is None

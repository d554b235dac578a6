"""WhatsApp exports."""

import pytest
from hypothesis import given, settings

from ingest.readers.chats import whatsapp
from tests.ingest.readers.one_reading import TURNS, Turns, document, one, said, times

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


def test_reactions_in_an_export_of_signal_are_nobodys_words() -> None:
    log = (
        "[2026-03-04 09:00:03] Ann: Perfect.  \n(- Bo: 👍, Ann: 😂 -)  \n"
        "[2026-03-04 09:00:15] Bo: So\n(- Ann: :-) -)\n"
    )
    assert said(one(whatsapp, log)) == [("Ann", "Perfect."), ("Bo", "So (- Ann: :-) -)")]


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


@pytest.mark.parametrize(
    "head",
    [
        "2021년 12월 13일 오후 4:5{} - ",
        "2021年12月13日 下午4:5{} - ",
        "[4:5{} PM, 12/13/2021] ",
        "16:5{}, 13/12/2021 - ",
        "13/12/21, 4:5{} μ.μ. - ",
        "13/12/21, 4:5{} अपराह्न - ",
        "13.12.21 г., 16:5{} ч. - ",
        "13/12/21 16:5{}:00: ",
    ],
)
def test_more_locales_and_the_web(head: str) -> None:
    reading = one(whatsapp, f"{head.format(4)}Ann: Hello: you\n{head.format(6)}Bo Lee: Hi.\n")
    assert said(reading) == [("Ann", "Hello: you"), ("Bo Lee", "Hi.")]
    assert times(reading) == [0, 120_000]
    assert reading.date == "2021-12-13"


def test_days_of_another_calendar_are_not_worked_out() -> None:
    reading = one(whatsapp, "۱۳۹۶/۵/۲۲،\u200f ۱۶:۵۴ - Ann: Hi\n۱۳۹۶/۵/۲۲،\u200f ۱۶:۵۶ - Bo: Hi\n")
    assert (times(reading), reading.date) == ([None, None], None)

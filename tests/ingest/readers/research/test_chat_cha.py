"""CHAT transcripts."""

from hypothesis import given, settings

from ingest.people.speakers import resolve
from ingest.readers.research import chat_cha
from tests.ingest.readers.one_reading import TURNS, Turns, document, one, said

CHAT = """@UTF8
@Begin
@Participants:\tCHI Ross Target_Child,
\tMOT Mother
@Date:\t12-JAN-1990
*MOT:\twhat's that ? \x150_1200\x15
%mor:\tpro:int|what
*CHI:\ta dog &=laughs and a very
\tlong line . \x15%snd:"rec 1"_1200_3400\x15
@Comment:\tthe dog barks
*CHI:\tone . \x154000_4500\x15 two . \x154500_5000\x15
*MOT:\txxx .
@End
"""


def test_tiers() -> None:
    reading = one(chat_cha, CHAT)
    assert [(t.label, t.text, t.start_ms, t.end_ms) for t in reading.turns] == [
        ("MOT", "what's that ?", 0, 1200),
        ("CHI", "a dog &=laughs and a very long line .", 1200, 3400),
        ("CHI", "one . two .", 4000, 5000),
        ("MOT", "xxx .", None, None),
    ]
    assert reading.date == "1990-01-12"
    assert reading.back == "@End\n"


def test_codes_stand_for_the_participants() -> None:
    transcript = resolve(one(chat_cha, CHAT), "a", "")
    assert [(t.label, t.speaker) for t in transcript.turns[:2]] == [
        ("MOT", "Mother"),
        ("CHI", "Ross"),
    ]
    assert [(s.name, s.labels) for s in transcript.speakers] == [
        ("Mother", ("MOT",)),
        ("Ross", ("CHI",)),
    ]


def test_bullet_lists_are_no_tiers() -> None:
    assert chat_cha.sniff(document("@Begin of the list\n* one: two\n")) is None


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    codes = {name: f"P{n}" for n, name in enumerate(dict(turns))}
    coded = [(codes[name], text) for name, text in turns]
    body = "".join(
        f"*{code}:\t{text} \x15{n}_{n + 1}\x15\n%com:\tx\n" for n, (code, text) in enumerate(coded)
    )
    reading = one(chat_cha, f"@UTF8\n@Begin\n{body}@End\n")
    assert said(reading) == coded
    assert [(t.start_ms, t.end_ms) for t in reading.turns] == [
        (n, n + 1) for n in range(len(turns))
    ]

"""Records of a head, and talk that looks so: a greeting, an answer, a date."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.text import words
from ingest.transcript import Reading

Talk = Sequence[tuple[str | None, str]]


def read(text: str) -> Reading:
    (reading,) = labelled.read(Document("a.txt", text.encode(), text))
    return reading


def said(text: str) -> list[tuple[str | None, str]]:
    return [(t.label, t.text) for t in read(text).turns]


def lines(said: Talk, between: str = "\n") -> str:
    return "".join(f"{who}: {text}{between}" for who, text in said)


TALK = [
    ("Ann", "We begin with the budget, as we did last time."),
    ("Bo", "So be it."),
    ("Ann", "The crane is old and has no papers, so we need one."),
    ("Bo", "Nobody has the money for the first one."),
] * 2


@pytest.mark.parametrize("greeting", sorted(words.GREETINGS))
@pytest.mark.parametrize("head", ["", "Harbour committee\n\n", "Date: 3 May 2019\nPlace: Ulm\n\n"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_those_who_greet_first_are_no_head(greeting: str, head: str, between: str) -> None:
    once = [("Cy", greeting), ("Dee", f"{greeting}, all"), ("Eve", "So late")]
    reading = read(head + lines([*once, *TALK], between))
    assert [(t.label, t.text) for t in reading.turns] == [*once, *TALK]
    assert reading.front == head


def test_those_who_greet_once_amid_the_talk_are_no_records() -> None:
    talk = [("OdoKlar", "#start"), ("mirapax", "hello all!"), ("uvo3", "Hello every1")]
    talk += [("tarn", "hi"), ("JanEik", "hi"), ("ludo", "hi!"), ("ilse", "hi"), ("vahn", "Hi")]
    talk += [("OdoKlar", "who read the notes?"), ("tarn", "I did, twice."), ("JanEik", "Half.")]
    assert said(lines(talk, "\n\n")) == talk


@pytest.mark.parametrize(
    "head",
    [
        "Song: Hey Jude\nAlbum: Hello Goodbye\n",
        "FILM: HELLO DOLLY\nSONG: HEY JUDE\n",
        "Ship: Aurora\nSong: hello sunshine\n",
        "Song: hello sunshine\nShip: Aurora\nHarbour: Ulm\nCoda: hi there\n",
        "Opening: hello from the other pier\nClosing: hello and good night to you\n",
    ],
)
def test_a_head_may_hold_words_of_greeting(head: str) -> None:
    reading = read(head + lines(TALK))
    assert reading.front == head
    assert [(t.label, t.text) for t in reading.turns] == TALK


CALLS = [
    [
        *(("CLERK", "Tom Reed"), ("MR REED", "Aye."), ("CLERK", "Ann Bell"), ("MS BELL", "No.")),
        *(("CLERK", "Cy Pell"), ("MR PELL", "Aye.")),
    ],
    [
        *(("Clerk", "Tom Reed"), ("Reed", "Aye"), ("Clerk", "Ann Bell"), ("Bell", "Aye")),
        *(("Clerk", "Cy Pell"), ("Clerk", "Dee Moss"), ("Moss", "No")),
    ],
    [
        ("Ms. Ward", "Mr. Reed"),
        ("Tom Reed", "Here"),
        ("Ms. Ward", "Ms. Bell"),
        ("Ann Bell", "Here"),
    ],
]


@pytest.mark.parametrize("calls", CALLS)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_who_calls_a_roll_says_the_names(calls: Talk, between: str) -> None:
    talk = [("Ms. Ward", "We vote."), ("MR REED", "At last."), ("Ms. Ward", "Thank you."), *calls]
    assert said(lines(talk, between)) == talk


def test_a_roll_call_alone_is_talk() -> None:
    assert said(lines(CALLS[1])) == CALLS[1]


@pytest.mark.parametrize("under", ["", "Harbour committee\n\n"])
def test_a_roll_call_without_stops_hides_no_talk(under: str) -> None:
    talk = [("Moss", "We begin with the budget."), ("Bell", "I agree with the figures."), *CALLS[1]]
    assert said(under + lines(talk)) == talk


@pytest.mark.parametrize(
    ("key", "said_below"),
    [
        ("Speaker", ["I object.", "I object.", "So do I."]),
        ("Narrator", ["Driver", "Mayor", "Baker"]),
        ("Speaker", ["Thanks.\n\nThe crane is old.", "Thanks.\n\nIt floods.", "Thanks.\n\nNo."]),
    ],
)
def test_a_name_over_what_is_no_answer_is_a_record(key: str, said_below: list[str]) -> None:
    names = ["Ann Reed", "Bo Vale", "Cy Pell"]
    text = "".join(
        f"{key}: {name}\n\n{name}: {below}\n\n"
        for name, below in zip(names, said_below, strict=True)
    )
    assert key not in {t.label for t in read(text + lines(TALK, "\n\n")).turns}


def test_a_name_over_what_nobody_says_is_a_record() -> None:
    head = "Speaker: Ann Reed\nSex: F\nSpeaker: Bo Vale\nSex: F\n"
    assert "Speaker" not in {t.label for t in read(head + lines(TALK)).turns}


def test_a_name_over_each_part_is_a_record_though_its_first_words_are_few() -> None:
    parts = [
        f"Guest: {who}\n{who}: Hello.\nHost: Hello. Where do we begin?\n{who}: With boats.\n"
        for who in ("Ann Reed", "Bo Vale", "Cy Pell")
    ]
    assert "Guest" not in {t.label for t in read("".join(parts)).turns}


@pytest.mark.parametrize("date", ["3 May 2019", "Monday, 3 May 2019", "2019-05-03"])
@pytest.mark.parametrize("who", ["The Witness", "MS. BELL", "Mr. Pell"])
def test_an_office_or_a_title_that_is_asked_says_a_date(who: str, date: str) -> None:
    talk = [("Ann", "We begin."), ("Bo", "When was it?"), (who, date), ("Ann", "So long ago.")]
    talk += [("Bo", "It was before the new pier.")]
    assert said(lines(talk)) == talk


def test_a_date_under_a_title_that_asks_is_a_record() -> None:
    head = "Who pays for the crane?\n\nReporter: 3 May 2019\n\n"
    reading = read(head + lines(TALK))
    assert (reading.front, str(reading.date)) == (head, "2019-05-03")


def test_a_date_that_somebody_doubts_is_a_record_of_the_head() -> None:
    reading = read("Aired: May 3, 2019 - I think\n\n" + lines(TALK))
    assert (str(reading.date), {t.label for t in reading.turns}) == ("2019-05-03", {"Ann", "Bo"})


@pytest.mark.parametrize(
    "amid", ["Date: 3 May 2019\n", "Continued: 3 May 2019\n", "Datum: 3. Mai 2019\nOrt: Ulm\n"]
)
def test_a_date_between_two_parts_is_a_record_though_the_first_ends_with_a_question(
    amid: str,
) -> None:
    talk = [("Ann", "We begin."), ("Bo", "So be it."), ("Ann", "The crane is old.")]
    asks = ("Bo", "Shall we go on then?")
    assert [who for who, _ in said(lines([*talk, asks]) + amid + lines(talk))] == [
        *("Ann", "Bo", "Ann", "Bo", "Ann", "Bo", "Ann")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "0:00 We met.\n0:09 I know it.\nTom: hello there\nBo: hi you\n0:18 He said so.\n",
        "What would that cost.\nYou know it.\nReason: we wait\nTom: hello there\nBo: hi you\n"
        "Thank you that would help.\nI agree with the figures as they stand.\nReason: we wait\n"
        "Forty thousand I was told.\nWe had three complaints.\n",
    ],
)
def test_greetings_in_talk_without_names_name_nobody(text: str) -> None:
    assert {t.label for t in read(text).turns} == {None}


VOICES = [("Ann", "Where is the boat?"), ("Bo", "At the quay."), ("Ann", "Then go."), ("Bo", "So.")]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "records",
    [
        "Dauer: 41 Minuten\n",
        "Durée : 41 minutes\nParticipants : Ann Roy, Bo Pic\n",
        "Duração: 41 minutos\n\nLocal: Porto\n",
        "**Recording length:** 0:41:02\n**Call participants:** Ann Lee, Bo Fox\n**Host:** Bo\n",
    ],
)
def test_records_of_a_foot_are_no_talk(between: str, records: str) -> None:
    reading = read(lines(VOICES, between) + records)
    assert [(t.label, t.text) for t in reading.turns] == VOICES
    assert reading.back.strip() == records.strip()


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("Ann: So\nBo: 3 of them\n", "3 of them"),
        ("Zoe: 41\n", "41"),
        ("Zoe: I saw 41 minutes of it.\n", "I saw 41 minutes of it."),
        ("Remember: we have 41 minutes left.\n", "we have 41 minutes left."),
    ],
)
def test_what_is_said_last_is_no_record(last: str, kept: str) -> None:
    assert kept in read(lines(VOICES) + last).turns[-1].text


def test_a_list_that_somebody_tells_is_no_foot() -> None:
    text = lines([*VOICES, ("Ann", "I need this:\nRope: 3 metres of it\nPaint: 2 tins")], "\n\n")
    assert "2 tins" in read(text).turns[-1].text

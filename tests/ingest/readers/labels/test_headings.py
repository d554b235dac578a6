"""Headings, records and rolls that look like labels, over the talk and amid it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.transcript import Reading

SAID = (
    "The ferry was late again on Monday.",
    "I asked for the accounts and got none.",
    "We should look at the roof before winter.",
    "Nobody wants to close the school.",
)


def read(text: str) -> Reading:
    (reading,) = labelled.read(Document("a.txt", text.encode(), text))
    return reading


def talk(*names: str) -> list[tuple[str, str]]:
    return [(names[n % len(names)], SAID[n % len(SAID)]) for n in range(3 * len(names) + 3)]


def lines(said: Sequence[tuple[str, str]]) -> str:
    return "".join(f"{who}: {text}\n\n" for who, text in said)


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("Harbour Dues: Motion\n\nMotion resumed\n\n", ("Ann Poe", "Tom Moss")),
        ("Agenda Item 4:\n\n", ("Ann Poe", "Tom Moss")),
        ("MEMBERS PRESENT:\nSENATOR A. POE, CHAIR\nSENATOR T. MOSS\n\n", ("MS. POE", "MR. MOSS")),
        ("II: Dr Ann Poe, Director, Tarn Trust; Tom Moss, Tarn.\n\n", ("Dr Poe", "Mr Moss")),
        ("MODERATOR:\nEve Hart (Radio Tarn)\n\n", ("HART", "POE", "MOSS")),
        ("Voorzitter: mevrouw Kok\nGriffier: de heer Smit\n\n", ("De heer Kok", "Mevrouw Bos")),
        ("Datum: 5. Mai 2018\n\nOrt: Ulm\n\n", ("Frau Poe", "Herr Moss")),
        ("ORDEN DEL DÍA:\n\nPreguntas orales.\n\n", ("El señor Ruiz", "La señora Gil")),
        ("日付: 2020年4月1日\n聞き手: 佐藤\n話し手: 田中\n時間: 40分\n\n", ("聞き手", "話し手")),
    ],
)
def test_what_heads_the_talk_is_no_turn(head: str, names: tuple[str, ...]) -> None:
    reading = read(head + lines(talk(*names)))
    assert reading.front == head
    assert [(t.label, t.text) for t in reading.turns] == talk(*names)


@pytest.mark.parametrize(
    ("amid", "nobodys"),
    [
        ("Agenda Item 5:", []),
        ("AFTER THE MILL: 1983 AND LATER", []),
        ("Tally: 31 for, 4 against", ["Tally: 31 for, 4 against"]),
        ("ROLL CALL: Ann, Bo, Cy.", ["ROLL CALL: Ann, Bo, Cy."]),
        ("RECESS: 8:15 p.m. to 8:25 p.m.", ["RECESS: 8:15 p.m. to 8:25 p.m."]),
        ("PUBLIC COMMENT: None.", ["PUBLIC COMMENT: None."]),
    ],
)
def test_an_item_of_minutes_amid_the_talk_is_nobodys(amid: str, nobodys: list[str]) -> None:
    said = talk("Ann", "Bo", "Cy")
    reading = read(f"{lines(said[:5])}{amid}\n\n{lines(said[5:])}")
    assert [(t.label, t.text) for t in reading.turns if t.label] == said
    assert [t.text for t in reading.turns if not t.label] == nobodys


@pytest.mark.parametrize(
    "once",
    [
        ("Announcer", "Here is the harbour with its news of today."),
        ("Dee Poe", "Forty, I think."),
        ("Host", "Welcome"),
        ("Dee", "Ann and Bo were there."),
        ("The Chair", "Mr. Bo."),
        ("Dee", "Ready"),
        ("Dee", "Ann Lee, Bo Vale, and I suppose my brother too."),
        ("Dee", "five thousand"),
    ],
)
@pytest.mark.parametrize("at", [0, 4])
def test_who_speaks_once_in_a_sentence_or_by_an_office_is_no_heading(
    once: tuple[str, str], at: int
) -> None:
    said = talk("Ann", "Bo")
    said[at:at] = [once]
    assert [(t.label, t.text) for t in read(lines(said)).turns] == said


@pytest.mark.parametrize(
    "once",
    [
        [("Kim Poe", "12 to 14")],
        [("Kim Poe", "NO WAY")],
        [("Kim Poe", "Ann Lee and Bo Roe")],
        [("Kim Poe", "He is asleep now")],
    ],
)
def test_who_says_little_and_only_once_is_no_heading(once: list[tuple[str, str]]) -> None:
    said = [*talk("Ann Lee", "Bo Roe"), ("Ann Lee", "Tell me."), *once, *talk("Ann Lee", "Bo Roe")]
    assert [(t.label, t.text) for t in read(lines(said)).turns] == said


def test_a_number_that_answers_a_question_is_said() -> None:
    said = [*talk("Ann", "Bo"), ("Ann", "How many were there?"), ("Dee", "31"), *talk("Ann", "Bo")]
    assert [(t.label, t.text) for t in read(lines(said)).turns] == said


def test_talk_without_stops_hides_no_heading() -> None:
    said = [(who, text.rstrip(".").lower()) for who, text in talk("Ann", "Bo")]
    said = [("Dee", "ok then"), *said, ("Cy", "bye")]
    assert [(t.label, t.text) for t in read(lines(said)).turns] == said


def test_what_goes_on_a_heading_that_comes_again_is_one_too() -> None:
    items = [f"Item {n}:\n\nReport of the board: {of}\n\n" for n, of in ((7, "Dues"), (8, "Roof"))]
    said = [(f"{who} Poe", text) for who, text in talk("Ann", "Bo")]
    text = "".join(f"{who}:\n\n{one}\n\n" for who, one in said)
    reading = read(items[0] + text + items[1] + text)
    assert [(t.label, t.text) for t in reading.turns] == said * 2


def test_who_is_heard_next_is_a_roll_each_time() -> None:
    roll = "Witnesses: Dr Ann Poe, Director, Tarn Trust; Tom Moss, Tarn College.\n\n"
    said = talk("Dr Poe", "Mr Moss")
    reading = read(roll + lines(said) + roll + lines(said))
    assert [(t.label, t.text) for t in reading.turns if t.label] == said * 2


def test_a_word_for_a_record_that_says_sentences_speaks() -> None:
    said = [
        ("CC", "Tarn 7, Moor Base."),
        *talk("P", "CC"),
        ("CC", "Tarn 7, Moor Base."),
        *talk("P", "C"),
    ]
    assert [(t.label, t.text) for t in read(lines(said)).turns] == said


@pytest.mark.parametrize(
    "head",
    [
        "Chair:    Ms. Poe . . . . . . . . (Tarn)\nMembers:  Ulm . . . . . . . . . Mr. Moss\n\n",
        "Vorsitz: Frau Poe.............. Tarn\nSchrift: Herr Moss............. Ulm\n\n",
        "Présidente : Mme Poe . . . . . . . . (T)\nMembres : Ulm . . . . . . . . . M. Moss\n\n",
    ],
)
def test_a_list_in_columns_led_by_dots_is_no_talk(head: str) -> None:
    reading = read(head + lines(talk("Ms. Poe", "Mr. Moss")))
    assert reading.front == head


@pytest.mark.parametrize(
    "said",
    [
        ("I had . . . . . . . . . . no idea", "Well .................. you know"),
        ("I had . . . . . . . . . . Nothing", "Well."),
    ],
)
def test_a_long_pause_is_talk(said: tuple[str, str]) -> None:
    text = "".join(f"{who}: {t}\n" for who, t in zip(("Ms. Poe", "Mr. Moss"), said, strict=True))
    reading = read(text + lines(talk("Ms. Poe", "Mr. Moss")))
    assert [t.text for t in reading.turns][:2] == list(said)


ROUND = "".join(
    f"{who}\u3000{said}\n"
    for who, said in zip(
        ("進行", "田中", "鈴木", "進行", "田中", "進行"),
        (
            "始めます。",
            "橋が落ちました。",
            "いつですか。",
            "昨日です。",
            "困ります。",
            "以上です。",
        ),
        strict=True,
    )
)


@pytest.mark.parametrize(
    "head",
    [
        "出席\n\u3000田中\u3000次郎\n\u3000鈴木\u3000花子\n\u3000進行\u3000編集部\n\n",
        "出席\n田中\u3000次郎（船長）\n鈴木\u3000花子（記者）\n進行\u3000編集部\n\n",
        "二〇一九年五月三日\u3000於・公民館\n\n",
    ],
)
def test_who_is_there_and_the_day_head_a_round_table(head: str) -> None:
    assert read(head + ROUND).front == head


def test_a_list_set_in_heads_any_talk() -> None:
    head = "  Ann Poe: chair\n  Tom Moss: clerk\n\n"
    assert read(head + lines(talk("Ann Poe", "Tom Moss"))).front == head


@pytest.mark.parametrize(
    "text",
    [
        "進行\u3000はい\n田中\u3000いいえ\n\n" + ROUND,
        "Ann Poe: hello\nTom Moss: hi\n\n" + lines(talk("Ann Poe", "Tom Moss")),
        "  Ann Poe: hello\n  Tom Moss: hi\n\n  " + lines(talk("Ann Poe", "Tom Moss")),
    ],
)
def test_a_short_first_word_set_as_the_rest_is_talk(text: str) -> None:
    assert read(text).front.strip() == ""


@pytest.mark.parametrize(
    "head",
    [
        "INHALT:\n\nFrage zur Brücke ....... 4",
        "Ordre du jour :\n\nLe toit de Mme Roux . . . . . 12",
        "Agenda:\n1. The roof …… 3",
    ],
)
def test_what_heads_the_contents_is_nobody(head: str) -> None:
    said = talk("Ms. Poe", "Mr. Moss")[:4]
    reading = read(f"{head}\n\n{lines(said)}")
    assert [t.label for t in reading.turns] == [who for who, _ in said]
    reading = read(f"ROUX:\n\nI counted ....... 4 of them.\n\n{lines(said)}")
    assert reading.turns[0].label == "ROUX"

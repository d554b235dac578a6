"""What looks like furniture and is talk, a speaker or a name: no rule for a layout takes it."""

from __future__ import annotations

import json
from itertools import cycle
from typing import Any

import pytest

from ingest.readers.common.lines import split
from ingest.readers.labelled.labelled import prepared
from ingest.readers.proceedings.margin import without_margin
from tests.ingest.readers.test_layouts import LABELLED, SAID, TALK, read, said
from tests.support.growth import at_once


def of_json(value: Any) -> list[tuple[str | None, str]]:
    return said(read(json.dumps(value), "a.json"))


def test_numbers_of_pages_are_no_margin() -> None:
    page = "THE BOAT CLUB\n\nthat was boat {n} of ours\nthat we rowed over to the\n\n  {n}\n"
    text = "Ann: We rowed,\n" + "".join(page.format(n=n) for n in range(1, 25)) + "side.\nBo: Oh.\n"
    assert not any(x.text.strip() in ("THE BOAT CLUB", "5", "6") for x in prepared(text))


def test_numbers_of_turns_are_no_margin() -> None:
    text = "\n".join(f"{n}\n{line}" for n, line in enumerate(LABELLED * 4, 1))
    assert without_margin(split(text)) == split(text)


def test_questions_and_answers_with_numbers() -> None:
    pairs = list(zip(SAID[::2], SAID[1::2], strict=True))
    text = "\n".join(f"Q{n}: {q}\nA{n}: {a}" for n, (q, a) in enumerate(pairs, 1))
    assert said(read(text)) == list(zip(cycle("QA"), SAID, strict=False))


def test_a_quarter_of_a_year_before_a_colon_counts_no_turn() -> None:
    lines = [*LABELLED[:4], "Q3 results: they are good.", *LABELLED[4:], "Q4 results: so too."]
    assert {t.label for t in read("\n".join(lines)).turns} == {"Ann Lee", "Bo Reed"}


@pytest.mark.parametrize(
    "more", ["Era la primera vez que lo vi.", "Eran las dos más altas.", "Eran las mejores."]
)
@pytest.mark.parametrize("after", ["", "\n\nLuego volvimos."])
def test_what_was_is_no_time(more: str, after: str) -> None:
    text = "\n".join(LABELLED) + f"\n\n{more}{after}\n"
    assert read(text).turns[-1].text == f"{SAID[-1]}\n\n{more}{after}"


def test_a_name_of_the_head_may_be_said_in_the_last_turn() -> None:
    head = "Interview with Carla Weiss\nBirmingham, 12 March 2019\n\n"
    reading = read(head + "\n\n".join([*LABELLED * 2, "My sister stayed in Birmingham."]))
    assert reading.turns[-1].text == f"{SAID[-1]}\n\nMy sister stayed in Birmingham."


def test_a_name_in_the_head_of_a_transcript_may_be_said_of_transcripts() -> None:
    head = "Birmingham talks, a transcription\n\n"
    more = "Birmingham has them all: we transcribe each of them in the library."
    reading = read(head + "\n\n".join([*LABELLED * 2, more]))
    assert reading.turns[-1].text.endswith(more)


@pytest.mark.parametrize(
    "around",
    [
        {
            "participants": [
                {"id": 0, "speaker_id": 1, "name": "Ann Lee"},
                {"id": 1, "speaker_id": 2, "name": "Bo Reed"},
            ]
        },
        {
            "participants": [
                {"id": 1, "tag": 0, "name": "Ann Lee"},
                {"id": 2, "tag": 1, "name": "Bo Reed"},
            ]
        },
        {
            "people": [
                {"key": 2, "speaker": 1, "name": "Ann Lee"},
                {"key": 1, "speaker": 2, "name": "Bo Reed"},
            ]
        },
        {"users": {"1": "Ann Lee", "2": {"name": "Bo Reed"}}},
    ],
)
def test_a_list_of_people_has_one_key(around: dict[str, Any]) -> None:
    rows = [{"speaker": 1 + n % 2, "start": 1.5 * n, "text": t} for n, t in enumerate(SAID)]
    assert of_json({**around, "segments": rows}) == list(TALK)


def test_the_nearest_list_of_people_is_that_of_the_talk() -> None:
    rows = [{"speaker": 1 + n % 2, "start": 1.5 * n, "text": t} for n, t in enumerate(SAID)]
    near = [{"id": 1, "name": "Ann Lee"}]
    users = [{"id": 1, "name": "Owner"}, {"id": 2, "name": "Admin"}]
    found = of_json({"users": users, "call": {"speakers": near, "segments": rows}})
    assert {who for who, _ in found} == {"Ann Lee", "Speaker 2"}


@pytest.mark.parametrize(
    "form",
    ["{n}        {who}        {said}", "{who}:          {said}", "{n}.        {who}\t\t{said}"],
)
def test_turns_in_columns_are_no_feet(form: str) -> None:
    said = ["We should go now", "In 1998", "42", "1998", "At the river by 9", "Yes"] * 2
    lines = [
        form.format(n=n, who=w, said=t)
        for n, (w, t) in enumerate(zip(cycle(("Ann Lee", "The Witness")), said), 1)
    ]
    text = "\n\n".join(lines)
    assert [x.text for x in prepared(text)] == [x.text for x in split(text)]


def test_an_answer_in_columns_is_no_foot() -> None:
    for line in ("The Witness:          1998", "Ann Lee          42"):
        more = "Ann Lee          We had one that leaked"
        told = [x.replace("Ann Lee:", "Ann:") for x in LABELLED * 3]
        text = "\n\n".join([*told, line, more])
        assert line in [x.text for x in prepared(text)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("THIS IS THE NEWS", "FROM NEW YORK"),
        ("AND SO IT SAYS IN", "CHAPTER 2 OF THE BOOK"),
        ("heute sprechen wir über", "Die Geschichte der Stadt Ulm"),
        ("and then we met", "President Barack Obama"),
        ("Then we went home.", "New York Was Cold"),
    ],
)
def test_a_second_line_of_a_piece_is_talk(one: str, two: str) -> None:
    pieces = [f"0:{3 * n:02}\nand then we went on to row the boat {n}\n" for n in range(12)]
    text = "".join([*pieces[:6], f"0:17\n{one}\n{two}\n", *pieces[6:]])
    assert f"{one} {two}" in " ".join(t.text for t in read(text).turns)


@pytest.mark.parametrize("answer", ["No", "Hi", "42", "OK", "I"])
def test_a_word_behind_speaker_is_said(answer: str) -> None:
    talk = [*TALK[:1], ("Speaker", answer), *TALK[2:3], ("Speaker", SAID[3])]
    assert said(read("\n".join(f"{who}: {text}" for who, text in talk))) == talk


@pytest.mark.parametrize("answer", ["3.50 Euro", "9.30", "9.30 Uhr", "2.15 hours"])
def test_an_only_answer_may_be_a_number_or_an_hour(answer: str) -> None:
    talk = [*TALK, ("Carl", answer), *TALK]
    assert said(read("\n".join(f"{who}: {text}" for who, text in talk))) == talk


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee        5 x\n---\n" * 10_000,
        "Ann Lee" + " " * 100_000 + "x",
        "\n".join(["Ann Lee" + " " * 2_000 + "x", "Ann: We row.", ""] * 100),
    ],
)
def test_lines_in_columns_cost_what_they_weigh(text: str) -> None:
    assert at_once(lambda: prepared(text))

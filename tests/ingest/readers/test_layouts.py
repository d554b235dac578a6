"""Layouts met in files of programs and printers, each by the mechanism that reads it."""

from __future__ import annotations

import json
from itertools import cycle
from typing import Any

import pytest

from ingest import readers
from ingest.open.containers import Document, open_document
from ingest.transcript import Reading
from tests.support.packed import pdf, word

SAID = (
    "Good morning, who rows today?",
    "I do, as I did last week.",
    "And the boat, is it dry?",
    "It is, I looked at it on Friday.",
    "Then we can go at nine.",
    "Not before ten, please.",
)
TALK = tuple(zip(cycle(("Ann Lee", "Bo Reed")), SAID, strict=False))
LABELLED = [f"{who}: {text}" for who, text in TALK]


def read(text: str, name: str = "a.txt") -> Reading:
    (reading,) = readers.read(Document(name, text.encode(), text))
    return reading


def of_json(value: Any) -> Reading:
    return read(json.dumps(value), "a.json")


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(t.label, t.text) for t in reading.turns]


def test_a_list_of_parties_names_the_ids_of_the_talk() -> None:
    records = [
        {"speakerId": "77", "sentences": [{"start": 0, "end": 900, "text": "Who rows?"}]},
        {"speakerId": "88", "sentences": [{"start": 950, "end": 1900, "text": "I do."}]},
    ]
    parties = [{"id": "x1", "speakerId": "77", "name": "Ann"}, {"speakerId": "88", "name": "Bo"}]
    reading = of_json({"calls": [{"transcript": records}], "parties": parties})
    assert said(reading) == [("Ann", "Who rows?"), ("Bo", "I do.")]


def test_the_lines_of_a_call_tell_who_speaks() -> None:
    records = [
        {"media_channel": 1 + n % 2, "start_time": f"{n}.0", "end_time": f"{n}.9", "transcript": t}
        for n, t in enumerate(SAID[:2])
    ]
    assert [t.label for t in of_json({"sentences": records}).turns] == ["Channel 1", "Channel 2"]


@pytest.mark.parametrize(
    ("about", "title", "date"),
    [
        ({"title": "On boats", "date": 1715680992000}, "On boats", "2024-05-14"),
        ({"name": "On boats", "happenedAt": "2024-05-14T10:00:00Z"}, "On boats", "2024-05-14"),
        ({"name": "nova", "created_at": "2024-05-14"}, None, None),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_what_stands_around_the_talk_is_its_title_and_date(
    about: dict[str, Any], title: str | None, date: str | None, deep: bool
) -> None:
    records = [{"speaker": w, "text": t, "start": 1.5 * n} for n, (w, t) in enumerate(TALK)]
    value = {**about, "sentences": records}
    reading = of_json({"data": {"call": value}} if deep and "title" in about else value)
    assert (reading.title, reading.date) == (title, date)


def test_messages_with_each_byte_escaped_and_the_newest_first() -> None:
    texts = ("¿Quién rema mañana?", "Yo, como el sábado.", "Bien, a las diez.", "Vale.")
    rows = [
        {"sender_name": who, "timestamp_ms": 1715680992000 + 60_000 * n, "content": text}
        for n, (who, text) in enumerate(zip(cycle(("Inés", "Bo")), texts, strict=False))
    ]
    broken = json.dumps({"title": "Remo", "messages": rows[::-1]}, ensure_ascii=False)
    reading = read(json.dumps(json.loads(broken.encode().decode("latin-1"))))
    assert said(reading) == list(zip(cycle(("Inés", "Bo")), texts, strict=False))
    assert (reading.date, reading.turns[1].start_ms) == ("2024-05-14", 60_000)
    whole = json.dumps({"title": "Remo", "messages": rows})
    assert said(read(whole)) == said(reading)


@pytest.mark.parametrize("unit", [1, 1000])
def test_the_newest_first_in_moments_without_a_unit(unit: int) -> None:
    rows = [
        {"sender": who, "timestamp": (1715680992 + 60 * n) * unit, "text": text}
        for n, (who, text) in enumerate(TALK)
    ]
    reading = of_json({"messages": rows[::-1]})
    assert said(reading) == list(TALK)
    assert (reading.date, reading.turns[1].start_ms) == ("2024-05-14", 60_000)


def test_messages_whose_words_lie_in_their_content() -> None:
    rows = [
        {"sender": f"@{w[:3]}:x", "origin_server_ts": 1715680992000 + n, "content": {"body": t}}
        for n, (w, t) in enumerate(TALK)
    ]
    reading = of_json({"messages": rows})
    assert [t.text for t in reading.turns] == list(SAID)


def test_moments_in_words() -> None:
    rows = [
        {
            "creator": {"name": w},
            "text": t,
            "created_date": f"Tuesday, May 14, 2024 at 1:0{n}:05 PM",
        }
        for n, (w, t) in enumerate(TALK)
    ]
    reading = of_json({"messages": rows})
    assert (reading.date, reading.turns[2].start_ms) == ("2024-05-14", 120_000)
    assert said(reading) == list(TALK)


def test_a_table_without_a_header_with_empty_columns_and_times_twice() -> None:
    rows = [
        f"{who}\t\t00:00:0{n}.000\t{n}.0\t00:00:0{n}.900\t{n}.9\t{text}"
        for n, (who, text) in enumerate(TALK)
    ]
    reading = read("\n".join(rows) + "\n")
    assert said(reading) == list(TALK)
    assert (reading.turns[2].start_ms, reading.turns[2].end_ms) == (2000, 2900)


def test_the_only_column_of_talk_may_be_called_anything() -> None:
    rows = [f'{n};{who};0:0{n};"{text}";' for n, (who, text) in enumerate(TALK)]
    reading = read("\n".join(["No;Speaker;Start;Zapis;Note", *rows]) + "\n")
    assert said(reading) == list(TALK)


def test_a_list_of_participants_at_the_end_speaks_not() -> None:
    turns = [f"**{who}** -- *Rower*\n\n{text}" for who, text in TALK]
    head = "Call participants\n\n## Talk\n\n"
    text = head + "\n\n".join(turns) + "\n\n## Call participants:\n\n**Ann Lee** -- *Rower*\n"
    reading = read(text)
    assert [t.text for t in reading.turns] == list(SAID)
    assert {t.label for t in reading.turns} == {"Ann Lee, Rower", "Bo Reed, Rower"}


@pytest.mark.parametrize(
    "head",
    [
        "On boats\n\nTalk about the year ending March 31, 2023.\n\nMay 14, 2024, 10:00 a.m. ET\n\n",
        "On boats\r\nSaved on: 2024/05/20, 08:15\r\n\r\n2024/05/14\r\n\r\n",
    ],
)
def test_the_date_of_the_talk_among_others(head: str) -> None:
    assert read(head + "\n".join(LABELLED)).date == "2024-05-14"


def test_what_stands_over_the_heading_of_the_transcript_speaks_not() -> None:
    notes = (
        "## Show notes\n\nSponsor: this talk is brought to you by a mill.\n\n## Full transcript\n\n"
    )
    assert said(read(notes + "\n\n".join(LABELLED))) == list(TALK)


def test_a_program_that_praises_itself_behind_the_last_turn() -> None:
    talk = [*LABELLED, *LABELLED]
    ad = "Scribler can transcribe each call of yours. Try Scribler today.\n"
    head = "Scribler is a tool for transcription.\n\n"
    reading = read(head + "\n\n".join(talk) + f"\n\n{ad}")
    assert (reading.turns[-1].text, reading.back.strip()) == (SAID[-1], ad.strip())
    other = read("On boats.\n\n" + "\n\n".join(talk) + f"\n\n{ad}")
    assert other.turns[-1].text.endswith("today.")


def test_a_margin_that_counts_every_fifth_line() -> None:
    lines = [x for text in SAID * 3 for x in (*text.split(", "), "")]
    who = cycle(("MS LEE:   ", "MR REED:   "))
    full = [next(who) + x if not n or not lines[n - 1] else x for n, x in enumerate(lines)]
    numbered = [f"{n:<5}{x}" if n % 5 == 0 else f"     {x}" for n, x in enumerate(full, 1)]
    found = read("\n".join(numbered) + "\n")
    plain = read("\n".join(full) + "\n")
    assert said(found) == said(plain)
    assert len(found.turns) == 18


def test_the_foot_of_a_page_set_in_columns_is_no_talk() -> None:
    foot = "24-1335                          3/21\nS/PV.12          The boats          14/05/2024"
    talk = [*LABELLED[:3], foot, *LABELLED[3:]]
    assert said(read("\n\n".join(talk))) == list(TALK)


def test_titles_of_chapters_between_pieces_are_no_talk() -> None:
    pieces = [f"0:{3 * n:02}\nand then we went on to row the boat {n}\n" for n in range(12)]
    text = "".join([*pieces[:6], "Chapter 2: The Boat\n", *pieces[6:]])
    assert "Chapter" not in " ".join(t.text for t in read(text).turns)


@pytest.mark.parametrize(
    "form",
    [
        "#00:00:0{n}-5# {who}: {text}",
        "00;00;0{n};12 - 00;00;09;02\n{who}\n{text}\n",
    ],
)
def test_times_of_other_programs(form: str) -> None:
    lines = [form.format(n=n, who=who, text=text) for n, (who, text) in enumerate(TALK)]
    reading = read("\n".join(lines) + "\n")
    assert said(reading) == list(TALK)
    assert [(t.start_ms or 0) // 1000 for t in reading.turns] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("who", ["Multiple Speakers", "Several participants", "Two speakers"])
def test_several_who_speak_at_once(who: str) -> None:
    lines = [*LABELLED[:3], f"{who}: Yes, we do.", *LABELLED[3:]]
    assert said(read("\n".join(lines)))[3] == (who, "Yes, we do.")


def test_a_time_of_day_in_brackets_between_name_and_talk() -> None:
    lines = [f"[{who}] [오전 10:0{n}] {text}" for n, (who, text) in enumerate(TALK)]
    assert said(read("\n".join(lines) + "\n")) == list(TALK)


def test_the_close_of_a_hearing_in_brackets() -> None:
    text = (
        "(10.00 am)\n" + "\n".join(LABELLED) + "\n(10.52 am)\n          (The hearing adjourned)\n"
    )
    assert said(read(text)) == list(TALK)


@pytest.mark.parametrize(
    "line", ["Transcription ended after 00:04:31", "\nEran las once y veinte."]
)
def test_the_line_that_closes_a_transcript(line: str) -> None:
    assert said(read("\n".join(LABELLED) + f"\n{line}\n")) == list(TALK)


def test_an_hour_in_the_head_is_nobodys_talk() -> None:
    text = "Sitzung 12\n\nBeginn: 9.00 Uhr\n\n" + "\n\n".join(LABELLED)
    assert said(read(text)) == list(TALK)
    assert said(read(text.replace("Beginn: 9.00 Uhr", "Aanvang: 14.00 uur"))) == list(TALK)


def test_signs_in_brackets_close_no_label() -> None:
    labels = cycle(
        ("O SR. PRESIDENTE (Ivo Reis. PX - MG)", "A SRA. ANA PAZ (PY - MG. Pela ordem.)")
    )
    lines = [f"{next(labels)} - {text}" for text in SAID]
    assert [t.text for t in read("\n".join(lines) + "\n").turns] == list(SAID)


def test_an_id_behind_the_word_speaker() -> None:
    text = "\n\n".join(f"SPEAKER: S{1 + n % 2}\n{t}" for n, t in enumerate(SAID))
    assert said(read(text)) == [(f"S{1 + n % 2}", t) for n, t in enumerate(SAID)]


def test_a_running_head_over_two_columns_is_in_neither() -> None:
    left = [f"Ann: this is line {n} of it." for n in range(8)]
    right = [f"Bo: and that is line {n}." for n in range(8)]
    column = [(60, 120 + 14 * n, x) for n, x in enumerate(left)]
    column += [(330, 120 + 14 * n, x) for n, x in enumerate(right)]
    head = [(60, 40, "311"), (270, 40, "Oral Answers"), (500, 40, "14 MAY 2024")]
    (document,) = open_document("a.pdf", pdf([[*head, *column]]))
    assert document.text.split("\n")[0] == "311 Oral Answers 14 MAY 2024"
    assert document.text.split("\n\n", 1)[1].split() == " ".join([*left, *right]).split()


def test_numbers_before_names_count_the_turns() -> None:
    lines = [f"Anf. {n} {who.upper()} (S):\n{text}" for n, (who, text) in enumerate(TALK, 1)]
    assert said(read("\n\n".join(lines))) == [(f"{w.upper()} (S)", t) for w, t in TALK]
    asked = [f"Q{n}\t{line}" if n % 2 else line for n, line in enumerate(LABELLED, 1)]
    roll = "Members present: Mr Vale (Chair); Mr Reed; Ms Lee.\n\n"
    assert said(read(roll + "\n\n".join(asked))) == list(TALK)


@pytest.mark.parametrize("close", ["\u3000\u3000午前十一時五分散会", "\n\u3000午後一時休憩"])
def test_the_hour_at_which_a_sitting_closed(close: str) -> None:
    talk = "○議長（山田太郎君）　会議を開きます。\n○鈴木花子君　船が止まっております。\n"
    assert read(talk * 3 + close + "\n").turns[-1].text == "船が止まっております。"


@pytest.mark.parametrize("head", [("Timespan", "Content", "Speaker"), ()])
def test_who_speaks_may_stand_behind_the_words(head: tuple[str, ...]) -> None:
    rows = [(f"0:0{n}.0 - 0:09.0", text, who) for n, (who, text) in enumerate(TALK)]
    (document,) = open_document("a.docx", word([head, *rows] if head else rows))
    (reading,) = readers.read(document)
    assert said(reading) == list(TALK)
    assert reading.turns[3].start_ms == 3000

"""Labels with times, circles and places of work beside them."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from tests.ingest.readers.labels.test_labels import labels, read, turns

CALL = (
    ("Ann Poe", "Chief Executive Officer", "Good morning, and thank you for coming."),
    ("Tom Moss", "Analyst", "How many boats did you sell in the spring?"),
    ("Ann Poe", "Chief Executive Officer", "Forty, and ten more since then."),
    ("Tom Moss", "Analyst", "And are there any left?"),
    ("Ann Poe", "Chief Executive Officer", "There are none left, I am sorry to say."),
)


def test_a_time_without_brackets_behind_a_label_in_them() -> None:
    text = "[Ann Lee] 0:05 So where was it?\n[Bo] 0:09 By the mill.\n"
    text += "[Ann Lee] 0:14 Alone?\n[Bo] 0:16 No.\n"
    assert [(t.label, t.start_ms, t.text) for t in read(text).turns][:2] == [
        ("Ann Lee", 5000, "So where was it?"),
        ("Bo", 9000, "By the mill."),
    ]
    assert turns(text.replace("] 0:", "] 00:00:")) == turns(text)


def test_a_time_that_is_said_behind_a_label_in_brackets() -> None:
    text = "[Ann] When do you rise?\n[Bo] 5:30 on most days.\n[Ann] Really?\n[Bo] Yes, I do.\n"
    assert turns(text)[1] == ("Bo", "5:30 on most days.")


@pytest.mark.parametrize("time", ["@00:05", "@ 0:05", "`00:05`"])
def test_a_time_before_a_label_behind_a_sign(time: str) -> None:
    text = "".join(f"{time.replace('05', str(n))} {who}: So it is, I think.\n" for n, who in PAIRS)
    assert [(t.label, t.start_ms) for t in read(text).turns] == [
        (who, n * 1000) for n, who in PAIRS
    ]


PAIRS = [(11, "Ann Lee"), (22, "Bo"), (33, "Ann Lee"), (44, "Bo")]


def test_a_name_behind_a_circle_over_the_talk() -> None:
    head = "○出席議員（１２名）\n　佐藤　山田\n○議事日程（第２号）\n　一般質問\n"
    text = "○議長（森一夫君）\n　開会します。\n○町長（西田実君）\n　終わりました。\n"
    text += "○議長（森一夫君）\n　以上です。\n"
    assert turns(head + text) == [
        ("議長（森一夫君）", "開会します。"),
        ("町長（西田実君）", "終わりました。"),
        ("議長（森一夫君）", "以上です。"),
    ]


def test_an_office_that_says_who_is_behind_a_circle_without_brackets() -> None:
    head = "○欠席議員\n　山田\n○開会の宣告\n"
    text = "○議長（森君）\n　開会します。\n○林委員\n　伺います。\n○議長（森君）\n　どうぞ。\n"
    assert labels(head + text) == ["議長（森君）", "林委員", "議長（森君）"]


def test_parts_of_a_notice_behind_a_circle_are_nobody() -> None:
    text = "○お知らせ（重要）\n　図書館は休みます。\n○貸出（本）\n　二週間です。\n"
    assert labelled.read(Document("a", text.encode(), text)) == []


def test_what_follows_a_pipe_under_a_name_is_where_one_works() -> None:
    text = "Astrid Holm | Tarn Timber\n[00:01]\nThank you all.\n\n"
    text += "Ravi Lee | Kestrel Bank\n[00:05]\nHow so?\n\n"
    assert labels(text * 2) == ["Astrid Holm, Tarn Timber", "Ravi Lee, Kestrel Bank"] * 2


@pytest.mark.parametrize(
    ("head", "start"),
    [
        ("12 May, 14:00 to 15:10", None),
        ("12 May, 2 pm", None),
        ("12. Mai, 14 Uhr", None),
        ("12 May, 9:00", 843_000),
        ("Part 14", 843_000),
    ],
)
def test_a_time_soon_after_the_hour_of_the_head_is_one_of_the_day(
    head: str, start: int | None
) -> None:
    said = "[14:03] Ann: So be it.\n[14:08] Bo: I see.\n[14:13] Ann: Good.\n[14:18] Bo: Yes.\n"
    assert read(f"Minutes\n{head}\n\n{said}").turns[0].start_ms == start


def test_minutes_and_seconds_with_primes() -> None:
    text = "0'03\" Ann Lee: Is it high?\n0'09\" Bo Ray: It is 5'10\" high.\n"
    text += "1'02\" Ann Lee: Oh.\n2'00\" Bo Ray: Yes.\n"
    found = read(text).turns
    assert [t.start_ms for t in found] == [3000, 9000, 62_000, 120_000]
    assert found[1].text == "It is 5'10\" high."


def test_names_in_small_letters_at_every_paragraph() -> None:
    said = [("maria da silva", "Where was it?"), ("old joe", "By the river.")] * 2
    text = "\n\n".join(f"{who}: {what}" for who, what in said * 2)
    assert labels(text) == ["maria da silva", "old joe"] * 4


def test_records_in_small_letters_are_no_talk() -> None:
    rows = ("Ann", "She was born in York."), ("Bo", "He paints."), ("Cy", "She sings on Sundays.")
    text = "\n\n".join(f"first name: {a}\nhome town: York\nshort bio: {b}" for a, b in rows)
    assert labelled.read(Document("a", text.encode(), text)) == []


def test_a_member_may_be_told_by_his_seat() -> None:
    text = "◎議長（森一夫君）　開会します。\n◆12番（林澄子君）　伺います。いつですか。\n"
    text += "◎町長（西田実君）　三月です。\n◆12番（林澄子君）　終わります。\n"
    (reading,) = labelled.read(Document("a.txt", text.encode(), text))
    seat = "12番（林澄子君）"
    assert [t.label for t in reading.turns] == ["議長（森一夫君）", seat, "町長（西田実君）", seat]


def test_those_who_spoke_are_no_turns_at_the_end() -> None:
    text = "".join(f"{who} -- {what}\n\n{said}\n\n" for who, what, said in CALL)
    tail = "".join(f"{a} -- {b}\n\n" for a, b, _ in CALL[:2])
    text += tail + "More of Tarn\n"
    (reading,) = labelled.read(Document("a.txt", text.encode(), text))
    assert [(t.label, t.text) for t in reading.turns] == [(f"{a}, {b}", c) for a, b, c in CALL]
    assert reading.back == tail + "More of Tarn\n"


@pytest.mark.parametrize(
    "noted", ["(Tarn) [00:09] (reply)", "(Tarn) (00:09) (über Video)", "[00:09] (Tarn)"]
)
def test_a_time_amid_a_label_and_what_is_noted_behind_it(noted: str) -> None:
    text = f"Bo [00:05]: So where was it?\n\nAnn Lee {noted}: By the mill.\n\n"
    text += "Bo [00:14]: Alone?\n\nAnn Lee (Tarn) [00:16]: No.\n"
    found = [(t.label, t.start_ms) for t in read(text).turns]
    assert found[1::2] == [("Ann Lee (Tarn)", 9000), ("Ann Lee (Tarn)", 16000)]


SITTING = (
    "{a}:\n\nI open the sitting.\n\n{b}:\n\nThe bridge is closed. (Laughter)\n\n{a}:\n\nThe guest "
    "speaks.\n\n{c}:\n\nWe build it again.\n\n{b}:\n\nWhen?\n\n{a}:\n\nThe sitting is closed.\n"
)


@pytest.mark.parametrize(
    ("office", "speaks"),
    [
        ("Staatssekretär im Amt für Deiche Paul Kern", True),
        ("Náměstek Ministra pro Mosty Petr Kern", True),
        ("Permanent Secretary at Works Department Paul Kern", True),
        ("We ask the Board for Two Things", False),
        ("It comes down to Bridges and Roads", False),
    ],
)
def test_a_long_office_alone_on_its_line_as_all_labels_are(office: str, speaks: bool) -> None:
    found = turns(SITTING.format(a="Präses", b="Abgeordneter Jan Ott", c=office))
    assert (found[3][0] == office, len(found)) == (speaks, 5 + speaks)

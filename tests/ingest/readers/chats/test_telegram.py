"""Telegram's exports and copied messages."""

import json

import pytest
from hypothesis import given, settings

from ingest import readers
from ingest.errors import BrokenFile
from ingest.open.containers import open_file
from ingest.readers.chats import telegram
from ingest.transcript import Reading
from tests.ingest.readers.one_reading import TURNS, Turns, one, said, times


def exported(*messages: tuple[str, object]) -> dict[str, object]:
    listed: list[dict[str, object]] = [
        {"id": 0, "type": "service", "actor": "Ann", "action": "create_group", "text": ""}
    ]
    listed += [
        {
            "id": n,
            "type": "message",
            "date": f"2023-04-05T10:01:{n:02}",
            "from": name,
            "from_id": f"user{n}",
            "text": text,
            "text_entities": [],
        }
        for n, (name, text) in enumerate(messages, 1)
    ]
    return {"name": "Crew", "type": "private_group", "id": 1, "messages": listed}


def test_json() -> None:
    link = {"type": "link", "text": "https://x.org"}
    reading = one(telegram, json.dumps(exported(("Ann", "Hi"), ("Bo Ray", ["See ", link, "."]))))
    assert said(reading) == [("Ann", "Hi"), ("Bo Ray", "See https://x.org.")]
    assert times(reading) == [0, 1000]
    assert (reading.title, reading.date) == ("Crew", "2023-04-05")
    assert reading.turns[0].source.path == "messages[1]"


def test_all_chats() -> None:
    chats = {"chats": {"list": [exported(("Ann", "Hi")), exported(("Bo", "Ho"))]}}
    text = json.dumps(chats)
    found = readers.read(open_file("result.json", text.encode()))
    assert [(r.part, said(r)) for r in found] == [
        ("1-Crew", [("Ann", "Hi")]),
        ("2-Crew", [("Bo", "Ho")]),
    ]


def page(number: int, name: str, text: str) -> str:
    joined = f'<div class="from_name">\n{name}\n</div>' if name else ""
    return (
        f'<div class="message default clearfix" id="message{number}"><div class="body">'
        f'<div class="pull_right date details" title="05.04.2023 10:01:{number:02} UTC+01:00">10:01'
        f'</div>{joined}<div class="text">\n{text}\n</div></div></div>'
    )


def test_html() -> None:
    body = page(1, "Ann", "Hi<br>you") + page(2, "", "Sail?") + page(3, "Bo", "Yes.")
    head = '<div class="page_header"><div class="text bold">Crew</div></div>'
    service = '<div class="message service" id="m"><div class="body details">5 April</div></div>'
    document = open_file("m.html", f"<!DOCTYPE html><html><body>{head}{service}{body}".encode())
    assert readers.sniff(document)[0].name == "telegram"
    (reading,) = readers.read(document)
    assert said(reading) == [("Ann", "Hi you"), ("Ann", "Sail?"), ("Bo", "Yes.")]
    assert times(reading) == [0, 1000, 2000]
    assert (reading.title, reading.turns[1].source.path) == ("Crew", '//div[@id="message2"]')


def copied(turns: Turns) -> Reading:
    return one(
        telegram,
        "".join(
            f"{name}, [05.04.2023 10:{n:02}]\n{text}\n\n" for n, (name, text) in enumerate(turns)
        ),
    )


@settings(max_examples=30)
@given(TURNS)
def test_copied(turns: Turns) -> None:
    assert said(copied(turns)) == turns


def test_messages_that_never_close_are_refused() -> None:
    text = '<div class="message default"><div class="text">Good morning.</div>' * 5000
    with pytest.raises(BrokenFile, match="never close"):
        telegram.read(open_file("chat.html", text.encode()))

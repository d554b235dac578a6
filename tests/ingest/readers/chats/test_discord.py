"""Discord exports and copied messages."""

import json

import pytest
from hypothesis import given, settings

from ingest.errors import BrokenFile
from ingest.readers.chats import discord
from tests.ingest.readers.one_reading import TURNS, Turns, document, one, said, times

EXPORTED = f"""{"=" * 62}
Guild: Club
Channel: text / general
{"=" * 62}

[12-Oct-21 09:41 AM] ann#1234
hello: there

{{Attachments}}
https://example.org/x.png

[12-Oct-21 09:43 PM] bob (pinned)
one
two

{"=" * 62}
Exported 2 message(s)
{"=" * 62}
"""


def exported(*messages: tuple[str, str, str]) -> str:
    """Messages of type, name and content, a second apart."""
    listed = [
        {
            "id": str(n),
            "type": kind,
            "timestamp": f"2021-10-12T09:41:{n:02}.5+00:00",
            "content": content,
            "author": {"name": "user", "nickname": name},
        }
        for n, (kind, name, content) in enumerate(messages)
    ]
    return json.dumps({"channel": {"name": "general"}, "messages": listed})


def test_exported_text() -> None:
    reading = one(discord, EXPORTED)
    assert said(reading) == [("ann#1234", "hello: there"), ("bob", "one two")]
    assert times(reading) == [0, 12 * 3_600_000 + 120_000]
    assert reading.date == "2021-10-12"


def test_copied_from_the_window() -> None:
    text = "Ann \u2014 Today at 12:34 PM\nhello\nthere\nBob \u2014 10/30/2021 9:41 AM\nyo\n"
    assert said(one(discord, text)) == [("Ann", "hello there"), ("Bob", "yo")]


def test_times_of_a_recording_are_no_chat() -> None:
    assert discord.sniff(document("Ann \u2014 12:34\nhello\nBob \u2014 12:40\nyo\n")) is None


def test_exported_json() -> None:
    reading = one(
        discord,
        exported(
            ("Default", "Ann", "hi"), ("GuildMemberJoin", "Bob", "in"), ("Reply", "Bob", "yo")
        ),
    )
    assert said(reading) == [("Ann", "hi"), ("Bob", "yo")]
    assert times(reading) == [0, 2000]
    assert (reading.title, reading.date) == ("general", "2021-10-12")


def test_broken_json_says_where() -> None:
    value = json.loads(exported(("Default", "Ann", "hi")))
    value["messages"].append("author")
    with pytest.raises(BrokenFile, match=r"messages\[1\]: a dict is expected, found str"):
        discord.read(document(json.dumps(value)))


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    assert said(one(discord, exported(*(("Default", *turn) for turn in turns)))) == turns

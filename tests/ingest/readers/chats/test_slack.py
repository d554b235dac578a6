"""Slack exports."""

import io
import json
from zipfile import ZipFile

import pytest
from hypothesis import given, settings

from ingest.errors import BrokenFile
from ingest.intake import parse
from ingest.readers.chats import slack
from tests.ingest.readers.one_reading import TURNS, Turns, document, one, said, times

CHANNEL = [
    {
        "type": "message",
        "user": "U1",
        "text": "hi <@U2> &amp; <https://x.org|the page> <!here> <#C1|general>",
        "ts": "1634031663.0",
        "user_profile": {"real_name": "Ann Lee", "display_name": "ann"},
    },
    {
        "type": "message",
        "subtype": "channel_join",
        "user": "U2",
        "text": "in",
        "ts": "1634031664.0",
    },
    {"type": "message", "user": "U2", "text": "see <@U1>", "ts": "1634031670.5"},
    {
        "type": "message",
        "subtype": "bot_message",
        "username": "deploy",
        "text": "",
        "attachments": [{"fallback": "done"}],
        "ts": "1634031680.5",
    },
]
SAID = [
    ("Ann Lee", "hi @U2 & the page (https://x.org) @here #general"),
    ("U2", "see @Ann Lee"),
    ("deploy", "done"),
]


def test_export() -> None:
    reading = one(slack, json.dumps(CHANNEL))
    assert said(reading) == SAID
    assert times(reading) == [0, 7500, 17_500]
    assert [t.source.path for t in reading.turns] == ["$[0]", "$[2]", "$[3]"]
    assert reading.date == "2021-10-12"


def test_the_api_gives_the_newest_first() -> None:
    assert said(one(slack, json.dumps({"ok": True, "messages": CHANNEL[::-1]}))) == SAID


def test_a_list_of_users_is_no_channel() -> None:
    assert slack.sniff(document('[{"id": "U1", "name": "ann", "ts": 1}]')) is None


def test_broken_json_says_where() -> None:
    with pytest.raises(BrokenFile, match=r"\$\[4\]: a dict is expected"):
        slack.read(document(json.dumps([*CHANNEL, 5])))


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    day = [
        {
            "type": "message",
            "text": escaped(text),
            "ts": f"163403166{n}.0",
            "user_profile": {"real_name": name},
        }
        for n, (name, text) in enumerate(turns)
    ]
    assert said(one(slack, json.dumps(day, ensure_ascii=False))) == turns


def test_an_export_names_people_and_channels_and_its_lists_are_no_transcripts() -> None:
    users = [
        {"id": "U1", "name": "ann", "profile": {"real_name": "Ann Lee"}},
        {"id": "U2", "name": "bo", "profile": {"real_name": ""}},
    ]
    day = [
        {"type": "message", "user": "U1", "text": "hi <@U2>", "ts": "1634031663.0"},
        {"type": "message", "user": "U2", "text": "hello", "ts": "1634031664.0"},
    ]
    files: dict[str, object] = {"channels.json": [{"id": "C1"}], "boats/2021-10-12.json": day}
    files |= {"cars/2021-10-12.json": day, "users.json": users}
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, value in files.items():
            archive.writestr(name, json.dumps(value))
    found = parse("export.zip", packed.getvalue())
    assert [(t.name, t.title) for t in found] == [
        ("2021-10-12-boats", "boats"),
        ("2021-10-12-cars", "cars"),
    ]
    assert [(t.speaker, t.text) for t in found[0].turns] == [("Ann Lee", "hi @bo"), ("bo", "hello")]

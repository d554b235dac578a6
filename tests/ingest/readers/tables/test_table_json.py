"""Tables as JSON."""

import json

import pytest
from hypothesis import given, settings

from ingest.errors import BrokenFile, NotATranscript
from ingest.readers.common import json_file
from ingest.readers.tables import table_json
from tests.ingest.readers.one_reading import TURNS, Turns, document, one, readings, said

ROWS = [{"speaker": "Ann", "text": "hi"}, {"speaker": None, "text": "yo", "n": 3}]
SAID = [("Ann", "hi"), (None, "yo")]


def test_lines() -> None:
    reading = one(table_json, "\n".join(json.dumps(row) for row in ROWS) + "\n")
    assert said(reading) == SAID
    assert [t.source.line for t in reading.turns] == [1, 2]


@pytest.mark.parametrize(
    ("value", "path"), [(ROWS, "$[1]"), ({"title": "x", "turns": ROWS}, "turns[1]")]
)
@pytest.mark.parametrize("indent", [None, 1])
def test_lists(value: object, path: str, indent: int | None) -> None:
    reading = one(table_json, json.dumps(value, indent=indent))
    assert said(reading) == SAID
    assert reading.turns[1].source.path == path


def test_speakers_as_objects_and_several_conversations() -> None:
    rows = [
        {"speaker": {"id": 1, "name": "Ann"}, "text": f"t{n}", "conversation_id": f"c{n // 2}"}
        for n in range(4)
    ]
    first, second = readings(table_json, json.dumps(rows))
    assert (first.part, said(first)) == ("c0", [("Ann", "t0"), ("Ann", "t1")])
    assert (second.part, said(second)) == ("c1", [("Ann", "t2"), ("Ann", "t3")])


MEETINGS = [
    {"title": f"Board {n}", "date": f"2021-03-0{n}", "turns": [{"who": "Ann", "said": f"t{n}"}]}
    for n in (1, 2)
]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(MEETINGS),
        json.dumps({"meta": [{"n": 1}], "meetings": MEETINGS}),
        "\n".join(map(json.dumps, MEETINGS)),
    ],
)
def test_a_meeting_an_object(text: str) -> None:
    found = readings(table_json, text)
    assert [said(r) for r in found] == [[("Ann", "t1")], [("Ann", "t2")]]
    assert [(r.part, r.title, r.date) for r in found] == [
        ("Board 1", "Board 1", "2021-03-01"),
        ("Board 2", "Board 2", "2021-03-02"),
    ]


def test_meetings_of_one_name_are_told_apart() -> None:
    same = [{"id": "a", "talk": ROWS}, {"id": "a", "talk": ROWS}]
    assert [r.part for r in readings(table_json, json.dumps(same))] == ["a 1", "a 2"]


def test_speakers_and_texts_side_by_side() -> None:
    value = {"title": "Talk", "utt": ["hi", "yo"], "speaker": ["Ann", "Bob"]}
    reading = one(table_json, json.dumps(value))
    assert (said(reading), reading.title) == ([("Ann", "hi"), ("Bob", "yo")], "Talk")


def test_damage_is_told_with_its_place() -> None:
    lines = json.dumps(ROWS[0]) + "\n"
    with pytest.raises(BrokenFile, match="line 2, column 13: the JSON breaks off"):
        table_json.read(document(lines + '{"speaker": \n'))
    with pytest.raises(BrokenFile, match="line 2: an object is expected"):
        table_json.read(document(lines + "[]\n"))
    with pytest.raises(BrokenFile, match=r"\$\[2\]: a dict is expected"):
        table_json.read(document(json.dumps([*ROWS, 1])))


def test_other_json_is_left_alone() -> None:
    assert table_json.sniff(document('{"name": "x", "version": 1}')) is None
    assert table_json.sniff(document("[" * 100_000)) is None


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    rows = [{"speaker": name, "text": text} for name, text in turns]
    assert said(one(table_json, "\n".join(json.dumps(r) for r in rows))) == turns
    assert said(one(table_json, json.dumps(rows))) == turns


def test_brackets_that_hold_nothing_are_refused_before_they_are_read() -> None:
    text = f"[{','.join(['{}'] * 200_000)}]"
    with pytest.raises(BrokenFile, match="200001 objects and lists that hold next to nothing"):
        json_file.load(document(text))
    assert json_file.load(document(f"[{','.join(['{}'] * 1000)}]"))


def test_lists_of_talk_that_are_not_made_alike_are_no_meetings() -> None:
    turns = [{"speaker": "Ann", "text": "Hello."}, {"speaker": "Bo", "text": "Good day."}]
    alike = {"first": {"turns": turns}, "second": {"turns": turns}}
    assert len(table_json.read(document(json.dumps(alike)))) == 2
    other = {"first": {"turns": turns}, "samples": [{"checks": turns}]}
    with pytest.raises(NotATranscript, match="lists of several kinds"):
        table_json.read(document(json.dumps(other)))

"""Speech-to-text JSON of every service: turns, labels, times, and where each stands."""

import json
from typing import Any

import pytest

from ingest.containers import Document
from ingest.errors import BrokenFile, NotATranscript
from ingest.readers import asr
from ingest.transcript import Reading

Turn = tuple[str | None, str, int | None, int | None]


def document(value: Any) -> Document:
    text = value if isinstance(value, str) else json.dumps(value)
    return Document("a.json", text.encode(), text)


def read(value: Any) -> Reading:
    assert asr.sniff(document(value))
    (reading,) = asr.read(document(value))
    return reading


def said(value: Any) -> list[Turn]:
    return [(t.label, t.text, t.start_ms, t.end_ms) for t in read(value).turns]


def test_plain_text_has_no_times() -> None:
    assert said({"text": "Hi. Bye.", "usage": {"seconds": 3}}) == [(None, "Hi. Bye.", None, None)]


def test_places() -> None:
    reading = read(
        {
            "segments": [
                {"start": n, "end": n + 1, "text": "Hi.", "speaker": who}
                for n, who in enumerate("AAB")
            ]
        }
    )
    assert [(t.label, t.source.path, t.source.cue, t.source.end_cue) for t in reading.turns] == [
        ("Speaker A", "$.segments[0]", 1, 2),
        ("Speaker B", "$.segments[2]", 3, 3),
    ]


def test_aws_channels_are_people() -> None:
    def item(word: str, start: str) -> dict[str, Any]:
        return {
            "type": "pronunciation",
            "start_time": start,
            "end_time": start,
            "alternatives": [{"content": word}],
        }

    channels = [
        {"channel_label": "ch_0", "items": [item("Hi", "0.0"), item("Fine", "2.0")]},
        {"channel_label": "ch_1", "items": [item("Well", "1.0")]},
    ]
    value = {"results": {"transcripts": [], "items": [], "channel_labels": {"channels": channels}}}
    assert [t[:2] for t in said(value)] == [("ch_0", "Hi"), ("ch_1", "Well"), ("ch_0", "Fine")]


def test_names_that_rev_gives() -> None:
    monologue = {"speaker": 0, "elements": [{"type": "text", "value": "Hi"}]}
    value = {"speakers": [{"id": 0, "name": "Ann Lee"}], "monologues": [monologue]}
    assert said(value) == [("Ann Lee", "Hi", None, None)]


def test_nobody_is_nobody() -> None:
    assert said({"segments": [{"start": 0, "end": 1, "text": "Hi.", "speaker": "UNKNOWN"}]}) == [
        (None, "Hi.", 0, 1000)
    ]


@pytest.mark.parametrize("unit", [1, 1000, 10_000_000])
def test_whole_numbers_take_the_unit_that_fits_speech(unit: int) -> None:
    text = "About forty-five characters in three seconds."
    value = [{"begin": 0, "stop": 3 * unit, "sentence": text, "speaker": "Ann"}]
    assert said(value) == [("Ann", text, 0, 3000)]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('{"segments": [{"start": NaN, "end": 1, "text": "Hi"}]}', r"\$\.segments\[0\]\.start"),
        ('{"segments": [{"start": 0, "end": -1, "text": "Hi"}]}', r"\$\.segments\[0\]\.end"),
        ('{"segments": [{"start": 0, "end": Infinity, "text": "Hi"}]}', r"\[0\]\.end.*inf"),
        (
            {
                "segments": [
                    {"start": 0, "end": 1, "text": "Hi"},
                    {"start": 1, "end": 2, "text": [9]},
                ]
            },
            r"\$\.segments\[1\]\.text: text is expected, found a list",
        ),
        ({"monologues": {"a": 1}}, r"\$\.monologues: a list is expected"),
        ('{"segments": [{"start": 0, "end": 1, "te', "line 1, column"),
        ('{"segments": ' + "[" * 100_000, "nested too deeply"),
    ],
)
def test_damage_is_one_line_with_its_place(value: Any, message: str) -> None:
    assert asr.sniff(document(value))
    with pytest.raises(BrokenFile, match=message) as error:
        asr.read(document(value))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "value",
    [
        [{"type": "message", "user": "U1", "text": "Hi", "ts": "1503435956.000247"}],
        {
            "messages": [
                {"timestamp": "2020-01-01T10:00:00Z", "content": "Hi", "author": {"name": "A"}}
            ]
        },
        [{"meeting": "1", "speaker": "A", "start": 0, "end": 1, "text": "Hi"}],
        '{"start": 0, "end": 1, "text": "Hi"}\n{"start": 1, "end": 2, "text": "Hi"}\n',
        {"text": "Hi", "user": "U1"},
        {"name": "a", "version": 1},
        "[]",
        "{}",
    ],
)
def test_other_json_is_another_family(value: Any) -> None:
    assert asr.sniff(document(value)) is None


def test_no_words() -> None:
    with pytest.raises(NotATranscript):
        read({"segments": [{"start": 0, "end": 1, "text": " "}]})


def test_a_list_for_each_chunk() -> None:
    chunk = [{"word": "Hi", "start": 0.0, "end": 0.5}, {"word": "you.", "start": 0.5, "end": 1.0}]
    assert said([{"result": chunk, "text": "Hi you."}] * 2) == [(None, "Hi you. Hi you.", 0, 1000)]


def test_title() -> None:
    value = {"title": "The budget", "sentences": [{"start": 0.5, "end": 1, "text": "Hi."}]}
    assert read(value).title == "The budget"

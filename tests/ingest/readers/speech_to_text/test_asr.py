"""Speech-to-text JSON of every service: turns, labels, times, and where each stands."""

import json
from typing import Any

import pytest

from ingest.errors import BrokenFile, NotATranscript
from ingest.open.containers import Document
from ingest.readers.speech_to_text import services as asr
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
        ('{"segments": ' + "[" * 50_000, "nested too deeply"),
        ('{"segments": ' + "[" * 100_000, "hold next to nothing"),
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


def heard(text: str, start: float, **more: Any) -> dict[str, Any]:
    return {"text": text, "start": start, "end": start + 0.5, **more}


def test_a_list_for_each_chunk() -> None:
    chunks = [
        {"result": [heard("Hi", t), heard("you.", t + 0.5)], "text": "Hi you."} for t in (0.0, 1.0)
    ]
    assert said(chunks) == [(None, "Hi you. Hi you.", 0, 2000)]


def test_results_one_after_another() -> None:
    spoken = [{"partial": "hi"}, {"result": [heard("Hi", 0.5)]}, {"result": [heard("you.", 1)]}]
    text = "\n".join(json.dumps(value, indent=2) for value in spoken)
    (reading,) = asr.read(Document("a.json", text.encode(), text))
    assert [(t.text, t.start_ms, t.source.path) for t in reading.turns] == [
        ("Hi you.", 500, "$[1].result[0]")
    ]


def test_lists_that_each_begin_anew_are_several_recordings() -> None:
    calls = [{"file": name, "checks": [heard("Hi.", 0.5, speaker="Ann")]} for name in "ab"]
    assert asr.sniff(document({"about": {"unit": "cue"}, "samples": calls})) is None


def test_lists_that_hold_some_of_the_words_are_no_transcript() -> None:
    words = [heard(word, n) for n, word in enumerate("Ann went to Rome in the spring.".split())]
    entities = [heard("Ann", 0.0, speaker="A"), heard("Rome", 3.0, speaker="A")]
    assert said({"entities": entities, "words": words})[0][:2] == (
        None,
        "Ann went to Rome in the spring.",
    )


def test_the_file_says_whose_the_ids_are() -> None:
    value = {
        "speakers": [{"id": 11, "speaker_name": "Ann Lee"}, {"id": 12, "speaker_name": "Bo Ek"}],
        "transcripts": [heard("Hi.", 0.5, speaker_id=11), heard("Yes.", 1.5, speaker_id=12)],
    }
    assert [t[:2] for t in said(value)] == [("Ann Lee", "Hi."), ("Bo Ek", "Yes.")]


def test_parts_of_words_that_bring_their_own_spaces() -> None:
    tokens = ["Hel", "lo", " there", ".", " So", " it", " is", "."]
    spaced = ["Hello", " ", "there.", " ", "So", " ", "it", " ", "is", "."]
    for texts in (tokens, spaced):
        value = {"tokens": [heard(text, n * 0.5) for n, text in enumerate(texts)]}
        assert said(value)[0][1] == "Hello there. So it is."


def test_sentences_under_their_speaker() -> None:
    def block(name: str, *texts: str) -> dict[str, Any]:
        spans = [{"text": t, "start": 1000 + n, "end": 3000 + n} for n, t in enumerate(texts)]
        return {"speakerId": name, "sentences": spans}

    blocks = [block("Ann", "Good morning to you.", "Come in."), block("Bo", "Thank you, Ann.")]
    assert said({"transcript": blocks}) == [
        ("Ann", "Good morning to you. Come in.", 1000, 3001),
        ("Bo", "Thank you, Ann.", 1000, 3000),
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"text": "Ann went to Rome in spring.", "ents": [heard("Ann", 0), heard("Rome", 12)]},
        {"items": [{"text": "Milk", "time": "10:00"}, {"text": "Eggs", "time": "11:00"}]},
        {"comments": [{"author": "Ann", "text": "So nice!", "timestamp": 1_700_000_000}]},
    ],
)
def test_other_lists_of_text_with_numbers_are_no_talk(value: Any) -> None:
    assert asr.sniff(document(value)) is None


def test_names_before_ids() -> None:
    entry = heard("Hi.", 0.5, speakerId="a1@b2", speakerDisplayName="Ann Lee")
    assert said({"entries": [entry]})[0][0] == "Ann Lee"


def test_what_the_words_may_be_the_likeliest_first() -> None:
    guesses = [{"confidence": -1, "words": [heard(w, 0.5), heard("so", 1)]} for w in ("Is", "Its")]
    assert said({"transcripts": guesses})[0][1] == "Is so"


def test_an_only_channel_names_nobody() -> None:
    def labels(*channels: int) -> list[str | None]:
        rows = [heard("Hi.", 0.5 + n, channel=channel) for n, channel in enumerate(channels)]
        return [t[0] for t in said({"segments": rows})]

    assert labels(0, 0) == [None]
    assert labels(0, 1) == ["Channel 0", "Channel 1"]


def test_title() -> None:
    value = {"title": "The budget", "sentences": [{"start": 0.5, "end": 1, "text": "Hi."}]}
    assert read(value).title == "The budget"


def test_of_the_ids_that_people_have_the_talk_uses_one() -> None:
    talk = [heard("Who rows?", 0.5, speaker=1), heard("I do.", 1.5, speaker=2)]
    people = [{"id": 0, "speaker_id": 1, "name": "Ann"}, {"id": 1, "speaker_id": 2, "name": "Bo"}]
    assert [t[0] for t in said({"participants": people, "segments": talk})] == ["Ann", "Bo"]


def test_the_ids_under_the_name_that_the_talk_gives_them() -> None:
    talk = [heard("Who rows?", 0.5, participantId=1), heard("I do.", 1.5, participantId=2)]
    people = [
        {"speaker_id": 2, "participant_id": 1, "name": "Ann"},
        {"speaker_id": 1, "participant_id": 2, "name": "Bo"},
    ]
    assert [t[0] for t in said({"participants": people, "segments": talk})] == ["Ann", "Bo"]


def test_the_nearest_list_names_the_ids() -> None:
    talk = [heard("Who rows?", 0.5, speaker=1), heard("I do.", 1.5, speaker=2)]
    near = [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Bo"}]
    call = {"users": near[1:], "speakers": near, "segments": talk}
    far = [{"id": 1, "name": "Owner"}, {"id": 3, "name": "Guest"}]
    assert [t[0] for t in said({"users": far, "call": call})] == ["Ann", "Bo"]


@pytest.mark.parametrize(
    "about",
    [
        {"name": {"first": "Ann Lee"}},
        {"model": {"name": "whisper large v3", "start": "2024-05-14"}},
        {"owner": {"name": "Ann Lee"}},
        {"metadata": {"startTime": "2026-02-01T10:00:00Z", "lastUpdateTime": "2026-02-01"}},
        {"start": 1_234_567_890},
        {"call": {"start_time": 1_234_567_890_000}},
    ],
)
def test_a_model_a_person_or_a_place_in_the_recording_gives_no_title_and_date(about: Any) -> None:
    reading = read({**about, "segments": [heard("Who rows?", 0.5), heard("I do.", 1.5)]})
    assert (reading.title, reading.date) == (None, None)


def test_title_and_date_of_the_call_that_was_recorded() -> None:
    call = {"name": "On boats", "startTime": "2024-05-14T10:00:00Z"}
    reading = read({"model": {"name": "big v3"}, "call": call, "segments": [heard("Hi.", 0.5)]})
    assert (reading.title, reading.date) == ("On boats", "2024-05-14")

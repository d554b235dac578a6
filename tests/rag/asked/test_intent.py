"""What a question wants, by the reading model's vectors and by words alone."""

from __future__ import annotations

import json

import pytest

from rag.asked.intent import INTENTS, WEIGHTS, Intent, intent_of, weights
from rag.read.reader import FOLDER, load


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("How deep is the lock at Farrow?", "fact"),
        ("Why was the lock closed in May?", "reason"),
        ("Who painted the lighthouse?", "who"),
        ("Did the lock keeper agree?", "yesno"),
        ("Summarise the talk", "overview"),
        ("Summarise the part about the lock", "part"),
        ("sum up the exchange with the lock keeper", "part"),
        ("what were the main topics", "overview"),
        ("action items?", "decision"),
        ("What was decided at the end of the meeting?", "decision"),
        ("compare the lock with the weir", "compare"),
        ("how often is the word lock used", "count"),
        ("hello", "talk"),
        ("thanks a lot", "talk"),
        ("sdkjfh kjsdhf", "gibberish"),
    ],
)
def test_intents_are_known_by_meaning(question: str, intent: Intent) -> None:
    assert intent_of(question, load()) == intent


def test_without_a_model_a_few_words_tell_and_the_rest_is_a_fact() -> None:
    assert intent_of("Summarize this, please", None) == "overview"
    assert intent_of("hello!", None) == "talk"
    assert intent_of("Why was it closed?", None) == "reason"
    assert intent_of("the depth of the lock", None) == "fact"


def test_the_weights_belong_to_the_reading_model_that_lies_here() -> None:
    """Vectors of another model mean something else: run `python -m training.kinds --write`."""
    told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    model = json.loads((FOLDER / "reader.json").read_text(encoding="utf-8"))
    assert told["reader_sha256"] == model["sha256"]["reader.onnx"]
    assert weights().matrix.shape == (384 + len(told["words"]) + 1, len(INTENTS))

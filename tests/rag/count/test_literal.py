"""A question that is one phrase in quotation marks: counted and shown as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import pipeline
from ingest.index import embedding
from ingest.store.library import Library
from rag.answer import ask
from rag.asked.literal import phrase
from rag.check.citations import Answer
from rag.find.retrieve import Filters, open_index
from settings import Settings

TALK = """\
MS. ADEYEMI:  Did anybody pay you to say so?

THE WITNESS:  No one. He did not pay you, I think, and the herons pay nobody.

MR. BLOUNT:  So: did they PAY YOU
TO SAY SO, or pay you to say so twice?
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ('"pay you to say so"', "pay you to say so"),
        (" “The herons.”? ", "The herons."),
        ('Who said "pay you"?', None),
        ('"pay" or "paid"?', None),
        ('"?"', None),
    ],
)
def test_what_is_one_phrase_in_quotation_marks(question: str, said: str | None) -> None:
    assert phrase(question) == said


def answered(folder: Path, *questions: str, filters: Filters | None = None) -> Answer:
    settings = Settings(library=folder)
    library = Library(settings, embedding.load(settings))
    for outcome in pipeline.add_bytes(library, "corrigan.txt", TALK.encode()):
        assert outcome.error is None
    *before, last = questions
    (answer,) = (
        event
        for event in ask(open_index(settings), last, history=before, filters=filters)
        if isinstance(event, Answer)
    )
    return answer


def test_a_quoted_phrase_is_counted_and_each_place_quoted_whatever_was_asked_before(
    tmp_path: Path,
) -> None:
    answer = answered(tmp_path, "Who saw the herons?", '"pay you to say so"')
    assert answer.understood == '"pay you to say so"'
    assert [s.text for s in answer.sentences] == [
        "“pay you to say so” is said 3 times, in 2 turns.",
        "Ms. Adeyemi, turn 1: “Did anybody pay you to say so?”",
        "Mr. Blount, turn 3: “So: did they PAY YOU TO SAY SO, or pay you to say so twice?”",
    ]
    assert {c.status for c in answer.citations} == {"verbatim"}


def test_other_words_of_the_same_meaning_are_no_answer(tmp_path: Path) -> None:
    answer = answered(tmp_path, '"paid you to say so"')
    assert answer.refused
    assert answer.text.endswith("nobody speaks of “paid you to say so”.")


def test_of_a_speaker_chosen_his_turns_alone_are_looked_at(tmp_path: Path) -> None:
    answer = answered(tmp_path, '"pay you"', filters=Filters(speakers=("The Witness",)))
    assert answer.sentences[0].text == "“pay you” is said once, in 1 turn."

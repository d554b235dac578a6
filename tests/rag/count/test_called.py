"""Which transcripts a question calls by their titles, and that it is answered from these."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from ingest.store.records import Record
from rag.asked.intent import Intent
from rag.count import everywhere
from rag.count.called import called
from rag.count.overview import matter_of
from rag.question import analyse
from tests.support.talk import talk


@dataclass(frozen=True)
class Titled:
    name: str
    title: str


COUNCIL = Titled("council-hearing", "Harbour Council hearing, 12 March 2024")
FERRY = Titled("ferry", "Ferry press conference")
KEEPER = Titled("lighthouse", "An interview with the keeper")
ALL = [COUNCIL, FERRY, KEEPER]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Summarise the hearing", ["council-hearing"]),
        ("Summarise the meeting of the Harbour Council", ["council-hearing"]),
        ("What was decided in the press conference on the ferry?", ["ferry"]),
        ("What happened in the interview?", ["lighthouse"]),
        ("Summarise what was said about the harbour", []),
        ("Summarise the meeting", []),
        ("Summarise everything", []),
    ],
)
def test_a_title_is_called_by_its_kind_or_by_two_of_its_words(
    question: str, names: list[str]
) -> None:
    assert called(question, ALL) == names


def test_two_of_one_title_are_both_called() -> None:
    both = [Titled("hearing-1", "Hearing"), Titled("hearing-2", "Hearing"), FERRY]
    assert called("Summarise the hearing", both) == ["hearing-1", "hearing-2"]


def test_what_calls_a_transcript_is_no_matter_of_it() -> None:
    told = talk(("Ann", "The harbour and the council."), ("Ben", "The wall."), name="council")
    matter = [
        matter_of(analyse(text, told.speakers), COUNCIL, told.turns)
        for text in ("Summarise the meeting of the Harbour Council", "Summarise talk of the wall")
    ]
    assert matter == [[], ["wall"]]


@pytest.mark.parametrize(("intent", "looked_at"), [("overview", 1), ("decision", 1), ("list", 3)])
def test_the_whole_of_a_transcript_is_asked_of_the_one_that_is_called(
    intent: Intent, looked_at: int
) -> None:
    asked = replace(analyse("What of the council hearing?", []), intent=intent)
    records = [record(t.name, t.title) for t in ALL]
    assert len(everywhere.looked_at(asked, records)) == looked_at


def record(name: str, title: str) -> Record:
    return Record(name, title, None, "labelled", "0", (1, 1), (), "", "")

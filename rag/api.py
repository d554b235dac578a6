"""The functions that other programs call, under plain types: `from rag import ...`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import settings as configuration
from ingest import intake, pipeline
from ingest.pipeline import Outcome
from rag import answer
from rag.check.citations import Answer
from rag.find import find
from rag.find.index import Filters, Index, open_index
from rag.find.retrieve import Hit
from rag.follow.earlier import of_answer
from rag.scope import checked

if TYPE_CHECKING:
    from rag.find.retriever import TurnRetriever

Place = str | os.PathLike[str]


def open_library(folder: Place | None = None) -> Index:
    """Open the library in a folder, which is made where there is none; else the configured one.

    All other settings come from the environment and `.env`. Its `records` are the transcripts'
    titles, dates and speakers by name; `transcript(name)` gives one with its turns. Raises
    LibraryError where the library cannot be used, EmbeddingError and EmbeddingMismatch where its
    vectors cannot, and SettingsError.
    """
    settings = configuration.load()
    return open_index(replace(settings, library=Path(folder)) if folder else settings)


def add(library: Index, paths: Iterable[Place], *, as_talk: bool = False) -> list[Outcome]:
    """Add files, and folders with all that is in them; one Outcome a transcript, in order.

    A file that cannot be read is an Outcome with the status `failed` and its `error`; the others
    are added. `as_talk`: text that does not look like a transcript is read as talk without names.
    Raises LibraryError, EmbeddingError, and ReadError for a path that is not there.
    """
    files = [file for path in paths for file in intake.find_files(Path(path))]
    outcomes = list(pipeline.add_files(library.library, files, as_talk=as_talk))
    library.refresh()
    return outcomes


def search(
    library: Index,
    question: str,
    k: int = 10,
    *,
    transcripts: Sequence[str] = (),
    speakers: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> list[Hit]:
    """Find the `k` turns that fit a question best, best first, no turn twice.

    The filters limit where it looks: names of transcripts, of speakers, and days ("2024-03-12",
    "2024"), both included. Raises EmptyQuestion, EmptyLibrary, UnknownName for a transcript or
    speaker that is not in the library, CorrectionError for a date that is none, and NothingLeft
    where the filters leave no turn.
    """
    return find.search(library, question, k, _filters(library, transcripts, speakers, since, until))


def ask(
    library: Index,
    question: str,
    *,
    history: Sequence[str | Answer] = (),
    transcripts: Sequence[str] = (),
    speakers: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> Answer:
    """Answer a question from the library, every sentence with its citations.

    `history`: the answers given before in the conversation, oldest first, or the questions alone;
    a follow-up goes on from what the last one quoted, and `goes_on` of its answer says so.
    The filters are those of `search`. With a chat model in the settings it writes the answer;
    where it fails, `notice` says so and the answer quotes. Raises what `search` raises.
    """
    filters = _filters(library, transcripts, speakers, since, until)
    earlier = [of_answer(e) if isinstance(e, Answer) else e for e in history]
    events = answer.ask(library, question, filters=filters, history=earlier)
    return next(event for event in events if isinstance(event, Answer))


def retriever(
    library: Index,
    k: int = 10,
    *,
    transcripts: Sequence[str] = (),
    speakers: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> TurnRetriever:
    """`search` as a LangChain retriever: one document a turn, for chains of your own.

    A document's metadata holds `turn` (the id), `transcript`, `number`, `speaker`, `label`,
    `start_ms`, `end_ms`, `score` and `exchange`, the ids of the turns it belongs with.
    """
    from rag.find.retriever import TurnRetriever  # LangChain takes a second to load

    filters = _filters(library, transcripts, speakers, since, until)
    return TurnRetriever(index=library, k=k, filters=filters)


def _filters(
    library: Index,
    transcripts: Sequence[str],
    speakers: Sequence[str],
    since: str | None,
    until: str | None,
) -> Filters:
    return checked(library, Filters(tuple(transcripts), tuple(speakers), since, until))

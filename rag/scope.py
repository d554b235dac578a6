"""Filters that name only what exists and leave something to look in; a clear line otherwise."""

from __future__ import annotations

from ingest.errors import OnRecordError, UnknownName
from ingest.started import command
from ingest.store.corrections import day
from rag.find.retrieve import Filters, Index, transcripts_in


class EmptyLibrary(OnRecordError):
    """A library without a transcript, asked a question."""

    def __init__(self) -> None:
        super().__init__(f"the library is empty; add a transcript: {command('ingest add FILE')}")


class NothingLeft(OnRecordError):
    """Filters that leave no turn to look in."""


def checked(index: Index, filters: Filters) -> Filters:
    """The filters, where they can be used.

    Raises EmptyLibrary, UnknownName for a transcript or speaker that is not in the library,
    CorrectionError for a date that is none, and NothingLeft.
    """
    if not index.records:
        raise EmptyLibrary
    since, until = (d and day(d) for d in (filters.since, filters.until))
    if since and until and since[: len(until)] > until:
        raise NothingLeft(f"nothing is from {since} and up to {until}; swap the two dates")
    try:
        left = transcripts_in(index, filters)
    except UnknownName as error:
        if error.kind == "speaker" and _is_known(index, error.name):
            raise NothingLeft(
                f"'{error.name}' speaks in no transcript that the other filters leave"
            ) from error
        raise
    if not left and (since or until):
        raise NothingLeft(_undated(index, filters))
    return filters


def _is_known(index: Index, speaker: str) -> bool:
    try:
        return bool(transcripts_in(index, Filters(speakers=(speaker,))))
    except UnknownName:
        return False


def _undated(index: Index, filters: Filters) -> str:
    """Why the dates leave nothing: which dates there are."""
    records = index.records
    chosen = [records[name] for name in filters.transcripts or records]
    dates = sorted(r.date for r in chosen if r.date)
    bounds = (("from", filters.since), ("up to", filters.until))
    span = " ".join(f"{word} {date}" for word, date in bounds if date)
    if not dates:
        return f"no transcript here has a date; leave out the filter {span}"
    held = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
    return f"no transcript is dated {span}; the dates are {held}"

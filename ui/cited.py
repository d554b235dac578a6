"""The transcripts that answers cite; of one that was removed since, what is still known of it."""

from __future__ import annotations

from functools import cache

from chats.references import Open
from ingest.errors import UnknownName
from ingest.transcript import Transcript
from rag.find.retrieve import Index


def opened(index: Index) -> Open:
    """A transcript by its name; one that can be brought back has its title, and no turns."""

    @cache
    def open_(name: str) -> Transcript:
        try:
            return index.transcript(name)
        except UnknownName:
            it = index.library.kept().get(name)
            if it is None:
                raise
            return Transcript(name, it.title, None, "", ())

    return open_

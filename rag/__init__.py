"""Transcripts in, cited answers out: what other programs call. Everything else may change.

    from rag import add, ask, open_library, search

    library = open_library("talks")
    add(library, ["minutes.vtt"])
    print(ask(library, "What will the dredging cost?").text)

Every error that is raised on purpose is an `OnRecordError`, with one clear line as its message.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.errors import OnRecordError
    from ingest.pipeline import Outcome
    from ingest.transcript import Transcript, Turn
    from rag.api import add, ask, open_library, retriever, search
    from rag.check.citations import Answer, Citation, Sentence
    from rag.find.index import Index
    from rag.find.retrieve import Hit

_HOMES = {
    "open_library": "rag.api",
    "add": "rag.api",
    "search": "rag.api",
    "ask": "rag.api",
    "retriever": "rag.api",
    "Index": "rag.find.index",
    "Outcome": "ingest.pipeline",
    "Hit": "rag.find.retrieve",
    "Answer": "rag.check.citations",
    "Sentence": "rag.check.citations",
    "Citation": "rag.check.citations",
    "Transcript": "ingest.transcript",
    "Turn": "ingest.transcript",
    "OnRecordError": "ingest.errors",
}
__all__ = [
    "Answer", "Citation", "Hit", "Index", "OnRecordError", "Outcome", "Sentence", "Transcript",
    "Turn", "add", "ask", "open_library", "retriever", "search",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """A public name, loaded when it is first used: modules of `rag` do not load each other."""
    if name not in _HOMES:
        raise AttributeError(f"module 'rag' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)

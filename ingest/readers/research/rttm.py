"""RTTM: who spoke when, without a word of it. It is known here only to be refused clearly."""

from __future__ import annotations

import re

from ingest.errors import NotATranscript
from ingest.open.containers import Document
from ingest.transcript import Reading

_LINE = re.compile(r"\ufeff?(?:;;.*\n)*(?:SPEAKER|SPKR-INFO|NOSCORE)(?:[ \t]+\S+){4}[ \t]+<NA>")


def sniff(document: Document) -> str | None:
    """The first line is an RTTM record."""
    return "RTTM records" if _LINE.match(document.text[:2000]) else None


def read(document: Document) -> list[Reading]:
    """Raises NotATranscript."""
    raise NotATranscript(
        document.path,
        "an RTTM file holds speakers and times but no words; add the transcript that has the words",
    )

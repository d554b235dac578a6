"""The transcripts that a question calls by their titles: "summarise the council hearing"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from rag.words.tokens import STOP, tokens

RECORDS = frozenset(
    """record recording recordings transcript transcripts meeting meetings conference hearing
    hearings interview interviews episode episodes debate debates discussion conversation session
    sessions panel podcast event press call file files library""".split()
)


class Titled(Protocol):
    """What a transcript is called."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102


def title_words(record: Titled) -> set[str]:
    """The words of a transcript's title and name."""
    return {*tokens(f"{record.title} {re.sub(r'[-_]', ' ', record.name)}")} - STOP


def calls(text: str, record: Titled) -> AbstractSet[str]:
    """The words by which a text calls a transcript; none where it does not.

    What kind of record it is ("the hearing"), or two words of its title: one may be of any matter.
    """
    title = title_words(record)
    found = title.intersection(tokens(text))
    return found if found & RECORDS or len(found) >= min(2, len(title)) else frozenset()


def called(text: str, records: Sequence[Titled]) -> list[str]:
    """Names of the transcripts that a text calls by the most words; none where it calls none."""
    found = {r.name: len(calls(text, r)) for r in records}
    most = max(found.values(), default=0)
    return [name for name, words in found.items() if most and words == most]

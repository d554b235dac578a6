"""The answerer that needs no model service: picks the sentences of the record that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.sentences import sentence_spans
from rag.citations import Citation, Sentence
from rag.retrieve import Hit

_WORD = re.compile(r"\w{4,}")


def quote(question: str, hits: Sequence[Hit]) -> list[Sentence]:
    """The sentences that answer, verbatim, each with its citation; empty where none does."""
    wanted = {w[:5] for w in _WORD.findall(question.casefold())}
    best: tuple[int, Hit, int, int] | None = None
    for hit in hits[:5]:
        for start, end in sentence_spans(hit.turn.text):
            words = {w[:5] for w in _WORD.findall(hit.turn.text[start:end].casefold())}
            if best is None or len(words & wanted) > best[0]:
                best = (len(words & wanted), hit, start, end)
    if best is None or best[0] < max(2, len(wanted) // 2):
        return []
    _, hit, start, end = best
    text = hit.turn.text[start:end].rstrip()
    citation = Citation(1, hit.id, hit.turn.speaker, text, start, start + len(text), "verbatim")
    return [Sentence(f"{hit.turn.who}, turn {hit.turn.number}: \u201c{text}\u201d", (citation,))]

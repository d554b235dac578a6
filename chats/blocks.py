"""An answer as it is read: a quotation under who says it and where, prose with its numbers.

The one shape that the page, Markdown and Word show. Numbers come from the citations alone, never
from reading the text: a `[1]` that somebody said stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chats.references import Open, Reference, reference
from rag.check.citations import Answer, Citation, Sentence

# What stands before a quotation, as the quoting answerer writes it; a heading says it better.
_FRAMED = re.compile(
    r"[^\u201c]*\bturn \d+: (?P<quote>\u201c.*\u201d(?: \(also turns? [^)]*\))?)", re.DOTALL
)
# What a check by code says of a sentence, in words and with a sign.
STATUS = {
    "verbatim": "\u2713 word for word in the record",
    "supported": "\u2713 in the record, in other words",
    "unverified": "? not verified",
    "contradicted": "\u2717 contradicted by the record",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence as shown.

    `by` heads a quotation, None where the one above does. `topic` heads it and those behind it, in
    an overview; `note` says of it what it is worth or does. `title`: the transcript that prose
    speaks of. `bold`: the answering words, as characters of `text`. `doubt`: what is wrong with
    it. `opens`: it begins a paragraph.
    """

    text: str
    references: tuple[Reference, ...]
    citations: tuple[Citation, ...]
    status: str
    is_quote: bool = False
    by: Reference | None = None
    topic: str = ""
    note: str = ""
    title: str = ""
    bold: tuple[int, int] | None = None
    doubt: str = ""
    opens: bool = True


def blocks(answer: Answer, open_: Open, looked_in: str = "") -> Iterator[Block]:
    """The sentences of an answer, or its one refusal.

    `looked_in`: the scope in words. What lies outside of it may well answer: a refusal says so.
    """
    if not answer.sentences:
        only = f" Looked only in: {looked_in}." if answer.refused and looked_in else ""
        yield Block(answer.text + only, (), (), "")
        return
    at = 0
    for sentence in answer.sentences:
        found = answer.text.find(sentence.text, at)
        gap = answer.text[at:found] if found >= 0 else ""
        yield block(sentence, open_, opens=answer.model == "quoting" or not at or "\n" in gap)
        at = found + len(sentence.text) if found >= 0 else at


def block(sentence: Sentence, open_: Open, *, opens: bool = True) -> Block:
    """A sentence, taken apart."""
    cited, status = sentence.citations, sentence.status
    places = tuple(reference(c, open_) for c in cited)
    names = {c.turn for c in cited}
    quoted = None
    if len(names) == 1 and not sentence.problem:
        quoted = _FRAMED.fullmatch(sentence.text)
        if quoted or sentence.text.startswith("\u201c"):
            text = quoted["quote"] if quoted else sentence.text
            by, bold = places[0] if quoted else None, _answering(text, cited)
            heads = (by, sentence.heading, sentence.note)
            return Block(text, places, cited, status, True, *heads, bold=bold)
    doubt = ""
    if status not in ("verbatim", "supported"):
        doubt = ": ".join(filter(None, (STATUS[status], sentence.problem)))
    name = cited[0].turn.rpartition("#")[0] if cited else ""
    text = sentence.text.removeprefix(f"{name}: ") if name else sentence.text
    title = places[0].title if text != sentence.text else ""
    return Block(
        text, places, cited, status, note=sentence.note, title=title, doubt=doubt, opens=opens
    )


def _answering(text: str, cited: tuple[Citation, ...]) -> tuple[int, int] | None:
    """Where the words that answer stand in a quotation as shown, where that is known.

    Where all of it answers nothing is to be told from the rest.
    """
    start, end = (getattr(cited[0], f"answer_{side}", None) for side in ("start", "end"))
    first = cited[0].start
    if len(cited) > 1 or start is None or end is None or first is None:
        return None
    words = " ".join(cited[0].quote[start - first : end - first].split()).strip("“”\"',.;: ")
    at = text.find(words) if words else -1
    is_all = len(words) >= len(text.strip("\u201c\u201d\u2026\"',.;:!? "))
    return (at, at + len(words)) if at >= 0 and not is_all else None

"""Talk without any label or time: a speech, or the bare words of a recording, by paragraphs.

Told from other prose by how people talk: of themselves and to those who listen, or by notes of the
room ("(Applause.)"); books that quote talk, letters and programs are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.open.containers import Document
from ingest.readers.common.cues import LONG_PIECE, SHORT_PIECE
from ingest.readers.common.lines import Line
from ingest.readers.labelled import matter, talk
from ingest.readers.labelled.labelled import SAMPLE, prepared
from ingest.readers.labelled.speech import is_code
from ingest.text.sentences import sentence_spans
from ingest.transcript import RawTurn, Reading, Source, clean, spoken, stage_notes

# Words that a talk has at least.
FEWEST = 30
# Share of words by which one speaks of oneself or to others: encyclopedias have none, manuals 3 %,
# speeches from 6 % on, conversation 10 %. Half of it does where the room is noted.
PERSONAL = 0.055
# Share of paragraphs that open with a quotation mark: stories quote what their people say.
QUOTING = 0.1
# Share of lines that open with a number: tables, lists, captions.
ROWS = 0.3
_PERSONAL = re.compile(
    r"\b(?:I|me|my|mine|we|us|our|ours|you|your|yours|myself|ourselves|yourself|i)(?:['’]\w{1,2})?\b"
    r"|\b(?:[Uu]m+|[Uu]h+|[Tt]hank you|[Ll]adies and gentlemen)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_QUOTE = re.compile(r"\s*[\"“«„]")
# Letters, pages of markup, lists: what prose of a talk has none of.
_OTHER = re.compile(
    r"^(?:From|To|Subject|Dear\b[^.?!\n]{1,60}[,:]|(?:Yours|Best|Kind) \w+,?|```|#{2,6} |\|)[: ]?",
    re.MULTILINE,
)


def sniff(document: Document) -> str | None:
    """A reason when prose speaks as people do to those who listen."""
    lines = prepared(document.text[:SAMPLE])
    text = "\n".join(line.text for line in lines)
    said = [p for p in talk.paragraphs(lines) if not talk.is_heading(p)]
    full = [line.text.lstrip() for line in lines if not line.blank]
    rows = sum(line[:1].isdigit() for line in full) > ROWS * len(full)
    if rows or "-->" in text or text.lstrip("\ufeff \n")[:1] in tuple("{[<"):
        return None
    count = len(_WORD.findall(text))
    if count < FEWEST or not said or _OTHER.search(text[:20_000]) or is_code(lines):
        return None
    quoting = sum(bool(_QUOTE.match(p[0].text)) for p in said)
    if quoting > QUOTING * len(said):
        return None
    personal = len(_PERSONAL.findall(spoken(text)))
    notes = len(stage_notes(text))
    if personal < PERSONAL * count * (0.5 if notes else 1):
        return None
    return f"{len(said)} paragraphs of talk without labels, {notes} notes of the room"


def read(document: Document) -> list[Reading]:
    """One reading: a turn a paragraph, long ones cut at sentence ends to a size to read."""
    text, lines = document.text, prepared(document.text)
    body = _body(lines)
    if not body:
        return []
    pieces = [piece for p in body for piece in _pieces(text, p[0].start, p[-1].end)]
    numbers = {line.start: line for p in body for line in p}
    starts = [start for start, _ in pieces]
    back = pieces[-1][1]
    turns = []
    for (start, end), (block, until) in zip(pieces, pairwise([*starts, back]), strict=True):
        line, place = numbers.get(start), document.place(start)
        source = Source(
            start=block,
            end=until,
            text_start=start,
            text_end=end,
            line=line.number if line else text.count("\n", 0, start) + 1,
            page=(line and line.page) or (place.page if place else None),
            path=place.path if place else None,
        )
        turns.append(RawTurn(None, clean(text[start:end]), source=source))
    front = text[: starts[0]]
    known = matter.read(front, document.stem, document.title)
    return [
        Reading(
            f"{document.container}:monologue",
            tuple(turns),
            front,
            text[back:],
            title=known.title,
            date=known.date,
            participants=known.participants,
        )
    ]


def _body(lines: Sequence[Line]) -> list[list[Line]]:
    """The paragraphs of talk: from the first that ends as a sentence to the credits."""
    found = talk.paragraphs(lines)
    first = next((i for i, p in enumerate(found) if talk.ends_said(p)), 0)
    rest = [line for p in found[first:] for line in p]
    return talk.paragraphs(rest[: talk.end_of_talk(rest, punctuated=False)])


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraph, or where it is too long its sentences in pieces; positions in the text."""
    if end - start <= LONG_PIECE:
        yield start, end
        return
    piece = start
    for a, b in sentence_spans(text[start:end]):
        while start + b - piece > LONG_PIECE:
            cut = _gap(text, piece, start + a)
            yield piece, cut
            piece = cut
        if start + b - piece >= SHORT_PIECE:
            yield piece, start + b
            piece = start + b
    if piece < end:
        yield piece, end


def _gap(text: str, piece: int, sentence: int) -> int:
    """Where a piece that grows too long ends: before its last sentence, or at a gap of words."""
    if sentence - piece > SHORT_PIECE // 2:
        return sentence
    gap = max(text.rfind(mark, piece, piece + LONG_PIECE) for mark in " \n")
    return gap if gap > piece else piece + LONG_PIECE

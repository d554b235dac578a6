"""Labelled text: NAME: talk, a name alone on its line, a name beside a time, Q. and A.

Plain text and Markdown, and the reading text of a DOCX, PDF or HTML file.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.open.containers import Document
from ingest.readers.common import stamps
from ingest.readers.common.lines import Line, split, unquoted
from ingest.readers.labelled import matter, talk
from ingest.readers.labelled.labels import Labels, decide
from ingest.readers.labelled.openers import Opener
from ingest.readers.proceedings.pages import without_furniture
from ingest.text.times import clock_ms
from ingest.transcript import RawTurn, Reading, Source, clean

# Characters that sniff looks at: a file that has shown no turn by then has an unusual front.
SAMPLE = 200_000
_FORMS = {
    "colon": "a colon",
    "stamp": "a time",
    "bare": "a line of its own",
    "bold": "bold type",
    "dash": "a dash",
    "wide": "a wide space",
    "tab": "a tab",
    "bracket": "brackets",
}


def sniff(document: Document) -> str | None:
    """A reason when labels recur at the beginnings of lines."""
    found = decide(prepared(document.text[:SAMPLE]))
    if found is None:
        return None
    names = list(dict.fromkeys(o.head.label for o in found.openers if o.head.label))
    return f"{len(names)} labels with {_FORMS[found.form]}, such as '{names[0]}'"


def read(document: Document) -> list[Reading]:
    """One reading, or none where no label holds up against the whole file."""
    lines = prepared(document.text)
    found = decide(lines)
    if found is None:
        return []
    return [assemble(document, lines, found, f"{document.container}:labelled")]


def prepared(text: str) -> list[Line]:
    """The lines that labels are looked for in: no marks of quotation, no furniture of pages."""
    return without_furniture(unquoted(split(text)))


def assemble(document: Document, lines: Sequence[Line], found: Labels, format_name: str) -> Reading:
    """Turns, front and back from lines and the labels among them; their blocks tile the file."""
    untils: list[Opener | None] = [*found.openers[1:], None]
    bodies = [_body(lines, o, until) for o, until in zip(found.openers, untils, strict=True)]
    last = talk.end_of_talk(bodies[-1], _punctuated(bodies[:-1]))
    whole = len(document.text) if lines[-1].page_line is None else lines[-1].end
    back = bodies[-1][last].start if last < len(bodies[-1]) else whole
    bodies[-1] = bodies[-1][:last]
    starts = [lines[o.first].start + o.start for o in found.openers]
    turns = tuple(
        _turn(document, lines[o.line], o, talk.spoken(body, found.dense), block)
        for o, body, block in zip(found.openers, bodies, pairwise([*starts, back]), strict=True)
    )
    front = document.text[: starts[0]]
    known = matter.read(front, document.stem, document.title)
    return Reading(
        format_name,
        turns,
        front,
        document.text[back:],
        title=known.title,
        date=known.date,
        participants=known.participants,
    )


def _body(lines: Sequence[Line], opener: Opener, until: Opener | None) -> list[Line]:
    """The lines of a block from where its talk starts; the last may be cut where a note ends."""
    end = until.first if until else len(lines)
    body = talk.trimmed(lines[opener.talk : end], opener.column)
    if until and until.start:
        line = lines[until.first]
        body.append(line._replace(end=line.start + until.start, text=line.text[: until.start]))
    return body


def _turn(
    document: Document,
    line: Line,
    o: Opener,
    said: Sequence[Sequence[Line]],
    block: tuple[int, int],
) -> RawTurn:
    end_ms, closing = o.end_ms, stamps.CLOSING.search(said[-1][-1].text[-40:]) if said else None
    if closing:
        end_ms = clock_ms(closing["stamp"].replace("-", "."))
        said = _without_end(said, len(closing[0]))
    text = clean("\n\n".join("\n".join(line.text for line in p) for p in said))
    at = said[0][0].start if said else block[1]
    place = document.place(at)
    return RawTurn(
        label=o.head.label or None,
        text=text,
        start_ms=o.start_ms,
        end_ms=end_ms,
        source=Source(
            start=block[0],
            end=block[1],
            text_start=at,
            text_end=said[-1][-1].end if said else at,
            line=line.number,
            page=line.page or (place.page if place else None),
            page_line=line.page_line,
            path=place.path if place else None,
        ),
    )


def _without_end(said: Sequence[Sequence[Line]], length: int) -> list[Sequence[Line]]:
    """The paragraphs without so many characters at the end of the last line."""
    *lines, last = said[-1]
    cut = last._replace(end=last.end - length, text=last.text[: len(last.text) - length])
    return [*said[:-1], [*lines, cut]]


def _punctuated(bodies: Sequence[Sequence[Line]]) -> bool:
    """Most turns end as sentences do."""
    sample = bodies[:: max(1, len(bodies) // 200)]
    ends = [talk.ends_said(said[-1]) for body in sample if (said := talk.paragraphs(body))]
    return sum(ends) * 2 >= len(ends)

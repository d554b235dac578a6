"""The door of labelled text: plain text, Markdown, and the reading text of DOCX, PDF and HTML.

NAME: talk, a name alone on its line or beside a time, Q. and A., times without names, voices
without names, a speech. Which of them a file is, a contest decides (contest.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise

from ingest.open.containers import Document
from ingest.readers.common import matter, stamps
from ingest.readers.common.escapes import escaped, put_back, without
from ingest.readers.common.lines import Line, split, unquoted
from ingest.readers.labelled import contest, cut, foot, talk, trim, unnamed
from ingest.readers.labelled.boxes import without_boxes
from ingest.readers.labelled.contest import Proposal
from ingest.readers.labelled.speech import is_code
from ingest.readers.labelled.terms import with_terms
from ingest.readers.labelled.winner import Labels, place, settled
from ingest.readers.labels.openers import Opener
from ingest.readers.proceedings.margin import without_margin
from ingest.readers.proceedings.pages import without_furniture
from ingest.transcript import RawTurn, Reading, Source, clean

# Characters that sniff looks at: a file that has shown no turn by then has an unusual front.
# Read again as a whole only beyond it.
SAMPLE = 1_000_000
# Share of the turns whose first paragraph ends as sentences do, in a text that was edited.
ALL = 0.95
# Turns by which the language of the talk is told.
SPOKEN = 40
# What closes bold type, and any.
BOLD = ("**", "__", "</b>", "</strong>")
TYPE = (*BOLD, "*", "_", "</i>", "</em>")
_KINDS = {"times": "unnamed", "voices": "unnamed", "prose": "monologue"}


def sniff(document: Document) -> str | None:
    """Why the file is talk: what won the contest, and what came second."""
    text = document.text[:SAMPLE]
    ranked = _ranked(without(text, escaped(text)), False)[1]
    if not ranked or (document.container == "json" and ranked[0].family == "prose"):
        return None  # prose in JSON is an article
    second = f"; second: {ranked[1]} ({ranked[1].score:.1f})" if ranked[1:] else ""
    return f"{ranked[0]} ({ranked[0].score:.1f} points{second})"


def read(document: Document, insist: bool = False) -> list[Reading]:
    """One reading, or none where nothing holds up against the whole file.

    `insist`: what is no talk by its look is read as talk without names.
    """
    if places := escaped(document.text):
        plain = replace(document, text=without(document.text, places))
        return [put_back(r, document.text, places) for r in _read(plain, insist)]
    return _read(document, insist)


def _read(document: Document, insist: bool) -> list[Reading]:
    lines, ranked = _ranked(document.text, insist)
    if not ranked:
        return []
    kind = _KINDS.get(ranked[0].family, "labelled")
    found = with_terms(document, lines, settled(lines, ranked[0]))
    found = without_boxes(document, lines, found)
    return [assemble(document, lines, found, f"{document.container}:{kind}")]


@lru_cache(maxsize=1)
def _ranked(text: str, insist: bool) -> tuple[list[Line], list[Proposal]]:
    """The lines of a text and the proposals that hold up, the best first.

    Kept for the last text: a file is sniffed and read as a whole, and weighed once. The two ask
    for it with the same arguments, as the cache tells them apart by how they are given.
    """
    lines = prepared(text)
    if not lines or (is_code(lines) and not insist):
        return lines, []
    found = contest.named(lines)
    if not found or found[0].measures["left"] or len(found[0].openers) < 2:
        found += unnamed.proposals(lines, insist and not found)
    return lines, contest.whole(sorted(found, key=lambda p: -p.score))


def prepared(text: str) -> list[Line]:
    """The lines that labels are looked for in: no marks of quotation, no furniture of pages."""
    lines = foot.without_rights(without_furniture(without_margin(unquoted(split(text)))))
    head = matter.ends(text)
    return [line for line in lines if line.start >= head] if head else lines


def assemble(document: Document, lines: Sequence[Line], found: Labels, format_name: str) -> Reading:
    """Turns, front and back from lines and the labels among them; their blocks tile the file."""
    untils: list[Opener | None] = [*found.openers[1:], None]
    gone = {lines[i].start for i in found.headings}
    bodies = [
        [x for x in _body(lines, o, until, found.end) if x.start not in gone]
        for o, until in zip(found.openers, untils, strict=True)
    ]
    bodies = trim.led(bodies, found.openers)
    front = document.text[: lines[found.openers[0].first].start + found.openers[0].start]
    last = foot.end_of_talk(bodies[-1], _punctuated(bodies[:-1]))
    last = min(last, foot.end_of_last(front, bodies[-1]))
    paged = any(line.page_line is not None for line in lines)
    whole = lines[-1].end if paged else len(document.text)
    whole = lines[found.end].start if found.end < len(lines) else whole
    back = bodies[-1][last].start if last < len(bodies[-1]) else whole
    bodies[-1] = bodies[-1][:last]
    starts = [lines[o.first].start + o.start for o in found.openers]
    one = len({o.name for o in found.openers}) == 1
    turns = tuple(
        turn
        for o, said, block in _stretches(lines, found, bodies, [*starts, back])
        for turn in _turns(document, lines[o.line], o, said, block, found, one)
    )
    said = "\n".join(turn.text for turn in islice(turns, SPOKEN))
    known = matter.read(front, document.stem, document.title, said)
    return Reading(
        format_name,
        turns,
        front,
        document.text[back:],
        title=known.title,
        date=known.date,
        participants=known.participants,
    )


Said = Sequence[Sequence[Line]]


def _stretches(
    lines: Sequence[Line], found: Labels, bodies: Sequence[list[Line]], starts: Sequence[int]
) -> list[tuple[Opener, Said, tuple[int, int]]]:
    """Each opener with what is said and its block; pieces cut from sentences are joined."""
    made: list[tuple[Opener, Said, tuple[int, int]]] = []
    loose = found.form in ("times", "prose")
    bodies = talk.without_chapters(bodies) if found.form == "times" else bodies
    ended = _punctuated(bodies, ALL)
    texts = [talk.spoken(b, found.dense, found.boxed, ended) for b in bodies]
    broken = loose and 2 * sum(bool(t) and cut.ends(t[-1][-1].text) for t in texts) < len(texts)
    size = 0
    for o, said, block in zip(found.openers, texts, pairwise(starts), strict=True):
        words = cut.count(said)
        before = made[-1][1] if made else ()
        open_ = bool(before) and not cut.ends(before[-1][-1].text)
        small = size < cut.HALF if broken and found.form == "times" else open_
        if loose and before and said and size + words <= cut.LIMIT and small and (broken or open_):
            paragraph = [line._replace(opens=False) for p in said for line in p]
            joined = [*before[:-1], [*before[-1], *paragraph]]
            made[-1] = (made[-1][0], joined, (made[-1][2][0], block[1]))
            size += words
        else:
            made.append((o, said, block))
            size = words
    return made


def _body(lines: Sequence[Line], opener: Opener, until: Opener | None, close: int) -> list[Line]:
    """The lines of a block from where its talk starts; the last may be cut where a note ends."""
    end = until.first if until else close
    body = talk.trimmed(lines[opener.talk : end], opener.column)
    if until and until.start:
        line, at = lines[until.first], opener.column if until.first == opener.talk else 0
        said = line.text[at : until.start]
        body.append(line._replace(start=line.start + at, end=line.start + until.start, text=said))
    return body


def _turns(
    document: Document,
    line: Line,
    o: Opener,
    said: Said,
    block: tuple[int, int],
    found: Labels,
    one: bool,
) -> list[RawTurn]:
    """The turn of an opener, in pieces where nobody, or one person alone, talks for long."""
    whole = _turn(document, line, o, said, block, found)
    long = cut.LECTURE if o.head.label else cut.LIMIT
    if not one or cut.count(said) <= long:
        return [whole]
    parts = cut.pieces(said)
    starts = [block[0], *(p[0][0].start for p in parts[1:]), block[1]]
    made = [
        _turn(document, p[0][0], o, p, b, found)
        for p, b in zip(parts, pairwise(starts), strict=True)
    ]
    later = [replace(t, start_ms=None, end_ms=None) for t in made[1:]]
    return [made[0], *later]


def _turn(
    document: Document, line: Line, o: Opener, said: Said, block: tuple[int, int], found: Labels
) -> RawTurn:
    end_ms, closing = o.end_ms, trim.closing(said[-1][-1].text, found.closed) if said else None
    if closing:
        end_ms = stamps.milliseconds(closing["stamp"].replace("-", "."))[0]
        said = _without_end(said, len(closing[0]))
    marks = (o.head.mark,) if o.head.mark else BOLD if o.head.label else TYPE
    typed = said and (o.head.mark or o.head.bold)
    if typed and (bold := _left_open(said[0], marks)):
        said = [*_without_end(said[:1], len(bold)), *said[1:]]
    text = clean("\n\n".join("\n".join(line.text for line in p) for p in said))
    text = trim.without_times(text) if found.among else text
    text = trim.without_bold(text) if found.typed else text
    at = said[0][0].start if said else block[1]
    printed = document.place(at)
    mark = place(o.head.stamp) if found.places else None
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
            page=line.page or (mark[0] if mark else printed.page if printed else None),
            page_line=mark[1] if mark else line.page_line,
            path=printed.path if printed else None,
        ),
    )


def _without_end(said: Said, length: int) -> Said:
    """The paragraphs without so many characters at the end of the last line."""
    *lines, last = said[-1]
    ended = last._replace(end=last.end - length, text=last.text[: len(last.text) - length])
    return [*said[:-1], [*lines, ended]]


def _left_open(paragraph: Sequence[Line], marks: Sequence[str]) -> str:
    """The mark of type that began before the talk and ends the paragraph: "**Q: Where?**"."""
    text = "\n".join(line.text for line in paragraph)
    ended = (m for m in marks if paragraph[-1].text.endswith(m))
    return next((m for m in ended if text.count(m) % 2 == 1), "")


def _punctuated(bodies: Sequence[Sequence[Line]], least: float = 0.5) -> bool:
    """So large a share of the turns ends as sentences do; of ALL, what they begin with."""
    sample = bodies[:: max(1, len(bodies) // 200)]
    at = 0 if least == ALL else -1
    ends = [talk.ends_said(said[at]) for body in sample if (said := talk.paragraphs(body))]
    return sum(ends) >= least * len(ends)

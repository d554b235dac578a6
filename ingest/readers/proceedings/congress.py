"""The Congressional Record and hearing prints as the Government Publishing Office sets them.

Labels open an indented paragraph and end with a stop ("  Mr. JEFFORDS. Mr. President, ...");
lines are wrapped; headings are centred; page markers, the clerk's doings and inserted papers stand
between.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.open.containers import Document, decode
from ingest.readers.common import lines
from ingest.readers.common.blocks import Block, line_end, tile
from ingest.readers.common.dates import written_date
from ingest.readers.common.lines import Line
from ingest.readers.proceedings.congress_labels import label_pattern, procedural
from ingest.transcript import Reading, clean

HEAD = 4000
RECORD = re.compile(r"Congressional Record,? Vol", re.IGNORECASE)
HEARING = re.compile(
    r"\[(?:Senate|House|Joint) (?:Hearing|Print)|\bHrg\. \d|"
    r"From the U\.?S\.? Government (?:Printing|Publishing) Office"
)
_CHAIR = re.compile(r"^ {0,4}The (?:PRESIDING OFFICER|SPEAKER)\b", re.MULTILINE)
WIDTH = 71  # columns of the printed page
SET_IN = 5  # the indent of quotations and inserted papers; their paragraphs open two further in
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_MARKUP = re.compile(r"[<&]")
_PAGE = re.compile(r"\s*\[\[?Page ([A-Z]*)(\d+)\]\]?\s*$")
_RULE = re.compile(r"\s*(?:_{5,}|-{20,}|={20,})\s*$")
_CLOCK = re.compile(r"\s*(?:\{time\}|<time>).{0,12}$")
_OVER = re.compile(r"[\[(]?Whereupon,.*(?:adjourned|concluded)", re.DOTALL)
_MET = re.compile(
    r"The (?:[A-Z]\w* ){0,4}(?:[Ss]ubc|[Cc])ommittees?\b.{0,80}\b(?:met|convened)\b", re.DOTALL
)
_TITLE = re.compile(r"<title>([^<]{1,300})</title>", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    """Lines up to the next indented one. `kind`: text, heading or rule."""

    kind: str
    indent: int
    page: int | None
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return clean("\n".join(line.text for line in self.lines))


def sniff(document: Document) -> str | None:
    """A reason when labels of the Record or of a hearing open paragraphs."""
    text = _text(document)
    record, hearing = RECORD.search(text[:HEAD]), HEARING.search(text[:HEAD])
    if not (record or hearing or _CHAIR.search(text)):
        return None
    opening = label_pattern(bool(hearing and not record)).pattern
    labels = re.compile(rf"^(?: {{0,4}}|\t)(?=\S){opening}", re.MULTILINE)
    count = sum(1 for _ in labels.finditer(text))
    if count < (1 if record or hearing else 3):
        return None
    kind = "Congressional Record" if record or not hearing else "hearing print"
    return f"{count} labels as in the {kind}, such as '{_first(labels, text)}.'"


def read(document: Document) -> list[Reading]:
    """One reading. Positions are those of the decoded file."""
    text = _text(document)
    head = text[:HEAD]
    hearing = bool(HEARING.search(head)) and not RECORD.search(head)
    paragraphs = list(_paragraphs(_plain(text), label_pattern(hearing)))
    turns, front, back = tile(text, list(_blocks(text, paragraphs, hearing)))
    heading = next((p.text for p in paragraphs if p.kind == "heading"), None)
    title = _TITLE.search(head)
    return [
        Reading(
            "text:hearing" if hearing else "text:congressional record",
            turns,
            front=front,
            back=back,
            title=heading or (clean(html.unescape(title[1])) if title else None),
            date=written_date(clean(head)),
        )
    ]


def _first(labels: re.Pattern[str], text: str) -> str:
    m = labels.search(text)
    return clean(m["label"]) if m else ""


def _text(document: Document) -> str:
    """The page is set in <pre>: its own lines tell more than any conversion of it."""
    return decode(document.data) if document.container in ("text", "html") else document.text


def _plain(text: str) -> list[Line]:
    """The lines, without tags and entities where the file is HTML; places are those of the file."""
    split = lines.split(text)
    if not re.search(r"<(?:pre|html|body)\b", text[:HEAD], re.IGNORECASE):
        return split
    return [
        x._replace(text=html.unescape(_TAG.sub("", _TITLE.sub("", x.text))))
        if _MARKUP.search(x.text)
        else x
        for x in split
    ]


def _indent(line: Line) -> int:
    expanded = line.text.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _paragraphs(source: list[Line], label: re.Pattern[str]) -> Iterator[_Paragraph]:
    running: _Paragraph | None = None
    page: int | None = None
    blank: bool | None = True
    for number, line in enumerate(source, 1):
        if line.blank or _CLOCK.match(line.text):
            blank = blank is not None  # a page marker between blank lines parts no paragraph
            continue
        if marker := _PAGE.match(line.text):
            page, blank = int(marker[2]), None
            continue
        below = source[number] if number < len(source) else None
        indent, kind = _indent(line), _kind(line, below, bool(blank))
        quoted = running is not None and running.indent == indent + 4 and indent == 4
        opens = blank or label.match(line.text) is not None
        opens = opens or not (indent in (0, SET_IN) or quoted)
        opens = bool(blank) if kind == "heading" else opens
        if running is None or opens or kind != running.kind:
            if running:
                yield running
            running = _Paragraph(kind, indent, page)
        running.lines.append(line)
        blank = False
    if running:
        yield running


def _kind(line: Line, below: Line | None, after_blank: bool) -> str:
    if _RULE.match(line.text):
        return "rule"
    stripped, indent = line.text.strip(), _indent(line)
    centred = abs(2 * indent + len(stripped) - WIDTH) <= 6
    if stripped.isupper() and after_blank and (centred or indent < 2):
        return "heading"
    return "heading" if centred and indent > 5 and not _set_in(line, below) else "text"


def _set_in(line: Line, below: Line | None) -> bool:
    """The line opens a quoted paragraph, which is as wide as a centred heading.

    In the Record its lines are set 7 and then 5 columns in, in hearings 8 and then 4.
    """
    under = _indent(below) if below is not None and not below.blank else 0
    ends = line.text.rstrip()[-1] in ".,:;?!'\"-"
    return (_indent(line), under) in ((7, SET_IN), (8, 4)) or (_indent(line) in (7, 8) and ends)


def _blocks(text: str, paragraphs: list[_Paragraph], hearing: bool) -> Iterator[Block]:
    """The turns: from a label to the next, without headings, procedure and inserted papers."""
    label = label_pattern(hearing)
    running: list[_Paragraph] = []
    # "insert": set-in paragraphs are left out (the clerk's); "all": everything up to a label.
    left_out, over = "", False  # over: the hearing is adjourned, an appendix follows
    for paragraph in paragraphs:
        met = hearing and _MET.match(paragraph.text)
        over = over and not met
        if paragraph.kind == "rule" or met:
            left_out = "all"
        elif paragraph.kind == "heading" or over:
            continue
        elif paragraph.indent < SET_IN and label.match(paragraph.text):
            if running:
                yield _block(text, running, label)
            running, left_out = [paragraph], ""
        elif paragraph.indent < SET_IN and procedural(paragraph.text, hearing):
            follows = paragraph.text.rstrip(")]").endswith("follows:")
            left_out = left_out or ("insert" if not hearing else "all" if follows else "")
            over = hearing and bool(_OVER.match(paragraph.text))
        elif running and left_out != "all" and not (left_out and paragraph.indent >= SET_IN):
            running.append(paragraph)
            left_out = ""
    if running:
        yield _block(text, running, label)


def _block(text: str, paragraphs: list[_Paragraph], label: re.Pattern[str]) -> Block:
    opening = paragraphs[0]
    m = label.match(opening.text)
    if m is None:
        raise ValueError("a turn opens with its label")
    talk = "\n\n".join([opening.text[m.end() :], *(p.text for p in paragraphs[1:])])
    first, last = opening.lines[0], paragraphs[-1].lines[-1]
    at = first.start + max(first.text.find(m["label"]), 0) + len(m[0])
    slice_start = at if clean(text[at : last.end]) == clean(talk) else None
    return Block(
        label=m["label"],
        start=first.start,
        end=line_end(text, last.end),
        text_start=slice_start if slice_start is not None else first.start,
        text_end=last.end,
        line=first.number,
        talk=None if slice_start is not None else talk,
        page=opening.page,
    )

"""The UK Parliament's daily volumes as pages: names in bold, column numbers between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.containers import Document, decode
from ingest.readers.dates import written_date
from ingest.transcript import RawTurn, Reading, Source, clean

COLUMN = re.compile(r"\d{1,2} \w{3,9} \d{4}\s*:\s*Column\s+\d+\w*")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_CLOCK = re.compile(r"\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|noon|midnight)", re.IGNORECASE)
# Before the name: the number of a question. The seat may stand behind the bold name.
_NUMBER = re.compile(r"\s*(?:\[?[QT]?\d{1,6}\.?\]?\.?\s*){0,2}")
_SEAT = re.compile(r"(?:\s*\([^()]{1,80}\)){0,2}\s*:\s*")
_DONE = re.compile(
    r"(?:Main |Original )?(?:Questions?|Motions?|Bills?|Amendments?|Clauses?|New [Cc]lauses?)\b"
    r"|(?:The )?(?:House|Committee|Deputy Speaker|Lord|Sitting|Debate)\b|It being|Resolved|Ordered"
    r"|On resuming"
)


def sniff(document: Document) -> str | None:
    """A reason when column numbers stand between paragraphs that open with names in bold."""
    if document.container != "html" or not (m := COLUMN.search(document.text)):
        return None
    count = sum(1 for _ in _turns(LexborHTMLParser(decode(document.data))))
    return f"'{clean(m[0])}' and {count} paragraphs with names in bold" if count else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn from a name in bold to the next, without headings and divisions."""
    tree = LexborHTMLParser(decode(document.data))
    title = tree.css_first("title") or tree.css_first("h1, h2")
    marker = COLUMN.search(document.text)
    return [
        Reading(
            "html:hansard",
            tuple(_turns(tree)),
            title=clean(title.text(separator=" ")) or None if title else None,
            date=written_date(marker[0].partition(":")[0]) if marker else None,
        )
    ]


def _turns(tree: LexborHTMLParser) -> Iterator[RawTurn]:
    label, said, place = "", list[str](), Source()
    turned = False  # a column ended amid the paragraph
    for node, path in _pieces(tree.body):
        text = _text(node)
        if not text or COLUMN.fullmatch(text):
            turned = turned or bool(text)
            continue
        opening = _opening(node, text)
        if opening or node.tag in _HEADINGS or _reports(node, text):
            if node.tag in _HEADINGS and _CLOCK.fullmatch(text):
                continue
            if label:
                yield RawTurn(label, clean("\n\n".join(said)), source=place)
            label, said, place = "", [], Source(path=path)
            if opening:
                label, said = opening[0], [opening[1]]
        elif label and turned and said and text[0].islower():
            said[-1] += f" {text}"
        elif label:
            said.append(text)
        turned = False
    if label:
        yield RawTurn(label, clean("\n\n".join(said)), source=place)


def _pieces(body: LexborNode | None) -> Iterator[tuple[LexborNode, str]]:
    """Paragraphs and headings in order, none within another, each with its XPath."""
    counts: dict[str, int] = {}
    stack = [body] if body else []
    while stack:
        node = stack.pop()
        tag = node.tag or ""
        counts[tag] = counts.get(tag, 0) + 1
        if tag == "p" or tag in _HEADINGS:
            yield node, f"(//{tag})[{counts[tag]}]"
        else:
            stack.extend(reversed(list(node.iter())))


def _opening(node: LexborNode, text: str) -> tuple[str, str] | None:
    """Name and talk of a paragraph that opens with a name in bold and a colon."""
    bold = node.css_first("b, strong") if node.tag == "p" else None
    name = _text(bold) if bold else ""
    number = _NUMBER.match(text)
    at = number.end() if number else 0
    if not name or not text.startswith(name, at):
        return None
    at += len(name)
    if name.endswith(":"):
        return name.rstrip(" :"), text[at:].strip()
    seat = _SEAT.match(text, at)
    return (text[at - len(name) : seat.end()].rstrip(" :"), text[seat.end() :]) if seat else None


def _reports(node: LexborNode, text: str) -> bool:
    """The paragraph says what was done: all in italics or bold, or opens so with a set phrase."""
    marked = node.css_first("i, em, b, strong")
    words = _text(marked) if marked else ""
    whole = "".join(_text(n) for n in node.css("i, em, b, strong")).replace(" ", "")
    remark = text[0] == "["
    return not remark and (
        whole == text.replace(" ", "")
        or bool(words and text.startswith(words) and _DONE.match(words))
    )


def _text(node: LexborNode) -> str:
    return clean(node.text(separator="").replace("\n", " "))

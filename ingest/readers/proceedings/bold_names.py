"""Pages whose paragraphs open with the speaker's name in bold: Hansard's daily volumes, interviews.

The volumes of the UK Parliament have column numbers between their paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.open.containers import Document, decode
from ingest.readers.common import matter
from ingest.readers.common.dates import written_date
from ingest.readers.common.lines import split
from ingest.readers.labelled import winner
from ingest.text import words
from ingest.transcript import RawTurn, Reading, Source, clean

COLUMN = re.compile(r"\d{1,2} \w{3,9} \d{4}\s*:\s*Column\s+\d+\w*")
FEWEST = 3
_BOLD = re.compile(r"<(?:b|strong)\b", re.IGNORECASE)
_ASIDE = frozenset("nav footer aside form menu script style".split())
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
    """A reason when names in bold open paragraphs, more of them than labels are found without."""
    if document.container != "html":
        return None
    page = decode(document.data)
    column = COLUMN.search(document.text)
    if not column and len(_BOLD.findall(page)) < FEWEST:
        return None
    turns = [*_turns(LexborHTMLParser(page))]
    count = f"{len(turns)} paragraphs with names in bold"
    if column:
        return f"'{clean(column[0])}' and {count}" if turns else None
    named = [t for t in turns if _is_name(t.label or "")]
    talks = sum(t.text[-1:] in '.?!\u2026"\u201d)]' for t in named)
    if len(named) < max(FEWEST, 0.9 * len(turns)) or talks < 0.6 * len(named):
        return None
    plain = winner.decide(split(document.text))
    return count if plain is None or len(plain.openers) < len(turns) else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn from a name in bold to the next, without headings and divisions."""
    turns = tuple(_turns(LexborHTMLParser(decode(document.data))))
    marker = COLUMN.search(document.text)
    known = matter.read(document.text, document.stem, document.title)
    held = written_date(marker[0].partition(":")[0]) if marker else known.date
    front, back = _around(document.text, turns) if turns else ("", "")
    return [Reading("html:bold names", turns, front, back, title=known.title, date=held)]


def _around(text: str, turns: tuple[RawTurn, ...]) -> tuple[str, str]:
    """What the reading text holds before the first name and behind the last words."""
    start = text.find(turns[0].label or "")
    tail = turns[-1].text.rpartition("\n")[2][-60:]
    end = text.rfind(tail) if tail else -1
    return text[: max(start, 0)], text[end + len(tail) :] if end >= 0 else ""


def _is_name(label: str) -> bool:
    """It could be a person's or an office's: two words or a role, and no heading of a document."""
    shaped = words.name_shaped(label) and " " in label
    fits = words.plausible(label) and (shaped or words.is_role(label) or label.isupper())
    return fits and not words.is_document(label) and not words.starts_a_sentence(label)


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
        if tag in _ASIDE:
            continue
        if tag == "p" or tag in _HEADINGS:
            yield node, f"(//{tag})[{counts[tag]}]"
        else:
            stack.extend(reversed(list(node.iter())))


def _opening(node: LexborNode, text: str) -> tuple[str, str] | None:
    """Name and talk of a paragraph that opens with a name in bold and a colon."""
    bold = node.css_first("b, strong") if node.tag == "p" else None
    name = _NUMBER.sub("", _text(bold), count=1) if bold else ""
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

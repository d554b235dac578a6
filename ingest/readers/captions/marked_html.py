"""Pages that mark who speaks by a class ("speaker") and link each sentence to its sound.

trs2html and many podcast sites write them: a link with a sign to play, its time in the address or
the script. Only what is marked as a name opens a turn: "Sure: the tide is low" is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.open.containers import Document, decode
from ingest.open.html import HELD
from ingest.readers.common.dates import find_date
from ingest.text.times import clock_ms, scaled_ms
from ingest.transcript import RawTurn, Reading, Source, clean

_CLASS = re.compile(r"(?:^|[\s_-])speaker(?:[_-]?name)?(?:\s|$)", re.IGNORECASE)
_RAW = re.compile(r"class=[\"'][^\"'>]{0,80}\bspeaker", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d:])(?:\d{1,2}:)?\d{1,3}:\d{1,2}(?:\.\d{1,3})?(?![\d:])")
_SECONDS = re.compile(
    r"(?:[#?&;]t=|(?:seek|play|jump)\w*\(\W?)(\d{1,6}(?:\.\d{1,3})?)(?=\D|$)", re.I
)
_PLAYS = ("onclick", "href", *HELD)
_LEFT_OUT = frozenset(
    """script style noscript template svg math iframe object video audio canvas nav footer aside
    form button select textarea head dialog menu h1 h2 h3 h4 h5 h6""".split()
)
_BLOCKS = frozenset("p div li dd dt blockquote section article tr td table ul ol hr".split())
LONGEST_NAME, FEWEST, DEEPEST = 80, 2, 512


def sniff(document: Document) -> str | None:
    """A reason when elements of the class "speaker" stand among links that play."""
    if document.container != "html":
        return None
    html = decode(document.data)
    if len(_RAW.findall(html)) < FEWEST:
        return None
    found = list(_turns(html))
    timed = sum(turn.start_ms is not None for turn in found)
    if len(found) < FEWEST or 2 * timed < len(found):
        return None
    return f"{len(found)} marked names with links that play"


def read(document: Document) -> list[Reading]:
    """One reading: a marked name opens a turn, what stands up to the next belongs to it."""
    turns = tuple(_turns(decode(document.data)))
    date = find_date(document.title)
    return [Reading("html:marked", turns, title=document.title or None, date=date)]


def _turns(html: str) -> Iterator[RawTurn]:
    label: str | None = None
    start: int | None = None
    path, said = "", list[str]()
    for kind, text, place in _pieces(html):
        if kind == "name":
            if label and (words := clean("".join(said))):
                yield RawTurn(label, words, start, source=Source(path=path))
            label, start, path, said = clean(text).rstrip(":").rstrip() or None, None, place, []
        elif kind == "time" and start is None:
            start = _ms(text)
        elif kind == "text":
            said.append(text)
    if label and (words := clean("".join(said))):
        yield RawTurn(label, words, start, source=Source(path=path))


def _pieces(html: str) -> Iterator[tuple[str, str, str]]:
    """Names, times and text in the order of the page, within the element that holds all names."""
    body = LexborHTMLParser(html).body
    root = _around([n for n in body.css("[class]") if _is_name(n)]) if body is not None else None
    count = 0
    stack = [(root, 0)] if root is not None else []
    while stack:
        node, depth = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            yield "text", _flat(node.text_content or ""), ""
        elif _is_name(node):
            count += 1
            yield "name", node.text(), f"(//*[contains(@class, 'speaker')])[{count}]"
        elif tag in ("a", "button") and (time := _plays(node)):
            yield "time", time, ""
        elif tag not in _LEFT_OUT and depth < DEEPEST:
            parted = "\n\n" if tag in _BLOCKS else " " if tag == "br" else ""
            if parted:
                yield "text", parted, ""
            stack += [(c, depth + 1) for c in reversed(list(node.iter(include_text=True)))]


def _flat(text: str) -> str:
    """Line breaks in the source of a page are white space."""
    return re.sub(r"\s+", " ", text)


def _is_name(node: LexborNode) -> bool:
    if not _CLASS.search((node.attributes or {}).get("class") or ""):
        return False
    text = node.text().strip()
    return 0 < len(text) <= LONGEST_NAME and "\n" not in text


def _around(names: list[LexborNode]) -> LexborNode | None:
    """The nearest element around all the names."""
    if not names:
        return None
    first, last = _chain(names[0]), _chain(names[-1])
    ids = {n.mem_id for n in last}
    return next((n for n in first if n.mem_id in ids), None)


def _chain(node: LexborNode) -> list[LexborNode]:
    found, above = list[LexborNode](), node.parent
    while above is not None and len(found) < DEEPEST:
        found.append(above)
        above = above.parent
    return found


def _plays(link: LexborNode) -> str | None:
    """The time to which a link without words goes."""
    if any(c.isalpha() for c in _CLOCK.sub("", link.text())):
        return None
    held = [v for k in _PLAYS if (v := (link.attributes or {}).get(k))]
    times = (m[0] for v in (*held, link.text()) if (m := _CLOCK.search(v)))
    seconds = (m[1] for v in held if (m := _SECONDS.search(v)))
    bare = (v for k in HELD if (v := (link.attributes or {}).get(k)) and re.fullmatch(r"[\d.]+", v))
    return next(chain(times, seconds, bare), None)


def _ms(time: str) -> int | None:
    """Milliseconds of "0:0:15" or of seconds."""
    if ":" not in time:
        return scaled_ms(float(time), 1000) if re.fullmatch(r"\d+(?:\.\d+)?", time) else None
    whole = ":".join(p if n == 0 else p.zfill(2) for n, p in enumerate(time.split(":")))
    return clock_ms(whole)

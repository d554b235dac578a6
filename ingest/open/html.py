"""HTML to reading text: what a reader of the page reads, without menus, scripts and footers."""

from __future__ import annotations

import html
import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import BrokenFile
from ingest.open import rows
from ingest.open.document import Block
from ingest.open.page_breaks import without_page_breaks

_HTML = re.compile(
    # Each comment is taken whole once, never tried with another end.
    r"\s*(?:\ufeff\s*)?(?>(?:<!--.*?--|<\?xml\b[^<>]{0,200})>\s*)*+"
    r"<(?:!doctype\s+html|(?:html|head|body|div|p|table|article|main|section|h1)\b)",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{1,500})</title", re.IGNORECASE)
_LEFT_OUT = frozenset(
    """script style noscript template svg math iframe object video audio canvas nav footer aside
    form button select textarea head dialog menu""".split()
)
_BLOCKS = frozenset(
    """address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2
    h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr
    ul""".split()
)
_HEADINGS = {f"h{n}": "#" * n + " " for n in range(1, 7)}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EMPTY_LINES = re.compile(r"\n{2,}")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# Elements that need no end tag, or that the parser closes by itself.
_OPEN = frozenset(
    """area base br col embed hr img input link meta param source track wbr p li dt dd td th tr
    thead tbody tfoot option optgroup colgroup html body head rb rt rp a b big code em font i nobr
    s small strike strong tt u""".split()
)
_SPEAKER = re.compile(r"(?:^|[\s_-])speaker(?:[_-]?name)?(?:\s|$)", re.IGNORECASE)
# Where a button or a link to the sound holds its time, in seconds.
HELD = ("data-time", "data-start", "data-timestamp", "data-seconds", "data-t")
_PLACE = re.compile(r"\d{1,5}(?:\.\d{1,6})?|(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?")
# "#t=65", "?t=65s", "&t=1m5s": where in the sound a link goes.
_LINK = re.compile(
    r"[#?&;]t=(?=\d)(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6}(?:\.\d{1,3})?)s?)?(?:$|[&#])"
)
_LABELS = "names who speaks"  # on the stack in place of a path
LONGEST_NAME = 80
# As many elements as a browser nests; the time to parse deeper ones grows by the square.
DEEPEST = 512


def is_html(text: str) -> bool:
    """Whether the text begins as a page of HTML does."""
    return _HTML.match(text[:4096]) is not None


def read_html(path: str, text: str) -> list[Block]:
    """The paragraphs of a page, in reading order; rows of tables as lines. Raises BrokenFile.

    A block's path is the XPath of the element that it begins in; headings are set as in Markdown.
    """
    if _nests_deeper(text, DEEPEST):
        raise BrokenFile(path, f"more than {DEEPEST} elements in one another; they never close")
    body = LexborHTMLParser(text).body
    found = _read(body, Counter(), _holding_tables(body)) if body is not None else []
    return without_page_breaks(found)


def page_title(text: str) -> str:
    """What the page calls itself, empty where it does not."""
    m = _TITLE.search(text[:20_000])
    return " ".join(html.unescape(m[1]).split()) if m else ""


def _nests_deeper(text: str, most: int) -> bool:
    depth, inside = 0, ""
    for m in _TAG.finditer(text):
        closing, tag = m[1], m[2].lower()
        if inside:  # the text of a script is no markup
            inside = "" if closing and tag == inside else inside
        elif tag in ("script", "style"):
            inside = "" if closing else tag
        elif tag not in _OPEN:
            depth = max(0, depth - 1) if closing else depth + 1
            if depth > most:
                return True
    return False


class _Writer:
    """Collects text into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.path: str | None = None
        self._lead = ""
        self._pieces: list[str] = []

    def write(self, text: str) -> None:
        self._pieces.append(text)

    def begin(self, path: str | None, lead: str = "") -> None:
        """Close the block before; what comes stands in the element at `path`."""
        self.end()
        self.path, self._lead = path, lead

    def close(self, above: str | None) -> None:
        """An element ends: a block, in the element at `above`, or a name of who speaks.

        A colon ends the name, if none does.
        """
        if above != _LABELS:
            self.begin(above)
            return
        while self._pieces and not self._pieces[-1].strip(" \0\n\t"):
            self._pieces.pop()
        if self._pieces and self._pieces[-1].rstrip()[-1] not in ":\uff1a":
            self._pieces[-1] = self._pieces[-1].rstrip() + ": "

    def time(self, stamp: str) -> None:
        """A time from which a button plays, where it stands before what is said."""
        if not stamp:
            return
        before = next((p for p in reversed(self._pieces) if p.strip(" \0\n\t")), "")
        if not before or before.rstrip().endswith(":"):
            self._pieces.append(f"[{stamp}] ")

    def end(self) -> None:
        """Close the block; an empty line in it parts it."""
        text, self._pieces = "".join(self._pieces), []
        lines = (_SPACE.sub(" ", line).strip() for line in text.split("\0"))
        for block in _EMPTY_LINES.split("\n".join(lines)):
            self.add(block)

    def add(self, block: str) -> None:
        """A block as it is."""
        if block.strip():
            self.blocks.append(Block(self._lead + block.strip("\n").rstrip(), path=self.path))


def _read(root: LexborNode, counts: Counter[str], layouts: set[int]) -> list[Block]:
    """The node and all below it.

    `counts`: elements of each kind so far, left out ones too. `layouts`: tables that hold tables.
    """
    writer = _Writer()
    stack: list[tuple[LexborNode | None, str | None]] = [(root, None)]
    while stack:
        node, above = stack.pop()
        if node is None:
            writer.close(above)
            continue
        tag = node.tag or ""
        if tag == "-text":
            writer.write(node.text_content or "")
            continue
        counts[tag] += 1
        if tag == "br":
            writer.write("\0")
        if tag in _BLOCKS:
            stack.append((None, writer.path))
            writer.begin(f"(//{tag})[{counts[tag]}]", _HEADINGS.get(tag, ""))
        if _names_speaker(node):
            stack.append((None, _LABELS))
        if tag in _LEFT_OUT or _is_sign(node):
            writer.time(_plays_from(node))
            _count_below(node, counts)
        elif tag == "pre":
            writer.add(node.text())
            _count_below(node, counts)
        elif tag == "table" and node.mem_id not in layouts and (table := _rows(node)):
            _write_rows(node, table, counts, writer)
        else:
            stack.extend((child, None) for child in reversed(list(node.iter(include_text=True))))
    writer.end()
    return writer.blocks


def _names_speaker(node: LexborNode) -> bool:
    """The element is marked as the name of who speaks: a term with its description, a class."""
    if node.tag == "dt":
        following = node.next
        while following is not None and following.tag == "-text":
            following = following.next
        return following is not None and following.tag == "dd"
    return bool(_SPEAKER.search(node.attributes.get("class") or "")) and _is_short(node)


def _plays_from(node: LexborNode) -> str:
    """The time that a button or a link holds, as it is printed; empty for all else."""
    if node.tag == "a" and (m := _LINK.search(node.attributes.get("href") or "")):
        hours, minutes, seconds = (float(part or 0) for part in m.groups())
        return _stamp(seconds + 60 * minutes + 3600 * hours)
    if node.tag != "button":
        return ""
    held = ((node.attributes.get(k) or "").strip() for k in HELD)
    found = next((v for v in held if _PLACE.fullmatch(v)), "")
    if not found or ":" in found:
        return found
    return _stamp(float(found))


def _stamp(time: float) -> str:
    """Seconds as they are printed."""
    minutes, seconds = divmod(time, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02}:{seconds:06.3f}"


def _is_sign(node: LexborNode) -> bool:
    """A link that plays, with a sign in place of words: they would say what stands there."""
    if node.tag != "a" or not _LINK.search(node.attributes.get("href") or ""):
        return False
    return _is_short(node) and not any(map(str.isalnum, node.text()))


def _is_short(node: LexborNode) -> bool:
    """The element holds few words, and nothing that parts paragraphs."""
    stack, length = list(node.iter(include_text=True)), 0
    for _ in range(10):
        if not stack:
            return length > 0
        below = stack.pop()
        if below.tag in _BLOCKS or below.tag == "br":
            return False
        length += len((below.text_content or "").strip()) if below.tag == "-text" else 0
        if length > LONGEST_NAME:
            return False
        stack.extend(below.iter(include_text=True))
    return False


def _holding_tables(body: LexborNode) -> set[int]:
    """Tables with a table in a cell: they set the page."""
    held = (table.parent for table in body.css("table"))
    return {above.mem_id for inside in held if (above := _table_around(inside))}


def _table_around(node: LexborNode | None) -> LexborNode | None:
    while node is not None and node.tag != "table":
        node = node.parent
    return node


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    """The cells of each row of a table of talk; nothing where the table only sets the page."""
    found = [[c for c in tr.iter() if c.tag in ("td", "th")] for tr in table.css("tr")]
    return found if rows.is_talk([[c.text().strip() for c in row] for row in found]) else []


def _write_rows(
    node: LexborNode, table: list[list[LexborNode]], counts: Counter[str], writer: _Writer
) -> None:
    first = counts["tr"] + 1
    cells = [
        ["\n\n".join(b.text for b in _read(c, Counter(), set())) for c in row] for row in table
    ]
    for number, line in enumerate(rows.as_lines(cells), first):
        writer.begin(f"(//tr)[{number}]")
        writer.add(line)
    _count_below(node, counts)


def _count_below(node: LexborNode, counts: Counter[str]) -> None:
    counts.update(below.tag or "" for below in node.css("*")[1:])

"""Hansard pages: the UK Parliament's site, its historic volumes, TheyWorkForYou and its kin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import BrokenFile
from ingest.open.containers import Document, decode
from ingest.readers.common.dates import written_date
from ingest.transcript import RawTurn, Reading, Source, clean


@dataclass(frozen=True, slots=True)
class _Layout:
    """CSS selectors of a site: a contribution, in it the speaker's name and the paragraphs."""

    site: str
    turn: str
    speaker: tuple[str, ...]
    text: tuple[str, ...]
    mark: str
    """What the page's source holds for sure: looked for before anything is parsed."""
    procedure: bool = False
    """A piece that names nobody reports procedure."""


LAYOUTS = (
    _Layout(
        "hansard.parliament.uk",
        ".debate-item-contributiondebateitem, li[id^=contribution-]",
        (
            ".attributed-to-details .primary-text",
            ".primary-text",
            ".memberLink",
            ".member-container",
        ),
        (".content p, .content blockquote, .content li", ".contribution p", ".content"),
        "contribution",
    ),
    _Layout(
        "historic Hansard",
        ".member_contribution",
        ("cite.member a", "cite.member", ".member"),
        ("blockquote p", "blockquote", ".contribution_text"),
        "member_contribution",
    ),
    _Layout(
        "TheyWorkForYou",
        ".debate-speech",
        (".debate-speech__speaker__name", ".debate-speech__speaker"),
        (".debate-speech__content p", ".debate-speech__content"),
        "debate-speech",
        procedure=True,
    ),
    _Layout(
        "TheyWorkForYou (older pages)",
        "div.speech",
        (".speaker strong", ".speaker a", ".speaker"),
        (".main p:not(.speaker)", "p:not(.speaker):not(.moreinfo)"),
        'class="speech',
        procedure=True,
    ),
    _Layout(
        "openparliament",
        ".statement",
        (".pol_name", ".speaking_name", ".partytag_name"),
        (".text p", ".text"),
        "pol_name",
    ),
)
# Real pages nest a contribution in some twenty elements; without a bound, searching each of many
# nested ones takes time by the square of the file.
DEEPEST = 60


def sniff(document: Document) -> str | None:
    """A reason when the page has the contributions of a known site."""
    found = _layout(document)
    return f"HTML with the contributions of {found[0].site}" if found else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn a contribution; headings, columns and divisions are none.

    Raises BrokenFile.
    """
    found = _layout(document)
    if found is None:
        return []
    layout, tree = found
    if not all(_shallow(node) for node in tree.css(layout.turn)):
        raise BrokenFile(
            document.path, "the page's elements are nested too deeply; they never close"
        )
    title = tree.css_first("h1") or tree.css_first("title")
    name = clean(title.text(separator=" ")) if title else ""
    when = tree.css_first("time[datetime]")
    stamp = (when.attributes.get("datetime") or "") if when else ""
    heading = " ".join(n.text(separator=" ") for n in tree.css("title, h1, h2, .date")[:12])
    return [
        Reading(
            "html:hansard",
            tuple(_turns(layout, tree)),
            title=name or None,
            date=written_date(stamp) or written_date(clean(heading)),
        )
    ]


def _layout(document: Document) -> tuple[_Layout, LexborHTMLParser] | None:
    if document.container not in ("text", "html"):
        return None
    html = decode(document.data)
    if "<" not in html[:2000]:
        return None
    layouts = [layout for layout in LAYOUTS if layout.mark in html]
    if not layouts:
        return None
    tree = LexborHTMLParser(html)
    for layout in layouts:
        turns = tree.css(layout.turn)
        if any(_first(t, layout.speaker) for t in turns[:20]):
            return layout, tree
    return None


def _turns(layout: _Layout, tree: LexborHTMLParser) -> Iterator[RawTurn]:
    for number, node in enumerate(tree.css(layout.turn), 1):
        speaker = _first(node, layout.speaker)
        name = clean(speaker.text(separator=" ")) if speaker else ""
        text = _text(node, layout)
        if not name and (not text or layout.procedure):
            continue
        key = node.attributes.get("id")
        path = f"#{key}" if key else f"({layout.turn})[{number}]"
        yield RawTurn(name.rstrip(" :") or None, text, source=Source(path=path))


def _shallow(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(DEEPEST):
        if above is None:
            return True
        above = above.parent
    return False


def _first(node: LexborNode, selectors: tuple[str, ...]) -> LexborNode | None:
    return next((found for s in selectors if (found := node.css_first(s))), None)


def _text(node: LexborNode, layout: _Layout) -> str:
    for selector in layout.text:
        found = [p for p in node.css(selector) if p.tag == "p" or not p.css("p")]
        paragraphs = [" ".join(p.text(separator="").split()) for p in found]
        if text := clean("\n\n".join(p for p in paragraphs if p)):
            return text
    return ""

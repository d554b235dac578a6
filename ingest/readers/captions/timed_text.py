"""Timed text in XML: TTML and DFXP with agents, and YouTube's two timedtext forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from ingest.errors import BrokenFile, NotATranscript
from ingest.open.containers import Document
from ingest.readers.captions.captions import labelled_by_text
from ingest.readers.captions.ttml_times import Clock, clock_of
from ingest.readers.common.cues import Cue, turns
from ingest.transcript import Reading, clean

_ROOT = re.compile(r"<(?:[\w.-]{1,20}:)?(tt|timedtext|transcript)[\s>]")
_PROLOGUE = re.compile(
    r"(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*", re.DOTALL
)
_HEAD_CHARACTERS = 4000
# HTML's names, which XML does not know and real files use all the same.
_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def sniff(document: Document) -> str | None:
    """The root element is `tt` (TTML, DFXP) or YouTube's `timedtext` or `transcript`."""
    head = document.text[:_HEAD_CHARACTERS].lstrip("\ufeff \t\r\n")
    prologue = _PROLOGUE.match(head)
    root = _ROOT.match(head, prologue.end() if prologue else 0)
    return f"XML root <{root[1]}>" if root else None


def read(document: Document) -> list[Reading]:
    """One reading; a turn's place is its line, its cue and `(//p)[cue]`.

    Raises BrokenFile and NotATranscript.
    """
    root = parse(document)
    ttml = _local(root) == "tt"
    try:
        cues = list(ttml_cues(root) if ttml else _youtube_cues(root))
    except _TimeError as error:
        where = f"line {_line(error.element)}"
        raise BrokenFile(document.path, f"'{error.value[:40]}' is no time", where) from error
    found = turns(labelled_by_text(cues))
    if not any(turn.text for turn in found):
        raise NotATranscript(document.path, "the captions hold no words; nothing was added")
    titles = (clean("".join(map(str, e.itertext()))) for e in root.iterfind("{*}head//{*}title"))
    form = "ttml" if ttml else "youtube:timedtext"
    return [Reading(form, found, title=next(filter(None, titles), None))]


def parse(document: Document) -> etree._Element:
    """The root element. Entities are never expanded, and nothing is fetched.

    Raises BrokenFile where the XML is not well-formed, nests beyond 256, or declares entities.
    """
    if "<!ENTITY" in document.text:
        raise BrokenFile(document.path, "the XML declares entities, which are not expanded")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    text = document.text.lstrip("\ufeff \t\r\n")
    skipped = document.text[: len(document.text) - len(text)].count("\n")
    text = _NAMED_ENTITY.sub(lambda m: unescape(m[0]), text)
    try:
        return etree.fromstring(text.encode(errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error.msg).split())[:100]
        raise BrokenFile(
            document.path,
            f"the XML is not well-formed ({reason}); export the captions again",
            f"line {(error.lineno or 1) + skipped}",
        ) from error


class _TimeError(ValueError):
    def __init__(self, element: etree._Element, value: str) -> None:
        self.element, self.value = element, value
        super().__init__(value)


def ttml_cues(root: etree._Element) -> Iterator[Cue]:
    """Every `p` of a TTML document, in parts where several agents speak in it."""
    clock, agents = clock_of(_attributes(root)), _agents(root)
    for number, (p, base, agent) in enumerate(_captions(root, 0, "", clock), 1):
        start, end = _span(p, base, clock)
        if start is None or end is None:
            inner = [_span(span, start or base, clock) for span in p.iter("{*}span")]
            begins = [begin for begin, _ in inner if begin is not None]
            stops = [stop for _, stop in inner if stop is not None]
            start = min(begins, default=None) if start is None else start
            end = max(stops, default=None) if end is None else end
        for speakers, text in _parts(p, agent):
            yield Cue(
                number=number,
                text=text,
                label=", ".join(agents.get(a, a) for a in speakers.split()) or None,
                start_ms=start,
                end_ms=end,
                line=_line(p),
                path=f"(//p)[{number}]",
            )


def _captions(
    element: etree._Element, base: int, agent: str, clock: Clock
) -> Iterator[tuple[etree._Element, int, str]]:
    """The captions in an element: each with the begin and the agent of what it stands in."""
    one_by_one = _attributes(element).get("timeContainer") == "seq"
    for child in element:
        name, stop, last = _local(child), _span(child, base, clock)[1], None
        speaker = _attributes(child).get("agent", agent)
        if name == "p":
            yield child, base, speaker
        elif name in ("body", "div"):
            begin = 0 if _is_absolute(child, clock) else _ms(child, "begin", clock) or 0
            for p, inner, named in _captions(child, base + begin, speaker, clock):
                yield p, inner, named
                last = _span(p, inner, clock)[1] if one_by_one else None
        if one_by_one and name in ("p", "div"):
            base = stop or last or base


def _is_absolute(element: etree._Element, clock: Clock) -> bool:
    """Its captions count from the document's begin, as Apple writes them, not from its own.

    Counted from its own begin they would last beyond its end.
    """
    begin, end = _span(element, 0, clock)
    stops = [stop for p in element.iterfind("{*}p") if (stop := _span(p, 0, clock)[1])]
    return begin is not None and end is not None and end - begin < max(stops, default=0) <= end


def _youtube_cues(root: etree._Element) -> Iterator[Cue]:
    """`<text start dur>` in seconds, or `<p t d>` in milliseconds."""
    within, name, start, length, unit = (
        ("{*}body/", "p", "t", "d", "ms")
        if _local(root) == "timedtext"
        else ("", "text", "start", "dur", "s")
    )
    clock = Clock()
    for number, element in enumerate(root.iterfind(f"{within}{{*}}{name}"), 1):
        begin = _ms(element, start, clock, unit)
        lasts = _ms(element, length, clock, unit)
        yield Cue(
            number=number,
            text=unescape("".join(map(str, element.itertext()))),
            start_ms=begin,
            end_ms=None if begin is None or lasts is None else begin + lasts,
            line=_line(element),
            path=f"(//{name})[{number}]",
        )


def _span(element: etree._Element, base: int, clock: Clock) -> tuple[int | None, int | None]:
    """When an element is shown. Its times count from `base`, the begin of what it stands in."""
    begin, end, lasts = (_ms(element, name, clock) for name in ("begin", "end", "dur"))
    if end is None and lasts is not None:
        end = (begin or 0) + lasts
    if end is not None:
        begin = begin or 0
    return (None if begin is None else base + begin), (None if end is None else base + end)


def _ms(element: etree._Element, name: str, clock: Clock, unit: str = "") -> int | None:
    value = _attributes(element).get(name)
    if value is None:
        return None
    ms = clock.ms(value.strip() + unit)
    if ms is None:
        raise _TimeError(element, value)
    return ms


def _parts(p: etree._Element, speaker: str) -> list[tuple[str, str]]:
    """The words of a caption, (agent ids or "", text); `br` is a line break."""
    parts: list[tuple[str, list[str]]] = []
    for agent, text in _texts(p, speaker):
        if not parts or (parts[-1][0] != agent and text.strip()):
            parts.append((agent, []))
        parts[-1][1].append(text)
    return [(agent, "".join(texts)) for agent, texts in parts]


def _texts(element: etree._Element, agent: str) -> Iterator[tuple[str, str]]:
    yield agent, " ".join(re.split(r"\s+", element.text or ""))
    for child in element:
        name = _local(child)
        if name == "br":
            yield agent, "\n"
        elif name not in ("metadata", "set", ""):
            yield from _texts(child, _attributes(child).get("agent", agent))
            if _attributes(child).get("unit") == "word":
                yield agent, " "
        yield agent, " ".join(re.split(r"\s+", child.tail or ""))


def _agents(root: etree._Element) -> dict[str, str]:
    """Agent ids with their names: the full one, given and family name, or an alias."""
    names: dict[str, str] = {}
    for agent in root.iterfind("{*}head//{*}agent"):
        by_kind = {
            _attributes(e).get("type", ""): clean("".join(map(str, e.itertext())))
            for e in agent.iterfind("{*}name")
        }
        both = " ".join(filter(None, (by_kind.get("given"), by_kind.get("family"))))
        full = by_kind.get("full") or both or next(filter(None, by_kind.values()), "")
        names[agent.get(_XML_ID, "")] = full
    return {key: name for key, name in names.items() if key and name}


def _attributes(element: etree._Element) -> dict[str, str]:
    """The attributes of an element by local name."""
    return {str(k).rpartition("}")[2]: str(v) for k, v in element.attrib.items()}


def _local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _line(element: etree._Element) -> int | None:
    # The stubs give this property no type.
    line: int | None = element.sourceline  # type: ignore[assignment]
    return line

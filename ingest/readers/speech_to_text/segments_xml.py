"""XML of any other program with an element a segment: who, from when to when, what was said.

Tools for diarization and dictation write such files, each with its own names for the parts; the
names are those that speech-to-text JSON has too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ingest.errors import BrokenFile
from ingest.open.containers import Document
from ingest.readers.common import xml_tree
from ingest.readers.common.cues import turns
from ingest.readers.common.json_node import Node
from ingest.readers.speech_to_text.fields import fields
from ingest.readers.speech_to_text.records import records
from ingest.transcript import Reading

# Segments that a file needs for its layout to be told.
FEWEST = 2
# Elements whose children are looked at; what repeats, repeats by then.
_SAMPLE = 2000


def sniff(document: Document) -> str | None:
    """A reason when an element with text and times repeats."""
    if xml_tree.root_name(document) is None:
        return None
    try:
        tag = _segment(xml_tree.parse(document))
    except BrokenFile:
        return None
    return f"XML with a <{tag}> a segment, with its text and times" if tag else None


def read(document: Document) -> list[Reading]:
    """One reading. Raises BrokenFile."""
    root = xml_tree.parse(document)
    tag = _segment(root)
    if tag is None:
        return []
    found = list(xml_tree.elements(root, frozenset([tag])))
    cues = records(Node([_record(e) for e, _ in found], document.path))
    placed = [
        c._replace(number=n, path=path, label=_printed(c.label, element))
        for n, (c, (element, path)) in enumerate(zip(cues, found, strict=False), 1)
    ]
    return [Reading("xml:segments", turns(placed))]


def _printed(label: str | None, element: etree._Element) -> str | None:
    """The label as the file prints it: "A", where the JSON of services has numbers for voices."""
    bare = (label or "").removeprefix("Speaker ")
    return bare if bare and bare in map(str, _record(element).values()) else label


def _segment(root: etree._Element) -> str | None:
    """The tag of the segments: the commonest whose records have a text and a time."""
    counts = Counter(xml_tree.local(e) for e in _elements(root))
    for tag, count in counts.most_common():
        if count < FEWEST:
            return None
        found = xml_tree.elements(root, frozenset([tag]))
        rows = [_record(e) for (e, _), _ in zip(found, range(20), strict=False)]
        names = fields(Node(rows, ""))
        if names.text and names.start and (names.end or names.length or names.speaker):
            return tag
    return None


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    for n, element in enumerate(root.iter(etree.Element)):
        if n == _SAMPLE:
            return
        yield element


def _record(element: etree._Element) -> dict[str, Any]:
    """Attributes and children by their names, and those of a child; words of its own as text."""
    held = _attributes(element)
    for child in element:
        for each in (child, *(below for below in child if not len(below))):
            if isinstance(each.tag, str) and (said := xml_tree.words(each)):
                held.setdefault(xml_tree.local(each), said)
        for name, value in _attributes(child).items():
            held.setdefault(name, value)
    own = not len(element) or (element.text or "").strip()
    if own and (said := xml_tree.words(element)):
        held.setdefault("text", said)
    return {k: _number(v) for k, v in held.items()}


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(k).rpartition("}")[2]: str(v) for k, v in element.attrib.items()}


def _number(value: str) -> str | float | int:
    """Seconds and milliseconds as numbers, all else as it is."""
    plain = value.strip().rstrip("s")
    try:
        return int(plain) if plain.isdigit() and len(plain) < 16 else float(plain)
    except ValueError:
        return value

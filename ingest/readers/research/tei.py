"""TEI: parliaments (ParlaMint), transcribed speech (<u who>) and protocols set as plays (<sp>)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.open.containers import Document
from ingest.readers.common import xml_tree
from ingest.text.times import scaled_ms
from ingest.transcript import RawTurn, Reading, clean

_TALK = frozenset(["u", "sp"])
_SKIP = frozenset(["speaker", "gap", "spanGrp", "linkGrp", "timeline", "u", "sp"])
_REMARKS = frozenset(["note", "stage", "kinesic", "vocal", "incident", "desc"])
_ROOTS = frozenset(["TEI", "TEI.2", "teiCorpus", "teiCorpus.2", "tei"])
_MS_PER = {"s": 1000.0, "ms": 1.0, "min": 60_000.0, "h": 3_600_000.0}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def sniff(document: Document) -> str | None:
    """A reason when the root element is TEI's."""
    root = xml_tree.root_name(document)
    return f"XML of the Text Encoding Initiative (<{root}>)" if root in _ROOTS else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn an utterance. Raises BrokenFile."""
    root = xml_tree.parse(document)
    title = xml_tree.first(root, "title")
    return [
        Reading(
            "xml:tei",
            tuple(_turns(root)),
            title=xml_tree.words(title) or None if title is not None else None,
            date=_date(root),
        )
    ]


def _turns(root: etree._Element) -> Iterator[RawTurn]:
    times = _times(root)
    names = {**_printed_names(root), **_names(root)}
    for element, path in xml_tree.elements(root, _TALK):
        outer = element.getparent()
        held = [e for e in (element, outer) if e is not None]
        start, end = (
            next((times[k] for e in held if (k := (e.get(at) or "").lstrip("#")) in times), None)
            for at in ("start", "end")
        )
        yield RawTurn(
            label=_label(element, names),
            text=xml_tree.words(element, _SKIP, _REMARKS),
            start_ms=start,
            end_ms=end,
            source=xml_tree.source(element, path),
            person=keys[0] if len(keys := _keys(element)) == 1 else None,
        )


def _label(element: etree._Element, names: dict[str, str]) -> str | None:
    """The name in the header, else as printed at a speech, else the id that the source gives."""
    keys = _keys(element)
    if keys and all(key in names for key in keys):
        return " / ".join(names[key] for key in keys)
    printed = _printed(element)
    return printed or clean(element.get("name") or "") or clean(" / ".join(keys)) or None


def _keys(element: etree._Element) -> list[str]:
    outer = element.getparent()
    who = element.get("who") or (outer.get("who") if outer is not None else None) or ""
    return [key.rpartition("#")[2] for key in who.split()] if "#" in who else [who] * bool(who)


def _printed_names(root: etree._Element) -> dict[str, str]:
    """For each id the name first printed at a speech of theirs: it may stand at some only."""
    names: dict[str, str] = {}
    for element, _ in xml_tree.elements(root, _TALK):
        keys = _keys(element)
        if len(keys) == 1 and keys[0] not in names and (printed := _printed(element)):
            names[keys[0]] = printed
    return names


def _printed(element: etree._Element) -> str | None:
    inside = next((c for c in element if xml_tree.local(c) == "speaker"), None)
    before = element.getprevious()
    if inside is None and before is not None and xml_tree.local(before) == "note":
        inside = before if before.get("type") == "speaker" else None
    return xml_tree.words(inside).rstrip(" :.") or None if inside is not None else None


def _names(root: etree._Element) -> dict[str, str]:
    """The persons of the header by id. `persName` may be parted into forename and surname."""
    names = {}
    for person, _ in xml_tree.elements(root, frozenset(["person", "personGrp"])):
        key = person.get(xml_tree.ID)
        name = xml_tree.first(person, "persName", "name", "abbr")
        if key and name is not None and (text := _person(name)):
            names[key] = text
    return names


def _person(name: etree._Element) -> str:
    parts: dict[str, list[str]] = {kind: [] for kind in ("forename", "nameLink", "surname")}
    for child in name:
        parts.get(xml_tree.local(child), []).append(xml_tree.words(child))
    ordered = [part for found in parts.values() for part in found if part]
    return " ".join(ordered) or xml_tree.words(name)


def _times(root: etree._Element) -> dict[str, int]:
    """Milliseconds of the points of a timeline, each at an interval since another."""
    times: dict[str, int] = {}
    for line, _ in xml_tree.elements(root, frozenset(["timeline"])):
        unit = _MS_PER.get(line.get("unit") or "s", 1000.0)
        origin = (line.get("origin") or "").lstrip("#")
        times.update({origin: 0} if origin else {})
        for when in line:
            key, since = when.get(xml_tree.ID), (when.get("since") or origin).lstrip("#")
            try:
                interval = float(when.get("interval") or "")
            except ValueError:
                continue
            ms = scaled_ms(interval, _MS_PER.get(when.get("unit") or "", unit))
            if key and ms is not None:
                times[key] = times.get(since, 0) + ms
    return times


def _date(root: etree._Element) -> str | None:
    """The day of the sitting, else of the source that was transcribed."""
    for holder in ("setting", "bibl", "recording", "sourceDesc"):
        place = xml_tree.first(root, holder)
        date = xml_tree.first(place, "date") if place is not None else None
        when = (date.get("when") or date.get("from") or "") if date is not None else ""
        if _ISO.match(when):
            return when[:10]
    return None

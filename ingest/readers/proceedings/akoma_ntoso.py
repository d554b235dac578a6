"""Akoma Ntoso (LegalDocML) debates: <speech by="#id"><from>Name</from><p>talk</p></speech>."""

from __future__ import annotations

import re
from datetime import datetime

from lxml import etree

from ingest.open.containers import Document
from ingest.readers.common import clock, xml_tree
from ingest.transcript import RawTurn, Reading, clean

SPEECHES = frozenset(["speech", "question", "answer"])
_SKIP = SPEECHES | {"from", "heading", "subheading", "speechGroup"}
_REMARKS = frozenset(["remark", "narrative", "scene", "summary", "authorialNote", "noteRef"])
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def sniff(document: Document) -> str | None:
    """A reason when the root element is Akoma Ntoso's."""
    root = xml_tree.root_name(document)
    return f"XML of Akoma Ntoso (<{root}>)" if root and root.lower() == "akomantoso" else None


def read(document: Document) -> list[Reading]:
    """One reading. Raises BrokenFile."""
    root = xml_tree.parse(document)
    people = {
        e.get("id") or e.get("eId") or "": e.get("showAs") or ""
        for e, _ in xml_tree.elements(root, frozenset(["TLCPerson", "TLCRole", "TLCOrganization"]))
    }
    speeches = list(xml_tree.elements(root, SPEECHES))
    begun = clock.since_first([_moment(_started(e)) for e, _ in speeches])
    turns = tuple(
        RawTurn(
            label=_label(element, people),
            text=xml_tree.words(element, _SKIP, _REMARKS),
            start_ms=start,
            source=xml_tree.source(element, path),
        )
        for (element, path), start in zip(speeches, begun.ms, strict=True)
    )
    heading = xml_tree.first(root, "docTitle", "heading")
    preface = xml_tree.first(root, "preface", "coverPage")
    return [
        Reading(
            "xml:akoma ntoso",
            turns,
            front=xml_tree.words(preface) if preface is not None else "",
            title=xml_tree.words(heading) if heading is not None else None,
            date=_date(root),
        )
    ]


def _started(speech: etree._Element) -> str | None:
    """When the speech began, where it says so itself or beside the name."""
    printed = next((c for c in speech if xml_tree.local(c) == "from"), None)
    beside = xml_tree.first(printed, "recordedTime") if printed is not None else None
    return speech.get("startTime") or (beside.get("time") if beside is not None else None)


def _label(speech: etree._Element, people: dict[str, str]) -> str | None:
    printed = next((c for c in speech if xml_tree.local(c) == "from"), None)
    name = xml_tree.words(printed) if printed is not None else ""
    key = (speech.get("by") or speech.get("as") or "").lstrip("#")
    return clean(name.rstrip(" :.\u2014\u2013-")) or clean(people.get(key) or key) or None


def _date(root: etree._Element) -> str | None:
    """The day of the debate: as printed, else of the work (not of the markup)."""
    printed = xml_tree.first(root, "docDate")
    if printed is not None and _ISO.match(printed.get("date") or ""):
        return str(printed.get("date"))[:10]
    work = xml_tree.first(root, "FRBRWork")
    for element in work if work is not None else ():
        name, date = xml_tree.local(element), element.get("date") or ""
        if name == "FRBRdate" and "generation" not in (element.get("name") or "").lower():
            return date[:10] if _ISO.match(date) else None
        if name == "FRBRuri" and (m := _ISO.search(element.get("value") or "")):
            return m[0]
    return None


def _moment(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value.replace("Z", "+00:00")) if value else None
    except ValueError:
        return None

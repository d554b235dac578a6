"""Hansard as XML: TheyWorkForYou, Canada, Australia, the UK's historic volumes; the Bundestag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from ingest.open.containers import Document
from ingest.readers.common import xml_tree
from ingest.readers.common.dates import written_date
from ingest.transcript import RawTurn, Reading, clean

Turns = Iterator[RawTurn]
_TALKS = frozenset(["speech", "question", "answer", "interjection", "continue"])
# Seat, party, office and time stand in brackets between the name and the colon.
_AFTER_NAME = re.compile(r"(?:[^:(]|\([^()]{0,200}\)){0,100}?:\s*")
_GERMAN = frozenset(["p", "name", "rede", "tagesordnungspunkt", "sitzungsende", "anlagen"])
_PRINT = frozenset(["col", "image"])  # numbers of columns and pages
_FURNITURE = frozenset(["FloorLanguage", "Timestamp", "talker", "page.no", "time.stamp"])


def sniff(document: Document) -> str | None:
    """A reason when the root element is that of a parliament's own XML."""
    root = xml_tree.root_name(document)
    telling = {tag for tag, _ in _KINDS.get(root or "", ())}
    told = root in _OWN or any(f"<{tag}" in document.text for tag in telling)
    return f"XML of parliamentary debates (<{root}>)" if told else None


def read(document: Document) -> list[Reading]:
    """One reading. Raises BrokenFile."""
    root = xml_tree.parse(document)
    dialects = _KINDS.get(xml_tree.local(root), ())
    turns = next((t for telling, t in dialects if _has(root, telling)), _they_work_for_you)
    title = xml_tree.first(root, "major-heading", "DocumentTitle", "title")
    return [
        Reading(
            "xml:hansard",
            tuple(turns(root)),
            title=xml_tree.words(title) or None if title is not None else None,
            date=_date(root),
        )
    ]


def _has(root: etree._Element, name: str) -> bool:
    return any(xml_tree.local(e) == name for e in root.iter())


def _turn(label: str | None, text: str, element: etree._Element, path: str) -> RawTurn:
    label = clean(label or "").rstrip(" :").removesuffix(" -")
    return RawTurn(label or None, text, source=xml_tree.source(element, path))


def _they_work_for_you(root: etree._Element) -> Turns:
    """`nospeaker` marks procedure, except where a voice is named all the same ("Hon. Members")."""
    for element, path in xml_tree.elements(root, frozenset(["speech", "ques", "reply"])):
        name = element.get("speakername") or element.get("speaker")
        voice = name if name and name.lower() != "unknown" else None
        if voice or element.get("nospeaker") != "true":
            yield _turn(voice, xml_tree.words(element), element, path)


def _canada(root: etree._Element) -> Turns:
    for element, path in xml_tree.elements(root, frozenset(["Intervention"])):
        who = xml_tree.first(element, "PersonSpeaking", "Affiliation")
        said = [c for c in element if xml_tree.local(c) == "Content"] or [element]
        skip = _FURNITURE | {"PersonSpeaking"}
        text = "\n\n".join(xml_tree.words(c, skip) for c in said)
        yield _turn(xml_tree.words(who) if who is not None else None, clean(text), element, path)


def _australia(root: etree._Element) -> Turns:
    """Since 2011 a speech's text holds its interjections too, after names in spans."""
    for element, path in xml_tree.elements(root, _TALKS):
        whole = next((c for c in element if xml_tree.local(c) == "talk.text"), None)
        if whole is not None:
            yield from _marked(whole, element, path)
            continue
        name = _talker(element)
        start = [c for c in element if xml_tree.local(c) == "talk.start"]
        paragraphs = [xml_tree.words(c, _FURNITURE) for c in start]
        paragraphs += [xml_tree.words(c) for c in element if xml_tree.local(c) in ("para", "quote")]
        if text := clean("\n\n".join(paragraphs)):
            yield _turn(name, text, element, path)


def _talker(element: etree._Element) -> str | None:
    talker = xml_tree.first(element, "talker")
    names = [e for e in talker.iter() if xml_tree.local(e) == "name"] if talker is not None else []
    shown = [e for e in names if e.get("role") == "display"] or names
    return xml_tree.words(shown[0]) if shown else None


def _marked(whole: etree._Element, speech: etree._Element, path: str) -> Turns:
    label, paragraphs = _talker(speech), list[str]()
    for paragraph in (e for e in whole.iter() if xml_tree.local(e) == "p"):
        text = xml_tree.words(paragraph)
        if _interjected(paragraph, text):
            continue
        spans = (e for e in paragraph.iter() if xml_tree.local(e) in ("span", "a"))
        mark = next((s for s in spans if _names_speaker(s)), None)
        name = xml_tree.words(mark).strip(" :") if mark is not None else ""
        if name and text.startswith(name) and (m := _AFTER_NAME.match(text, len(name))):
            if paragraphs:
                yield _turn(label, clean("\n\n".join(paragraphs)), speech, path)
            label, paragraphs, text = name, [], text[m.end() :]
        paragraphs += [text] if text else []
    if paragraphs:
        yield _turn(label, clean("\n\n".join(paragraphs)), speech, path)


def _interjected(paragraph: etree._Element, text: str) -> bool:
    """The paragraph only reports that some interjected."""
    marks = (e for e in paragraph.iter() if e.get("class") == "HPS-GeneralInterjecting")
    return any(
        (said := xml_tree.words(e)) and ":" not in said and len(text) <= len(said) + 2
        for e in marks
    )


def _names_speaker(span: etree._Element) -> bool:
    kind = (span.get("class") or span.get("type") or "").removeprefix("HPS-")
    return kind.startswith(("Member", "Office")) and kind not in ("MemberIdentifier", "Members")


def _bundestag(root: etree._Element) -> Turns:
    """<p klasse="redner"> and <name> say who speaks, the paragraphs after them what."""
    opened: tuple[str, etree._Element, str] | None = None
    paragraphs: list[str] = []
    for element, path in xml_tree.elements(root, _GERMAN):
        kind, style = xml_tree.local(element), element.get("klasse") or ""
        holder = element.getparent()
        if kind == "p" and style != "redner":
            beside = opened and opened[1].getparent() is holder and not style.startswith("T")
            if beside and (text := xml_tree.words(element)):
                paragraphs.append(text)
            continue
        if kind == "name" and holder is not None and xml_tree.local(holder) == "redner":
            continue
        if opened and paragraphs:
            yield _turn(opened[0], clean("\n\n".join(paragraphs)), opened[1], opened[2])
        named = xml_tree.words(element, frozenset(["redner"])) if kind in ("p", "name") else ""
        opened, paragraphs = ((named, element, path) if named else None), []
    if opened and paragraphs:
        yield _turn(opened[0], clean("\n\n".join(paragraphs)), opened[1], opened[2])


def _historic(root: etree._Element) -> Turns:
    """<p><member>Mr. Pitt</member><membercontribution>: ...; paragraphs without a member go on."""
    opened: tuple[str, etree._Element, str] | None = None
    paragraphs: list[str] = []
    for element, path in xml_tree.elements(root, frozenset(["p", "section", "title"])):
        said = next((c for c in element if xml_tree.local(c) == "membercontribution"), None)
        if opened and (said is not None or xml_tree.local(element) != "p"):
            yield _turn(opened[0], clean("\n\n".join(paragraphs)), opened[1], opened[2])
            opened, paragraphs = None, []
        if said is not None:
            opened, text = (_member(element), element, path), xml_tree.words(said, _PRINT)
            paragraphs = [text.lstrip(" :\u2014-")]
        elif opened and xml_tree.local(element) == "p":
            paragraphs.append(xml_tree.words(element, _PRINT))
    if opened:
        yield _turn(opened[0], clean("\n\n".join(paragraphs)), opened[1], opened[2])


def _member(paragraph: etree._Element) -> str:
    member = xml_tree.first(paragraph, "member")
    seat = frozenset(["memberconstituency"])
    return xml_tree.words(member, seat) if member is not None else ""


def _date(root: etree._Element) -> str | None:
    if m := re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", root.get("sitzung-datum") or ""):
        return f"{m[3]}-{m[2]}-{m[1]}"
    for element in root.iter():
        name = xml_tree.local(element)
        if name == "ExtractedItem" and element.get("Name") == "Date":
            return written_date(element.text or "")
        if name == "date":
            return written_date(element.get("format") or element.text or "")
        if name in ("speech", "major-heading") and (found := written_date(element.get("id") or "")):
            return found
    return None


# Root elements that only parliaments use.
_OWN = frozenset(["publicwhip", "Hansard", "hansard", "dbtplenarprotokoll"])
# By root element: which of the dialects it is, told by an element that only that one has.
_KINDS: dict[str, tuple[tuple[str, Callable[[etree._Element], Turns]], ...]] = {
    "publicwhip": (("speech", _they_work_for_you), ("ques", _they_work_for_you)),
    "Hansard": (("Intervention", _canada),),
    "Committee": (("Intervention", _canada),),
    "hansard": (("talker", _australia), ("membercontribution", _historic)),
    "committee": (("talker", _australia),),
    "House": (("Intervention", _canada),),
    "Publication": (("Intervention", _canada),),
    "dbtplenarprotokoll": (("rede", _bundestag),),
}

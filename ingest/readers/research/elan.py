"""ELAN annotation files (.eaf): tiers of annotations on a time line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.open.containers import Document
from ingest.readers.common import xml_tree
from ingest.transcript import RawTurn, Reading, Source, clean

_ANNOTATION = frozenset(["ALIGNABLE_ANNOTATION", "REF_ANNOTATION"])
# Words an annotation from which on a tier holds talk for sure.
WORDS_OF_TALK = 3
_ASIDE = re.compile(
    r"(?:^|[\W_])(?:comments?|notes?|remarks?|gloss\w*|translation)(?:$|[\W_])", re.I
)


@dataclass(frozen=True, slots=True)
class _Tier:
    element: etree._Element
    values: tuple[tuple[str, str, Source], ...]  # id, text, place

    @property
    def talks(self) -> bool:
        """Most of what is written is words, not numbers of units."""
        texts = [text for _, text, _ in self.values if text]
        return 2 * sum(not _numbers_unit(t) for t in texts) > len(texts)

    @property
    def length(self) -> float:
        """Words an annotation, on average."""
        texts = [text for _, text, _ in self.values if text]
        return sum(len(t.split()) for t in texts) / len(texts) if texts else 0.0

    @property
    def type(self) -> str:
        return self.element.get("LINGUISTIC_TYPE_REF") or ""


def sniff(document: Document) -> str | None:
    """A reason when the root element is ELAN's."""
    root = xml_tree.root_name(document)
    return "XML of ELAN (<ANNOTATION_DOCUMENT>)" if root == "ANNOTATION_DOCUMENT" else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn an annotation of the tiers that transcribe, in order of time.

    Of each family of tiers (a tier and those that hang on it) the first that holds words is read:
    glosses and translations of it are no talk. Raises BrokenFile.
    """
    root = xml_tree.parse(document)
    tiers = list(_tiers(root))
    spans = _spans(root)
    found = [
        RawTurn(_label(tier), text, *spans.get(key, (None, None)), source=place)
        for tier in _speech([*_transcribed(tiers)])
        for key, text, place in tier.values
        if text
    ]
    timed = sorted((t for t in found if t.start_ms is not None), key=lambda t: t.start_ms or 0)
    untimed = (t for t in found if t.start_ms is None)
    return [Reading("xml:elan", (*timed, *untimed))]


def _numbers_unit(text: str) -> bool:
    """The annotation only numbers its unit: "sent_001", "12", "AB.003"."""
    one_sign = text.isascii() and " " not in text
    return one_sign and (any(c.isdigit() for c in text) or not any(c.isalpha() for c in text))


def _tiers(root: etree._Element) -> Iterator[_Tier]:
    running: etree._Element | None = None
    values: list[tuple[str, str, Source]] = []
    for element, path in xml_tree.elements(root, _ANNOTATION | {"TIER"}):
        if xml_tree.local(element) == "TIER":
            if running is not None:
                yield _Tier(running, tuple(values))
            running, values = element, []
            continue
        text = xml_tree.words(element)
        values.append((element.get("ANNOTATION_ID") or "", text, xml_tree.source(element, path)))
    if running is not None:
        yield _Tier(running, tuple(values))


def _transcribed(tiers: Iterable[_Tier]) -> Iterator[_Tier]:
    tiers = list(tiers)
    under: dict[str | None, list[_Tier]] = {}
    for tier in tiers:
        under.setdefault(tier.element.get("PARENT_REF"), []).append(tier)
    several = len(under.get(None, [])) > 1
    for root in under.get(None, []):
        if several and _ASIDE.search(root.element.get("TIER_ID") or ""):
            continue
        level, seen = [root], set[str]()
        while level and not any(t.talks and t.values for t in level):
            seen |= {t.element.get("TIER_ID") or "" for t in level}
            level = [c for t in level for c in under.get(t.element.get("TIER_ID") or "", [])]
            level = [c for c in level if (c.element.get("TIER_ID") or "") not in seen]
        yield from [t for t in level if t.talks and t.values][:1]


def _speech(tiers: Sequence[_Tier]) -> list[_Tier]:
    """The tiers without those that name acts beside the talk (gestures, gaze) with a word each.

    Such tiers are of a linguistic type that no tier of talk has.
    """
    talk = {t.type for t in tiers if t.length >= WORDS_OF_TALK}
    return [t for t in tiers if not talk or t.type in talk or t.length >= WORDS_OF_TALK / 2]


def _label(tier: _Tier) -> str | None:
    """The participant, else what follows "@" in the tier's name, else that name."""
    name = tier.element.get("TIER_ID") or ""
    return clean(tier.element.get("PARTICIPANT") or name.rpartition("@")[2]) or None


def _spans(root: etree._Element) -> dict[str, tuple[int | None, int | None]]:
    """Start and end of each annotation; those that refer to another have its times."""
    slots = {
        e.get("TIME_SLOT_ID"): int(e.get("TIME_VALUE") or "")
        for e, _ in xml_tree.elements(root, frozenset(["TIME_SLOT"]))
        if (e.get("TIME_VALUE") or "").isdigit()
    }
    spans: dict[str, tuple[int | None, int | None]] = {}
    refers: dict[str, str] = {}
    for element, _ in xml_tree.elements(root, _ANNOTATION):
        key = element.get("ANNOTATION_ID") or ""
        if reference := element.get("ANNOTATION_REF"):
            refers[key] = reference
        else:
            start, end = element.get("TIME_SLOT_REF1"), element.get("TIME_SLOT_REF2")
            spans[key] = (slots.get(start), slots.get(end))
    for key in refers:
        chain, at = dict[str, None](), key
        while at in refers and at not in spans and at not in chain:
            chain[at] = None
            at = refers[at]
        spans.update(dict.fromkeys(chain, spans.get(at, (None, None))))
    return spans

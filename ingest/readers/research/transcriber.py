"""Transcriber (.trs) and EXMARaLDA (.exb): turns on a time line, with a table of speakers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.open.containers import Document
from ingest.readers.common import xml_tree
from ingest.readers.common.dates import written_date
from ingest.text.times import scaled_ms
from ingest.transcript import RawTurn, Reading, clean

_ROOTS = {"Trans": "Transcriber", "basic-transcription": "EXMARaLDA"}


def sniff(document: Document) -> str | None:
    """A reason when the root element is one of the two programs'."""
    root = xml_tree.root_name(document)
    return f"XML of {_ROOTS[root]} (<{root}>)" if root in _ROOTS else None


def read(document: Document) -> list[Reading]:
    """One reading. Raises BrokenFile."""
    root = xml_tree.parse(document)
    exmaralda = xml_tree.local(root) == "basic-transcription"
    turns = _events(root) if exmaralda else _turns(root)
    title = xml_tree.first(root, "transcription-name" if exmaralda else "Episode")
    name = (
        (xml_tree.words(title) if exmaralda else title.get("program")) if title is not None else ""
    )
    held = title.get("air_date") if title is not None else None
    return [
        Reading(
            f"xml:{_ROOTS[xml_tree.local(root)].lower()}",
            tuple(turns),
            title=clean(name or "") or None,
            date=written_date(held or ""),
        )
    ]


def _turns(root: etree._Element) -> Iterator[RawTurn]:
    """A turn an element; where two speak at once, <Who nb> parts what each said."""
    names = {
        e.get("id"): clean(e.get("name") or "")
        for e, _ in xml_tree.elements(root, frozenset(["Speaker"]))
    }
    for element, path in xml_tree.elements(root, frozenset(["Turn"])):
        who = [names.get(key) or key for key in (element.get("speaker") or "").split()]
        for label, said in _voices(element, who):
            if text := clean(said):
                yield RawTurn(
                    label,
                    text,
                    _ms(element.get("startTime")),
                    _ms(element.get("endTime")),
                    xml_tree.source(element, path),
                )


def _voices(turn: etree._Element, who: list[str]) -> Iterator[tuple[str | None, str]]:
    label, said = (who[0] if who else None), [turn.text or ""]
    for child in turn:
        number = child.get("nb") or ""
        if xml_tree.local(child) == "Who" and number.isdigit() and 0 < int(number) <= len(who):
            yield label, " ".join(said)
            label, said = who[int(number) - 1], []
        said.append(child.tail or "")
    yield label, " ".join(said)


def _events(root: etree._Element) -> Iterator[RawTurn]:
    """The events of the tiers that transcribe, in order of time."""
    names = {
        e.get("id"): xml_tree.words(name)
        for e, _ in xml_tree.elements(root, frozenset(["speaker"]))
        if (name := xml_tree.first(e, "abbreviation")) is not None
    }
    points = [e for e, _ in xml_tree.elements(root, frozenset(["tli"]))]
    order = {e.get("id"): n for n, e in enumerate(points)}
    times = {e.get("id"): _ms(e.get("time")) for e in points}
    found = []
    for element, path in xml_tree.elements(root, frozenset(["event"])):
        tier, start = element.getparent(), element.get("start")
        text = clean("".join(str(piece) for piece in element.itertext()))
        if tier is None or tier.get("type") != "t" or not text:
            continue
        key = tier.get("speaker")
        turn = RawTurn(
            names.get(key) or key,
            text,
            times.get(start),
            times.get(element.get("end")),
            xml_tree.source(element, path),
        )
        found.append((order.get(start, len(order)), turn))
    return (turn for _, turn in sorted(found, key=lambda pair: pair[0]))


def _ms(seconds: str | None) -> int | None:
    try:
        return scaled_ms(float(seconds or ""), 1000)
    except ValueError:
        return None

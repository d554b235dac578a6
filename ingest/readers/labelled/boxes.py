"""Boxes in a page that stand between the paragraphs of its talk: adverts, pictures, pull quotes.

All talk stands in one element of the page; what stands there in a box of its own, and holds none
of the labels and no sentence, nobody says. A quotation or a list may be what somebody reads out,
and a sentence what somebody says, but in a figure or a box that the page itself calls an advert.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from ingest.open.containers import Document
from ingest.readers.common.elements import elements
from ingest.readers.common.lines import Line
from ingest.readers.labelled.talk import ends_said
from ingest.readers.labelled.winner import Labels

# Turns that show where the talk of a page stands; their share that stands there; and how many boxes
# there may be for each turn, beyond which they are how the talk itself is set.
FEWEST, MOST, BOXES = 3, 0.9, 0.25
_BOXES = frozenset(["div", "section", "figure", "details"])
_ADVERT = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|promo\w*|newsletters?|sponsor\w*|related|shar\w+|subscri\w+|banner)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


def without_boxes(document: Document, lines: Sequence[Line], found: Labels) -> Labels:
    """The turns of a page, what stands in boxes amid them left out."""
    if document.container != "html" or len(found.openers) < FEWEST:
        return found
    nodes = elements(document)
    labels = [nodes.get(lines[o.line].start) for o in found.openers if o.head.label]
    homes = Counter(n.parent.mem_id for n in labels if n is not None and n.parent is not None)
    home, count = max(homes.items(), key=lambda x: x[1], default=(0, 0))
    if count < max(FEWEST, MOST * len(found.openers)):
        return found
    taken = {box.mem_id for n in labels if n is not None and (box := _box(n, home))}
    held: dict[int, set[int]] = {}
    said: set[int] = set()
    node: LexborNode | None = None
    for i in range(found.openers[0].line, found.end):
        node = nodes.get(lines[i].start, node)
        box = _box(node, home) if node is not None else None
        if box is not None and box.mem_id not in taken:
            held.setdefault(box.mem_id, set()).add(i)
            if not lines[i].blank and ends_said([lines[i]]) and not _is_advert(box):
                said.add(box.mem_id)
    if len(held) > max(1, BOXES * len(found.openers)):
        return found
    gone = (own for box, own in held.items() if box not in said)
    return replace(found, headings=found.headings.union(*gone))


def _is_advert(box: LexborNode) -> bool:
    called = f"{box.attributes.get('class') or ''} {box.attributes.get('id') or ''}"
    return box.tag == "figure" or _ADVERT.search(called) is not None


def _box(node: LexborNode, home: int) -> LexborNode | None:
    """The box in the home of the talk in which an element stands."""
    inside, above = node, node.parent
    while above is not None and above.mem_id != home:
        inside, above = above, above.parent
    boxed = above is not None and inside.mem_id != node.mem_id and inside.tag in _BOXES
    return inside if boxed else None

"""The list of spoken text in a speech-to-text file, among lists of entities, chapters and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

from ingest.readers.common.json_node import Node
from ingest.readers.speech_to_text.fields import Fields, fields

_DEPTH = 5
# Lists and objects that are looked into at a depth; chunks and channels are some thousand.
MOST_INSIDE = 100_000
# Entities, highlights and the like hold some of the words; a transcript holds (nearly) all.
_MOST_OF_IT = 0.6


def find(root: Node) -> list[Node]:
    """The lists of records in a file that belong together (one for each chunk or channel).

    Of those that hold most of the text, lists with speakers come before those without, lists of
    single words last. None where they are transcripts of several recordings: each begins anew.
    """
    groups: dict[str, list[Node]] = {}
    for node in _lists(root):
        groups.setdefault(_pattern(node), []).append(node)
    whole = str(root.peek("text") or "")
    if len(groups) > 1 or whole:
        sizes = {p: sum(map(_size, nodes)) for p, nodes in groups.items()}
        most = max([len(whole.replace(" ", "")), *sizes.values()])
        groups = {p: n for p, n in groups.items() if sizes[p] >= _MOST_OF_IT * most}
    best = min(groups.values(), key=lambda nodes: _rank(nodes[0]), default=[])
    if all(node.parent and node.parent.has("confidence") for node in best):
        return best[:1]  # what the words may be, the likeliest first
    return best if _one_recording(best) else []


def _one_recording(found: list[Node]) -> bool:
    """Channels lie side by side; the chunks of one recording follow each other."""
    starts = [start for node in found if (start := _first_start(node)) is not None]
    return "channel" in found[0].path.lower() or all(a < b for a, b in pairwise(starts))


def _first_start(node: Node) -> int | None:
    names = fields(node)
    row = node.first()
    value = row.peek(names.start) if names.start else None
    if value is None and names.words:
        inner = row.get(names.words)
        start = fields(inner).start if isinstance(inner.peek(0), dict) else None
        value = inner.peek(0, start) if start else None
    time = Node(value[0] if isinstance(value, list) and value else value, node.file)
    return time.ms() if time.is_time() else None


def _lists(root: Node) -> Iterator[Node]:
    """Every usable list of records, the outer ones first; what is inside a record is its own."""
    level = [root]
    for _ in range(_DEPTH):
        following: list[Node] = []
        for node in level:
            if usable := _usable(node):
                yield usable
            else:
                following += islice(_inside(node), MOST_INSIDE)
        level = following if len(following) < MOST_INSIDE else []


def _usable(node: Node) -> Node | None:
    """The list, if it holds talk; its records with the parts of what they hold, if only so."""
    if not isinstance(node.peek(0), dict):
        return None
    if fields(node).usable:
        return node
    if not any(isinstance(v, dict) for v in node.peek(0).values()):
        return None
    lifted = replace(node, value=[_lifted(row) for row in node.value])
    return lifted if fields(lifted).usable else None


def _lifted(row: Any) -> Any:
    """A record with the parts of the objects in it: {"time": {"from": 0, "to": 2}}."""
    if not isinstance(row, dict):
        return row
    inner = [v for v in row.values() if isinstance(v, dict) and "name" not in v]
    parts = {k: v for each in inner for k, v in each.items() if not isinstance(v, dict | list)}
    return {**parts, **row}


def _inside(node: Node) -> Iterator[Node]:
    inside = node.value.items() if isinstance(node.value, dict) else enumerate(node.value)
    return (Node(v, node.file, node, k) for k, v in inside if isinstance(v, dict | list))


def _pattern(node: Node) -> str:
    """The path of a node with any index for each index."""
    return re.sub(r"\[\d+\]", "[*]", node.path)


def _size(found: Node) -> int:
    """Characters of text in the list, or in the words of its records."""
    names = fields(found)
    return sum(_letters(row, names) for row in found.value if isinstance(row, dict))


def _letters(row: dict[str, Any], names: Fields) -> int:
    text = row.get(names.text) if names.text else None
    words = row.get(names.words) if names.words else None
    if isinstance(text, str) or not isinstance(words, list):
        return len(text.replace(" ", "")) if isinstance(text, str) else 0
    inner = Node(words, "")
    return _size(inner) if isinstance(inner.peek(0), dict) else 0


def _rank(found: Node) -> tuple[bool, bool]:
    return "word" in str(found.key), not fields(found).speaker

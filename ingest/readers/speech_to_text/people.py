"""Who stands behind the ids of a speech-to-text file: the names that its own lists give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.readers.common.json_node import Node
from ingest.readers.speech_to_text.fields import plain

_LISTS = ("speakers", "participants", "speaker_names", "speaker_map")
_ID = ("id", "speaker_id", "participant_id", "tag")
_NAME = ("name", "speaker_name", "display_name")


def people(found: Node) -> dict[str, str]:
    """Names by id, from the lists of speakers that stand beside the records or around them."""
    named: dict[str, str] = {}
    node = found.parent
    while node:
        for key in _LISTS:
            named |= dict(_people(node.peek(key)))
        node = node.parent
    return named


def _people(listed: Any) -> Iterator[tuple[str, str]]:
    if isinstance(listed, dict):
        yield from ((k, v) for k, v in listed.items() if isinstance(v, str) and v.strip())
    for entry in listed if isinstance(listed, list) else ():
        fields = {plain(k): v for k, v in entry.items()} if isinstance(entry, dict) else {}
        known = next((fields[k] for k in _ID if isinstance(fields.get(k), str | int)), None)
        name = next((fields[k] for k in _NAME if isinstance(fields.get(k), str)), "")
        if known is not None and name.strip():
            yield str(known), name

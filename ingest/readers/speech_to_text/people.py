"""Who stands behind the ids of a speech-to-text file: the names that its own lists give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.readers.common.json_node import Node
from ingest.readers.speech_to_text.fields import plain

_LISTS = (
    "speakers participants parties attendees members users people voices roster profiles "
    "speaker_names speaker_map speaker_labels speakerNames speakerMap speakerLabels"
).split()
_ID = "speaker_id speaker participant_id user_id label tag key id".split()
_NAME = "name speaker_name display_name full_name user_name".split()


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
        named = ((k, v if isinstance(v, str) else _name(v)) for k, v in listed.items())
        yield from ((k, v) for k, v in named if v.strip())
    for entry in listed if isinstance(listed, list) else ():
        if name := _name(entry).strip():
            # An entry may have an id of its own beside the one by which the talk refers to it.
            fields = {plain(k): v for k, v in entry.items()}
            yield from ((str(v), name) for k in reversed(_ID) if _is_id(v := fields.get(k)))


def _name(entry: Any) -> str:
    fields = {plain(k): v for k, v in entry.items()} if isinstance(entry, dict) else {}
    return next((fields[k] for k in _NAME if isinstance(fields.get(k), str)), "")


def _is_id(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)

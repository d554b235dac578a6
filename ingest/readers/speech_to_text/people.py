"""Who stands behind the ids of a speech-to-text file: the names that its own lists give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ingest.readers.common.json_node import Node
from ingest.readers.speech_to_text.fields import plain

_LISTS = (
    "speakers participants parties attendees members users people voices roster profiles "
    "speaker_names speaker_map speaker_labels speakerNames speakerMap speakerLabels"
).split()
_ID = "speaker_id speaker participant_id user_id label tag key id".split()
_NAME = "name speaker_name display_name full_name user_name".split()


def people(found: Node, key: str) -> dict[str, str]:
    """Names by id, from the nearest list of speakers that knows an id of the records.

    `key`: where each record of the list says who speaks. What lies farther off may count others: an
    owner of the account, a team.
    """
    ids = {str(v) for row in found.items() if _is_id(v := row.peek(key))}
    node = found.parent
    while node:
        lists = (_people(node.peek(name), ids, key) for name in _LISTS)
        if named := next((people for people in lists if ids & people.keys()), None):
            return named
        node = node.parent
    return {}


def _people(listed: Any, ids: set[str], key: str) -> dict[str, str]:
    """The names by what most of the ids are: people may have several, the talk refers to one."""
    if isinstance(listed, dict):
        named = ((k, v if isinstance(v, str) else _name(v)) for k, v in listed.items())
        return {k: v for k, v in named if v.strip()}
    entries = (
        [{plain(k): v for k, v in entry.items()} for entry in listed if isinstance(entry, dict)]
        if isinstance(listed, list)
        else []
    )
    by_key = [dict(_by(k, entries)) for k in (plain(key), *_ID)]
    return max(by_key, key=lambda named: len(ids & named.keys()))


def _by(key: str, entries: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if _is_id(value := entry.get(key)) and (name := _name(entry).strip()):
            yield str(value), name


def _name(entry: Any) -> str:
    fields = {plain(k): v for k, v in entry.items()} if isinstance(entry, dict) else {}
    return next((fields[k] for k in _NAME if isinstance(fields.get(k), str)), "")


def _is_id(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)

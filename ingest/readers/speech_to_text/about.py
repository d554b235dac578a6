"""What a speech-to-text file says of its recording: title and date, in objects around the talk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ingest.readers.common.dates import find_date
from ingest.readers.common.json_node import Node
from ingest.readers.speech_to_text.fields import plain
from ingest.transcript import clean

_TITLES = "title meeting_title meeting_name call_title episode_title topic subject".split()
# When people talked; when a program wrote the file is another day.
_DATES = (
    "date date_string meeting_date call_date recording_date recorded_at started started_at "
    "happened_at held_at meeting_start_time scheduled start_time start_date start"
).split()
# Objects lie in objects; deeper ones tell of models and settings.
_DEEPEST = 3
# Objects whose bare "name" is that of the recording, not of a model or a person.
_NEAR = 2
# Seconds and milliseconds since 1970, of this century.
_MOMENTS = ((1e9, 4e9, 1), (1e12, 4e12, 1000))


def about(root: Node) -> tuple[str | None, str | None]:
    """The title and the date (ISO 8601), each None where none is given."""
    objects = [*_objects(root.value, _DEEPEST)]
    titles = (o[k] for o in objects for k in _TITLES if isinstance(o.get(k), str))
    named = (o["name"] for o in objects[:_NEAR] if " " in str(o.get("name")))
    dates = (_date(o[k]) for o in objects for k in _DATES if k in o)
    title = next((t for v in (*titles, *named) if (t := clean(str(v)))), None)
    return title, next((d for d in dates if d), None)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The object and those in it, the outer ones first, by plain keys."""
    level = [value] if isinstance(value, dict) else []
    for _ in range(depth + 1):
        yield from ({plain(k): v for k, v in found.items()} for found in level)
        level = [v for found in level for v in found.values() if isinstance(v, dict)]


def _date(value: Any) -> str | None:
    if isinstance(value, str):
        return find_date(value[:100])
    if isinstance(value, int | float) and not isinstance(value, bool):
        for low, high, parts in _MOMENTS:
            if low < value < high:
                return datetime.fromtimestamp(value / parts, UTC).date().isoformat()
    return None

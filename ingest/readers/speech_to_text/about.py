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
    "date date_string meeting_date call_date recording_date recorded_at happened_at held_at "
    "meeting_start_time"
).split()
# Recognisers start too, and models have names: these count only in objects of the recording.
_OWN_TITLE = "name"
_OWN_DATES = "started started_at scheduled start_time start_date start".split()
_RECORDINGS = frozenset("recording meeting call conversation episode data".split())
# In a number, where in the recording something starts.
_PLACES = frozenset(["start", "start_time"])
# Objects lie in objects; deeper ones tell of models and settings.
_DEEPEST = 3
# Seconds and milliseconds since 1970, of this century.
_MOMENTS = ((1e9, 4e9, 1), (1e12, 4e12, 1000))


def about(root: Node) -> tuple[str | None, str | None]:
    """The title and the date (ISO 8601), each None where none is given."""
    objects = [*_objects(root.value, _DEEPEST)]
    own = [found for name, found in objects if name in _RECORDINGS]
    titles = [found.get(k) for _, found in objects for k in _TITLES]
    titles += [name for found in own if " " in str(name := found.get(_OWN_TITLE))]
    dates = [_date(k, found[k]) for _, found in objects for k in _DATES if k in found]
    dates += [_date(k, found[k]) for found in own for k in _OWN_DATES if k in found]
    title = next((t for v in titles if isinstance(v, str) and (t := clean(v))), None)
    return title, next((d for d in dates if d), None)


def _objects(value: Any, depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The object and those in it, the outer ones first: each by its name, with plain keys."""
    level = [("recording", value)] if isinstance(value, dict) else []
    for _ in range(depth + 1):
        plainly = [(name, {plain(k): v for k, v in found.items()}) for name, found in level]
        yield from plainly
        level = [(k, v) for _, found in plainly for k, v in found.items() if isinstance(v, dict)]


def _date(key: str, value: Any) -> str | None:
    if isinstance(value, str):
        return find_date(value[:100])
    if key not in _PLACES and isinstance(value, int | float) and not isinstance(value, bool):
        for low, high, parts in _MOMENTS:
            if low < value < high:
                return datetime.fromtimestamp(value / parts, UTC).date().isoformat()
    return None

"""How the records of a speech-to-text list name their parts: one table of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers.common import told
from ingest.readers.common.json_node import Node
from ingest.readers.tables import columns

# Field names in lower case with "_" between words, each list in order of preference.
SPEAKER = (
    "speaker speaker_name speaker_display_name speaker_full_name speaker_label speaker_id "
    "speaker_tag participant participant_name participant_role participant_id from user user_name "
    "username author name who channel channel_id media_channel channel_number channel_index "
    "channel_tag"
).split()
# Of these, those that number the lines of a call: an only one tells nobody apart.
CHANNELS = frozenset(
    "channel channel_id media_channel channel_number channel_index channel_tag".split()
)
TEXT = (
    "punctuated_word text transcript transcription body content sentence utterance display_text "
    "display word segment caption line raw_text utf8 words value"
).split()
START = (
    "start start_time start_ms start_time_ms start_seconds start_timestamp start_offset begin "
    "time_begin begin_offset_millis t_start_ms time_offset timestamp offset offset_milliseconds "
    "offset_in_ticks time from t tc at pos position"
).split()
END = (
    "end end_time end_ms end_time_ms end_seconds end_timestamp end_offset time_end "
    "end_offset_millis stop to"
).split()
LENGTH = "duration duration_ms d_duration_ms duration_milliseconds duration_in_ticks dur".split()
# The names that tables have, too, after those of services.
_SPEAKERS, _STARTS, _ENDS = (
    (*own, *(n for n in more if n not in own))
    for own, more in ((SPEAKER, columns.SPEAKER), (START, columns.START), (END, columns.END))
)
WORDS = "words segs sentences segments terms".split()

# Many things have a time; talk has an end, a length or a speaker as well.
_LOOSE = ("time", "from", "t", "tc", "at", "pos", "position")
_SAMPLE = 20
# Seconds or milliseconds since 1970: when a message was sent, not where in a recording.
_MOMENTS = ((1e9, 2.2e9), (1e12, 2.2e12))


@dataclass(frozen=True, slots=True)
class Fields:
    """How the records of a list name their parts; None where they have no such part."""

    text: str | None
    start: str | None
    end: str | None
    length: str | None
    speaker: str | None
    words: str | None

    @property
    def usable(self) -> bool:
        """There is text with times, or words that bring their own."""
        return bool(self.start and self.text) or bool(self.words and (self.start or self.speaker))


def fields(found: Node) -> Fields:
    """The names that the records of a list have for their parts.

    Where a name is not known, the part is told by what it holds, as in tables.
    """
    rows = [row for row in found.value[: told.MOST] if isinstance(row, dict)]
    sample = rows[:_SAMPLE]
    keys = {plain(key): key for row in reversed(sample) for key in row}

    def named(names: Sequence[str], fits: Callable[[Any], bool]) -> str | None:
        present = (keys[name] for name in names if name in keys)
        return next((k for k in present if any(fits(row.get(k)) for row in sample)), None)

    end, length = named(_ENDS, _is_time), named(LENGTH, _is_time)
    # Things of many kinds have a time by one of these names; talk has an end or a length as well.
    start = named(_STARTS if end or length else START, _is_time)
    speaker = named([n for n in _SPEAKERS if keys.get(n) not in (start, end)], _is_speaker)
    if start and not (end or length):
        values = [row.get(start) for row in sample]
        ranged = speaker or any(isinstance(value, list) for value in values)
        if any(map(_is_moment, values)) or (plain(start) in _LOOSE and not ranged):
            start = None
    text = named(TEXT, _is_text) or (named(columns.TEXT, _is_text) if start else None)
    words = named(WORDS, lambda v: isinstance(v, list))
    if not words and not (text and speaker and start) and len(rows) >= told.FEWEST:
        text, speaker, start, end = _told(rows, told.Parts(text, speaker, start, end), length)
    return Fields(
        text=text,
        start=start,
        end=end,
        length=length,
        speaker=speaker if speaker != text else None,
        words=words,
    )


def _told(rows: Sequence[dict[str, Any]], named: told.Parts, length: str | None) -> told.Parts:
    """The parts, told by what the records hold where no name says it."""
    names = dict.fromkeys(k for row in rows for k in row)
    values = {k: [_printed(row.get(k)) for row in rows] for k in names}
    if named.text and not told.talk(values[named.text]):
        return named  # single words, which have kinds of their own
    return told.filled(values, named, [length])


def _printed(value: Any) -> str:
    kept = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value).strip() if kept else ""


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def plain(key: str) -> str:
    """`startTime`, `StartTime` and `start-time` are one."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key)
    return re.sub(r"[\W_]+", "_", parted.lower()).strip("_")


def _is_speaker(value: Any) -> bool:
    return isinstance(value, str | int | dict) and not isinstance(value, bool)


def _is_moment(value: Any) -> bool:
    return isinstance(value, int | float) and any(low < value < high for low, high in _MOMENTS)


def _is_time(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and _is_time(value[0])
    if isinstance(value, str | dict):
        return Node(value, "").is_time()
    return isinstance(value, int | float) and not isinstance(value, bool)

"""Speech-to-text as a list of records: text, times, perhaps a speaker, under the usual names.

Whisper and its kin, AssemblyAI, the Podcasting 2.0 transcript, Gladia, Fireflies, and what
scripts write: one search for the list, one table of names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from ingest.cues import Cue
from ingest.readers.json_node import MILLISECONDS, SECONDS, TICKS, Node
from ingest.times import MOST_MS

# Field names in lower case with "_" between words, each list in order of preference.
SPEAKER = (
    "speaker speaker_name speaker_label speaker_id speaker_tag participant participant_name "
    "participant_role from channel"
).split()
TEXT = (
    "punctuated_word text transcript body content sentence utterance display_text display word "
    "caption line raw_text utf8"
).split()
START = (
    "start start_time start_ms start_seconds start_timestamp start_offset begin "
    "begin_offset_millis t_start_ms timestamp offset offset_milliseconds offset_in_ticks"
).split()
END = ("end end_time end_ms end_seconds end_timestamp end_offset end_offset_millis stop").split()
LENGTH = "duration duration_ms d_duration_ms duration_milliseconds duration_in_ticks dur".split()
WORDS = "words segs".split()

_DEPTH = 5
_SAMPLE = 20
# Speech runs at about 15 characters a second; the unit whose times come nearest to it is theirs.
_SECONDS_A_CHARACTER = 1 / 15
_UNIT_SAMPLE = 500
_UNIT_NAMES = {
    "_ms": MILLISECONDS,
    "millis": MILLISECONDS,
    "milliseconds": MILLISECONDS,
    "seconds": SECONDS,
    "ticks": TICKS,
}


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


def find(root: Node) -> list[Node]:
    """The lists of records in a file that belong together (one for each chunk or channel).

    Lists with speakers come before those without, lists of single words last.
    """
    lists = list(_lists(root))
    best = min(lists, key=_rank, default=None)
    return [node for node in lists if best and _pattern(node) == _pattern(best)]


def fields(found: Node) -> Fields:
    """The names that the records of a list have for their parts."""
    sample = [row for row in found.value[:_SAMPLE] if isinstance(row, dict)]
    keys = {_plain(key): key for row in reversed(sample) for key in row}

    def named(names: Sequence[str], fits: Callable[[Any], bool]) -> str | None:
        present = (keys[name] for name in names if name in keys)
        return next((k for k in present if any(fits(row.get(k)) for row in sample)), None)

    return Fields(
        text=named(TEXT, lambda v: isinstance(v, str)),
        start=named(START, _is_time),
        end=named(END, _is_time),
        length=named(LENGTH, _is_time),
        speaker=named(SPEAKER, lambda v: isinstance(v, str | int | dict)),
        words=named(WORDS, lambda v: isinstance(v, list)),
    )


def records(found: Node, unit_ms: float | None = None) -> list[Cue]:
    """The cues of a list. Times count in `unit_ms`, or in the unit that fits speech.

    Raises BrokenFile where a record breaks the pattern of the first ones.
    """
    names = fields(found)
    rows = list(found.items())
    unit = unit_ms or _unit(names, rows)
    return [_cue(row, names, unit) for row in rows]


def _cue(row: Node, names: Fields, unit_ms: float) -> Cue:
    start, end = _times(row, names, unit_ms)
    text = row.get(names.text).text() if names.text else ""
    if names.words and not text:
        words = list(row.get(names.words).items())
        inner = fields(row.get(names.words)) if words else names
        spoken = [word.get(inner.text).text() for word in words] if inner.text else []
        text = ("" if any(" " in s for s in spoken) else " ").join(spoken)
        if words and start is None:
            start, end = _times(words[0], inner, unit_ms)[0], _times(words[-1], inner, unit_ms)[1]
    label = row.get(names.speaker).speaker() if names.speaker else None
    if label and names.speaker and _plain(names.speaker) == "channel":
        label = label.replace("Speaker", "Channel")
    return Cue(0, text, label, start, end, path=row.path)


def _times(row: Node, names: Fields, unit_ms: float) -> tuple[int | None, int | None]:
    begin = row.get(names.start) if names.start else Node(None, row.file)
    if isinstance(begin.value, list):  # [start, end], as Hugging Face pipelines write it
        start, end = [*begin.items(), *[Node(None, row.file)] * 2][:2]
        return start.ms(unit_ms), end.ms(unit_ms)
    start_ms = begin.ms(unit_ms)
    end_ms = row.get(names.end).ms(unit_ms) if names.end else None
    length = row.get(names.length).ms(unit_ms) if names.length and end_ms is None else None
    if length is not None and start_ms is not None:
        end_ms = start_ms + length
    return start_ms, end_ms


def _unit(names: Fields, rows: Sequence[Node]) -> float:
    """Milliseconds in the unit of the times, by their name, a fraction, or the rate of talk."""
    key = _plain(names.start or "")
    if unit := next((unit for ending, unit in _UNIT_NAMES.items() if key.endswith(ending)), None):
        return unit
    sample = rows[:_UNIT_SAMPLE]
    values = [row.peek(name) for row in sample for name in (names.start, names.end) if name]
    if not all(
        isinstance(v, int) or (isinstance(v, float) and v.is_integer()) for v in values if v
    ):
        return SECONDS
    size = sum(len(str(row.peek(names.text))) for row in sample) if names.text else 0
    lasts = sum(_length(row, names) for row in sample) or max(map(_number, values), default=0.0)
    if not size or lasts <= 0:
        return SECONDS
    rate = lasts / size / _SECONDS_A_CHARACTER
    return min((SECONDS, MILLISECONDS, TICKS), key=lambda unit: abs(log(rate * unit / SECONDS)))


def _length(row: Node, names: Fields) -> float:
    start, end, length = (
        _number(row.peek(n or "")) for n in (names.start, names.end, names.length)
    )
    return length or max(0.0, end - start)


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and abs(value) < MOST_MS * 1e4 else 0.0


def _lists(root: Node) -> Iterator[Node]:
    """Every usable list of records, the outer ones first; what is inside a record is its own."""
    level = [root]
    for _ in range(_DEPTH):
        following: list[Node] = []
        for node in level:
            if isinstance(node.peek(0), dict) and fields(node).usable:
                yield node
            else:
                following += _inside(node)
        level = following


def _inside(node: Node) -> Iterator[Node]:
    inside = node.value.items() if isinstance(node.value, dict) else enumerate(node.value)
    return (Node(v, node.file, node, k) for k, v in inside if isinstance(v, dict | list))


def _pattern(node: Node) -> str:
    """The path of a node with any index for each index."""
    return re.sub(r"\[\d+\]", "[*]", node.path)


def _rank(found: Node) -> tuple[bool, bool]:
    return "word" in str(found.key), not fields(found).speaker


def _is_time(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and _is_time(value[0])
    if isinstance(value, str | dict):
        return Node(value, "").is_time()
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(key: str) -> str:
    """`startTime`, `StartTime` and `start-time` are one."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key)
    return re.sub(r"[^a-z0-9]+", "_", parted.lower()).strip("_")

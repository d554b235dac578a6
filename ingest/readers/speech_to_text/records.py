"""Speech-to-text as a list of records: text, times, perhaps a speaker, under the usual names.

Whisper and its kin, AssemblyAI, the Podcasting 2.0 transcript, Gladia, Fireflies, and what
scripts write: one search for the list, one table of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import Any

from ingest.readers.common.cues import Cue
from ingest.readers.common.json_node import MILLISECONDS, SECONDS, TICKS, Node
from ingest.readers.speech_to_text.fields import CHANNELS, Fields, fields, plain
from ingest.readers.speech_to_text.people import people
from ingest.text.times import MOST_MS

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
# The space before a mark that is listed as a word of its own.
_LOOSE = re.compile(r" (?=[,.;:!?\u2026](?: |$))")
# A word with its punctuation, or a part of one, has fewer letters on average.
_TOKEN = 12


def records(found: Node, unit_ms: float | None = None) -> list[Cue]:
    """The cues of a list. Times count in `unit_ms`, or in the unit that fits speech.

    Raises BrokenFile where a record breaks the pattern of the first ones.
    """
    names = fields(found)
    rows = list(found.items())
    unit, named = unit_ms or _unit(names, rows), people(found, names.speaker or "")
    cues = [_cue(row, names, unit, named) for row in rows]
    if names.speaker and plain(names.speaker) in CHANNELS and len({c.label for c in cues}) == 1:
        return [cue._replace(label=None) for cue in cues]  # an only channel tells nobody apart
    return list(_glued(cues)) if _own_spaces(cues) else cues


def _cue(row: Node, names: Fields, unit_ms: float, named: Mapping[str, str]) -> Cue:
    start, end = _times(row, names, unit_ms)
    text = _text(row, names)
    if words := _words(row, names):
        inner = fields(row.get(names.words or ""))
        if not text:
            spoken = [_text(word, inner) for word in words]
            text = ("" if any(s != s.strip() for s in spoken) else " ").join(spoken)
            text = _LOOSE.sub("", text)
        start = _times(words[0], inner, unit_ms)[0] if start is None else start
        end = _times(words[-1], inner, unit_ms)[1] if end is None else end
    return Cue(0, text, _label(row, names, named), start, end, path=row.path)


def _text(row: Node, names: Fields) -> str:
    return row.get(names.text).text() if names.text else ""


def _words(row: Node, names: Fields) -> list[Node]:
    """The words or sentences of a record that brings its own, else none."""
    words = row.get(names.words) if names.words else Node(None, row.file)
    return list(words.items()) if isinstance(words.peek(0), dict) else []


def _label(row: Node, names: Fields, named: Mapping[str, str]) -> str | None:
    if not names.speaker:
        return None
    speaker = row.get(names.speaker)
    if isinstance(speaker.value, str | int) and (name := named.get(str(speaker.value))):
        speaker = Node(name, row.file)
    label = speaker.speaker()
    is_channel = plain(names.speaker) in CHANNELS
    return label.replace("Speaker", "Channel") if label and is_channel else label


def _own_spaces(cues: Sequence[Cue]) -> bool:
    """Words, or parts of them, that bring the spaces between them: alone, or before a word."""
    texts = [cue.text for cue in cues if cue.text]
    spaces = sum(1 for text in texts if text[0].isspace())
    return 4 * spaces > len(texts) and sum(map(len, texts)) < _TOKEN * len(texts)


def _glued(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Tokens to words: what no space parts belongs together."""
    word: Cue | None = None
    for cue in cues:
        same = word and cue.label == word.label and cue.text[:1].strip() and word.text[-1:].strip()
        if word and same:
            word = word._replace(text=word.text + cue.text, end_ms=cue.end_ms)
            continue
        if word and word.text.strip():
            yield word
        word = cue
    if word and word.text.strip():
        yield word


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
    key = plain(names.start or "")
    if unit := next((unit for ending, unit in _UNIT_NAMES.items() if key.endswith(ending)), None):
        return unit
    words = [word for row in rows[:_UNIT_SAMPLE] for word in _words(row, names)]
    if words and not (names.start and names.text):
        inner = next(row for row in rows if _words(row, names)).get(names.words or "")
        return _unit(fields(inner), words)
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

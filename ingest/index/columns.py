"""A transcript as columns: its slices' terms, speakers and marks in flat arrays, kept in a file.

What ranking reads for a question are a few numbers about some thousand slices: arrays give them
without touching text. A cache of the library, made again at will.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.index.embedding import word_weight
from ingest.index.passages import asks, slices
from ingest.text.terms import terms
from ingest.transcript import Speaker, Transcript, Turn

Ints = NDArray[np.int32]
# Of the columns and the keyword index made of them: raise it when either changes.
VERSION = 8

# The next four are for lower case: to look for either case takes twice the time.
_REASON = re.compile(
    r"\b(?:because|'cause|since|so that|reason|therefore|due to|in order to|that's why|so)\b"
)
_TIME = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|morning|night|week|month|year|day|hour|minute|o'clock|"
    r"\w+day|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"ago|when|last|next|before|after|until|while)s?\b"
)
_PLACE = re.compile(
    r"\b(?:at|to|from|into|near|under|behind|outside|inside|here|there|home|house|room|street|city|"
    r"country|school|office)\b"
)
_YES = re.compile(r"^\W*(?:yes|yeah|yep|no|nope|ok|okay|sure|right|of course|absolutely)\b")
_NAME = re.compile(r"(?<=[a-z,;:] )(?!I\b)[A-Z]\w+")
# A turn that opens with a bracket is the transcriber's remark, not talk.
_REMARK = re.compile(r"^\s*[\[(]")
MARKS = ("question", "number", "reason", "time", "place", "yes", "name", "remark")


@dataclass(frozen=True, slots=True)
class Columns:
    """The slices of a transcript, in order. Slice i has the terms `ids[starts[i]:starts[i + 1]]`.

    `words` are its different terms; `turn` counts from 1, `part` from 0; `voice` points into
    `voices`, pairs of the name to show and the terms under which the voice is spoken of. `marks`
    has a column for each of MARKS, 0 or 1. `told` is the sum of the weights of the slice's terms.
    """

    words: tuple[str, ...]
    ids: Ints
    starts: Ints
    turn: Ints
    part: Ints
    voice: Ints
    voices: tuple[tuple[str, tuple[str, ...]], ...]
    marks: NDArray[np.uint8]
    told: NDArray[np.float32]


def encode(transcript: Transcript) -> Columns:
    """The columns of a transcript; its slices are those of `passages`."""
    words: dict[str, int] = {}
    voices: dict[str, int] = {}
    ids: list[int] = []
    starts, told = [0], []
    place: list[tuple[int, int, int]] = []
    marks: list[list[bool]] = []
    for turn in transcript.turns:
        voice = voices.setdefault(turn.who, len(voices))
        for part, text in enumerate(slices(turn.text)):
            found = terms(text)
            ids += [words.setdefault(w, len(words)) for w in found]
            starts.append(len(ids))
            told.append(sum(map(word_weight, found)))
            place.append((turn.number, part, voice))
            marks.append(_marks(text, found))
    turn_, part_, voice_ = np.array(place, dtype=np.int32).reshape(-1, 3).T
    return Columns(
        tuple(words),
        np.array(ids, dtype=np.int32),
        np.array(starts, dtype=np.int32),
        turn_,
        part_,
        voice_,
        tuple((who, _spoken_of(who, transcript.turns, transcript.speakers)) for who in voices),
        np.array(marks, dtype=np.uint8).reshape(-1, len(MARKS)),
        np.array(told, dtype=np.float32),
    )


def _marks(text: str, found: list[str]) -> list[bool]:
    lower = text.lower()
    return [
        asks(text),
        any(w[0].isdigit() for w in found),
        bool(_REASON.search(lower)),
        bool(_TIME.search(lower)),
        bool(_PLACE.search(lower)),
        bool(_YES.match(lower)),
        bool(_NAME.search(text)),
        bool(_REMARK.match(text)),
    ]


def _spoken_of(who: str, turns: tuple[Turn, ...], speakers: tuple[Speaker, ...]) -> tuple[str, ...]:
    """The terms under which a voice is spoken of: its names and role, as far as they are known."""
    names = [who, *(t.label for t in turns if t.who == who and t.label)]
    for speaker in speakers:
        if speaker.name == who:
            names += [*speaker.names, speaker.role or ""]
    return tuple(dict.fromkeys(term for name in dict.fromkeys(names) for term in terms(name)))


def save(columns: Columns, path: Path, talk: bytes = b"") -> None:
    """Write the columns to a file of numpy's, with the turns they were made of where given."""
    with path.open("wb") as file:
        np.savez(
            file,
            words=_packed(columns.words),
            voices=_packed(columns.voices),
            talk=np.frombuffer(talk, dtype=np.uint8),
            **{k: getattr(columns, k) for k in _ARRAYS},
        )


def load(path: Path) -> Columns:
    """Read what `save` wrote. Raises OSError and ValueError where the file is no such thing."""
    with np.load(path, allow_pickle=False) as data:
        voices = tuple((who, tuple(words)) for who, words in _unpacked(data["voices"]))
        return Columns(
            words=tuple(_unpacked(data["words"])),
            voices=voices,
            **{k: data[k] for k in _ARRAYS},
        )


_ARRAYS = ("ids", "starts", "turn", "part", "voice", "marks", "told")


def _packed(value: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), dtype=np.uint8)


def _unpacked(data: NDArray[np.uint8]) -> list[Any]:
    found: list[Any] = json.loads(data.tobytes())
    return found

"""A transcript as columns: its slices' terms, speakers, questions in flat arrays, in a file.

What ranking reads for a question are a few numbers about some thousand slices: arrays give them
without touching text. A cache of the library, made again at will.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.index.passages import asks, slices
from ingest.text.language import ENGLISH, language_of, terms_in
from ingest.text.terms import terms
from ingest.transcript import Transcript

Ints = NDArray[np.int32]
# Of the columns and the keyword index made of them: raise it when either changes.
VERSION = 10
# Turns whose words tell the language.
SAMPLE = 100


@dataclass(frozen=True, slots=True)
class Columns:
    """The slices of a transcript, in order. Slice i has the terms `ids[starts[i]:starts[i + 1]]`.

    `words` are its different terms; `turn` counts from 1, `part` from 0; `voice` points into
    `voices`, pairs of the name to show and the terms under which the voice is spoken of. `asks`
    is 1 where the slice asks. `language`: of the talk; the terms of another than English are stems.
    """

    words: tuple[str, ...]
    ids: Ints
    starts: Ints
    turn: Ints
    part: Ints
    voice: Ints
    voices: tuple[tuple[str, tuple[str, ...]], ...]
    asks: NDArray[np.uint8]
    language: str = ENGLISH


def encode(transcript: Transcript) -> Columns:
    """The columns of a transcript; its slices are those of `passages`."""
    language = language_of(" ".join(t.text for t in transcript.turns[:SAMPLE]))
    words: dict[str, int] = {}
    voices: dict[str, int] = {}
    ids: list[int] = []
    starts = [0]
    place: list[tuple[int, int, int]] = []
    asked: list[bool] = []
    for turn in transcript.turns:
        voice = voices.setdefault(turn.who, len(voices))
        for part, text in enumerate(slices(turn.text)):
            found = _terms(text, language)
            ids += [words.setdefault(w, len(words)) for w in found]
            starts.append(len(ids))
            place.append((turn.number, part, voice))
            asked.append(asks(text))
    turn_, part_, voice_ = np.array(place, dtype=np.int32).reshape(-1, 3).T
    return Columns(
        tuple(words),
        np.array(ids, dtype=np.int32),
        np.array(starts, dtype=np.int32),
        turn_,
        part_,
        voice_,
        tuple((who, _spoken_of(who, transcript, language)) for who in voices),
        np.array(asked, dtype=np.uint8),
        language,
    )


def _terms(text: str, language: str) -> list[str]:
    return terms(text) if language == ENGLISH else [form for _, form in terms_in(text, language)]


def _spoken_of(who: str, transcript: Transcript, language: str) -> tuple[str, ...]:
    """The terms under which a voice is spoken of: its names and role, as far as they are known."""
    names = [who, *(t.label for t in transcript.turns if t.who == who and t.label)]
    for speaker in transcript.speakers:
        if speaker.name == who:
            names += [*speaker.names, speaker.role or ""]
    said = dict.fromkeys(names)
    return tuple(dict.fromkeys(term for name in said for term in _terms(name, language)))


def save(columns: Columns, path: Path, talk: bytes = b"") -> None:
    """Write the columns to a file of numpy's, with the turns they were made of where given."""
    with path.open("wb") as file:
        np.savez(
            file,
            words=_packed(columns.words),
            voices=_packed(columns.voices),
            language=_packed(columns.language),
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
            language="".join(_unpacked(data["language"])),
            **{k: data[k] for k in _ARRAYS},
        )


_ARRAYS = ("ids", "starts", "turn", "part", "voice", "asks")


def _packed(value: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), dtype=np.uint8)


def _unpacked(data: NDArray[np.uint8]) -> list[Any]:
    found: list[Any] = json.loads(data.tobytes())
    return found

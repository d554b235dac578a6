"""What is made of a transcript while it is added, kept until the keyword index takes it in.

A cache that saves reading the transcript back: where one is not there, or cannot be read, it is
made again.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ingest.index.columns import VERSION, Columns, encode, load, save
from ingest.index.talk import packed
from ingest.transcript import Transcript

# What numpy, zipfile and json raise where a file is not what was written.
UNREADABLE = (OSError, ValueError, KeyError, EOFError, TypeError, RuntimeError, BadZipFile)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A transcript's columns, and its turns as they are written."""

    columns: Columns
    talk: bytes


def prepare(transcript: Transcript) -> Prepared:
    """What the keyword index needs of a transcript, as it is shown."""
    return Prepared(encode(transcript), packed(transcript))


def keep(library: Path, version: str, transcript: Transcript) -> None:
    """Keep it for one version of a transcript in the library's folder; a full disk does no harm."""
    path = _path(library, version)
    made = prepare(transcript)
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(exist_ok=True)
        save(made.columns, beside, made.talk)
        beside.replace(path)
    except OSError:  # only time is lost: it is made again
        drop(library, version)


def kept(library: Path, version: str) -> Prepared | None:
    """What was kept for a version, None where it is not there."""
    path = _path(library, version)
    try:
        with np.load(path, allow_pickle=False) as data:
            talk = data["talk"].tobytes()
        return Prepared(load(path), talk)
    except UNREADABLE:
        return None


def drop(library: Path, version: str) -> None:
    """Drop what was kept for one version."""
    for suffix in (".npz", ".new"):
        _path(library, version).with_suffix(suffix).unlink(missing_ok=True)


def clear(library: Path) -> None:
    """Drop all of it."""
    shutil.rmtree(library / "prepared", ignore_errors=True)


def _path(library: Path, version: str) -> Path:
    return library / "prepared" / f"{VERSION}-{version[:32]}.npz"

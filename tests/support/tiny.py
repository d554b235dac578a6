"""A tiny embedder that really embeds, and transcripts to put into a library, for its tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np

from ingest.index.embedding import Embedder, Vectors, unit
from ingest.index.passages import passages
from ingest.store.corrections import NO_CORRECTIONS
from ingest.store.library import Library, Made
from ingest.transcript import Transcript
from settings import Settings
from tests.support.talk import talk


def embedder(name: str = "tiny", dimensions: int = 32) -> Embedder:
    """Words hashed into `dimensions` counts."""

    def documents(texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), dimensions), dtype=np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in text.casefold().split():
                row[crc32(word.strip(".,?!").encode()) % dimensions] += 1
        return unit(out)

    return Embedder(name, name, documents, lambda text: documents([text])[0])


def open_library(folder: Path, url: str | None = None, model: Embedder | None = None) -> Library:
    """A library in a folder, or on a server."""
    return Library(Settings(library=folder, chroma_url=url), model or embedder())


def hearing(name: str, *texts: str) -> Transcript:
    """A transcript of these texts, two speakers in turn."""
    made = talk(*zip(["Anna Bell", "Tom Reed"] * len(texts), texts, strict=False), name=name)
    digest = hashlib.sha256(repr(texts).encode()).hexdigest()
    return replace(made, sha256=digest, file=f"{name}.txt")


def put(library: Library, transcript: Transcript) -> None:
    """Add a transcript as the pipeline does."""
    library.put(*made(library, transcript))


def made(library: Library, transcript: Transcript) -> Made:
    """A transcript with its passages and vectors, nothing put right in it."""
    cut = passages(transcript.turns)
    return transcript, cut, library.embedder.documents([p.embed for p in cut]), NO_CORRECTIONS


def nearest(library: Library, question: str) -> list[tuple[str, int]]:
    """The turns nearest to a question, best first."""
    found = library.near(library.embedder.query(question), 10)
    return list(dict.fromkeys((n.name, n.number) for n in found))

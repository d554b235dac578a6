"""Texts to vectors: the built-in static model, or the model that the user names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import EmbeddingError
from settings import BUILTIN_EMBEDDING, Settings

Vectors = NDArray[np.float32]
_WORD = re.compile(r"\w+(?:['\u2019]\w+)?")
# Smooth inverse frequency, a / (a + p): Arora, Liang and Ma, "A simple but tough-to-beat baseline
# for sentence embeddings" (2017), who put a between 1e-4 and 1e-3.
SMOOTHING = 1e-3


@dataclass(frozen=True)
class Embedder:
    """A model that makes vectors. `name` and `digest` are recorded in the library."""

    name: str
    digest: str
    documents: Callable[[Sequence[str]], Vectors]
    """Texts to unit vectors, shape (texts, dimensions)."""
    query: Callable[[str], Vectors]
    """A question to a unit vector, shape (dimensions,)."""


def load(settings: Settings) -> Embedder:
    """The embedder that the settings name. Raises EmbeddingError."""
    if settings.embedding_model == BUILTIN_EMBEDDING:
        return builtin()
    raise EmbeddingError(f"EMBEDDING_MODEL '{settings.embedding_model}' is not known")


@cache
def builtin() -> Embedder:
    """Static token vectors from inside the wordllama package, weighted by word frequency.

    The weights come from a fixed table (wordfreq), so stored vectors never shift.
    """
    import wordllama  # heavy: loaded when the first text is embedded
    from wordfreq import word_frequency

    folder = Path(wordllama.__file__).parent
    # Its offline search looks into `tokenizer/`, its wheel has `tokenizers/`: cache_dir finds it.
    model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    table: Vectors = np.asarray(model.embedding, dtype=np.float32)
    words: dict[str, int] = {}
    rows: list[Vectors] = []

    def row(word: str) -> int:
        if word not in words:
            ids = model.tokenizer.encode(word, add_special_tokens=False).ids
            weight = SMOOTHING / (SMOOTHING + word_frequency(word, "en"))
            words[word] = len(rows)
            rows.append(table[ids].mean(axis=0) * weight if ids else np.zeros_like(table[0]))
        return words[word]

    def documents(texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
        for at, text in enumerate(texts):
            found = [row(w) for w in _WORD.findall(text.casefold())]
            if found:
                out[at] = np.sum([rows[r] for r in found], axis=0)
        return unit(out)

    digest = hashlib.sha256(table.tobytes()).hexdigest()[:16]
    return Embedder(BUILTIN_EMBEDDING, digest, documents, lambda text: documents([text])[0])


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1; a row of zeros gets a fixed direction, so that cosine is defined."""
    vectors = vectors.copy()
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    empty = norms[..., 0] == 0
    vectors[empty] = 0
    vectors[empty, 0] = 1
    norms[empty] = 1
    scaled: Vectors = (vectors / norms).astype(np.float32)
    return scaled

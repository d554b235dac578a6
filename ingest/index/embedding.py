"""Texts to vectors: the built-in static model, or the model that the user names."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import EmbeddingError
from ingest.index import onnx
from ingest.keys import in_a_line
from ingest.text.terms import terms
from settings import BUILTIN, Settings

Vectors = NDArray[np.float32]
# Smooth inverse frequency, a / (a + p): Arora, Liang and Ma, "A simple but tough-to-beat baseline
# for sentence embeddings" (2017), who put a between 1e-4 and 1e-3. The larger end was the better
# by .02 to .04 recall@10 on the sets of the benchmark.
SMOOTHING = 1e-3
# Part of the built-in model's digest: raise it when terms, weights or contexts change.
RECIPE = "terms-3"
# Texts that a service gets with one request.
AT_ONCE = 64


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
    """The embedder that the settings name.

    `builtin`, a folder with an ONNX model, `provider:model` as LangChain's `init_embeddings` knows
    it ("openai:text-embedding-3-small"), or a hub model of fastembed's ("BAAI/bge-small-en-v1.5").
    It and the embedder's functions raise EmbeddingError.
    """
    if settings.embedding_model == BUILTIN:
        return builtin()
    name = settings.embedding_model
    serviced = ":" in name and onnx.folder_of(name) is None
    digest, documents, query = _service(settings) if serviced else onnx.embedder(name)

    def checked(vectors: Vectors, count: int) -> Vectors:
        if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all():
            raise EmbeddingError(f"EMBEDDING_MODEL '{name}' gave no usable vectors")
        return unit(vectors)

    return Embedder(
        name,
        digest,
        lambda texts: (
            checked(documents(texts), len(texts)) if texts else np.zeros((0, 1), np.float32)
        ),
        lambda text: checked(query(text)[None], 1)[0],
    )


def _service(settings: Settings) -> tuple[str, onnx.Documents, onnx.Query]:
    """A model by LangChain's name for it, `provider:model`. Raises EmbeddingError."""
    from langchain.embeddings import init_embeddings  # heavy: loaded where a setting names one

    name = settings.embedding_model
    options: dict[str, Any] = {}
    if name.startswith("openai:"):
        # Without this its client downloads a tokenizer file.
        options = {
            "check_embedding_ctx_length": False,
            "api_key": settings.openai_api_key or "none",  # a server of one's own may want none
            "base_url": settings.openai_base_url,
            # Its own is ten minutes. It tries three times: a busy service gets a second chance. Few
            # texts at once, since one that is at work is silent too.
            "timeout": settings.chat_timeout,
            "chunk_size": AT_ONCE,
        }

    def attempt(what: str, make: Callable[[], Any]) -> Any:
        try:
            return make()
        except Exception as error:
            message = f"EMBEDDING_MODEL '{name}' {what}: {in_a_line(error, settings)}"
            raise EmbeddingError(message) from error

    model = attempt("cannot be loaded", lambda: init_embeddings(name, **options))

    def vectors(make: Callable[[], Any]) -> Vectors:
        return np.asarray(attempt("failed", make), dtype=np.float32)

    return (
        hashlib.sha256(name.encode()).hexdigest()[:16],
        lambda texts: vectors(lambda: model.embed_documents([t or " " for t in texts])),
        lambda text: vectors(lambda: model.embed_query(text)),
    )


@cache
def builtin() -> Embedder:
    """Static token vectors from inside the wordllama package, weighted by word frequency.

    The weights come from a fixed table (wordfreq), so stored vectors never shift.
    """
    table, _ = _static()
    rows: dict[str, Vectors] = {}

    def documents(texts: Sequence[str]) -> Vectors:
        split = [terms(text) for text in texts]
        fresh = list(dict.fromkeys(w for words in split for w in words if w not in rows))
        weights = np.array([word_weight(w) for w in fresh], dtype=np.float32)
        rows.update(zip(fresh, word_vectors(fresh) * weights[:, None], strict=True))
        out = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
        for at, words in enumerate(split):
            if words:
                out[at] = np.sum([rows[w] for w in words], axis=0)
        return unit(out)

    digest = hashlib.sha256(table.tobytes() + RECIPE.encode()).hexdigest()[:16]
    return Embedder(BUILTIN, digest, documents, lambda text: documents([text])[0])


def word_vectors(words: Sequence[str]) -> Vectors:
    """The static vector of each word, the mean of its tokens' vectors, not scaled to length 1."""
    table, tokenizer = _static()
    ids = [e.ids for e in tokenizer.encode_batch(list(words), add_special_tokens=False)]
    lengths = np.array([len(i) for i in ids], dtype=np.intp)
    flat = np.fromiter(chain.from_iterable(ids), dtype=np.intp)
    starts = np.cumsum(lengths) - lengths
    out = np.zeros((len(words), table.shape[1]), dtype=np.float32)
    for at in range(lengths.max(initial=0)):  # words have few tokens
        longer = np.flatnonzero(lengths > at)
        out[longer] += table[flat[starts[longer] + at]]
    out /= np.maximum(lengths, 1)[:, None]
    return out


@cache
def word_weight(word: str) -> float:
    """The weight of a word in a sum of word vectors, 0 to 1: rare words tell more."""
    from wordfreq import word_frequency  # its tables take a quarter of a second to load

    return float(SMOOTHING / (SMOOTHING + word_frequency(word, "en")))


@cache
def _static() -> tuple[Vectors, Any]:
    """The table of token vectors, shape (tokens, 256), and its tokenizer."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    import wordllama  # heavy: loaded when the first text is embedded

    root.handlers[:] = handlers  # its import sends the whole program's log to stderr
    root.setLevel(level)
    folder = Path(wordllama.__file__).parent
    # Its offline search looks into `tokenizer/`, its wheel has `tokenizers/`: cache_dir finds it.
    model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    model.tokenizer.no_padding()
    return np.asarray(model.embedding, dtype=np.float32), model.tokenizer


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

"""ONNX models that the user names, from a folder or a hub: embedders and cross-encoders.

Run by fastembed, which is imported only where a setting names a model: it is heavy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import EmbeddingError

Vectors = NDArray[np.float32]
Documents = Callable[[Sequence[str]], Vectors]
Query = Callable[[str], Vectors]
# What a family of models wants before a question and before a text, by a part of its name: the
# model cards of BAAI/bge-*-en-v1.5 and intfloat/e5-*.
PREFIXES = {
    "bge-": ("Represent this sentence for searching relevant passages: ", ""),
    "e5-": ("query: ", "passage: "),
}
# Two threads beside another busy process on two cores: a question took 500 ms, not 17.
THREADS = 1


def embedder(name: str) -> tuple[str, Documents, Query]:
    """The digest of an embedding model, and its functions. Raises EmbeddingError."""
    try:
        return _embedder(name)
    except EmbeddingError:
        raise
    except Exception as error:
        raise EmbeddingError(
            f"EMBEDDING_MODEL '{name}' cannot be loaded: {in_a_line(error)}"
        ) from error


def _embedder(name: str) -> tuple[str, Documents, Query]:
    from fastembed import TextEmbedding
    from fastembed.common.model_description import ModelSource, PoolingType

    folder = folder_of(name)
    known = _local_name(folder) if folder else name
    if folder and not _registered(TextEmbedding, known):
        pooling = _pooling(folder)
        TextEmbedding.add_custom_model(
            model=known,
            pooling=PoolingType.CLS if pooling == "cls" else PoolingType.MEAN,
            normalization=True,
            sources=ModelSource(hf=known),
            dim=1,  # only shown in lists of models
            model_file=_model_file(folder),
        )
    model = TextEmbedding(known, threads=THREADS, **_at(folder))
    asked, told = next((p for part, p in PREFIXES.items() if part in name.casefold()), ("", ""))

    def documents(texts: Sequence[str]) -> Vectors:
        # One text a call: an int8 model's vector changes a little with what shares its batch.
        found = list(model.embed([told + text for text in texts], batch_size=1))
        return np.asarray(found, dtype=np.float32)

    def query(text: str) -> Vectors:
        vector: Vectors = np.asarray(next(iter(model.embed([asked + text]))), dtype=np.float32)
        return vector

    source = (folder / _model_file(folder)).read_bytes() if folder else known.encode()
    return hashlib.sha256(source).hexdigest()[:16], documents, query


def cross_encoder(name: str) -> Callable[[str, Sequence[str]], list[float]]:
    """A question and texts to a score for each, higher is better. Raises EmbeddingError."""
    from fastembed.common.model_description import ModelSource
    from fastembed.rerank.cross_encoder import TextCrossEncoder

    try:
        folder = folder_of(name)
        if folder is not None:
            name = _local_name(folder)
            if not _registered(TextCrossEncoder, name):
                TextCrossEncoder.add_custom_model(
                    model=name, sources=ModelSource(hf=name), model_file=_model_file(folder)
                )
        model = TextCrossEncoder(name, threads=THREADS, **_at(folder))
    except EmbeddingError:
        raise
    except Exception as error:
        raise EmbeddingError(
            f"RERANKER_MODEL '{name}' cannot be loaded: {in_a_line(error)}"
        ) from error
    # One pair a call: an int8 model's score changes a little with what shares its batch.
    return lambda question, texts: [float(s) for s in model.rerank(question, texts, batch_size=1)]


def folder_of(name: str) -> Path | None:
    """The folder that a model's name stands for; None where it is no folder."""
    path = Path(name).expanduser()
    return path.resolve() if path.is_dir() else None


def _local_name(folder: Path) -> str:
    """A name for fastembed's register: it takes each name once in a process."""
    return f"local/{folder.name}-{_digest(str(folder))}"


def _registered(kind: Any, name: str) -> bool:
    return any(m["model"].casefold() == name.casefold() for m in kind.list_supported_models())


def _model_file(folder: Path) -> str:
    found = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.onnx"))
    if not found:
        raise EmbeddingError(f"{folder}: no .onnx file in the folder; name one with an ONNX model")
    plain = [f for f in found if Path(f).name == "model.onnx"]
    return (plain or found)[0]


def _pooling(folder: Path) -> str:
    """How the model pools its tokens, from the sentence-transformers file beside it; else mean."""
    path = folder / "1_Pooling" / "config.json"
    if not path.exists():
        return "mean"
    return "cls" if json.loads(path.read_text()).get("pooling_mode_cls_token") else "mean"


def _at(folder: Path | None) -> dict[str, Any]:
    return {"specific_model_path": str(folder)} if folder else {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def in_a_line(error: Exception) -> str:
    """What an error of another library says, in one short line."""
    return " ".join(str(error).split())[:300] or type(error).__name__

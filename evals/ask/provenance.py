"""What a run was made with: version, source, models, settings without secrets, library."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from ingest import keys
from rag.find.retrieve import Index
from settings import DATA, ROOT, Settings, shown

# What the answers depend on; the page and the tests are no part of it.
_SOURCES = ("settings.py", "ingest/**/*.py", "rag/**/*", "evals/**/*.py")


def source_digest() -> str:
    """A digest of the code and prompts that make answers: other code, other digest."""
    found = {file for pattern in _SOURCES for file in ROOT.glob(pattern)}
    code = {f.relative_to(ROOT): f for f in found if f.is_file() and f.suffix != ".pyc"}
    prompts = {f.relative_to(DATA): f for f in DATA.glob("prompts/*.md")}
    files = sorted({**code, **prompts}.items())
    return _digest(f"{name.as_posix()}\0".encode() + f.read_bytes() for name, f in files)


def models(settings: Settings, judge: str | None) -> dict[str, str | None]:
    """The models at work; `chat` is `quoting` where no chat model is configured."""
    return {
        "chat": settings.chat_model or "quoting",
        "embedding": settings.embedding_model,
        "reranker": settings.reranker_model,
        "judge": judge,
    }


def shown_settings(settings: Settings) -> dict[str, Any]:
    """The settings without secrets and names: what a Settings does not print is not shown here.

    Of addresses what may be shown of them.
    """
    told = {f.name: getattr(settings, f.name) for f in fields(settings) if f.repr}
    told["chroma_url"] = settings.chroma_url and settings.place
    told["openai_base_url"] = settings.openai_base_url and keys.address(settings)
    return {name: _plain(value) for name, value in told.items()}


def _plain(value: Any) -> Any:
    """As JSON takes it; of an address what may be shown."""
    text = str(value) if isinstance(value, str | Path) else value
    return shown(text) if isinstance(text, str) and "://" in text else text


def library(index: Index) -> dict[str, Any]:
    """The library: its revision, and a digest of what it holds and of its vectors' model."""
    records = index.records
    held = (f"{name}\0{record.version}".encode() for name, record in records.items())
    return {
        "revision": index.library.revision,
        "transcripts": len(records),
        "digest": _digest([*held, index.library.embedder.digest.encode()]),
    }


def run_name(*parts: object) -> str:
    """A name that two runs share when they have to give the same rows."""
    return _digest([json.dumps(parts, sort_keys=True, default=str).encode()])


def file_digest(path: Path) -> str:
    """A digest of a file's bytes."""
    return _digest([path.read_bytes()])


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:12]

"""Columns made while a transcript is added, kept until the keyword index takes them in.

A cache that saves reading the transcript back: where one is not there it is made again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from ingest.index.columns import VERSION, Columns, load, save


def keep(library: Path, version: str, columns: Columns) -> None:
    """Keep the columns of one version of a transcript in the library's folder."""
    path = _path(library, version)
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".new")
    save(columns, beside)
    beside.replace(path)


def kept(library: Path, version: str) -> Columns | None:
    """The columns of a version, None where they are not there."""
    try:
        return load(_path(library, version))
    except FileNotFoundError:
        return None


def drop(library: Path, version: str) -> None:
    """Drop those of one version."""
    _path(library, version).unlink(missing_ok=True)


def clear(library: Path) -> None:
    """Drop all of them."""
    shutil.rmtree(library / "prepared", ignore_errors=True)


def _path(library: Path, version: str) -> Path:
    return library / "prepared" / f"{VERSION}-{version[:32]}.npz"

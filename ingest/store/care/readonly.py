"""A library in a folder that can only be read: a copy of it in a temporary folder is opened.

Chroma and the keyword index write where they read. The copy shows what was there when it was made.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory


def is_read_only(library: Path) -> bool:
    """Whether there is a library whose files cannot be written."""
    places = [library, library / "chroma", library / "chroma" / "chroma.sqlite3"]
    return any(path.exists() and not os.access(path, os.W_OK) for path in places)


def copied(library: Path) -> TemporaryDirectory[str]:
    """A copy that lives as long as what is returned. Raises OSError."""
    made = TemporaryDirectory(prefix="on-record-", ignore_cleanup_errors=True)
    for path in sorted(library.rglob("*")):
        to = Path(made.name) / path.relative_to(library)
        if path.is_dir():
            to.mkdir()
        elif not path.name.endswith(".lock"):
            shutil.copyfile(path, to)
            os.utime(to, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    return made

"""Put a backup into an empty library: all of it or nothing.

The transcripts come last and all at once. A restore that was cut short before that is done again:
the files that it left are the backup's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest import pipeline
from ingest.errors import LibraryError
from ingest.index.passages import Passage
from ingest.store.care.backup import Backup, Item, opened
from ingest.store.care.health import STORE
from ingest.store.library import Library, Made
from ingest.store.stored import join, position


def restore(library: Library, path: Path) -> int:
    """Put all that a backup holds into the library; how many transcripts there were.

    Vectors of another embedding model are made anew. Raises BackupError, LibraryError where the
    library is not empty, EmbeddingError.
    """
    with opened(path) as backup, library.writing():
        if library.records():
            raise LibraryError(
                f"{library.folder}: the library is not empty; name an empty folder with --library"
            )
        _check_files(library.folder, backup)
        written = _write_files(library.folder, backup)
        try:
            library.rebuild(_made(library, backup), backup.versions())
        except BaseException:
            for file in written:
                file.unlink()
            raise
        return len(library.records())


def _made(library: Library, backup: Backup) -> Iterator[Made]:
    same = backup.about["digest"] == library.embedder.digest
    for item in backup.items():
        transcript = join(item.record, item.rows)
        if same and item.vectors is not None:
            yield transcript, _passages(item), item.vectors, item.record.corrections
        else:
            yield pipeline.made(library, transcript, item.record.corrections)
    library.take_log(backup.about.get("log", ()))  # backups of before have none


def _passages(item: Item) -> list[Passage]:
    """The passages as they were cut, for the vectors that they have."""
    return [Passage(*position(i), text, "") for i, (text, _) in item.rows.items()]


def _check_files(folder: Path, backup: Backup) -> None:
    """Raise LibraryError where a file stands that is not the backup's: it is not written over."""
    for name, data in backup.files():
        path = folder / name
        if path.exists() and path.read_bytes() != data:
            what = "conversations are" if name.suffix == STORE else "another file is"
            raise LibraryError(
                f"{path}: {what} kept here already; name an empty folder with --library"
            )


def _write_files(folder: Path, backup: Backup) -> list[Path]:
    """Write the other files, each beside its place and then there; those that were not there."""
    written = []
    for name, data in backup.files():
        path = folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.restored")
            beside.write_bytes(data)
            beside.replace(path)
            written.append(path)
    return written

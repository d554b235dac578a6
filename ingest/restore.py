"""Put a backup into an empty library: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest import pipeline
from ingest.errors import LibraryError
from ingest.index.passages import Passage
from ingest.store.care.backup import STORE, Backup, Item, opened
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
        for name, _ in backup.files():
            if name.suffix == STORE and (library.folder / name).exists():
                raise LibraryError(
                    f"{library.folder / name}: conversations are kept here already; name an empty "
                    "folder with --library"
                )
        written = _write_files(library.folder, backup)
        try:
            library.rebuild(_made(library, backup), backup.versions())
        except BaseException:
            for file in written:
                file.unlink()
            raise
        library.take_log(backup.about.get("log", ()))  # backups of before have none
        for file in written:
            file.replace(file.with_suffix(""))
        return len(library.records())


def _made(library: Library, backup: Backup) -> Iterator[Made]:
    same = backup.about["digest"] == library.embedder.digest
    for item in backup.items():
        transcript = join(item.record, item.rows)
        if same and item.vectors is not None:
            yield transcript, _passages(item), item.vectors, item.record.corrections
        else:
            yield pipeline.made(library, transcript, item.record.corrections)


def _passages(item: Item) -> list[Passage]:
    """The passages as they were cut, for the vectors that they have."""
    return [Passage(*position(i), text, "") for i, (text, _) in item.rows.items()]


def _write_files(folder: Path, backup: Backup) -> list[Path]:
    """Write the other files beside their places."""
    written = []
    for name, data in backup.files():
        path = folder / f"{name}.restored"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written

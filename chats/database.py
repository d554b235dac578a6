"""The file beside the library that holds conversations and collections, in SQLite.

A change is one transaction. The file is opened for each piece of work and closed again, so that a
backup put in its place, a second process and a kill all find a whole file. A rollback journal, not
a write-ahead log: what counts is in one file between two changes. A file that is damaged, of a
newer version or somebody else's is never written to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock

from chats.errors import StoreError

FILE = "conversations.sqlite"
# "ORec": marks the file as ours (PRAGMA application_id).
OURS = 0x4F526563
VERSION = 1
# Seconds that another writer is waited for: a change takes milliseconds.
PATIENCE = 2.0
_REMEDY = "move it aside, or take it from a backup; nothing was changed"
_SCHEMA = """
CREATE TABLE chats (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, pinned INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL, revision INTEGER NOT NULL DEFAULT 0, deleted INTEGER);
CREATE INDEX chats_listed ON chats (deleted, pinned DESC, changed DESC);
CREATE TABLE exchanges (
  place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  chat TEXT NOT NULL REFERENCES chats, data TEXT NOT NULL, words TEXT NOT NULL,
  aside_for TEXT);
CREATE INDEX exchanges_of ON exchanges (chat, place);
CREATE TABLE collections (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, instructions TEXT NOT NULL DEFAULT '');
CREATE TABLE members (
  collection TEXT NOT NULL REFERENCES collections, transcript TEXT NOT NULL,
  PRIMARY KEY (collection, transcript));
"""


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """The store in a library's folder, to look something up in. Raises StoreError."""
    file = folder / FILE
    with _clear_errors(file):
        if not file.exists():
            with closing(_connect(":memory:")) as empty:
                empty.executescript(_SCHEMA)
                yield empty
            return
        with closing(_connect(_existing(file))) as store:
            _check(store, file)
            yield store


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """The store, in one transaction: all of the change or nothing. Raises StoreError."""
    file = folder / FILE
    with _clear_errors(file):
        if not file.exists():
            _make(file)
        with closing(_connect(_existing(file))) as store:
            store.execute("BEGIN IMMEDIATE")
            try:
                _check(store, file)
                yield store
                store.execute("COMMIT")
            except BaseException:
                if store.in_transaction:
                    store.execute("ROLLBACK")
                raise


def _make(file: Path) -> None:
    """Make the file, beside its place and then there: an empty one in its place was emptied."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_name(f".{file.stem}.lock")):
        if file.exists():  # another process was faster
            return
        beside = file.with_name(f".{file.name}.new")
        beside.unlink(missing_ok=True)
        with closing(_connect(beside.absolute().as_uri())) as store:
            store.executescript(
                f"BEGIN; {_SCHEMA} PRAGMA application_id = {OURS};"
                f" PRAGMA user_version = {VERSION}; COMMIT"
            )
        beside.replace(file)


def _existing(file: Path) -> str:
    """Not for reading alone, which would leave what a kill left half done where it is."""
    return f"{file.absolute().as_uri()}?mode=rw"


def _connect(uri: str) -> sqlite3.Connection:
    store = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    store.create_function("fold", 1, str.casefold, deterministic=True)
    return store


def _check(store: sqlite3.Connection, file: Path) -> None:
    """Raise StoreError where the file is not ours, newer, or was emptied."""
    if not file.stat().st_size:
        raise StoreError(file, f"this file was emptied; {_REMEDY}")
    (owner,) = store.execute("PRAGMA application_id").fetchone()
    (version,) = store.execute("PRAGMA user_version").fetchone()
    if owner != OURS:
        raise StoreError(file, "this file is not On Record's; move it out of the library's folder")
    if version > VERSION:
        raise StoreError(file, "a newer On Record wrote this file; update On Record to use it")


@contextmanager
def _clear_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreError(file, "another program holds this file; try again soon") from error
        if "readonly" in str(error):
            raise StoreError(file, "this file can only be read; nothing is kept") from error
        raise StoreError(file, f"cannot be used: {error}") from error
    except sqlite3.IntegrityError as error:
        raise StoreError(file, f"this change does not fit what is kept: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(file, f"this file is damaged; {_REMEDY}") from error
    except OSError as error:
        raise StoreError(file, f"cannot be used: {error.strerror or error}") from error

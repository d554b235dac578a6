"""What can go wrong on the way in. One base, a small tree, each with the data its message needs.

Every message is one line: what is wrong, with which input, and what to do. Commands print it as
it is; the page shows it as it is.
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from ingest.started import command

# How the refusal of a file ends that may still hold talk: the page says it with a button.
AS_TALK = " (talk without names that is not seen as such: --as talk)"
# Characters of a problem and of a place in a file that are shown: the file's own words may be in
# them, and be of any length. Both with a usual path stay under the 400 that the fuzz allows.
_PROBLEM, _PLACE = 240, 100


class OnRecordError(Exception):
    """Base of every error that a person can cause or mend."""

    def __reduce__(self) -> tuple[Any, ...]:
        # From one process to another as it is; by default it would be made from its message alone.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class ReadError(OnRecordError):
    """A file cannot be read as a transcript."""

    def __init__(self, path: str, problem: str, where: str | None = None) -> None:
        self.path, self.problem = path, _brief(problem, _PROBLEM)
        self.where = where and _brief(where, _PLACE)
        place = f"{self.where}: " if self.where else ""
        super().__init__(f"{' '.join(path.splitlines())}: {place}{self.problem}")


class EmptyFile(ReadError):
    """The file holds nothing but white space."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "the file is empty; nothing was added")


class TooLarge(ReadError):
    """The file, or what it unpacks to, is over the size limit."""

    def __init__(self, path: str, megabytes: float, limit: int) -> None:
        self.megabytes, self.limit = megabytes, limit
        super().__init__(
            path,
            f"{megabytes:.1f} MB is over the limit of {limit} MB; split the file, "
            "or raise ON_RECORD_MAX_FILE_MB",
        )


class NotATranscript(ReadError):
    """The content is no kind of transcript that is known (binary, audio, no turns)."""


class BrokenFile(ReadError):
    """The format is known, and the file breaks its rules at a place that is named."""


class Unreadable(ReadError):
    """The process that read the file was ended, or broke down."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, f"could not be read: {reason}")


class NoTranscripts(OnRecordError):
    """A folder without a file that could be a transcript."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path}: no transcript files in this folder")


class Stopped(OnRecordError):
    """Work in a process of its own was ended, or broke down; the message says why."""


class UnknownName(OnRecordError):
    """A transcript or speaker that the library does not hold."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name = kind, name
        self.nearest = nearest(name, known)
        hint = f"; did you mean {_either(self.nearest)}?" if self.nearest else ""
        super().__init__(f"no {kind} named '{name}' in the library{hint}")


class NothingKept(OnRecordError):
    """Undo where nothing was replaced or removed."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        super().__init__(
            f"{name}: no version before this one is kept; to take it away, remove it"
            if name
            else "nothing to undo: no transcript was replaced or removed"
        )


class LibraryError(OnRecordError):
    """The library cannot be used as asked."""


class LibraryBusy(LibraryError):
    """Another process is writing to the same library folder."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(
            f"{folder}: another process is writing to this library; wait until it is done, "
            "or share the library through a Chroma server (CHROMA_URL)"
        )


class LibraryHurt(LibraryError):
    """The library's files are damaged; the message says which way back there is."""

    def __init__(self, where: object, problem: str, way_back: str) -> None:
        self.problem, self.way_back = problem, way_back
        super().__init__(f"{where}: the library is damaged: {problem}; {way_back}")


class ServerBusy(LibraryError):
    """A library on a server that is being rebuilt, or that cannot be rebuilt now."""

    def __init__(self, url: str, problem: str) -> None:
        self.url = url
        super().__init__(f"{url}: {problem}; try again when that is done")


class ServerSilent(LibraryError):
    """A Chroma server takes a call, and does not answer in time."""

    def __init__(self, url: str, seconds: float) -> None:
        self.url, self.seconds = url, seconds
        super().__init__(
            f"CHROMA_URL {url}: the Chroma server has not answered for {seconds:g} s; "
            "look what holds it up, or raise CHROMA_TIMEOUT"
        )


class BackupError(OnRecordError):
    """A backup that cannot be written or read."""

    def __init__(self, path: object, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"{path}: {problem}")


class EmbeddingMismatch(LibraryError):
    """The library was made with another embedding model than the one configured."""

    def __init__(self, made_with: str, configured: str) -> None:
        self.made_with, self.configured = made_with, configured
        if made_with == configured:
            problem = f"another version of the embedding model '{made_with}'"
            remedy = ""
        else:
            problem = f"the embedding model '{made_with}', and '{configured}' is configured"
            remedy = f"set EMBEDDING_MODEL={made_with}, or "
        super().__init__(
            f"this library was made with {problem}; {remedy}run `{command('ingest rebuild')}`"
        )


class EmbeddingError(OnRecordError):
    """The embedding model cannot be loaded, or gave no usable vectors."""


def _brief(text: str, most: int) -> str:
    """The text on one line; of a longer one its beginning and its end."""
    line = " ".join(text.splitlines())
    half = most // 2
    return line if len(line) <= most else f"{line[:half]}\u2026{line[-half:]}"


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Up to three known names that look like `name`, the closest first (case ignored)."""
    by_folded = {k.casefold(): k for k in sorted(known)}
    folded = name.casefold()
    close = get_close_matches(folded, by_folded, n=3, cutoff=0.5)
    inside = [k for k in by_folded if folded and (folded in k or k in folded)]
    return [by_folded[k] for k in dict.fromkeys(close + inside)][:3]


def _either(names: list[str]) -> str:
    return " or ".join(f"'{n}'" for n in names)


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, one after the other."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__

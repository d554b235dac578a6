"""Add files: split, embed, store. Yields one outcome a transcript, so that progress shows."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from ingest import apart, intake, timing
from ingest.errors import NothingKept, OnRecordError, ReadError, UnknownName
from ingest.index.passages import passages
from ingest.placing import Status, place, sampled
from ingest.store.corrections import NO_CORRECTIONS, Corrections, both, corrected
from ingest.store.kept import Kept
from ingest.store.library import Library, Made
from ingest.store.records import version_of
from ingest.transcript import Transcript

UNDO = "the version before is kept: undo brings it back"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file or transcript. `speakers` counts people; `seconds` is wall time.

    `instead_of`: the transcript that has the name it would have; `note` says why it has another, or
    what else there is to know.
    """

    path: str
    name: str | None
    status: Status
    format: str | None = None
    turns: int = 0
    speakers: int = 0
    seconds: float = 0.0
    error: str | None = None
    instead_of: str | None = None
    note: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The outcome as `ingest add --json` prints it."""
        return asdict(self)


def add_files(
    library: Library, paths: Iterable[Path], replacing: str | None = None, as_talk: bool = False
) -> Iterator[Outcome]:
    """Add each file, each transcript all or nothing. One that fails is said so; the rest go on.

    `replacing` names the transcript of which the file is a new version. `as_talk`: what is no
    transcript by its look is read as talk without names. Raises UnknownName, LibraryError (busy,
    made with another model, database failed) and EmbeddingError.
    """
    taken: set[str] = set()
    for path in paths:
        try:
            data = intake.read_file(path, library.settings.max_file_mb)
            here = str(path.absolute()).encode(errors="replace").decode()
            yield from add_bytes(library, str(path), data, taken, here, replacing, as_talk)
        except ReadError as error:
            yield failure(path, error)


def add_bytes(
    library: Library,
    path: str,
    data: bytes,
    taken: set[str] | None = None,
    here: str = "",
    replacing: str | None = None,
    as_talk: bool = False,
) -> Iterator[Outcome]:
    """Add every transcript in a file's bytes.

    `taken` holds the names that this run has given: none of them is replaced. `here` is the
    absolute path of a file that lies somewhere. Raises ReadError, UnknownName, LibraryError and
    EmbeddingError.
    """
    taken = set() if taken is None else taken
    intake.check_size(path, len(data), library.settings.max_file_mb)
    found = timing.each("parse", apart.read_all(path, data, library.settings, as_talk))
    if replacing is not None:
        found = iter(_only_one(path, list(found)))
    for read in found:
        if isinstance(read, ReadError):
            yield failure(Path(path), read)
            continue
        started = time.perf_counter()
        transcript = replace(read, path=here)
        try:
            outcome = (
                _add(library, path, transcript, taken)
                if replacing is None
                else supersede(library, path, transcript, replacing)
            )
        except ReadError as error:
            outcome = failure(Path(path), error)
        yield replace(outcome, seconds=round(time.perf_counter() - started, 3))


def _only_one(path: str, found: list[Transcript | ReadError]) -> list[Transcript | ReadError]:
    if len(found) > 1:
        problem = f"it holds {len(found)} transcripts; a new version is one, so add it by itself"
        return [ReadError(path, problem)]
    return found


def _add(library: Library, path: str, transcript: Transcript, taken: set[str]) -> Outcome:
    with library.writing():
        records = library.records()
        it = place(transcript, records, _removed(library), taken, partial(_turns, library))
        transcript = replace(transcript, name=it.name)
        if it.status in ("added", "replaced"):
            new = made(library, transcript, _corrections(library, it.name))
            library.put(*new, keep=it.status == "replaced")
    taken.add(it.name)
    note = UNDO if it.status == "replaced" else it.note
    return _outcome(path, transcript, it.status, it.instead_of, note)


def _removed(library: Library) -> dict[str, Kept]:
    """What was removed and can be brought back."""
    records = library.records()
    return {n: it for n, it in library.kept().items() if n not in records}


def _turns(library: Library, names: Collection[str]) -> dict[str, list[str]]:
    """The text of some turns of these transcripts, also of those removed."""
    records = library.records()
    wanted = [(n, k) for n in names if n in records for k in sampled(records[n].turns)]
    found: dict[str, list[str]] = {n: [] for n in names}
    for (name, _), text in library.texts(wanted).items():
        found[name].append(text)
    for name, it in _removed(library).items():
        if name in found:
            turns = library.version_kept(it)[0].turns
            found[name] = [turns[k - 1].text for k in sampled(len(turns))]
    return found


def supersede(library: Library, path: str, transcript: Transcript, name: str) -> Outcome:
    """Make a transcript the new version of another, whatever it says.

    The library holds a file once: where this one is in it under another name, that one goes, and
    what was put right in it holds too. Raises UnknownName, LibraryError and EmbeddingError.
    """
    with library.writing():
        before = library.record(name)
        same = [r for r in library.records().values() if r.sha256 == transcript.sha256]
        others = [r for r in same if r.name != name]
        right = before.corrections
        for other in others:
            right = both(right, other.corrections)
        transcript = replace(transcript, name=name)
        if version_of(transcript, right) == before.version:
            return _outcome(path, transcript, "unchanged")
        library.put(*made(library, transcript, right), keep=True)
        for other in others:
            library.remove(other.name, keep=False)
    was = "".join(f"it was '{other.name}' until now; " for other in others)
    return _outcome(path, transcript, "replaced", note=was + UNDO)


def _outcome(
    path: str,
    transcript: Transcript,
    status: Status,
    instead_of: str | None = None,
    note: str | None = None,
) -> Outcome:
    return Outcome(
        path,
        transcript.name,
        status,
        transcript.format,
        len(transcript.turns),
        len(transcript.speakers),
        instead_of=instead_of,
        note=note,
    )


def undo(library: Library, name: str | None = None) -> tuple[str, bool]:
    """Exchange a transcript with the version kept of it, so that undo again is redo.

    One that was removed comes back, with its corrections, and again it goes. Without a name it is
    the one replaced or removed last. Its name, and whether it is in the library now. Raises
    NothingKept, UnknownName, LibraryError, EmbeddingMismatch and EmbeddingError.
    """
    with library.writing():
        library.check_model()
        kept = library.kept()
        if name is None:
            name = next(iter(kept), None)
        if name is None or name not in kept:
            if name and name not in library.records():
                raise UnknownName("transcript", name, {*library.records(), *kept})
            raise NothingKept(name)
        if not kept[name].version:
            library.remove(name)
            return name, False
        library.put(*made(library, *library.version_kept(kept[name])), keep=True)
        return name, True


def rebuild(library: Library) -> int:
    """Cut and embed every transcript again with the configured model; how many there were."""

    def anew() -> Iterator[Made]:
        for name in library.records():
            yield made(library, library.transcript_as_read(name), _corrections(library, name))

    library.rebuild(anew())
    return len(library.records())


def made(library: Library, transcript: Transcript, corrections: Corrections) -> Made:
    """A transcript as read, cut and embedded as it is shown with its corrections."""
    cut = passages(corrected(transcript, corrections).turns)
    with timing.step("embed", passages=len(cut)):
        vectors = library.embedder.documents([p.embed for p in cut])
    return transcript, cut, vectors, corrections


def _corrections(library: Library, name: str) -> Corrections:
    """What was put right in a transcript; it holds for a new version of its file too."""
    records = library.records()
    return records[name].corrections if name in records else NO_CORRECTIONS


def failure(path: Path, error: OnRecordError) -> Outcome:
    """The outcome of a file that could not be added."""
    return Outcome(str(path), None, "failed", error=str(error))

"""The question sets that the page offers: own files, test cases kept from answers, the example."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from evals.sets import case
from settings import DATA, Settings

EXAMPLE = DATA / "examples" / "questions.yaml"
FORMS = ["yaml", "yml", "jsonl", "csv"]


def question_sets(settings: Settings, library: Path) -> list[Path]:
    """Those of the page's folder and of the library's; a link out of its folder is none of them."""
    return [path for room in (settings.evaluations, library / case.FOLDER) for path in _in(room)]


def _in(room: Path) -> list[Path]:
    folder = room.resolve()
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(
        path
        for path in found
        if path.suffix[1:] in FORMS and path.is_file() and path.resolve().parent == folder
    )


def called(path: Path) -> str:
    """A set as the page names it."""
    return "The example" if path == EXAMPLE else path.stem


def kept(name: str, data: bytes, library: Path) -> Path:
    """An uploaded set as a file of the library; under the next free name where another has it.

    Raises OSError where the folder cannot be written.
    """
    given = Path(name.replace("\\", "/"))
    folder = library / case.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        path = folder / f"{given.stem}{f'-{number}' if number > 1 else ''}{given.suffix}"
        if not path.exists():
            path.write_bytes(data)
        if path.read_bytes() == data:
            return path
    raise AssertionError("numbers do not end")

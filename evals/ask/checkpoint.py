"""results.jsonl as the checkpoint of a run: one row a question, on disk as it comes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evals.errors import RunError

RESULTS, SUMMARY = "results.jsonl", "summary.json"
Row = dict[str, Any]


def rows(folder: Path) -> list[Row]:
    """The rows of a run. Raises RunError where the folder holds none."""
    try:
        with (folder / RESULTS).open("rb") as file:
            found = list(_whole(file))
    except OSError as error:
        raise RunError(str(folder), f"holds no {RESULTS}; give the folder of a run") from error
    if not found:
        raise RunError(str(folder), f"{RESULTS} holds no result; run the question set again")
    return found


def summary(folder: Path) -> dict[str, Any]:
    """The summary of a finished run. Raises RunError where there is none."""
    try:
        found = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    except OSError as error:
        raise RunError(str(folder), f"holds no {SUMMARY}; give the folder of a run") from error
    except ValueError as error:
        raise RunError(str(folder), f"{SUMMARY} is no JSON: {error}; run it again") from error
    if not isinstance(found, dict) or "metrics" not in found:
        raise RunError(str(folder), f"{SUMMARY} is not of a run; give the folder of a run")
    return found


def begin(folder: Path, run: str, ids: list[str]) -> int:
    """Make the folder ready; how many of the questions `ids` are done already, from the first on.

    An unfinished run of the same name `run` goes on after its last whole row; anything else in
    results.jsonl is replaced. Raises RunError where the folder cannot be written.
    """
    path = folder / RESULTS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done = 0 if not path.exists() else _kept(path, run, ids)
        finished = done == len(ids) and (folder / SUMMARY).exists()
        (folder / SUMMARY).unlink(missing_ok=True)
        with path.open("ab") as file:
            file.truncate(0 if finished or not done else _length(path, done))
    except OSError as error:
        raise RunError(str(folder), f"cannot be written: {error.strerror or error}") from error
    return 0 if finished else done


def append(folder: Path, made: Iterable[Row]) -> Iterator[Row]:
    """Write each row as it comes, safe from a kill before it is handed on."""
    with (folder / RESULTS).open("ab") as file:
        for row in made:
            file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
            yield row


def _kept(path: Path, run: str, ids: list[str]) -> int:
    with path.open("rb") as file:
        done = 0
        for row, wanted in zip(_whole(file), ids, strict=False):
            if row.get("run") != run or row.get("id") != wanted:
                break
            done += 1
    return done


def _length(path: Path, count: int) -> int:
    with path.open("rb") as file:
        return sum(len(line) for line, _ in zip(file, range(count), strict=False))


def _whole(lines: Iterable[bytes]) -> Iterator[Row]:
    """Rows up to the first that was torn by a kill."""
    for line in lines:
        try:
            row = json.loads(line) if line.endswith(b"\n") else None
        except ValueError:
            return
        if not isinstance(row, dict):
            return
        yield row

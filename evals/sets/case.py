"""An answer as a test case of a question set: what was asked, and what was cited for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from evals.errors import Problem, SetError
from rag.check.citations import Answer

# In a library's folder: there the sets made of its answers are in its backup too.
FOLDER = "question-sets"


def append(
    path: Path,
    answer: Answer,
    history: Sequence[str] = (),
    speakers: Sequence[str] = (),
    transcripts: Sequence[str] = (),
) -> str:
    """Add a case to a set, which is made where there is none; the case's id.

    A refusal becomes an unanswerable question. Raises SetError where the file is no set; it is
    replaced in one go.
    """
    data = _read(path)
    rows: list[Any] = data["questions"]
    taken = {str(r.get("id")) for r in rows if isinstance(r, dict)}
    number = len(rows) + 1
    while (name := f"{path.stem}-{number:02}") in taken:
        number += 1
    rows.append({"id": name, **_row(answer, history, speakers, transcripts)})
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    try:
        text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise SetError([Problem(str(path), 1, path.name, f"cannot be written: {error}")]) from error
    return name


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"name": path.stem, "questions": []}
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, OSError, UnicodeError) as error:
        raise SetError([Problem(str(path), 1, path.name, "cannot be read as YAML")]) from error
    if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
        raise SetError(
            [Problem(str(path), 1, path.name, "is no question set; choose another name")]
        )
    return data


def _row(
    answer: Answer, history: Sequence[str], speakers: Sequence[str], transcripts: Sequence[str]
) -> dict[str, Any]:
    filters = {
        name: list(values)
        for name, values in (("speaker", speakers), ("transcript", transcripts))
        if values
    }
    row: dict[str, Any] = {
        "type": "unanswerable" if answer.refused else "multi-turn" if history else "factoid",
        "question": answer.question,
    }
    if history:
        row["history"] = list(history)
    if filters:
        row["filters"] = filters
    if answer.refused:
        return {**row, "answerable": False}
    return {**row, "turns": list(dict.fromkeys(c.turn for c in answer.citations))}

"""What can be wrong with a question set or a run, one line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.errors import OnRecordError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a question set. `text` says what, and how to mend it; `line` from 1."""

    file: str
    line: int
    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.text}"


class SetError(OnRecordError):
    """Question sets that cannot be used; `problems` in order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


class RunError(OnRecordError):
    """A folder that holds no run which could be read."""

    def __init__(self, folder: str, problem: str) -> None:
        self.folder, self.problem = folder, problem
        super().__init__(f"{folder}: {problem}")

"""What an answer is made of: sentences, each with citations that code has checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["verbatim", "supported", "unsupported"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the record. `label` is the number shown; `turn` an id such as `hearing#12`.

    `quote` stands in the turn's text at `start`:`end` (characters), unless `status` is
    `unsupported`, where both may be None. `speaker` is the speaker of the turn, as shown.
    """

    label: int
    turn: str
    speaker: str | None
    quote: str
    start: int | None
    end: int | None
    status: Status

    def as_json(self) -> dict[str, Any]:
        """The citation as `rag ask --json` prints it."""
        return {
            "label": self.label,
            "turn": self.turn,
            "speaker": self.speaker,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "status": self.status,
        }


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer. `problem` says in plain words why it is unsupported, if it is."""

    text: str
    citations: tuple[Citation, ...] = ()
    problem: str | None = None

    @property
    def status(self) -> Status:
        """The best status of its citations; unsupported where it has none."""
        found = {c.status for c in self.citations}
        for status in ("verbatim", "supported"):
            if status in found and not self.problem:
                return status  # type: ignore[return-value]
        return "unsupported"

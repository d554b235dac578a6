"""A citation as people read it: who speaks, where, when. Never a file's slug."""

from __future__ import annotations

import string
from calendar import month_abbr
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from ingest.errors import UnknownName
from ingest.people.names import is_unnamed
from ingest.transcript import Transcript, Turn, parse_turn_id, timestamp
from rag.check.citations import Answer, Citation

Open = Callable[[str], Transcript]
"""A transcript by its name; raises UnknownName."""

# Labels that stand for a part and not for a person, as transcripts print them.
_PARTS = {
    **dict.fromkeys(("question", "reporter", "journalist", "press"), "a reporter"),
    **dict.fromkeys(("q", "interviewer"), "an interviewer"),
    **dict.fromkeys(("audience", "audience member"), "somebody in the audience"),
    **dict.fromkeys(("unknown", "unidentified", "unnamed", "none", "speaker"), "a speaker"),
    **dict.fromkeys(("unknown speaker", "unidentified speaker", "unnamed speaker"), "a speaker"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited place. `time` is `12:31`, empty where the transcript has none."""

    label: int
    turn: str
    speaker: str
    title: str
    date: str
    time: str
    number: int
    quote: str
    status: str
    is_gone: bool = False
    """Whether the library no longer holds the turn."""

    @property
    def where(self) -> str:
        """Transcript, date and place: `Harbour Council, 12 Mar 2024 · 12:31`."""
        named = ", ".join(filter(None, (self.title, self.date)))
        return " · ".join(filter(None, (named, self.place)))

    @property
    def place(self) -> str:
        """The time, or the turn where there is none."""
        return self.time or f"turn {self.number}"

    @property
    def heading(self) -> str:
        """Speaker, transcript, date and place in one line."""
        return f"{self.speaker} · {self.where}"

    @property
    def listed(self) -> str:
        """The heading, and the turn where the heading gives its time."""
        return f"{self.heading}, turn {self.number}" if self.time else self.heading

    def as_json(self) -> dict[str, Any]:
        """Every field."""
        return asdict(self)


def references(answer: Answer, open_: Open) -> list[Reference]:
    """The places that an answer cites, in order of their labels."""
    return [reference(c, open_) for c in answer.citations]


def reference(citation: Citation, open_: Open) -> Reference:
    """Where a citation leads; where its turn is gone, the title or name that is left."""
    name, number = parse_turn_id(citation.turn)
    transcript = _opened(name, open_)
    turn = _turn(transcript, number) if transcript else None
    title = transcript.title if transcript else name
    return Reference(
        citation.label,
        citation.turn,
        who(turn) if turn else citation.speaker or "a speaker (not named)",
        title if turn else f"{title} (removed)",
        day(transcript.date) if transcript else "",
        timestamp(turn.start_ms) if turn and turn.start_ms is not None else "",
        number,
        citation.quote,
        citation.status,
        turn is None,
    )


def found(turn_id: str, open_: Open) -> tuple[Transcript, Turn] | None:
    """A turn and its transcript; None where it was removed since it was cited."""
    name, number = parse_turn_id(turn_id)
    transcript = _opened(name, open_)
    turn = _turn(transcript, number) if transcript else None
    return (transcript, turn) if transcript and turn else None


def _opened(name: str, open_: Open) -> Transcript | None:
    try:
        return open_(name)
    except UnknownName:
        return None


def _turn(transcript: Transcript, number: int) -> Turn | None:
    return transcript.turns[number - 1] if 0 < number <= len(transcript.turns) else None


def who(turn: Turn) -> str:
    """The speaker, or what the record calls somebody whom it does not name."""
    return turn.speaker or _unnamed(turn.label or "")


def called(speaker: str) -> str:
    """A speaker of a transcript as a list shows them; labels that are nobody's are among these."""
    return shown(_unnamed(speaker)) if is_unnamed(speaker) else speaker


def _unnamed(label: str) -> str:
    label = label.strip(" :.")
    part = _PARTS.get(label.casefold())
    known = string.capwords(label) if label.isupper() else label
    return f"{part or known or 'a speaker'} (not named)"


def shown(name: str) -> str:
    """A name where it stands alone, over what is said: `A reporter (not named)`."""
    return name[:1].upper() + name[1:]


def day(iso: str | None) -> str:
    """An ISO date for people: `12 Mar 2024`, `Mar 2024`, `2024`; empty for none."""
    parts = (iso or "").split("-")
    months = [month_abbr[int(m)] for m in parts[1:2]]
    days = [str(int(d)) for d in parts[2:3]]
    return " ".join([*days, *months, parts[0]]).strip()

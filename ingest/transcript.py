"""The model that everything downstream reads: Turn and Transcript, frozen.

A reader produces a `Reading` (labels as printed, nothing resolved); `speakers.resolve` turns it
into a `Transcript`. All times are integer milliseconds; all text has been through `clean`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

_SPACES = re.compile(r"[^\S\n]+")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
# Soft hyphen, zero-width and direction marks: invisible, and they break every comparison.
_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
        "\u2066\u2067\u2068\u2069\ufeff",
    )
)
# Line ends of every kind become "\n" (U+2028/9 and the vertical tab of Word's line breaks too).
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")

# A stage note: words in brackets that are a remark about the room, not talk.
STAGE_NOTE = re.compile(
    r"""\\?[\[(]\s*
    (?:via|in|through|speaking|speaks|spoken)\b[^\])\n]{0,60}\\?[\])]
    |\\?[\[(]\s*
    (?:inaudible|unintelligible|indiscernible|crosstalk|cross-talk|cross\ talk|overlapping|applause|
       laugh\w*|chuckl\w*|cheer\w*|pause[sd]?|silence|music\w*|off[-\ ]?mic\w*|
       no\ (?:audible\ )?response|
       foreign\ language\w*|background\ \w+|begin\ \w+|end\ \w+|break|recess|sigh\w*|cough\w*|
       phonetic|sic|gavel\w*|booing|boos|video\b|audio\b|commercial\ break|whereupon|phone\ rings|
       interruption|\w+\ sounds?|discussion\ (?:held\ )?off|off\ the\ record|nods|shakes\ head|
       (?:deposition\ )?exhibits?\ [\w-]+\ (?:was|were|marked)|technical\ (?:difficult|issue)\w*|
       (?:brief|short|long)\ (?:pause|recess|break)|translated|interpreted|simultaneous\w*|
       soundbite|singing|unclear|as\ (?:\w+\ )?characters?|voice-?over|o(?:n|ff)[-\ ]camera|
       whisper\w*|gap\ in\ \w+|redacted|
       beifall|heiterkeit|lachen|lacht|zurufe?|zwischenrufe?|unruhe|applaudissements|rires?|
       exclamations|aplausos|risas|risos|applausi|ilarità|risate|oklaski|śmiech|applaus|gelach|
       skratt|аплодисменты|смех)
    \b[^\])\n]{0,160}\\?[\])]""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a turn stands in its file.

    `start`, `end`: the character range of the whole block (label and white space included) in the
    decoded file; the blocks of a text file lie side by side. `text_start`, `text_end`: the range of
    the talk alone: `clean` of it is the turn's text, where the file is plain text (Markdown's
    escapes and times amid the words apart). `line` counts from 1; `page` and `page_line` as
    printed; `cue` counts from 1; `path` is a JSON or XML path.
    """

    start: int | None = None
    end: int | None = None
    text_start: int | None = None
    text_end: int | None = None
    line: int | None = None
    page: int | None = None
    page_line: int | None = None
    cue: int | None = None
    end_cue: int | None = None
    path: str | None = None

    def as_json(self) -> dict[str, int | str]:
        """The fields that are known."""
        held = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: value for name, value in held if value is not None}


@dataclass(frozen=True, slots=True)
class RawTurn:
    """A turn as a reader finds it: the label as printed, or None where the source has none.

    `headed`: the name that a heading over the turns gives for their label ("BY MR. LEE:" for Q.),
    or a list of participants ("CHI Ross"). `person`: the id that the file has for who speaks.
    """

    label: str | None
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    source: Source = Source()
    headed: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one transcript in a file.

    `part` names the transcript within its file when the file holds several (a table of meetings).
    `front` and `back` hold what stands before and after the talk, as in the file. `participants`
    are full names that front matter gives.
    """

    format: str
    turns: tuple[RawTurn, ...]
    front: str = ""
    back: str = ""
    title: str | None = None
    date: str | None = None
    part: str | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One labelled piece of talk. `number` counts from 1 and is what people see and cite.

    `speaker` is the resolved name, None where the record names nobody. `label` is what the source
    prints. `notes` are stage notes, in order; they stand in `text` too.
    """

    number: int
    speaker: str | None
    label: str | None
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    notes: tuple[str, ...] = ()
    source: Source = Source()

    @property
    def who(self) -> str:
        """The name to show: the speaker, else the label, else a plain 'Unnamed'."""
        return self.speaker or self.label or "Unnamed"

    def as_json(self) -> dict[str, Any]:
        """The turn as `ingest parse --json` prints it."""
        return {
            "number": self.number,
            "speaker": self.speaker,
            "label": self.label,
            "text": self.text,
            "start_ms": self.start_ms,
            "end_ms": self.end_ms,
            "notes": list(self.notes),
            "source": self.source.as_json(),
        }


def read_turn(data: Mapping[str, Any], text: str) -> Turn:
    """The turn of what `as_json` gave, its text apart."""
    return Turn(
        int(data["number"]),
        data["speaker"],
        data["label"],
        text,
        data["start_ms"],
        data["end_ms"],
        tuple(data["notes"]),
        Source(**data["source"]),
    )


@dataclass(frozen=True, slots=True)
class Joined:
    """Why a label is taken for a speaker's: `why` in plain words, `turn` that bears it out."""

    label: str
    turn: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person (or anonymous voice) of a transcript.

    `labels`: what the source prints for them. `aliases`: other names under which the transcript
    speaks of them. `named_in`: the turn from whose text the name was taken, None where the label
    itself gives it. `role`: what the label or the text says they are ("Secretary of State").
    `joined`: the evidence for labels that are not the same name.
    """

    name: str
    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    named_in: int | None = None
    role: str | None = None
    joined: tuple[Joined, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this speaker, without doubles."""
        return tuple(dict.fromkeys((self.name, *self.labels, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file's talk, turn by turn. `name` is unique in a library; `date` is ISO 8601 or None.

    `file` is the name of the file it came from, without its folder. `path` is where that lay when
    it was added (of an archive: the archive), empty where that is not known, as of an upload.
    """

    name: str
    title: str
    date: str | None
    format: str
    turns: tuple[Turn, ...]
    front: str = ""
    back: str = ""
    sha256: str = ""
    speakers: tuple[Speaker, ...] = field(default=())
    file: str = ""
    path: str = ""

    def as_json(self, path: str) -> dict[str, Any]:
        """The transcript as `ingest parse --json` prints it. `path` is the file it came from."""
        return {
            "path": path,
            "name": self.name,
            "title": self.title,
            "date": self.date,
            "format": self.format,
            "front": self.front,
            "back": self.back,
            "speakers": [s.name for s in self.speakers],
            "people": [asdict(s) for s in self.speakers],
            "turns": [t.as_json() for t in self.turns],
        }


def clean(text: str) -> str:
    r"""Text as it is stored: NFC, plain spaces, no invisible marks, "\n\n" between paragraphs.

    A single line break is white space, as in wrapped text. Idempotent.
    """
    if text.isascii() and text.isprintable():  # one plain line, as most are: a tenth of the time
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    text = _LINE_ENDS.sub("\n", text)
    paragraphs = (_SPACES.sub(" ", p.replace("\n", " ")).strip() for p in _PARAGRAPHS.split(text))
    return "\n\n".join(p for p in paragraphs if p)


def stage_notes(text: str) -> tuple[str, ...]:
    """The stage notes of `text`, in order, as printed."""
    return tuple(m.group() for m in STAGE_NOTE.finditer(text))


def spoken(text: str) -> str:
    """`text` without its stage notes: what was said."""
    return _SPACES.sub(" ", STAGE_NOTE.sub(" ", text)).strip()


def turn_id(name: str, number: int) -> str:
    """The id of a turn, for example `press-conference#12`."""
    return f"{name}#{number}"


def parse_turn_id(turn: str) -> tuple[str, int]:
    """Name and number of a turn id. Raises ValueError where it is none."""
    name, _, number = turn.rpartition("#")
    if not name or not number.isdecimal():
        raise ValueError(f"'{turn}' is no turn id; write it like press-conference#12")
    return name, int(number)


def timestamp(ms: int) -> str:
    """Milliseconds for people: `1:02:03`, or `2:03` below an hour."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

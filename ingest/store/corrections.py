"""What a person puts right in a transcript, kept beside what the file says. Pure functions.

A transcript is stored as it was read, with its corrections; they are applied whenever it is read
from the library. So they outlive a new version of the file, and each can be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ingest.errors import OnRecordError, UnknownName
from ingest.people.names import fold
from ingest.store import split
from ingest.transcript import Speaker, Transcript, Turn, clean

# Longer than any name or title; what is longer was pasted by mistake.
LONGEST = 200
LONGEST_TAG = 40  # a tag is a word or two
# "14.5.2025": with dots between, the day comes first wherever it is written.
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class CorrectionError(OnRecordError):
    """A correction that cannot be made."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """`title` and `date` stand in the place of those read, where given.

    `names` maps a speaker's name as read to the one to show; speakers that get one name are one.
    `apart`: labels whose turns are another speaker's than they were read as. `tags`: words by
    which a person finds it again.
    """

    title: str | None = None
    date: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    apart: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != NO_CORRECTIONS


NO_CORRECTIONS = Corrections()


def both(first: Corrections, second: Corrections) -> Corrections:
    """What was put right in either; where they differ, in the second."""
    return Corrections(
        second.title or first.title,
        second.date or first.date,
        {**first.names, **second.names},
        tuple(dict.fromkeys((*first.apart, *second.apart))),
        tuple(dict.fromkeys((*first.tags, *second.tags))),
    )


def read_corrections(data: Mapping[str, Any]) -> Corrections:
    """The corrections of a record; none in a record of before there were any."""
    return Corrections(
        data.get("title"),
        data.get("date"),
        dict(data.get("names", {})),
        tuple(data.get("apart", ())),
        tuple(data.get("tags", ())),
    )


# Applying


@dataclass(frozen=True, slots=True)
class Renamed:
    """New names of a transcript's speakers, by their name as read and by their labels.

    `parted`: by name as read, who speaks under each of the labels that are not one person's; under
    no label, who has the other turns.
    """

    names: Mapping[str, str]
    labels: Mapping[str, str]
    parted: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def turn(self, turn: Turn) -> Turn:
        """The turn under its speaker's new name, if there is one; label and text stay."""
        if turn.speaker is None:
            known = self.labels.get(turn.label or "")
            return replace(turn, speaker=known) if known else turn
        own = self.parted.get(turn.speaker, {})
        speaker = own.get(turn.label or "") or own.get("", turn.speaker)
        return replace(turn, speaker=self.names.get(speaker, speaker))


def renamed(corrections: Corrections, speakers: Iterable[Speaker]) -> Renamed:
    """Who gets another name. A name that is read no more means the one speaker who still has it."""
    speakers = list(speakers)
    parted = {
        s.name: {label: p.name for p in parts[1:] for label in p.labels} | {"": parts[0].name}
        for s in speakers
        if len(parts := split.parts(s, corrections.apart)) > 1
    }
    speakers = split.apart(speakers, corrections.apart)
    names = {s.name: corrections.names[s.name] for s in speakers if s.name in corrections.names}
    for read, shown in corrections.names.items():
        bearing = [s.name for s in speakers if fold(read) in map(fold, s.names)]
        if read not in names and len(bearing) == 1:
            names.setdefault(bearing[0], shown)
    labels = {label: names[s.name] for s in speakers if s.name in names for label in s.labels}
    return Renamed(names, labels, parted)


def corrected(transcript: Transcript, corrections: Corrections) -> Transcript:
    """The transcript as it is shown, searched and cited."""
    if not corrections:
        return transcript
    new = renamed(corrections, transcript.speakers)
    return replace(
        transcript,
        title=corrections.title or transcript.title,
        date=corrections.date or transcript.date,
        turns=tuple(map(new.turn, transcript.turns)),
        speakers=corrected_speakers(transcript.speakers, corrections),
    )


def corrected_speakers(
    speakers: Sequence[Speaker], corrections: Corrections
) -> tuple[Speaker, ...]:
    """The speakers under their new names, those of one name as one; old names become aliases."""
    names = renamed(corrections, speakers).names
    groups: dict[str, list[Speaker]] = {}
    for speaker in split.apart(speakers, corrections.apart):
        groups.setdefault(names.get(speaker.name, speaker.name), []).append(speaker)
    return tuple(_one(name, group) for name, group in groups.items())


def _one(name: str, group: Sequence[Speaker]) -> Speaker:
    if [s.name for s in group] == [name]:
        return group[0]
    others = [n for s in group for n in (s.name, *s.aliases) if n != name]
    own = next((s for s in group if s.name == name), None)
    return Speaker(
        name,
        tuple(dict.fromkeys(label for s in group for label in s.labels)),
        tuple(dict.fromkeys(others)),
        own.named_in if own else None,
        next((s.role for s in group if s.role), None),
        tuple(j for s in group for j in s.joined),
    )


# Making


def rename(
    corrections: Corrections, speakers: Sequence[Speaker], shown: str, name: str
) -> Corrections:
    """A speaker, called `shown` until now, gets a name; where another has it, the two are one.

    `speakers` are those read. Raises CorrectionError for an empty name, UnknownName for `shown`.
    """
    name = _line(name, "name")
    meant = bearers(corrections, speakers, shown)
    now = corrected_speakers(speakers, corrections)
    if not meant:
        raise UnknownName("speaker", shown, [s.name for s in now])
    other = namesake(now, shown, name)
    name = other.name if other else name
    kept = {read: n for read, n in corrections.names.items() if n != shown}
    new = {read: name for read in meant if read != name}
    return replace(corrections, names=kept | new)


def part(corrections: Corrections, speakers: Sequence[Speaker], label: str) -> Corrections:
    """The turns under `label` are another speaker's, who is called as the label says.

    Raises CorrectionError where no speaker has the label beside another.
    """
    read = split.apart(speakers, corrections.apart)
    for speaker in read:
        if speaker.name in corrections.names and fold(label) in map(fold, speaker.labels):
            kept = {r: n for r, n in corrections.names.items() if r != speaker.name}
            return replace(corrections, names=kept)  # joined by hand: so it is undone
    held = [one for s in read for one in s.labels if len(s.labels) > 1]
    alike = [one for one in held if fold(one) == fold(label)]
    found = label if label in held else next(iter(alike), None)
    if found is None:
        known = ", ".join(held) or "none here"
        raise CorrectionError(
            f"'{label}' is no label of a speaker who has several; those are: {known}"
        )
    return replace(corrections, apart=(*corrections.apart, found))


def rejoin(corrections: Corrections, label: str) -> Corrections:
    """The turns under a label that was parted are again the speaker's whose they were read as."""
    kept = tuple(one for one in corrections.apart if one != label)
    return replace(corrections, apart=kept)


def namesake(shown: Iterable[Speaker], of: str, name: str) -> Speaker | None:
    """The other speaker who already has the name that `of` is to get: they would be one."""
    wanted = fold(name)
    others = [s for s in shown if s.name != of]
    own = [s for s in others if fold(s.name) == wanted]
    return next(iter(own or [s for s in others if wanted in map(fold, s.names)]), None)


def restore(corrections: Corrections, speakers: Sequence[Speaker], shown: str) -> Corrections:
    """Speakers now called `shown` get back the names they were read with."""
    taken = set(bearers(corrections, speakers, shown))
    new = {read: n for read, n in corrections.names.items() if read not in taken and n != shown}
    return replace(corrections, names=new)


def bearers(corrections: Corrections, speakers: Sequence[Speaker], shown: str) -> list[str]:
    """The names as read of those who are called `shown`."""
    names = renamed(corrections, speakers).names
    read = split.apart(speakers, corrections.apart)
    return [s.name for s in read if names.get(s.name, s.name) == shown]


def retitle(corrections: Corrections, title: str) -> Corrections:
    """Another title; empty takes the correction back."""
    return replace(corrections, title=_line(title, "title") if title.strip() else None)


def redate(corrections: Corrections, text: str) -> Corrections:
    """Another date; empty takes the correction back."""
    return replace(corrections, date=day(text) if text.strip() else None)


def tag(corrections: Corrections, text: str) -> Corrections:
    """These tags and no others, with commas between them; raises CorrectionError for a long one."""
    tags = {fold(tag): tag for part in text.split(",") if (tag := " ".join(clean(part).split()))}
    if long := next((tag for tag in tags.values() if len(tag) > LONGEST_TAG), None):
        raise CorrectionError(
            f"the tag '{long[:LONGEST_TAG]} …' is too long; a tag is a word or two, "
            "with a comma before the next"
        )
    return replace(corrections, tags=tuple(tags.values()))


def day(text: str) -> str:
    """An ISO date of one, or of `day.month.year`; a year or month alone too.

    Raises CorrectionError where it is none.
    """
    given = text.strip()
    dotted = _DOTTED.fullmatch(given)
    text = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}" if dotted else given
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise CorrectionError(f"'{given}' is no date; write it like 2024-03-12") from None
    return text


def _line(text: str, what: str) -> str:
    text = " ".join(clean(text).split())
    if not text:
        raise CorrectionError(f"the {what} is empty; write one, or leave it as it is")
    if len(text) > LONGEST:
        raise CorrectionError(f"the {what} is too long; write at most {LONGEST} characters")
    return text

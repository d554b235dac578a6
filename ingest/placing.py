"""Which name a transcript gets in the library, and what it is to what is there. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from ingest.store.kept import Kept
from ingest.store.records import Record, version_of
from ingest.transcript import Transcript

Status = Literal["added", "unchanged", "replaced", "duplicate", "failed"]

# The rule, measured on 164 real talks and 51 of their series' meetings (2,380 pairs of two talks of
# one kind or series: committee meetings, standards calls, press briefings of one speaker, visits
# to one doctor): the words in turns that are the same are at most .13 of the longer one; .15 in
# stand-ups written for this with equal greetings. Of 30 talks changed on purpose: names put right
# everywhere at least .73, turns cut or joined otherwise .98, another recogniser's 15 of 100 words
# .80, 20 of 100 words .54.
MOST = 0.5
# At the same path an edit is likelier than a recording over a recording: a third still speaks for
# it, and lies above twice what two talks ever shared.
SOME_AT_SAME_PATH = 0.3
# A turn is the same where half of its runs of three words are: one wrong word spoils three runs.
HALF = 0.5
# Shorter turns (greetings, yes and no, "no blockers") are in every meeting and prove nothing.
FEWEST_WORDS = 8
# As many turns of what is there are compared, evenly spread: enough for .13 against .5.
SAMPLE = 40

# A letter of a script that puts no spaces between words stands for a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")

Words = Sequence[str]
Run = tuple[str, ...]
# The turns of a version, those of `sampled`, by its name.
Read = Callable[[Collection[str]], Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Place:
    """What a transcript is to the library, and its name there.

    `instead_of`: the transcript that has the name it would have; `note` says why it has another.
    """

    status: Status
    name: str
    instead_of: str | None = None
    note: str | None = None


def place(
    transcript: Transcript,
    records: Mapping[str, Record],
    removed: Mapping[str, Kept],
    taken: Collection[str],
    read: Read,
) -> Place:
    """Where a transcript belongs: it never takes the place of another talk.

    It replaces only a version of the same talk from a file of the same name: the same bytes that
    read otherwise now; or one that is alike (`likeness`) by MOST, at the same path by
    SOME_AT_SAME_PATH. What was `taken` in this run is replaced by nothing. Any other gets the next
    free name: `talk`, `talk-2`, `talk-3`. A name that undo can bring back is not free.
    """
    held: dict[str, Record | Kept] = {**removed, **records}
    family = [n for n in _names(transcript.name, held) if held[n].file == transcript.file]
    for name in family:
        record = records.get(name)
        if record and record.version == version_of(
            replace(transcript, name=name), record.corrections
        ):
            return Place("unchanged", name)
    again = [n for n in family if held[n].sha256 == transcript.sha256 and n not in taken]
    known = next((r for r in records.values() if r.sha256 == transcript.sha256), None)
    if known and known.name not in again:
        return Place("duplicate", known.name)
    again = again or _versions(transcript, held, [n for n in family if n not in taken], read)
    if again:
        return Place("replaced" if again[0] in records else "added", again[0])
    if transcript.name not in held:
        return Place("added", transcript.name)
    name = next(n for n in _numbered(transcript.name) if n not in held)
    if transcript.name in removed:
        note = f"'{transcript.name}' was removed, and undo can bring it back"
        return Place("added", name, note=note)
    return Place("added", name, transcript.name, _why(transcript, records, taken))


def _names(name: str, held: Mapping[str, object]) -> list[str]:
    """The names that transcripts of one name have been given, in order of age."""
    numbered = re.compile(re.escape(name) + r"-(\d+)")
    found = [(int(m[1]), n) for n in held if (m := numbered.fullmatch(n))]
    return ([name] if name in held else []) + [n for _, n in sorted(found)]


def _numbered(name: str) -> Iterator[str]:
    return (f"{name}-{n}" for n in count(2))


def _versions(
    transcript: Transcript,
    held: Mapping[str, Record | Kept],
    names: Collection[str],
    read: Read,
) -> list[str]:
    """Those of these names that hold an older version of the transcript, the likeliest first."""
    if not names:
        return []
    new = [words(t.text) for t in transcript.turns]
    said = runs(new)
    alike = {
        name: (_at_same_path(transcript, held[name]), likeness(old, held[name].turns, new, said))
        for name, old in ((n, list(map(words, texts))) for n, texts in read(names).items())
    }
    enough = [
        n for n, (here, like) in alike.items() if like >= (SOME_AT_SAME_PATH if here else MOST)
    ]
    return sorted(enough, key=lambda n: alike[n], reverse=True)


def _at_same_path(transcript: Transcript, other: Record | Kept) -> bool:
    return bool(transcript.path) and transcript.path == other.path


def _why(transcript: Transcript, records: Mapping[str, Record], taken: Collection[str]) -> str:
    name, file = transcript.name, records[transcript.name].file
    if name in taken:
        return f"'{name}' was added just now"
    return f"'{name}' is " + ("another talk" if file == transcript.file else f"the file {file}")


def sampled(turns: int) -> list[int]:
    """The numbers of up to SAMPLE turns out of so many, evenly spread."""
    most = min(turns, SAMPLE)
    return [1 + i * turns // most for i in range(most)]


def words(text: str) -> list[str]:
    """The words of a turn, in lower case."""
    return _WORD.findall(text.casefold())


def likeness(old: Sequence[Words], turns: int, new: Sequence[Words], said: set[Run]) -> float:
    """How much of two talks is the same, 0 to 1: the words in such turns of the longer one's words.

    `old` holds some of the older one's `turns`; they stand for all. `said`: the runs of `new`.
    Where turns are parted makes hardly a difference, for what counts is whether runs are there.
    """
    least = FEWEST_WORDS if _words_in(old, FEWEST_WORDS) and _words_in(new, FEWEST_WORDS) else 1
    if not _words_in(old, least) or not _words_in(new, least):
        return 0.0
    same = [turn for turn in old if turn and _share(_runs(turn), said) >= HALF]
    all_of_old = _words_in(old, least) * turns / len(old)
    return _words_in(same, least) * turns / len(old) / max(all_of_old, _words_in(new, least))


def runs(turns: Sequence[Words]) -> set[Run]:
    """The runs of three words in each of some turns."""
    return {run for turn in turns for run in _runs(turn)}


def _words_in(turns: Sequence[Words], least: int) -> int:
    return sum(len(turn) for turn in turns if len(turn) >= least)


def _runs(turn: Words) -> set[Run]:
    return {tuple(turn[i : i + 3]) for i in range(max(1, len(turn) - 2))}


def _share(runs: set[Run], said: set[Run]) -> float:
    return len(runs & said) / len(runs)

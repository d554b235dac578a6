"""Speaker labels printed in caption text: `NAME:`, `>> NAME:`, `[Name]`, and bare `>>` or `-`.

A caption has no grammar for speakers, so the whole file decides what is a label: one that recurs,
that is in capitals, that stands after the mark of a new speaker, or that nearly every cue carries.
A colon in a sentence is none of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ingest.readers.captions.cue_markup import Piece
from ingest.readers.captions.cue_names import (
    as_printed,
    is_name,
    is_possible,
    is_remark,
    is_sound,
    is_voice,
)

# A speaker begins on a new line, after a stage note, or at chevrons anywhere. A dash that opens a
# line is a new speaker too, not a minus sign or a broken-off word; inside a line, one between a
# sentence and a name in brackets. `tail` is the rest of a label that was wrapped over a line break.
_START = re.compile(
    r"""(?:(?P<chevrons>(?:>|\u00bb){2,3}[^\S\n]*)
        |(?<=[.?!\u2026]\s)(?P<inline>[-\u2013][^\S\n]+(?=[\[(][^\W\d_a-z]))
        |(?:^|(?<=[\])]))(?:[^\S\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff])*(?!\n)
         (?P<dash>[-\u2010\u2013\u2022][^\S\n]+(?=\S)|-(?=[^\W\d_a-z]|["'\u201c\u00bf\u00a1\[(]))?)
        (?P<label>
          [\[(](?P<bracket>[^\[\]()\n]{1,60})[\])]
          (?:(?P<colon>[^\S\n]?[:\uff1a])|(?=[^\S\n]+\S)|(?P<alone>(?=[^\S\n]*\n)))
         |(?P<plain>[^\s:\uff1a<>\[\]"\u201c?!\u2026][^:\uff1a<>\[\]"\u201c?!\u2026\n]{0,60}?)
          (?P<tail>\n(?:[^\W\d_a-z][^\s:]{0,30}[^\S\n]?){1,3})?
          [^\S\n]?(?::(?=\s|$|[\u3040-\u9fff\uac00-\ud7af])|\uff1a)
        )?""",
    re.MULTILINE | re.VERBOSE,
)
# Without one of these signs nothing in a text opens a speaker.
_SIGN = re.compile(r"[:\uff1a\[(>\u00bb]|^[^\w\n]*[-\u2010\u2013\u2022]", re.MULTILINE)
# Zoom and its kin label every cue; then anything before the first colon is a name.
NEARLY_ALL = 0.9


class Start(NamedTuple):
    """A place in a cue's text where a speaker may begin: a mark, a label, or both.

    The words follow at `body`. `name` is "" without a label; `bare` says that it stands in
    brackets without a colon, `alone` that it has its line for itself, `tail` is its second line.
    """

    at: int
    body: int
    marked: bool
    name: str
    bare: bool
    alone: bool
    tail: str

    @property
    def key(self) -> str:
        """The name by which labels are compared."""
        return self.name.casefold()


def label_keys(texts: Sequence[str]) -> frozenset[str]:
    """The labels of a file's cues, folded; empty where nothing in their text names a speaker."""
    texts = [text.strip() for text in texts if text.strip()]
    found = [start for text in texts for start in _starts(text, _is_possible) if start.name]
    opening = [start for start in found if start.at == 0]
    names = [start for start in found if is_name(start.name)]
    counts = Counter(start.key for start in names)
    sure = {start.key for start in names if counts[start.key] > 1 or _is_evident(start)}
    # Where all is in capitals they tell nothing.
    if not _all_capitals(texts):
        sure |= _in_capitals(names, texts)
    if len(texts) > 1 and len(opening) >= NEARLY_ALL * len(texts):
        heard = Counter(start.key for start in opening)
        sure.update(s.key for s in opening if heard[s.key] > 1 or not is_remark(s.name))
    elif not _all_capitals(texts):
        sure |= _said_once(names, texts, sure) if sure else _of_monologue(texts)
    return frozenset(sure)


def _is_evident(start: Start) -> bool:
    """Once is enough: after the mark of a new speaker, or a voice with its number."""
    return start.marked or (is_voice(start.name) and start.name[-1].isdigit())


def _in_capitals(names: Sequence[Start], texts: Sequence[str]) -> set[str]:
    """Labels in capitals: several, or the one that opens the file."""
    keys = {start.key for start in names if start.name.isupper() and not start.bare}
    return keys if len(keys) > 1 or _opening(texts) in keys else set()


def _said_once(names: Sequence[Start], texts: Sequence[str], sure: set[str]) -> set[str]:
    """Where speakers are labelled, a name that speaks once is one too, unless it is a plain word.

    Nor is it one where its second line is a label alone: `Thanks` above `JOHN: Yes.`.
    """
    words = {w for text in texts for w in re.findall(r"[^\W\d_]+", text) if w.islower()}
    # Names in brackets without a colon, where this file has them: else it is a sound.
    bare = any(s.bare and s.key in sure for s in names)
    told = [s for s in names if not s.bare or (bare and not s.alone)]
    return {s.key for s in told if s.tail.strip().casefold() not in sure} - words


def _of_monologue(texts: Sequence[str]) -> set[str]:
    """The one label that opens the file, if the talk says that this is who speaks."""
    key = _opening(texts)
    if not key:
        return set()
    first = re.escape(key.split()[0])
    says = re.compile(rf"\b(?:I['\u2019]m|I am|my name is|this is)\s+{first}\b", re.IGNORECASE)
    return {key} if any(says.search(text) for text in texts) else set()


def _opening(texts: Sequence[str]) -> str:
    """The label with which the first cue opens, "" where it opens with none."""
    first = next(_starts(texts[0], _is_possible), None) if texts else None
    return first.key if first and first.at == 0 and is_name(first.name) else ""


def _all_capitals(texts: Sequence[str]) -> bool:
    text = " ".join(texts)
    return sum(map(str.isupper, text)) > 9 * sum(map(str.islower, text))


def split(text: str, keys: frozenset[str]) -> Iterator[Piece]:
    """`text` cut where a speaker begins, in order; white space and marks belong to no piece."""
    before: Start | None = None
    for start in _starts(text, lambda start: start.key in keys and _is_possible(start)):
        yield from _piece(text, before, start.at)
        before = start
    yield from _piece(text, before, len(text))


def _piece(text: str, start: Start | None, end: int) -> Iterator[Piece]:
    """What is said from `start`, or from the begin of the cue, up to `end`; none without it."""
    words = text[start.body if start else 0 : end].strip()
    if words or (start and start.name):
        at, name = (start.at, start.name) if start else (0, "")
        yield Piece(at, name or None, words, start is not None)


def _starts(text: str, is_label: Callable[[Start], bool]) -> Iterator[Start]:
    """The places where a speaker begins, by a mark or by a label that passes `is_label`."""
    at = 0 if _SIGN.search(text) else len(text) + 1
    while at <= len(text) and (match := _START.search(text, at)):
        start, end = _start(match), match.end()
        if start.name and not is_label(start):
            # What was no label may hide one in its next line, or after the bracket.
            end = match.start("tail") if start.tail else end
            start = start._replace(name="", body=match.start("label"))
        if start.name or start.marked:
            yield start
        at = max(end, match.start() + 1)


def _start(match: re.Match[str]) -> Start:
    dash, inline, chevrons, bracket, colon, alone, plain, tail = match.group(
        "dash", "inline", "chevrons", "bracket", "colon", "alone", "plain", "tail"
    )
    return Start(
        at=match.start(),
        body=match.end(),
        marked=bool(dash or inline or chevrons),
        name=as_printed(bracket or (plain or "") + (tail or "")),
        bare=bool(bracket) and not colon,
        alone=alone is not None,
        tail=tail or "",
    )


def _is_possible(start: Start) -> bool:
    if start.alone:  # a bracket on a line of its own is a sound as a rule
        return is_voice(start.name)
    return is_possible(start.name) and not (start.bare and is_sound(start.name))

"""Praat TextGrid: tiers of intervals with words, as Praat, ELAN and forced aligners save them.

The long form names each value ("xmin = 0"), the short one gives the values alone; the values that
stand by themselves and their order are the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.errors import BrokenFile, NotATranscript
from ingest.open.containers import Document
from ingest.readers.common.cues import Cue, turns
from ingest.text.times import scaled_ms
from ingest.transcript import RawTurn, Reading, Source, clean

_HEAD = re.compile(
    r'\ufeff?\s*(?:File type\s*=\s*)?"ooTextFile(?: short)?"\s+(?:Object class\s*=\s*)?"TextGrid"'
)
# A quoted text (quotes in it doubled), a number or a <flag> by itself.
_VALUE = re.compile(
    r'"(?P<text>(?:[^"]|"")*)"|(?<!\S)(?P<number>-?\d+(?:\.\d+)?(?:[eE]-?\d+)?)(?!\S)'
    r"|(?<!\S)<(?P<flag>\w+)>|(?<!\S)![^\n]*"
)
# Marks of silence that aligners set.
_SILENT = re.compile(
    r"(?:<?(?:p|sp|sil|spn|silence|pause|unk|eps)[:.]?>?|[#_%.-]|<.*>)?", re.IGNORECASE
)
# Tiers that do not hold what was said.
_ASIDE = re.compile(
    r"phon|segment|syll|gloss|transl|note|comment|pitch|tone|tobi|break|gestur|\bpos\b|\bmau\b|\bkan\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\s_-]*-?[\s_]*\b(?:words?|ort|ortho\w*)\b[\s_-]*", re.IGNORECASE)
_GENERIC = re.compile(
    r"(?:speech|talk|text|transcript(?:ion)?|utterances?|sentences?|phrases?|tier\W?\d*|words?)?",
    re.IGNORECASE,
)
# Words an interval holds on average, below which the tier is one of single words.
WORDS_OF_TALK = 1.5


class _Interval(NamedTuple):
    start: float
    end: float
    text: str
    source: Source


class _Tier(NamedTuple):
    name: str
    intervals: list[_Interval]

    @property
    def talks(self) -> bool:
        words = sum(len(i.text.split()) for i in self.intervals)
        return words >= WORDS_OF_TALK * len(self.intervals)


def sniff(document: Document) -> str | None:
    """A reason when the file begins as a TextGrid does."""
    return "a Praat TextGrid" if _HEAD.match(document.text[:400]) else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn an interval, in order of time. Raises BrokenFile and NotATranscript."""
    tiers = [t for t in _tiers(document) if t.intervals]
    told = [t for t in tiers if not _ASIDE.search(t.name)] or tiers
    talking = [t for t in told if t.talks]
    if not told:
        raise NotATranscript(document.path, "a TextGrid whose intervals hold no words")
    if talking:
        found = sorted((i.start, n, i, t) for t in talking for n, i in enumerate(t.intervals))
        return [Reading("text:textgrid", tuple(_turn(i, t) for _, _, i, t in found))]
    words = [_cue(i, t) for t in _of_words(told) for i in t.intervals]
    cues = sorted(words, key=lambda c: c.start_ms or 0)
    return [Reading("text:textgrid", turns(c._replace(number=n) for n, c in enumerate(cues, 1)))]


def _of_words(tiers: list[_Tier]) -> list[_Tier]:
    """The tiers that are called words, or all."""
    return [t for t in tiers if _WORDS.search(t.name)] or tiers


def _turn(interval: _Interval, tier: _Tier) -> RawTurn:
    return RawTurn(
        _label(tier), interval.text, _ms(interval.start), _ms(interval.end), interval.source
    )


def _cue(interval: _Interval, tier: _Tier) -> Cue:
    place = interval.source
    return Cue(
        0, interval.text, _label(tier), _ms(interval.start), _ms(interval.end),
        line=place.line, path=place.path,
    )  # fmt: skip


def _label(tier: _Tier) -> str | None:
    """The tier's name without the kind of its contents ("Ann - words")."""
    name = clean(_WORDS.sub(" ", tier.name))
    return None if _GENERIC.fullmatch(name) else name


def _ms(seconds: float) -> int | None:
    return scaled_ms(seconds, 1000)


def _tiers(document: Document) -> Iterator[_Tier]:
    """The tiers of intervals, in order; points in time are no talk. Raises BrokenFile."""
    head = _HEAD.match(document.text)
    values = _Values(document, head.end() if head else 0)
    values.number(), values.number()
    values.flag()
    for at in range(1, int(values.number()) + 1):
        kind, name = values.text()[0], values.text()[0]
        values.number(), values.number()
        count, intervals = int(values.number()), list[_Interval]()
        for n in range(1, count + 1):
            start = values.number()
            end = values.number() if kind == "IntervalTier" else start
            text, span = values.text()
            if kind == "IntervalTier" and not _SILENT.fullmatch(text.strip()):
                place = values.source(span, f"item[{at}]/intervals[{n}]")
                intervals.append(_Interval(start, end, clean(text), place))
        yield _Tier(clean(name), intervals)


class _Values:
    """The values of a TextGrid, one after another, each of the kind that is asked for."""

    def __init__(self, document: Document, at: int) -> None:
        self._document = document
        self._found = (m for m in _VALUE.finditer(document.text, at) if m.lastgroup)
        self._at, self._line, self._counted = at, 1, 0

    def number(self) -> float:
        return float(self._next("number")["number"])

    def flag(self) -> None:
        if self._next("flag")["flag"] != "exists":
            raise NotATranscript(self._document.path, "a TextGrid without tiers holds no words")

    def text(self) -> tuple[str, tuple[int, int]]:
        m = self._next("text")
        return m["text"].replace('""', '"'), m.span("text")

    def source(self, span: tuple[int, int], path: str) -> Source:
        """Where a text stands; its range is given where the file has it as it is read."""
        text = self._document.text
        self._line += text.count("\n", self._counted, span[0])
        self._counted = span[0]
        plain = '"' not in text[span[0] : span[1]]
        start, end = span if plain else (None, None)
        return Source(text_start=start, text_end=end, line=self._line, path=path)

    def _next(self, kind: str) -> re.Match[str]:
        m = next(self._found, None)
        if m is None or m.lastgroup != kind:
            line = self._document.text.count("\n", 0, m.start() if m else None) + 1
            problem = "the TextGrid breaks off" if m is None else f"a {kind} is expected here"
            raise BrokenFile(self._document.path, problem, f"line {line}")
        return m

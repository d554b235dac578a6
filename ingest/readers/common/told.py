"""What the fields of records hold, told without their names: people, talk, times, a count.

Tables without a header, and records whose fields have names that nobody knows, are read by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.labelled.speech import speaks
from ingest.text.times import clock_ms

# Records by which fields are told by what they hold, and that are looked at.
FEWEST, MOST = 4, 200
_NUMBER = re.compile(r"\d+(?:\.\d*)?")
# "2,50": a comma before three digits may part thousands.
_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,9})")
_EITHER = re.compile(r"\d+(?:,\d{1,9})?")
# Talk ends as sentences do in so large a share, or has so many words in a record, on average:
# descriptions of things do neither.
ENDED, LONG = 0.3, 6
_STOPS, _QUOTES = (".", "?", "!", "…", "。", "？", "！", "؟"), "\"'”’») "
# Words a second and seconds a word beyond which nobody speaks, and the share of records that keeps
# to the first: pieces may overlap.
FASTEST, SLOWEST, FITTING = 8, 3.0, 0.9
_ASKED = re.compile(r"[?？؟]\W*$")
# Share of the records in which nobody may be named.
UNNAMED = 0.1
# Seconds since 2001: when something was sent, not where in a recording.
MOMENT = 1e9
# Fields whose few values recur, too, and are nobody: kinds, moods, languages, places.
_NOBODY = frozenset(
    """type kind class category tag topic intent theme subject sentiment emotion mood tone polarity
    lang language locale accent dialect country city region location place gender sex age party
    status state phase stage section chapter part scene act level priority severity score rating
    result final quality confidence certainty flag marker mark color colour style format source
    model engine provider version codec device app platform event action unit scale day weekday
    date month typ art klasse kategorie thema sprache stimmung land ort stadt geschlecht alter
    partei stufe ergebnis quelle tag wochentag catégorie categorie sujet thème langue humeur pays
    ville lieu sexe parti étape source jour tipo clase categoría categoria tema asunto idioma
    lengua língua lingua ánimo pais país paese ciudad cidade città lugar luogo sexo sesso partido
    partito estado stato etapa día dia giorno soort onderwerp taal stemming plaats geslacht partij
    språk kön parti rodzaj temat język płeć partia тип тема язык пол партия""".split()
)


def counts(values: Sequence[str]) -> bool:
    """0, 1, 2 ... or 1, 2, 3 ..."""
    return any(list(values) == [str(n + at) for n in range(len(values))] for at in (0, 1))


def numeric(values: Sequence[str]) -> bool:
    """Plain numbers, with a stop for the decimals, or a comma that parts no thousands."""
    return all(map(_NUMBER.fullmatch, values)) or _by_comma(values)


def _by_comma(values: Sequence[str]) -> bool:
    """A comma stands before the decimals: in some value other than three follow it."""
    return any(map(_COMMA.fullmatch, values)) and all(map(_EITHER.fullmatch, values))


def _numbers(values: Sequence[str]) -> list[float]:
    """Values that are `numeric`, as numbers."""
    return [float(v.replace(",", ".")) for v in values]


def clocks(values: Sequence[str]) -> bool:
    """Clock times."""
    return all(clock_ms(v) is not None for v in values)


def seconds(values: Sequence[str]) -> bool:
    """Numbers with decimals that never fall."""
    if not numeric(values):
        return False
    numbers = _numbers(values)
    return any("." in v or "," in v for v in values) and numbers == sorted(numbers)


def places(values: Sequence[str], named: bool = False) -> bool:
    """Clock times or numbers that never fall and are neither a count nor moments since 1970.

    `named`: their field says that they are times; then they may count on evenly.
    """
    if values and clocks(values):
        return _rise([clock_ms(v) or 0 for v in values])
    if not values or not numeric(values):
        return False
    numbers = _numbers(values)
    steps = {b - a for a, b in pairwise(numbers)}
    return _rise(numbers) and (named or len(steps) > 1) and numbers[-1] < MOMENT


def _rise(numbers: Sequence[float]) -> bool:
    return all(a <= b for a, b in pairwise(numbers)) and numbers[0] < numbers[-1]


def people(values: Sequence[str]) -> bool:
    """Short, with letters, without a stop or a colon, each twice on average."""
    fit = all(0 < len(v) <= 60 and v[0].isalpha() and v[-1] not in ".:?!," for v in values)
    return fit and 2 * len(set(values)) <= len(values)


def talk(values: Sequence[str]) -> bool:
    """Three words and more in a value, on average."""
    return sum(len(v.split()) for v in values) >= 3 * len(values)


class Parts(NamedTuple):
    """The fields that hold who speaks, what is said, and from when to when."""

    text: str | None = None
    speaker: str | None = None
    start: str | None = None
    end: str | None = None


def filled(values: Mapping[str, Sequence[str]], named: Parts, apart: Sequence[str | None]) -> Parts:
    """The parts, those that no name tells by what the other fields hold, save those of `apart`.

    Nobody is told from a field, and no talk, where no times rise beside it: lists of things have
    kinds that recur and descriptions, too. Whole numbers that rise may count them: times that no
    name tells are clock times, have decimals beside speakers and talk, are two, from and to, or
    leave the time for what is said.
    """
    held = {k: v for k, v in values.items() if k not in named and k not in apart}
    text, speaker, start, end = named
    doubted = False
    if start is None:
        first, last = _times(held)
        sure = first and (clocks(held[first]) or (text and speaker and seconds(held[first])))
        doubted = bool(first) and not (last or sure)
        start, end = first, end or last
    told = named.start is not None
    if start is None or not places([v for v in values[start] if v], named=told):
        return named
    held = {k: v for k, v in held.items() if k not in (start, end)}
    speaker = speaker or _speaker(held)
    if text is None and speaker:
        text = _words({k: v for k, v in held.items() if k != speaker})
    if doubted and not (text and speaker and spoken(values[start], values[text])):
        return named
    return Parts(text, speaker, start, end)


def spoken(starts: Sequence[str], texts: Sequence[str]) -> bool:
    """Numbers that never fall are seconds of what is said, and no prices or counts.

    Each leaves the time for its words up to the next, and some ask, or speak of themselves.
    """
    numbers = _numbers(starts) if numeric(starts) else []
    words = [len(t.split()) for t in texts]
    steps = [(b - a, n) for (a, b), n in zip(pairwise(numbers), words, strict=False)]
    fit = sum(step * FASTEST >= n for step, n in steps) >= FITTING * len(steps)
    slow = sorted(step / n for step, n in steps if n)
    paced = bool(slow) and fit and slow[len(slow) // 2] <= SLOWEST
    return paced and sum(bool(_ASKED.search(t)) or speaks(t) for t in texts) > 1


def _times(held: Mapping[str, Sequence[str]]) -> tuple[str | None, str | None]:
    """The field of times that never fall; and, of two, the one that is the later throughout."""
    found = {k: _placed(v) for k, v in held.items() if places(v)}
    if len(found) == 2:
        (a, first), (b, second) = found.items()
        if all(x <= y for x, y in zip(first, second, strict=True)):
            return a, b
        if all(x >= y for x, y in zip(first, second, strict=True)):
            return b, a
    return next(iter(found), None), None


def _placed(values: Sequence[str]) -> Sequence[float]:
    return [clock_ms(v) or 0 for v in values] if clocks(values) else _numbers(values)


def _speaker(held: Mapping[str, Sequence[str]]) -> str | None:
    """The one field that holds people, two at least; of a name and its code the name.

    None where two fields could be meant.
    """
    found = {k: v for k, v in held.items() if not _is_kind(k) and _voices(v)}
    best = max(found, key=lambda k: sum(map(len, found[k])), default=None)
    if best is None:
        return None
    pairs = (len(set(zip(found[best], v, strict=True))) for v in found.values())
    return best if all(n == len(set(found[best])) for n in pairs) else None


def _is_kind(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).casefold())
    return not _NOBODY.isdisjoint(words)


def _voices(values: Sequence[str]) -> bool:
    given = [v for v in values if v]
    enough = len(given) >= max(FEWEST, (1 - UNNAMED) * len(values))
    return enough and people(given) and len(set(given)) > 1


def _words(held: Mapping[str, Sequence[str]]) -> str | None:
    """The one field of talk: sentences of which hardly one comes again. None where several are."""
    found = [k for k, v in held.items() if _sentences(v)]
    return found[0] if len(found) == 1 else None


def _sentences(values: Sequence[str]) -> bool:
    ended = sum(v.rstrip(_QUOTES).endswith(_STOPS) for v in values) >= ENDED * len(values)
    long = sum(len(v.split()) for v in values) >= LONG * len(values)
    several = len(values) >= FEWEST and 2 * len(set(values)) > len(values)
    return several and talk(values) and (ended or long)

"""Letters and numbers that stand for people: "Q. ... A. ...", "P. ... R. ...", "T1: ... C1: ...".

Initials, lists and chapters look like them: the whole file tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.common.lines import Line
from ingest.readers.labels.layout import density, value_of
from ingest.readers.labels.openers import Opener, opener
from ingest.readers.labels.shapes import GAP, MARK, Head
from ingest.text import words

QA = frozenset("qa")
# Two letters are a pair where so large a share of the letters is these, the one follows the other,
# and paragraphs open with them.
ALL, IN_TURN, DENSE = 0.9, 0.75, 0.6
# Times that each stands at least; a letter of a list ("A. ... B. ...") more often.
LEAST, LISTED = 2, 4
# Share of what a counted letter says that are questions, at least; "Q" need not show it.
ASKING = 0.4
# "T1", "T-1", "T#1", "T(1)", "Co 1": a label with the number of the turn. "Question 1" is a whole
# word: of others beside it (winner.py).
_NUMBERED = re.compile(r"(?P<who>[^\W\d_]{1,4})[ .#:_-]{0,2}\(?(?P<number>\d{1,4})\)?")
_ENDS = frozenset("0123456789)")
# Lines above the first letter in which the words stand that it is short for.
ABOVE = 60
_SPELLED = re.compile(rf"{MARK}?(?P<word>[^\W\d_]{{3,20}})(?:[.:]{MARK}?|{MARK}[.:]){GAP}+(?=\S)")
_NAMED = re.compile(r"[^\W\d_][\w'’-]+")


def settled(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """The openers of a family, one a line: the file tells letters from names and lists.

    A running number of the turn is taken from labels where it runs.
    """
    if not any(o.head.label[-1] in _ENDS or o.head.form == "qa" for o in own):
        return list(own)
    own, counted = _without_numbers(lines, own)
    letters = [o for o in own if o.head.form == "qa"]
    pair = counted | _pair(lines, own, letters)
    kept = {o.line for o in letters if o.key in pair} | _listed(lines, own, letters)
    return [o for o in own if (o.key in pair if o.head.form == "qa" else o.line not in kept)]


def _pair(
    lines: Sequence[Line], own: Sequence[Opener], letters: Sequence[Opener]
) -> frozenset[str]:
    """The letters that open turns: two that answer each other, or none.

    "Q" alone asks those whose names are printed; "A." alone is a list.
    """
    names = _names(own)
    plain = [o for o in letters if o.key[-1] not in _ENDS and not _is_initial(lines, o, names)]
    both = [key for key, _ in Counter(o.key for o in plain).most_common(2)]
    if len(both) == 2 and _in_turn(lines, [o for o in plain if o.key in both], len(letters)):
        return frozenset(both)
    asked = [o for o in letters if o.key in QA]
    if 2 * sum(o.key in QA for o in plain) < len(asked):
        return frozenset()
    keys = frozenset(o.key for o in asked)
    printed = bool(names.keys() - {o.line for o in letters})
    return keys if keys == QA or (keys == {"q"} and printed) else frozenset()


def _names(own: Sequence[Opener]) -> dict[int, str]:
    """What else each line may be labelled with, by its index."""
    return {o.line: o.head.label for o in own if o.head.form != "qa"}


def _listed(
    lines: Sequence[Line], own: Sequence[Opener], letters: Sequence[Opener]
) -> frozenset[int]:
    """The lines of a list whose first item looks like a name: "A. Dredge: ...", "B. Leave it"."""
    names = _names(own)
    return frozenset(
        a.line
        for a, b in pairwise(letters)
        if (a.key, b.key) == ("a", "b") and not _is_initial(lines, b, names)
    )


def _is_initial(lines: Sequence[Line], o: Opener, names: Mapping[int, str]) -> bool:
    """The letter begins a name, which ends at a sign ("A. Reed: Yes") or is all of the line."""
    first = o.head.label.rstrip(".") + ". "
    alone = lines[o.line].text.strip(" \t#*_")
    spelled = (t for t in (names.get(o.line, ""), alone) if t.startswith(first))
    return any(words.is_full_name(t) for t in spelled)


def _in_turn(lines: Sequence[Line], own: Sequence[Opener], total: int) -> bool:
    """Two letters are those who talk: nearly all letters are these, the one after the other."""
    counts = Counter(o.key for o in own)
    turned = sum(a.key != b.key for a, b in pairwise(own))
    if len(own) < ALL * total or turned < IN_TURN * (len(own) - 1):
        return False
    said: dict[str, list[str]] = {key: [] for key in counts}
    for o in own:
        said[o.key].append(value_of(lines, o))
    a, b = sorted(counts)
    next_ = len(a) == len(b) == 1 and ord(b) - ord(a) == 1
    if min(counts.values()) < (LISTED if next_ else LEAST):
        return False
    if all(map(_is_surname, said.values())):
        return False
    asks = any(2 * sum("?" in t[-3:] or "？" in t[-2:] for t in s) >= len(s) for s in said.values())
    return (asks and not next_) or density(lines, own) >= DENSE


def _is_surname(said: Sequence[str]) -> bool:
    """The same word stands behind the letter nearly each time."""
    first = Counter(m[0] for t in said if (m := _NAMED.match(t)))
    return bool(first) and 2 * max(first.values()) > len(said)


def _without_numbers(
    lines: Sequence[Line], own: Sequence[Opener]
) -> tuple[list[Opener], frozenset[str]]:
    """Labels without the number of the turn, where it runs through them; and what is left of them.

    "T1", "C1", "T2", "C2", or "T1", "C2", "T3", "C4": two take turns, and no number comes again
    with its word; or one is counted and the other not ("Q1.", "A.", "Q2.", "A.").
    """
    found = [_NUMBERED.fullmatch(o.head.label) for o in own]
    run: dict[str, list[int]] = {}
    for o, m in zip(own, found, strict=True):
        if m and not words.is_document(o.head.label):
            run.setdefault(m["who"].casefold(), []).append(int(m["number"]))
    run = {who: n for who, n in run.items() if len(n) > 1 and all(a < b for a, b in pairwise(n))}
    if not run:
        return list(own), frozenset()
    peeled = [m if m and m["who"].casefold() in run else None for m in found]
    numbers = [int(m["number"]) for m in peeled if m]
    steps = [b - a for a, b in pairwise(numbers)]
    runs = min(steps) >= 0 and sum(s < 2 for s in steps) >= ALL * len(steps)
    if not runs or not (len(run) > 1 or _is_answered(lines, own, peeled)):
        return list(own), frozenset()
    kept = [
        replace(o, head=o.head._replace(label=m["who"])) if m else o
        for o, m in zip(own, peeled, strict=True)
    ]
    return kept, frozenset(run)


def _is_answered(
    lines: Sequence[Line], own: Sequence[Opener], peeled: Sequence[re.Match[str] | None]
) -> bool:
    """One letter that is counted and asks, and another that is not, take turns.

    "M: ...? P1: ... M: ...? P2: ..." are several who answer, each with a number for a name.
    """
    asked = [value_of(lines, o) for o, m in zip(own, peeled, strict=True) if m]
    asks = {m["who"].casefold() for m in peeled if m} <= QA - {"a"}
    if not asks and sum(t.endswith(("?", "？")) for t in asked) < ASKING * len(asked):
        return False
    next_ = [b.key for (a, b), m in zip(pairwise(own), peeled, strict=False) if m]
    single = all(len(m["who"]) == 1 for m in peeled if m)
    key, count = Counter(next_).most_common(1)[0] if next_ else ("", 0)
    return single and len(key) == 1 and len(next_) > LEAST and count >= IN_TURN * len(next_)


def spelled(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """With the turns above the first letter under the words that these letters stand for.

    "Pregunta. ...", "Respuesta. ...", and below them "P. ...", "R. ...": one word for each letter.
    """
    letters = list(dict.fromkeys(o.head.label for o in own if len(o.head.label) == 1))
    first = next((at for at, o in enumerate(own) if len(o.head.label) == 1), 0)
    if len(letters) != 2 or any(len(o.head.label) > 1 for o in own[first:]):
        return list(own)
    if not first:
        return [*_spelled(lines, own[0].first, letters), *own]
    full = dict.fromkeys(o.head.label for o in own[:first])
    stand = {label: letter for label in full for letter in letters if label[:1] == letter}
    if len(full) != 2 or len(set(stand.values())) != 2:
        return list(own)
    return [
        replace(o, head=o.head._replace(label=stand.get(o.head.label, o.head.label))) for o in own
    ]


def _spelled(lines: Sequence[Line], end: int, letters: Sequence[str]) -> list[Opener]:
    """Those that stand in turn above a line, where one of them asks."""
    found: list[Opener] = []
    said: dict[str, str] = {}
    for i in range(end - 1, max(-1, end - ABOVE), -1):
        m = _SPELLED.match(lines[i].text) if lines[i].opens else None
        due = letters[(len(found) + 1) % 2]
        if m and m["word"][0] == due and said.setdefault(due, m["word"]) == m["word"]:
            found.insert(0, opener(lines, i, Head("qa", due, m.end())))
    asks = any("?" in lines[o.line].text[-4:] for o in found)
    return found if len(said) == 2 and asks else []

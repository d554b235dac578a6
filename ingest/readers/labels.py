"""Which lines that could open a turn do: labels recur, or look like those that do.

The document decides as a whole. One form (NAME:, a name beside a time, a name alone on its line)
is the file's; within it a style (bold, capitals) is taken when labels of it recur; a label that
occurs once is taken when it has the shape of a name, and in a file where every paragraph is
labelled, always.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest import words
from ingest.readers.lines import Line
from ingest.readers.openers import Opener, find, is_stamp

# Share of paragraphs that begin with a label, from which on a file counts as labelled throughout.
DENSE = 0.9
# Below these shares a mixed-case, untimed `Word:` is prose with remarks, no transcript: labelled
# paragraphs, and labelled pieces that end or run on like speech.
COVERED, TALKS = 0.08, 0.3
# The same share where only one full name is a label.
MONOLOGUE = 0.25
_COLON = ("colon", "tight", "dot", "qa")
_SAID = re.compile(r"(?:[.?!…。？！—–-][\"'”’)\]*_]*|(?:\S+\s+){7}.*)$", re.DOTALL)
_CODE = re.compile(r"(?:[;{}]|=>|\\)\s*$|^\s*(?:#include|import |def |class |return |//|/\*)")
_MID_SENTENCE = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Labels:
    """The openers that are turns, in order, and what the file's layout showed."""

    openers: tuple[Opener, ...]
    form: str
    dense: bool


def decide(lines: Sequence[Line]) -> Labels | None:
    """The turns' openers, or None where the file is no labelled transcript."""
    candidates = _with_talk(find(lines))
    form = _main_form(candidates)
    if form is None or _is_code(lines):
        return None
    own = [o for o in candidates if _form(o) == form]
    chosen = _known(own) or _dense_only(lines, own) or _lone(own)
    if not chosen:
        return None
    dense = _density(lines, own, chosen) >= DENSE
    chosen = _with_singles(lines, own, chosen, dense)
    known = {o.key for o in chosen}
    late = [
        o for o in candidates if o.key in known and _form(o) != "bare" and o.line > chosen[0].line
    ]
    chosen = _in_order({o.line: o for o in [*chosen, *late]}.values())
    if not _reads_as_talk(lines, chosen):
        return None
    return Labels(tuple(chosen), form, dense)


def _form(opener: Opener) -> str:
    return "colon" if opener.head.form in _COLON else opener.head.form


def _style(opener: Opener) -> tuple[bool, bool, bool]:
    return opener.head.bold, opener.head.caps, opener.timed


def _main_form(candidates: Sequence[Opener]) -> str | None:
    """The form with the most lines whose label recurs (a time beside a label counts too)."""
    counts = Counter((_form(o), o.key) for o in candidates)
    weight: Counter[str] = Counter()
    for o in candidates:
        recurs = counts[_form(o), o.key] > 1 or o.timed
        weight[_form(o)] += recurs and not words.is_document(o.head.label)
    if not candidates:
        return None
    best = max(("colon", "stamp", "bare"), key=lambda form: weight[form])
    return best if weight[best] else "colon"


def _known(own: Sequence[Opener]) -> list[Opener]:
    """Openers whose label recurs and could be somebody's."""
    counts = Counter(o.key for o in own)
    if own and _form(own[0]) == "bare" and not _bare_recur(own, counts):
        return []
    pair = {"q", "a"} <= counts.keys()
    return [o for o in own if _recurs(o, counts[o.key]) and (pair or o.head.form != "qa")]


def _bare_recur(own: Sequence[Opener], counts: Counter[str]) -> bool:
    """Names alone on lines recur as speakers do: one often, or most of them.

    A few headings of a text may come twice.
    """
    again = sum(counts[o.key] > 1 for o in own)
    return max(counts.values()) > 2 or any(o.timed for o in own) or 3 * again >= 2 * len(own) > 4


def _recurs(o: Opener, count: int) -> bool:
    label = o.head.label
    if words.is_document(label):
        return False
    if o.timed and _shaped(o):
        return True
    if count < 2 or words.starts_a_sentence(label):
        return False
    if _shaped(o):
        return True
    last = label.split()[-1]
    return count > 2 and (not last[0].islower()) and o.head.form != "tight"


def _dense_only(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """Where nothing recurs, labels still are some if every paragraph has one (two turns, say)."""
    named = [o for o in own if _could_be_new(o)]
    low = [o for o in own if o.head.label.islower() and not words.is_document(o.head.label)]
    for group in (named, low):
        recurring = len({o.key for o in group}) < len(group)
        enough = len(group) > 1 and (group is named or recurring)
        if enough and _density(lines, group, group) >= DENSE and _fills(lines, group):
            return group
    return []


def _fills(lines: Sequence[Line], group: Sequence[Opener]) -> bool:
    """At least half of the file's paragraphs (or lines) have a label: it is no list in a text."""
    by_line = _by_line(group)
    units = sum(not line.blank and (by_line or line.opens) for line in lines)
    return len(group) * 2 >= units


def _lone(own: Sequence[Opener]) -> list[Opener]:
    """Labels in capitals that occur once each: statements, a speech by one person."""
    marked = [o for o in own if o.head.caps and o.opens and o.head.form == "colon"]
    marked = [o for o in marked if _could_be_new(o)]
    return marked if len(marked) > 1 else [o for o in marked if words.is_role(o.head.label)]


def _shaped(o: Opener) -> bool:
    return words.name_shaped(o.head.label) or words.is_role(o.head.label)


def _could_be_new(o: Opener) -> bool:
    label = o.head.label
    return _shaped(o) and not words.is_document(label) and not words.starts_a_sentence(label)


def _with_singles(
    lines: Sequence[Line], own: Sequence[Opener], known: Sequence[Opener], dense: bool
) -> list[Opener]:
    """The known openers, and those that occur once and look like them."""
    first, last = known[0].line, {o.key: o.line for o in own}
    styles = Counter(_style(o)[:2] for o in known)
    by_line = _by_line(own)
    keys = {o.key for o in known}
    spoken_of = _names_in(lines)
    below = Counter(o.talk - o.line for o in known).most_common(1)[0][0]
    chosen = list(known)
    for o in own:
        if o.key in keys or o.head.form == "tight" or not (o.opens or by_line or o.head.bold):
            continue
        throughout = dense and _shaped(o) and (o.line > first or last[o.key] > first)
        alike = _style(o)[:2] in styles and _could_be_new(o) and _certain(o, spoken_of)
        if o.head.form == "bare" and o.talk - o.line != below:
            continue  # a heading stands further from the text under it than the names do
        if throughout or alike:
            chosen.append(o)
    return _in_order(chosen)


def _certain(o: Opener, spoken_of: frozenset[str]) -> bool:
    """A single label in plain mixed case needs more: a role, several names, or a known name."""
    label = o.head.label
    if o.head.caps or o.head.bold or o.timed or words.is_role(label):
        return True
    parts = words.core(label).split()
    if parts[0].casefold() in words.PARTICLES | {"the"}:
        return False
    return 1 < len(parts) < 5 or parts[-1] in spoken_of


def _names_in(lines: Sequence[Line]) -> frozenset[str]:
    """Words that stand capitalised within sentences."""
    return frozenset(w for line in lines for w in _MID_SENTENCE.findall(line.text))


def _with_talk(found: Sequence[Opener]) -> list[Opener]:
    """Without names alone that have no talk under them: headings, tables of contents, chapters."""
    counts = Counter(o.key for o in found)
    heads = {o.line for o in found if counts[o.key] > 1 or (o.timed and o.alone)}
    spoken = {o.key for o in found if o.talk not in heads}
    return [
        o
        for o in found
        if not o.alone
        or o.head.form == "colon"
        or (o.talk != o.line and o.talk not in heads)
        or (o.timed and o.key in spoken and counts[o.key] > 1)
    ]


def _by_line(openers: Sequence[Opener]) -> bool:
    """Turns stand line under line, not parted by blank lines."""
    named = [o for o in openers if _could_be_new(o)] or openers
    return sum(not o.opens for o in named) * 3 >= len(named)


def _density(lines: Sequence[Line], own: Sequence[Opener], chosen: Sequence[Opener]) -> float:
    """Share of paragraphs (lines, where labels open those), first label on, that have a label."""
    first, last = chosen[0].line, chosen[-1].line
    by_line = _by_line(chosen)
    units = sum(
        1
        for line in lines[first : last + 1]
        if not line.blank and (by_line or line.opens) and not is_stamp(line)
    )
    known = {o.key for o in chosen}
    labelled = sum(
        first <= o.line <= last and (by_line or o.opens) and (o.key in known or _shaped(o))
        for o in own
    )
    return labelled / units if units else 0.0


def _reads_as_talk(lines: Sequence[Line], chosen: Sequence[Opener]) -> bool:
    marked = sum(o.head.caps or o.head.bold or o.timed for o in chosen)
    if marked * 2 > len(chosen):
        return True
    if _density(lines, chosen, chosen) < _least_covered(chosen):
        return False
    sample = chosen[:: max(1, len(chosen) // 300)]
    talks = [lines[o.talk].text[o.column :].strip() for o in sample]
    share = sum(bool(_SAID.search(t[-200:])) for t in talks) / len(talks)
    return share >= TALKS


def _least_covered(chosen: Sequence[Opener]) -> float:
    """People talk to one another; where one label alone recurs, it may be "Note:" in a text."""
    label = chosen[0].head.label
    if len({o.key for o in chosen}) > 1 or words.is_role(label):
        return COVERED
    return MONOLOGUE if " " in words.core(label) else DENSE


def _is_code(lines: Sequence[Line]) -> bool:
    """A program's text: too many lines end or begin as only code does."""
    body = [line.text for line in lines[:2000] if not line.blank]
    return sum(bool(_CODE.search(t[-200:])) for t in body) > 0.15 * len(body)


def _in_order(openers: Iterable[Opener]) -> list[Opener]:
    return sorted(openers, key=lambda o: o.line)

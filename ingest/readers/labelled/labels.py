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

from ingest.readers.common.lines import Line
from ingest.readers.labelled import listed
from ingest.readers.labelled.layout import by_line, could_be_new, density, fills, shaped
from ingest.readers.labelled.listed import Listed
from ingest.readers.labelled.openers import Opener, changes, find, remarks
from ingest.readers.labelled.speech import DENSE, is_code, reads_as_talk
from ingest.text import words

_COLON = ("colon", "tight", "dot", "qa")
FORMS = ("colon", "stamp", "bare", "bold", "dash", "wide", "tab", "bracket")
_LINK_ONLY = re.compile(r"<?(?:https?://|www\.)\S+$")
_MID_SENTENCE = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Labels:
    """The openers that are turns, in order, and what the file's layout showed."""

    openers: tuple[Opener, ...]
    form: str
    dense: bool


def decide(lines: Sequence[Line]) -> Labels | None:
    """The turns' openers, or None where the file is no labelled transcript."""
    candidates = listed.with_talk(find(lines))
    people = listed.people(lines)
    candidates = listed.without_list(candidates, people)
    form = _main_form(candidates, people)
    if form is None or is_code(lines):
        return None
    keys = _name_keys(lines, candidates)
    candidates = [o for o in candidates if o.key not in keys]
    own = listed.without_items(lines, [o for o in candidates if _form(o) == form])
    chosen = _known(own, people) or _dense_only(lines, own) or _lone(own)
    if not chosen:
        return None
    dense = density(lines, own, chosen) >= DENSE
    chosen = _with_singles(lines, own, chosen, dense)
    known = {o.key for o in chosen}
    late = [
        o for o in candidates if o.key in known and _form(o) != "bare" and o.line > chosen[0].line
    ]
    chosen = _in_order({o.line: o for o in [*chosen, *late]}.values())
    if not reads_as_talk(lines, chosen):
        return None
    chosen = _with_changes(lines, chosen)
    noted = {o.line: o for o in remarks(lines) if o.line > chosen[0].line}
    chosen = _in_order({**noted, **{o.line: o for o in chosen}}.values())
    return Labels(tuple(chosen), form, dense)


def _with_changes(lines: Sequence[Line], chosen: Sequence[Opener]) -> list[Opener]:
    """With the voices that ">>" opens without a label, where it opens most of the labelled ones."""
    changed = {o.line: o for o in changes(lines) if o.line > chosen[0].line}
    led = sum(lines[o.line].text.lstrip().startswith(">>") for o in chosen)
    if led * 2 <= len(chosen):
        return list(chosen)
    return _in_order({**changed, **{o.line: o for o in chosen}}.values())


def _name_keys(lines: Sequence[Line], candidates: Sequence[Opener]) -> frozenset[str]:
    """Keys of a record that name people ("Host: Ann Lee"): a role, and never more than a name."""
    said: dict[str, list[str]] = {}
    for o in candidates:
        if _form(o) == "colon" and words.is_role(o.head.label):
            said.setdefault(o.key, []).append(lines[o.talk].text[o.column :].strip(" *_"))
    return frozenset(k for k, texts in said.items() if all(map(words.is_full_name, texts)))


def _form(opener: Opener) -> str:
    return "colon" if opener.head.form in _COLON else opener.head.form


def _style(opener: Opener) -> tuple[bool, bool, bool]:
    return opener.head.bold, opener.head.caps, opener.timed


def _main_form(candidates: Sequence[Opener], people: Listed) -> str | None:
    """The form with the most lines whose label recurs, is listed or stands beside a time."""
    counts = Counter((_form(o), o.name) for o in candidates)
    weight: Counter[str] = Counter()
    for o in candidates:
        again = counts[_form(o), o.name] > 1 or o.timed or o.key in people.names
        weight[_form(o)] += again and not words.is_document(o.head.label)
    if not candidates:
        return None
    best = max(FORMS, key=lambda form: weight[form])
    return best if weight[best] else "colon"


def _known(own: Sequence[Opener], people: Listed) -> list[Opener]:
    """Openers whose label recurs (a list of people counts) and could be somebody's."""
    counts = Counter(o.name for o in own)
    counts.update(counts.keys() & people.names)
    if own and _form(own[0]) == "bare" and not _bare_recur(own, counts, people):
        return []
    keys = {o.key for o in own if _recurs(o, counts[o.name])}
    known = [o for o in own if o.key in keys]
    named = any(o.head.form != "qa" for o in known)
    # "A. ..." alone is a list; "Q" alone asks those whose names are printed.
    letters = {"q", "a"} if "q" in counts and "a" in counts else {"q"} if named else set()
    return [o for o in known if o.head.form != "qa" or o.key in letters]


def _bare_recur(own: Sequence[Opener], counts: Counter[str], people: Listed) -> bool:
    """Names alone on lines recur as speakers do: one often, or most of them, or two are listed.

    A few headings of a text may come twice.
    """
    if sum(o.key in people.names for o in own) > 1:
        return True
    again = sum(counts[o.name] > 1 for o in own)
    return max(counts.values()) > 2 or any(o.stamped for o in own) or 3 * again >= 2 * len(own) > 4


def _set_off(o: Opener) -> bool:
    """Bold, with a colon: a label in whatever case."""
    return o.head.bold and o.head.form == "colon"


def _recurs(o: Opener, count: int) -> bool:
    label = o.head.label
    if words.is_document(label) or words.starts_a_sentence(label):
        return False
    if o.timed and (shaped(o) or _set_off(o)):
        return True
    if count < 2:
        return False
    if shaped(o) or o.head.bold:
        return True
    last = label.split()[-1]
    return count > 2 and (not last[0].islower()) and o.head.form != "tight"


def _dense_only(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """Where nothing recurs, labels still are some if every paragraph has one (two turns, say)."""
    named = [o for o in own if could_be_new(o)]
    low = [o for o in own if o.head.label.islower() and not words.is_document(o.head.label)]
    for group in (named, low):
        recurring = len({o.key for o in group}) < len(group)
        enough = len(group) > 1 and (group is named or recurring)
        if enough and density(lines, group, group) >= DENSE and fills(lines, group):
            return group
    return []


def _lone(own: Sequence[Opener]) -> list[Opener]:
    """Labels in capitals that occur once each: statements, a speech by one person."""
    marked = [o for o in own if o.head.caps and o.opens and o.head.form == "colon"]
    marked = [o for o in marked if could_be_new(o)]
    return marked if len(marked) > 1 else [o for o in marked if words.is_role(o.head.label)]


def _with_singles(
    lines: Sequence[Line], own: Sequence[Opener], known: Sequence[Opener], dense: bool
) -> list[Opener]:
    """The known openers, and those that occur once and look like them."""
    first, last = known[0].line, {o.key: o.line for o in own}
    styles = {_style(o)[:2] for o in known}
    if any(o.head.form == "qa" for o in known):
        styles.add((False, True))  # beside Q. and A. reporters print names in capitals
    each_line = by_line(own)
    keys = {o.key for o in known}
    spoken_of = _names_in(lines)
    alone = sum(o.alone for o in known) * 2 > len(known)
    all_bold = all(o.head.bold for o in known)
    below = Counter(o.talk - o.line for o in known).most_common(1)[0][0]
    chosen = list(known)
    for o in own:
        if o.key in keys or o.head.form == "tight" or not (o.opens or each_line or o.head.bold):
            continue
        seen = o.line > first or last[o.key] > first
        label = o.head.label
        other = words.starts_a_sentence(label) or (words.is_document(label) and not o.head.caps)
        plainer = all_bold and not o.head.bold
        linked = _LINK_ONLY.match(lines[o.talk].text[o.column :].strip())
        throughout = dense and shaped(o) and seen and not other and not plainer and not linked
        sure = _certain(o, spoken_of) or (o.alone and alone)
        alike = _style(o)[:2] in styles and could_be_new(o) and sure
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


def _in_order(openers: Iterable[Opener]) -> list[Opener]:
    return sorted(openers, key=lambda o: o.line)

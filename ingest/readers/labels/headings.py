"""Headings, records and rolls that look like labels: they come once, over what is no sentence.

"Fodder Scheme: Motion", "MEMBERS PRESENT:" over names, "Vote: 31 in favor". It shows where the talk
of those who come again is made of sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from ingest.readers.common.lines import Line
from ingest.readers.labels import answers
from ingest.readers.labels.bodies import (
    ROLL,
    body_of,
    ends,
    is_fact,
    is_roll,
    is_sentence,
    small_words,
)
from ingest.readers.labels.layout import above, adjoin
from ingest.readers.labels.openers import Opener
from ingest.text import words

# Turns of those who come again, at least, and the share of them that end as sentences, by which
# what is none is told.
ENOUGH, NEARLY_ALL, SAMPLE = 4, 0.9, 200
# Lines of a head that are looked at together.
MOST = 50
_FIGURES = re.compile(r"\d+")


class Parted(NamedTuple):
    """The openers that may be turns, and the headings and records that stand among them."""

    turns: list[Opener]
    amid: list[Opener]


class _Known(NamedTuple):
    """What the labels of a file show.

    `counts`: how often a name stands. `spoken`: those that stand over a sentence. `names`: the last
    words of those that come again. `whole`: nearly all that these say ends as sentences do. `loud`:
    it is in capitals. `timed`: nearly all labels have a time. `alone`, `caps`: of those that come
    again some stand alone on their lines, or are in capitals. `records`: words for documents that
    come again and open no sentence but rolls ("Witnesses"); a "CC" may speak.
    """

    counts: Counter[str]
    spoken: frozenset[str]
    names: frozenset[str]
    whole: bool
    loud: bool
    timed: bool
    alone: bool
    caps: bool
    records: frozenset[str] = frozenset()


def parted(lines: Sequence[Line], own: Sequence[Opener]) -> Parted:
    """The openers without the headings and rolls over the talk, and those amid it apart."""
    plain = _known(lines, own)
    known = plain._replace(records=_records(lines, own, plain))
    once = [at for at, _ in takewhile(lambda x: known.counts[x[1].name] == 1, enumerate(own))]
    says = cache(lambda: answers.called(lines, own) | _greeters(lines, own, once))
    first = 0
    for block in _blocks(lines, own):
        heads = (_is_head(lines, own, at, known) and at not in says() for at in block)
        over = (
            len(block)
            if _is_record(lines, own, block, known)
            else sum(1 for _ in takewhile(bool, heads))
        )
        first += over
        if over < len(block):
            break
    if first >= len(own):
        return Parted(list(own), [])
    rest = range(first, len(own))
    amid: set[int] = set()
    for at in rest:
        under = at - 1 in amid and _is_under(own, at, known)
        if (under or _is_amid(lines, own, at, known)) and at not in says():
            amid.add(at)
    return Parted([own[at] for at in rest if at not in amid], [own[at] for at in sorted(amid)])


def _greeters(lines: Sequence[Line], own: Sequence[Opener], once: Sequence[int]) -> frozenset[int]:
    found = answers.greeting(lines, own, once)
    return frozenset(found if found and answers.is_labelled(lines, own) else ())


def _known(lines: Sequence[Line], own: Sequence[Opener]) -> _Known:
    counts = Counter(o.name for o in own)
    first = {o.name: at for at, o in reversed(list(enumerate(own)))}
    # What a name stands over first may be a record: "Interviewer: Ann Lee".
    again = [at for at, o in enumerate(own) if at > first[o.name]]
    sample = again[:: max(1, len(again) // SAMPLE)]
    whole = sum(ends(lines, own, at) for at in sample)
    loud = sum(lines[own[at].talk].text[own[at].column :].isupper() for at in sample)
    return _Known(
        counts,
        frozenset(_spoken(lines, own)),
        frozenset(own[at].name.split()[-1] for at in again if own[at].name),
        len(again) >= ENOUGH and whole >= NEARLY_ALL * len(sample),
        2 * loud > len(sample),
        sum(o.stamped for o in own) >= NEARLY_ALL * len(own),
        any(own[at].alone for at in again),
        any(own[at].head.caps for at in again),
    )


def _records(lines: Sequence[Line], own: Sequence[Opener], known: _Known) -> frozenset[str]:
    again = {o.name for o in own if known.counts[o.name] > 1 and words.is_document(o.head.label)}
    said = ((o.name, body_of(lines, own, at)) for at, o in enumerate(own) if o.name in again)
    return frozenset(again) - {
        n for n, b in said if is_sentence(b) and not is_roll(b, known.names, ROLL)
    }


def _spoken(lines: Sequence[Line], own: Sequence[Opener]) -> set[str]:
    found: set[str] = set()
    for at, o in enumerate(own):
        if o.name not in found and is_sentence(body_of(lines, own, at)):
            found.add(o.name)
    return found


def _blocks(lines: Sequence[Line], own: Sequence[Opener]) -> Iterator[range]:
    """Openers that no blank line parts, by their indexes, from the first on; MOST at a time."""
    start = 0
    for at in range(1, len(own) + 1):
        if at in (len(own), start + MOST) or any(
            x.blank for x in lines[own[at - 1].line : own[at].first]
        ):
            yield range(start, at)
            start = at


def _is_record(
    lines: Sequence[Line], own: Sequence[Opener], block: Sequence[int], known: _Known
) -> bool:
    """Lines of keys and values, and no sentence among them.

    Some of the keys never come again, or the lines are set as no talk is.
    """
    apart = any(known.counts[own[at].name] == 1 for at in block) or _is_set(lines, own, block)
    timed = any(own[at].stamped for at in block)
    return (
        known.whole
        and apart
        and not timed
        and len(block) > 1
        and not any(is_sentence(body_of(lines, own, at)) for at in block)
    )


def _is_set(lines: Sequence[Line], own: Sequence[Opener], block: Sequence[int]) -> bool:
    """Every line is set in further than any talk, or says in brackets who each name is."""
    depths = [_depth(lines[o.line].text) for o in own]
    inside, outside = (depths[block[0] : block[-1] + 1], depths[block[-1] + 1 :])
    told = sum(lines[own[at].talk].text.rstrip().endswith((")", "）")) for at in block)
    wide = all(own[at].head.form == "wide" for at in block)
    return min(inside) > max(outside, default=0) or (wide and 2 * told > len(block))


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_head(lines: Sequence[Line], own: Sequence[Opener], at: int, known: _Known) -> bool:
    """What heads the talk: no sentence, or a roll."""
    o = own[at]
    body = body_of(lines, own, at)
    if known.counts[o.name] > 1 and not known.timed:
        # "Interviewer: Ann Lee" under "Date: ..." tells who speaks below.
        over = own[at - 1] if at > 0 and known.whole and adjoin(lines, own[at - 1], o) else None
        named = len(body) == 1 and words.is_full_name(body[0])
        return over is not None and (named or _is_under(own, at, known))
    if o.stamped:
        return False
    if o.head.form == "bare" or known.timed:
        return not is_sentence(body)
    role = words.is_role(o.head.label)
    # "The Chair: Mr. Moss." calls him.
    if is_roll(body, known.names, ROLL - (role and not is_sentence(body))):
        return True
    apart = o.alone and not known.alone and o.head.caps and not known.caps and not role
    # "Ort: Ulm" under "Datum: ..." goes on what heads the talk.
    goes_on = at > 0 and len(body) == 1 and adjoin(lines, own[at - 1], o)
    key = is_fact(body) if role else goes_on or _is_key(o, body)
    plain = not is_sentence(body) and key
    return known.whole and (apart or plain)


def _is_under(own: Sequence[Opener], at: int, known: _Known) -> bool:
    """It goes on a heading alone on its line, and is never over a sentence.

    "Item 7:", and below it "Report of the board: Bridges".
    """
    return own[at - 1].talk == own[at].line and own[at].name not in known.spoken


def _is_amid(lines: Sequence[Line], own: Sequence[Opener], at: int, known: _Known) -> bool:
    """What stands amid the talk as an item of minutes does: nothing, figures, capitals, a roll."""
    o = own[at]
    again = known.counts[o.name] > 1 and o.name not in known.records
    if again or not known.whole or not o.opens or (o.stamped and known.timed):
        return False
    body = body_of(lines, own, at)
    asked = above(lines, o).endswith("?")
    # Somebody may speak once, and of others: then a roll has to have more names.
    label = o.head.label
    plain = not (o.head.caps or words.is_document(label) or any(map(str.isdigit, label)))
    person = plain and words.is_full_name(label)
    if is_roll(body, known.names, ROLL + person) and (not asked or body[0].count(",") >= ROLL):
        return True
    titled = bool(body) and body[0].isupper() and not known.loud
    # Under a question stands an answer, but no title under a title.
    if (asked and not (titled and o.head.form == "bare")) or person or (o.stamped and body):
        return False
    if not body:
        return True
    figures = len(_FIGURES.findall(body[0])) > 1 or titled
    # "SCENE TWO", and below it "ANN, THE SAME."
    cast = titled and o.head.form == "bare" and body[0].endswith(".")
    return figures and not words.is_role(o.head.label) and (cast or not is_sentence(body))


def _is_key(o: Opener, body: Sequence[str]) -> bool:
    """The label is no single name: "Staff" may be one, where no names stand below it."""
    if len(o.head.label.split()) > 1 or o.alone or words.is_document(o.head.label):
        return True
    return all(len(t.split()) > 1 and small_words(t) == 0 for t in body)

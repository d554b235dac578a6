"""Is a label somebody? It is weighed by its look, how often it stands and in what place.

The weights are points for and against, added up. They are set so that a label of the file's own
manner passes by its look alone, whether it comes again or not: a file then reads as its beginning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log2
from typing import NamedTuple

from ingest.readers.common.lines import Line
from ingest.readers.labels import addresses
from ingest.readers.labels.layout import above, density
from ingest.readers.labels.openers import Opener
from ingest.text import words

# What a label needs to be taken; from SURE on it shows the manner of the file's labels.
ENOUGH, SURE = 1.5, 2.5
# The look of it: an office or a title ("Operator", "Mr. Lee"), two names, one, a nickname, words.
ROLE, FULL_NAME, ONE_NAME, NICK, PHRASE = 2.5, 2.0, 1.0, -1.0, -3.0
# Two words, the second small ("Note taker"): taken where all is labelled and it comes again.
TWO, PAIR = -2.0, 2
# Both a title and a name: "Lord Pell".
TITLED = 0.5
# For each doubling of how often it stands, up to this much; in capitals; in bold before a colon.
AGAIN, MOST_AGAIN, CAPS, BOLD = 1.5, 3.0, 1.0, 1.0
# A time beside it; it is in a list of people; a name that the talk speaks of.
TIMED, LISTED, MENTIONED = 1.5, 2.0, 1.0
# Every paragraph has a label: what stands before the colon is one, be it "topyli" or "T1".
DENSE = 3.0
# What documents and sentences print before a colon: "Note", "So the point is this".
DOCUMENT, STARTER, SENTENCE = -5.5, -4.0, -6.0
# A name on a line of its own looks like a heading.
BARE = -1.0
# Against the manner of the sure labels: plain among bold, small among capitals, an item of a list,
# amid a paragraph, alone on its line (or not), without the time, without a gap behind the colon.
PLAIN, SMALL, ITEM, AMID, ALONE, UNTIMED, TIGHT = -5.0, -2.0, -5.0, -3.0, -2.0, -1.5, -2.5
# In square brackets where the others are not: a note on the talk.
BOXED = -20.0
# How often labels come that show whether the file writes its names in small letters.
SMALL_AGAIN = 3
# A share of the sure labels from which on a manner is the file's.
MANNER = 0.9
# Words of an office with a name behind it, at least; one in so many may be small, and short.
LONG_OFFICE, FEW_SMALL, SMALL_WORD = 4, 3, 3
STOPPED = re.compile(r"[.?!…][\"'”’»*_ \t]*$")
# Words that only sentences hold, in the languages in which they are most often met.
_SAYS = re.compile(
    r"\b(?:I(?= [a-z])|we|you|is|are|was|were|has|have|had|that|which|this|my|our|your|not|"
    r"que|est|sont|nous|vous|ist|sind|wir|ich|dass|hay|somos|não|wij|dat)\b|['’](?:re|m|ll|ve)\b"
)
_MID_SENTENCE = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+")


class _Manner(NamedTuple):
    """Shares of the sure labels that are bold, in capitals, ... and where their talk starts."""

    bold: float
    caps: float
    item: float
    opens: float
    alone: float
    timed: float
    tight: float
    boxed: float
    below: int


def chosen(
    lines: Sequence[Line],
    own: Sequence[Opener],
    people: frozenset[str],
    spoken_of: frozenset[str],
) -> list[Opener]:
    """The openers of one family whose labels are somebody's, in order.

    `people`: names that a list of the file gives, case folded. `spoken_of`: see `names_in`.
    """
    if not own:
        return []
    own = addresses.without(own)
    counts = Counter(o.name for o in own)
    often = [o for o in own if counts[o.name] >= SMALL_AGAIN]
    small = bool(often) and all(o.head.label.islower() for o in often)
    dense = density(lines, [o for o in own if _could_be(o, small)])
    points = {
        key: points_of(o, counts[o.name], dense, key in people, spoken_of, small)
        for key, o in {o.key: o for o in own}.items()
    }
    best: dict[str, float] = {}
    for o in own:
        best[o.key] = max(best.get(o.key, points[o.key]), points[o.key] + _of_opener(o))
    sure = [o for o in own if best[o.key] >= SURE]
    if not sure:
        sure = [o for o in own if best[o.key] >= ENOUGH]
    if not sure:
        return []
    manner = _manner([o for o in sure if counts[o.name] > 1] or sure)
    known = {o.key for o in sure if _against(o, manner) > -1 and counts[o.name] > 1}
    return [
        o
        for o in own
        if points[o.key] + _of_opener(o) + _against(o, manner, o.key in known) >= ENOUGH
        or _is_like(lines, o, manner)
    ]


def _is_like(lines: Sequence[Line], o: Opener, manner: _Manner) -> bool:
    """A long office and a name, closed by a colon alone on its line as all labels of the file are.

    "Sekretarz Stanu w Ministerstwie Zdrowia Jan Lis:" has a word or two that are small; it ends
    with a name, stands below what ends as speech does, and over what does.
    """
    shaped = o.head.form == "colon" and o.alone and o.opens and manner.alone >= MANNER
    if not shaped or manner.tight > 0 or o.head.label.isupper() or _against(o, manner) < 0:
        return False
    found = words.core(o.head.label).split()
    low = [w for w in found if not w[:1].isupper()]
    named = len(found) >= LONG_OFFICE and not any(w[:1].islower() for w in (found[0], *found[-2:]))
    small = len(low) * FEW_SMALL <= len(found) and all(len(w) <= SMALL_WORD for w in low)
    return named and small and _stands_between(lines, o)


def _stands_between(lines: Sequence[Line], o: Opener) -> bool:
    """Below a paragraph that ends as a sentence does, and over a paragraph that does."""
    end = next((i for i in range(o.talk, len(lines)) if lines[i].blank), len(lines))
    said = [lines[end - 1].text, above(lines, o)] if end > o.talk else [""]
    return all(text.endswith((")", "]")) or STOPPED.search(text[-20:]) for text in said)


def points_of(
    o: Opener, count: int, dense: float, listed: bool, spoken_of: frozenset[str], small: bool
) -> float:
    """How much a label looks like somebody's, wherever it stands.

    `small`: the labels that come again and again are all in small letters.
    """
    label = o.head.label
    core = words.core(label).split()
    role, shaped = words.is_role(label), words.name_shaped(label) or words.is_titled(label)
    named = sum(w[:1].isalpha() for w in core)
    if role:
        points = ROLE + (TITLED if shaped and named > 1 else 0)
    elif shaped:
        points = FULL_NAME if named > 1 else ONE_NAME
    elif words.capital_ends(label):
        points = NICK
    elif _is_pair(label):
        points = TWO
    else:
        few = len(core) == 1 or _is_small(o, small and count >= SMALL_AGAIN)
        points = NICK if few else PHRASE
    points += min(MOST_AGAIN if points > TWO else 1.0, AGAIN * log2(count))
    points += CAPS * o.head.caps + LISTED * listed + DENSE * dense**2
    if not role and o.head.form != "bare" and core[-1] in spoken_of and len(core) < 5:
        points += MENTIONED
    if words.is_document(label):
        points += DOCUMENT
    if words.is_something(label):
        points += SENTENCE
    elif words.starts_a_sentence(label) and not (role and shaped):
        points += STARTER
    if is_sentence(label):
        points += SENTENCE
    return points + (BARE if o.head.form == "bare" else 0)


def is_sentence(label: str) -> bool:
    """The label holds words of a sentence: "Hon. Speaker, I beg to move the following"."""
    plain = re.sub(r"\([^()]*\)", "", label)
    if label.isupper():
        return False
    low = [w for w in plain.split() if w[0].islower() and w.strip(".,") not in words.PARTICLES]
    return _SAYS.search(plain) is not None or len(low) > words.MOST_LOW


def _of_opener(o: Opener) -> float:
    """What one place adds: a time beside it, bold before a colon."""
    bold = o.head.bold and o.head.form in ("colon", "tight")
    return TIMED * o.stamped + BOLD * bold


def _is_pair(label: str) -> bool:
    found = label.split()
    return len(found) == PAIR and found[0][0].isupper() and found[1].isalpha()


def _is_small(o: Opener, small: bool) -> bool:
    """A name in small letters, in bold or where all are so: "**noah poe**: thanks."."""
    few = len(words.core(o.head.label).split()) < 4
    return (o.head.bold or small) and few and o.head.label.islower()


def _could_be(o: Opener, small: bool) -> bool:
    """It may be a label at all, for the count of paragraphs that have one."""
    label = o.head.label
    one = _is_small(o, small) or len(words.core(label).split()) == 1 or _is_pair(label)
    short = one or words.name_shaped(label) or words.is_role(label)
    return short and not is_sentence(label) and not words.starts_a_sentence(label)


def _manner(sure: Sequence[Opener]) -> _Manner:
    total = len(sure)
    return _Manner(
        sum(o.head.bold for o in sure) / total,
        sum(o.head.caps for o in sure) / total,
        sum(o.head.item for o in sure) / total,
        sum(o.opens for o in sure) / total,
        sum(o.alone for o in sure) / total,
        sum(o.stamped for o in sure) / total,
        sum(o.head.form == "tight" for o in sure) / total,
        sum(o.head.boxed for o in sure) / total,
        Counter(o.talk - o.line for o in sure).most_common(1)[0][0],
    )


def _against(o: Opener, manner: _Manner, known: bool = False) -> float:
    """Points against an opener that stands otherwise than the sure ones. A known label may."""
    points = 0.0
    if o.head.item and manner.item < 1 - MANNER:
        points += ITEM
    if o.head.boxed and manner.boxed < 0.5:
        points += BOXED
    if known:
        return points
    alone = o.alone and manner.alone <= 1 - MANNER
    beside = not o.alone and manner.alone >= MANNER
    # Where few have a time, one stands by a heading as well.
    if o.stamped and o.head.form == "bare" and manner.timed < 0.5:
        points -= TIMED
    # A heading stands further from the text under it than the names do.
    apart = o.head.form == "bare" and o.talk - o.line != manner.below
    against = (
        (not o.head.bold and manner.bold >= MANNER, PLAIN),
        (not o.head.caps and manner.caps >= MANNER and o.head.form != "qa", SMALL),
        (not o.opens and manner.opens >= MANNER, AMID),
        (alone or beside, ALONE),
        (not o.stamped and manner.timed >= MANNER, UNTIMED),
        (o.head.form == "tight" and manner.tight < 1 - MANNER, TIGHT),
        (apart, AMID),
    )
    return points + sum(cost for holds, cost in against if holds)


def names_in(lines: Sequence[Line]) -> frozenset[str]:
    """Words that stand capitalised within sentences."""
    return frozenset(w for line in lines for w in _MID_SENTENCE.findall(line.text))

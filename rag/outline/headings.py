"""Headings for the stretches of a talk, of their own words. Pure functions over words.

A phrase stands for a stretch that says it more than the rest of the talk does: class-based tf-idf
(Grootendorst 2022), where each stretch is a class, over noun-like phrases.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.text.sentences import sentences
from ingest.text.terms import stem
from ingest.transcript import spoken
from rag.check.numbers import NUMBER_WORDS
from rag.words.tokens import STOP, token_spans, weight

# Words of a phrase that tell; between two of them one of LINKS may stand.
LONGEST = 4
LINKS = frozenset("of for and in on the to with".split())
OPEN_LINKS = frozenset({"of", "for", "in", "on"})
# The second phrase of a heading is as good as this share of the first.
SECOND = 0.6
# What goes before a thing that is named; a phrase begins behind one of these at least once.
BEFORE = frozenset(
    """the a an this these those of for our their your my his her its some about on in with by and
    or from into between through each every""".split()
)
# Words of talk itself, which name no matter.
TALK = frozenset(
    """thing things lot bit kind sort way people guy guys stuff something anything
    everything somebody someone anybody nothing yeah okay ok oh um uh mm hmm mhm ah right
    well really actually maybe basically obviously definitely probably sure going gonna
    want wanna need make makes made think know mean say said says see look go come came
    take let like guess good great nice little big whole question questions point today
    tomorrow yesterday thank thanks number example fact course part time times hour hours
    day days week weeks month months year years minute minutes mr mrs ms sir madam ladies
    gentlemen gentleman lady pretty back still even though around able used use using
    always sometimes also yet already else put done give given gave start started talk
    talking talked called call feel trying try tried work working happen happened
    happening lots couple different last next long old new better best side end place""".split()
)
_CUT = re.compile(r"[,;:()\[\]\"\u201c\u201d?!\u2014\u2013\u2026]|--|\.\s|\n")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as the talk writes it most, and how much it stands for a stretch."""

    text: str
    stems: tuple[str, ...]
    score: float


def phrases(texts: Sequence[str], names: frozenset[str], most: int = 12) -> list[list[Phrase]]:
    """For each stretch of a talk its phrases, best first.

    `names`: words of the speakers' names, which head nothing. Nor do notes of the room: "[laughs]".
    """
    texts = [spoken(text) for text in texts]
    counted = [_words(text, names) for text in texts]
    every = Counter[str]()
    for words in counted:
        every.update(words)
    mean = sum(every.values()) / max(len(texts), 1)
    found = []
    for text, words in zip(texts, counted, strict=True):
        told = {
            s: math.sqrt(n) * math.log(1 + mean / every[s]) * (n / every[s]) ** 0.5
            for s, n in words.items()
        }
        found.append(_best(text, told, names, most))
    return found


def heading(found: Sequence[Phrase], used: Container[str] = ()) -> str:
    """The best phrase that is not `used`, and a second that says something else; "" without one."""
    free = [p for p in found if _title(p.text).casefold() not in used]
    if not free:
        return ""
    best = free[0]
    bar = SECOND * best.score
    second = next((p for p in free[1:] if p.score >= bar and _apart(p, best)), None)
    return _title(best.text) + (f", {second.text}" if second else "")


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _apart(one: Phrase, other: Phrase) -> bool:
    """Whether no word of one phrase is part of the other, however both are written."""
    first, second = ("".join(p.stems) for p in (one, other))
    return not any(s in second for s in one.stems) and not any(s in first for s in other.stems)


def _words(text: str, names: frozenset[str]) -> Counter[str]:
    words = (w for w, _, _ in token_spans(text))
    return Counter(stem(w) for w in words if _tells(w) and w not in names)


def _tells(word: str) -> bool:
    common = word in STOP or word in TALK or word in NUMBER_WORDS or word.isdigit()
    return not common and len({*word}) > 1  # "XXXX" stands for what was struck out


def _best(text: str, told: Mapping[str, float], names: frozenset[str], most: int) -> list[Phrase]:
    forms: dict[tuple[str, ...], Counter[str]] = {}
    led: Counter[tuple[str, ...]] = Counter()
    rare: dict[str, float] = {}
    for sentence in sentences(text):
        for words, form, behind in _runs(sentence, names):
            key = tuple(stem(w) for w in words)
            forms.setdefault(key, Counter())[form] += 1
            led[key] += behind
            rare.update((stem(w), weight(w)) for w in words)
    made = []
    for key, written in forms.items():
        form = written.most_common(1)[0][0]
        own = sum(told.get(s, 0.0) * rare[s] for s in key) / len(key) ** 0.5
        score = own * math.log(written.total() + 0.5) * _noun_like(form, len(key), led[key] > 0)
        made.append(Phrase(form, key, score))
    made.sort(key=lambda p: (-p.score, p.text))
    return made[:most]


def _noun_like(form: str, telling: int, led: bool) -> float:
    """What a phrase is worth as a heading: a single word less, and one that names no thing.

    Set by eye on talks of twelve kinds.
    """
    named = led or all(w[:1].isupper() for w in form.split())
    if telling == 1:
        return 0.6 if named else 0.06
    return 1.0 if named else 0.4


def _runs(sentence: str, names: frozenset[str]) -> Iterator[tuple[list[str], str, bool]]:
    """The phrases of a sentence: their telling words, as written, and whether BEFORE led to it."""
    spans = token_spans(sentence)
    tells = [_tells(word) and word not in names for word, _, _ in spans]
    cuts = [bool(_CUT.search(sentence[a[2] : b[1]])) for a, b in pairwise(spans)] + [True]
    for first in (at for at, telling in enumerate(tells) if telling):
        led = first > 0 and spans[first - 1][0] in BEFORE
        words: list[str] = []
        for at in range(first, len(spans)):
            if tells[at]:
                words.append(spans[at][0])
                if cuts[at] or not tells[at + 1]:
                    yield list(words), sentence[spans[first][1] : spans[at][2]], led
            elif not _links(spans[at - 1][0], spans[at][0]):
                break
            if cuts[at] or len(words) == LONGEST:
                break


def _links(before: str, word: str) -> bool:
    """Whether a word joins two of a phrase: one, or two of which the first may stand before one."""
    return word in LINKS and (before not in LINKS or before in OPEN_LINKS)

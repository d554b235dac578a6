"""Which speakers of the record a text names. Rules over its words; pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.transcript import Speaker
from rag.asked.lexicon import TITLES
from rag.words.named import name_keys
from rag.words.tokens import STOP, token_spans

Key = tuple[str, ...]
Span = tuple[str, int, int]

# Openings of a sentence that name nothing.
OPENERS = frozenset(
    """overall additionally however moreover furthermore finally first second third lastly later
    earlier meanwhile instead similarly likewise regarding regardless today yesterday tomorrow
    according specifically notably currently previously initially ultimately together combined
    thus therefore hence although though while because since despite yes one two
    several asked""".split()
)
# Whoever puts questions without a name ("a reporter asked").
REPORTER = "a reporter"
_REPORTER = frozenset({"reporter", "reporters", "journalist", "journalists", "questioner"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A speaker named in a text: the names it may mean, and its place in words and characters."""

    people: frozenset[str]
    first: int
    last: int
    start: int
    end: int


def mentions(text: str, speakers: tuple[Speaker, ...]) -> list[Mention]:
    """The speakers that a text names, in order; the longest name wins a word."""
    spans = token_spans(text)
    words = [w for w, _, _ in spans]
    keys = _keys(speakers)
    longest = max(map(len, keys))
    found, at = [], 0
    while at < len(words):
        size = _longest(text, spans, at, keys, longest)
        if size:
            people = keys[tuple(words[at : at + size])]
            found.append(Mention(people, at, at + size - 1, spans[at][1], spans[at + size - 1][2]))
        at += size or 1
    found = _narrowed(found)
    return [m for m in found if not _is_part(text, spans, m, found)]


def _narrowed(found: Sequence[Mention]) -> list[Mention]:
    """Two that touch and may be one person are that person: "Cllr" and "Smith", be many "Cllr"."""
    made: list[Mention] = []
    for m in found:
        before = made[-1] if made else m
        both = before.people & m.people if before.last + 1 == m.first else frozenset()
        if both:
            made[-1] = Mention(both, before.first, m.last, before.start, m.end)
        else:
            made.append(m)
    return made


@lru_cache(maxsize=64)
def _keys(speakers: tuple[Speaker, ...]) -> dict[Key, frozenset[str]]:
    """Word sequences that name somebody, each with the names of those whom it may mean."""
    keys: dict[Key, frozenset[str]] = {(word,): frozenset({REPORTER}) for word in _REPORTER}
    for speaker in speakers:
        for key in name_keys(speaker):
            keys[key] = keys.get(key, frozenset()) | {speaker.name}
    return keys


def _longest(
    text: str, spans: Sequence[Span], at: int, keys: Mapping[Key, object], longest: int
) -> int:
    """How many words from `at` on make up a name, 0 where none does."""
    for size in range(min(longest, len(spans) - at), 0, -1):
        words = tuple(w for w, _, _ in spans[at : at + size])
        # "may", "will": a common word in lower case is no name.
        if words in keys and (size > 1 or text[spans[at][1]].isupper() or words[0] not in STOP):
            return size
    return 0


def _is_part(text: str, spans: Sequence[Span], mention: Mention, named: Sequence[Mention]) -> bool:
    """Whether a longer name of somebody else holds it: "President Biden" is not the president.

    So it is where a capitalised word touches it that is neither a title nor one of their names.
    """
    own = {i for m in named if m.people & mention.people for i in range(m.first, m.last + 1)}
    for at, edge in ((mention.first - 1, mention.start), (mention.last + 1, mention.end)):
        if not 0 <= at < len(spans) or at in own:
            continue
        word, start, end = spans[at]
        touching = text[min(end, edge) : max(start, edge)] == " "
        if touching and text[start].isupper() and word not in STOP | TITLES | OPENERS:
            return True
    return False


@lru_cache(maxsize=256)
def named_in(text: str, speakers: tuple[Speaker, ...]) -> frozenset[str]:
    """Names of the speakers whom a text speaks of."""
    return frozenset(name for m in mentions(text, speakers) for name in m.people)

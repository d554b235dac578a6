"""Which speakers a question names, by any of their names, misspelt ones too. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.people.names import COURTESY, fold, is_post, parse
from ingest.text.words import POSTS, ROLES
from ingest.transcript import Speaker
from rag.asked.lexicon import TITLES
from rag.words.tokens import STOP, one_edit, tokens, weight

# A word rarer than this (see rag.words.tokens.weight) may be a name misspelt.
RARE = 0.7
# A word more common than this is nobody's first name.
COMMON = 0.3
_ROLES = POSTS | ROLES
# An office by its other words.
_ONE_OFFICE = dict.fromkeys(("chairman", "chairwoman", "chairperson"), "chair")


def respelt(
    text: str, spans: Sequence[tuple[str, int, int]], speakers: Sequence[Speaker]
) -> list[str]:
    """The words of the question, a misspelt name of one speaker as it is spelt in the record.

    Only a word with a capital that is one slip of the pen from the names of one speaker alone
    ("Foulk" for Foulke): behind their first name, or one that English hardly knows and that no
    other first name stands before.
    """
    odd = {at for w, at, _ in spans if text[at].isupper() and len(w) > 2 and w not in STOP}
    if not odd:
        return [w for w, _, _ in spans]
    names: dict[str, set[str]] = {}
    for speaker in speakers:
        for word in _name_words(speaker):
            names.setdefault(word, set()).add(speaker.name)
    made: list[str] = []
    for at, (word, start, _) in enumerate(spans):
        near: list[str] = []
        if start in odd and word not in names:
            near = [n for n in names if n[0] == word[0] and one_edit(word, n)]
        meant = set[str]().union(*(names[n] for n in near))
        first, begins, _ = spans[max(0, at - 1)]
        named = at > 1 and text[begins].isupper() and first not in STOP | TITLES
        theirs = named and bool(meant & names.get(made[-1], set()))
        sure = theirs or (not named and weight(word) > RARE)
        made.append(near[0] if len(meant) == 1 and sure else word)
    return made


def mentioned(words: list[str], speakers: Iterable[Speaker]) -> dict[str, tuple[int, ...]]:
    """Speakers that the question names, each with the places of the words that name them.

    The longest mention counts, of these the one that fewest share, then the first, and it wins a
    word: "Jane Smith" is not "John Smith" too, nor "Cllr Smith" every "Cllr".
    """
    held = set(words)
    named = {}
    for speaker in speakers:
        places = {_find(words, key) for key in name_keys(speaker) if key[0] in held} - {()}
        if places:
            named[speaker.name] = places | _joined(places)
    shared = Counter(at for places in named.values() for at in places)
    best = {
        name: min(places, key=lambda at: (-len(at), shared[at], at))
        for name, places in named.items()
    }
    found = [(len(at), name, at) for name, at in best.items()]
    mentions: dict[str, tuple[int, ...]] = {}
    taken: dict[int, int] = {}
    for size, name, at in sorted(found, key=lambda f: (-f[0], f[1])):
        if all(taken.get(i, size) == size for i in at):
            mentions[name] = at
            taken.update(dict.fromkeys(at, size))
    return mentions


def _joined(places: Iterable[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Two words of a name side by side, of which each alone may name somebody: one mention."""
    single = {at[0] for at in places if len(at) == 1}
    return {(at, at + 1) for at in single if at + 1 in single}


def in_office(words: list[str], speakers: Iterable[Speaker]) -> dict[str, tuple[int, ...]]:
    """Speakers meant by their office alone ("the mayor"), with the places of its words.

    Only an office that one of the speakers bears before the name, and no other; and not where it
    is somebody of the office ("the aide of the mayor").
    """
    said = [_ONE_OFFICE.get(w, w) for w in words]
    offices = {speaker.name: _office(speaker) for speaker in speakers}
    borne = Counter(offices.values())
    found = {}
    for name, office in offices.items():
        named = office and borne[office] == 1 and office[0] in said
        at = _find(said, ("the", *office)) if named else ()
        if at and said[at[0] - 1 : at[0]] != ["of"]:
            found[name] = at[1:]
    return found


@lru_cache(100_000)
def _office(speaker: Speaker) -> tuple[str, ...]:
    """The words of the office in a speaker's names; none where that is but a courtesy."""
    for name in map(parse, speaker.names):
        if fold(name.base).removeprefix("the ") == "court":  # so a judge's words are headed
            return ("judge",)
        titles = [w for w in name.titles if w not in COURTESY]
        if titles and name.words:
            return tuple(_ONE_OFFICE.get(w, w) for w in titles)
    return ()


@lru_cache(100_000)
def name_keys(speaker: Speaker) -> set[tuple[str, ...]]:
    """Word sequences that mean this speaker: full names, last names, titles with a name, roles."""
    keys: set[tuple[str, ...]] = set()
    for name in map(parse, speaker.names):
        words = tuple(tokens(name.base.partition(",")[0]))
        # "President of Colombia", "Project Manager": neither Colombia nor a project is a name.
        if "of" in words or is_post(name.base):
            keys.add(words)
            continue
        # "Ann Lee MP (Bonn)": neither the letters nor the town are her name.
        proper = tokens(" ".join(name.words)) or words
        bare = tuple(w for w in proper if w not in TITLES)
        keys |= {words, bare, bare[-1:]}
        if bare and len(bare[0]) > 2 and not _is_word(bare):
            keys.add(bare[:1])
    if speaker.role:
        keys.add(tuple(w for w in tokens(speaker.role) if w != "the"))
    return {k for k in keys if k and (len(k) > 1 or k[0] not in STOP | {"speaker", "question"})}


def _is_word(name: Sequence[str]) -> bool:
    """Whether the first word of a name is one of every talk: a "City Manager" is not called "city".

    Of first names that are words too (Mark, Art, Bill) hardly one is as common as those.
    """
    common = weight(name[0])
    return 0 < common < COMMON or (name[-1] in _ROLES and common < RARE)


@lru_cache(100_000)
def _name_words(speaker: Speaker) -> frozenset[str]:
    """The words of a speaker's names."""
    return frozenset(w for key in name_keys(speaker) if len(key) < 4 for w in key) - TITLES


def _find(words: list[str], key: tuple[str, ...]) -> tuple[int, ...]:
    for at in range(len(words) - len(key) + 1):
        if tuple(words[at : at + len(key)]) == key:
            return tuple(range(at, at + len(key)))
    return ()

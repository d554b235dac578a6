"""A question as search sees it: weighted terms, names, roles, other spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from wordfreq import zipf_frequency

from ingest.text.language import ENGLISH, commonness, function_words, terms_in
from ingest.text.terms import ACRONYM, initials, stem, terms
from rag.find.corpus import Arrays, Vocabulary, directions
from rag.words.tokens import MOST_TERMS, STOP, one_edit

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

# Words of asking and telling: any turn may be what was "said" or "discussed".
TELLING = frozenset(
    map(
        stem,
        """summarize summarise summary discuss discussion discussed talk talked say says said think
        thought thinks mention mentioned describe described explain explained opinion according
        group team participants people meeting speaker speakers tell told ask asked give gave view
        recommend idea regarding concerning""".split(),
    )
)
TELLING_WEIGHT = 0.25
# The name of a speaker tells much, however common it is as a word ("A", "Chair", "Mark").
LEAST_FOR_VOICE = 0.4
# Languages that write every noun with a capital.
_CAPITALS = frozenset({"de"})
_RAW = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Query:
    """The terms of a question, in arrays of one length m, and what is known of its form.

    `stems` are their numbers in the vocabulary (-1: in no transcript), `weights` (0 to 1) blend
    rarity in English and in the library, `rarity` is that in the library alone. `names`: proper
    names; `voices`: words of a speaker's name; `subjects` and `objects`: those of them before and
    behind the first other telling word ("What did *Ann* ask *Bob*"). `also` maps further stems to
    the terms that they stand for (an acronym).
    """

    words: tuple[str, ...]
    stems: NDArray[np.int64]
    weights: Floats
    rarity: Floats
    names: Bools
    voices: Bools
    subjects: Bools
    objects: Bools
    also: tuple[tuple[int, int], ...]
    vectors: Floats

    def spoken_stems(self) -> dict[str, float]:
        """The stems to look up in the keyword index, with their weights."""
        return {stem(w): float(r) for w, r in zip(self.words, self.rarity, strict=True) if r > 0}


def make_query(text: str, arrays: Arrays, vocabulary: Vocabulary, language: str = ENGLISH) -> Query:
    """Take a question apart for a library. A question without a word has no terms.

    `language`: the question's, where it is that of some of the transcripts.
    """
    said, common = terms(text), dict[str, float]()
    capital = _capitals(text)
    if language != ENGLISH:
        said, common = _in_language(text, language)
        capital = set() if language in _CAPITALS else capital & set(said)
    kept = _telling(said, capital, arrays, vocabulary, common)
    known = {w: _known(w, arrays, vocabulary) for w in kept}
    words = _one_each(known.values())
    place = {stem(w): at for at, w in enumerate(words)}
    number = {stem(w): place[stem(known[w])] for w in kept}
    stems = np.array([vocabulary.stems.get(stem(w), -1) for w in words], dtype=np.int64)
    rated = [_rate(w, arrays, vocabulary, common) for w in words]
    weights, rarity = np.array(rated, np.float32).reshape(-1, 2).T
    spelt = np.zeros(len(words), dtype=bool)
    spelt[[number[stem(w)] for w in capital if stem(w) in number]] = True
    spoken_of = np.array([int(s) in arrays.bearers for s in stems], dtype=bool)
    # "the interface concept" does not mean a speaker User Interface, unless nothing has a capital.
    voices = spoken_of & (spelt if spelt.any() else True)
    names = voices | spelt
    first = int(np.argmin(np.append(names, False)))
    return Query(
        words=tuple(words),
        stems=stems,
        weights=np.where(voices, np.maximum(weights, LEAST_FOR_VOICE), weights),
        rarity=rarity,
        names=names,
        voices=voices,
        subjects=voices & (np.arange(len(words)) < first),
        objects=voices & (np.arange(len(words)) > first),
        also=tuple(_also(said, place, arrays, vocabulary)),
        vectors=directions(words),
    )


def _in_language(text: str, language: str) -> tuple[list[str], dict[str, float]]:
    """The stems of a question that is not in English, and how common their words are."""
    pairs = terms_in(text, language)
    plain = [(word, form) for word, form in pairs if word not in function_words(language)]
    kept = plain or pairs
    return [form for _, form in kept], {form: commonness(word, language) for word, form in kept}


def _telling(
    said: list[str],
    capital: set[str],
    arrays: Arrays,
    vocabulary: Vocabulary,
    common: Mapping[str, float],
) -> list[str]:
    """The words that tell most, in order, one for each stem; of function words alone, those."""
    words = [w for w in said if w not in STOP or w in capital] or said
    different = _one_each(words)
    best = sorted(different, key=lambda w: -_rate(w, arrays, vocabulary, common)[0])[:MOST_TERMS]
    return [w for w in different if w in best]


def _one_each(words: Iterable[str]) -> list[str]:
    """The first word of each stem."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(stem(word), word)
    return list(first.values())


def _rate(
    word: str, arrays: Arrays, vocabulary: Vocabulary, common: Mapping[str, float]
) -> tuple[float, float]:
    """Weight and rarity of a word, 0 to 1.

    Rarity is the inverse document frequency of BM25 (Robertson and Zaragoza, 2009) as a share of
    its largest value. The weight is the mean of it and the rarity in English, or as `common` has
    it: in a library of one transcript the first says little.
    """
    at = vocabulary.stems.get(stem(word), -1)
    spread = int(arrays.spread[at]) if 0 <= at < len(arrays.spread) else 0
    size = arrays.size
    rarity = np.log(1 + (size - spread + 0.5) / (spread + 0.5)) / np.log(3 + 2 * size)
    zipf = common[word] if word in common else zipf_frequency(word, "en")
    english = min(max((7.5 - zipf) / 6, 0.05), 1.0)
    scale = TELLING_WEIGHT if stem(word) in TELLING else 0.1 if word in STOP else 1.0
    return float(scale * (rarity + english) / 2), float(scale * rarity)


def _capitals(text: str) -> set[str]:
    """Terms that the question writes as names: a capital inside it, or capitals throughout.

    A function word is one only as a single letter ("What did A say", where labels are letters).
    """
    found: set[str] = set()
    for at, match in enumerate(_RAW.finditer(text)):
        word = match.group()
        if (at and word[0].isupper()) or (len(word) > 1 and word.isupper()):
            found.update(
                t for t in terms(word) if t not in STOP or (word == t.upper() and t != "i")
            )
    return {t for t in found if t not in STOP or len(t) == 1}


def _known(word: str, arrays: Arrays, vocabulary: Vocabulary) -> str:
    """The word, or where no transcript has it and it looks misspelt, the nearest that one has.

    Names are what people misspell: words that English knows (Zipf above 2.5) are left alone.
    """
    if len(word) < 5 or not word.isalpha() or _held(vocabulary.stems.get(stem(word), -1), arrays):
        return word
    if zipf_frequency(word, "en") > 2.5:
        return word
    near = [
        (-int(arrays.spread[vocabulary.stem_of[at]]), other)
        for other, at in vocabulary.spelt_like(word)
        if one_edit(word, other) and _held(int(vocabulary.stem_of[at]), arrays)
    ]
    return min(near)[1] if near else word


def _held(at: int, arrays: Arrays) -> bool:
    """Whether a stem stands in a slice or in a speaker's name, not only in what was removed."""
    return at in arrays.bearers or bool(0 <= at < len(arrays.spread) and arrays.spread[at])


def _also(
    said: list[str], place: dict[str, int], arrays: Arrays, vocabulary: Vocabulary
) -> list[tuple[int, int]]:
    """Acronyms that stand for some words of the question side by side, where the library has them.

    One that is a common word ("it", "was": Zipf above 3.5) is left out.
    """
    found = []
    for size in ACRONYM:
        for run in (said[i : i + size] for i in range(len(said) - size + 1)):
            short = initials(run)
            at = vocabulary.stems.get(stem(short), -1)
            if len(short) < 3 or at < 0 or zipf_frequency(short, "en") > 3.5:
                continue
            if at < len(arrays.spread) and arrays.spread[at]:
                found += [(at, place[stem(w)]) for w in run if stem(w) in place]
    return found

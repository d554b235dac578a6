"""Which language a text is in, and the stems and function words of it, by wordfreq and Snowball.

English is taken for granted: what is no clear case of another language is read as English.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from py_rust_stemmers import SnowballStemmer

from ingest.text.terms import TOKEN, normal, stem

ENGLISH = "en"
NAMES = {
    "en": "English",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}
# Words of a text that are looked at, and the frequency of a word that is in no list.
MOST, UNKNOWN = 4000, 1e-7
# The mean logarithm (base 10) of the words' frequencies in English from which nothing else is asked
# for: English talk has -3 to -4, talk in these other languages -5.4 to -6.3.
CLEAR = -4.6
# The logarithm of odds from which another language is sure: of 7,000 English questions none has
# .4 for another, of 64 in four others the least is 8.
SURE = 4.0
# The commonest words of a language that tell nothing of what is asked: behind these come nouns.
FUNCTION_WORDS = 60
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1_000)
def language_of(text: str) -> str:
    """The language of a text as in NAMES, by how common its words are in each (naive Bayes)."""
    return other_than(text, frozenset({ENGLISH})) or ENGLISH


@lru_cache(maxsize=1_000)
def other_than(text: str, spoken: frozenset[str]) -> str | None:
    """The language of a text where it is surely in none of those; None else."""
    words = [m.group() for m, _ in zip(_WORD.finditer(text.casefold()), range(MOST), strict=False)]
    if not words:
        return None
    if ENGLISH in spoken and _score(words, ENGLISH) / len(words) >= CLEAR:
        return None
    odds = {name: _score(words, name) for name in NAMES}
    best = max(odds, key=lambda name: odds[name])
    return best if odds[best] - max(odds[name] for name in spoken) >= SURE else None


def terms_in(text: str, language: str) -> list[tuple[str, str]]:
    """The words of a text in another language than English, in lower case, and their stems."""
    return [(word.casefold(), _stemmed(word, language)) for word in TOKEN.findall(text)]


def root(word: str, language: str) -> str:
    """The stem of a normalised word in a language."""
    return stem(word) if language == ENGLISH else _stemmed(word, language)


@cache
def function_words(language: str) -> frozenset[str]:
    """The commonest words of another language than English, with and without accents."""
    from wordfreq import top_n_list  # its tables take a quarter of a second to load

    if language == ENGLISH:
        return frozenset()
    found = top_n_list(language, FUNCTION_WORDS, "small")
    return frozenset((*found, *map(normal, found)))


def commonness(word: str, language: str) -> float:
    """How common a word is in a language: log10 per billion words, 0 where it is in no list."""
    return max(0.0, math.log10(_frequencies(language).get(word, 1e-9)) + 9)


@cache
def _stemmed(word: str, language: str) -> str:
    """The Snowball stem of a word, before its accents are dropped: endings have some."""
    return normal(SnowballStemmer(NAMES[language].casefold()).stem_word(word.casefold()))


def _score(words: list[str], language: str) -> float:
    common = _frequencies(language)
    return sum(math.log10(common.get(word, UNKNOWN)) for word in words)


@cache
def _frequencies(language: str) -> Mapping[str, float]:
    from wordfreq import get_frequency_dict  # see above

    found: Mapping[str, float] = get_frequency_dict(language, "small")
    return found

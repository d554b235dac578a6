"""How texts are compared: folded for facts and quotes, SQuAD's way for short answers."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_QUOTES = str.maketrans(
    "\u2018\u2019\u201a\u201b\u2032\u201c\u201d\u201e\u2033\u00ab\u00bb", "''''" + "'" + '""""""'
)
_ANY_QUOTE = re.compile("['\u2018\u2019\"\u201c\u201d]")
_DASHES = re.compile(r"\s*[\u2012-\u2015]\s*|\s+--?\s+|--")
_LABEL = re.compile(r"\s*\[\d+\]")
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A text without what a comparison ignores: case, style of quotes and dashes, white space."""
    flat = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return " ".join(_DASHES.sub(" - ", flat).casefold().split())


def contains(text: str, words: str) -> bool:
    """Whether `text` holds `words`, both folded. A number counts only as a whole number.

    So "500" stands in "$500." and not in "1,500" or "500.5".
    """
    wanted, folded = fold(words), fold(text)
    if not wanted or wanted not in folded:
        return False
    before = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, folded) is not None


def find(text: str, words: str) -> tuple[int, int] | None:
    """Where `words` stand in `text` as it is, case, quote style and white space ignored."""
    pattern = r"\s+".join(_ANY_QUOTE.sub(_quote_class, re.escape(w)) for w in words.split())
    match = re.search(pattern, text, re.IGNORECASE) if pattern else None
    return match.span() if match else None


def _quote_class(mark: re.Match[str]) -> str:
    return "['\u2018\u2019]" if mark.group() in "'\u2018\u2019" else '["\u201c\u201d]'


def states(text: str, fact: str) -> bool:
    """Whether `text` states a fact of a question set: one of its `|`-parted wordings."""
    return any(contains(text, wording) for wording in fact.split("|"))


def without_labels(answer: str) -> str:
    """An answer's text without its citation labels such as `[1]`."""
    return _LABEL.sub("", answer)


def squad_normalise(text: str) -> str:
    """Lower case, no punctuation, no articles, single spaces.

    Source: `normalize_answer` of the SQuAD v1.1 evaluation script; Rajpurkar, Zhang, Lopyrev and
    Liang, "SQuAD: 100,000+ Questions for Machine Comprehension of Text" (2016), section 6.1.
    """
    plain = "".join(c for c in text.lower() if c not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", plain).split())


def exact_match(answer: str, references: Sequence[str]) -> float | None:
    """1 where the normalised answer equals a normalised reference, else 0; None without references.

    Source: as `squad_normalise`; the best over the references counts.
    """
    if not references:
        return None
    return float(any(squad_normalise(answer) == squad_normalise(r) for r in references))


def token_f1(answer: str, references: Sequence[str]) -> float | None:
    """The best token F1 over the references, 0 to 1; None without references.

    F1 = 2PR / (P + R), P and R the shares of the answer's and the reference's tokens, as bags, that
    both hold; 0 where they share none. Two texts without a token are equal: 1, as in SQuAD v2.0.
    Source: as `squad_normalise`.
    """
    if not references:
        return None
    return max(_f1(squad_normalise(answer).split(), squad_normalise(r).split()) for r in references)


def _f1(given: list[str], wanted: list[str]) -> float:
    if not given or not wanted:
        return float(given == wanted)
    common = (Counter(given) & Counter(wanted)).total()
    return 2 * common / (len(given) + len(wanted))

"""How well a sentence tells alone what a stretch of a talk is about: signs, and learned weights.

`training/telling.py` learns the weights from sentences that people chose, and writes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from ingest.text.sentences import sentence_spans
from ingest.text.terms import stem
from rag.find.exchanges import is_questioner
from rag.outline.headings import Phrase
from rag.outline.moves import MOVES, Floats, moves
from rag.outline.segments import Place, words
from rag.read.evidence import refers_back
from rag.read.grades import WORTH
from rag.read.reader import Piece, Reader
from rag.words.tokens import tokens

WEIGHTS = Path(__file__).with_name("telling.json")
# By its words; by what the grading model holds it worth (logarithm of odds), and how near it is to
# the middle of its stretch (cosine).
WORDED = ("worded", "procedure", "asks", "cut", "back", "questioner", "length", "open", "pronouns")
SIGNS = (*WORDED, "worth", "near")
# Words of a sentence that can tell a stretch alone.
TELLING = 7
_PRONOUN = frozenset("it this that these those he she they".split())
_ENDED = re.compile(r"[.!?\u2026\"\u201d)\]]$")
_KEPT = 64


def sentences_of(piece: Place) -> list[Place]:
    """The sentences of a window that are long enough to tell something."""
    inside = [
        Place(piece.turn, max(start, piece.start), min(end, piece.end))
        for start, end in _spans(piece.turn.text)
        if start < piece.end and end > piece.start
    ]
    return [p for p in inside if words(p) >= TELLING]


def by_words(places: Sequence[Place], found: Sequence[Phrase]) -> Floats:
    """The signs of some sentences by their words, for a stretch with such phrases, best first.

    Shape (sentences, WORDED).
    """
    weights: dict[str, float] = {}
    for phrase in found:
        for s in phrase.stems:
            weights[s] = max(weights.get(s, 0.0), phrase.score / found[0].score)
    runs = moves([p.text for p in places])[:, MOVES.index("procedure")]
    signs = [_signs(p, weights, float(r)) for p, r in zip(places, runs, strict=True)]
    return np.array(signs, dtype=np.float32).reshape(len(places), len(WORDED))


def _signs(place: Place, weights: Mapping[str, float], procedure: float) -> list[float]:
    own = tokens(place.text)
    count = words(place)
    return [
        min(1.0, sum(weights.get(s, 0.0) for s in {stem(w) for w in own}) / 2),
        procedure,
        place.text.endswith("?"),
        place.start not in _begins(place.turn.text),
        refers_back(place.text),
        is_questioner(place.turn),
        float(np.log(count)),
        not _ENDED.search(place.text),
        sum(w in _PRONOUN for w in own) / count,
    ]


def graded(places: Sequence[Place], reader: Reader) -> Floats:
    """The worth of each sentence alone, as a logarithm of odds."""
    pieces = [Piece(p.turn.speaker or p.turn.label or "", "", p.text) for p in places]
    odds: Floats = reader.grades(pieces)[:, WORTH]
    return odds


def told(by_words: Floats, worth: Floats | None = None, near: Floats | None = None) -> Floats:
    """How well sentences tell, as a logarithm of odds: by their words and what else is known."""
    weights = dict(zip(SIGNS, _learned(), strict=True))
    score: Floats = by_words @ _learned()[: len(WORDED)]
    for sign, values in (("worth", worth), ("near", near)):
        if values is not None:
            score = score + values * weights[sign]
    return score


@cache
def _learned() -> Floats:
    known = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return np.array([known[sign] for sign in SIGNS], dtype=np.float32)


@lru_cache(maxsize=_KEPT)
def _spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a turn; each of its windows asks for them."""
    return sentence_spans(text)


@lru_cache(maxsize=_KEPT)
def _begins(text: str) -> frozenset[int]:
    return frozenset(start for start, _ in _spans(text))

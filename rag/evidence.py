"""Evidence for an answer: sentences of the found turns, each with how well it covers the question.

Retrieval scores do not tell answerable from unanswerable questions (measured); what does is
whether the question's own words, names and kind of thing stand together in one place, said by the
one who is asked about. That is what is computed here, per sentence. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import builtin
from ingest.passages import asks
from ingest.sentences import sentence_spans
from ingest.transcript import Turn, spoken
from rag.kinds import fit
from rag.question import Question, Term
from rag.retrieve import Hit
from rag.thesaurus import related
from rag.words import STOP, sense, stem, tokens

Matrix = NDArray[np.float32]
# How much a word counts where it does not stand in the sentence itself, by how far away it stands.
NEXT_SENTENCE, SAME_TURN, ASKED, REPLIED, TITLE = 0.85, 0.6, 0.6, 0.4, 0.7
# A question of at most so many words asks one thing, and what follows answers that.
BRIEF = 40
# Cosines of static word vectors: unrelated words lie below 0.25, synonyms above 0.5 (measured).
RELATED, SAME = 0.25, 0.75
SYNONYM, DERIVED = 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A found turn with what stands around it: its neighbours, and its transcript's title."""

    hit: Hit
    before: Turn | None = None
    after: Turn | None = None
    title: str = ""

    @property
    def around(self) -> tuple[str, str]:
        """The texts of the turn before and the turn after."""
        return (self.before.text if self.before else "", self.after.text if self.after else "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a turn at `start`:`end`.

    `support`: share (0 to 1) of the question's telling words that the sentence and its
    surroundings cover, by weight. `own`: the same for the sentence alone. `plain`: the same for
    the words that are no names, with the sentences next to it. `missing`: words that
    the whole turn lacks. `fit`: how well (0 to 1) the kind of thing asked for is there. `asks`: it
    is a question itself. `by_asked`: said by one whom the question asks to hear.
    """

    hit: Hit
    start: int
    end: int
    support: float
    own: float
    plain: float
    missing: tuple[Term, ...]
    fit: float
    asks: bool
    by_asked: bool
    rank: int
    score: float

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.hit.turn.text[self.start : self.end]


def gather(question: Question, candidates: Sequence[Candidate]) -> list[Evidence]:
    """Every sentence of the candidates as evidence, best score first; ties by rank and place."""
    vocabulary = sorted({w for c in candidates for w in _candidate_words(c)} - STOP)
    levels = match_levels(question.terms, vocabulary)
    column = {word: at for at, word in enumerate(vocabulary)}
    found = [
        evidence
        for rank, candidate in enumerate(candidates)
        for evidence in _of_turn(question, candidate, rank, levels, column)
    ]
    return sorted(found, key=lambda e: (-e.score, e.rank, e.start))


def match_levels(terms: Sequence[Term], vocabulary: Sequence[str]) -> Matrix:
    """How well each word of the vocabulary stands for each term: shape (terms, words), 0 to 1.

    1 for the same stem, 0.9 for a listed synonym, 0.8 for a shared beginning of five letters or one
    letter's difference, else by the cosine of static word vectors.
    """
    levels = np.zeros((len(terms), len(vocabulary)), dtype=np.float32)
    if not terms or not vocabulary:
        return levels
    vectors = builtin().documents([t.word for t in terms] + list(vocabulary))
    cosines = vectors[: len(terms)] @ vectors[len(terms) :].T
    soft = np.clip((cosines - RELATED) / (SAME - RELATED), 0, SYNONYM)
    for row, term in enumerate(terms):
        for at, word in enumerate(vocabulary):
            levels[row, at] = _level(term, word, 0.0 if term.name else float(soft[row, at]))
    return levels


def _level(term: Term, word: str, soft: float) -> float:
    root = stem(word)
    if root == term.stem:
        return 1.0
    if sense(word) == sense(term.word):
        return SYNONYM
    soft = max(soft, related(term.stem).get(root, 0.0))
    if term.word[0].isdigit() or word[0].isdigit() or " " in word or " " in term.word:
        return 0.0
    if _one_letter_off(term.word, word):
        return DERIVED
    return max(DERIVED, soft) if _derived(root, term.stem, term.name) else soft


_SUFFIX = re.compile(
    r"(?:|s|e|es|ed|er|ers|or|ors|ing|ings|ion|ions|ation|ations|at|ate|ment|ments|al|ity|iv|ive|ent|ant|ence"
    r"|ance|ous|ist|ists|ism|ic|ly|ship|ful|abl|ibl|able|ible|y|i|ies|ti|ize|iz|t|th|ur|ure|ian|ric|ral)"
)
_DEMONYM = re.compile(r"(?:|s|n|ns|an|ans|ian|ians|ese|ish|i|is)")


def _derived(a: str, b: str, name: bool) -> bool:
    """Whether two stems are one word with other endings ("migrat", "migrant")."""
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    endings = _DEMONYM if name else _SUFFIX
    return shared >= 5 and all(endings.fullmatch(w[shared:]) for w in (a, b))


def _one_letter_off(a: str, b: str) -> bool:
    """Whether long words differ by one letter changed, added or left out (a slip of the pen)."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 6 or a[0] != b[0]:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _candidate_words(candidate: Candidate) -> set[str]:
    texts = (candidate.hit.turn.text, *candidate.around)
    return {w for t in (*texts, candidate.title, candidate.hit.turn.who) for w in _words(t)}


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


def _best(words: frozenset[str], levels: Matrix, column: dict[str, int]) -> Matrix:
    """The best level of each term among the words: shape (terms,)."""
    at = [column[w] for w in words if w in column]
    best: Matrix = levels[:, at].max(axis=1) if at else np.zeros(len(levels), dtype=np.float32)
    return best


def _of_turn(
    question: Question,
    candidate: Candidate,
    rank: int,
    levels: Matrix,
    column: dict[str, int],
) -> list[Evidence]:
    turn = candidate.hit.turn
    spans = sentence_spans(turn.text)
    own = [_best(_words(turn.text[a:b]), levels, column) for a, b in spans]
    if not spans:
        return []
    whole = np.max(own, axis=0)
    before, after = candidate.around
    asked = _best(_words(before), levels, column)
    replied = _best(_words(after), levels, column)
    title = _best(_words(f"{candidate.title} {turn.who}"), levels, column)
    brief = asks(before) and len(before.split()) <= BRIEF
    outside = np.maximum.reduce(
        [
            SAME_TURN * whole,
            (NEXT_SENTENCE if brief else ASKED) * asked,
            REPLIED * replied,
            TITLE * title,
        ]
    )
    # What the whole talk is about, as its title says, tells little about one sentence of it.
    topic = np.where(title >= SYNONYM, 0.5, 1.0)
    weights = topic * [t.weight * (0.4 if t.generic else 1.0) for t in question.terms]
    common = np.array([not (t.name or t.generic) for t in question.terms], dtype=bool)
    missing = tuple(
        t
        for t, level in zip(question.terms, np.maximum.reduce([whole, asked, title]), strict=True)
        if level < 0.5 and not t.generic
    )
    by_asked = _by_asked(question, turn)
    made = []
    replies = brief or (candidate.before is not None and refers_back(turn.text))
    reply = NEXT_SENTENCE if replies else 0.5 if _heard(question, candidate, by_asked) else 0.0
    carried = reply * asked
    for at, (start, end) in enumerate(spans):
        sentence = turn.text[start:end]
        is_question = asks(sentence)
        near = [NEXT_SENTENCE * own[i] for i in (at - 1, at + 1) if 0 <= i < len(spans)]
        told = np.maximum(own[at], carried)
        # A question put in passing hands what it asks about on to the sentence that answers it,
        # and any sentence to one that opens with a word for what was just named.
        if is_question and at:
            carried = NEXT_SENTENCE * np.maximum(told, near[0])
        elif at + 1 < len(spans) and refers_back(turn.text[slice(*spans[at + 1])]):
            carried = NEXT_SENTENCE * told
        elif at:
            carried = 0.0 * asked if replies else reply * asked
        plain = _share(np.maximum.reduce([told, *near])[common], weights[common])
        support = _share(np.maximum.reduce([told, outside, *near]), weights)
        alone = _share(told, weights)
        fits = fit(question, sentence) if spoken(sentence) else 0.0
        score = _score(support, alone, fits, by_asked, rank)
        score -= 0.35 * (is_question and not question.reporters) + 0.2 * (len(sentence.split()) < 4)
        made.append(
            Evidence(
                candidate.hit,
                start,
                end,
                support,
                alone,
                plain,
                missing,
                fits,
                is_question,
                by_asked,
                rank,
                score,
            )
        )
    return made


_BACK = re.compile(
    r"^\W*(?:(?:and|but|so|because|then|now|yes|no|well|also|in total),?\s+)*"
    r"(?:it|its|it's|they|they're|their|she|she'll|she's|he|he's|his|her|this|that|that's|these|those|both|such|there|"
    r"of (?:these|those|them|which))\b",
    re.IGNORECASE,
)


def refers_back(sentence: str) -> bool:
    """Whether a sentence opens with a word that stands for something named before ("It begins")."""
    return bool(_BACK.match(sentence.replace("\u2019", "'")))


def _heard(question: Question, candidate: Candidate, by_asked: bool) -> bool:
    """Whether this is what the one to be heard replied to a question put in the room."""
    asked = candidate.before and "?" in candidate.before.text
    return bool(question.speech and by_asked and asked)


def _share(levels: Matrix, weights: NDArray[np.float64]) -> float:
    total = float(weights.sum())
    return float(levels @ weights) / total if total else 1.0


def _score(support: float, own: float, fits: float, by_asked: bool, rank: int) -> float:
    return 0.5 * support + 0.5 * own + 0.2 * fits + 0.15 * by_asked + 0.4 / (1 + rank / 3)


def _by_asked(question: Question, turn: Turn) -> bool:
    if question.reporters:
        return is_questioner(turn)
    return not question.speakers or turn.who in question.speakers


_QUESTIONER = re.compile(
    r"^(?:q|question(?:er)?s?|reporters?|audience.*|journalists?|press)\W*$", re.I
)


def is_questioner(turn: Turn) -> bool:
    """Whether the label says that this turn puts a question (`QUESTION`, `Q`, `REPORTER`)."""
    return bool(turn.label and _QUESTIONER.match(turn.label))

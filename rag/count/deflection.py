"""Whether the replies to a question put in the room take it up, as far as words show. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.text.sentences import sentence_spans
from ingest.transcript import Turn, spoken
from rag.asked.fit import fit
from rag.asked.lexicon import TITLES
from rag.question import Question, Term, analyse
from rag.read.judge import FORMED
from rag.words.likeness import Matrix, match_levels
from rag.words.tokens import STOP, token_spans, tokens

# A question is taken up where two sentences of the replies hold this share of its telling words.
TAKEN_UP = 0.6
# Without a phrase of deflection, this share of them is enough for a yes or no that is not in so
# many words, and in all replies together for a question of no particular form.
IMPLIED, ENGAGED = 0.4, 0.25
# A phrase of deflection is about the question where the reply is short (words), or where its
# sentence holds this share of the question.
SHORT, ABOUT_IT = 120, 0.2
# A question whose own words tell less than this is read with what stands before it.
LEAST, BORROWED, BACK = 0.5, 0.5, 3
GENERIC = 0.4
# A word stands in a reply from this level on; one that tells less than this is not worth naming.
PRESENT, TELLING = 0.5, 0.25

_PHRASE = re.compile(
    r"\bno comment\b"
    r"|\b(?:not|cannot|can't|won't|don't|wouldn't|couldn't|declined?|refused?|unable|reluctant)\s+"
    r"(?:be |go |going |want |wanting |like |wish |able |prepared |free |in a position |here )*"
    r"(?:to )?(?:be )?"
    r"(?:get(?:ting)? (?:ahead|into|in front)|go(?:ing)? into|comment|speculat|discuss|speak to|"
    r"prejudge|pre-?empt|address|answer(?:ing)? (?:that|this)|say more|confirm (?:or|nor) deny|"
    r"characteri[sz]e|engage in (?:speculation|hypotheticals))"
    r"|\b(?:have|having|got)\b.{0,12}\b(?:more|nothing|anything|no \w+|further)\s+(?:\w+ )?"
    r"to (?:say|add|announce|share|offer|preview|read out|report)\b"
    r"|\b(?:question|matter|one|issue)s? for (?!(?:the )?(?:debate|discussion|concern)\b)(?=\w)"
    r"|\brefer you (?:back )?to\b|\b(?:you(?:'d| would|'ll| will)? (?:have|need) to|should) ask\b"
    r"|\bwhat i (?:can|would|will) say is\b"
    r"|\b(?:get|come) back to you\b|\btake (?:that|the|your) question\b|\blook into (?:it|that)\b"
    r"|\bin due course\b|\bat the (?:appropriate|right|proper) time\b|\bstay tuned\b"
    r"|\b(?:premature|too early|too soon)\b|\bnot the (?:time|place|moment|forum)\b"
    r"|\b(?:don't|do not) have (?:that|the|any) (?:figure|number|information|answer|detail)s?\b"
    r"|\bi (?:don't|do not) know\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^\W*(?:(?:well|so|look|oh|thank you|thanks|as for [^:,]{1,40})[\s,.:]+)*"
    r"(?:(?:yes|yeah|yep|no|nope|not (?:yet|at all|really)|absolutely|of course|certainly|"
    r"correct|right|indeed|sure|never|exactly|gladly|(?:i'm |i am )?happy to|with pleasure)\b"
    r"|(?:i|we|it|he|she|they|that)\s+"
    r"(?:do|does|did|is|are|was|were|has|have|had|will|would|can)(?:n't| not)?\s*[.,;!])",
    re.IGNORECASE,
)
# "Could I follow up?" asks for the floor, not for an answer.
_FLOOR = re.compile(
    r"^\W*(?:and |so |but )?(?:can|could|may|might) (?:i|we)\b|\bif i (?:may|might|could)\W*$", re.I
)

# Where the asking word opens a clause; elsewhere "when" and "how" may ask nothing.
_ASKING_WORD = re.compile(
    r"(?:^|[,;:.\u2013\u2014-])\W*(?:\w+\s+){0,2}(?:when|what|which|how)\b", re.IGNORECASE
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Put:
    """A question of a turn at `span`, with the sentences before it that it leans on.

    `terms` with their `weights`: what it is about. `asked`: the question itself, taken apart.
    """

    turn: Turn
    span: Span
    asked: Question
    terms: tuple[Term, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A turn of reply: which words of the question it lacks, and where it deflects, if it does."""

    turn: Turn
    lacks: tuple[str, ...]
    phrase: Span | None


def put(turn: Turn, last: int | None = None) -> list[Put]:
    """The questions of weight that a turn puts; `last`: among so many of its last sentences."""
    spans = sentence_spans(turn.text)
    first = max(0, len(spans) - last) if last else 0
    found = [_put(turn, spans, at) for at in range(first, len(spans)) if _asks(turn, spans[at])]
    return [p for p in found if p and sum(p.weights) >= LEAST]


def _put(turn: Turn, spans: Sequence[Span], at: int) -> Put:
    sentence = spoken(turn.text[slice(*spans[at])])
    asked = analyse(sentence)
    weights = {t: _weight(t) for t in asked.terms}
    start = at
    while start > max(0, at - BACK) and sum(weights.values()) < LEAST:
        if _asks(turn, spans[start - 1]):
            break
        start -= 1
        for term in analyse(spoken(turn.text[slice(*spans[start])])).terms:
            if term.stem not in {t.stem for t in weights}:
                weights[term] = BORROWED * _weight(term)
    span = (spans[start][0], spans[at][1])
    return Put(turn, span, asked, tuple(weights), tuple(weights.values()))


def _weight(term: Term) -> float:
    return 0.0 if term.word in TITLES else term.weight * (GENERIC if term.generic else 1.0)


def _asks(turn: Turn, span: Span) -> bool:
    sentence = turn.text[slice(*span)]
    return sentence.rstrip(" \n\"'\u201d\u2019)").endswith("?") and not _FLOOR.search(sentence)


def not_taken_up(question: Put, turns: Sequence[Turn], formal: bool = True) -> list[Reply] | None:
    """The replies, where they do not take the question up; None where they do, or may.

    A reply takes a question up where it opens with a yes or no to one that wants that, where it has
    the figure or date that is asked for, or where its sentences hold enough of its words. `formal`:
    replies can be expected to take up the words at all, as in a press conference, not in a chat.
    """
    called = {w for t in turns for w in tokens(t.who)}
    kept = [
        (t, w)
        for t, w in zip(question.terms, question.weights, strict=True)
        if t.word not in called
    ]
    if sum(w for _, w in kept) < LEAST:
        return None
    covers = _Cover([t for t, _ in kept], [w for _, w in kept], turns)
    replies = [_reply(question, turn, covers) for turn in turns]
    told = [s for t in turns for s in _told(t)]
    share = covers.two(told)
    kind = question.asked.kind
    if share >= TAKEN_UP or _is_direct(question.asked, turns):
        return None
    if any(r.phrase for r in replies):
        return replies
    if kind in FORMED and _ASKING_WORD.search(question.asked.text):
        return None if any(fit(question.asked, s) for s in told) else replies
    if kind == "yesno" and formal:
        return replies if share < IMPLIED else None
    return replies if formal and covers.whole(told) < ENGAGED else None


class _Cover:
    """Shares (0 to 1) of a question's words, by weight, that sentences of its replies hold."""

    def __init__(self, terms: Sequence[Term], weights: Sequence[float], turns: Sequence[Turn]):
        self.terms, self.weights = terms, np.array(weights)
        vocabulary = sorted({w for t in turns for w in tokens(t.text)} - STOP)
        self._levels = match_levels(terms, vocabulary)
        self._column = {word: at for at, word in enumerate(vocabulary)}

    def levels(self, text: str) -> Matrix:
        """How well each word of the question stands in a text: shape (terms,)."""
        at = [self._column[w] for w in tokens(text) if w in self._column]
        none = np.zeros(len(self.terms), np.float32)
        return self._levels[:, at].max(axis=1) if at else none

    def share(self, levels: Matrix) -> float:
        """The share of the words, for levels of shape (terms,)."""
        return float(levels @ self.weights / self.weights.sum())

    def two(self, sentences: Sequence[str]) -> float:
        """The share in the best two sentences together."""
        levels = [self.levels(s) for s in sentences]
        if not levels:
            return 0.0
        first = max(levels, key=self.share)
        return max(self.share(np.maximum(first, other)) for other in levels)

    def whole(self, sentences: Sequence[str]) -> float:
        """The share in all the sentences together."""
        return self.share(self.levels(" ".join(sentences)))


def _reply(question: Put, turn: Turn, covers: _Cover) -> Reply:
    levels = covers.levels(turn.text)
    order = np.argsort(-covers.weights, kind="stable")
    written = {w: question.turn.text[a:b] for w, a, b in token_spans(question.turn.text)}
    lacks = tuple(
        written.get(covers.terms[i].word, covers.terms[i].word)
        for i in order
        if levels[i] < PRESENT and covers.weights[i] >= TELLING
    )
    short = len(turn.text.split()) <= SHORT
    phrases = [s for s in sentence_spans(turn.text) if deflects(turn.text[slice(*s)])]
    near = [
        s for s in phrases if short or covers.share(covers.levels(turn.text[slice(*s)])) >= ABOUT_IT
    ]
    return Reply(turn, lacks, near[0] if near else None)


def deflects(sentence: str) -> bool:
    """Whether a sentence uses a phrase by which questions are put off ("no comment")."""
    return bool(_PHRASE.search(sentence.replace("\u2019", "'")))


def _told(turn: Turn) -> list[str]:
    """The sentences of a reply that tell something: no questions, no phrases of deflection."""
    return [
        turn.text[slice(*s)]
        for s in sentence_spans(turn.text)
        if not _asks(turn, s) and not deflects(turn.text[slice(*s)])
    ]


def _is_direct(asked: Question, turns: Sequence[Turn]) -> bool:
    """Whether a reply opens with a yes or no, or with the figure or date that is asked for."""
    for turn in turns:
        spans = sentence_spans(turn.text)[:2]
        opening = [s for s in (spoken(turn.text[slice(*s)]) for s in spans) if not deflects(s)]
        if asked.kind == "yesno" and any(_YES_NO.match(s.replace("\u2019", "'")) for s in opening):
            return True
        if asked.kind in FORMED and any(fit(asked, s) for s in opening):
            return True
    return False

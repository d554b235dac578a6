"""What many turns say by their words: the questions that were put, the mentions of a thing.

Every turn in scope is looked at, in order; what is found is what there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.text.sentences import sentence_spans
from ingest.transcript import Turn
from rag.check.citations import Citation, Sentence
from rag.count.counts import LED
from rag.find.exchanges import is_questioner
from rag.find.retrieve import Hit
from rag.question import Question, Term
from rag.read.evidence import Candidate
from rag.read.quotes import cite, frame, questions_of
from rag.words.likeness import match_levels
from rag.words.tokens import tokens

# A list longer than this is not read; the lead sentence has the whole count.
QUESTIONS = 20
# A turn is on the topic when a sentence holds this share of its words, and every name in it; a word
# is there from this level on.
ON_TOPIC, THERE = 0.6, 0.8
_MENTIONS = re.compile(
    r"^\W*(?:and )?(?:who(?: else| all)?|which (?:of the )?\w+"
    r"|every(?:one|body) who|(?:list|name|find|show)(?: me)? (?:all|every|everyone).{0,24}?)"
    r"\s*(?:who |that |of |where )?.{0,12}?\b(?:mention(?:s|ed)?|talk(?:s|ed)? about"
    r"|speaks? (?:about|of)|spoke (?:about|of)|brings? up|brought up|refer(?:s|red)? to"
    r"|comment(?:s|ed)? on|discuss(?:es|ed)?)\b",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(
    r"^\W*(?:what|which|list|name|give|show|all)\b.{0,16}\bquestions\b.*\b(?:ask|asked|put|posed)\b",
    re.IGNORECASE,
)
# "Everything that Ann asked about".
_ALL_ASKED = re.compile(
    r"^\W*(?:list |name |show (?:me )?)?(?:everything|all|whatever)\b(?!.* (?:was|were|got) asked)"
    r".{0,40}"
    r"\b(?:asks?|asked)(?: about)?\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|on|regarding|concerning)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:ask|asks|asked|asking|questions?|want to know|wanted to know)\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A turn on the topic, and where the sentence stands that says so."""

    hit: Hit
    start: int
    end: int


def is_survey(question: Question) -> bool:
    """Whether the question wants all questions that were put, or all that mention a thing."""
    return lists_questions(question) or bool(_MENTIONS.search(question.text))


def mentions(question: Question, hits: Iterable[Hit]) -> list[Found]:
    """Where the turns mention what is asked about, if it asks for mentions; in order."""
    return _on_topic(question, hits) if _MENTIONS.search(question.text) else []


def missing(question: Question) -> tuple[str, ...]:
    """What nobody speaks of, where it asks who does: a word or a name.

    More words than that tell of something that may be said in others ("passengers feeling ill").
    """
    topic = _topic(question) if _MENTIONS.search(question.text) else []
    return tuple(t.word for t in topic) if len(topic) == 1 or all(t.name for t in topic) else ()


def lists_questions(question: Question) -> bool:
    """Whether the question wants the questions that were put."""
    if _QUESTIONS.search(question.text):
        return True
    if question.speakers and _ALL_ASKED.search(question.text):
        return True
    return (
        question.reporters
        and question.kind in ("other", "name")
        and bool(_ASKED.search(question.text))
    )


def _on_topic(question: Question, hits: Iterable[Hit]) -> list[Found]:
    """The sentence of every turn that holds most of the topic's words, in order of the record."""
    topic = _topic(question)
    found = (_best(topic, hit) for hit in hits) if topic else ()
    return [f for f in found if f]


def _topic(question: Question) -> list[Term]:
    """What is to be mentioned, or to be asked about."""
    match = _MENTIONS.search(question.text) or _ABOUT.search(question.text)
    words = tokens(question.text[match.end() :]) if match else []
    return [t for t in question.terms if not t.generic and t.word in words]


def _best(topic: Sequence[Term], hit: Hit) -> Found | None:
    """The first of the sentences of a turn that hold most of a topic; None where too little."""
    weights = np.array([t.weight for t in topic])
    names = np.array([t.name for t in topic])
    spans = sentence_spans(hit.turn.text)
    best, most = None, 0.0
    for start, end in spans:
        words = tokens(hit.turn.text[start:end])
        if not words:
            continue
        there = match_levels(topic, words).max(axis=1) >= THERE
        share = float(there @ weights / weights.sum())
        if share >= max(ON_TOPIC, most + 1e-6) and there[names].all():
            best, most = Found(hit, start, end), share
    return best


def _by(question: Question, turn: Turn) -> bool:
    return not question.speakers or turn.who in question.speakers


def answer(
    question: Question, candidates: Iterable[Candidate], several: bool = False
) -> list[Sentence]:
    """Every turn that puts a question, with its quotes, in order; empty where none does."""
    asking = _asking(question, candidates)
    if _topic(question):
        on_topic = {f.hit.id for f in _on_topic(question, (c.hit for c in asking))}
        asking = [c for c in asking if c.hit.id in on_topic]
    made: list[Sentence] = []
    label = 1
    for candidate in asking:
        spans = _joined(questions_of(candidate.hit))
        cited = [cite(label + i, candidate.hit, a, b, several) for i, (a, b) in enumerate(spans)]
        label += len(cited)
        made += _one_turn(candidate.hit, cited, several)
    if len(made) <= QUESTIONS:
        return made
    lead = f"{len(made)} turns put questions; the first {QUESTIONS} are quoted."
    return [Sentence(lead, tuple(c for s in made[:LED] for c in s.citations)), *made[:QUESTIONS]]


def _asking(question: Question, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The turns that ask: of those named, else of those labelled so, else all with a mark."""
    every = list(candidates)
    labelled = [c for c in every if is_questioner(c.hit.turn)]
    if question.reporters or (labelled and not question.speakers):
        return labelled
    return [c for c in every if _by(question, c.hit.turn) and "?" in c.hit.turn.text]


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _one_turn(hit: Hit, cited: Sequence[Sentence], several: bool) -> list[Sentence]:
    """The quotes of one turn under one frame."""
    where = f"{hit.name}, turn {hit.turn.number}" if several else f"turn {hit.turn.number}"
    quotes: list[Citation] = [c for s in cited for c in s.citations]
    shown = " \u2026 ".join(" ".join(c.quote.split()) for c in quotes)
    return [Sentence(f"{frame(hit.turn)}, {where}: \u201c{shown}\u201d", tuple(quotes))]

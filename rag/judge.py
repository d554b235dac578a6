"""Whether a sentence is evidence enough to be given as an answer: the decision to refuse.

Thresholds were set on the questions of benchmarks/questions; benchmarks/ANSWERS.md has both error
rates on others.
"""

from __future__ import annotations

from rag.asked import Kind
from rag.evidence import Evidence
from rag.question import Question
from rag.words import stem, tokens

# Least share of the question's telling words in the sentence; in it with its surroundings; and, of
# those that are no names, in it and next to it.
OWN, SUPPORT, PLAIN = 0.15, 0.55, 0.4
# Missing words of this weight, summed, are too much for any sentence.
MOST_LOST = 0.72
# Kinds that have a form: without it in the sentence, the question is not answered there.
FORMED: frozenset[Kind] = frozenset({"number", "money", "percent", "date", "duration"})
# Where the question names what it asks for, how well that has to be there.
LEAST_FIT: dict[Kind, float] = {"place": 0.0, "person": 0.6}
_ASKING = frozenset({"ask", "question", "want", "wonder"})


def answers(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence is evidence enough to be given as an answer."""
    return _may(question, evidence) and _covers(question, evidence)


def _may(question: Question, evidence: Evidence) -> bool:
    """Whether it is by the right speaker, tells, and has the kind of thing that is asked for."""
    if question.speech and not evidence.by_asked:
        return False
    if evidence.asks and not _asks_too(question):
        return False
    if question.kind in FORMED | {"name"} and not evidence.fit:
        return False
    if question.head and evidence.fit < LEAST_FIT.get(question.kind, 0.5):
        return False
    return not any(t.name for t in evidence.missing)


def _covers(question: Question, evidence: Evidence) -> bool:
    """Whether enough of what is asked about stands in the sentence and around it."""
    lost = sum(t.weight for t in evidence.missing)
    if evidence.rank == 0 and evidence.fit == 1 and _enough(evidence, 0.25, 0.52, 0.35):
        return lost <= 0.95  # search and form agree on the turn
    if evidence.plain < PLAIN and question.kind not in ("person", "name"):
        return False  # names alone are no answer: what is asked of them has to be there too
    strict = lost > 0 or evidence.fit < 1
    own, support = (OWN + 0.1, SUPPORT + 0.06) if strict else (OWN, SUPPORT)
    return _enough(evidence, own, support) and lost < MOST_LOST


def _enough(evidence: Evidence, own: float, support: float, plain: float = 0.0) -> bool:
    return evidence.own >= own and evidence.support >= support and evidence.plain >= plain


def _asks_too(question: Question) -> bool:
    """Whether the question is about asking, so that a question put in the room may answer it."""
    return question.reporters or bool(_ASKING & {stem(w) for w in tokens(question.text)})

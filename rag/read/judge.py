"""Whether sentences are evidence enough to be given as an answer: the decision to refuse.

What can be told by rule is: who speaks, whether it is a question itself, whether the asked-for
number, date or name is there, and what of the question has to be. The rest is a learned chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from ingest.text.sentences import sentence_spans
from ingest.text.terms import stem
from rag.asked.kind import Kind
from rag.question import Question
from rag.read import choice
from rag.read.evidence import Evidence
from rag.read.reading import Passage
from rag.words.tokens import tokens

# Kinds that have a form: without it in the sentence or beside it, the question is not answered.
FORMED: frozenset[Kind] = frozenset(
    {"number", "money", "percent", "date", "duration", "age", "often"}
)
# What the sentence and those beside it have to hold of the question's telling words that are no
# names; one whose number or date may be of something else has to hold as much itself.
LEAST_PLAIN, LEAST_PLAIN_FORMED = 0.1, 0.3
# How well the role has to be named of whose bearer is asked ("Who is the mayor").
LEAST_ROLE = 0.6
# What the turn and its surroundings may lack of the question; and where a name is lacking.
MOST_LOST, MOST_LOST_NAMED = 0.85, 0.33
# The chance from which a sentence is given as an answer: both error rates are in
# benchmarks/ANSWERS.md.
LEAST_CHANCE = 0.37
# The same where the reading model read; where what is asked about does not stand there, the chance
# that what stands first is what answers from which it is given all the same; and that from which it
# is given without a "perhaps". What they cost is in training/README.md.
LEAST_READ, LEAST_OTHER, SURE_READ = 0.5, 0.35, 0.5
# A follow-up's own words weigh at most so much (see rag.words.tokens.weight) where the record
# lacks them: the other words are from the question before, and found because that was.
MOST_LACKING = 0.5
# A lead over the next turn counts up to this: then it is clear.
CLEAR = 3.0
Verdict = Literal["yes", "perhaps", "no"]
_ASKING = frozenset({"ask", "question", "want", "wonder"})
# Traits of any sentence of the record that tell whether the question is about it at all.
_ANYWHERE = ("own", "told", "near", "plain_told", "all", "names_own")


def may_answer(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence is by the right speaker, tells, and has the kind of thing asked for."""
    if question.speech and not evidence.by_asked:
        return False
    if evidence.asks and not (_asks_too(question) or question.speech):
        return False
    return question.kind not in FORMED | {"name"} or bool(evidence.traits["fit_near"])


def may_quote(question: Question, passage: Passage) -> bool:
    """Whether a window is by the right speaker and more than a question put back."""
    if question.speech and not passage.by_asked:
        return False
    text = passage.hit.turn.text[passage.start : passage.end]
    return question.speech or not puts_back(question, text)


def puts_back(question: Question, text: str) -> bool:
    """Whether words of the record are no more than a question, where none is asked for."""
    asks = text.rstrip().endswith("?") and len(sentence_spans(text.strip())) == 1
    return asks and not _asks_too(question)


def verdict(question: Question, found: Sequence[Evidence], able: Sequence[Passage]) -> Verdict:
    """Whether the best of the windows read answers. `able`: best first, `found` likewise."""
    best = able[0]
    if any(e.beside for e in found if e.hit.id == best.hit.id):  # where a follow-up goes on
        return "yes"
    told = read_signs(question, found, able)
    right = choice.chance(told, "right")
    if choice.chance(told, "read") < LEAST_READ or (not told["about"] and right < LEAST_OTHER):
        return "no"
    return "yes" if right >= SURE_READ else "perhaps"


def read_signs(
    question: Question, found: Sequence[Evidence], able: Sequence[Passage]
) -> dict[str, float]:
    """What tells whether the best window answers.

    What the sentences of the turns hold of the question, the model's odds, their lead over others.
    """
    best = able[0]
    telling = [e for e in found if may_answer(question, e)] or list(found)
    rest = [p.score for p in able if p.hit.id != best.hit.id]
    trust = np.exp([p.score - best.score for p in able])
    told = signs(question, telling)
    return told | {
        "about": float(is_about(question, telling[0])),
        "chance": choice.chance(told),
        "odds": best.odds,
        "most_odds": max(p.odds for p in able),
        "read_lead": min(CLEAR, best.score - rest[0]) if rest else CLEAR,
        "read_trust": float(1 / trust.sum()),
    }


def is_answered(question: Question, able: Sequence[Evidence]) -> bool:
    """Whether the best of the sentences that may answer does so. `able`: best first."""
    if not able or not is_about(question, able[0]):
        return False
    return choice.chance(signs(question, able)) >= LEAST_CHANCE


def is_about(question: Question, best: Evidence) -> bool:
    """Whether what is asked about stands in the sentence and around it at all."""
    told = best.traits
    if question.follows and any(t.weight > MOST_LACKING for t in best.missing if not t.earlier):
        return False
    if best.beside:  # there a follow-up's words are taken as said
        return True
    if told["plain_near"] < LEAST_PLAIN or told["lost"] > MOST_LOST:
        return False
    unsure = question.kind in FORMED and told["fit"] < 1
    if unsure and told["plain_told"] < LEAST_PLAIN_FORMED:
        return False
    if question.kind == "person" and question.head and told["fit"] < LEAST_ROLE:
        return False
    return not (told["lost_name"] and told["lost"] > MOST_LOST_NAMED)


def signs(question: Question, able: Sequence[Evidence]) -> dict[str, float]:
    """What tells whether the best sentence answers: its traits, its lead, what else there is."""
    best = able[0]
    trust = np.exp([e.score - best.score for e in able])
    others = [e.score for e in able if e.hit.id != best.hit.id]
    found = dict(best.traits)
    found["lead"] = min(CLEAR, best.score - others[0]) if others else CLEAR
    found["trust"] = float(1 / trust.sum())
    found["turn_trust"] = float(
        sum(t for t, e in zip(trust, able, strict=True) if e.hit.id == best.hit.id) / trust.sum()
    )
    found["terms"] = min(len(question.terms), 10) / 10
    found["speech"] = float(question.speech)
    found["subject"] = float(bool(question.speakers))
    found[f"kind_{question.kind}"] = 1.0
    for name in _ANYWHERE:
        found[f"most_{name}"] = max(e.traits[name] for e in able)
    found["least_lost"] = min(e.traits["lost"] for e in able)
    found["lost_weight"] = sum(t.weight for t in best.missing)
    found["told_fitting"] = best.traits["told"] * best.traits["fit"]
    found["near_trusted"] = best.traits["near"] * best.traits["found"]
    return found


def _asks_too(question: Question) -> bool:
    """Whether the question is about asking, so that a question put in the room may answer it."""
    return question.reporters or bool(_ASKING & {stem(w) for w in tokens(question.text)})

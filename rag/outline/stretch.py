"""Where a talk goes into what is asked: the stretch that a request for a part of it means.

Each unit of the talk has signs: the words of the matter, their meaning, whether somebody who is
named speaks, and its place, where the end or the beginning is asked for. Their sum, smoothed, is
highest along one run of units (the maximum subarray of Kadane; Bentley 1984). Pure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from ingest.index.embedding import builtin
from ingest.text.terms import stem
from ingest.transcript import Turn
from rag.outline.segments import Place, Unit, units, words
from rag.question import Question
from rag.words.tokens import STOP, tokens, weight

Numbers = NDArray[np.float64]
# What the signs count, beside 1 for meaning; how far a unit's neighbours count; how high above the
# mean the run lies (standard deviations); the share of a talk that is its end or beginning. Chosen
# on 174 requests about 58 talks: the run and what was meant share .55 of their turns where the
# matter is told, .55 where the place is (training/parts.py). All lie flat around these numbers.
WORDS, SPEAKS, AT, NEAR, ABOVE, EDGE = 2.0, 3.0, 3.0, 0.4, 0.5, 0.2
REACH = 4
_LATE = re.compile(r"\b(?:end|ends|last|final|closing|wrap-?up|wrapped|finish\w*)\b", re.I)
_EARLY = re.compile(r"\b(?:beginning|begins?|start|starts|opening|first|intro\w*)\b", re.I)
# Words of requests and of whole talks, which name no matter.
FRAME = frozenset(
    """summarise summarize summarised summary summaries sum recap rundown outline synopsis abstract
    digest highlights takeaways themes gist tldr nutshell overview explain explanation describe
    walk run through catch fill brief briefly quick short give tell show need want know please
    meeting hearing talk talks talked call interview episode podcast debate discussion discuss
    discussed discussing conversation session transcript recording record conference lecture panel
    trial briefing exchange chat story part bit section segment stretch portion half third quarter
    hour minutes end ends beginning start opening first second last final closing wrap rest whole
    entire everything main key important most points point topics topic today happened happens
    happen went going go goes covered cover covers came come said say says asked ask asks question
    questions questioning regarding concerning about press event extract group user people two three
    four five few sentence sentences line lines word words paragraph page course missed argument
    passage piece here this broad anything something nothing""".split()
)


def matter(question: Question) -> list[str]:
    """The words of a request for a part that name what it is about, and nobody who speaks."""
    named = {w for name in question.speakers | question.about for w in tokens(name)}
    told = [w for w in tokens(question.text) if w not in STOP | FRAME | named]
    return [w for w in told if not (_LATE.fullmatch(w) or _EARLY.fullmatch(w))]


def stretch(question: Question, turns: Sequence[Turn], own: Sequence[str]) -> list[Place]:
    """The places of the part of some turns that a request is for, in order.

    `own`: the words of its matter. All of them where it names no part; none where nothing of the
    matter is said.
    """
    said = units(turns)
    signs = _signs(question, said, own)
    if not said or signs is None:
        return list(chain.from_iterable(said))
    if not signs.any():
        return []
    first, last = _run(_standard(_smooth(signs)) - ABOVE)
    return list(chain.from_iterable(said[first : last + 1]))


def _signs(question: Question, said: Sequence[Unit], own: Sequence[str]) -> Numbers | None:
    """How much speaks for each unit; all 0 where the matter is not said, None where none is."""
    named = question.speakers | question.about
    late, early = _LATE.search(question.text), _EARLY.search(question.text)
    if not (own or named or late or early):
        return None
    total = np.zeros(len(said))
    held = _held(own, said)
    if not held.any() and not (named or late or early):
        return total
    if held.any():
        texts = [" ".join(p.text for p in unit) for unit in said]
        near = builtin().documents(texts) @ builtin().query(" ".join(own))
        total += WORDS * _standard(held) + _standard(near.astype(np.float64))
    if named:
        speaks = np.array([any(p.turn.who in named for p in unit) for unit in said], dtype=float)
        total += SPEAKS * _smooth(speaks)
    if late or early:
        sizes = [sum(map(words, unit)) for unit in said]
        ends = np.array(list(accumulate(sizes))) / max(1, sum(sizes))
        from_edge = 1 - ends if late else ends
        total += AT * np.maximum(0, 1 - from_edge / EDGE)
    return total


def _held(own: Sequence[str], said: Sequence[Unit]) -> Numbers:
    """How much of the matter's words each unit holds, the rarer the more."""
    stems = {stem(w): weight(w) for w in own}
    sets = [{stem(w) for p in unit for w in tokens(p.text)} for unit in said]
    rare = {s: w * math.log(1 + len(sets) / (1 + sum(s in held for held in sets)))
            for s, w in stems.items()}  # fmt: skip
    return np.array([sum(r for s, r in rare.items() if s in held) for held in sets])


def _standard(values: Numbers) -> Numbers:
    """Values as standard deviations from their mean."""
    found: Numbers = (values - values.mean()) / (values.std() + 1e-6)
    return found


def _smooth(values: Numbers) -> Numbers:
    """Each value with its neighbours, the further the less."""
    shares = NEAR ** np.abs(np.arange(-REACH, REACH + 1))
    padded = np.pad(values, REACH, mode="edge")
    found: Numbers = np.convolve(padded, shares / shares.sum(), "valid")
    return found


def _run(values: Numbers) -> tuple[int, int]:
    """The first and last of the neighbours whose sum is the highest."""
    best, found, total, begin = -math.inf, (0, 0), 0.0, 0
    for at, value in enumerate(values):
        if total <= 0:
            total, begin = 0.0, at
        total += value
        if total > best:
            best, found = total, (begin, at)
    return found

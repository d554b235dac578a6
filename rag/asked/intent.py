"""What a question wants: its intent, which decides the form of the answer.

Told by meaning: a linear layer on the reading model's vector of the question and the words of its
frame. `training/kinds.py` learns it and writes `intent.json`. Without the model a few words tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

import numpy as np
from numpy.typing import NDArray

from rag.asked.literal import phrase
from rag.read.reader import Reader

Intent = Literal[
    "fact", "reason", "who", "said", "yesno",
    "compare", "list", "overview", "part", "decision", "count", "record", "talk", "gibberish",
]  # fmt: skip
INTENTS: tuple[Intent, ...] = get_args(Intent)
# These are answered by a quotation or a few: what is unclear is taken for one of them.
USUAL = INTENTS[:5]
# These ask nothing of the record.
IDLE = INTENTS[-2:]
# A request that is the one or the other of these is sure of being no other.
WHOLE = [INTENTS.index("overview"), INTENTS.index("part")]
# The score from which another intent is sure. Of .25, .3 and .35 the first two are alike, the last
# has .01 to .02 fewer right (training/kinds.py).
SURE = 0.3
WEIGHTS = Path(__file__).with_name("intent.json")
# What a word or a pair of words counts beside the 384 numbers of the vector.
WORD = 0.15
_WORD = re.compile(r"[\w']+|\?")
# Without the reading model: enough for the commonest requests, and everything else is a fact.
_PLAIN: tuple[tuple[Intent, str], ...] = (
    ("talk", r"^\W*(?:hello|hi|hey|thanks?(?: you)?(?: (?:so|very) much)?|bye|good \w+)\W*$"),
    ("overview", r"\b(?:summar\w+|sum up|overview|recap|gist|tl;?dr|main (?:topics|points))\b"),
    ("decision", r"\b(?:decided|decisions?|action items?|next steps|agreed on|voted?)\b"),
    ("count", r"\bhow (?:often|many times)\b|\bmentions? of\b"),
    ("compare", r"\b(?:compare|differ\w*|versus|vs)\b"),
    ("list", r"^\W*(?:list|which \w+s|everyone|name all)\b"),
    ("reason", r"\bwhy\b"),
    ("who", r"^\W*who\b"),
    ("said", r"\b(?:say|said|think)s?\b.*\b(?:about|on|of)\b"),
    ("yesno", r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|will|would)\b"),
)


class Weights(NamedTuple):
    """The linear layer: a row a feature (the vector, the words, a constant), a column an intent."""

    words: dict[str, int]
    matrix: NDArray[np.float32]


def intent_of(question: str, reader: Reader | None) -> Intent:
    """What a question wants; a fact where that is unclear."""
    if phrase(question):  # whatever it would want without the marks
        return "count"
    if reader is None:
        plain = question.casefold()
        return next((i for i, pattern in _PLAIN if re.search(pattern, plain)), "fact")
    known = weights()
    scores = features([question], reader.vectors([question]), known.words) @ known.matrix
    return decided(scores[0])


def decided(scores: NDArray[np.float32]) -> Intent:
    """The intent with the best score, about 0 to 1; where that is unsure, a usual one."""
    best = int(scores.argmax())
    told = scores[WHOLE].sum() if best in WHOLE else scores[best]
    if best >= len(USUAL) and told < SURE:
        best = int(scores[: len(USUAL)].argmax())
    return INTENTS[best]


def features(
    questions: Sequence[str], vectors: NDArray[np.float32], words: dict[str, int]
) -> NDArray[np.float32]:
    """The features of some questions: their vectors, the known words in them, a constant."""
    told = np.zeros((len(questions), len(words) + 1), dtype=np.float32)
    told[:, -1] = 1
    for row, question in enumerate(questions):
        told[row, [words[w] for w in frame(question) if w in words]] = WORD
    return np.hstack([vectors, told])


def frame(question: str) -> set[str]:
    """The words of a question and its pairs of neighbours, with its beginning and its end."""
    words = ["^", *_WORD.findall(question.casefold()), "$"]
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


@cache
def weights() -> Weights:
    """What was learned, from its file."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    words = cast("list[str]", data["words"])
    return Weights({w: n for n, w in enumerate(words)}, np.array(data["weights"], dtype=np.float32))

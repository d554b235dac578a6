"""A question and a window as the reading model takes them: tokens, and what kind each token is.

Pure functions, shared by reading and training.
"""

from __future__ import annotations

from collections.abc import Sequence

# Tokens of each part at the most, as the model was trained: of a question the first, of what
# stands before a window the last, of a window the first.
QUESTION, HEARD, PASSAGE = 40, 40, 110
CLS, SEP = 101, 102
ASKED, BEFORE, TOLD = 0, 1, 2


def heard(who: str, before: str) -> str:
    """What stands before a window, with its speaker, as text."""
    return f"{before} {who}:" if who else before


def assemble(
    question: Sequence[int], before: Sequence[int], window: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The tokens of a pair and their kinds, from the tokens of its three parts."""
    question, before, window = question[:QUESTION], before[-HEARD:], window[:PASSAGE]
    tokens = [CLS, *question, SEP, *before, SEP, *window, SEP]
    kinds = [ASKED] * (len(question) + 2) + [BEFORE] * (len(before) + 1)
    return tokens, [*kinds, *[TOLD] * len(window), BEFORE]


def window_at(question: Sequence[int], before: Sequence[int]) -> int:
    """The place of the window's first token in a pair."""
    return min(len(question), QUESTION) + min(len(before), HEARD) + 3

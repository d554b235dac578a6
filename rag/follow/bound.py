"""Pronouns that mean somebody or something named in the same question. Pure functions."""

from __future__ import annotations

import re

from rag.find.words import STOP, tokens
from rag.follow.swap import NAME

_PRONOUN = re.compile(
    r"\b(?:he|she|him|his|her|hers|himself|herself|it|its|itself|they|them|their|themselves|that)\b"
)
_OWN = re.compile(r"(?:his|her|its|their|himself|herself|itself|themselves)$")
_CLAUSE = re.compile(
    r",|\b(?:when|because|if|before|after|while|since|until|and|whether)\b|\bthat $"
)
_SUBJECT = re.compile(r"^\W*(?:who|which)\b", re.IGNORECASE)
# It stands for a pronoun that is to be left alone; no letter, so no pattern of words meets it.
_HIDDEN = "\ue000"


def hide(question: str) -> tuple[str, list[str]]:
    """The question with its bound pronouns hidden, and these: "Why did Jerry sell *his* boat?"."""
    bound: list[str] = []
    made, at = "", 0
    free = False  # one that means nothing in the question is meant by those behind it too
    for match in _PRONOUN.finditer(question):
        if not free and _is_bound(
            question[: match.start()], match.group(), question[match.end() :]
        ):
            bound.append(match.group())
            made, at = made + question[at : match.start()] + _HIDDEN, match.end()
        elif match.group() != "that":
            free = True
    return made + question[at:], bound


def show(made: str, bound: list[str]) -> str:
    """A rewritten question with the hidden pronouns where they were."""
    for pronoun in bound:
        made = made.replace(_HIDDEN, pronoun, 1)
    return made


def _is_bound(before: str, pronoun: str, after: str) -> bool:
    """Whether the words before a pronoun hold what it means."""
    words = tokens(before)
    told = [w for w in words if w not in STOP]
    following = tokens(after)[:1]
    if pronoun == "that":  # "the boat that took her place"
        return bool(words) and words[-1] not in STOP and len(told) > 1 and following != ["one"]
    named = any(m.start() > 0 for m in NAME.finditer(before)) or bool(_SUBJECT.match(before))
    of_her = pronoun != "her" or any(w not in STOP for w in following)
    if _OWN.match(pronoun) and of_her and (len(told) > 1 or (told and named)):
        return True
    return bool(told) and bool(_CLAUSE.search(before)) and (named or len(told) > 1)

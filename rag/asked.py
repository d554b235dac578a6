"""What kind of thing a question asks for, and by which words it names it."""

from __future__ import annotations

import re
from typing import Literal

from ingest.terms import stem
from rag.lexicon import AUXILIARY, GENERIC, MEASURES
from rag.words import STOP, sense, tokens

Kind = Literal[
    "number", "money", "percent", "date", "duration", "person", "place", "reason", "name",
    "yesno", "other",
]  # fmt: skip

_WHICH = rf"\b(?:what|which) (?!{AUXILIARY}\b)(?:\w+ ){{0,2}}?"


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_PAY = _any(
    "cost costs pay paid spend spent earn earned worth price fund funded invest invested charge "
    "owe raise raised donate donated"
)
_SUMS = _any("cost price budget salary fee fine sum fare rent")
_SHARES = _any("share percentage percent proportion rate fraction")
_TIMES = _any("seconds minutes hours days weeks months years decades centuries")
_SIZES = _any("many much often far fast tall high deep large big heavy wide")
_DATES = _any("year month day date time century decade week season")
_PLACES = _any(
    "city country town state place province region island village street location building room "
    "continent county district capital"
)
_PEOPLE = _any(
    "person man woman senator president minister reporter journalist speaker official author "
    "doctor leader member candidate"
)
_BODIES = _any(
    "organisation organization agency company outlet network institution institute university "
    "party group study bank newspaper magazine firm brand team law court ministry department "
    "program programme product language school church hotel ship"
)
# The first rule that matches wins. The kinds are those answer types of Li and Roth, "Learning
# question classifiers" (2002), that a sentence can be checked for.
_RULES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("money", (
        r"\bhow much (?:money|cash|funding|aid|revenue|debt)\b",
        rf"\bhow much\b.*\b{_PAY}\b",
        rf"\b(?:what|which)\b.{{0,30}}\b{_SUMS}s?\b",
    )),
    ("percent", (
        rf"\b(?:what|which|how (?:large|big|high))\b.{{0,20}}\b(?:{_SHARES}|per cent)\b",
        r"\bby how much\b",
    )),
    ("duration", (
        r"\bhow (?:long|old)\b",
        rf"\bhow many {_TIMES}\b",
        r"\bfor how many\b",
    )),
    ("number", (
        rf"\bhow {_SIZES}\b",
        r"\b(?:what|give|state|tell|name)\b.{0,20}\bnumber of\b",
        r"\bwhat (?:number|figure|total|amount|size)\b",
    )),
    ("date", (r"\bwhen\b", rf"\b(?:what|which) {_DATES}\b")),
    ("reason", (
        r"\bwhy\b",
        r"\bhow come\b",
        r"\bfor what reason\b",
        r"\bwhat (?:is|was|were|are) the (?:\w+ )?(?:reason|cause|purpose|motive)s?\b",
        r"^\W*what\b.*\b(?:drives|drove|causes|caused|leads to|led to|prompted)\b",
    )),
    ("place", (r"\bwhere\b", rf"\b(?:what|which) {_PLACES}\b")),
    ("person", (
        r"\bwho(?:m|se)?\b",
        rf"\b(?:what|which) {_PEOPLE}\b",
        r"\bname of the (?:person|man|woman)\b",
    )),
    ("name", (
        rf"{_WHICH}{_BODIES}\b",
        r"\bwhat is .{0,40}\b(?:called|named)\b",
        r"\bwhat (?:is|was) the (?:name|title)\b",
    )),
    ("yesno", (
        rf"^\W*(?:(?:and|but|so|then) )?{AUXILIARY}\b",
        r"^\W*(?:isn't|aren't|didn't|doesn't|hasn't|won't)\b",
    )),
)  # fmt: skip
_ASKING = re.compile(r"\b(?:who|whom|whose|what|which|where|when|why|how)\b", re.IGNORECASE)
_AUXILIARY_FIRST = re.compile(
    rf"\W*(?:(?:and|but|so|then) )?(?:{AUXILIARY}|isn't|aren't|didn't|doesn't|hasn't|won't)\b",
    re.IGNORECASE,
)
# "Did she say when", "Is it known who": the clause behind such a word is what is asked for.
_SAYING = re.compile(
    r"\b(?:say|said|know|known|tell|told|explain|explained|mention|mentioned|clear|remember|sure|ask"
    r"|state|give|reveal|specify|you)(?: \w+)?\W*$",
    re.IGNORECASE,
)
_KINDS = [(kind, re.compile("|".join(rules), re.IGNORECASE)) for kind, rules in _RULES]
_HEAD = re.compile(
    rf"\b(?:how many|how much|which|what|whose)\s+(?:of the |of )?(?P<np>(?!{AUXILIARY}\b)[^?,]+?)"
    rf"(?=\s+(?:(?P<whole>{AUXILIARY})|to|per|that|who|in|from|at|on|for|by|with)\b|\s*[?,]|$)"
    rf"|\bwho(?:'s|\s+(?:is|was|are|were))\s+(?:the|a|an)\s+(?P<role>[^?,]+?)"
    r"(?=\s+(?:of|in|at|for|who|that|from)\b|\s*[?,]|$)",
    re.IGNORECASE,
)


def kind_of(text: str) -> Kind:
    """The kind of thing that a question asks for, by its first asking word.

    Later ones open clauses of their own: "What did he do *when* it rained" asks for no date, and
    "Is it open *where* you live" for no place, while "Did she say *when*" does.
    """
    asks = _ASKING.search(text)
    clause = _AUXILIARY_FIRST.match(text) and not _SAYING.search(
        text[: asks.start()] if asks else text
    )
    if clause:
        return "yesno"
    first = asks.start() if asks else len(text)
    for kind, pattern in _KINDS:
        match = pattern.search(text)
        if match and match.start() <= first:
            return kind
    return "other"


def head_of(text: str) -> frozenset[str]:
    """The senses of the words that name what the question asks for; empty where it names none."""
    match = _HEAD.search(text)
    if not match:
        return frozenset()
    words = [w for w in tokens(match["np"] or match["role"]) if w not in STOP]
    counted = match.group().casefold().startswith("how")
    idle = MEASURES if counted else GENERIC
    # Without an auxiliary after it ("how many people left") the phrase may hold the verb as well.
    size = 3 if match["whole"] or match["role"] else 1
    return frozenset(sense(w) for w in words[:size] if stem(w) not in idle)

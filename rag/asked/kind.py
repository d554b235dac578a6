"""What kind of thing a question asks for, and by which words it names it."""

from __future__ import annotations

import re
from typing import Literal

from ingest.text.terms import stem
from rag.asked.lexicon import AUXILIARY, GENERIC, MEASURES
from rag.words.tokens import STOP, sense, tokens

Kind = Literal[
    "number", "money", "percent", "date", "duration", "age", "often", "person", "place", "reason",
    "name", "meaning", "figure", "yesno", "other",
]  # fmt: skip

_WHICH = rf"\b(?:what|which) (?!{AUXILIARY}\b)(?:\w+ ){{0,2}}?"


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_PAY = _any(
    "cost costs pay paid spend spent earn earned worth price fund funded invest invested charge "
    "charged owe owed raise raised donate donated inherit save saved subsidy redundancy"
)
_SUMS = _any(
    "price budget salary fee sum fare rent wage income revenue turnover bonus debt deficit loan "
    "penalty fine dividend grant subsidy"
)
_WHAT_SIZE = r"\b(?:what|which|how (?:large|big|high))"
_SHARES = _any("percentage percent rate portion fraction")
# Rates that are no share of anything.
_TEMPO = r"\b(?:hourly|daily|weekly|monthly|yearly|sampling|frame|heart|exchange|day|bit) rate\b"
_TIMES = _any("seconds minutes hours days weeks months years decades centuries")
_SIZES = _any(
    "many much far fast tall high deep large big heavy wide hot cold shallow thick loud strong"
)
_MEASURED = _any(
    "speed temperature height width depth length weight range size distance margin forecast vote "
    "score profit growth worth age limit population rate capacity version number"
)
_DATES = _any("year years month months day days date time century decade week season")
_PLACES = _any(
    "city country town state place places province region island village street location building "
    "room continent county district capital"
)
_PEOPLE = _any(
    "person man woman senator president minister reporter journalist speaker official author "
    "doctor leader member candidate judge councillor councilor lawyer witness expert scientist "
    "teacher pupil student girl boy child player musician singer actor character guest host "
    "engineer nurse officer professor worker manager owner mayor governor captain sailor relative"
)
_BODIES = _any(
    "organisation organization agency company outlet network institution institute university "
    "party group study bank newspaper magazine firm brand team law court ministry department "
    "program programme product language school church hotel ship supplier hospital nursery shop "
    "restaurant charity union website boatyard yard"
)
# The first rule that matches wins. The kinds are those answer types of Li and Roth, "Learning
# question classifiers" (2002), that a sentence can be checked for.
_RULES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    # What somebody said about the price of a thing may be anything.
    ("other", (
        rf"\bwhat {AUXILIARY}\b.{{0,60}}?\b(?:say|think|mention|tell|feel|ask|answer|reply)"
        r"(?: \w+)? (?:about|of|on|regarding)\b",
    )),
    ("meaning", (
        r"\bwhat (?:do|does|did)\b.* (?:stand for|mean)\W*$",
        r"\bwhat is .{0,30}(?:short|an abbreviation) for\b",
    )),
    ("age", (r"\bhow old\b", r"\b(?:what|which) age\b")),
    ("often", (r"\bhow (?:often|frequently|regularly)\b", r"\bhow many times an? \w+\b")),
    ("money", (
        r"\bhow much (?:\w+ )?(?:money|cash|funding|aid|revenue|debt|profit)\b",
        rf"\bhow much\b.*\b{_PAY}\b",
        rf"\bhow (?:large|big|high) {AUXILIARY} (?:\w+ ){{0,3}}{_SUMS}\b",
        rf"\b(?:what|which)\b.{{0,30}}\b{_SUMS}s?\b",
        rf"\bwhat {AUXILIARY}\b.*\b(?:cost|pay|paid|charge|worth|earn)\b",
        rf"\bwhat {AUXILIARY} .{{0,20}}\bcosts?\b",
    )),
    ("percent", (
        rf"{_WHAT_SIZE} (?!.{{0,20}}{_TEMPO}).{{0,20}}\b(?:{_SHARES}|per cent)\b",
        rf"{_WHAT_SIZE} .{{0,20}}\b(?:share|part|proportion) (?:of|in)\b",
        r"\bby how much\b",
        r"\bhow many per ?cent\b",
    )),
    ("duration", (
        r"\bhow long\b",
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
        rf"\b(?:what|which) {_PEOPLE}s?\b",
        r"\bname of the (?:person|man|woman)\b",
    )),
    ("name", (
        rf"{_WHICH}{_BODIES}\b",
        r"\bwhat is .{0,40}\b(?:called|named)\b",
        r"\bwhat (?:is|was) the (?:name|title)\b",
    )),
    ("figure", (
        rf"\bwhat (?:is|was|were|are|will be) (?:[\w'\u2019-]+ ){{0,4}}?{_MEASURED}\b",
        rf"\b(?:what|which) (?!{AUXILIARY}\b)(?:\w+ ){{0,2}}?{_MEASURED}\b",
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

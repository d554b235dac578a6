"""Whether a question stands alone or leans on what was asked and answered before. Pure functions.

A full sentence with its own subject stands alone. One without a telling word ("Why not?"), without
a verb ("And the cars?"), or with a pronoun for which it has no noun itself leans.
"""

from __future__ import annotations

import re

from rag.asked.lexicon import AUXILIARY
from rag.words.tokens import STOP, tokens

_LEAD = re.compile(r"^\W*(?:and|but|so|then|ok|okay|also|or|well)\b[,\s]*", re.IGNORECASE)
# Behind "And", so many telling words are too few for a question of its own.
FEW = 3
_VERB = re.compile(
    rf"\b(?:who|whom|whose|what|which|when|where|why|how|{AUXILIARY})\b", re.IGNORECASE
)
# "Summarise the hearing" has its verb in front.
_ORDER = re.compile(
    r"^\W*(?:please\s+)?(?:summari[sz]e|sum up|recap|list|name|compare|tell|give|show|describe"
    r"|explain|find|count|quote)\b",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(r"^\W*(?:what|how) about\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:else|instead)\b|\b(?:th(?:at|is)|(?:an)?other) one\b|\bones\b", re.I)
_AT_END = re.compile(r"(?<!is )(?<!are )(?<!was )(?<!were )\b(?:there|then|so)\W*$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:he|she|him|his|hers?|himself|herself|its?|they|them|theirs?|this|that|these|those)\b",
    re.IGNORECASE,
)
_OWN = frozenset({"his", "her", "its", "their"})
# "Is it safe to swim?", "How long does it take to build?": here "it" is no thing.
_NO_THING = re.compile(
    r"it (?:(?:takes?|took|costs?)(?: \w+)? (?:to|for|from)"
    r"|(?:be |been )?(?:safe|true|possible|likely|necessary|right|wrong|fair|hard|easy|difficult"
    r"|legal|allowed|important|clear|certain|worth) (?:to|that|for|whether|\w+ing))\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r",|\b(?:when|because|if|before|after|while|since|until|and|whether|that)\b", re.IGNORECASE
)
ANSWER = re.compile(r"\b(?:answer|repl[iy]|respon[ds])\w*", re.IGNORECASE)
_PERSON = re.compile(r"\b(he|she|him|his|her)\b", re.IGNORECASE)


def leans(asked: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    if is_elliptic(asked) or not (told := content(asked)):
        return True
    led = bool(_LEAD.match(asked)) and len(told) <= FEW
    return led or points_back(asked)


def points_back(asked: str) -> bool:
    """Whether a word of it stands for something named before: "it", "there", "the other one"."""
    found = _OTHER.search(asked) or _AT_END.search(asked) or _WHAT_ABOUT.match(asked)
    return bool(found) or _free(asked) is not None


def is_elliptic(asked: str) -> bool:
    """Whether it has no verb of its own: "And the cars?", "What about Lind?"."""
    core = _LEAD.sub("", asked)
    has_verb = _VERB.search(core) or _ORDER.match(core)
    return not has_verb or bool(_WHAT_ABOUT.match(core))


def asks_for_more(asked: str) -> bool:
    """Whether it asks for another than was quoted: "Who else?"."""
    return bool(re.search(r"\belse\b|\banother\b", asked, re.IGNORECASE))


def named(asked: str, subject: str | None) -> str:
    """The question with its subject's name for "he" and "she", where one is known."""
    free = _free(asked)
    if not subject or free is None or ANSWER.search(asked):  # not the one who had asked answers
        return asked
    head, tail = asked[: free.start()], asked[free.start() :]
    tail = _PERSON.sub(lambda m: _in_place(m, subject), tail)
    core = _LEAD.sub("", head + tail)
    return core[:1].upper() + core[1:] if not leans(core) else head + tail


def content(text: str) -> list[str]:
    """The words of a text that are no function words."""
    return [w for w in tokens(text) if w not in STOP]


def _in_place(pronoun: re.Match[str], subject: str) -> str:
    word, behind = pronoun.group().casefold(), content(pronoun.string[pronoun.end() :][:20])
    return f"{subject}'s" if word == "his" or (word == "her" and behind) else subject


def _free(asked: str) -> re.Match[str] | None:
    """The first pronoun that stands for nothing named in the question itself."""
    return next((m for m in _PRONOUN.finditer(asked) if not _is_bound(asked, m)), None)


def _is_bound(asked: str, pronoun: re.Match[str]) -> bool:
    """Whether the words before a pronoun hold what it means, or it means no thing."""
    word, before = pronoun.group().casefold(), asked[: pronoun.start()]
    told, behind = content(before), tokens(asked[pronoun.end() :])
    if word == "it" and _NO_THING.match(asked, pronoun.start()):
        return True
    if word == "that":  # "Did Lind say that the tide is late?", "the boat that took her place"
        return bool(told and behind) and tokens(before)[-1] not in STOP
    if word in _OWN and behind and behind[0] not in STOP:
        return bool(told)
    return bool(told) and bool(_CLAUSE.search(before))

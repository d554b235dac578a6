"""What a question asks for: the kind of thing, its telling words, and who is asked about.

Rules over the words of the question and the speakers of the record. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ingest.transcript import Speaker
from rag.words import STOP, sense, stem, token_spans, tokens, weight

Kind = Literal[
    "number", "money", "percent", "date", "duration", "person", "place", "reason", "name",
    "yesno", "other",
]  # fmt: skip

# First rule that matches wins. Sources: the answer types of Li and Roth, "Learning question
# classifiers" (2002), cut down to what a sentence can be checked for.
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("money", r"\bhow much (?:money|cash|funding|aid|revenue|debt)\b|\bhow much\b.*\b(?:cost|costs|pay"
              r"|paid|spend|spent|earn|earned|worth|price|fund|funded|invest|invested|charge|owe|raise"
              r"|raised|donate|donated)\b|\b(?:what|which)\b.{0,30}\b(?:cost|price|budget|salary|fee|fine"
              r"|sum|fare|rent|amount of money)s?\b"),
    ("percent", r"\b(?:what|which|how (?:large|big|high))\b.{0,20}\b(?:share|percentage|percent|proportion|rate"
                r"|fraction|per cent)\b|\bby how much\b"),
    ("duration", r"\bhow (?:long|old)\b|\bhow many (?:seconds|minutes|hours|days|weeks|months|years"
                 r"|decades|centuries)\b|\bfor how many\b"),
    ("number", r"\bhow (?:many|much|often|far|fast|tall|high|deep|large|big|heavy|wide)\b|\bnumber of\b"
               r"|\bwhat (?:number|figure|rate|total|amount|size)\b|\bwhat is the .{0,30}\brate\b"),
    ("date", r"\bwhen\b|\b(?:what|which) (?:year|month|day|date|time|century|decade|week|season)\b"
             r"|\bsince when\b|\bby when\b"),
    ("reason", r"\bwhy\b|\bwhat (?:is|was|were|are) the (?:\w+ )?(?:reason|cause|purpose|motive)s?\b"
               r"|\bhow come\b|\bfor what reason\b|\bwhat (?:caused|causes|led to|drives|drove)\b"),
    ("place", r"\bwhere\b|\b(?:what|which) (?:city|country|town|state|place|province|region|island"
              r"|village|street|location|building|room|continent|county|district|capital)\b"),
    ("person", r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|man|woman|senator|president|minister"
               r"|reporter|journalist|speaker|official|author|doctor|leader|member|candidate)\b"
               r"|\bname of the (?:person|man|woman)\b"),
    ("name", r"\b(?:what|which) (?:news )?(?:organi[sz]ation|agency|company|outlet|network|institution"
             r"|institute|university|party|group|study|bank|newspaper|magazine|firm|brand|team|law"
             r"|court|ministry|department|program(?:me)?|product|language|school|church|hotel|ship)\b"
             r"|\bwhat is .{0,40}\b(?:called|named)\b|\bwhat (?:is|was) the (?:name|title)\b"),
    ("yesno", r"^\W*(?:and |but |so |then )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may"
              r"|might|must|isn't|aren't|didn't|doesn't|hasn't|won't)\b"),
)  # fmt: skip
_COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS]

# "What did X say": the turn has to be one by X. Other verbs may be told of X by anyone.
SPEECH = frozenset(
    map(
        stem,
        """say says said tell told think thinks thought believe believes believed announce announced
        mention mentions mentioned claim claims claimed argue argues argued answer answered answers
        reply replied respond responded explain explains explained describe describes described
        promise promised promises ask asks asked suggest suggested suggests propose proposed
        proposes call called calls state stated stress stressed emphasize emphasized warn warned
        acknowledge acknowledged admit admitted deny denied denies confirm confirmed insist
        insisted concede conceded recommend recommended express expressed comment commented
        criticize criticized praise praised thank thanked thanks talk talked talks speak spoke
        speaks discuss discussed opinion view stance position attitude feel feels felt""".split(),
    )
)
# Kinds of speech that are claims of their own ("announce sanctions"): the act has to be there too.
_ACTS = frozenset(map(stem, "announce promise deny confirm admit warn propose recommend".split()))
# Kinds whose answer is a name: the word for the class ("news organisation") need not stand by it.
NAMED: frozenset[Kind] = frozenset({"name", "place"})
# Words that name the class of the answer or the act of telling; they need not stand in it.
GENERIC = (
    frozenset(
        map(
            stem,
            """thing things kind kinds type types sort way ways name names named reason reasons share
        percentage percent proportion number amount figure total year date time place people person
        someone anyone everybody everyone anything something question questions topic topics issue
        issues point points detail details word words example examples record transcript meeting
        conference hearing interview press episode discussion conversation debate session call
        opinion view views stance position attitude idea ideas happen happens happened according
        regarding concerning respect regard organisation organization agency company
        institution study compared compare currently want wants wanted plan plans long
        large big high deep tall heavy wide fast far old exactly rate level size length height
        width depth weight speed value behalf cost costs price money summarize summarise summary main part role""".split(),
        )
    )
    | SPEECH
)
# Words before or for a name that are no name themselves.
AUXILIARY = (
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|might|must)"
)
TITLES = frozenset(
    """mr mrs ms miss dr prof professor president secretary senator sen rep representative governor
    gov justice judge chief general minister prime sir lady lord hon ambassador councillor councilor
    councilmember commissioner director chair chairman chairwoman chairperson mayor captain officer
    sergeant colonel admiral dame reverend rev king queen prince princess the of member dean
    chancellor attorney deputy vice moderator host""".split()
)
# Those who put the questions, as the ones to be heard: not "asked by reporters", "press conference".
_REPORTERS = re.compile(
    r"(?<!asked by the )(?<!asked by )"
    r"\b(?:reporters?|journalists?|questioners?|the (?:press|media)(?! (?:conference|release|secretary)))\b",
    re.IGNORECASE,
)
_BEFORE_OBJECT = frozenset(
    "about of to on with for against from toward towards at than between and or asked told".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """A telling word of the question. `weight` 0 to 1; `name`: a proper name or a number;
    `generic`: it names the answer's class or the act of telling, so a source may lack it."""

    word: str
    stem: str
    weight: float
    name: bool = False
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, taken apart. `speakers`: names of those it asks to hear (its subjects), `about`:
    other speakers that it names. `speech`: it asks what they said, so only their turns count.
    `reporters`: it asks to hear those who put the questions, whoever they are. `head`: senses of the
    words that name what is asked for ("how many *land titles*", "which *court*", "who is the *mayor*").
    """

    text: str
    kind: Kind
    terms: tuple[Term, ...]
    speakers: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    speech: bool = False
    reporters: bool = False
    head: frozenset[str] = frozenset()


def analyse(text: str, speakers: Iterable[Speaker] = ()) -> Question:
    """Take a question apart, given the speakers of the record it is asked of."""
    spans = token_spans(text)
    words = [w for w, _, _ in spans]
    mentions = _mentions(words, speakers)
    # In "who thanked Missy" those named are not the ones to be heard.
    who = bool(_WHO_DID.match(text))
    subjects = {n for n, at in mentions.items() if not who and _is_subject(words, at[0])}
    used = {i for at in mentions.values() for i in at}
    stems = {stem(w) for w in words}
    reporters = bool(_REPORTERS.search(text)) and not subjects
    heard = bool(subjects) or reporters
    kind = kind_of(text.partition(" (about: ")[0])
    head = head_of(text)
    terms = tuple(
        _term(text, word, start, first=i == 0, named=kind in NAMED and sense(word) in head)
        for i, (word, start, _) in enumerate(spans)
        if word not in STOP and i not in used and not (heard and _is_telling(word))
    )
    speech = heard and bool(stems & SPEECH or re.search(r"\baccording to\b", text, re.IGNORECASE))
    # Those who are talked about, not heard, are names that an answer has to hold.
    told = [
        _name_term(name, [words[i] for i in at])
        for name, at in sorted(mentions.items())
        if not (speech and name in subjects)
    ]
    return Question(
        text,
        kind,
        tuple({t.stem: t for t in (*terms, *told)}.values()),
        frozenset(subjects),
        frozenset(mentions) - subjects,
        speech,
        reporters,
        head,
    )


def _name_term(speaker: str, mention: list[str]) -> Term:
    """The word by which a speaker is named; the last name, where the question gives the office."""
    name = tokens(speaker.split(",")[0])
    word = ([w for w in mention if w in name and w not in TITLES] or name)[-1]
    return Term(word, stem(word), 0.6, name=True)


_WHO_DID = re.compile(rf"^\W*(?:and )?who\s+(?!{AUXILIARY}\b)", re.IGNORECASE)
# What is measured, not counted: "how much money", "what number of".
_MEASURES = frozenset(map(stem, "money number amount figure total percentage percent long".split()))
_HEAD = re.compile(
    rf"\b(?:how many|how much|which|what|whose)\s+(?:of the |of )?(?P<np>(?!{AUXILIARY}\b)[^?,]+?)"
    rf"(?=\s+(?:(?P<whole>{AUXILIARY})|to|per|that|who|in|from|at|on|for|by|with)\b|\s*[?,]|$)"
    rf"|\bwho(?:'s|\s+(?:is|was|are|were))\s+(?:the|a|an)\s+(?P<role>[^?,]+?)"
    r"(?=\s+(?:of|in|at|for|who|that|from)\b|\s*[?,]|$)",
    re.IGNORECASE,
)


def head_of(text: str) -> frozenset[str]:
    """The senses of the words that name what the question asks for; empty where it names none."""
    match = _HEAD.search(text)
    if not match:
        return frozenset()
    words = [w for w in tokens(match["np"] or match["role"]) if w not in STOP]
    counted = match.group().casefold().startswith("how")
    idle = _MEASURES if counted else GENERIC
    # Without an auxiliary after it ("how many people left") the phrase may hold the verb as well.
    size = 3 if match["whole"] or match["role"] else 1
    return frozenset(sense(w) for w in words[:size] if stem(w) not in idle)


def _is_telling(word: str) -> bool:
    """Words that only say that somebody is to be heard: they need not stand in what was said."""
    return stem(word) in SPEECH - _ACTS or bool(_REPORTERS.search(word)) or word == "according"


def kind_of(text: str) -> Kind:
    """The kind of thing that a question asks for."""
    for kind, pattern in _COMPILED:
        if pattern.search(text):
            return kind
    return "other"


def _term(text: str, word: str, start: int, first: bool, named: bool) -> Term:
    name = (text[start].isupper() and not first) or any(c.isdigit() for c in word)
    root = stem(word)
    return Term(word, root, max(weight(word), 0.6 if name else 0.0), name, named or root in GENERIC)


def _mentions(words: list[str], speakers: Iterable[Speaker]) -> dict[str, tuple[int, ...]]:
    """Speakers that the question names, each with the places of the words that name them.

    The longest mention wins a word: "Jane Smith" is not "John Smith" too.
    """
    found: list[tuple[int, str, tuple[int, ...]]] = []
    for speaker in speakers:
        best: tuple[int, ...] = ()
        for key in name_keys(speaker):
            at = _find(words, key)
            if len(at) > len(best):
                best = at
        if best:
            found.append((len(best), speaker.name, best))
    mentions: dict[str, tuple[int, ...]] = {}
    taken: dict[int, int] = {}
    for size, name, at in sorted(found, key=lambda f: (-f[0], f[1])):
        if all(taken.get(i, size) == size for i in at):
            mentions[name] = at
            taken.update(dict.fromkeys(at, size))
    return mentions


def name_keys(speaker: Speaker) -> set[tuple[str, ...]]:
    """Word sequences that mean this speaker: full names, last names, titles with a name, roles."""
    keys: set[tuple[str, ...]] = set()
    for name in speaker.names:
        words = tuple(tokens(name.split(",")[0]))
        if "of" in words:  # "President of Colombia": an office, and "Colombia" is nobody's name
            keys.add(words)
            continue
        bare = tuple(w for w in words if w not in TITLES)
        keys |= {words, bare, bare[-1:]}
        if bare and len(bare[0]) > 2:
            keys.add(bare[:1])
    if speaker.role:
        keys.add(tuple(w for w in tokens(speaker.role) if w != "the"))
    return {k for k in keys if k and (len(k) > 1 or k[0] not in STOP | {"speaker", "question"})}


def _find(words: list[str], key: tuple[str, ...]) -> tuple[int, ...]:
    for at in range(len(words) - len(key) + 1):
        if tuple(words[at : at + len(key)]) == key:
            return tuple(range(at, at + len(key)))
    return ()


def _is_subject(words: list[str], at: int) -> bool:
    """Whether the speaker named at this word is the one to be heard, not the one talked about."""
    before = at - 1
    while before >= 0 and (words[before] in TITLES or words[before] == "the"):
        before -= 1
    if before < 0:
        return True
    if words[before] == "to" and before and words[before - 1] == "according":
        return True
    return words[before] not in _BEFORE_OBJECT

"""History and a follow-up to one standalone question, by rules. Pure functions.

What is made here is shown to the person ("understood as: ..."), so it has to read as a question,
and where the rules do not reach it says openly which earlier question it goes on from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ingest.text.terms import stem
from rag.find.words import STOP, tokens
from rag.follow.bound import hide, show
from rag.follow.follow_up import going_on
from rag.follow.people import OBJECT, PERSON, in_place, people, taker
from rag.follow.swap import PREPOSITION, WH_NOUN, more, named, swap
from rag.follow.topic import content, topic_of
from rag.read.lexicon import AUXILIARY, SPEECH, TITLES

_LEAD = re.compile(r"^\W*(?:and|but|so|then|ok|okay|also|or|well)\b[,\s]*", re.IGNORECASE)
_GOES_ON = (
    r"(?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should|happen|cost|mean|in|on"
    r"|by|to|for|from|at|of|and|or|with|about|not|likely|still|already|last|this|next|again|too"
    r"|being|be|so|when|because|more|less|enough|true|right|correct)"
)
# "Is it safe to swim?", "How long does it take to build?": here "it" is no thing.
_NO_IT = (
    r"(?!it (?:(?:takes?|took|costs?)(?: \w+)? (?:to|for|from)|rains?|rained|snows?|snowed"
    r"|(?:be |been )?(?:safe|true|possible|likely|necessary|right|wrong|fair|hard|easy|difficult"
    r"|legal|allowed|important|clear|certain|worth) (?:to|that|for|whether|\w+ing))\b)"
)
_THING = re.compile(
    rf"\b{_NO_IT}(?:(?:it|its|they|them|their|theirs|this|those|these|that)\b"
    rf"(?=\s*(?:[?.,!]|$)|\s+{_GOES_ON}\b)"
    r"|(?:its|their|them)\b|(?:it|they)\b(?=\s+\w))",
    re.IGNORECASE,
)
# Questions that ask nothing without the one before them.
_BARE = re.compile(
    r"^(?:why(?: not| so \w+)?|when|where|how(?: so| many| much| come| long)?|who|which(?: ones?)?"
    r"|really|and|but|so|then|or|also|well|ok|okay"
    rf"|{PREPOSITION} (?:whom?|what|which|when|where)(?: \w+)?"
    r"|how (?:many|much|long|often)(?: \w+)? (?:a|per|each|every) \w+"
    rf"|(?:what|{AUXILIARY}) .*\b(?:agree|disagree|answer|reply|respond|object)"
    r"|who (?:said|says|asked|asks) (?:so|it|this)"
    rf"|what {AUXILIARY} (?:they|it) (?:say|think|want|answer|reply|ask))\W*$",
    re.IGNORECASE,
)
# Here "that" is what somebody said or did, or another of its kind, and not a thing.
_AT_END = r"(?=\W*$|\s+(?:to|in|on|at|for|then)\b)"
_NO_THING = re.compile(
    r"\b(?:said|says|say|think|thinks|happen|happened|mean|do|did|done|doing|answer|answered)"
    rf"\s+(?:to\s+)?(?:it|that|this|so){_AT_END}"
    r"|\bit (?:want|hope|intend|expect|believe|decide|agree|refuse|promise)\w*"
    r"|\b(?:that|this|those|these|the \w+) ones?\b|\bthe others?(?=\W*$)"
    r"|\bof them (?:are|were) there\b|\b(?:is|are|was|were) (?:that|this) \w+ed(?=\W*$)"
    r"|\b(?:do|does|did|can|could|will|would|should|may|might|must) (?:that|this) \w+(?=\W*$)",
    re.IGNORECASE,
)
# Words that tell how a statement is taken, and not which one.
_TAKEN = SPEECH | frozenset(
    map(stem, "agree disagree object mean still true right correct".split())
)
_DOES_IT = re.compile(rf"(?:(?:why|how) )?{AUXILIARY}\b", re.IGNORECASE)
_REFERS = re.compile(rf"{PERSON.pattern}|\b(?:it|they|them|that|this|those|these)\b", re.IGNORECASE)
_THAT = re.compile(r"(?:that|this)\b", re.IGNORECASE)
_ON_IT = re.compile(
    r"\b(?:about|on|of|mention|mentions|mentioned) (?:it|this|that|them|those|these)\b",
    re.IGNORECASE,
)
# "What did Lind talk about?" is a question of its own, "What did Lind say?" is none.
_ENDS_OPEN = re.compile(rf"\b{PREPOSITION}\W*$", re.IGNORECASE)
# "Who worked there?", not "Is there a vaccine?".
_THERE = re.compile(
    r"(?<!n't )(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b"
    r"(?! (?:is|are|was|were|be|been)\b)",
    re.IGNORECASE,
)
_THEN = re.compile(r"\b(?:then|instead)\W*$", re.IGNORECASE)
_COUNTS = re.compile(r"\W*how many\b", re.IGNORECASE)
_HOW_MANY = re.compile(rf"^how many(?= {AUXILIARY}\b)", re.IGNORECASE)
_ASKS = re.compile(
    rf"\b(?:who|whom|whose|what|which|when|where|why|how|{AUXILIARY})\b", re.IGNORECASE
)


def name_words(speakers: Iterable[str]) -> frozenset[str]:
    """The words of the names by which speakers are called."""
    return frozenset(w for s in speakers for w in tokens(s) if w not in STOP and len(w) > 2)


def standalone(
    question: str,
    before: str,
    names: frozenset[str] = frozenset(),
    who_answered: Callable[[], str | None] = lambda: None,
) -> str:
    """The question as it would be asked without the one before it, which stands alone itself.

    `names`: see `name_words`. `who_answered` gives the speaker who answers the earlier question; it
    is called only where "he" or "she" stands for nobody whom that one named.
    """
    if not tokens(question):
        return question
    free, bound = hide(question)
    return show(_rewrite(free, before, names, who_answered), bound)


def _rewrite(
    question: str,
    before: str,
    names: frozenset[str],
    who_answered: Callable[[], str | None],
) -> str:
    raw = _LEAD.sub("", question).strip()
    if not tokens(raw):  # "And?"
        raw = question.strip()
    led = raw != question.strip()
    core = raw[:1].upper() + raw[1:]
    if _BARE.match(core) or _is_empty(core, names):
        return going_on(taker(core, before, names, who_answered), before)
    instead = more(core, before) or swap(raw, led, before, names) or _counted(core, before, led)
    if instead:
        return instead
    resolved, whole = _resolved(core, before, names, who_answered)
    lacks = (led or _HOW_MANY.match(core)) and len(content(core)) <= 2
    if resolved == core and (lacks or _THEN.search(core)):
        whole = False
    if not whole or (led and not _ASKS.search(core)):
        return going_on(resolved, before)
    return resolved if resolved != core or led else question


def _resolved(
    core: str,
    before: str,
    names: frozenset[str],
    who_answered: Callable[[], str | None],
) -> tuple[str, bool]:
    """The question with persons and things for its pronouns, and whether it has them all."""
    resolved = people(core, before, names, who_answered)
    unmet = PERSON.search(resolved) and (not named(core, names) or OBJECT.search(resolved))
    if unmet or _NO_THING.search(core) or _THERE.search(core):
        return resolved, False
    thing = _THING.search(resolved)
    if not thing:
        return resolved, True
    # "Why is that?": all that was said, and no thing of it. "Did they ask for it?": which is which?
    vague = _THAT.match(thing.group()) and not _ON_IT.search(core)
    if vague or len([*_THING.finditer(resolved)]) > 1:
        return resolved, False
    topic = topic_of(before, names, thing)
    if topic and resolved != core and topic in resolved:  # the same for "she" and "it"
        return core, False
    if not topic:
        return resolved, False
    return _THING.sub(lambda m: in_place(topic, m), resolved), True


def _is_empty(core: str, names: frozenset[str]) -> bool:
    """Whether the question asks nothing by itself: "Does she still?", "Could he answer it?"."""
    told = names & {*tokens(core)} and not _ENDS_OPEN.search(core)
    if not (_REFERS.search(core) or told) or _ON_IT.search(core):
        return False
    own = [w for w in content(core) if w not in names | TITLES]
    return bool(own or _DOES_IT.match(core)) and all(stem(w) in _TAKEN for w in own)


def _counted(core: str, before: str, led: bool) -> str | None:
    """'And how many were lost?': how many of what was counted before."""
    many, counted = _HOW_MANY.match(core), WH_NOUN.search(before)
    own = [w for w in content(core) if not w.isdigit()]
    if not many or not counted or (own and not led) or not _COUNTS.match(before):
        return None
    return f"{many.group()} {counted['it']}{core[many.end() :]}"

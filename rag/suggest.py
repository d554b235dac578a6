"""Questions to begin with: such as a transcript really answers, each tried before it is shown.

Three kinds read as if a person had put them: what was asked in the room in words that stand alone,
what somebody said about something that has a name, and what was said about the matter of a topic.
What would read oddly is left out: fewer are better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from ingest.text.sentences import sentences
from ingest.transcript import Transcript, parse_turn_id
from rag.answer import CONTEXT_TURNS
from rag.check.citations import Answer
from rag.count.look import Look
from rag.find.exchanges import is_questioner
from rag.find.find import find
from rag.find.retrieve import Filters, Index
from rag.quoting import quoted
from rag.words.tokens import STOP, normal, tokens, weight

MOST = 4
# Candidates that are tried at the most: each takes a search.
TRIED = 12
# A question that is understood by who was not in the room: words, at least and at most.
SHORTEST, LONGEST = 5, 16
# Its answer stands in the turn after it, or in one of so many more.
REACH = 3
# It begins as a whole question does, and has no aside in it.
_ASKS = re.compile(
    r"^(?:(?:what|who) (?:is|are|was|were|did|does|do|will|would|can|could|should|happens|happened|"
    r"led|made|makes)|(?:how|why|where|when) (?:is|are|was|were|did|does|do|will|would|can|could|"
    r"should)|how (?:many|much|high|long|far|old|big|large|often|deep)|(?:which|what) [a-z]+ (?:is|"
    r"are|was|were|did|does|do|will|would|has|have))\b[^,;:()\u2014]*\?$",
    re.IGNORECASE,
)
_NEEDS_THE_ROOM = re.compile(
    r"\b(?:you|your|yours|i|me|my|we|us|our|it|its|that|this|these|those|they|their|them|he|she|"
    r"his|her|him|here|there|else|other|another|same|such|so|then|now|today|yesterday|tomorrow|"
    r"again|one|ones|stuff|thing|things)\b|--|\.\.\.|\u2026",
    re.IGNORECASE,
)
# A name that a person would ask about: said so often by one speaker at least; a single word more.
SAID, SAID_ALONE = 2, 3
# Below this a single word is one of every talk ("Oh", "American"): the weight of "China" is 0.38.
TELLS = 0.35
TELLS_ALONE = 0.5  # of the matter of a topic: "breakwater", not "category"
_PEOPLES = re.compile(r"(?:ian|ians|ican|icans|ish|ese)$")
# Letters that stand for a name, or a name that a sign cuts off ("UTF-8").
_SHORT = re.compile(r"^[A-Z]{1,2}$|[^\w\s'\u2019-]|_")
# A speaker's name as it is written, neither initials nor shouted.
_NAMED = re.compile(r"(?=.*[a-z]{2})[A-Z](?!.*[A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and what its answer has to hold: one of these turns, or this name."""

    question: str
    turns: frozenset[int] = frozenset()
    name: str = ""
    speaker: str = ""


def suggestions(index: Index, name: str, seen: Look) -> tuple[str, ...]:
    """Up to four questions that the transcript answers with a quotation from it.

    No model is asked. Raises UnknownName where it has left the library.
    """
    index = index.still()
    filters = Filters(transcripts=(name,))
    kept: list[str] = []
    answered: set[str] = set()
    for tried in islice(candidates(index.transcript(name), seen), TRIED):
        found = find(index, tried.question, CONTEXT_TURNS, filters)
        answer = quoted(index, tried.question, found, filters)
        turns = {c.turn for c in answer.citations}
        if _answers(answer, tried) and not turns <= answered:
            kept.append(tried.question)
            answered |= turns
        if len(kept) == MOST:
            break
    return tuple(kept)


def _answers(answer: Answer, tried: Candidate) -> bool:
    """Whether it says what was asked: the reply given, or the name by who was to say it."""
    if answer.refused or not answer.citations:
        return False
    if tried.turns:
        return any(parse_turn_id(c.turn)[1] in tried.turns for c in answer.citations)
    name = tried.name.casefold()
    return any(
        name in c.quote.casefold() and tried.speaker in ("", c.speaker) for c in answer.citations
    )


def candidates(transcript: Transcript, seen: Look) -> Iterator[Candidate]:
    """Questions that may have an answer here, by turns one of each kind."""
    kinds = _asked(transcript, seen), _made(transcript, seen), _topical(transcript, seen)
    return (each for each in chain.from_iterable(zip_longest(*kinds)) if each)


def _asked(transcript: Transcript, seen: Look) -> Iterator[Candidate]:
    """Questions that were put in words which say what they are about, and were taken up."""
    often = Counter(w for t in transcript.turns for w in {*tokens(t.text)})
    for asked in seen.asked:
        words = asked.place.words
        if asked.is_open or asked.reply is None or not _ASKS.match(words):
            continue
        if not SHORTEST <= len(words.split()) <= LONGEST or _NEEDS_THE_ROOM.search(words):
            continue
        # What the talk comes back to is understood without it; a word that falls once is not.
        if any(often[w] > SAID and weight(w) >= TELLS for w in tokens(words) if w not in STOP):
            turns = frozenset(range(asked.reply, asked.reply + REACH))
            yield Candidate(words[0].upper() + words[1:], turns)


def _made(transcript: Transcript, seen: Look) -> Iterator[Candidate]:
    """What somebody said of a name that recurs, by turns of different speakers where there are."""
    known = {normal(w) for w in [*tokens(transcript.title), *_speakers(transcript)]}
    names = [n.text for n in seen.names if _is_name(n.text, known, [o.text for o in seen.names])]
    made = [c for name in names if (c := _about(transcript, name))]
    heard: Counter[str] = Counter()
    ranked = []
    for place, each in enumerate(made):
        ranked.append((heard[each.speaker], place, each))
        heard[each.speaker] += 1
    return (each for _, _, each in sorted(ranked, key=lambda r: r[:2]))


def _topical(transcript: Transcript, seen: Look) -> Iterator[Candidate]:
    """What was said about the matter of a topic, where the talk itself calls it "the ..."."""
    text = "\n".join(t.text for t in transcript.turns)
    named = " ".join(n.text for n in seen.names).casefold()
    phrases = [p for topic in seen.topics for p in topic.heading.split(", ") if p]
    for phrase in dict.fromkeys(p for p in phrases if p.casefold() not in named):
        found = [m[0] for m in re.finditer(_bound(phrase), text, re.IGNORECASE)]
        amounts = re.findall(rf"\d\s+{_bound(phrase)}", text, re.IGNORECASE)
        if 2 * len(amounts) >= len(found):  # "9.8 million crowns"
            continue
        often, tells = (SAID, TELLS) if " " in phrase else (SAID_ALONE, TELLS_ALONE)
        if len(found) < often or not any(weight(w) >= tells for w in tokens(phrase)):
            continue
        written = Counter(found).most_common(1)[0][0]
        thing = _with_article(written, [text])
        if thing and " " in thing:  # one word without an article may be any kind of word
            yield Candidate(f"What was said about {thing}?", name=written)


def _bound(name: str) -> str:
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"


def _with_article(name: str, places: Collection[str]) -> str | None:
    """The name with "the" where the talk mostly says so, without where it hardly does; else None.

    Before another noun the article is that noun's: "the Lim bridge".
    """
    told = [
        (m["the"], not m["next"] or m["next"].casefold() in STOP)
        for place in places
        for m in re.finditer(
            rf"(?P<the>\bthe )?{_bound(name)}(?: (?P<next>[\w'\u2019]+))?", place, re.IGNORECASE
        )
    ]
    led = sum(1 for the, is_whole in told if the and is_whole)
    if 2 * led >= len(told):
        return f"the {name}"
    return name if 3 * sum(1 for the, _ in told if the) <= len(told) else None


def _about(transcript: Transcript, name: str) -> Candidate | None:
    """The question to who says it most, by name where the transcript has more than initials."""
    bound = re.compile(_bound(name))
    said: Counter[str] = Counter()
    places: list[str] = []
    for turn in transcript.turns:
        found = [s for s in sentences(turn.text) if bound.search(s)]
        places += found
        if found and turn.speaker and not is_questioner(turn):
            said[turn.who] += len(found)
    if not said or _called(name, places):
        return None
    who, times = said.most_common(1)[0]
    if times < (SAID if " " in name else SAID_ALONE):
        return None
    thing = _with_article(name, places)
    if thing is None:
        return None
    if not _NAMED.match(who):
        return Candidate(f"What was said about {thing}?", name=name)
    return Candidate(f"What did {who} say about {thing}?", name=name, speaker=who)


def _is_name(name: str, known: Collection[str], others: Collection[str]) -> bool:
    """Whether it names something that is not known from the title, and is no part of a name."""
    words = tokens(name)
    if not words or _SHORT.search(name) or all(normal(w) in known for w in words):
        return False
    if any(name != other and name in other for other in others):
        return False
    return len(words) > 1 or (weight(words[0]) >= TELLS and not _PEOPLES.search(name))


def _called(name: str, places: Collection[str]) -> bool:
    """Whether it mostly stands by itself: a cry, or somebody who is spoken to ("Thanks, Ann.")."""
    alone = re.compile(
        rf"(?:^|[,.;:!?\u2014\"\u201c-])\W*{re.escape(name)}\s*(?:[,.!?\u2014]|$)"
        rf"|\b(?:[Tt]hanks|[Tt]hank you|[Hh]i|[Hh]ello),? {re.escape(name)}\b"
    )
    return 2 * sum(bool(alone.search(place)) for place in places) >= len(places)


def _speakers(transcript: Transcript) -> Iterator[str]:
    return (w for s in transcript.speakers for name in s.names for w in tokens(name))

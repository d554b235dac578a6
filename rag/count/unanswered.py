"""Which questions put in the room may not be answered, each with what was said in reply.

Told by a learned chance (rag.count.deflection): whether that is an answer is for the reader to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.transcript import Transcript, Turn
from rag.check.citations import Sentence
from rag.count.counts import LED
from rag.count.deflection import Put, is_open, put, telling
from rag.find.exchanges import is_questioner
from rag.find.retrieve import Hit
from rag.question import Question
from rag.read.quotes import cite, frame
from rag.words.likeness import match_levels
from rag.words.tokens import tokens

# A list longer than this is not read; the lead sentence has the whole count.
SHOWN = 8
# So many turns after a question may hold its answer. Where no label says who asks, so few, and the
# question is among so many of a turn's last sentences.
REACH, REACH_UNLABELLED, LAST = 8, 3, 2
# A shorter reply (words) only hands the floor on.
BRIEF = 8
_DODGE = r"(?:dodg|deflect|evad|avoid|duck|side-?step|ignor|skirt|brush|stonewall)"
_UNANSWERED = re.compile(
    r"\b(?:unanswered|unaddressed)\b"
    r"|\bquestions?\b.*\b(?:not|never|without)\b.{0,24}\b(?:answer|address|respon|repl|taken up)"
    r"|\bquestions?\b.*n't\b.{0,24}\b(?:answer|address|respon|repl|taken up)"
    rf"|\bquestions?\b.*\b{_DODGE}|\b{_DODGE}\w*\b.{{0,24}}\bquestions?\b"
    r"|(?:\b(?:not|never|refused?|refuses|failed?|fails|declined?|declines)|n't)\s+(?:to )?"
    r"(?:\w+ )?(?:answer|address)\w*\b.{0,24}\bquestions?\b",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"^\W*(?:and )?(?:which|what|list|show|name|find|give|(?:were|are|was|is) there|did|does|has|"
    r"have|any|unanswered)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"\b(?:about|on|regarding|concerning)\s+(?P<topic>.+?)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Open:
    """A question that its replies leave open; without replies nobody spoke after it."""

    name: str
    put: Put
    replies: tuple[Turn, ...]


def is_unanswered(question: Question) -> bool:
    """Whether the question asks which questions were left unanswered."""
    text = question.text.replace("\u2019", "'")
    return bool(_LISTS.match(text) and _UNANSWERED.search(text))


def answer(
    question: Question, transcripts: Sequence[Transcript], several: bool = False
) -> list[Sentence]:
    """The questions left open, each with a reply, in order; empty where nobody asks any."""
    found: list[Open] = []
    asked: list[tuple[str, Put]] = []
    for transcript in transcripts:
        for one, turns in exchanges(transcript):
            if _wanted(question, one, turns):
                asked.append((transcript.name, one))
                if is_open(one, turns):
                    found.append(Open(transcript.name, one, tuple(turns)))
    listed = _labelled([_sentence(o, several) for o in found])
    return _lead(asked, listed, several) + listed[:SHOWN] if asked else []


def exchanges(transcript: Transcript) -> list[tuple[Put, list[Turn]]]:
    """Every question of weight with the turns by others up to the next turn that asks."""
    turns = transcript.turns
    labelled = any(is_questioner(t) for t in turns)
    puts = {t.number: put(t, None if labelled else LAST) for t in turns}
    asking = [t for t in turns if puts[t.number] and (is_questioner(t) or not labelled)]
    following = [*(t.number for t in asking), len(turns) + 1][1:]
    pairs = []
    for turn, stop in zip(asking, following, strict=True):
        reach = turn.number + (REACH if labelled else REACH_UNLABELLED)
        after = turns[turn.number : min(max(stop - 1, turn.number + 1), reach)]
        others = [t for t in after if t.who != turn.who]
        if labelled or others:
            pairs += [(one, others) for one in puts[turn.number]]
    return pairs


def _wanted(question: Question, one: Put, replies: Sequence[Turn]) -> bool:
    """Whether it is on the topic that was named, and put to one of those who were named."""
    named = question.speakers | question.about
    if named and not any(t.who in named for t in replies):
        return False
    match = _TOPIC.search(question.text)
    words = tokens(match["topic"]) if match else []
    topic = [t for t in question.terms if t.word in words and not t.generic]
    if not topic:
        return True
    levels = match_levels(topic, tokens(one.turn.text[slice(*one.span)]))
    return bool((levels.max(axis=1) >= 0.8).all())


def _sentence(found: Open, several: bool) -> Sentence:
    """The question, and what is said in reply that leaves it open."""
    hit = Hit(found.name, found.put.turn, 0.0)
    asked = cite(0, hit, *found.put.span)
    where = f"{found.name}, turn" if several else "turn"
    quoted = " ".join(asked.citations[0].quote.split())
    text = f"{frame(hit.turn)}, {where} {hit.turn.number}, asked: \u201c{quoted}\u201d;"
    if not found.replies:
        return Sentence(f"{text} no turn by another speaker follows.", asked.citations)
    long = (t for t in found.replies if len(t.text.split()) >= BRIEF)
    reply = Hit(found.name, next(long, found.replies[0]), 0.0)
    said = cite(0, reply, *telling(reply.turn)).citations[0]
    shown = " ".join(said.quote.split())
    text = f"{text} {frame(reply.turn)}, turn {reply.turn.number}, replied: \u201c{shown}\u201d"
    return Sentence(text, (*asked.citations, said))


def _labelled(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Sentences with their citations numbered through from 1."""
    done: list[Sentence] = []
    label = 1
    for s in sentences:
        cited = tuple(replace(c, label=at) for at, c in enumerate(s.citations, label))
        label += len(cited)
        done.append(replace(s, citations=cited))
    return done


def _lead(
    asked: Sequence[tuple[str, Put]], listed: Sequence[Sentence], several: bool
) -> list[Sentence]:
    """How many questions there are, and how many of them the replies leave open."""
    many = f"Of {len(asked)} question{'s' if len(asked) > 1 else ''}"
    if listed:
        text = (
            f"{many}, {len(listed)} may be left out or put off, going by the words of the replies."
        )
        return [Sentence(text, tuple(s.citations[0] for s in listed[:LED]))]
    text = f"{many}, none looks left out or put off, going by the words of the replies."
    cited = [cite(0, Hit(name, p.turn, 0.0), *p.span, several) for name, p in asked[:LED]]
    return [Sentence(text, tuple(c for s in _labelled(cited) for c in s.citations))]

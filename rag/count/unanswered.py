"""Which questions put in the room were not answered, each with what was said in reply.

What is claimed is what the words show: which words of the question a reply does not take up, and
with which phrase it puts the question off. Whether that is an answer is for the reader to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.transcript import Transcript, Turn
from rag.check.citations import Citation, Sentence
from rag.count.deflection import Put, Reply, not_taken_up, put
from rag.find.exchanges import is_questioner
from rag.find.retrieve import Hit
from rag.question import Question
from rag.read.quotes import cite, first_words, frame
from rag.words.likeness import match_levels
from rag.words.tokens import tokens

# A list longer than this is not read; the lead sentence has the whole count.
SHOWN = 8
# So many turns after a question may hold its answer. Where no label says who asks, so few, and the
# question is among so many of a turn's last sentences.
REACH, REACH_UNLABELLED, LAST = 8, 3, 2
# A shorter reply (words) only hands the floor on.
BRIEF = 8
LACKING = 3
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
    """A question that its replies do not take up; without replies nobody spoke after it."""

    name: str
    put: Put
    replies: tuple[Reply, ...]


def is_unanswered(question: Question) -> bool:
    """Whether the question asks which questions were left unanswered."""
    text = question.text.replace("\u2019", "'")
    return bool(_LISTS.match(text) and _UNANSWERED.search(text))


def answer(
    question: Question, transcripts: Sequence[Transcript], several: bool = False
) -> list[Sentence]:
    """The questions not taken up, each with its replies, in order; empty where nobody asks any."""
    found: list[Open] = []
    asked: list[tuple[str, Put]] = []
    for transcript in transcripts:
        for one, turns in exchanges(transcript):
            if _wanted(question, one, turns):
                asked.append((transcript.name, one))
                replies = left_open(one, turns)
                if replies is not None:
                    found.append(Open(transcript.name, one, tuple(replies)))
    listed = _labelled([_sentence(o, several) for o in found])
    return _lead(asked, listed, several) + listed[:SHOWN] if asked else []


def left_open(one: Put, turns: Sequence[Turn]) -> list[Reply] | None:
    """The replies to a question that they do not take up, none where nobody spoke; else None."""
    return not_taken_up(one, turns, is_questioner(one.turn)) if turns else []


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
    """The question, and what the replies to it lack and say."""
    hit = Hit(found.name, found.put.turn, 0.0)
    asked = cite(0, hit, *found.put.span)
    where = f"{found.name}, turn" if several else "turn"
    quoted = " ".join(asked.citations[0].quote.split())
    text = f"{frame(hit.turn)}, {where} {hit.turn.number}, asked: \u201c{quoted}\u201d;"
    shown = _shown(found.replies)
    if not shown:
        return Sentence(f"{text} no turn by another speaker follows.", asked.citations)
    parts = [_reply(reply) for reply in shown]
    cited = [_cited(found.name, reply) for reply in shown]
    return Sentence(f"{text} {'; '.join(parts)}.", (*asked.citations, *cited))


def _shown(replies: Sequence[Reply]) -> list[Reply]:
    """The first reply of some length, and those that put the question off."""
    full = [r for r in replies if len(r.turn.text.split()) >= BRIEF] or list(replies)
    return [r for r in full if r is full[0] or r.phrase]


def _reply(reply: Reply) -> str:
    lacks = ", ".join(f"\u201c{w}\u201d" for w in reply.lacks[:LACKING])
    said = [f"does not take up {lacks}"] if lacks else []
    if reply.phrase:
        said.append(f"says \u201c{' '.join(reply.turn.text[slice(*reply.phrase)].split())}\u201d")
    said = said or ["takes up its words, but holds no such figure"]
    return f"the reply in turn {reply.turn.number} by {reply.turn.who} {' and '.join(said)}"


def _cited(name: str, reply: Reply) -> Citation:
    """The words that put the question off, else the reply's first ones."""
    span = reply.phrase or first_words(reply.turn.text)
    return cite(0, Hit(name, reply.turn, 0.0), *span).citations[0]


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
    """How many questions there are, and how many of them the replies do not take up."""
    many = f"Of {len(asked)} question{'s' if len(asked) > 1 else ''}"
    if listed:
        text = (
            f"{many}, {len(listed)} may be left out or put off, going by the words of the replies."
        )
        return [Sentence(text, tuple(s.citations[0] for s in listed))]
    text = f"{many}, none looks left out or put off, going by the words of the replies."
    cited = [cite(0, Hit(name, p.turn, 0.0), *p.span, several) for name, p in asked]
    return [Sentence(text, tuple(c for s in _labelled(cited) for c in s.citations))]

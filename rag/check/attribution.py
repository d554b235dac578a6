"""Who a sentence says is speaking: "Duque said", "according to the moderator", "a reporter asked".

Rules over the words of the sentence and the speakers of the record. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.terms import stem
from ingest.transcript import Speaker, Turn
from rag.asked.lexicon import SPEECH
from rag.find.exchanges import is_questioner
from rag.words.mentions import REPORTER, Mention, Span, mentions
from rag.words.tokens import STOP, normal, sense, token_spans
from rag.write.sources import LabelledTurn

# More acts of speech than a question asks for: "Duque added", "she noted".
_SPEECH = SPEECH | frozenset(
    map(
        stem,
        """add note point declare assert remark observe pledge vow urge report reiterate repeat
        reaffirm affirm underline highlight applaud condemn denounce assure conclude continue
        clarify disagree recall inform question hint joke quip testify""".split(),
    )
)
# Words that claim nothing by themselves: plain acts of speech, light verbs, connectives. Refusals
# and denials are here too, because what they deny has a check of its own.
NEUTRAL = frozenset(
    map(
        sense,
        """say said tell told state note add explain mention answer reply respond ask describe point
        remark observe argue claim believe think thinks thought express stress emphasize underline
        highlight accord continue conclude speak spoke talk discuss comment call declare assert
        question questioner reporter journalist turn clarify consider view opinion insist maintain
        acknowledge refuse reject deny fail lack get give receive come go make take put use include
        have follow although though whether however currently now also approximately about around
        extra still rather one ones cannot can't won't don't doesn't didn't isn't wasn't wouldn't
        couldn't admit announce recall mention warn stress name expect hope age total
        today per day daily year yearly there find found show down until word""".split(),
    )
)
# What a person whom the record does not hear can only be reported to do.
_TELLING = frozenset(map(stem, "say said tell told ask asked reply answer explain add".split()))
_BE = frozenset("is are was were be been being get got".split())
_PUT = frozenset({"put", "puts"})  # "as she put it"
_PRONOUNS = frozenset("he she they".split())
# Between a name and its verb: "Duque has also said", "Blinken, for his part, added".
_REACH = 5
# "Duque, for his part, added".
_ASIDE = re.compile(r"\s*,[^,.;:!?]{1,40},\s")
# What stands between people who speak together: "Duque, Blinken and the moderator". A colon does
# not: in "Duque: Blinken agreed" one speaks of the other.
_JOINED = re.compile(r"[\s,]*(?:(?:and|both|the|&)[\s,]+){0,2}", re.IGNORECASE)
_FIGURE_HEAD = re.compile(r"\s*(?:\(|,\s*(?:in\s+)?turn\b|:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """From `start` on, the text gives what `people` say (one of several of the same name each)."""

    start: int
    people: tuple[frozenset[str], ...]


def attributions(text: str, speakers: tuple[Speaker, ...]) -> list[Said]:
    """Who the text says is speaking, from where on. Empty where it says nothing of it.

    Text in quotation marks has to be blanked out by the caller: what is quoted attributes nothing.
    """
    spans = token_spans(text)
    words = [w for w, _, _ in spans]
    named = mentions(text, speakers)
    said: list[Said] = []
    group: list[Mention] = []
    for at, mention in enumerate(named):
        following = named[at + 1] if at + 1 < len(named) else None
        group.append(mention)
        if following and _JOINED.fullmatch(text, mention.end, following.start):
            continue  # "Duque and Blinken said": both speak
        bound = following.first if following else len(words)
        if _speaks(text, words, spans, group, bound) and not _nested(text, said, group[0]):
            start = group[0].start if said else 0
            said.append(Said(start, tuple(m.people for m in group)))
        group = []
    return said


def starts_with_pronoun(text: str) -> bool:
    """Whether it opens with "He said", "She also noted": the speaker of the sentence before."""
    words = [w for w, _, _ in token_spans(text)][: _REACH + 1]
    return bool(words) and words[0] in _PRONOUNS and _verb(words[1:]) is not None


def is_by(source: LabelledTurn, people: frozenset[str]) -> bool:
    """Whether the source's turn is by one of these people."""
    turn = source.turn
    if turn.who in people or (source.person and source.person.name in people):
        return True
    if REPORTER not in people:
        return False
    # Where no label marks the questions, nothing tells a reporter from the others.
    labels = [label for s in source.speakers for label in s.labels]
    marked = any(is_questioner(Turn(0, None, label, "")) for label in labels)
    return is_questioner(turn) or not marked


def unheard(text: str, speakers: tuple[Speaker, ...]) -> str | None:
    """A name that is said to speak and is no speaker of the record ("Maduro said"), or None."""
    spans = token_spans(text)
    words = [w for w, _, _ in spans]
    known = {i for m in mentions(text, speakers) for i in range(m.first, m.last + 1)}
    for at, (word, start, end) in enumerate(spans[:-1]):
        if not text[start].isupper() or at in known or word in STOP:
            continue
        following = words[at + 1 : at + 3]
        verb = next((i for i, w in enumerate(following) if stem(w) in _TELLING), None)
        if text[end : spans[at + 1][1]] != " ":
            continue  # "in November, said Rook"
        if verb == 0 or (verb == 1 and following[0] in ("also", "has", "had", "then")):
            return text[start:end]
    return None


def is_reported(name: str, sentence: str) -> bool:
    """Whether a sentence of the record itself tells what the one of this name says."""
    words = [w for w, _, _ in token_spans(sentence)]
    at = words.index(normal(name)) if normal(name) in words else len(words)
    return _verb(words[at + 1 : at + 1 + _REACH]) is not None


def _speaks(
    text: str,
    words: Sequence[str],
    spans: Sequence[Span],
    group: Sequence[Mention],
    bound: int,
) -> bool:
    """Whether those named are said to speak: a verb of speech after, "according to" before."""
    first, last = group[0].first, group[-1].last
    before = [w for w in words[max(0, first - 4) : first] if w not in ("the", "a", "an")]
    if before[-2:] in (["according", "to"], ["words", "of"]) or before[-1:] == ["per"]:
        return True
    if before[-1:] == ["by"]:
        return any(stem(w) in _SPEECH for w in before)
    if _FIGURE_HEAD.match(text, group[-1].end) and first <= 2:
        return True  # "Duque (turn 3): ...", a frame of a quote
    if before and stem(before[-1]) in _SPEECH and _after_quote(text, spans, first):
        return True
    after = last + 1
    if aside := _ASIDE.match(text, group[-1].end):
        after = next((i for i, span in enumerate(spans) if span[1] >= aside.end()), len(spans))
    starts = {last + 1, after}
    return any(_verb(words[at : min(bound, at + _REACH)]) is not None for at in starts)


def _verb(words: Sequence[str]) -> int | None:
    """The place of an active verb of speech among the words that follow a name, or None."""
    for at, word in enumerate(words):
        if stem(word) in _SPEECH or (word in _PUT and words[at + 1 : at + 2] == ["it"]):
            passive = at > 0 and words[at - 1] in _BE and not word.endswith("ing")
            return None if passive else at
        if word in ("that", "who", "and", "but", "to", "of", "about", "for", "with", "by", "on"):
            return None
    return None


def _after_quote(text: str, spans: Sequence[Span], first: int) -> bool:
    """Whether the verb before a name follows a quote or comma: `"...", said Duque`."""
    at = first - 1
    while at > 0 and spans[at][0] in ("the", "a", "an"):
        at -= 1
    return text[: spans[at][1]].rstrip().endswith((",", '"', "\u201d", "\u00bb", "'", "\u2019"))


def _nested(text: str, said: Sequence[Said], mention: Mention) -> bool:
    """Whether the mention stands in what another is said to say ("Duque said that Blinken ...").

    A new clause opens with a semicolon, or a comma or a conjunction right before the name.
    """
    if not said:
        return False
    before = text[: mention.start].rstrip().casefold()
    return not re.search(
        r"(?:;|,|\b(?:and|while|whereas|but|then)|\baccording to)(?:\s+(?:the|a|an))?$", before
    )

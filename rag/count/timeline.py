"""What a speaker said on a topic, over all transcripts, in order of date, with what differs.

Every turn by the speaker is looked at; statements that differ are put side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby, pairwise

from ingest.transcript import Speaker, Transcript
from rag.check.citations import Citation, Sentence
from rag.check.claims import Words, telling
from rag.count.positions import differ
from rag.question import Question, analyse
from rag.read.evidence import BRIEF, Candidate, Evidence, gather
from rag.read.quotes import cite, frame

# A list longer than this is not read; the lead sentence has the whole count.
SHOWN = 12
# A sentence is on the topic when it holds this share of the topic's words, and every name in it.
ON_TOPIC = 0.6
PAIRS = 3
_WHO = r"(?P<who>(?:(?!\b(?:said|say|says|has|have|had|about|on)\b)[^?,]){1,60}?)"
_ABOUT = r"(?:about|on|of|regarding|concerning)\s+(?P<topic>[^?]+?)"
_OVER = (
    r"(?:over (?:time|the (?:years|months|weeks))|so far|in order(?: of (?:date|time))?|by date|"
    r"chronologically|(?:across|over|through|throughout|in) (?:all )?(?:of )?(?:the |these )?"
    r"(?:\w+ )?(?:meetings|transcripts|hearings|sessions|records|episodes|interviews|conferences))"
)
_STANCE = r"(?:position|view|stance|opinion|line|attitude|mind|thinking|statement|account|story)s?"
_TIMELINES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:everything|all)\s+(?:that\s+|what\s+)?{_WHO}\s+(?:has |have |had |ever )*"
        rf"(?:said|says?)\s+{_ABOUT}(?:\s+{_OVER})?\W*$",
        rf"^\W*(?:and )?what\s+(?:has|have|had|did|does|do)\s+{_WHO}\s+(?:ever )?(?:said|says?)\s+"
        rf"{_ABOUT}\s+{_OVER}\W*$",
        rf"\b(?:how|did|has|have|does|do)\b.{{0,6}}?\bthe\s+{_STANCE}\s+of\s+{_WHO}\s+{_ABOUT}\s*"
        r"(?P<change>chang\w*|evolv\w*|shift\w*|develop\w*)\W*$",
        rf"\b(?:how|did|has|have|does|do)\b.{{0,10}}?\s{_WHO}(?:'s|s')?\s+(?:change\w*\s+)?"
        rf"(?:(?:his|her|their|its)\s+)?{_STANCE}\s+{_ABOUT}\s*(?P<change>chang\w+|evolv\w+|shift\w*|"
        rf"develop\w*|mov\w+|over time)\b",
        rf"\b(?:did|has|have)\s+{_WHO}\s+(?P<change>chang\w+|shift\w*|revis\w+)\s+"
        rf"(?:his|her|their|its)\s+{_STANCE}\s+{_ABOUT}\W*$",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence on the topic, with its transcript and the citation made of it."""

    evidence: Evidence
    transcript: Transcript
    citation: Citation


def is_timeline(question: Question) -> bool:
    """Whether the question wants everything that somebody said on a topic, or how it changed."""
    return _match(question.text) is not None


def _match(text: str) -> re.Match[str] | None:
    plain = text.replace("\u2019", "'")
    return next((m for p in _TIMELINES if (m := p.search(plain))), None)


def answer(
    question: Question, transcripts: Sequence[Transcript], candidates: Iterable[Candidate]
) -> list[Sentence]:
    """Every statement by date, then those that differ; empty where the speaker said none.

    `candidates` are all turns of the transcripts.
    """
    match = _match(question.text)
    if not match:
        return []
    topic, who = match["topic"].strip(), match["who"].strip()
    asked = analyse(f"What did {who} say about {topic}?", _speakers(transcripts))
    if not asked.speakers:
        return []
    theirs = [_alone(c) for c in candidates if c.hit.turn.who in asked.speakers]
    told = _told(asked, theirs, {t.name: t for t in transcripts})
    if not told:
        return []
    beside = _beside(told, telling(topic))
    if match.groupdict().get("change") and not beside:
        beside = [_none(told)]
    return [_lead(told, topic), *_listed(told), *beside]


def _alone(candidate: Candidate) -> Candidate:
    """Without the turn before, unless that puts one brief question, which says what this is on."""
    before = candidate.before
    brief = before and "?" in before.text and len(before.text.split()) <= BRIEF
    return candidate if brief else replace(candidate, before=None)


def _told(
    asked: Question, candidates: Sequence[Candidate], by_name: Mapping[str, Transcript]
) -> list[Said]:
    """The sentences on the topic by date, those of transcripts without one last."""
    found = [e for e in gather(asked, candidates) if _on_topic(e)]
    found.sort(
        key=lambda e: (
            by_name[e.hit.name].date is None,
            by_name[e.hit.name].date or "",
            e.hit.name,
            e.hit.turn.number,
            e.start,
        )
    )
    return [_said(n, e, by_name[e.hit.name]) for n, e in enumerate(found, 1)]


def _on_topic(evidence: Evidence) -> bool:
    named = any(t.name for t in evidence.missing)
    return evidence.traits["told_sure"] >= ON_TOPIC and not named and not evidence.asks


def _listed(told: Sequence[Said]) -> list[Sentence]:
    """The sentences, those of one turn under one frame."""
    turns = [list(group) for _, group in groupby(told[:SHOWN], key=lambda s: s.evidence.hit.id)]
    return [
        Sentence(
            f"{_place(group[0])}: {_quoted(*group)}",
            tuple(s.citation for s in group),
        )
        for group in turns
    ]


def _speakers(transcripts: Sequence[Transcript]) -> list[Speaker]:
    return [s for t in transcripts for s in t.speakers]


def _said(label: int, evidence: Evidence, transcript: Transcript) -> Said:
    cited = cite(label, evidence.hit, evidence.start, evidence.end).citations[0]
    return Said(evidence, transcript, cited)


def _date(said: Said) -> str:
    return f"On {said.transcript.date}" if said.transcript.date else "Undated"


def _place(said: Said) -> str:
    turn = said.evidence.hit.turn
    return f"{_date(said)}, {said.transcript.title}, turn {turn.number}, {frame(turn)}"


def _quoted(*told: Said) -> str:
    """The quotes of a turn as one; a mark where something between them is left out."""
    shown = " ".join(told[0].citation.quote.split())
    for before, said in pairwise(told):
        gap = " " if said.evidence.start == before.evidence.end else " \u2026 "
        shown += gap + " ".join(said.citation.quote.split())
    return f"\u201c{shown}\u201d"


def _lead(told: Sequence[Said], topic: str) -> Sentence:
    """How many turns there are, by whom, in how many transcripts, and what is not shown."""
    names = dict.fromkeys(frame(s.evidence.hit.turn) for s in told)
    sources = {s.transcript.name: s.transcript for s in told}
    turns = _count(len({s.evidence.hit.id for s in told}), "turn")
    text = f"{_count(len(told), 'sentence')} in {turns} by {' and '.join(names)} on {topic}"
    text += f", in {_count(len(sources), 'transcript')}"
    undated = sum(t.date is None for t in sources.values())
    if len(sources) > 1:
        text += ", in order of date"
    if undated:
        text += f" ({undated} without a date{', last' if len(sources) > 1 else ''})"
    text += f"; the first {SHOWN} sentences are quoted." if len(told) > SHOWN else "."
    return Sentence(text, tuple(s.citation for s in told))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _none(told: Sequence[Said]) -> Sentence:
    text = (
        "Going by their words, no two of these give different figures or contradict one another."
        if len(told) > 1
        else "This is the only sentence, so no change shows."
    )
    return Sentence(text, tuple(s.citation for s in told))


def _beside(told: Sequence[Said], topic: Words) -> list[Sentence]:
    """Statements that differ, two by two, the earlier one first; all of them are on the topic."""
    pairs = []
    for one, other in combinations(told, 2):
        if one.evidence.hit.id == other.evidence.hit.id:
            continue
        if how := differ(one.evidence.text, other.evidence.text, topic):
            text = (
                f"Side by side, {how}: {_short(one)}: {_quoted(one)}; "
                f"{_short(other, one)}: {_quoted(other)}"
            )
            pairs.append(Sentence(text, (one.citation, other.citation)))
    return pairs[:PAIRS]


def _short(said: Said, after: Said | None = None) -> str:
    """The date, where it tells the statement from the one before it, else the turn as well."""
    turn = f"in turn {said.evidence.hit.turn.number}"
    where = f"{_date(said)}, {turn}"
    return where[0].lower() + where[1:] if after else where

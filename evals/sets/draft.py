"""A transcript -> a first question set, for a person to edit: quoted, of several types, by rules.

Every question that is proposed has been checked like a finished set: its quote stands in its gold
turn, its facts stand there too, and what is called unanswerable is not spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

import yaml

from evals.measure.text import contains
from evals.sets import gold, phrases
from evals.sets.gold import Scope
from evals.sets.phrases import Spot
from evals.sets.questions import Question
from ingest.started import command
from ingest.transcript import Transcript

Row = dict[str, Any]
# How many questions of a type are proposed at most: enough to choose from, few enough to read.
MOST = {"factoid": 5, "who": 3, "speaker": 5, "aggregate": 2, "multi-turn": 2}
# Subjects of everyday talk; those of which a transcript says no word serve as unanswerable.
_ABSENT = (
    "the price of olive oil", "submarine cables", "the volcano", "chess tournaments",
    "the opera house", "satellite launches", "beekeeping", "the marathon", "glass recycling",
)  # fmt: skip
_PREMISES = ("close the zoo", "cancel the carnival", "sell the airport", "ban bicycles")
_HEAD = """\
# A first draft from {name}, made by rules: edit it, drop what is dull, add what matters.
# Then: {check}, and {run}
"""


def as_yaml(transcript: Transcript) -> str:
    """The draft as the text of a set file."""
    data = {
        "name": f"{transcript.name}-draft",
        "transcripts": [transcript.name],
        "questions": draft(transcript),
    }
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    then = {word: command(f"evals {word} FILE") for word in ("check", "run")}
    return _HEAD.format(name=transcript.name, **then) + text


def draft(transcript: Transcript) -> list[Row]:
    """Question rows, at most as many of a type as MOST says, spread over the transcript."""
    spots = list(phrases.spots(transcript))
    makers: dict[str, Callable[[], Iterable[Row]]] = {
        "factoid": lambda: map(
            _factoid, (s for s in spots if s.number and (s.topic or " " in s.counted))
        ),
        "who": lambda: map(_who, (s for s in spots if s.topic and s.alone)),
        "speaker": lambda: map(_speaker, (s for s in spots if s.topic and s.telling)),
        "aggregate": lambda: _aggregate(transcript),
        "multi-turn": lambda: _multi_turn(transcript),
    }
    rows: list[Row] = []
    used: set[Any] = set()
    for kind, make in makers.items():
        good = [
            r for r in make() if _holds(r, transcript) and (r.get("quote") or r["id"]) not in used
        ]
        chosen = phrases.spread(good, MOST[kind])
        used |= {r["quote"] for r in chosen if r.get("quote")}
        rows += chosen
    rows += _unanswerable(transcript)
    numbers = count(1)
    return [{**row, "id": f"{transcript.name}-{next(numbers):02}"} for row in rows]


def _factoid(spot: Spot) -> Row:
    about = f", speaking of {spot.topic}" if spot.topic else ""
    asked = f"How many {spot.counted} does {spot.who} name{about}?"
    return _row("factoid", asked, [spot.turn], spot, facts=[spot.number])


def _who(spot: Spot) -> Row:
    return _row("who", f"Who speaks of {spot.topic}?", [spot.turn], spot, facts=[spot.who])


def _speaker(spot: Spot) -> Row:
    return _row("speaker", f"What does {spot.who} say about {spot.topic}?", [spot.turn], spot,
                facts=[spot.telling])  # fmt: skip


def _row(kind: str, question: str, turns: list[int], spot: Spot, facts: list[str]) -> Row:
    return {
        "id": question,
        "type": kind,
        "question": question,
        "turns": turns,
        "facts": facts,
        "quote": spot.quote,
        "speaker": spot.who,
    }


def _aggregate(transcript: Transcript) -> Iterator[Row]:
    for name, turns in phrases.shared_names(transcript).items():
        who = list(dict.fromkeys(t.who for t in turns))
        asked = f"Who mentions {name}?"
        numbers = [t.number for t in turns]
        yield {"id": asked, "type": "aggregate", "question": asked, "turns": numbers, "facts": who}


def _multi_turn(transcript: Transcript) -> Iterator[Row]:
    for name, turns in phrases.shared_names(transcript).items():
        first = turns[0].who
        second = next(t.who for t in turns if t.who != first)
        numbers = [t.number for t in turns if t.who == second]
        yield {
            "id": f"{name}/{second}",
            "type": "multi-turn",
            "history": [f"What does {first} say about {name}?"],
            "question": f"And what does {second} say about it?",
            "turns": numbers,
            "facts": [name],
            "speaker": second,
        }


def _unanswerable(transcript: Transcript) -> Iterator[Row]:
    said = "\n".join(t.text for t in transcript.turns)
    who = next((t.who for t in transcript.turns if t.speaker), "anybody")
    absent = [a for a in _ABSENT if not _touched(a, said)]
    premises = [p for p in _PREMISES if not _touched(p, said)]
    for thing in absent[:2]:
        asked = f"What does {who} say about {thing}?"
        yield {"type": "unanswerable", "question": asked, "turns": [], "answerable": False}
    for thing in premises[:1]:
        asked = f"Why did {who} promise to {thing}?"
        yield {"type": "false-premise", "question": asked, "turns": [], "answerable": False}


def _touched(phrase: str, said: str) -> bool:
    """Whether a telling word of the phrase, or its stem as the head of a word, is said."""
    words = [w for w in re.findall(r"\w+", phrase) if w not in ("the", "of", "to", "close", "sell")]
    return any(re.search(rf"\b{w.rstrip('s')}", said, re.IGNORECASE) for w in words)


def _holds(row: Row, transcript: Transcript) -> bool:
    """Whether a proposed question passes `evals check` and does not give its facts away."""
    question = Question(
        id="draft",
        type=row["type"],
        question=row["question"],
        turns=tuple(row["turns"]),
        facts=tuple(row["facts"]),
        quote=row.get("quote"),
    )
    within = Scope((transcript.name,), lambda _: transcript)
    turns, problems = gold.resolve(question, within)
    given_away = row["type"] != "multi-turn" and any(
        contains(row["question"], f) for f in row["facts"]
    )
    return not problems and not gold.unstated(question, turns, within) and not given_away

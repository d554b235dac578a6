"""What is counted in a transcript's turns: speakers, turns, words, questions. Pure functions.

Each answers of one transcript, and of `people`, where some were named; None where nothing counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.text.sentences import sentence_spans
from ingest.transcript import Transcript, Turn, spoken, timestamp
from rag.check.citations import Citation, Sentence
from rag.find.exchanges import is_questioner
from rag.find.retrieve import Hit
from rag.read.quotes import cite, first_words, frame

# More citations than this behind one count are not read; where lines below it cite each of what it
# counts, the first few are enough.
CITED, LED = 20, 3
# So many come behind who speaks most.
NEXT = 2


def speakers(transcript: Transcript, people: Sequence[str]) -> Sentence:
    """Who speaks, and which turns are nobody's."""
    groups = _groups(transcript, people)
    named = [who for who, turns in groups.items() if turns[0].speaker]
    unnamed = [
        f"{_number(len(t), 'turn')} by {_who(t[0])}" for w, t in groups.items() if w not in named
    ]
    text = f"{_number(len(named), 'speaker')}: {', '.join(named)}"
    if not named:
        text = "The record names no speaker"
    if unnamed:
        text += f"; {'besides them ' if named else ''}{', '.join(unnamed)}"
    return _sentence(transcript, text, [turns[0] for turns in groups.values()])


def turns(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """How often each speaks."""
    groups = _groups(transcript, people)
    if not groups:
        return None
    counted = ", ".join(f"{who} {_times(len(turns))}" for who, turns in groups.items())
    total = sum(map(len, groups.values()))
    cited = [t for turns in groups.values() for t in (turns if people else turns[:1])]
    return _sentence(transcript, f"{_number(total, 'turn')}: {counted}", cited)


def words(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """How many words each says, without stage notes."""
    groups = _groups(transcript, people)
    if not groups:
        return None
    counted = ", ".join(f"{who} {_words(turns):,}" for who, turns in groups.items())
    cited = [t for turns in groups.values() for t in (turns if people else turns[:1])]
    return _sentence(transcript, f"Words: {counted}", cited)


def questions(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """How many sentences end in a question mark; of those labelled as asking, if any are."""
    asking = [t for t in transcript.turns if is_questioner(t)]
    asking = [] if people else asking
    groups = {
        who: (marks, kept)
        for who, turns in _by_speaker(asking or transcript.turns).items()
        if (not people or who in people)
        and (kept := [t for t in turns if asking or _marks(t)])
        and (marks := sum(map(_marks, kept))) >= 0
    }
    if not groups:
        return None
    total = sum(marks for marks, _ in groups.values())
    sizes = sum(len(turns) for _, turns in groups.values())
    by = ", ".join(
        f"{_who(turns[0])} {marks or 'none'}"
        for _, (marks, turns) in sorted(groups.items(), key=lambda g: -g[1][0])
    )
    text = f"{_number(sizes, 'turn')} put questions, in {_number(total, 'sentence')} "
    text += f"with a question mark: {by}"
    cited = sorted((t for _, turns in groups.values() for t in turns), key=lambda t: t.number)
    return _sentence(transcript, text, cited)


def first(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who speaks first."""
    return _edge(transcript, people, 0, "first")


def last(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who speaks last."""
    return _edge(transcript, people, -1, "last")


def _edge(transcript: Transcript, people: Sequence[str], at: int, word: str) -> Sentence | None:
    fitting = [t for t in transcript.turns if not people or t.who in people]
    if not fitting:
        return None
    turn = fitting[at]
    return _sentence(transcript, f"{_who(turn)} speaks {word}, in turn {turn.number}", [turn])


def first_question(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who puts the first question."""
    return _edge_question(transcript, 0, "first")


def last_question(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who puts the last question."""
    return _edge_question(transcript, -1, "last")


def _edge_question(transcript: Transcript, at: int, word: str) -> Sentence | None:
    asking = [t for t in transcript.turns if is_questioner(t)]
    asking = asking or [t for t in transcript.turns if _marks(t)]
    if not asking:
        return None
    turn = asking[at]
    text = f"{_who(turn)} puts the {word} question, in turn {turn.number}"
    return _sentence(transcript, text, [turn])


def before(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who speaks before the first turn of those named."""
    return _beside(transcript, people, -1)


def after(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who speaks after the first turn of those named."""
    return _beside(transcript, people, 1)


def _beside(transcript: Transcript, people: Sequence[str], step: int) -> Sentence | None:
    theirs = next((t for t in transcript.turns if t.who in people), None)
    at = theirs.number - 1 + step if theirs else -1
    if not theirs or not 0 <= at < len(transcript.turns):
        return None
    turn = transcript.turns[at]
    word = "before" if step < 0 else "after"
    text = f"{_who(turn)} speaks {word} the first turn of {theirs.who}, in turn {turn.number}"
    return _sentence(transcript, text, [turn, theirs])


def most(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who says most, in words."""
    return _extreme(transcript, people, 1, "most", _words)


def least(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who says least, in words."""
    return _extreme(transcript, people, -1, "least", _words)


def most_often(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who has most turns."""
    return _extreme(transcript, people, 1, "most often", len)


def least_often(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who has fewest turns."""
    return _extreme(transcript, people, -1, "least often", len)


def _extreme(
    transcript: Transcript,
    people: Sequence[str],
    sign: int,
    word: str,
    size: Callable[[Sequence[Turn]], int],
) -> Sentence | None:
    """Who comes first by a size, or last, and who is next; of those named all."""
    groups = _groups(transcript, people)
    if not groups:
        return None
    counted = sorted(groups, key=lambda who: -sign * size(groups[who]))
    first = [w for w in counted if size(groups[w]) == size(groups[counted[0]])]
    others = [w for w in counted if w not in first]
    others = others if len(people) > 1 else others[:NEXT]
    turns = groups[first[0]]
    text = f"{' and '.join(first)} speak{'' if len(first) > 1 else 's'} {word}: "
    if len(first) == 1:
        text += f"{_words(turns):,} words in {_number(len(turns), 'turn')}"
    else:
        text += f"{_number(size(turns), 'turn' if size is len else 'word')} each"
    text += "".join(f"; {w} {_words(groups[w]):,} in {len(groups[w]):,}" for w in others)
    return _sentence(transcript, text, [groups[w][0] for w in (*first, *others)])


def order(transcript: Transcript, people: Sequence[str]) -> Sentence:
    """The speakers in order of their first turn."""
    groups = _groups(transcript, people)
    text = f"In order of their first turn: {', '.join(groups)}"
    return _sentence(transcript, text, [turns[0] for turns in groups.values()])


def called(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """Who is the chair, the moderator: those whom the record itself calls so."""
    groups = _groups(transcript, people) if people else {}
    if not groups:
        return None
    text = f"By the names that the record gives: {', '.join(groups)}"
    return _sentence(transcript, text, [turns[0] for turns in groups.values()])


def length(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """How long it is, by its times; None where it has none."""
    times = [t for t in transcript.turns if t.start_ms is not None]
    if not times:
        return None
    begin, end = times[0].start_ms or 0, max(t.end_ms or t.start_ms or 0 for t in times)
    text = f"By its times it runs from {timestamp(begin)} to {timestamp(end)}, {_long(end - begin)}"
    return _sentence(transcript, text, [transcript.turns[0], transcript.turns[-1]])


def title(transcript: Transcript, people: Sequence[str]) -> Sentence:
    """What it is called."""
    text = f"The record is called \u201c{transcript.title}\u201d"
    return _sentence(transcript, text, [transcript.turns[0]])


def date(transcript: Transcript, people: Sequence[str]) -> Sentence | None:
    """The day that the record gives; None where it gives none."""
    if not transcript.date:
        return None
    return _sentence(transcript, f"The record is dated {transcript.date}", [transcript.turns[0]])


def library(transcripts: Sequence[Transcript]) -> Sentence:
    """Which transcripts there are."""
    named = (f"{t.name} ({_number(len(t.turns), 'turn')})" for t in transcripts)
    cited = tuple(_cite(t, t.turns[0]) for t in transcripts)
    return Sentence(f"{_number(len(transcripts), 'transcript')}: {', '.join(named)}.", cited)


def _groups(transcript: Transcript, people: Sequence[str]) -> dict[str, list[Turn]]:
    """Turns by speaker, in order of the first one; of those named, where some are."""
    groups = _by_speaker(transcript.turns)
    return {w: t for w, t in groups.items() if not people or w in people}


def _by_speaker(turns: Sequence[Turn]) -> dict[str, list[Turn]]:
    groups: dict[str, list[Turn]] = {}
    for turn in turns:
        groups.setdefault(turn.who, []).append(turn)
    return groups


def _who(turn: Turn) -> str:
    """Who speaks, inside a sentence."""
    return frame(turn) if turn.speaker or turn.label else "a speaker whom it does not name"


def _words(turns: Sequence[Turn]) -> int:
    return sum(len(spoken(t.text).split()) for t in turns)


def _marks(turn: Turn) -> int:
    spans = sentence_spans(turn.text)
    return sum(turn.text[a:b].rstrip(" \n\"'\u201d\u2019)").endswith("?") for a, b in spans)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _long(ms: int) -> str:
    minutes, seconds = divmod(round(ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "hour"), (minutes, "minute"), (seconds, "second"))
    return " ".join(_number(n, word) for n, word in parts if n) or "0 seconds"


def _sentence(transcript: Transcript, text: str, cited: Sequence[Turn]) -> Sentence:
    text = f"{text[:1].upper()}{text[1:]}."
    return Sentence(text, tuple(_cite(transcript, t) for t in cited[:CITED]))


def _cite(transcript: Transcript, turn: Turn) -> Citation:
    """The turn's first words, as the place to look at."""
    hit = Hit(transcript.name, turn, 0.0)
    return cite(0, hit, *first_words(turn.text)).citations[0]

"""Whether a sentence stands in the turns that it cites: its status worked out by code.

`verbatim`: it quotes, every quoted word stands in a cited turn, and the rest agrees with it.
`supported`: it does not quote; nothing contradicts it, and its words are covered by up to three
sentences of the cited turns. `contradicted`: the turns have another number, name or speaker, the
other side, or a "not" that is lost or added. `unverified`: neither; the words alone do not tell.
Each but the first two has its reason in plain words. Pure functions; strict where in doubt: a wrong
"unverified" costs a second look, a wrong "supported" costs the reader's trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.check import claims
from rag.check.attribution import NEUTRAL, Said, attributions, is_by, starts_with_pronoun
from rag.check.citations import Status
from rag.check.claims import Statement, Words, statements
from rag.check.figures import is_other, wrong_number
from rag.check.locate import find_quote, quoted_spans
from rag.check.negation import (
    is_negated,
    negated_before,
    wrong_negation,
    wrong_opposite,
    wrong_polarity,
)
from rag.check.numbers import find_numbers
from rag.check.subjects import about_turn, addressed, without_date, wrong_subject, wrong_voice
from rag.write.segment import Written
from rag.write.sources import LabelledTurn, all_speakers

# A part of a sentence with fewer telling words than this claims nothing by itself.
_LEAST_WORDS = 3
# Of several turns cited for one claim, one that has less than this share of its words adds nothing.
_ADDS = 0.4
# A name that is nowhere in a turn contradicts it where so much (0 to 1) of the rest stands there;
# else it may be who "he" is. With this, and a "not" that has to be missed in two ways, 8.5% of the
# true sentences of training/entailment/learn.jsonl are called contradicted, and not 10.2%.
_ALIKE = 0.5
People = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A place in a source's turn that bears a sentence out; no place where it does not."""

    turn: LabelledTurn
    start: int | None
    end: int | None
    status: Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence with its proofs, and the `problem` for which it does not stand.

    `speaking`: who it says is speaking, to whom "He added" in the next sentence refers.
    """

    text: str
    proofs: tuple[Proof, ...]
    problem: str | None = None
    speaking: People = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A part of a sentence with the sources that it cites and the people it says are speaking."""

    text: str
    turns: tuple[LabelledTurn, ...]
    people: People


class _Fails(Exception):
    """A claim does not stand in the turns that it cites."""

    def __init__(self, problem: str, status: Status = "unverified") -> None:
        self.status: Status = status
        super().__init__(problem)


class _Contradicted(_Fails):
    """The turns say otherwise."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem, "contradicted")


def verify(written: Written, given: Mapping[int, LabelledTurn], before: People = ()) -> Verdict:
    """Check a sentence against the sources it cites, by label.

    `before`: who the sentence before says is speaking, for "He added".
    """
    labels = tuple(dict.fromkeys(label for label, _ in written.marks))
    unknown = [label for label in labels if label not in given]
    cited = tuple(given[label] for label in labels if label in given)
    speaking: People = ()
    try:
        if unknown:
            raise _Fails(f"it cites [{unknown[0]}], which is no turn that was found")
        if not cited:
            raise _Fails("no source given")
        speakers = all_speakers(given.values())
        parts = _parts(written, given, attributions(_blanked(written.text), speakers), before)
        speaking = parts[-1].people
        _check_cited(parts, cited)
        _quotes(written.text, cited)  # one that goes on behind a label has to stand in one turn too
        proofs = tuple(dict.fromkeys(p for part in parts for p in _prove(part)))
    except _Fails as reason:
        failed = tuple(Proof(t, None, None, reason.status) for t in cited)
        return Verdict(written.text, failed, str(reason), speaking or before)
    return Verdict(written.text, proofs, None, speaking)


def _parts(
    written: Written, given: Mapping[int, LabelledTurn], said: Sequence[Said], before: People
) -> list[_Claim]:
    """The sentence cut where labels stand in it and where another begins to speak.

    A part has the labels that stand in it or at its end, else those that come next.
    """
    text, marks = written.text, written.marks
    people = before if starts_with_pronoun(text) else ()
    parts = []
    for start, end in _spans(text, {*(at for _, at in marks), *(s.start for s in said)}):
        people = next((s.people for s in reversed(said) if start <= s.start < end), people)
        own = [label for label, at in marks if start < at <= end or at == start == 0]
        following = min((at for _, at in marks if at > end), default=marks[-1][1])
        labels = own or [label for label, at in marks if at == following]
        turns = tuple(given[label] for label in dict.fromkeys(labels))
        parts.append(_Claim(text[start:end], turns, people))
    return parts


def _spans(text: str, cuts: Iterable[int]) -> list[tuple[int, int]]:
    """Spans between cuts. One too short to claim anything goes with the next, or else the last."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in sorted({*cuts, len(text)} - {0}):
        if len(claims.telling(text[start:end])) >= _LEAST_WORDS:
            spans.append((start, end))
            start = end
    if start < len(text):
        start = spans.pop()[0] if spans else 0
        spans.append((start, len(text)))
    return spans


def _check_cited(parts: Sequence[_Claim], cited: Sequence[LabelledTurn]) -> None:
    """Every turn cited for something said is by one of those who are said to say it."""
    for turn in cited:
        mine = [part for part in parts if turn in part.turns]
        people = [p for part in mine for p in part.people]
        if all(part.people for part in mine) and not any(is_by(turn, p) for p in people):
            raise _Contradicted(_by_another(turn, people[0]))


def _prove(part: _Claim) -> Iterable[Proof]:
    """The proofs of one part. Raises _Fails."""
    for people in part.people or (frozenset[str](),):
        turns = [t for t in part.turns if not people or is_by(t, people)]
        if not turns:
            raise _Contradicted(_by_another(part.turns[0], people))
        yield from _prove_by(part.text, turns)


def _prove_by(text: str, turns: Sequence[LabelledTurn]) -> list[Proof]:
    """The proofs of a claim, all its turns taken together. Raises _Fails."""
    quotes = _quotes(text, turns)
    frame = _blanked(text)
    ignored = NEUTRAL.union(*(about_turn(t) for t in turns))
    words = claims.telling(frame, ignored)
    chosen = {
        t.label: claims.best_statements(words, find_numbers(frame), statements(t.turn.text))
        + [s for q in quotes if q.turn is t for s in _overlapping(q)]
        for t in turns
    }
    told = [s for found in chosen.values() for s in found]
    near = [s for t in turns for s in _with_next(chosen[t.label], statements(t.turn.text))]
    if fails := _disagreement(frame, words, ignored, turns, told, near):
        raise fails
    if problem := _doubt(frame, words, ignored, turns, told):
        raise _Fails(problem)
    return quotes or [_support(t, chosen[t.label], words) for t in turns]


def _disagreement(
    frame: str,
    words: Words,
    ignored: frozenset[str],
    turns: Sequence[LabelledTurn],
    evidence: Sequence[Statement],
    near: Sequence[Statement],
) -> _Fails | None:
    """The first thing in which a claim, its quotes left out, does not agree with its turns."""
    cited = _cited(turns)
    whole = _whole(turns)
    known = ignored.union(*(s.senses for s in whole), *(addressed(t) for t in turns))
    text = "\n".join(t.turn.text for t in turns)
    if who := wrong_voice(frame, turns):
        return _Contradicted(f"{cited} is by {turns[0].turn.who}, not {who}")
    if who := wrong_subject(frame, turns):
        return _Fails(f"{cited} is by {turns[0].turn.who}, not {who}")
    if name := claims.wrong_name(frame, known, text):
        alike = claims.covered(words, evidence) >= _ALIKE
        return _Fails(f"'{name}' is not in {cited}", "contradicted" if alike else "unverified")
    figures = without_date(frame, turns)
    if wrong := wrong_number(figures, ignored, whole):
        sure = is_other(figures, whole)
        return _Fails(f"{wrong} {cited}", "contradicted" if sure else "unverified")
    lost = wrong_negation(frame, ignored, near, whole)
    if wrong := wrong_polarity(frame, ignored, whole):
        return _Fails(f"{wrong} {cited}", "contradicted" if lost else "unverified")
    if lost:
        return _Fails(f"{lost} {cited}")
    if word := wrong_opposite(words, evidence):
        return _Contradicted(f"the opposite of '{word}' stands in {cited}")
    return None


def _doubt(
    frame: str,
    words: Words,
    ignored: frozenset[str],
    turns: Sequence[LabelledTurn],
    evidence: Sequence[Statement],
) -> str | None:
    """Why a claim that nothing contradicts cannot be said to stand, or None where it does."""
    if not evidence or claims.covered(words, evidence) < claims.COVERED:
        return f"too little of it stands in {_cited(turns)}"
    if not is_negated(frame) and claims.is_only_asked(frame, words, evidence):
        return f"it is asked, and not said, in {_cited(turns)}"
    return None


def _cited(turns: Sequence[LabelledTurn]) -> str:
    return " and ".join(f"turn {t.turn.number}" for t in turns)


def _whole(turns: Sequence[LabelledTurn]) -> list[Statement]:
    return [s for t in turns for s in statements(t.turn.text)]


def _quotes(text: str, turns: Sequence[LabelledTurn]) -> list[Proof]:
    """Where each quote of the text stands. Raises _Fails where one does not."""
    proofs = []
    for start, end in quoted_spans(text):
        quote = text[start:end]
        found = ((t, find_quote(quote, t.turn.text)) for t in turns)
        place = next(((t, at) for t, at in found if at), None)
        if place is None:
            cited = " or ".join(f"turn {t.turn.number}" for t in turns)
            raise _Fails(f"the quoted words are not in {cited}")
        turn, (a, b) = place
        proof = Proof(turn, a, b, "verbatim")
        opening = _overlapping(proof)[0].start
        if negated_before(turn.turn.text, a, opening) and not is_negated(_blanked(text)):
            raise _Contradicted(f"the quote leaves out a 'not' of turn {turn.turn.number}")
        proofs.append(proof)
    return proofs


def _support(turn: LabelledTurn, chosen: Sequence[Statement], words: Words) -> Proof:
    """The sentence of a turn that supports a proven claim best, where it adds to it at all."""
    if not chosen or claims.covered(words, chosen) < _ADDS:
        return Proof(turn, None, None, "unverified")
    return Proof(turn, chosen[0].start, chosen[0].end, "supported")


def _overlapping(proof: Proof) -> list[Statement]:
    start, end = proof.start or 0, proof.end or 0
    return [s for s in statements(proof.turn.turn.text) if s.start < end and start < s.end]


def _with_next(chosen: Iterable[Statement], whole: Sequence[Statement]) -> list[Statement]:
    """The sentences and the one after each: "Is it worth that? In my opinion it is not"."""
    places = {whole.index(s) + step for s in chosen for step in (0, 1)}
    return [whole[at] for at in sorted(places) if at < len(whole)]


def _blanked(text: str) -> str:
    """The text with its quotes replaced by spaces, so that places stay."""
    for start, end in quoted_spans(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _by_another(turn: LabelledTurn, people: frozenset[str]) -> str:
    return f"turn {turn.turn.number} is by {turn.turn.who}, not {' or '.join(sorted(people))}"

"""Whether a sentence stands in the turns that it cites: its status worked out by code.

`verbatim`: it quotes, every quoted word stands in a cited turn, and the rest agrees with it.
`supported`: it does not quote; its names, numbers, negations and speaker agree with the cited
turns and its words are covered by up to three sentences of them. Else `unsupported`, with the
reason in plain words. Pure functions; strict where in doubt: a wrong "unsupported" costs a second
look, a wrong "supported" costs the reader's trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag import claims
from rag.attribution import (
    NEUTRAL,
    Said,
    attributions,
    is_by,
    is_reported,
    starts_with_pronoun,
    unheard,
)
from rag.citations import Status
from rag.claims import Statement, statements
from rag.figures import wrong_number
from rag.locate import find_quote, quoted_spans
from rag.mentions import named_in
from rag.numbers import find_numbers
from rag.segment import Written
from rag.sources import Source

# A part of a sentence with fewer telling words than this claims nothing by itself.
_LEAST_WORDS = 3
People = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A place in a source's turn that bears a sentence out; no place where it is unsupported."""

    source: Source
    start: int | None
    end: int | None
    status: Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence with its proofs, and the `problem` that makes it unsupported.

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
    sources: tuple[Source, ...]
    people: People


class _Unsupported(Exception):
    """A claim does not stand in the turns that it cites."""


def verify(written: Written, given: Mapping[int, Source], before: People = ()) -> Verdict:
    """Check a sentence against the sources it cites, by label.

    `before`: who the sentence before says is speaking, for "He added".
    """
    labels = tuple(dict.fromkeys(label for label, _ in written.marks))
    unknown = [label for label in labels if label not in given]
    cited = tuple(given[label] for label in labels if label in given)
    speaking: People = ()
    try:
        if unknown:
            raise _Unsupported(f"it cites [{unknown[0]}], which is no turn that was found")
        if not cited:
            raise _Unsupported("no source given")
        speakers = [p for s in given.values() for p in s.speakers]
        parts = _parts(written, given, attributions(_blanked(written.text), speakers), before)
        speaking = parts[-1].people
        _check_cited(parts, cited)
        proofs = tuple(dict.fromkeys(p for part in parts for p in _prove(part)))
    except _Unsupported as reason:
        failed = tuple(Proof(s, None, None, "unsupported") for s in cited)
        return Verdict(written.text, failed, str(reason), speaking or before)
    return Verdict(written.text, proofs, None, speaking)


def _parts(
    written: Written, given: Mapping[int, Source], said: Sequence[Said], before: People
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
        sources = tuple(given[label] for label in dict.fromkeys(labels))
        parts.append(_Claim(text[start:end], sources, people))
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


def _check_cited(parts: Sequence[_Claim], cited: Sequence[Source]) -> None:
    """Every turn cited for something said is by one of those who are said to say it."""
    for source in cited:
        mine = [part for part in parts if source in part.sources]
        wanted = [people for part in mine for people in part.people]
        if (
            wanted
            and all(part.people for part in mine)
            and not any(is_by(source, p) for p in wanted)
        ):
            raise _Unsupported(_by_another(source, wanted[0]))


def _prove(part: _Claim) -> Iterable[Proof]:
    """The proofs of one part. Raises _Unsupported."""
    for people in part.people or (frozenset[str](),):
        sources = [s for s in part.sources if not people or is_by(s, people)]
        if not sources:
            raise _Unsupported(_by_another(part.sources[0], people))
        yield from _prove_by(part.text, sources)


def _prove_by(text: str, sources: Sequence[Source]) -> list[Proof]:
    """The proofs of a claim, all sources taken together."""
    quotes = _quotes(text, sources)
    frame = _blanked(text)
    numbers = find_numbers(frame)
    said_by = {w for s in sources for w in _about(s)}
    words = claims.telling(frame) - said_by - NEUTRAL
    chosen = {
        s.label: claims.best_statements(words, numbers, statements(s.turn.text)) for s in sources
    }
    for proof in quotes:
        chosen[proof.source.label] += _overlapping(proof)
    evidence = [s for found in chosen.values() for s in found]
    turn = " and ".join(f"turn {s.turn.number}" for s in sources)
    _check_unheard(frame, sources, turn)
    whole = [st for s in sources for st in statements(s.turn.text)]
    known = said_by.union(*(st.stems for st in whole), *(map(_named, sources)))
    if name := claims.wrong_name(frame, known):
        raise _Unsupported(f"'{name}' is not in {turn}")
    dated = frozenset(n.value for s in sources for n in find_numbers(_date(s)))
    _check_subject(frame, sources, evidence, turn)
    if wrong := wrong_number(frame, whole, dated):
        raise _Unsupported(f"{wrong} {turn}")
    if wrong := claims.wrong_negation(frame, evidence, whole):
        raise _Unsupported(f"{wrong} {turn}")
    if word := claims.wrong_opposite(words, evidence):
        raise _Unsupported(f"the opposite of '{word}' stands in {turn}")
    if claims.covered(words, evidence) < claims.COVERED:
        raise _Unsupported(f"too little of it stands in {turn}")
    if quotes:
        return quotes
    return [_support(s, chosen[s.label], words, alone=len(sources) == 1) for s in sources]


def _quotes(text: str, sources: Sequence[Source]) -> list[Proof]:
    """Where each quote of the text stands. Raises _Unsupported where one does not."""
    proofs = []
    frame = _blanked(text)
    for start, end in quoted_spans(text):
        quote = text[start:end]
        found = ((s, find_quote(quote, s.turn.text)) for s in sources)
        place = next(((s, at) for s, at in found if at), None)
        if place is None:
            turn = " or ".join(f"turn {s.turn.number}" for s in sources)
            raise _Unsupported(f"the quoted words are not in {turn}")
        source, (a, b) = place
        cut = claims.negated_before(source.turn.text, a)
        if cut and not claims.is_negated(frame) and not claims.is_negated(quote):
            raise _Unsupported(f"the quote leaves out a 'not' of turn {source.turn.number}")
        proofs.append(Proof(source, a, b, "verbatim"))
    return proofs


def _support(
    source: Source, chosen: Sequence[Statement], words: frozenset[str], *, alone: bool
) -> Proof:
    """The sentence of a source that supports the claim best, where the source adds to it at all."""
    if not chosen and alone:
        raise _Unsupported(f"too little of it stands in turn {source.turn.number}")
    if not chosen or (not alone and claims.covered(words, chosen) < claims.COVERED / 2):
        return Proof(source, None, None, "unsupported")
    return Proof(source, chosen[0].start, chosen[0].end, "supported")


def _check_unheard(frame: str, sources: Sequence[Source], turn: str) -> None:
    name = unheard(frame, [p for s in sources for p in s.speakers])
    if name and not any(
        is_reported(name, st.text) for s in sources for st in statements(s.turn.text)
    ):
        raise _Unsupported(f"{turn} is by {sources[0].turn.who}, not {name}")


def _check_subject(
    frame: str, sources: Sequence[Source], evidence: Sequence[Statement], turn: str
) -> None:
    """A speaker of whom the sentence tells is the turn's own, or is named where it is told.

    "I visited Brazil", said by one, is not what another did.
    """
    speakers = tuple(dict.fromkeys(p for s in sources for p in s.speakers))
    first = next(iter(mentions(frame, speakers)), None)
    if first is None or first.first > 1 or any(is_by(s, first.people) for s in sources):
        return
    if not any(first.people & named_in(st.text, speakers) for st in evidence):
        raise _Unsupported(_by_another(sources[0], first.people))


def _overlapping(proof: Proof) -> list[Statement]:
    start, end = proof.start or 0, proof.end or 0
    return [s for s in statements(proof.source.turn.text) if s.start < end and start < s.end]


def _about(source: Source) -> frozenset[str]:
    """Stems of the words that tell of the turn and are no part of its talk."""
    names = source.person.names if source.person else (source.turn.who,)
    role = source.person.role if source.person else None
    return claims.telling(" ".join((*names, role or "", source.title, _date(source))))


def _named(source: Source) -> frozenset[str]:
    """Stems of all names of those whom the turn speaks of by one of them ("Mr. Secretary")."""
    people = named_in(source.turn.text, source.speakers)
    return claims.telling(" ".join(n for s in source.speakers if s.name in people for n in s.names))


def _date(source: Source) -> str:
    """The record's date as it may be written: 2021-10-20, 20 October 2021."""
    year, _, rest = (source.date or "").partition("-")
    month, _, day = rest.partition("-")
    names = "January February March April May June July August September October November December"
    named = names.split()[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= 12 else ""
    return " ".join((year, named, day.lstrip("0")))


def _blanked(text: str) -> str:
    """The text with its quotes replaced by spaces, so that places stay."""
    for start, end in quoted_spans(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _by_another(source: Source, people: frozenset[str]) -> str:
    return f"turn {source.turn.number} is by {source.turn.who}, not {' or '.join(sorted(people))}"

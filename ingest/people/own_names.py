"""Names that the talk gives to a label which names nobody: a voice, a post, a letter.

Each sign counts: saying "I'm Ann", answering to it ("What now, Ann?"), another who speaks of Ann.
Two signs make a name ("my name is Ann" alone does), where nothing speaks against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.people import names
from ingest.people.introductions import NAME, TAIL, Given
from ingest.people.names import fold
from ingest.text import words
from ingest.transcript import Turn, spoken

# Signs that a name needs, what "my name is" counts for; the share of its calls that one answers.
ENOUGH, TOLD = 2, 2
ANSWERED = 0.75
_LOWER = re.compile(r"\b[a-z]+\b")
_CAPITALISED = re.compile(r"\b[A-Z][\w-]+")
_X = r"(?P<name>[A-Z][a-z][\w-]*)"
_PAUSE = r"(?:,? (?:uh|um|er|erm|eh)\b)*,?"
_WHO = rf"{_PAUSE} ({NAME})"
_TOLD = re.compile(rf"\b[Mm]y name(?: is|[’']s){_WHO}")
_SAID = re.compile(
    rf"\b(?:I am|I[’']m){_WHO}(?=\s*(?:[,.;:!?]|$|(?:and|from|of|with|your|the) ))"
    # "This is Ann" alone may present another.
    rf"|\b[Tt]his is ({NAME})(?=,? (?:from|with|calling|speaking)\b)"
)
# Words before it that make it somebody else's.
_REPORTED = re.compile(r"(?:\b(?:says?|said|saying|that|if|like|goes|went|told \w+)|[\"“‘]),? ?$")
BESIDE = 60  # characters before it that are looked at
_SHORTENED = re.compile(r"[’'](?:m|s|re|ve|ll|d)\b")
_CAN = r"(?:can|could|would|will|do|did|are|what|how|where|why|when)"
_ASKED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[a-z], {_X}\?",
        rf"\b(?:[Oo]ver to you|[Gg]o ahead|[Tt]ake it away),? {_X}[.?!]*\s*$",
        rf"(?:^|[.?!] ){_X},{_PAUSE} {_CAN}\b",
    )
)
# What people say they are that is no name, though it has a capital.
_PEOPLES = re.compile(
    r".*(?:ish|ese)|(?:latin|afric|americ|australi|austr|belgi|brazili|bulgari|canadi|christi|croati"
    r"|cub|egypti|europe|ger|hungari|indi|indonesi|irani|itali|kore|malaysi|mexic|nigeri|norwegi"
    r"|palestini|peruvi|republic|rom|romani|russi|serbi|syri|ukraini|venezuel|asi)(?:an|ian|man)"
    r"|french|dutch|greek|swiss|czech|thai|welsh|iraqi|israeli|pakistani|arab|black|white|hispanic"
    r"|latino|latina|catholic|roman|muslim|hindu|buddhist|protestant|orthodox|democrat|conservative"
    r"|liberal|labour|monday|tuesday|wednesday|thursday|friday|saturday|sunday|god"
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A label that says its name. `told`: by "my name is"."""

    label: str
    name: str
    turn: int
    told: bool

    @property
    def first(self) -> str:
        return fold(self.name).split()[0]


def nameless(labels: Collection[str], texts: Sequence[str]) -> frozenset[str]:
    """The labels that stand for one person each and name nobody.

    Voices ("Speaker 2"); posts ("Project Manager"), known by their words or by what the talk has in
    lower case; labels that differ by a letter ("Grad A", "Grad B").
    """
    low = _lower(texts)
    stems = {label: [w for w in fold(label).split() if len(w) > 1] for label in labels}
    alike = Counter(" ".join(s) for label, s in stems.items() if len(fold(label).split()) > len(s))
    found = set()
    for label, stem in stems.items():
        titled = names.parse(label).titles  # "Mr. Long" is a name, however often "long" is said
        post = names.is_post(label) or (set(stem) <= low and not titled)
        if names.is_voice(label) or post or alike[" ".join(stem)] > 1:
            found.add(label)
    return frozenset(label for label in found if not names.is_unnamed(label))


def own_names(turns: Sequence[Turn], labels: frozenset[str]) -> dict[str, Given]:
    """The names of nameless labels, where one label has one name and no other label has it."""
    if not labels:
        return {}
    taken = frozenset(w for t in turns if t.label for w in fold(t.label).split())
    barred = taken | words.POSTS | words.ROLES | words.HONORIFICS | words.STARTERS
    low = _lower([t.text for t in turns])
    claims = [c for c in _claims(turns, labels, low) if not barred & set(fold(c.name).split())]
    signs = _claimed(turns, claims)
    given: dict[tuple[str, str], Given] = {}
    for claim in sorted(claims, key=lambda c: -len(c.name.split())):
        given.setdefault((claim.label, claim.first), Given(claim.turn, claim.name, claim.turn))
    for label, name, turn, count in _addressed(turns, labels, barred | low, claims):
        key = label, fold(name)
        signs[key] += count
        given.setdefault(key, Given(turn, name, turn))
    sure = [key for key, count in signs.items() if count >= ENOUGH]
    by_label, by_name = Counter(label for label, _ in sure), Counter(name for _, name in sure)
    return {
        label: given[label, name]
        for label, name in sure
        if by_label[label] == 1 and by_name[name] == 1
    }


def _lower(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(w for text in texts for w in _LOWER.findall(text))


def _claims(turns: Sequence[Turn], labels: frozenset[str], low: frozenset[str]) -> Iterator[_Claim]:
    """What nameless labels say their names are. "I'm Will" is none where "will" is a word too."""
    for turn in turns:
        for m in (*_TOLD.finditer(turn.text), *_SAID.finditer(turn.text)) if turn.label else ():
            told = m.re is _TOLD
            name = " ".join(names.parse(next(g for g in m.groups() if g).rstrip(".")).words)
            parts = fold(name).split()
            word = not told and any(p in low or _PEOPLES.fullmatch(p) for p in parts)
            reported = _REPORTED.search(turn.text[max(0, m.start() - BESIDE) : m.start()])
            if turn.label in labels and parts and not (word or reported or _SHORTENED.search(name)):
                yield _Claim(turn.label, name, turn.number, told)


def _claimed(turns: Sequence[Turn], claims: Sequence[_Claim]) -> Counter[tuple[str, str]]:
    """How much speaks for each claim (its label and first name)."""
    opened = {t.label: t.number for t in reversed(turns)}
    said = _who_says(turns, {c.name.split()[0] for c in claims})
    # A round of introductions: two others say their names too.
    in_round = len({c.label for c in claims}) > 2
    kinds: dict[tuple[str, str], set[str]] = {}
    for c in claims:
        found = kinds.setdefault((c.label, c.first), {"said"})
        found |= {"told"} if c.told else set()
        found |= {"others say it"} if said[c.name.split()[0]] - {c.label} else set()
        found |= {"opening"} if " " in c.name and c.turn == opened[c.label] else set()
        found |= {"round"} if in_round else set()
    return Counter({key: TOLD if "told" in k else len(k) for key, k in kinds.items()})


def _who_says(turns: Sequence[Turn], wanted: Collection[str]) -> dict[str, set[str | None]]:
    """For each word, the labels whose turns hold it."""
    found: dict[str, set[str | None]] = {word: set() for word in wanted}
    for turn in turns:
        for word in found.keys() & set(_CAPITALISED.findall(turn.text)):
            found[word].add(turn.label)
    return found


def _addressed(
    turns: Sequence[Turn], labels: frozenset[str], barred: frozenset[str], claims: Sequence[_Claim]
) -> Iterator[tuple[str, str, int, int]]:
    """Labels that answer to a name: label, name, the first turn that has it, how often.

    A label that speaks the name itself, but to tell it, is somebody else; and so is every label
    where different ones answer.
    """
    answers: dict[str, dict[str, list[int]]] = {}
    for number, name, other in _calls(turns):
        if fold(name) not in barred and not _PEOPLES.fullmatch(fold(name)):
            answers.setdefault(name, {}).setdefault(other, []).append(number)
    claimed = {c.turn for c in claims}
    said = _who_says([t for t in turns if t.number not in claimed], answers.keys())
    for name, by_label in answers.items():
        label, places = max(by_label.items(), key=lambda item: len(item[1]))
        share = len(places) / sum(map(len, by_label.values()))
        if label in labels and share >= ANSWERED and label not in said[name]:
            yield label, name, places[0], len(places)


def _calls(turns: Sequence[Turn]) -> Iterator[tuple[int, str, str]]:
    """Turns that ask somebody by name, the name, and the label that answers."""
    for turn, after in pairwise(turns):
        if after.label and after.label != turn.label:
            end = spoken(turn.text)[-TAIL:]
            for name in {m["name"] for pattern in _ASKED for m in pattern.finditer(end)}:
                yield turn.number, name, after.label

"""Other names under which a transcript speaks of its speakers, and what it says they are.

"SECRETARY BLINKEN" stands for whom the talk calls "U.S. Secretary of State Mr. Antony Blinken" and
addresses as "Mr. Secretary". Only what the text says beside the name is taken, and only where the
surname is one speaker's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.people.names import Name, fold, is_post
from ingest.text import words

# No word of a name is longer than 40: a search that begins at every letter stays cheap.
_CAP = r"(?:(?:[A-Z]\.){1,4}|[A-Z\u00c0-\u00de][\w'’-]{0,40}\.?)"
_SEQUENCE = re.compile(rf"{_CAP}(?: {_CAP}){{1,9}}")
_OFFICE = (
    r"(?:[Pp]resident|[Ss]ecretary|[Mm]inister|[Cc]hancellor|[Cc]hair\w*|[Gg]overnor|[Mm]ayor"
    r"|[Ss]enator|[Aa]mbassador|[Gg]eneral|[Aa]dmiral|[Cc]ommissioner|[Dd]irector|[Ss]peaker|[Jj]udge"
    r"|[Jj]ustice|[Ss]pokes(?:man|woman|person)|[Cc]hief|[Hh]ead|C[ETF]O|[Ff]ounder|[Cc]o-founder"
    r"|[Pp]rofessor|[Ee]ditor\w*|[Rr]eporter|[Cc]orrespondent|[Aa]nalyst|[Mm]anager|[Ll]eader|[Hh]ost"
    r"|[Ee]conomist|[Aa]nchor|[Ss]cientist|[Ee]ngineer|[Aa]ttorney|[Cc]ounsel|[Cc]oordinator"
    r"|[Rr]epresentative)"
)
_OF = rf"(?: (?:of|for|at|to) (?:the )?{_CAP}(?: {_CAP}){{0,3}}?(?: of (?:the )?{_CAP})?)"
_BEFORE = re.compile(
    rf"\b(?P<role>(?:{_CAP} ){{0,3}}{_OFFICE}{_OF}{{0,2}}?),? (?:(?:Mr|Ms|Mrs|Dr|Madam)\.? )?$"
)
_AFTER = re.compile(
    r"(?:,| is| was|, who is) (?:the |our |an? )?"
    rf"(?P<role>(?:[\w.’'-]{{1,40}} ){{0,2}}?{_OFFICE}"
    rf"(?: (?:of|for|at) (?:the )?{_CAP}(?: (?:of )?{_CAP}){{0,4}})?)"
)
_ADDRESS = re.compile(
    r"\b(?:Mr\.?|Madam|Mister|Madame) (?P<title>(?:Chief |Vice |Prime )?[A-Z][a-z]+)\b(?! [A-Z])"
)
# Characters beside a name in which its role is looked for; how many of a name's places are read.
BESIDE, PLACES = 100, 40
MOST_NAMES, MOST_MENTIONS = 6, 2000
_ADDRESSED = re.compile(r"^(?:[Tt]he|Mr\.?|Ms\.?|Madam) ")
_NOT_GIVEN = words.HONORIFICS | words.ROLES | words.STARTERS
# What the talk calls "the city" is nobody's first name in "City Hall".
_NOUN = re.compile(
    r"\b(?i:the|an?|this|that|our|your|their|his|her|its|my|every|each) ([a-z]{2,40})\b"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the text adds to a speaker: names it uses for them, and a role it gives them."""

    aliases: tuple[str, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True)
class _Mention:
    given: tuple[str, ...]
    surname: str
    more: str
    start: int
    end: int


def find(people: Sequence[Sequence[Name]], text: str) -> list[Known]:
    """For each group of labels (one speaker each), what `text` (all the talk) tells of them."""
    best = [max(group, key=lambda n: len(n.words)) for group in people]
    surnames = Counter(_surname(n) for n in best)
    wanted = {s for s, n in surnames.items() if s and n == 1}
    mentions: dict[str, list[_Mention]] = {}
    for m in _mentions(text, wanted):
        if len(beside := mentions.setdefault(fold(m.surname), [])) < MOST_MENTIONS:
            beside.append(m)
    mentions = _without_things(mentions, people, text)
    addressed = {fold(m["title"]): m[0] for m in _ADDRESS.finditer(text)}
    titles = Counter(t for group in people for t in {_title(n) for n in group})
    found = []
    for group, name in zip(people, best, strict=True):
        own = {_title(n) for n in group}
        forms = [addressed[t] for t in sorted(own & addressed.keys()) if titles[t] == 1]
        full, roles = _told(name, mentions.get(_surname(name), []), text)
        offices = [r for r in roles if " of " in r]
        found.append(Known((*full, *forms, *offices), roles[0] if roles else None))
    return found


def _surname(name: Name) -> str:
    """The folded surname.

    None for a first name alone, which no title or capitals mark as one, and for a post
    ("Industrial Designer").
    """
    alone = len(name.words) == 1 and not name.titles and not name.label.isupper()
    return "" if alone or not name.words or is_post(name.label) else name.folded[-1]


def _title(name: Name) -> str:
    return " ".join(t for t in name.titles if t != "the")


def _mentions(text: str, surnames: set[str]) -> Iterator[_Mention]:
    """Where one of the surnames follows capitalised words, which may be given names."""
    for m in _SEQUENCE.finditer(text):
        parts = m[0].split(" ")
        at = m.start()
        for i, part in enumerate(parts):
            bare = re.sub(r"[’']s?$|\.$", "", part)
            if i and fold(bare) in surnames:
                given = _given(parts[:i])
                start = at - sum(len(g) + 1 for g in given)
                more = parts[i + 1] if bare == part and i + 2 == len(parts) else ""
                yield _Mention(given, bare, more, start, at + len(bare))
            at += len(part) + 1


def _given(before: Sequence[str]) -> tuple[str, ...]:
    """The words next before a surname that are no title, no office and open no sentence."""
    kept: list[str] = []
    for word in reversed(before[-3:]):
        key = fold(word)
        stops = word.endswith(".") and len(key) > 1
        if (
            stops
            or "’" in word
            or "'" in word
            or key in words.HONORIFICS | words.ROLES | words.STARTERS
        ):
            break
        kept.insert(0, word)
    return tuple(kept)


def _without_things(
    mentions: dict[str, list[_Mention]], people: Sequence[Sequence[Name]], text: str
) -> dict[str, list[_Mention]]:
    """The mentions without things and places: common nouns before a surname ("City Hall").

    A first name may be such a word ("Bill Lee"): where a title stands before it, or a label has it.
    """
    if not mentions:
        return mentions
    nouns = frozenset(_NOUN.findall(text))
    own = {(_surname(n), word) for group in people for n in group for word in n.folded[:-1]}
    met = {m.given for found in mentions.values() for m in found if _is_titled(m, text)}
    return {
        surname: [
            m
            for m in found
            if m.given in met
            or any(fold(w) not in nouns or (surname, fold(w)) in own for w in m.given)
        ]
        for surname, found in mentions.items()
    }


def _is_titled(m: _Mention, text: str) -> bool:
    before = text[max(0, m.start - BESIDE) : m.start].split()[-1:]
    return bool(before) and fold(before[0]) in words.HONORIFICS | words.ROLES


def _told(name: Name, mentions: Sequence[_Mention], text: str) -> tuple[list[str], list[str]]:
    """The full names that the mentions give, the most frequent first, and a role beside them.

    No name where the mentions are of two people with the surname; a word before the given name
    ("Colombia Ann Lee") that other mentions do not have is not part of it.
    """
    own = name.folded[:-1]
    fitting = [m for m in mentions if m.given and (not own or fold(m.given[0])[0] == own[0][0])]
    shortest = {m.given for m in fitting}
    trimmed = fitting if own else [_trimmed(m, shortest) for m in fitting]
    if len({fold(m.given[0]) for m in trimmed}) > 1:
        return [], []
    counts = Counter(full for m in trimmed for full in _forms(m, text))
    return [n for n, _ in counts.most_common(MOST_NAMES)], _roles(trimmed[:PLACES], text)


def _trimmed(m: _Mention, others: set[tuple[str, ...]]) -> _Mention:
    """The mention without words before the given name that other mentions do not have."""
    tails = [m.given[i:] for i in range(1, len(m.given)) if m.given[i:] in others]
    if not tails:
        return m
    dropped = m.given[: len(m.given) - len(tails[-1])]
    return replace(m, given=tails[-1], start=m.start + sum(len(w) + 1 for w in dropped))


def _forms(m: _Mention, text: str) -> list[str]:
    """The full name, and the longer one where a second surname closes the phrase."""
    full = " ".join((*m.given, m.surname))
    closes = text[m.end + 1 + len(m.more) :][:1] in ",;)"
    if m.more and closes and m.more[-1] != "." and fold(m.more) not in _NOT_GIVEN:
        return [full, f"{full} {m.more}"]
    return [full]


def _roles(mentions: Sequence[_Mention], text: str) -> list[str]:
    """The offices before a mention, or behind it ("Ann Lee, the mayor of Bonn").

    Those that say of what come first, then the commonest.
    """
    counts: Counter[str] = Counter()
    for m in mentions:
        before = _BEFORE.search(text[max(0, m.start - BESIDE) : m.start])
        after = _AFTER.match(text[m.end : m.end + BESIDE])
        for found in (before, after):
            if found:
                counts[
                    re.sub(r"^(?:[Tt]he|Mr\.?|Ms\.?|Madam) ", "", found["role"].rstrip(" ,"))
                ] += 1
    return [role for role, _ in counts.most_common(MOST_NAMES)]

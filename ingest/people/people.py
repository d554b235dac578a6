"""Labels to people: which labels of a file are one person's; where two could be meant, neither."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.people import names
from ingest.people.names import Name
from ingest.people.order import Order, two_people
from ingest.text import words
from ingest.transcript import Joined

# A word that more names of a file share than this tells nobody apart.
MOST_SHARING = 20


# What leads on from a name to whom or where it speaks, in small letters.
_NO_NAME = (
    frozenset(
        """
        to for from at on in of with by as à au aux pour par an am zum zur für vom bei als para al
        ao em como dal alla al per aan voor bij met till från för til fra od dla przez jako
        """.split()
    )
    - words.NOBILIARY
)


_NO_ORDER = Order()


def group(labels: Sequence[str], order: Order = _NO_ORDER) -> list[list[Name]]:
    """The labels of a file, in groups of one person (role, voice) each, in order of appearance.

    Fuller names come first within the comparison: a shorter one joins the only fuller one that it
    fits ("AZUZ" and "CARL AZUZ"), and stays alone where it fits two ("SMITH" with John and Jane).
    `order`: where the labels stand in the talk; two who answer each other are two.
    """
    variants: dict[str, list[Name]] = {}
    for label in labels:
        variants.setdefault(names.fold(label), []).append(names.parse(label))
    parsed = [same_label[0] for same_label in variants.values()]
    rank = {n.label: i for i, n in enumerate(parsed)}
    groups: list[list[Name]] = []
    sharing: dict[str, set[int]] = {}
    for name in sorted(parsed, key=lambda n: (-len(n.words), not n.titles, rank[n.label])):
        near = set().union(*(sharing.get(e, set()) for e in _ends(name)))
        told = sum(any(_tells(other, name) for other in groups[i]) for i in near)
        capitals = all(n.label.isupper() for n in variants[names.fold(name.label)])
        unclear = told > 1 or (told == 1 and not capitals)  # "AL", and "Al", who is somebody else
        fitting = [i for i in sorted(near) if not unclear and _belongs(name, groups[i], order)]
        at = fitting[0] if len(fitting) == 1 else len(groups)
        if at == len(groups):
            groups.append([])
        groups[at].append(name)
        for end in _ends(name):
            if len(beside := sharing.setdefault(end, set())) < MOST_SHARING:
                beside.add(at)
    for g in groups:
        g.sort(key=lambda n: rank[n.label])
    groups.sort(key=lambda g: rank[g[0].label])
    return [[v for n in g for v in variants[names.fold(n.label)]] for g in groups]


def _belongs(name: Name, group: Sequence[Name], order: Order) -> bool:
    """The name fits the fullest of a group, and neither another of it nor the turns speak against.

    "Ann" and "Lee" are both Ann Lee, though neither fits the other.
    """
    alike = any(same(name, other) for other in group if len(other.words) >= len(name.words))
    return alike and not any(
        names.conflict(name, other) or two_people(name, other, order) for other in group
    )


def _ends(name: Name) -> set[str]:
    """What two labels of one person have in common: a first or last word, initials, the whole."""
    told = {names.fold(name.bracket)} if name.bracket else set()
    return told | ({*name.folded[:1], *name.folded[-1:]} or {_office(name)})


def _office(name: Name) -> str:
    """What a label without a name is compared by: "The Speaker" and "SPEAKER" are one."""
    return names.fold(name.base).removeprefix("the ")


def fullest(group: Sequence[Name]) -> Name:
    """The label with the most of a name: more words, then a title, then the first printed.

    Where another is all of it but for what is no name ("Ann Lee to the Minister"), that one.
    """
    order = sorted(
        group, key=lambda n: (len(n.words), bool(n.titles), not n.bracket, not n.role), reverse=True
    )
    shared = (n for n in order[1:] if len(n.words) > 1 and _goes_on(order[0], len(n.words)))
    return next((n for n in shared if order[0].folded[: len(n.folded)] == n.folded), order[0])


def _goes_on(name: Name, at: int) -> bool:
    """Behind so many words of the name stands what belongs to no name."""
    behind = name.words[at : at + 1]
    return bool(behind) and (behind[0][0] in "(–—-" or behind[0] in _NO_NAME)


def evidence(group: Sequence[Name], order: Order) -> tuple[Joined, ...]:
    """Why the labels of a group that are not the same name are one person's."""
    best = fullest(group)
    return tuple(
        Joined(n.label, order.first(best), _why(n, best))
        for n in group
        if (n.folded, n.titles, n.generation) != (best.folded, best.titles, best.generation)
    )


def _why(name: Name, best: Name) -> str:
    how = "short for" if len(name.words) < len(best.words) else "the same name as"
    return f"{how} {best.label}; the two never answer each other"


def same(a: Name, b: Name) -> bool:
    """Two labels can be one person's."""
    if _tells(a, b) or _tells(b, a):  # "EL" is an article elsewhere
        return True
    if names.is_unnamed(a.label) or names.is_unnamed(b.label) or not (a.words and b.words):
        return _office(a) == _office(b) and _brackets_fit(a, b)
    if names.is_voice(a.label) or names.is_voice(b.label):
        return names.fold(a.label) == names.fold(b.label)
    if names.conflict(a, b) and a.folded != b.folded:
        return False
    short, long = sorted((a, b), key=lambda n: len(n.words))
    return _fits(short, long)


def _tells(full: Name, short: Name) -> bool:
    """The name tells the initials under which somebody goes on: "Ella Lund (EL)", and "EL"."""
    letters = "".join(w[0] for w in full.folded)
    return len(letters) > 1 and letters == names.fold(full.bracket or "") == names.fold(short.label)


def _brackets_fit(a: Name, b: Name) -> bool:
    """What stands in brackets after a role is the same person, or stands only once."""
    if a.bracket is None or b.bracket is None:
        return True
    return same(names.parse(a.bracket), names.parse(b.bracket))


def _fits(short: Name, long: Name) -> bool:
    """The shorter name is the end of the longer, its first name(s), or both but for the middle."""
    s, n = short.folded, long.folded
    if s == n:
        return not (names.conflict(short, long))
    if len(s) == len(n) == 1:
        return False
    if len(s) < len(n) and (n[-len(s) :] == s or (n[: len(s)] == s and not short.titles)):
        return True
    if len(s) < 2 or s[-1] != n[-1]:
        return False
    return _initial(s[0], n[0]) and all(any(_initial(m, o) for o in n[1:-1]) for m in s[1:-1])


def _initial(a: str, b: str) -> bool:
    """Equal, or one the initial of the other."""
    return a == b or (len(min(a, b, key=len)) == 1 and a[:1] == b[:1])

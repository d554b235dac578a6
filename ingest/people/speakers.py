"""Labels to speakers: one person under several labels, anonymous turns, names the text gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from ingest.people import aliases, introductions, letter_case, names, own_names, people
from ingest.people.names import Name
from ingest.people.order import order_of
from ingest.readers.common.matter import title_of
from ingest.transcript import Joined, Reading, Speaker, Transcript, Turn, stage_notes


def resolve(reading: Reading, name: str, sha256: str) -> Transcript:
    """The transcript of a reading: every turn with its resolved speaker and stage notes.

    A speaker is None where neither the label nor the talk names anybody; a name from the talk
    stands in `speakers` with the turn that tells it (`named_in`).
    """
    labels = list(dict.fromkeys(t.label for t in reading.turns if t.label))
    offices = names.presides(Counter(t.label for t in reading.turns if t.label))
    anonymous = _anonymous(labels) - offices
    coded = {t.label for t in reading.turns if t.headed} - anonymous
    found = _speakers([label for label in labels if label not in coded], reading, offices)
    named = {label: s.name for s in found for label in s.labels if label not in anonymous}
    headed, found = _headed(reading, found, coded)
    turns = [
        Turn(
            number=number,
            speaker=named.get(raw.label or "") or headed.get(raw.headed or ""),
            label=raw.label,
            text=raw.text,
            start_ms=raw.start_ms,
            end_ms=raw.end_ms,
            notes=stage_notes(raw.text),
            source=raw.source,
        )
        for number, raw in enumerate(reading.turns, 1)
    ]
    turns, found = _with_introduced(turns, found, anonymous)
    return Transcript(
        name,
        reading.title or title_of(name),
        reading.date,
        reading.format,
        tuple(turns),
        reading.front,
        reading.back,
        sha256,
        tuple(_with_own_names(turns, found)),
    )


def match_speaker(name: str, speakers: Sequence[Speaker]) -> list[Speaker]:
    """The speakers that a name means; case, accents and titles are ignored.

    The first of these that fits anybody decides: the whole name (or alias, or role); the name
    without its title; part of it, such as the surname.
    """
    wanted = names.fold(name).removeprefix("the ")
    plain = _untitled(name)
    known = [(s, [*s.names, *([s.role] if s.role else [])]) for s in speakers]
    whole = [s for s, own in known if wanted in {names.fold(n).removeprefix("the ") for n in own}]
    if whole or not plain:
        return whole
    untitled = [s for s, own in known if plain in {_untitled(n) for n in own}]
    return untitled or [s for s, own in known if any(set(plain) <= set(_untitled(n)) for n in own)]


def _untitled(name: str) -> tuple[str, ...]:
    """The folded words of a name without titles and articles."""
    return tuple(names.fold(" ".join(names.parse(name).words)).split())


def _anonymous(labels: Sequence[str]) -> frozenset[str]:
    """The labels that are nobody's name; `A` too, where it answers `Q`."""
    unnamed = {label for label in labels if names.is_unnamed(label)}
    return frozenset(unnamed | ({"A"} if {"Q", "A"} <= set(labels) else set()))


def _speakers(labels: Sequence[str], reading: Reading, offices: Set[str]) -> list[Speaker]:
    """One Speaker for each group of labels, with the names the talk has for them."""
    texts = [t.text for t in reading.turns]
    order = order_of(reading.turns)
    groups = people.group(labels, order)
    forms = letter_case.case_forms(texts, (w for label in labels for w in label.split()))
    forms |= letter_case.initials(labels, forms)
    told = aliases.find(groups, "\n".join(texts))
    return [
        replace(
            _speaker(group, known, forms, reading.participants, offices),
            joined=people.evidence(group, order),
        )
        for group, known in zip(groups, told, strict=True)
    ]


def _speaker(
    group: Sequence[Name],
    known: aliases.Known,
    forms: Mapping[str, str],
    participants: Sequence[str],
    offices: Set[str],
) -> Speaker:
    best = people.fullest(group)
    role = next((r for n in group for r in (n.role, n.words and n.bracket) if r), None)
    shown = _shown(best, forms, offices)
    return Speaker(
        name=shown,
        labels=tuple(n.label for n in group),
        aliases=tuple(_without(shown, _other_names(best, group, known, participants))),
        role=letter_case.unshout(role, forms, name=False) if role else known.role,
    )


def _shown(name: Name, forms: Mapping[str, str], offices: Set[str]) -> str:
    """The name to read, in its own letter case: an unnamed label and a voice as printed.

    "Ann Lee (host)" is Ann Lee, "Ann Lee (Lab)" as printed.
    """
    if names.is_unnamed(name.label) and name.label not in offices:
        return name.label
    if names.is_voice(name.label):
        return f"Speaker {name.label}" if name.label.isdigit() else name.label
    plain = name.base if name.words and names.is_post(name.bracket or "") else name.unattached
    return letter_case.unshout(plain, forms)


def _without(name: str, others: Iterable[str]) -> dict[str, None]:
    """The other names in order, each once."""
    return {o: None for o in others if names.fold(o) != names.fold(name)}


def _other_names(
    best: Name, group: Sequence[Name], known: aliases.Known, participants: Sequence[str]
) -> list[str]:
    """Aliases: from the talk, from brackets after a role or a name, from the list of people."""
    listed = [p for p in participants if best.words and people.same(best, names.parse(p))]
    inside = [names.parse(n.bracket).base for n in group if n.bracket and not n.words]
    bare = [n.base for n in group if n.bracket and n.words]
    ordered = [" ".join(n.words) for n in group if n.words and "," in n.unattached]
    return [*known.aliases, *inside, *bare, *ordered, *(listed if len(listed) == 1 else ())]


def _headed(
    reading: Reading, found: list[Speaker], coded: Set[str | None]
) -> tuple[dict[str, str], list[Speaker]]:
    """Speakers by the names that headings give, with those that no label has.

    `coded`: labels that stand for such a name, as in "CHI Ross" of a list of participants.
    """
    codes: dict[str, dict[str, None]] = {}
    for t in reading.turns:
        if t.headed and t.label in coded:
            codes.setdefault(t.headed, {})[t.label or ""] = None
    by_heading: dict[str, str] = {}
    for heading in dict.fromkeys(t.headed for t in reading.turns if t.headed):
        name = names.parse(heading)
        same = [s for s in found if any(people.same(name, names.parse(n)) for n in s.labels)]
        speaker = (
            same[0]
            if len(same) == 1
            else Speaker(letter_case.unshout(heading, {}), tuple(codes.get(heading, [heading])))
        )
        found = found if speaker in found else [*found, speaker]
        by_heading[heading] = speaker.name
    return by_heading, found


def _with_introduced(
    turns: Sequence[Turn], found: Sequence[Speaker], anonymous: frozenset[str]
) -> tuple[list[Turn], list[Speaker]]:
    """Anonymous turns that the talk names, and the speakers it names them as."""
    asked = frozenset(t.number for t in turns if t.label in anonymous and not t.speaker)
    labelled = [s for s in found if s.name not in anonymous]
    named: dict[int, str] = {}
    new: dict[str, Speaker] = {}
    joined: dict[str, list[Joined]] = {}
    for given in introductions.introduced(turns, asked):
        same = match_speaker(given.name, labelled)
        speaker = (
            same[0] if len(same) == 1 else Speaker(given.name, (), (), given.named_in, given.role)
        )
        if len(same) != 1:
            speaker = new.setdefault(names.fold(given.name), speaker)
        elif speaker.name in (t.speaker for t in turns[given.turn - 2 : given.turn + 1]):
            continue  # nobody answers themselves
        else:
            label = turns[given.turn - 1].label or ""
            why = f"turn {given.turn}: {given.name} is named in turn {given.named_in}"
            joined.setdefault(speaker.name, []).append(Joined(label, given.named_in, why))
        named[given.turn] = speaker.name
    changed = [replace(t, speaker=named.get(t.number, t.speaker)) for t in turns]
    found = [replace(s, joined=(*s.joined, *joined.get(s.name, ()))) for s in found]
    return changed, [*found, *new.values()]


def _with_own_names(turns: Sequence[Turn], found: Sequence[Speaker]) -> list[Speaker]:
    """Labels that name nobody get the name that the talk gives them as an alias."""
    labels = {label for s in found for label in s.labels}
    own = own_names.own_names(turns, own_names.nameless(labels, [t.text for t in turns]))
    return [
        replace(s, aliases=(*s.aliases, own[s.labels[0]].name), named_in=own[s.labels[0]].named_in)
        if s.labels and s.labels[0] in own
        else s
        for s in found
    ]

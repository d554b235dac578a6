"""Labels that were taken for one speaker, parted again because a person says so. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ingest.people import names, people
from ingest.people.letter_case import unshout
from ingest.people.names import fold
from ingest.transcript import Speaker


def apart(speakers: Sequence[Speaker], labels: Collection[str]) -> list[Speaker]:
    """The speakers, each of `labels` as a speaker of its own."""
    return [part for s in speakers for part in parts(s, labels)] if labels else list(speakers)


def parts(speaker: Speaker, labels: Collection[str]) -> list[Speaker]:
    """The speaker without those of `labels` that are theirs, and one speaker for each of them.

    One label always stays. Other names and the role stay with it: whose they are, nobody said.
    """
    gone = [label for label in speaker.labels if label in labels]
    kept = tuple(label for label in speaker.labels if label not in gone)
    if not gone or not kept:
        return [speaker]
    forms = {fold(word): word for n in (speaker.name, *speaker.aliases) for word in n.split()}

    def called(label: str) -> str:
        return unshout(names.parse(label).unattached, forms)

    own = [Speaker(called(label), (label,)) for label in gone]
    taken = {s.name for s in own}
    best = people.fullest([names.parse(label) for label in kept]).label
    name = called(best) if speaker.name in taken else speaker.name
    rest = replace(
        speaker,
        name=best if name in taken else name,
        labels=kept,
        aliases=tuple(a for a in speaker.aliases if a not in taken),
        joined=tuple(j for j in speaker.joined if j.label not in gone),
    )
    own = [replace(s, name=s.labels[0]) if s.name == rest.name else s for s in own]
    return [rest, *own]

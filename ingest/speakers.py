"""Labels to speakers: one person under several labels, anonymous turns, names the text gives."""

from __future__ import annotations

from ingest.transcript import Reading, Speaker, Transcript, Turn, stage_notes

ANONYMOUS = frozenset({"QUESTION", "Q", "AUDIENCE", "UNKNOWN SPEAKER", "REPORTER"})


def resolve(reading: Reading, name: str, sha256: str) -> Transcript:
    """The transcript of a reading: every turn with its resolved speaker and stage notes."""
    turns = tuple(
        Turn(
            number=number,
            speaker=_name(raw.label),
            label=raw.label,
            text=raw.text,
            start_ms=raw.start_ms,
            end_ms=raw.end_ms,
            notes=stage_notes(raw.text),
            source=raw.source,
        )
        for number, raw in enumerate(reading.turns, 1)
    )
    labels = dict.fromkeys(t.label for t in turns if t.label)
    speakers = tuple(Speaker(_name(label) or label, (label,)) for label in labels)
    return Transcript(
        name,
        reading.title or name,
        reading.date,
        reading.format,
        turns,
        reading.front,
        reading.back,
        sha256,
        speakers,
    )


def _name(label: str | None) -> str | None:
    if label is None or label.upper() in ANONYMOUS:
        return None
    return label.title() if label.isupper() else label

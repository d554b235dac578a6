"""The picture of a transcript: who speaks when, by the clock where it has times."""

from __future__ import annotations

from collections import defaultdict

from ingest.transcript import Transcript, timestamp

# Wide enough for a bar each on any screen; what is nearer than that is one bar.
SLICES = 240
# A bar: from and to (0 to 1), the turn where it begins, and in words when that is.
Bar = tuple[float, float, int, str]


def bars(transcript: Transcript) -> dict[str, list[Bar]]:
    """A bar wherever somebody speaks, by speaker, in order.

    Where turns have no times, a place is measured in characters.
    """
    drawn: dict[str, list[Bar]] = defaultdict(list)
    for turn, (start, end) in zip(transcript.turns, _spans(transcript), strict=True):
        row = drawn[turn.who]
        if row and start - row[-1][1] < 1 / SLICES:
            before = row[-1]
            row[-1] = (before[0], max(before[1], end), before[2], before[3])
            continue
        when = f"turn {turn.number}"
        if turn.start_ms is not None:
            when += f", {timestamp(turn.start_ms)}"
        row.append((start, end, turn.number, when))
    return {
        who: [(round(a, 4), round(b, 4), n, w) for a, b, n, w in row] for who, row in drawn.items()
    }


def axis(transcript: Transcript) -> list[str]:
    """What stands under the picture, from left to right."""
    last = _last_ms(transcript)
    if last is None:
        return ["start", "middle", "end"]
    return [timestamp(last * quarter // 4) for quarter in range(5)]


def _spans(transcript: Transcript) -> list[tuple[float, float]]:
    """From and to of each turn, 0 to 1."""
    last = _last_ms(transcript)
    if last is None:
        sizes = [len(t.text) for t in transcript.turns]
        total, at, spans = sum(sizes) or 1, 0, []
        for size in sizes:
            spans.append((at / total, (at + size) / total))
            at += size
        return spans
    starts = [t.start_ms or 0 for t in transcript.turns]
    ends = [
        max(start, min(turn.end_ms or following, last))
        for turn, start, following in zip(
            transcript.turns, starts, [*starts[1:], last], strict=True
        )
    ]
    return [(min(1.0, a / last), min(1.0, b / last)) for a, b in zip(starts, ends, strict=True)]


def _last_ms(transcript: Transcript) -> int | None:
    """When the last turn ends; None where not every turn has a time."""
    if not transcript.turns or any(t.start_ms is None for t in transcript.turns):
        return None
    return (
        max(ms for t in transcript.turns for ms in (t.start_ms, t.end_ms) if ms is not None) or None
    )

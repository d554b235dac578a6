"""Time expressions of TTML (W3C TTML2, 12.3) to milliseconds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.text.times import scaled_ms

_NUMBER = r"\d{1,15}(?:[.,]\d{1,15})?"
_OFFSET = re.compile(rf"({_NUMBER})(h|ms|m|s|f|t)?")
_CLOCK = re.compile(
    r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](?P<fraction>\d{1,9})|[:;](?P<frames>\d{1,4})(?:\.\d+)?)?"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The rates of a document: frames and ticks a second."""

    frames: float = 30.0
    ticks: float = 1.0

    def ms(self, expression: str) -> int | None:
        """Milliseconds of `00:01:02.5`, `00:01:02:12` (frames), `62.5s`, `90f`, `625000000t`.

        A number without a unit is seconds, as players read it. None where it is no time.
        """
        text = expression.strip()
        if clock := _CLOCK.fullmatch(text):
            hours, minutes, seconds = (int(clock[n] or 0) for n in (1, 2, 3))
            part = float(f"0.{clock['fraction'] or 0}") + int(clock["frames"] or 0) / self.frames
            return scaled_ms((hours * 60 + minutes) * 60 + seconds + part, 1000)
        if offset := _OFFSET.fullmatch(text):
            units = {
                "h": 3_600_000,
                "m": 60_000,
                "ms": 1,
                "f": 1000 / self.frames,
                "t": 1000 / self.ticks,
            }
            return scaled_ms(float(offset[1].replace(",", ".")), units.get(offset[2] or "s", 1000))
        return None


def clock_of(attributes: Mapping[str, str]) -> Clock:
    """The rates that the root element states (by local names), or TTML's defaults."""
    rate = _positive(attributes.get("frameRate")) or 30.0
    multiplier = re.split(r"[\s:]+", attributes.get("frameRateMultiplier", "1 1").strip())
    over, under = ([_positive(m) or 1.0 for m in multiplier] + [1.0])[:2]
    frames = rate * over / under
    sub = _positive(attributes.get("subFrameRate")) or 1.0
    default = frames * sub if "frameRate" in attributes else 1.0
    return Clock(frames, _positive(attributes.get("tickRate")) or default)


def _positive(value: str | None) -> float | None:
    if not value or not re.fullmatch(_NUMBER, value.strip()):
        return None
    return float(value.replace(",", ".")) or None

"""A value in a JSON file that knows its path, so that every wrong type is named by where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.errors import BrokenFile
from ingest.text.times import clock_ms, scaled_ms
from ingest.transcript import clean

SECONDS, MILLISECONDS, TICKS = 1000.0, 1.0, 1e-4
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?")
_ISO_DURATION = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7}(?:\.\d{1,12})?)S)?")
# protobuf leaves out what is zero; "absolute" is the time of day.
_TIME_KEYS = frozenset(("seconds", "nanos", "nanoseconds", "relative", "absolute"))
_NOBODY = frozenset({"", "uu", "unknown", "none", "null", "n/a", "na", "?", "-"})


@dataclass(frozen=True, slots=True)
class Node:
    """`value` stands at `key` of `parent`, in the file named `file`. Absent values are None."""

    value: Any
    file: str
    parent: Node | None = None
    key: str | int = "$"

    @property
    def path(self) -> str:
        """The JSON path, like `$.results.items[3]`."""
        steps: list[str] = []
        node: Node | None = self
        while node:
            steps.append(_step(node.key) if node.parent else "$")
            node = node.parent
        return "".join(reversed(steps))

    def get(self, *keys: str) -> Node:
        """The value of the first of `keys` that is there and not null; else a Node of None.

        Raises BrokenFile where this is no object.
        """
        fields = self._as(dict, "an object") or {}
        key = next((k for k in keys if fields.get(k) is not None), keys[0])
        return Node(fields.get(key), self.file, self, key)

    def has(self, *keys: str) -> bool:
        """Whether it is an object with a value for each of `keys`."""
        return isinstance(self.value, dict) and all(self.value.get(k) is not None for k in keys)

    def peek(self, *steps: str | int) -> Any:
        """The value some steps down, or None where the steps lead nowhere."""
        value = self.value
        for step in steps:
            if isinstance(step, str):
                value = value.get(step) if isinstance(value, dict) else None
            else:
                value = value[step] if isinstance(value, list) and len(value) > step else None
        return value

    def items(self) -> Iterator[Node]:
        """The elements of the list; none where it is absent. Raises BrokenFile where it is none."""
        for at, value in enumerate(self._as(list, "a list") or []):
            yield Node(value, self.file, self, at)

    def first(self) -> Node:
        """The first element of a list; a Node of None where it is empty or absent."""
        return next(self.items(), Node(None, self.file, self, 0))

    def text(self) -> str:
        """The text, "" where it is absent. Raises BrokenFile where it is none."""
        return self._as(str, "text") or ""

    def name(self) -> str:
        """Text or a whole number as text, "" where it is absent. Raises BrokenFile."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool) or not isinstance(self.value, str | int):
            raise self.wrong("a name or number")
        return str(self.value)

    def speaker(self) -> str | None:
        """The label of a speaker: `Speaker 1` for 1, `Speaker A` for A, a name as it is.

        None where the value is absent or says that nobody is known. Raises BrokenFile.
        """
        value = self.value
        if isinstance(value, dict):
            return self.get("name", "display_name", "displayName", "label", "id").speaker()
        if isinstance(value, bool) or not isinstance(value, str | int | float | None):
            raise self.wrong("a speaker")
        if isinstance(value, float):
            value = int(value) if value.is_integer() else None
        label = clean(str(value if value is not None else ""))
        if label.casefold() in _NOBODY:
            return None
        return f"Speaker {label}" if re.fullmatch(r"\d{1,9}|[A-Z]", label) else label

    def ms(self, unit_ms: float = SECONDS) -> int | None:
        """The time in milliseconds; None where it is absent.

        A bare number, or one in quotes, counts in `unit_ms`; `12.3s`, `00:01:02.5`, `PT1M2.5S` and
        `{"seconds": 1, "nanos": 5}` say themselves what they are. Raises BrokenFile for a
        negative time, NaN, infinity, and what is no time.
        """
        if self.value is None:
            return None
        ms = self._ms(unit_ms)
        if ms is None:
            raise self.wrong("a time, zero or more,")
        return ms

    def is_time(self) -> bool:
        """`ms` would read it."""
        try:
            return self.ms() is not None
        except BrokenFile:
            return False

    def wrong(self, wanted: str) -> BrokenFile:
        """The error that says what was wanted here and what was found."""
        shown = repr(self.value) if isinstance(self.value, int | float | str) else self._kind()
        return BrokenFile(self.file, f"{wanted} is expected, found {shown[:40]}", self.path)

    def _ms(self, unit_ms: float) -> int | None:
        value = self.value
        if isinstance(value, str):
            return _text_ms(value.strip(), unit_ms)
        if isinstance(value, dict):
            if not _TIME_KEYS.issuperset(value):
                return None
            if self.has("relative"):
                return self.get("relative").ms(unit_ms)
            seconds, nanos = self.get("seconds").ms(), self.get("nanos", "nanoseconds").ms(1e-6)
            return (seconds or 0) + (nanos or 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return scaled_ms(value, unit_ms)

    def _as(self, kind: type, name: str) -> Any:
        if self.value is not None and not isinstance(self.value, kind):
            raise self.wrong(name)
        return self.value

    def _kind(self) -> str:
        names = {dict: "an object", list: "a list", type(None): "nothing"}
        return names.get(type(self.value), "a value")


def _step(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    key = key[:40]
    return f".{key}" if key.isidentifier() else f"[{key!r}]"


def _text_ms(text: str, unit_ms: float) -> int | None:
    if _NUMBER.fullmatch(text):
        return scaled_ms(float(text), unit_ms)
    if text.endswith("s") and _NUMBER.fullmatch(text[:-1]):
        return scaled_ms(float(text[:-1]), SECONDS)
    if (iso := _ISO_DURATION.fullmatch(text)) and len(text) > len("PT"):
        hours, minutes, seconds = (float(part or 0) for part in iso.groups())
        return scaled_ms((hours * 60 + minutes) * 60 + seconds, SECONDS)
    return clock_ms(text)

"""The form of a follow-up that cannot be asked alone: "Why? (about: What did Lind say?)".

It is shown to the person, and read again by what takes the question apart.
"""

from __future__ import annotations

_MARK = " (about: "


def going_on(core: str, before: str) -> str:
    """A question that cannot be asked alone, with the one that it goes on from."""
    return f"{core.rstrip('?!. ')}?{_MARK}{before})"


def parts(question: str) -> tuple[str, str]:
    """The question itself, and the earlier one that it goes on from, or nothing."""
    core, mark, before = question.partition(_MARK)
    return core, before[:-1] if mark else ""

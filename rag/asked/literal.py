"""A question that is nothing but a phrase in quotation marks: it is looked for as it stands."""

from __future__ import annotations

import re

_MARKS = '"\u201c\u201d\u201e\u00ab\u00bb'
_QUOTED = re.compile(rf"\s*[{_MARKS}](?P<x>[^{_MARKS}]*\w[^{_MARKS}]*)[{_MARKS}]\s*[.?!]?\s*")


def phrase(question: str) -> str | None:
    """The phrase, or None where the question is anything else."""
    found = _QUOTED.fullmatch(question)
    return found["x"].strip() if found else None

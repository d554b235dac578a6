"""Every caption and speech-to-text format: turns written in it and read back are the same."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import readers
from ingest.open.containers import Document
from tests.support.caption_formats import FORMATS, Said

WORDS = st.lists(
    st.from_regex(r"[a-zéßжמ你][a-z'<&\u2019-]{0,6}[a-z][.,?!]?", fullmatch=True),
    min_size=1,
    max_size=12,
).map(" ".join)
WHO = st.sampled_from(["Ann Lee", "Bo", "Speaker 1", "José de la Cruz"])


def talk(pairs: list[tuple[str, str]]) -> list[Said]:
    """The captions. Two people speak twice, so that labels recur; no text is said twice."""
    two = [("Ann Lee", "hi"), ("Bo", "yes")]
    return [Said(who, f"{text} t{n}", 2 * n) for n, (who, text) in enumerate([*two, *pairs, *two])]


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
@settings(max_examples=15)
@given(pairs=st.lists(st.tuples(WHO, WORDS), max_size=8))
def test_round_trip(write: Callable[[list[Said]], str], pairs: list[tuple[str, str]]) -> None:
    said = talk(pairs)
    text = write(said)
    (reading,) = readers.read(Document("a", text.encode(), text))
    want: list[list[Any]] = []
    for c in said:
        if want and want[-1][0] == c.who:
            want[-1][1:3] = f"{want[-1][1]} {c.text}", c.at + 1
        else:
            want.append([c.who, c.text, c.at + 1, c.at])
    found = [
        [t.label, t.text, (t.end_ms or 0) // 1000, (t.start_ms or 0) // 1000] for t in reading.turns
    ]
    assert found == want

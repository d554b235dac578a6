"""The picture of a transcript: who speaks when, and how much."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from textwrap import shorten
from typing import Any

import streamlit as st

from ingest.transcript import Transcript

# Wide enough for a line each on any screen; more would be thinner than a pixel.
SLICES = 240
ROWS = 12
# Characters of a name; a phone has room for no more beside the bars.
NAME = 24


def who_speaks_when(transcript: Transcript) -> None:
    """A row for each speaker, most words first; a bar wherever they speak."""
    words = spoken_words(transcript)
    rows = [name for name, _ in words.most_common(ROWS)]
    place = {name: at for at, name in enumerate(rows)}
    labels = [f"{shorten(name, NAME, placeholder='…')} · {words[name]:,} words" for name in rows]
    bars = [
        {"who": place[who], "from": start / SLICES, "to": end / SLICES}
        for who, start, end in stretches(transcript)
        if who in place
    ]
    axis = {"ticks": False, "domain": False, "title": None}
    spec: dict[str, Any] = {
        "data": {"values": bars},
        "mark": {"type": "bar", "height": 12, "cornerRadius": 1},
        "encoding": {
            "x": {
                "field": "from",
                "type": "quantitative",
                "scale": {"domain": [0, 1]},
                "axis": {**axis, "grid": False, "values": [0, 0.5, 1], "labelExpr": _POSITION},
            },
            "x2": {"field": "to"},
            "y": {
                "field": "who",
                "type": "nominal",
                "axis": {
                    **axis,
                    "labelLimit": 320,
                    "labelExpr": f"{json.dumps(labels)}[datum.value]",
                },
            },
            "tooltip": None,
        },
    }
    st.vega_lite_chart(spec=spec, height=26 * len(rows) + 40, key="who-speaks-when")
    if len(words) > ROWS:
        st.caption(f"And {len(words) - ROWS:,} more speakers with fewer words.")


_POSITION = "datum.value == 0 ? 'start' : datum.value == 1 ? 'end' : 'middle'"


def spoken_words(transcript: Transcript) -> Counter[str]:
    """Words by speaker."""
    words: Counter[str] = Counter()
    for turn in transcript.turns:
        words[turn.who] += len(turn.text.split())
    return words


def stretches(transcript: Transcript) -> list[tuple[str, int, int]]:
    """Who speaks from which slice to which (0 to SLICES), position measured in characters."""
    total = sum(len(t.text) for t in transcript.turns) or 1
    filled: set[tuple[str, int]] = set()
    at = 0
    for turn in transcript.turns:
        first, at = at * SLICES // total, at + len(turn.text)
        last = max(first + 1, at * SLICES // total)
        filled.update((turn.who, i) for i in range(first, last))
    found = []
    # Neighbouring slices of one speaker differ from their rank by the same number.
    ranked = enumerate(sorted(filled))
    for (who, _), run in groupby(ranked, key=lambda item: (item[1][0], item[1][1] - item[0])):
        slices = [i for _, (_, i) in run]
        found.append((who, slices[0], slices[-1] + 1))
    return found

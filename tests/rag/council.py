"""The example hearing as turns under labels, for tests of what a model says about it."""

from __future__ import annotations

from functools import cache

from ingest import intake
from ingest.transcript import Transcript
from rag.check.verify import Verdict, verify
from rag.find.retrieve import Hit
from rag.write.segment import segment
from rag.write.sources import LabelledTurn, label_hits
from settings import ROOT

FILE = ROOT / "examples" / "harbour-council-hearing.txt"


@cache
def hearing() -> Transcript:
    """The hearing, as the product reads it."""
    return intake.parse(FILE.name, FILE.read_bytes())[0]


@cache
def labelled() -> dict[int, LabelledTurn]:
    """Every turn, its label its number."""
    hits = [Hit(hearing().name, turn, 0.0) for turn in hearing().turns]
    return {t.label: t for t in label_hits(hits, lambda _: hearing())}


def check(text: str) -> Verdict:
    """The verdict on the last sentence of a model's text; the ones before it set the scene."""
    verdict = Verdict("", ())
    for written in segment(text):
        verdict = verify(written, labelled(), verdict.speaking)
    return verdict

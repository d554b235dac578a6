"""Sentences that failed their check, given to the model once to put right or to take back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.check.verify import Verdict, verify
from rag.errors import ModelError
from rag.write import models, prompts
from rag.write.models import Tokens
from rag.write.segment import segment
from rag.write.sources import LabelledTurn
from settings import Settings

_REPAIRED = re.compile(r"^\s*(\d+)\s*[:.)]\s*(.+)$", re.MULTILINE)
_DROP = "DROP"


def repaired(
    question: str,
    shown: str,
    given: Mapping[int, LabelledTurn],
    verdicts: Sequence[Verdict],
    settings: Settings,
) -> tuple[list[Verdict], Tokens]:
    """The sentences after one round of repair: put right, withdrawn by the model, or as before."""
    failed = [at for at, v in enumerate(verdicts) if v.problem]
    if not failed:
        return list(verdicts), None
    listed = "\n".join(
        f"{n}: {verdicts[at].text}\n   Reason: {verdicts[at].problem}."
        for n, at in enumerate(failed, 1)
    )
    messages = prompts.load("repair").fill(question=question, turns=shown, sentences=listed)
    try:
        text, tokens = models.complete(settings, messages)
    except ModelError:
        return list(verdicts), None  # the sentences stay marked, each with its own reason
    lines = {int(n): line for n, line in _REPAIRED.findall(text)}
    mended: list[Verdict] = []
    for at, verdict in enumerate(verdicts):
        line = lines.get(failed.index(at) + 1, "") if at in failed else ""
        if line.strip().strip(".").upper() == _DROP:
            continue
        fresh = [verify(w, given) for w in segment(line)]
        mended += fresh if fresh and not any(v.problem for v in fresh) else [verdict]
    return mended, tokens

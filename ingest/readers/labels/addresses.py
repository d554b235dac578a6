"""Who is spoken to, before a colon: "Madam Mayor, I move the following:" is no label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from ingest.readers.labels.openers import Opener
from ingest.text import offices, words

# "Ann Lee, laughing:", "Der Minister, nach einer Pause:": how somebody speaks, not what he says.
_MANNER = re.compile(
    r"(?:\w+(?:ing|ed|end|ando|endo|indo|ant)|after|as|at|for|from|in|of|on|to|with|without|aus|bei|"
    r"für|im|mit|nach|ohne|von|vom|zu|zum|zur|après|au|avec|dans|de|du|en|pour|sans|sur|a|al|con|"
    r"del|desde|para|por|sin|sobre|tras|com|da|do|em|na|no|sem|dopo|per|senza|su|aan|met|na|naar|op|"
    r"van|voor|zonder)\b"
)
# Words of a sentence, at least: "Ann Lee, geologist", "Ann Lee, senior geologist" say who she is.
LEAST = 3


def without(own: Sequence[Opener]) -> list[Opener]:
    """The openers without those that address whom another line names as the one who speaks.

    The label stands elsewhere without what follows the comma here (or is but a title and an office,
    "Herr Präsident"), and what follows comes once and reads on as a sentence does.
    """
    keys = Counter(o.key for o in own)
    plain = {o.name for o in own if "," not in o.head.label}
    return [o for o in own if keys[o.key] > 1 or not _addresses(o, plain)]


def _addresses(o: Opener, plain: Collection[str]) -> bool:
    who, comma, _ = o.head.label.partition(", ")
    known = bool(comma) and (o.name in plain or _is_office(who))
    return known and _reads_on(o.head.label)


def _is_office(who: str) -> bool:
    first, *rest = who.split()
    return bool(rest) and all(words.is_role(w) for w in (first, *rest))


def _reads_on(label: str) -> bool:
    """What follows the comma begins small (or with "I"), and is no office nor a manner."""
    who, _, tail = label.partition(", ")
    found = tail.split()
    least = LEAST - 1 if words.is_role(who) else LEAST
    small = all(w[0].islower() or w == "I" for w in found[:least])
    office = " ".join(w for w in found if w.casefold() not in offices.SAID)  # "one question"
    if len(found) < least or not small or words.is_role(office) or words.is_post(office):
        return False
    return _MANNER.match(tail) is None

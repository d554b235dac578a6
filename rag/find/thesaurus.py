"""Words that may stand for each other: a hand-written thesaurus, as degrees between stems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from ingest.text.terms import stem

PATH = Path(__file__).with_name("thesaurus.txt")
# How well a word stands for another (0 to 1): as a synonym that both name, or only one of them; as
# one of the kind that is asked for ("which metal": mercury); as the kind of what is asked for.
MUTUAL, SYNONYM, MEMBER, KIND = 0.9, 0.75, 0.7, 0.5

Degrees = Mapping[str, float]


@cache
def related(root: str) -> Degrees:
    """The stems that may stand for a stem in talk, each with its degree."""
    return _degrees().get(root, {})


@cache
def _degrees() -> dict[str, dict[str, float]]:
    synonyms: dict[str, set[str]] = defaultdict(set)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for word, same, kinds, members in _entries():
        synonyms[word].update(same)
        for kind, member in [*((k, word) for k in kinds), *((word, m) for m in members)]:
            found[kind][member] = MEMBER
            found[member].setdefault(kind, KIND)
    for word, same_words in list(synonyms.items()):
        for other in same_words - {word}:
            degree = MUTUAL if word in synonyms.get(other, ()) else SYNONYM
            found[word][other] = found[other][word] = degree
    return found


def _entries() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """Each line as stems: the word, its synonyms, its kinds, its members. Phrases are left out."""
    for line in PATH.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        parts: dict[str, list[str]] = {"": [], "=": [], ">": [], "<": []}
        mark = ""
        for word in line.split():
            if word in parts:
                mark = word
            elif "_" not in word:
                parts[mark].append(stem(word))
        if parts[""]:
            yield parts[""][0], parts["="], parts[">"], parts["<"]

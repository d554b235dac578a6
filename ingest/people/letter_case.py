"""Names in capitals, written in their own letter case; initials stay as printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ingest.people.names import fold, is_unnamed, parse
from ingest.text import words

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’.-][^\W\d_]+)*")
# How a syllable of a name begins and ends; "NVL" and "FBI" are none.
_ONSET = (
    "(?:[bcdfghjklmnpqrstvwxz]|[bcfgkps]l|[bcdfgkptw]r|[cgkpstwz]h|s[ckmnptw]|kn|qu|ch[lr]|mc"
    "|sch|str|tw|dw|gw|ts|zw|sz|cz|hr|bj|fj|nj|lj)?"
)
_CODA = (
    "(?:[bcdfghjklmnpqrstvwxz]|ch|ck|ct|ff|ft|gh|l[bdfklmpstz]|ll|m[mpb]|n[dgknrstz]|nn|p[pst]"
    "|r[bcdfgklmnpstvz]|rr|s[hkpst]|ss|t[hstz]|tt|zz|x|tch|nch|rth|lph|ngs|hn|hl|hr|hm|dt|bb|dd|gg)?"
)
_SAYABLE = re.compile(rf"ng|(?:{_ONSET}[aeiouy]{{1,2}}{_CODA}){{1,2}}")
# Names of two letters; any other two are initials.
_TWO = frozenset(
    """
    ai al an bo bu cy di do du ed ek fu ha he hu im io jo ko le li lo lu ma mo my ng oh om or pi pu
    qi re ro ru si so su ty uz vi vo wu xi xu ye yi yo yu ze
    """.split()
)
# A party behind a name.
_PARTY = re.compile(r"\([^\W\d_]{1,4}\)")
# What transcribers shorten who is asked, who asks and who leads to.
_SHORTENED = frozenset("int intv res resp mod par".split())


def case_forms(texts: Iterable[str], wanted: Iterable[str]) -> dict[str, str]:
    """How each wanted word (folded) is mostly written where it is not in capitals only."""
    keys = {w.strip(",.()").casefold(): fold(w) for w in wanted}
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for word in _WORD.findall(text):
            if key := keys.get(word.casefold()):
                forms.setdefault(key, Counter())[word] += 1
    return {key: _best_form(counts) for key, counts in forms.items()}


def initials(labels: Sequence[str], forms: Mapping[str, str]) -> dict[str, str]:
    """Initials in labels, written as they are: "NVL", "THE FBI", "INT".

    Short words in capitals that nobody could have as a name; all short labels, where most labels
    are such words; and those amid labels in their own letter case. A word that the talk writes
    otherwise (`forms`) is none, but for small words of two letters.
    """
    named = [label for label in labels if not is_unnamed(label)]
    short = [w for label in named if (w := _short(label)) and _is_own(w, forms)]
    alone = [w for w in short if w in named]
    kept = [w for w in short if not _is_sayable(fold(w))]
    amid_lower = 2 * sum(not label.isupper() for label in named) >= len(named)
    all_short = 2 * len(set(alone) & set(kept)) > len(named)
    return {fold(w): w for w in (*kept, *(alone if amid_lower or all_short else ()))}


def _is_own(word: str, forms: Mapping[str, str]) -> bool:
    """The talk has no such word, or one that is nobody's name ("IT", who says "it" too)."""
    return fold(word) not in forms or (len(word) == 2 and fold(word) in words.STARTERS)


def _is_sayable(word: str) -> bool:
    """Somebody could be called so."""
    if len(word) == 2:
        return word in _TWO
    return _SAYABLE.fullmatch(word) is not None and word not in _SHORTENED


def _short(label: str) -> str:
    """The label, or what follows its article, where it is one short word in capitals."""
    word = re.sub(r"^the ", "", label, flags=re.IGNORECASE)
    titles = len(parse(word).titles)
    word = " ".join(word.split()[titles:]) if titles and word.count(" ") == titles else word
    known = fold(word) in words.ROLES or fold(word) in words.HONORIFICS
    few = 1 < len(word) < (4 if titles else 5)
    return word if few and word.isalpha() and word.isupper() and not known else ""


def unshout(label: str, forms: Mapping[str, str], *, name: bool = True) -> str:
    """A label in capitals, or with the name in capitals after a title, in its own letter case.

    `forms` (from `case_forms`) says how the transcript writes a word; `name`: words it does not
    write are capitalised, else (a role) those without vowels are taken for initials.
    """
    titled = bool(parse(label).titles) or label.startswith("The ")
    if not (label.isupper() or (name and titled)):
        return label
    dotted = "İ" in label
    # What stands beside a name in brackets (a party) stays in capitals.
    head, bracket, beside = (label, "", "") if label.isupper() else label.partition("(")
    plain = [_unshout_word(w, forms, name, dotted) if w.isupper() else w for w in head.split()]
    return " ".join([*plain, *([bracket + beside] if bracket else [])])


def _unshout_word(word: str, forms: Mapping[str, str], name: bool, dotted: bool) -> str:
    key, bare = fold(word), word.strip(",.()")
    if key in words.HONORIFICS or key in words.ROLES:
        return word.capitalize()
    if form := forms.get(key):
        small = form.islower() and not (name and key in words.NOBILIARY)
        return word.replace(bare, form.capitalize() if small else form)
    if re.fullmatch(r"(?:[A-Z]\.)+|II|III|IV|[A-Z]{1,4}[-_]?\d{1,4}", word) or (
        not name and not re.search("[AEIOUY]", bare)
    ):
        return word
    parts = re.split(r"([-'’&/])", word)
    if _PARTY.fullmatch(word):
        return word
    return "".join(_capital(p, dotted) for p in parts)


def _capital(part: str, dotted: bool) -> str:
    """A word with a capital; `dotted`: as Turkish writes it, whose I and İ are two letters."""
    if part.startswith("("):
        return "(" + _capital(part[1:], dotted)
    if part.startswith("MC") and len(part) > 4:
        return "Mc" + part[2:].capitalize()
    if dotted:
        return part[:1] + part[1:].replace("İ", "i").replace("I", "ı").lower()
    return part.capitalize()


def _best_form(counts: Counter[str]) -> str:
    mixed = Counter({w: n for w, n in counts.items() if not w.isupper() or len(w) == 1})
    if not mixed or counts.total() > 2 * mixed.total():
        return counts.most_common(1)[0][0]
    capital = Counter({w: n for w, n in mixed.items() if w[0].isupper()})
    return (capital or mixed).most_common(1)[0][0]

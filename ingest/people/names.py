"""Names as labels print them: taken apart, compared, and written in their own letter case."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.text import words

_MALE = frozenset(
    "mr sir lord father brother king prince senor sr herr monsieur congressman".split()
)
_FEMALE = frozenset(
    """mrs ms miss lady dame madam madame mme mlle sister queen princess senora sra frau
    congresswoman""".split()
)
# Titles of courtesy go with any office; two offices are two people.
_COURTESY = (
    _MALE | _FEMALE | frozenset("mx dr prof professor hon right honourable honorable m".split())
)
_BEFORE_TITLE = frozenset(
    "the el la u.s us uk former acting deputy vice chief associate prime first".split()
)
# Titles that are printed short, in full.
_LONG = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "prof": "professor",
    "sec": "secretary",
    "amb": "ambassador",
    "adm": "admiral",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "col": "colonel",
    "maj": "major",
    "pres": "president",
    "rev": "reverend",
    "hon": "honorable",
}
_SUFFIX = frozenset("jr sr ii iii iv esq md phd mp am qc kc obe".split())
# "van der Berg, Jan", "LEE, Ann M.": a surname, a comma, one or two given names.
_INVERTED = re.compile(
    r"(?P<last>(?:[a-z]{1,3} ){0,3}[^\W\d_a-z][^\W\d_]*(?:[-'\u2019][^\W\d_]+)*),"
    r" (?P<first>[^\W\d_a-z][^\W\d_A-Z]+(?:-[^\W\d_]+)?(?: [^\W\d_a-z](?:\.|[^\W\d_A-Z]+)?)?)"
)
_PRONOUNS = re.compile(
    r"(?:she|he|they|ze|her|him|them|his|hers|any|sie|er)(?:\s?/\s?\w+)*", re.IGNORECASE
)
_MARKS = re.compile(r"^(?:[^\w\s(\[]+\s+)+(?=\S)")  # ". Ann Lee", "- Ann Lee"
_PRO_TEM = re.compile(r"(?<!\s)\s+pro tem(?:pore)?$", re.IGNORECASE)
_UNNAMED = re.compile(
    r"""(?:the\s)?(?:
    (?:unidentified|unknown|unnamed|unidentifiable|various|several|multiple|many|other)\b.*
    |q|questions?|questioners?|reporters?|journalists?|press|media|audience(?:\smembers?)?|crowd
    |(?:male|female)(?:\s(?:speaker|voice|reporter|student|participant|audience\smember))?
    |voices?|voice\s?over|speakers?|participants?|attendees?|members?|all|everyone|everybody|both
    |notes?|(?:ad\s|commercial\s)?breaks?|jingle|music|sounds?(?:\seffects?)?|stage\sdirections?|editor'?s?\snotes?
    |group|together|chorus|man|woman|men|women|person|people|someone|n/?a|\?+
    )(?:\s\(.*\))?""",
    re.IGNORECASE | re.VERBOSE,
)
_VOICE = re.compile(
    r"(?:speaker|spk|spkr|voice|person|participant|interviewee|respondent|student|channel|ch|user"
    r"|caller|juror|patient|subject|male|female|man|woman|guest)?[ _#.-]*(\d{1,3}|[A-Za-z])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’.-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """A label in its parts.

    `words` is the name proper, first to last; empty for a mere role, and for several people under
    one label ("Ann and Bob"). `titles` and `folded` (the words) are for comparing. `role` is what
    follows a comma, `bracket` what stands in brackets.
    """

    label: str
    titles: tuple[str, ...]
    words: tuple[str, ...]
    folded: tuple[str, ...] = ()
    role: str | None = None
    bracket: str | None = None

    @property
    def base(self) -> str:
        """The label without what follows a comma or stands in brackets."""
        return _before_bracket(_split_role(self.label)[0])

    @property
    def unattached(self) -> str:
        """The label without what follows a comma."""
        return _split_role(self.label)[0]


# What parts a title from its office.
_OF = frozenset(["of", "for"])


@lru_cache(words.CACHED)
def parse(label: str) -> Name:
    """A label taken apart. `U.S. PRESIDENT BARACK OBAMA` has the title president."""
    base, role = _split_role(label)
    bracket = _in_bracket(base)
    bracket = None if bracket is None or _PRONOUNS.fullmatch(bracket) else bracket
    parts = _first_to_last(_PRO_TEM.sub("", _before_bracket(base))).split()
    at = _titles(parts)
    titles = [_LONG.get(fold(w), fold(w)) for w in parts[:at]]
    name = [w for w in parts[at:] if fold(w) and fold(w) not in _SUFFIX]
    several = {"and", "&", "und", "et", "y"} & {w.casefold() for w in name}
    joint = several or "/" in _before_bracket(label)
    if joint or all(fold(w) in words.ROLES | words.PARTICLES for w in name):
        name = []
    folded = tuple(fold(w) for w in name)
    role = _before_bracket(role) if role else None
    if bracket and titles and name and fold(name[0]) in _OF and words.is_full_name(bracket):
        # "The Minister for Roads (Ann Lee)" is Ann Lee in her office.
        person, office = parse(bracket), role or _before_bracket(base).strip()
        return Name(label, person.titles, person.words, person.folded, office, None)
    return Name(label, tuple(titles), tuple(name), folded, role, bracket)


@lru_cache(words.CACHED)
def fold(text: str) -> str:
    """Lower case without accents, stops and apostrophes: for comparing names."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'’,")
    return " ".join(kept.replace("-", " ").split())


@lru_cache(words.CACHED)
def is_unnamed(label: str) -> bool:
    """The label is nobody's: QUESTION, AUDIENCE, Unknown Speaker, ALL."""
    return _UNNAMED.fullmatch(label.strip("#*[]() .")) is not None


@lru_cache(words.CACHED)
def is_voice(label: str) -> bool:
    """A diarized voice: `Speaker 2`, `SPEAKER_00`, `A`, `0`."""
    return _VOICE.fullmatch(label) is not None


def is_post(label: str) -> bool:
    """What somebody does, and no name: `Project Manager`, `Host`, `Grad B`."""
    said = [w for w in fold(label).split() if len(w) > 1 and w != "the"]
    return bool(said) and set(said) <= words.POSTS | words.ROLES


def conflict(a: Name, b: Name) -> bool:
    """The titles cannot be one person's: Mr. and Ms., or two different offices."""
    sexes = [{"m" if t in _MALE else "f" for t in n.titles if t in _MALE | _FEMALE} for n in (a, b)]
    if sexes[0] and sexes[1] and sexes[0] != sexes[1]:
        return True
    offices = [
        {t for t in n.titles if t in words.HONORIFICS and t not in _COURTESY | _BEFORE_TITLE}
        for n in (a, b)
    ]
    return bool(offices[0] and offices[1] and not offices[0] & offices[1])


def case_forms(texts: Iterable[str], wanted: Iterable[str]) -> dict[str, str]:
    """How each wanted word (folded) is mostly written where it is not in capitals only."""
    keys = {w.strip(",.()").casefold(): fold(w) for w in wanted}
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for word in _WORD.findall(text):
            if key := keys.get(word.casefold()):
                forms.setdefault(key, Counter())[word] += 1
    return {key: _best_form(counts) for key, counts in forms.items()}


def unshout(label: str, forms: Mapping[str, str], *, name: bool = True) -> str:
    """A label in capitals, or with the name in capitals after a title, in its own letter case.

    `forms` (from `case_forms`) says how the transcript writes a word; `name`: words it does not
    write are capitalised, else (a role) those without vowels are taken for initials.
    """
    titled = bool(parse(label).titles) or label.startswith("The ")
    if not (label.isupper() or (name and titled)):
        return label
    # What stands beside a name in brackets (a party) stays in capitals.
    head, bracket, beside = (label, "", "") if label.isupper() else label.partition("(")
    plain = [_unshout_word(w, forms, name) if w.isupper() else w for w in head.split()]
    return " ".join([*plain, *([bracket + beside] if bracket else [])])


def _unshout_word(word: str, forms: Mapping[str, str], name: bool) -> str:
    key, bare = fold(word), word.strip(",.()")
    if key in words.HONORIFICS or key in words.ROLES:
        return word.capitalize()
    if form := forms.get(key):
        small = form.islower() and not (name and key in words.NOBILIARY)
        return word.replace(bare, form.capitalize() if small else form)
    if re.fullmatch(r"(?:[A-Z]\.)+|II|III|IV", word) or (
        not name and not re.search("[AEIOUY]", bare)
    ):
        return word
    parts = re.split(r"([-'’&/])", word)
    return "".join(_capital(p) for p in parts)


def _capital(part: str) -> str:
    if part.startswith("("):
        return "(" + _capital(part[1:])
    if part.startswith("MC") and len(part) > 4:
        return "Mc" + part[2:].capitalize()
    return part.capitalize()


def _best_form(counts: Counter[str]) -> str:
    mixed = Counter({w: n for w, n in counts.items() if not w.isupper() or len(w) == 1})
    if not mixed or counts.total() > 2 * mixed.total():
        return counts.most_common(1)[0][0]
    capital = Counter({w: n for w, n in mixed.items() if w[0].isupper()})
    return (capital or mixed).most_common(1)[0][0]


def _first_to_last(name: str) -> str:
    """`Ann Lee` for `Lee, Ann`; any other name as it is."""
    m = _INVERTED.fullmatch(name.strip())
    known = words.ROLES | words.HONORIFICS | words.DOCUMENT | words.POSTS
    if m is None or any(fold(w) in known for w in m[0].split()):
        return name
    return f"{m['first']} {m['last']}"


def _split_role(label: str) -> tuple[str, str | None]:
    """The label before its first comma outside brackets, and the role after it.

    Both are the name where it is printed as `Lee, Ann`. Marks before the name are left out.
    """
    label = _MARKS.sub("", label)
    bare = _before_bracket(label)
    if _first_to_last(bare) != bare:
        return label, None
    depth = 0
    for i, c in enumerate(label):
        depth += (c == "(") - (c == ")")
        if c == "," and not depth and _next_part(label, i + 1) not in _SUFFIX:
            return label[:i].strip(), label[i + 1 :].strip() or None
    return label, None


def _next_part(label: str, start: int) -> str:
    """What stands from `start` to the next comma, for comparing."""
    end = label.find(",", start)
    return fold(label[start : end if end >= 0 else None])


def _titles(parts: Sequence[str]) -> int:
    """How many words at the beginning are titles: "U.S. President", "The Right Hon."."""
    found = 0
    for at, key in enumerate(map(fold, parts), 1):
        if key in words.HONORIFICS:
            found = at
        elif key not in _BEFORE_TITLE:
            break
    return found


def _before_bracket(text: str) -> str:
    """The text without brackets at its end."""
    return text if _in_bracket(text) is None else text[: text.index("(")].rstrip()


def _in_bracket(text: str) -> str | None:
    """What stands in brackets at the end of the text."""
    whole = text.rstrip()
    return whole[whole.index("(") + 1 : -1] if "(" in whole and whole.endswith(")") else None

"""Names as labels print them: taken apart and compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
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
COURTESY = (
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
# Father and son, first and second of a name: not one person where both stand.
_GENERATIONS = frozenset("jr sr ii iii iv junior senior".split())
_SUFFIX = _GENERATIONS | frozenset("esq md phd mp am qc kc obe".split())
# Words before a name that tell one of a family or a row from another ("Lady Ray", "Second Guard").
_STATION = frozenset(
    """lady lord king queen prince princess duke duchess baron baroness count countess young old
    elder younger little big baby mother father brother sister son daughter uncle aunt widow wife
    husband first second third fourth fifth""".split()
)
# "van der Berg, Jan", "LEE, Ann M.": a surname, a comma, one or two given names.
_INVERTED = re.compile(
    r"(?P<last>(?:[a-z]{1,3} ){0,3}[^\W\d_a-z][^\W\d_]*(?:[-'\u2019][^\W\d_]+)*),"
    r" (?P<first>[^\W\d_a-z][^\W\d_A-Z]+(?:-[^\W\d_]+)?(?: [^\W\d_a-z](?:\.|[^\W\d_A-Z]+)?)?)"
)
_PRONOUNS = re.compile(
    r"(?:she|he|they|ze|her|him|them|his|hers|any|sie|er)(?:\s?/\s?\w+)*", re.IGNORECASE
)
# A stop, a dash or a bullet that captions set before a name: ". Ann Lee", "- Ann Lee".
_SIGNS = re.compile(r"^(?:[^\w\s(\[]+\s+)+(?=\S)")
# "The President (spoke in French)", "Mme Roy (parle en anglais)": how it is said, not who says it.
_REMARK = re.compile(
    r"(?<=\S) \((?P<first>[^\W\d_]+)(?: [^\W_]+)? (?:in|en|em|auf|på) [^\W\d_]+\)$"
)
_PRO_TEM = re.compile(r"(?<!\s)\s+pro tem(?:pore)?$", re.IGNORECASE)
_UNNAMED = re.compile(
    r"""(?!the\sspeaker\b)(?:the\s)?(?:
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


@dataclass(frozen=True, slots=True)
class Name:
    """A label in its parts.

    `words` is the name proper, first to last; empty for a mere role, and for several people under
    one label ("Ann and Bob"). `titles` and `folded` (the words) are for comparing. `role` is what
    follows a comma, `bracket` what stands in brackets, `generation` is jr, sr, ii ...
    """

    label: str
    titles: tuple[str, ...]
    words: tuple[str, ...]
    folded: tuple[str, ...] = ()
    role: str | None = None
    bracket: str | None = None
    generation: str = ""

    @property
    def base(self) -> str:
        """The label without what follows a comma or stands in brackets."""
        return _before_bracket(self.unattached)

    @property
    def unattached(self) -> str:
        """The label without what follows a comma, and without signs before the name."""
        base = _split_role(self.label)[0]
        return _SIGNS.sub("", base) or base


# What parts a title from its office.
_OF = frozenset(["of", "for"])


@lru_cache(words.CACHED)
def parse(label: str) -> Name:
    """A label taken apart. `U.S. PRESIDENT BARACK OBAMA` has the title president."""
    base, role = _split_role(label)
    bracket = _in_bracket(base)
    bracket = None if bracket is None or _PRONOUNS.fullmatch(bracket) else bracket
    shown = _before_bracket(_SIGNS.sub("", base))
    parts = _first_to_last(_PRO_TEM.sub("", shown)).split()
    at = _titles(parts)
    titles = [_LONG.get(fold(w), fold(w)) for w in parts[:at]]
    name = [w.strip(",") for w in parts[at:] if fold(w) and fold(w) not in _SUFFIX]
    generation = next((fold(w) for w in parts[at + 1 :] if fold(w) in _GENERATIONS), "")
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
    generation = {"junior": "jr", "senior": "sr"}.get(generation, generation)
    return Name(label, tuple(titles), tuple(name), folded, role, bracket, generation)


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


def presides(labels: Mapping[str, int]) -> frozenset[str]:
    """`SPEAKER` and its like where it is the office of who presides, and no voice without a name.

    `labels` with their turns: it recurs beside several who are named, half of them with a title
    ("Hon."), or beside "The Speaker", or the label tells the name in brackets.
    """
    bare = [n for label in labels if (n := parse(label)) and fold(n.base) == "speaker"]
    named = [x for x in labels if not (is_unnamed(x) or is_voice(x) or x in ("Q", "A"))]
    told = any(fold(parse(x).base) == "the speaker" for x in named)
    titled = 2 * sum(bool(parse(x).titles) for x in named) >= len(named)
    beside = titled and len({parse(x).folded or fold(x) for x in named}) > 1
    return frozenset(
        n.label
        for n in bare
        if told or (beside and labels[n.label] > 1) or words.is_full_name(n.bracket or "")
    )


@lru_cache(words.CACHED)
def is_voice(label: str) -> bool:
    """A diarized voice: `Speaker 2`, `SPEAKER_00`, `A`, `0`."""
    return _VOICE.fullmatch(label) is not None


def is_post(label: str) -> bool:
    """What somebody does, and no name: `Project Manager`, `Host`, `Grad B`."""
    said = [w for w in fold(label).split() if len(w) > 1 and w != "the"]
    return bool(said) and set(said) <= words.POSTS | words.ROLES


def conflict(a: Name, b: Name) -> bool:
    """The labels cannot be one person's: Mr. and Ms., two different offices, Sr. and Jr., Lady X.

    "Lady Ray" and "Ray", "First Guard" and "Guard": where both stand, the word tells them apart.
    """
    if a.generation and b.generation and a.generation != b.generation:
        return True
    if _station(a) != _station(b):
        return True
    sexes = [{"m" if t in _MALE else "f" for t in n.titles if t in _MALE | _FEMALE} for n in (a, b)]
    if sexes[0] and sexes[1] and sexes[0] != sexes[1]:
        return True
    offices = [
        {t for t in n.titles if t in words.HONORIFICS and t not in COURTESY | _BEFORE_TITLE}
        for n in (a, b)
    ]
    return bool(offices[0] and offices[1] and not offices[0] & offices[1])


def _station(name: Name) -> frozenset[str]:
    """Words that tell the person from others of the name; none where nothing else is the name."""
    before = name.folded[:-1]
    led = next((i for i, w in enumerate(before) if w not in _STATION), len(before))
    return _STATION & frozenset((*name.titles, *before[:led]))


def _first_to_last(name: str) -> str:
    """`Ann Lee` for `Lee, Ann`; any other name as it is."""
    m = _INVERTED.fullmatch(name.strip())
    known = words.ROLES | words.HONORIFICS | words.DOCUMENT | words.POSTS
    if m is None or any(fold(w) in known for w in m[0].split()):
        return name
    return f"{m['first']} {m['last']}"


def _split_role(label: str) -> tuple[str, str | None]:
    """The label before its first comma outside brackets, and the role after it.

    Both are the name where it is printed as `Lee, Ann`. Marks before the name are left out, and
    a remark behind it.
    """
    label = _without_remark(_SIGNS.sub("", label))
    bare = _before_bracket(label)
    if _first_to_last(bare) != bare:
        return label, None
    depth = 0
    for i, c in enumerate(label):
        depth += (c == "(") - (c == ")")
        if c == "," and not depth and _next_part(label, i + 1) not in _SUFFIX:
            return label[:i].strip(), label[i + 1 :].strip() or None
    return label, None


def _without_remark(label: str) -> str:
    m = _REMARK.search(label)
    of_talk = m is not None and m["first"][0].islower() and not is_post(m["first"])
    return label[: m.start()] if m and of_talk else label


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

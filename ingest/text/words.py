"""What a label can look like: a name, a role, a heading of a document, the start of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.text import nobody, offices
from ingest.text.nobody import ADDED, ANSWERS, LISTS, ORDINALS, SURNAMES
from ingest.text.offices import ARTICLES, BEFORE_PLACES, MEMBERS, QUANTITIES, SOMEBODY, is_short

ROLES, POSTS, HONORIFICS = offices.ROLES, offices.POSTS, offices.HONORIFICS
DOCUMENT, STARTERS, GREETINGS = nobody.DOCUMENT, nobody.STARTERS, nobody.GREETINGS

# Lower-case words inside names and offices.
PARTICLES = frozenset(
    """
    a al and at bin da das de del della den der di do dos du e el et for from ibn in la las le
    les los of on or per st ten ter the to und van vom von y zu zum zur with av af och og i
    """.split()
)
NOBILIARY = frozenset(
    """
    al bin da das de del della den der di do dos du e el ibn la las le les los ter van vom von y
    zu zum
    """.split()
)
# Small words between the article and the office.
MOST_SMALL = 2
_FORBIDDEN = re.compile(r"[?!;\"“”„«»{}=<>\\~^$%…+*@]|^`|^\||\|$|://|--|\.\.|\s[-–—]\s.*\s[-–—]\s")
# "(rising)": what is directed begins small; a party does not.
_DIRECTION = re.compile(r" \([^\W\d_A-Z][^()]{1,80}\)$")
_IN_BRACKETS = re.compile(r"\([^()?]*\)")
# In Hebrew a mark of quotation within a word makes it an abbreviation.
_GERSHAYIM = re.compile(r"(?<=[\u05d0-\u05ea])[\"\u05f4\u201d](?=[\u05d0-\u05ea])")
# "P?", "M1?": one of a group, and nobody knows which.
_UNSURE = re.compile(r"[^\W\d_a-z]{1,2}\d?\?")
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
_TITLED = re.compile(r"(?:Mrs?|Ms|Dr|Sir)\b\.? ")
_INITIAL = re.compile(
    rf"[^\W\d_a-z]\.[ \u00a0-](?:[^\W\d_a-z]|(?:{'|'.join(sorted(NOBILIARY))})[ \u00a0])"
)
_WORD = re.compile(r"[^\s/&]+")
# "Sr.ª", "Dr.as", "n.º": letters raised behind the stop of a word cut short.
_RAISED = re.compile(r"(?<=\w)\.?[ªº]s?|(?<=\w\w)\.[ao]s\b")
# An initial, or a degree, behind a name: "Tom H.", "Ann Poe, Ph.D."
_LETTERED = re.compile(r"[^\W\d_]\.|(?:[^\W\d_]{1,2}\.-?){2,}")
_SHORTENED = frozenset("jr sr jnr snr jun sen esq inc prof em emer stellv ret rtd ml st".split())
_SERIAL = re.compile(
    r"[\divxlc]+|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
# Labels recur: what was found of one is kept.
CACHED = 4096
MOST_WORDS = 12
# Words of a greeting.
GREETING = 3
# Lower-case words after the comma: an office has few, a remark ("having been sworn, ...") many.
MOST_LOW = 4


@lru_cache(CACHED)
def core(label: str) -> str:
    """The name itself: what stands before a comma or a bracket."""
    return re.split(r"[,(|]", label, maxsplit=1)[0].strip() or label


@lru_cache(CACHED)
def in_capitals(label: str) -> bool:
    """The name is in capitals; what follows a comma or a bracket may not be."""
    name = core(label)
    return name.isupper() and len(name) > 1


@lru_cache(CACHED)
def plausible(label: str) -> bool:
    """It could be a label, were it to recur."""
    if _ADDRESS.fullmatch(label):  # a meeting knows some who come by their mail
        return True
    plain = _GERSHAYIM.sub("", _IN_BRACKETS.sub("", label))  # "Ann Lee (PTB-GO!)"
    plain = plain[:-1] if _UNSURE.fullmatch(plain) else plain
    if not any(c.isalpha() for c in label) or _FORBIDDEN.search(plain) or offices.cut_words(label):
        return False
    if _DATE.search(label):
        return False
    balanced = label.count("(") == label.count(")")
    return balanced and len(core(label).split()) <= MOST_WORDS


@lru_cache(CACHED)
def stands_alone(label: str) -> bool:
    """It could be a name on a line of its own, where nothing else marks it as a label."""
    low = {w for w in core(label).split() if w[0].islower() and not is_short(w)}
    if is_role(label):  # "Lord Pell of Ashby", "The Earl of Marden", "Le président"
        low -= PARTICLES | ROLES
    # "Acme (ACM) 2021 Call" is a title, "Col. (ret.) Hale" is not.
    goes_on = "(" in label and not label.endswith(")") and not is_role(label)
    spaced = len(label) > 6 and all(len(w) == 1 for w in label.split())  # "I N D E X"
    shaped = (low <= NOBILIARY and name_shaped(label)) or is_unnamed(label)
    named = shaped and not (goes_on or spaced)
    ended = is_sentence(label) or label.endswith((",", ";"))
    return named and not ended and not starts_a_sentence(label)


def is_directed(label: str) -> bool:
    """A name in capitals before a comma and small letters, be they a sentence: "NORA, rising.".

    Or before a full stop and nothing else, as such plays print it where nothing is directed.
    """
    if is_closed(label):
        return True
    name, comma, said = label.partition(", ")
    low = bool(comma) and said[:1].islower() and ":" not in said
    return low and name.isupper() and len(name) > 1 and stands_alone(name)


def is_closed(label: str) -> bool:
    """A name in capitals that a full stop closes: "NORA.", "NORA (rising)."."""
    name = _DIRECTION.sub("", label[:-1])
    return (
        label[-1:] == "."
        and name.isupper()
        and "." not in name
        and len(name) > 1
        and stands_alone(name)
    )


def is_sentence(label: str) -> bool:
    """It ends with a full stop that is no abbreviation's."""
    found = label.split() or [""]
    if _LETTERED.fullmatch(found[-1]) and (len(found) > 1 or found[-1].count(".") > 1):
        return False
    return found[-1].endswith(".") and found[-1].strip(".").casefold() not in _SHORTENED


@lru_cache(CACHED)
def is_cut(label: str) -> bool:
    """Its words with a full stop may be titles cut short ("Staatsanw. Kern"), were it to recur.

    A sentence has small words before its stop.
    """
    if "." not in label:
        return False
    low = [w for w in label.split() if w[0].islower() and not w.endswith(".")]
    plain = label
    for word in offices.cut_words(label):
        plain = plain.replace(f"{word}.", word)
    return plausible(plain) and all(w in PARTICLES for w in low)


@lru_cache(CACHED)
def name_shaped(label: str) -> bool:
    """Every word begins with a capital (or has no case), save particles and numbers."""
    parts = _WORD.findall(core(label).replace("#", ""))
    found = [w for w in parts if any(map(str.isalnum, w)) and not (w[0].islower() and is_short(w))]
    named = [w for w in found if w[0].isalpha() and not w[0].islower()]
    low = [w for w in found if w[0].islower() and w.casefold() not in PARTICLES]
    attached = [w for w in label[len(core(label)) :].split() if w[0].islower()]
    remark = sum(w.strip(",.()") not in PARTICLES for w in attached) > MOST_LOW
    return bool(named) and not low and found[0] == named[0] and not remark


@lru_cache(CACHED)
def is_titled(label: str) -> bool:
    """It begins with a capital, and its small words are titles: "An hon. Member", "De heer Lee"."""
    found = [w.strip(".,") for w in core(label).split()]
    low = [w for w in found if w[:1].islower()]
    known = HONORIFICS | ROLES | PARTICLES
    titles = all(w in known or w.rstrip("s") in known for w in low)
    return found[0][:1].isupper() and (titles or is_unnamed(label))


@lru_cache(CACHED)
def is_unnamed(label: str) -> bool:
    """An article, a small word, an office and a place: "A noble Lord", "Someone at the back".

    Without an article what nobody's office is may have a place: "Voces de la izquierda".

    Verbs may stand nowhere: "A doctor told me" begins a sentence.
    """
    found = _tokens(label)
    at = next((i for i, w in enumerate(found) if i and w in BEFORE_PLACES), len(found))
    place = [w for w in found[at + 1 :] if w not in PARTICLES | ARTICLES]
    if not found or "," in label or len(place) > 1 or found[-1] in BEFORE_PLACES:
        return False
    first, *rest = found[:at]
    office = rest[-1] if rest else ""
    known = office in ROLES | HONORIFICS | MEMBERS or office.rstrip("s") in ROLES | HONORIFICS
    named = (
        first in ARTICLES and known and len(rest) <= MOST_SMALL + 1 and office not in offices.SAID
    )
    whose = first in SOMEBODY or (first in MEMBERS and bool(place))
    return named or (whose and not rest)


def is_something(label: str) -> bool:
    """An article before what is nobody: "A question", "Another point", "One doctor told me"."""
    first, *rest = _tokens(core(label)) or [""]
    return first in ARTICLES and bool(rest) and not (is_unnamed(label) or name_shaped(label))


def capital_ends(label: str) -> bool:
    """A few words that begin and end with a capital, or in brackets: "De heer Jansen (VVD)"."""
    found = [w for w in core(label).split() if w[0].isalpha()]
    return bool(found) and len(found) < 7 and not (found[0][0].islower() or found[-1][0].islower())


def is_full_name(text: str) -> bool:
    """Two to five capitalised words and no end of a sentence; more may stand in brackets.

    Of roles only titles before a name count: "Mrs. Lee", "mevrouw Bos", not "Guest Speaker".
    """
    if text[:1].islower():
        return _is_titled_small(text)
    short = 1 < len(core(text).split()) < 6 and not text.endswith((".", "!", "?", "…", "-", "—"))
    titled = not is_role(text) or _TITLED.match(text) is not None
    return short and plausible(text) and stands_alone(text) and titled


def _is_titled_small(text: str) -> bool:
    """A title in small letters, an article before it, and a name: "de heer Smit"."""
    title, *name = text.split()
    if title in PARTICLES and name:
        title, *name = name
    shaped = bool(name) and len(name) < 4 and name_shaped(" ".join(name))
    return shaped and title.strip(".") in HONORIFICS and not is_sentence(text)


@lru_cache(CACHED)
def is_role(label: str) -> bool:
    """The label names somebody by a role or a title."""
    found = _tokens(core(label).replace("-", " "))  # "Under-Secretary"
    return any(w in ROLES or w.rstrip("s") in ROLES or w in HONORIFICS for w in found)


def is_post(text: str) -> bool:
    """It holds a word that says what somebody does: "chief engineer"."""
    return not POSTS.isdisjoint(_tokens(text))


def is_greeting(text: str) -> bool:
    """A greeting and a word or two: "hi all", not "Hey Jude", which is a title."""
    first, *rest = text.split() or [""]
    greets = first.casefold().rstrip(",") in GREETINGS
    return greets and len(rest) < GREETING and not any(w[:1].isupper() for w in rest)


@lru_cache(CACHED)
def is_document(label: str) -> bool:
    """A document's own heading before a colon: no speaker.

    "Note", "Step 2", "Editor's note", "The Long Way, episode 118".
    """
    found = _tokens(core(label))
    if not found or _is_numbered(found):
        return True
    _, *behind = label.split(",")
    if any(len(part) > 1 and _is_numbered(part) for part in map(_tokens, behind)):
        return True
    if found[-1] in LISTS:  # "Call participants" heads a list, "Unidentified speakers" speak
        counted = any(w in QUANTITIES or _SERIAL.fullmatch(w) for w in found[:-1])
        return not counted and not is_role(" ".join(found[:-1]))
    named = found[-1] in SURNAMES and name_shaped(label)
    headed = len(found) > 1 and found[-1] in DOCUMENT - ADDED
    return headed and not (named or is_role(label) or is_unnamed(label))


def _is_numbered(found: Sequence[str]) -> bool:
    """A document's word, alone or with its number."""
    head, *rest = found
    return head in DOCUMENT and all(_SERIAL.fullmatch(w) for w in rest)


@lru_cache(CACHED)
def starts_a_sentence(label: str) -> bool:
    """The first word is one that opens sentences ("So", "My", "First")."""
    found = _tokens(core(label))
    # "Will White" is somebody, and "Right Hon. Ann Lee".
    named = found[:1] in (["will"], ["right"]) and len(found) > 1 and name_shaped(label)
    # "FIRST WEAVER", of a play.
    named = named or (len(found) == 2 and found[0] in ORDINALS and in_capitals(label))
    named = named or is_unnamed(label)
    named = named or _INITIAL.match(label) is not None  # "A. Reed"
    named = named or (label.isupper() and 1 < len(label) < 4 and found[0] not in ANSWERS)  # "SO"
    return bool(found) and found[0] in STARTERS and len(label) > 1 and not named


def _tokens(text: str) -> list[str]:
    """The words in small letters; of a title cut short ("Sr.ª", "Sr.as") what stands before it."""
    plain = _RAISED.sub("", text.casefold())
    return [t for w in plain.split() if (t := w.strip(".,:()[]#*_'’"))]

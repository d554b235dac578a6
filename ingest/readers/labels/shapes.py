"""The shapes of labels: where a label ends and its talk begins, one function a form.

Each looks at one line from a column on, and finds a label or none. The table of forms is forms.py.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.readers.common import stamps
from ingest.text import offices, words
from ingest.transcript import STAGE_NOTE

# The longest label looked for, in characters: real ones (a name with its office, or with its seat
# and party) stay below. The times and the markup beside it fit in HEAD.
LONGEST = 120
HEAD = 400

GAP = r"[ \t\u00a0\u202f\u3000]"
MARK = r"(?:\*{1,3}|_{1,3}|'{3}|</?(?:b|strong|i|em|u)>)"
# A colon that ends a label: not the one of a clock time, a ratio, an address or a path.
# Forms that look for a time behind the label themselves, or have no talk on their line.
_TIMED = frozenset(("colon", "tight", "stamp", "bare"))
_COLON = re.compile(r"(?<!\d)[:：](?![/\\:])|(?<=\d)[:：](?=[^\d/:]|$)")
_MARKED = re.compile(MARK)
_GAPS = re.compile(rf"{GAP}*")
_CLOSING = re.compile(rf"{MARK}?{GAP}*")
_STAMP_INSIDE = re.compile(
    rf"(?P<label>[\[(<][^\W\d_][^\n:\[\]()<>]{{0,60}}[\])>]|[^\n:\[(]{{1,80}}?){GAP}*"
    rf"(?P<stamp>{stamps.BRACKETED}):?{GAP}+(?=\S)"
)
_BRACKET = re.compile(r"[\[({<]")
_DOT = re.compile(
    r"(?P<label>(?:MRS?|MS|DR|SEN|REP|GEN|ADM)\. [A-Z][A-Z'’-]{1,30}(?: [A-Z'’-]{2,30}){0,2}"
    r"|(?:VICE )?(?:CHAIR(?:MAN|WOMAN|PERSON)?|GOVERNOR|SENATOR|SECRETARY|JUDGE)"
    r" [A-Z][A-Z'’-]{1,30}|SEVERAL|PARTICIPANTS?|SPEAKER"
    r"|THE [A-Z]{4,20}|The (?:[A-Z][a-z]+ )?(?:Chair\w{0,6}|President|Speaker|Clerk|Secretary)"
    r"|(?:[A-Z][a-z]{1,20}\.? ){1,3}[A-Z][A-Z'’-]{2,30}(?: [A-Z'’-]{2,30}){0,3}"
    r"(?: of [A-Z][A-Za-z]{2,20}(?: [A-Z][a-z]{2,20})?)?)\.\d{0,2} +(?=\S)"  # a footnote's number
)
_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_SURNAME = r"[А-ЯІЇЄЎЁ][\w'’-]{1,30}"
# A word of a name: a stop stands in initials only ("J.-P.").
_PART = r"(?:(?:\w{1,2}\.-?)+|[\w'’-]+)"
_STOP = re.compile(
    r"(?P<label>(?:"
    r"(?:(?:MM?|M[Mm]e|M(?:lle|LLE)|M[Rr][Ss]?|M[Ss]|D[Rr]|H(?:on|ON)|S[Ee][Nn]|R[Ee][VvPp]|G[Ee][Nn]|S[Rr]a?|Prof|PROF)\b\.?"
    rf"|(?:On|Avv|Dott)\.){GAP}(?:l[ae] )?(?=[^\W\d_]){_PART}(?:{GAP}{_PART}){{0,4}}?"
    rf"|(?!(?:HON|M[RS]|MRS|DR|SEN|RE[PV]|GEN|PROF|SRA?)\b){_UPPER}[A-ZÀ-ÖØ-Þ'’-]+"
    rf"(?:[ -](?:{_UPPER}[A-ZÀ-ÖØ-Þ'’-]*|de|da|do|di|del|della|la|le|van|von)){{0,4}}"
    rf")(?:{GAP}?\([^()\n]{{1,60}}\))?(?:,{GAP}[^.:;?!\n]{{1,90}})?)\.{GAP}+(?=[^\s\d])"
    # "Петров И. С. Спасибо.", "Председательствующий. Коллеги!"
    rf"|(?P<cyrillic>{_SURNAME}{GAP}[А-ЯІЇЄЎ]\.{GAP}?[А-ЯІЇЄЎ]\.(?:,{GAP}[^.:;?!\n]{{1,90}}\.)?"
    rf"|(?:Председател\w+|Ведущ\w+|Головуюч\w+)(?=\.)){GAP}*\.?{GAP}+(?=[^\s\d])"
)
# "Q." and "A." (or any letter: "P.", "R.", "В.", "О."), set off by a gap, with the number of the
# question ("Q1.", "A.1)") or none; initials ("H.M."); a "Q" of briefings before one space.
_QA = re.compile(
    rf"{MARK}?(?:(?P<label>[^\W\d_])(?:\.{MARK}?|{MARK}\.){GAP}+(?=\S)"
    rf"|(?P<initials>(?:[^\W\d_]\.){{2,3}}){MARK}?{GAP}+(?=\S)"
    rf"|(?P<count>[^\W\d_]{{1,3}}[.#-]?\(?\d{{1,4}}\)?)(?:[.)]{MARK}?|{MARK}[.)]){GAP}+(?=\S)"
    rf"|(?P<apart>[QA])(?:\t|{GAP}{{2,}})(?=\S)|(?P<q>Q){GAP}+(?=[A-Z(\[“\"—–-]))"
)
# "SPEAKER: S1" over what that voice says; a number alone, a word and "I" are what a speaker says.
_KEYED = re.compile(r"(?i:speaker) ?: *(?P<who>[A-Z]{1,2}\d{1,3}|[A-HJ-Z])$")
_TABBED = re.compile(r"(?P<label>[^\t\n:]{1,80}?):?\t+(?=\S)")
# Columns set with spaces: the gap is wider than one that a sentence leaves behind its stop.
_SPACED = re.compile(r"(?P<label>[^\W\d_][^\t\n:.?!,;]{0,50}?)(?: {3,}|(?<=\w) {2})(?=\S)")
# A sign of a label: none of those that end it, and a colon only in a time.
_IN_SQUARE, _IN_ROUND, _IN_ANGLE, _IN_BOLD = (
    rf"(?:(?<=\d):(?=\d)|[^{ends}\n:])" for ends in (r"\[\]", "()", "<>/=", "*?!")
)
_BRACKETED = re.compile(
    rf"(?:\[(?P<square>[^\W\d_]{_IN_SQUARE}{{0,60}})\]|\((?P<round>[^\W\d_]{_IN_ROUND}{{1,60}})\)"
    rf"|<(?P<angle>[^\W\d_]{_IN_ANGLE}{{1,60}})>){GAP}+(?=\S)"
)
_NOT_ASCII = r"[^\x00-\x7f\s、。，．「」！？○◯〇◎◆]"
# How names and offices end in Japan and Korea; and what heads the lists of those present.
_PERSON = r"[君氏員長官臣相事원장관]"
_PRESENT = "出席|欠席|列席|説明|傍聴|署名|会議録|委嘱|退席|遅参|早退|출석|불출석|결석"
_WIDE = re.compile(
    # "○위원장 김하나  ...": a gap of two parts a label of two words from the talk.
    rf"[○◯〇◎◆]{GAP}?(?P<spaced>{_NOT_ASCII}[^\x00-\x1f\s、。，．「」！？（]{{0,20}}"
    rf"(?: [^\x00-\x7f\s、。，．「」！？（]{{1,20}}){{1,3}})(?: {{2,}}|\u3000+)(?=\S)"
    rf"|[○◯〇◎◆]{GAP}?(?P<marked>(?:\d{{1,3}})?{_NOT_ASCII}[^\x00-\x1f\s、。，．「」！？（]{{0,40}}"
    rf"(?:（[^（）\n]{{1,40}}）[^\x00-\x1f\s、。，．「」！？（]{{0,10}})?){GAP}+(?=\S)"
    # "○議長（森一夫）", "○林委員" over the talk; what ends otherwise may head a part.
    rf"|[○◯〇◎◆]{GAP}?(?P<over>(?!{_PRESENT}){_NOT_ASCII}[^\x00-\x1f\s、。，．「」！？（]{{0,40}}"
    rf"(?:（(?!なし|無)[^（）\n\d第]{{1,40}}）[^\x00-\x1f\s、。，．「」！？（]{{0,10}}|(?<={_PERSON}))){GAP}*$"
    rf"|(?P<label>{_NOT_ASCII}[^\x00-\x1f\s、。，．「」！？]{{0,40}})\u3000+(?=\S)"
)
_BOLD_NAME = re.compile(
    rf"(?P<label>\*\*{_IN_BOLD}{{1,80}}(?<!\.)\*\*){GAP}+(?=[^\W_a-z]|[(\[\"“>‘'])"
)


class Head(NamedTuple):
    """What a line may open with: a label in a form, a time printed with it, and where talk starts.

    `start`: the column where the turn begins (a stage note of the turn before may precede it);
    `talk`: where its talk does. `bold`: set off by Markdown or by a sign (○). `item`: an item of a
    list. `boxed`: the label stands in square brackets. `weak`: the line may as well be a sentence
    or an entry of a list; the label is one where it stands surely elsewhere. `mark`: what ends the
    type that begins before the label and goes on in its talk ("**Q: Where?**").
    """

    form: str
    label: str
    talk: int
    stamp: str = ""
    start: int = 0
    bold: bool = False
    item: bool = False
    boxed: bool = False
    weak: bool = False
    mark: str = ""

    @property
    def caps(self) -> bool:
        """The name is in capitals; what follows a comma or a bracket may not be."""
        return words.in_capitals(self.label)


def left_open(head: str, at: int, talk: int) -> str:
    """What ends the type that begins at a column and goes on where the talk starts, or nothing."""
    m = _MARKED.match(head, at) if head[at] in "*_'<" else None
    end = m[0].replace("<", "</") if m else ""
    return "" if end.startswith("<//") or end in head[at + len(end) : talk] else end


def closing(head: str, at: int, marked: bool) -> int:
    """The column after white space and, where the label is marked up, the markup that closes it."""
    m = (_CLOSING if marked else _GAPS).match(head, at)
    return m.end() if m else at


def qa(head: str, at: int) -> Head | None:
    """Q. and A., or other letters, set off: initials and lists look so too (letters.py)."""
    m = None if head[at + 1 : at + 4].isalpha() else _QA.match(head, at)
    label = m and (m["label"] or m["initials"] or m["count"] or m["apart"] or m["q"])
    return Head("qa", label, m.end()) if m and label and label[0].isupper() else None


def dot(head: str, at: int) -> Head | None:
    """A title and a name in capitals, closed by a stop."""
    m = _DOT.match(head, at) if ". " in head[at : at + 90] else None
    return Head("dot", m["label"], m.end()) if m else None


def stop(head: str, at: int) -> Head | None:
    """A title and a name, or capitals, closed by a stop."""
    m = _STOP.match(head, at) if ". " in head[at : at + 140] else None
    if m is None or offices.is_short(f"{m[0].split()[-1].rstrip('.')}."):  # "Dr. med. Weber"
        return None
    return Head("stop", m["label"] or m["cyrillic"].rstrip("."), m.end())


def colon(head: str, at: int) -> Head | None:
    """Whatever a colon ends, with a time behind it."""
    m = _COLON.search(head, at, at + LONGEST + 40)
    if (
        m is None
        or m.start() == at
        or _KEYED.match(head, at)
        or "\t" in head[at : m.start()].strip()
    ):
        return None
    if head[m.start() - 1] in " \t" and m.end() >= len(head) and m[0] == ":":
        return None  # the rule of colons beside the caption of a case
    marked = _MARKED.search(head, at, m.start()) is not None
    talk = closing(head, m.end(), marked)
    form = "tight" if talk == m.end() < len(head) and m[0] == ":" else "colon"
    after = stamps.leading(head, talk)
    if after and (after.end() == len(head) or _is_place(after["stamp"], head[after.end() - 1])):
        return Head(
            "colon", head[at : m.start()], closing(head, after.end(), marked), after["stamp"]
        )
    return Head(form, head[at : m.start()], talk)


def placed(head: str, one: Head) -> tuple[int, str]:
    """The column where the talk of a head starts behind a time that stands there, and the time."""
    after = stamps.leading(head, one.talk) if one.form not in _TIMED else None
    if after and after.end() < len(head) and _is_place(after["stamp"], head[after.end() - 1]):
        return after.end(), after["stamp"]
    return one.talk, ""


def _is_place(stamp: str, behind: str) -> bool:
    """A time behind a label is no part of the talk: in brackets, with hours, or before a tab."""
    return not stamp[0].isdigit() or stamp.count(":") == 2 or behind == "\t"


def inside(head: str, at: int) -> Head | None:
    """A label and a time in brackets behind it."""
    m = _STAMP_INSIDE.match(head, at) if _BRACKET.search(head, at) else None
    if m is None:
        return _before_time(head, at)
    label = m["label"][1:-1] if m["label"].startswith(("(", "<")) else m["label"]
    return Head("stamp", label, m.end(), m["stamp"])


def _before_time(head: str, at: int) -> Head | None:
    """A label in brackets and a bare time behind it: "[Ann Lee] 0:05 Hello."."""
    m = _boxed(head, at)
    after = stamps.leading(head, m.end()) if m else None
    if m is None or after is None or after.end() == len(head):
        return None
    return Head("stamp", _inner(m), after.end(), after["stamp"])


def _boxed(head: str, at: int) -> re.Match[str] | None:
    """What stands in brackets at the start, if it is no remark about the room."""
    m = _BRACKETED.match(head, at) if head[at] in "[(<" else None
    return m if m and not STAGE_NOTE.match(head, at) else None


def _inner(m: re.Match[str]) -> str:
    return m["square"] or m["round"] or m["angle"]


def set_off(head: str, at: int) -> Head | None:
    """Behind a time: a name, set off by a tab or a gap, and the talk."""
    columns = _TABBED if "\t" in head else _SPACED if "  " in head else None
    m = columns.match(head, at) if columns else None
    return Head("stamp", m["label"], m.end()) if m else None


def tab(head: str, at: int) -> Head | None:
    """What a tab sets off."""
    m = _TABBED.match(head, at) if "\t" in head else None
    return Head("tab", m["label"], m.end()) if m else None


def bracketed(head: str, at: int) -> Head | None:
    """A label in brackets."""
    m = _boxed(head, at)
    after = stamps.leading(head, m.end()) if m else None
    if m is None or (after and _is_place(after["stamp"], head[after.end() - 1])):
        return None  # another form, or the time of a remark
    return Head("bracket", _inner(m), m.end())


def wide(head: str, at: int) -> Head | None:
    """A label before an ideographic space, or behind a circle."""
    m = _WIDE.match(head, at) if head[at] > "\x7f" else None
    marked = m and (m["spaced"] or m["marked"] or m["over"])
    return Head("wide", marked or m["label"], m.end(), bold=bool(marked)) if m else None


def bold(head: str, at: int) -> Head | None:
    """A label in bold type."""
    m = _BOLD_NAME.match(head, at) if head.startswith("**", at) else None
    if m is None or stamps.ALONE.match(head[m.end() :]):
        return None
    return Head("bold", m["label"], m.end())


def alone(head: str, at: int) -> Head | None:
    """The whole line, where it is short."""
    short = len(head) <= at + LONGEST and not STAGE_NOTE.fullmatch(head, at)
    keyed = _KEYED.match(head, at) if short else None
    return Head("bare", keyed["who"] if keyed else head[at:], len(head)) if short else None

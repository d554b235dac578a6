"""Printed pages in plain text: page numbers on lines of their own, headers and footers.

They are left out of the lines that labels are looked for in; a sentence goes on over them. So are
numbers in a margin that count every line, or every fifth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from ingest.readers.common.lines import Line

# Where a number stands among the lines with words, and the number.
Place = tuple[int, int]
# Pages that a file needs for its lone numbers to be page numbers.
FEWEST = 3
# Lines beside a page number that may be a header or footer.
BESIDE = 3
_NUMBER = re.compile(
    r"[\s\f]*(?:page\s*)?[-–—]{0,2}\s*(\d{1,5})\s*[-–—]{0,2}(?:\s*(?:of|/)\s*\d+)?\s*$",
    re.IGNORECASE,
)
# What pages are called where their number stands beside it.
_PAGE = frozenset(
    """
    page pag pág página pagina pàgina pages pg p pp seite strana str strona sivu sida side sidan
    oldal sayfa trang halaman stranica stran leht lk lpp puslapis blad bladzijde blz folio fol
    страница стр сторінка страна σελίδα σελ עמוד صفحة صفحه 페이지 쪽 ページ 頁 页
    """.split()
)
_BESIDE = re.compile(r"(?:([^\W\d_]+)[.,]?[\s|–—-]*)?#\s?([^\W\d_]+)?")
_DIGITS = re.compile(r"\d{1,5}")
_TOTAL = re.compile(r"#\s?(?:/|of|de|von|di|van|av|af|z|sur|from)\s?\d{1,5}\b")
# Characters of a page at least, on which something other than the word "page" is counted; the
# share of the places where such a line must cut a sentence, and of lines that end one in the file.
PAGE, CUTS, ENDED = 500, 0.5, 0.05
# "24-13355                     3/21": set in columns, a number at the edge.
_WIDE = re.compile(r"\S[ \u00a0]{8,}\S|\S\t{2,}\S")
_LEFT = re.compile(r"\s*(\d{1,5})\s\s")
_RIGHT = re.compile(r"\s\s(?:page )?\d{1,5}(?:/\d{1,5})?$", re.IGNORECASE)
_CLOCK = re.compile(r"\d:\d\d")
# What goes on with a sentence, be it behind the mark of a quarter of the page.
_LOWER = re.compile(r"\s*(?:\([A-Z]\)\s+)?[^\W\d_A-Z\u00c0-\u00de]")
# Lines of such a foot or head, words and characters of each.
MOST_SET, MOST_WORDS, LONGEST = 3, 14, 240
# Share of the paragraphs from which on columns are how the talk itself is set.
COLUMNS = 0.25
# "Landtag, 3. Sitzung          412": a running head, its page set apart at the edge of the leaf;
# words of it at least, and what marks a quarter of the page beside it: "(C)".
_HEAD = re.compile(
    r"\s*(?:(?P<left>\d{1,5})\s{3,}(?P<words>\S.*)|(?P<said>\S.*?)\s{3,}(?P<right>\d{1,5})\s*$)"
)
LEAST_HEAD = 3
_QUARTER = re.compile(r"\s*\([A-Z]\)\s*$")
# Characters of a line that numbers a page, at most.
SHORT = 60
_STOPS = re.compile(r"[.?!][\"'”’)]*\s*$")
_ENDS = re.compile(r"[.?!:…—–-][\"'”’)\]*_]*\s*$")


def page_number(line: Line) -> int | None:
    """The number where the line holds a page number and nothing else."""
    m = _NUMBER.match(line.text[:60]) if len(line.text) < 60 else None
    return int(m[1]) if m else None


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers and what repeats beside them; all, where there are no pages.

    The lines know their page, where the number stands at the foot or the head of it.
    """
    full = [i for i, line in enumerate(lines) if not line.blank]
    heads = _heads(lines, full)
    numbered = sorted({*_numbered(lines, full), *_counting(lines, full), *heads})
    gone = _repeated(lines, full, numbered) | {full[at] for at in numbered} | _set(lines)
    gone |= _quarters(lines, full, heads)
    if not gone:
        return list(lines)
    kept: list[Line] = []
    last = ""  # the last words that were kept
    over = False  # a page has ended since
    for i, line in enumerate(lines):
        if i in gone:
            over = True
        elif not over or not line.blank:
            goes_on = over and bool(last) and not _ENDS.search(last)
            kept.append(line._replace(opens=line.opens and not goes_on))
            last, over = line.text if not line.blank else last, False
    return kept


def _numbered(lines: Sequence[Line], full: Sequence[int]) -> list[int]:
    """The places in `full` of the page numbers: the longest run that counts up by one."""
    runs: list[list[tuple[int, int]]] = []
    for at, i in enumerate(full):
        if (number := page_number(lines[i])) is None:
            continue
        run = next((r for r in runs if r[-1][1] + 1 == number), None)
        if run is None:
            runs.append(run := [])
        run.append((at, number))
        runs = runs[-50:]
    best = max(runs, key=len, default=[])
    spaced = all(b - a > 1 for (a, _), (b, _) in pairwise(best))
    return [at for at, _ in best] if len(best) >= FEWEST and spaced else []


def _heads(lines: Sequence[Line], full: Sequence[int]) -> list[int]:
    """The places in `full` of running heads: words that stay, apart from a number that counts up.

    So much tells pages that two are enough.
    """
    found: dict[str, list[Place]] = {}
    for at, i in enumerate(full):
        apart = "   " in lines[i].text and len(lines[i].text) < LONGEST
        m = _HEAD.match(lines[i].text) if apart else None
        said = " ".join((m["words"] or m["said"]).split()) if m else ""
        if m and len(said.split()) >= LEAST_HEAD and not said.endswith(("?", "!", ":", ".")):
            found.setdefault(said, []).append((at, int(m["left"] or m["right"])))
    runs = (run for run in found.values() if len(run) > 1)
    counted = (
        run
        for run in runs
        if all(b == a + 1 and y - x > BESIDE for (x, a), (y, b) in pairwise(run))
    )
    return sorted(at for run in counted for at, _ in run)


def _quarters(lines: Sequence[Line], full: Sequence[int], heads: Sequence[int]) -> set[int]:
    """The marks of a page's quarters beside its running head."""
    near = {i for at in heads for i in full[max(0, at - BESIDE) : at + BESIDE + 1]}
    return {i for i in near if _QUARTER.match(lines[i].text)}


def _counting(lines: Sequence[Line], full: Sequence[int]) -> list[int]:
    """The places in `full` of short lines whose words stay and whose number counts up by one.

    They number pages where they say so, or where they cut sentences; not questions of a list.
    """
    runs: dict[tuple[str, ...], list[list[Place]]] = {}
    phrases: dict[tuple[str, ...], str] = {}
    for at, i in enumerate(full):
        text = lines[i].text.strip()
        short = len(text) < SHORT and not text.endswith((".", "?", "!"))
        if not short or ":" in text or page_number(lines[i]) is not None:
            continue
        for m in _DIGITS.finditer(text):
            words = text[: m.start()] + "#" + text[m.end() :]
            # "24-11542 3/25" and, over the leaf, "4/25 24-11542".
            key = tuple(sorted(words.split()) if _TOTAL.search(words) else words.split())
            phrases.setdefault(key, words)
            found = runs.setdefault(key, [])
            if found and found[-1][-1][1] + 1 == int(m[0]):
                found[-1].append((at, int(m[0])))
            else:
                found.append([(at, int(m[0]))])
    best = [
        at for key, found in runs.items() for at in _numbering(lines, full, phrases[key], found)
    ]
    return sorted(set(best))


def _numbering(
    lines: Sequence[Line], full: Sequence[int], said: str, runs: Sequence[Sequence[Place]]
) -> list[int]:
    """The places of a line that counts, where it numbers pages."""
    run = [at for at, _ in max(runs, key=len)]
    if (
        len(run) < FEWEST
        or sum(map(len, runs)) > len(run)
        or any(b - a < 3 for a, b in pairwise(run))
    ):
        return []
    starts = [lines[full[at]].start for at in run]
    spread = sorted(b - a for a, b in pairwise(starts))
    beside = {w for m in _BESIDE.finditer(said) for w in m.groups() if w}
    words = any(map(str.isalpha, _TOTAL.sub("", said).split()))
    if {w.casefold() for w in beside} & _PAGE or (_TOTAL.search(said) and not words):
        return run
    if spread[0] < PAGE or spread[-1] > 4 * spread[0]:
        return []
    ends = sum(_STOPS.search(lines[i].text) is not None for i in full)
    cut = sum(_cuts(lines, full, at) for at in run)
    return run if ends >= ENDED * len(full) and cut >= CUTS * len(run) else []


def _cuts(lines: Sequence[Line], full: Sequence[int], at: int) -> bool:
    """A sentence goes on over the line, and what else stands at the head and foot of the page."""
    after = next((lines[i].text.strip() for i in full[at + 1 : at + 2]), "")
    return bool(at) and after[:1].islower() and not _ENDS.search(lines[full[at - 1]].text)


def _set(lines: Sequence[Line]) -> set[int]:
    """Paragraphs set in columns with a page number at the edge, be it only once.

    Not where the talk is set so too, nor what stands first on other lines: a name.
    """
    gaps = ("        ", "\t\t")
    wide = {
        i
        for i, line in enumerate(lines)
        if any(gap in line.text for gap in gaps) and _WIDE.search(line.text)
    }
    opening = [i for i, line in enumerate(lines) if line.opens and not line.blank]
    starts = [i for i in opening if i in wide]
    starts += [i for i in wide if _is_amid(lines, i)]
    if not starts or len(starts) > max(1, COLUMNS * len(opening)):
        return set()
    lefts = [int(m[1]) for i in starts if (m := _LEFT.match(lines[i].text))]
    counted = any(a + 1 == b for a, b in pairwise(lefts))  # turns
    found = [rows for i in starts if (rows := _rows(lines, i, wide, counted))]
    taken = {j for rows in found for j in rows}
    others = {_first(line) for i, line in enumerate(lines) if i not in taken} - {""}
    return {j for rows in found if not any(_first(lines[k]) in others for k in rows) for j in rows}


def _is_amid(lines: Sequence[Line], at: int) -> bool:
    """The line cuts a sentence: it stands right under words that go on below it."""
    if lines[at].opens or not at or _ENDS.search(lines[at - 1].text):
        return False
    below = next((x.text for x in lines[at + 1 : at + BESIDE + 1] if not x.blank), "")
    return _LOWER.match(below) is not None


def _rows(lines: Sequence[Line], at: int, wide: Set[int], counted: bool) -> range | None:
    """The lines of a paragraph, few and all in columns, with a page number at an edge."""
    ends = (j for j in range(at, min(at + MOST_SET + 1, len(lines))) if lines[j].blank)
    rows = range(at, next(ends, min(at + MOST_SET + 1, len(lines))))
    rows = rows if lines[at].opens else range(at, at + 1)
    few = len(rows) <= MOST_SET and all(j in wide and _is_set(lines[j].text) for j in rows)
    return rows if few and any(_at_edge(lines[j].text, counted) for j in rows) else None


def _at_edge(text: str, counted: bool) -> bool:
    """A page number stands at an edge of the line; at the left one none that counts turns."""
    return bool(_RIGHT.search(text.rstrip()) or (not counted and _LEFT.match(text)))


def _is_set(text: str) -> bool:
    """No talk: a few words that are no sentence, and no one who speaks at a time or alone."""
    first, *_ = re.split(r"\s{2,}", text[:LONGEST].strip(), maxsplit=1)
    named = len(first.split()) > 1 or any(map(str.isdigit, first))
    short = len(text) < LONGEST and len(text.split()) <= MOST_WORDS and not _ENDS.search(text)
    return named and short and not first.endswith(":") and not _CLOCK.search(text)


def _first(line: Line) -> str:
    """What stands before the first colon or gap, if one does: a label, if on other lines too."""
    first, *more = re.split(r":|\s\s", line.text[:LONGEST].strip(), maxsplit=1)
    return first.casefold() if more else ""


def _repeated(lines: Sequence[Line], full: Sequence[int], numbered: Sequence[int]) -> set[int]:
    """Lines beside the page numbers that come again beside most others, digits ignored."""
    near = {
        full[at + step]
        for at in numbered
        for step in range(-BESIDE, BESIDE + 1)
        if step and 0 <= at + step < len(full)
    }
    keys = {i: _key(lines[i]) for i in near}
    counts = Counter(keys.values())
    often = {k for k, n in counts.items() if n * 2 > len(numbered) and n >= FEWEST}
    # A name alone over its talk stands beside the pages' ends as well as elsewhere.
    everywhere = Counter(k for i in full if (k := _key(lines[i])) in often)
    return {i for i in near if keys[i] in often and everywhere[keys[i]] == counts[keys[i]]}


def _key(line: Line) -> str:
    """The words of a line as running heads are compared: digits ignored."""
    return re.sub(r"\d+", "0", line.text.strip(" \t\f\u00a0"))

"""What reading costs as files grow: every family and every rule, on one piece again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from math import inf

from ingest import intake
from ingest.people import aliases, introductions, letter_case, names, own_names, people, speakers
from ingest.readers.common import clock, dates, lines, stamps
from ingest.readers.proceedings import askers
from ingest.text import sentences, terms, times, words
from ingest.transcript import RawTurn, Reading, Turn, clean, spoken, stage_notes
from tests.support.caption_formats import FORMATS, Said
from tests.support.whole_files import BY_NAME

# Characters; and the seconds of the processor from which on it is looked whether they grow.
SIZE, DEAR = 8_000, 0.05
# Four times the input takes four times as long, or sixteen times where the cost is its square.
MOST = 8
TRIES = 3

FEW = ("Aa", " ", "\u00a0", "(", '"', "<!-- -->", "1:", "Ann Lee ", "I am Bob Smith. ")
PIECES = (
    *FEW,
    *(" (a)", ", KC"),  # what stands behind a name
    *("A", "a ", "A. ", "Ann-", "O'", "Ann Lee, ", "Ann: ", "Mr. ", "Mr. Lee, ", "Dr. ", "U.S. "),
    *("My name is Ann Lee, ", "This is Ann from ", "Thanks, Ann. ", "to Ann Lee of the Post. "),
    *("President of the ", "and ", "THE ", "Q. ", "THE COURT: ", "BY MR. LEE: ", "Speaker 1 "),
    *(
        ")",
        "()",
        "Ann (",
        "((a",
        "[",
        "[] ",
        "[a]",
        "{",
        '{"a":',
        "<",
        "<a",
        "<b></b>",
        "</",
        "-->",
    ),
    *("\n", "\n\n", " \n", "\t", "\r", "\f", "\u2028", "\u200b", "a\n", "A: a\n", "a, "),
    *("1", "12 ", "12:30 ", "12:30:45 ", "[12:30] ", "00:00:01.000 --> ", "1. ", "1,", "1/2/2020 "),
    *("January 2, 2020 ", "12:30\n", "1\n", "1  a\n", "Ann Lee\n", "Ann Lee 12:30\n", "a: b\n"),
    *(
        ".",
        "...",
        "? ",
        "!",
        ",",
        ";",
        ":",
        "::",
        "- ",
        "--",
        "— ",
        "_",
        "*",
        "**a** ",
        "# ",
        ">> ",
    ),
    *("| ", "=", "\\", "&", "&amp;", "&#1;", "@", "$5 ", "http://a.b/ ", "(Laughter) ", "[via"),
    *(
        "e\u0301",
        "中",
        "。",
        "Анна ",
        "ש ",
        "😀",
        '"Yes," ',
        "a\tb\n",
        "a,b\n",
        '"a",',
        "---\na: b\n",
    ),
    # Columns set with spaces: a gap, one that no rule of blank lines ends, a number at its edge.
    *("        ", "a        b", "Ann Lee        5 x\n---\n", "Ann Lee        5\n\n"),
)


def said(text: str, label: str = "Anna Bell") -> list[tuple[str, str]]:
    """A short talk that holds one turn of this label and text."""
    return [
        ("Tom Reed", "Who pays for it?"),
        (label, text),
        ("Tom Reed", "And the rest? I doubt that."),
        ("Anna Bell", "The port pays half of it, as it did."),
        ("Tom Reed", "So be it."),
        ("Anna Bell", "Good."),
    ]


def voices(text: str) -> list[Turn]:
    return [Turn(n, None, f"SPEAKER {n % 2}", text) for n in range(1, 4)]


def resolved(text: str) -> None:
    told = ("SPEAKER 1", "Hello, Ann."), ("SPEAKER 2", text), ("REED", "Thank you, Ann.")
    speakers.resolve(Reading("text", tuple(RawTurn(*each) for each in told)), "a", "")


RULES: dict[str, Callable[[str], object]] = {
    **{f.__name__: f for f in (names.parse, names.fold, names.is_unnamed, names.is_voice)},
    **{f.__name__: f for f in (words.plausible, words.stands_alone, words.is_full_name)},
    **{f.__name__: f for f in (words.is_role, words.is_document, words.starts_a_sentence)},
    **{f.__name__: f for f in (words.name_shaped, words.in_capitals, names.is_post)},
    **{f.__name__: f for f in (sentences.sentences, terms.terms, times.clock_ms, clean, spoken)},
    **{f.__name__: f for f in (stage_notes, dates.written_date, stamps.milliseconds)},
    "unshout": lambda s: letter_case.unshout(s.upper(), {}),
    "case_forms": lambda s: letter_case.case_forms([s], ["Ann", "Lee"]),
    "group": lambda s: people.group([s, "Ann Lee"]),
    "aliases": lambda s: aliases.find([[names.parse("ANN LEE")], [names.parse("Bob Smith")]], s),
    "introduced": lambda s: introductions.introduced(voices(s), frozenset([2])),
    "own_names": lambda s: own_names.own_names(voices(s), frozenset(["SPEAKER 0", "SPEAKER 1"])),
    "nameless": lambda s: own_names.nameless(["SPEAKER 1", "Grad A"], [s]),
    "resolve": resolved,
    "conversation": lambda s: clock.conversation([s, s]),
    "askers": lambda s: askers.names(lines.split(f"A. Yes.\n\nAsked{s[:150]}x\n\nQ. Who?")),
    "unquoted": lambda s: lines.unquoted(lines.split(s)),
}


def read(content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode(errors="replace")
    list(intake.read_all("talk", data))


def _captions(write: Callable[[list[Said]], str]) -> Callable[[list[tuple[str, str]]], str]:
    return lambda talk: write([Said(who, text, 2 * n) for n, (who, text) in enumerate(talk)])


FAMILIES: dict[str, Callable[[list[tuple[str, str]]], str | bytes]] = {
    **BY_NAME,
    **{name: _captions(write) for name, write in FORMATS.items()},
}


Write = Callable[[list[tuple[str, str]]], str | bytes]


def _in_turn(write: Write) -> Callable[[str], object]:
    return lambda s: _read_back(write, said(s))


def _in_label(write: Write) -> Callable[[str], object]:
    return lambda s: _read_back(write, said("Yes.", f"{s}Ann"))


def _read_back(write: Write, talk: list[tuple[str, str]]) -> None:
    """Write and read a talk, where the format can hold it: a Word file has no form feeds."""
    try:
        content = write(talk)
    except ValueError:
        return
    read(content)


def _in_many(label: str) -> Callable[[str], object]:
    def made(text: str) -> None:
        parts = (text[at : at + 60] for at in range(0, len(text), 60))
        read("\n\n".join(f"{label} {n % 9}: {part}" for n, part in enumerate(parts)))

    return made


READ: dict[str, Callable[[str], object]] = {
    "file": read,
    "many turns": _in_many("Ann Lee"),
    "many voices": _in_many("SPEAKER"),
    **{f"{name}, a turn": _in_turn(write) for name, write in FAMILIES.items()},
    **{f"{name}, a label": _in_label(write) for name, write in FAMILIES.items() if name != "cha"},
}


def too_dear(name: str, pieces: Sequence[str]) -> Iterator[str]:
    """For each piece, what is wrong with the cost of a rule or a reading; empty where nothing is.

    A worker's job, as an exponential pattern would not come to an end.
    """
    do = (RULES | READ)[name]
    for piece in pieces:
        small, large = _least(do, piece)
        said = f"{name}, {piece!r}: {small:.2f} s, {large:.2f} s for four times"
        yield said if _is_dear(small, large) else ""


def _least(do: Callable[[str], object], piece: str) -> tuple[float, float]:
    """The least seconds for a quarter of the size and for all of it.

    Other work beside only ever adds to a time: the quarter is tried more often, and so is all of it
    where it seems dear.
    """
    large = seconds(do, piece, SIZE, 0)
    if large < DEAR:
        return inf, large
    small = min(seconds(do, piece, SIZE // 4, n) for n in range(TRIES))
    for n in range(1, 3 * TRIES):
        if not _is_dear(small, large):
            break
        large = min(large, seconds(do, piece, SIZE, n))
        small = min(small, seconds(do, piece, SIZE // 4, TRIES + n))
    return small, large


def _is_dear(small: float, large: float) -> bool:
    return large >= DEAR and large > MOST * small


def at_once(do: Callable[[], object]) -> bool:
    """Whether it takes under a second of the processor, at the third try on a busy machine."""
    return any(_spent(do) < 1 for _ in range(TRIES))


def _spent(do: Callable[[], object]) -> float:
    started = time.process_time()
    do()
    return time.process_time() - started


def seconds(do: Callable[[str], object], piece: str, size: int, number: int) -> float:
    """Seconds of the processor for so many characters; by `number` never the same, for caches."""
    text = piece * (size // len(piece)) + "!" * number
    started = time.process_time()
    do(text)
    return time.process_time() - started

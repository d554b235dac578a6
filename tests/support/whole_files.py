"""A small sound file of every family, as bytes by name: what fuzzing and speed tests start from."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any

from tests.support.caption_formats import FORMATS, Said
from tests.support.packed import packed, pdf, sheets, word

LINES = (
    ("Anna Bell", "The quay needs a new wall, and the sea will not wait for us."),
    ("Tom Reed", "Who pays for it? (Laughter.) I ask because nobody says so."),
    ("Anna Bell", "The port pays half of it, as it did in 2019."),
    ("Tom Reed", "And the rest? The city: I doubt that."),
)


def talk(turns: int) -> list[tuple[str, str]]:
    """So many turns of an invented meeting."""
    return list(islice(cycle(LINES), turns))


def labelled(said: list[tuple[str, str]]) -> str:
    return "Harbour Board\n\n" + "\n\n".join(f"{who.upper()}: {text}" for who, text in said)


def markdown(said: list[tuple[str, str]]) -> str:
    return "# Harbour\n\n" + "\n\n".join(
        f"**{who}:** [0:0{i % 9}] {t}" for i, (who, t) in enumerate(said)
    )


def stamped(said: list[tuple[str, str]]) -> str:
    return "\n\n".join(f"{who}  {i // 60}:{i % 60:02}\n{t}" for i, (who, t) in enumerate(said))


def court(said: list[tuple[str, str]]) -> str:
    lines = [
        line
        for who, text in said
        for first, *rest in [textwrap.wrap(text, 40) or [""]]
        for line in (f"          {who.split()[-1].upper()}:  {first}", *(f"     {r}" for r in rest))
    ]
    pages = (lines[at : at + 25] for at in range(0, len(lines), 25))
    return "\n\n".join(
        f"{' ' * 40}{number}\n" + "\n".join(f"{n:2} {line}" for n, line in enumerate(page, 1))
        for number, page in enumerate(pages, 1)
    )


def record(said: list[tuple[str, str]]) -> str:
    head = "[Congressional Record Volume 143, Number 8]\n[Senate]\n[Pages S702-S703]\n\n"
    return head + "\n\n".join(f"  Mr. {who.split()[-1].upper()}. {text}" for who, text in said)


def irc(said: list[tuple[str, str]]) -> str:
    return "\n".join(f"[12:{i % 60:02}] <{who.split()[0]}> {t}" for i, (who, t) in enumerate(said))


def whatsapp(said: list[tuple[str, str]]) -> str:
    return "\n".join(
        f"[14/03/2024, 12:{i % 60:02}:09] {who}: {t}" for i, (who, t) in enumerate(said)
    )


def zoom_chat(said: list[tuple[str, str]]) -> str:
    return "\n".join(
        f"12:{i % 60:02}:09\t From  {who}  to  Everyone : {t}" for i, (who, t) in enumerate(said)
    )


def telegram(said: list[tuple[str, str]]) -> str:
    return "\n\n".join(
        f"{who}, [14.03.2024 12:{i % 60:02}]\n{t}" for i, (who, t) in enumerate(said)
    )


def telegram_page(said: list[tuple[str, str]]) -> str:
    return "<html><body>" + "".join(
        f'<div class="message default" id="message{i}"><div class="date" '
        f'title="14.03.2024 12:{i % 60:02}:09"></div><div class="from_name">{who}</div>'
        f'<div class="text">{t}</div></div>'
        for i, (who, t) in enumerate(said)
    )


def pidgin(said: list[tuple[str, str]]) -> str:
    return "Conversation with Bo at Wed 05 Apr 2023 on ann (jabber)\n" + "\n".join(
        f"(12:{i % 60:02}:09) {who}: {t}" for i, (who, t) in enumerate(said)
    )


def monologue(said: list[tuple[str, str]]) -> str:
    return "\n\n".join(f"{t} (Applause.)" if i else t for i, (_, t) in enumerate(said))


def cha(said: list[tuple[str, str]]) -> str:
    codes = {"Anna Bell": "ANN", "Tom Reed": "TOM"}
    names = ", ".join(f"{code} {who.split()[0]} Adult" for who, code in codes.items())
    return (
        f"@UTF8\n@Begin\n@Languages:\teng\n@Participants:\t{names}\n"
        + "".join(f"*{codes[who]}:\t{text}\n" for who, text in said)
        + "@End\n"
    )


def csv(said: list[tuple[str, str]]) -> str:
    return "speaker,text\n" + "\n".join(f'{who},"{text}"' for who, text in said)


def jsonl(said: list[tuple[str, str]]) -> str:
    return "\n".join(json.dumps({"speaker": who, "text": text}) for who, text in said)


def slack(said: list[tuple[str, str]]) -> str:
    return json.dumps(
        [
            {"type": "message", "user": who, "text": t, "ts": f"171{i:07}.0001"}
            for i, (who, t) in enumerate(said)
        ]
    )


def discord(said: list[tuple[str, str]]) -> str:
    messages: list[dict[str, Any]] = [
        {
            "id": str(i),
            "type": "Default",
            "timestamp": "2024-03-14T12:00:00+00:00",
            "content": t,
            "author": {"id": "1", "name": who},
        }
        for i, (who, t) in enumerate(said)
    ]
    return json.dumps({"guild": {"name": "H"}, "channel": {"name": "quay"}, "messages": messages})


def tei(said: list[tuple[str, str]]) -> str:
    talk = "".join(f'<u who="#{w.split()[0]}"><seg>{t}</seg></u>' for w, t in said)
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
        f'<div type="debateSection">{talk}</div></body></text></TEI>'
    )


def akoma_ntoso(said: list[tuple[str, str]]) -> str:
    talk = "".join(f'<speech by="#b"><from>{who}</from><p>{t}</p></speech>' for who, t in said)
    return (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate>'
        f"<debateBody><debateSection>{talk}</debateSection></debateBody></debate></akomaNtoso>"
    )


def html(said: list[tuple[str, str]]) -> str:
    talk = "".join(f"<p><b>{who}:</b> {text}</p>\n" for who, text in said)
    return f"<!doctype html><html><body><nav>Home</nav><h1>Harbour</h1>{talk}</body></html>"


def pages(said: list[tuple[str, str]]) -> bytes:
    lines = [f"{who.upper()}: {text}" for who, text in said]
    return pdf(
        [
            [(60, 100 + 24 * n, line) for n, line in enumerate(lines[at : at + 26])]
            for at in range(0, len(lines), 26)
        ]
    )


def table(said: list[tuple[str, str]]) -> bytes:
    return word(said)


def paragraphs(said: list[tuple[str, str]]) -> bytes:
    return word(*(f"{who}: {text}" for who, text in said))


def sheet(said: list[tuple[str, str]]) -> bytes:
    return sheets(Talk=[("Speaker", "Text"), *said])


def archive(said: list[tuple[str, str]]) -> bytes:
    return packed({"a.txt": labelled(said), "b.html": html(said)})


_OF_SAID: tuple[Callable[[list[tuple[str, str]]], str | bytes], ...] = (
    *(labelled, markdown, stamped, court, record, irc, whatsapp, zoom_chat, cha, csv, jsonl),
    *(telegram, telegram_page, pidgin, monologue),
    *(slack, discord, tei, akoma_ntoso, html, paragraphs, table, sheet, pages, archive),
)
_NAMES = {
    **{"paragraphs": "docx", "table": "docx_table", "sheet": "xlsx"},
    **{"pages": "pdf", "archive": "zip"},
}
BY_NAME = {_NAMES.get(f.__name__, f.__name__): f for f in _OF_SAID}


def _plain(write: Callable[[list[tuple[str, str]]], str | bytes]) -> Callable[[int], bytes]:
    def made(turns: int) -> bytes:
        content = write(talk(turns))
        return content.encode() if isinstance(content, str) else content

    return made


def _captions(write: Callable[[list[Said]], str]) -> Callable[[int], bytes]:
    return lambda turns: write(
        [Said(who, text, 3 * n) for n, (who, text) in enumerate(talk(turns))]
    ).encode()


WRITERS: dict[str, Callable[[int], bytes]] = {
    **{name: _plain(write) for name, write in BY_NAME.items()},
    **{name: _captions(write) for name, write in FORMATS.items()},
}
"""By family: a sound file of so many turns."""


def whole(turns: int) -> dict[str, bytes]:
    """A sound file of every family, with so many turns."""
    return {name: write(turns) for name, write in WRITERS.items()}

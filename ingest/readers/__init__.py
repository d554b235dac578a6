"""The registry: one file per family of formats, tried in this order; content decides.

A family is a module with `sniff(document) -> reason or None` and `read(document) -> readings`.
To add a format, write such a module and name it in READERS, the stricter sniff first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ingest.errors import AS_TALK, NotATranscript
from ingest.open.containers import Document
from ingest.readers.captions import (
    marked_html,
    podcast_html,
    sbv,
    srt,
    subtitles,
    timed_text,
    vtt,
)
from ingest.readers.chats import (
    discord,
    imessage,
    irc,
    pidgin,
    slack,
    teams_chat,
    telegram,
    whatsapp,
    zoom_chat,
)
from ingest.readers.labelled import labelled, timed_lines
from ingest.readers.proceedings import (
    akoma_ntoso,
    bold_names,
    congress,
    court,
    hansard_html,
    hansard_xml,
    oyez,
)
from ingest.readers.research import chat_cha, elan, rttm, tei, textgrid, transcriber
from ingest.readers.scripts import fountain
from ingest.readers.speech_to_text import segments_xml
from ingest.readers.speech_to_text import services as asr
from ingest.readers.tables import table_json, tables
from ingest.transcript import Reading


@dataclass(frozen=True, slots=True)
class Reader:
    """A family of formats. `sniff` gives the reason why a document is one of it, or None."""

    name: str
    sniff: Callable[[Document], str | None]
    read: Callable[[Document], list[Reading]]


READERS: tuple[Reader, ...] = (
    Reader("akoma_ntoso", akoma_ntoso.sniff, akoma_ntoso.read),
    Reader("tei", tei.sniff, tei.read),
    Reader("hansard_xml", hansard_xml.sniff, hansard_xml.read),
    Reader("elan", elan.sniff, elan.read),
    Reader("transcriber", transcriber.sniff, transcriber.read),
    Reader("textgrid", textgrid.sniff, textgrid.read),
    Reader("oyez", oyez.sniff, oyez.read),
    Reader("slack", slack.sniff, slack.read),
    Reader("discord", discord.sniff, discord.read),
    Reader("telegram", telegram.sniff, telegram.read),
    Reader("congress", congress.sniff, congress.read),
    Reader("chat_cha", chat_cha.sniff, chat_cha.read),
    Reader("hansard_html", hansard_html.sniff, hansard_html.read),
    Reader("podcast_html", podcast_html.sniff, podcast_html.read),
    Reader("marked_html", marked_html.sniff, marked_html.read),
    Reader("whatsapp", whatsapp.sniff, whatsapp.read),
    Reader("zoom_chat", zoom_chat.sniff, zoom_chat.read),
    Reader("teams_chat", teams_chat.sniff, teams_chat.read),
    Reader("imessage", imessage.sniff, imessage.read),
    Reader("irc", irc.sniff, irc.read),
    Reader("pidgin", pidgin.sniff, pidgin.read),
    Reader("vtt", vtt.sniff, vtt.read),
    Reader("srt", srt.sniff, srt.read),
    Reader("sbv", sbv.sniff, sbv.read),
    Reader("subtitles", subtitles.sniff, subtitles.read),
    Reader("timed_text", timed_text.sniff, timed_text.read),
    Reader("timed_lines", timed_lines.sniff, timed_lines.read),
    Reader("rttm", rttm.sniff, rttm.read),
    Reader("segments_xml", segments_xml.sniff, segments_xml.read),
    Reader("asr", asr.sniff, asr.read),
    Reader("tables", tables.sniff, tables.read),
    Reader("table_json", table_json.sniff, table_json.read),
    Reader("fountain", fountain.sniff, fountain.read),
    Reader("court", court.sniff, court.read),
    Reader("bold_names", bold_names.sniff, bold_names.read),
    Reader("labelled", labelled.sniff, labelled.read),
)


def sniff(document: Document) -> tuple[Reader, str]:
    """The reader for a document, and why. Raises NotATranscript where none fits."""
    for reader in _for(document):
        if reason := reader.sniff(document):
            return reader, reason
    if _is_sheet(document):
        problem = "no columns of who speaks and what is said found; head them Speaker and Text"
        raise NotATranscript(document.path, problem)
    raise NotATranscript(
        document.path,
        "no speaker labels, captions or other transcript layout found; "
        f"a transcript needs turns such as 'NAME: what they said'{AS_TALK}",
    )


def _for(document: Document) -> tuple[Reader, ...]:
    """All readers; only that of tables for a sheet of several columns, whose rows are no lines."""
    return tuple(r for r in READERS if r.name == "tables") if _is_sheet(document) else READERS


def _is_sheet(document: Document) -> bool:
    """Tabs part the columns of a sheet; one of a single column is read as lines are."""
    return document.container == "xlsx" and "\t" in document.text


def read(document: Document, as_talk: bool = False) -> list[Reading]:
    """Every transcript in the document, each with at least one turn.

    `as_talk`: what no reader knows is read as talk without names. Raises NotATranscript and
    BrokenFile.
    """
    try:
        found = sniff(document)[0].read(document)
    except NotATranscript:
        if not as_talk:
            raise
        found = labelled.read(document, insist=True)
    readings = [r for r in found if r.turns]
    if not readings:
        raise NotATranscript(document.path, "no turns found; nothing was added")
    return readings

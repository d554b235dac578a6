"""CHAT transcripts (.cha) of the TalkBank and CHILDES archives: *CODE: tiers, @headers, %tiers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from ingest.open.containers import Document
from ingest.readers.common import lines
from ingest.readers.common.blocks import Block, Opening, messages, tile
from ingest.readers.common.dates import written_date
from ingest.transcript import Reading, clean

_TIER = re.compile(r"\*(?P<code>[^\s:*]{1,30}):[ \t]*")
_HEADER = re.compile(
    r"^@(?P<name>[A-Za-z][A-Za-z /]*):[ \t]*(?P<value>.*(?:\n\t.*)*)", re.MULTILINE
)
# A time bullet, in milliseconds, alone or with the name of the recording: ·%snd:"file"_12_3456·
_BULLET = re.compile(r"[\x15\u2022](?:%\w+:\"?[^\"\x15\u2022]*?\"?_)?(\d+)_(\d+)-?[\x15\u2022]")


def sniff(document: Document) -> str | None:
    """A reason when @-headers and `*CODE:` lines stand together."""
    text = document.text.replace("\r", "\n")
    headed = re.search(r"^\ufeff?@(?:UTF8|Begin|Participants|Languages)\b", text, re.MULTILINE)
    count = len(re.findall(r"^\*[^\s:*]{1,30}:[ \t]", text, re.MULTILINE)) if headed else 0
    return f"@-headers and {count} lines such as '*PAR:' (CHAT)" if count else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn an utterance, labelled with its code, in the words of the transcript."""
    text = document.text
    blocks = [_timed(text, b) for b in messages(text, lines.split(text), _opens)]
    turns, front, back = tile(text, blocks)
    headers = {
        m["name"].strip(): clean(m["value"]) for m in _HEADER.finditer(text.replace("\r\n", "\n"))
    }
    people = _people(headers.get("Participants", ""))
    return [
        Reading(
            "text:chat",
            tuple(replace(t, headed=people.get(t.label or "")) for t in turns),
            front=front,
            back=back,
            title=headers.get("Title") or None,
            date=written_date(headers.get("Date", "")),
        )
    ]


def _opens(line: str) -> Opening | None:
    """Lines that begin with white space go on; % tiers and @ headers are no talk."""
    if m := _TIER.match(line):
        return Opening(m["code"], m.end())
    return None if line[:1] in ("\t", " ", "") else Opening()


def _timed(text: str, block: Block) -> Block:
    """The block with the times of its bullets, which stand at the end of the talk or inside it."""
    said = text[block.text_start : block.text_end]
    bullets = list(_BULLET.finditer(said))
    if not bullets:
        return block
    timed = replace(block, start_ms=int(bullets[0][1]), end_ms=int(bullets[-1][2]))
    if len(bullets) == 1 and not said[bullets[0].end() :].strip():
        return replace(timed, text_end=block.text_start + bullets[0].start())
    return replace(timed, talk=_BULLET.sub("", said))


def _people(participants: str) -> dict[str, str]:
    """`CHI Ross Target_Child, MOT Mother`: by code the name, or the role where none is given.

    What stands for several codes names none of them.
    """
    entries = [e for entry in participants.split(",") if len(e := entry.split()) in (2, 3)]
    counts = Counter(e[1] for e in entries)
    return {e[0]: e[1].replace("_", " ") for e in entries if counts[e[1]] == 1}

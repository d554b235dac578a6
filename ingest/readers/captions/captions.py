"""What all caption files share: blocks of timed text to the turns of their speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.errors import NotATranscript
from ingest.open.containers import Document
from ingest.readers.captions.cue_blocks import Block
from ingest.readers.captions.cue_heads import headed, heads
from ingest.readers.captions.cue_labels import NEARLY_ALL, label_keys, split
from ingest.readers.captions.cue_markup import Piece, Plain, plain, voiced
from ingest.readers.captions.rolling import unroll
from ingest.readers.common.cues import Cue, turns
from ingest.transcript import Reading


def reading(
    document: Document, form: str, blocks: Sequence[Block], text: str, title: str | None = None
) -> list[Reading]:
    """The reading of a caption file. `text` is as long as the file's, without its comments.

    Raises NotATranscript where no cue holds words.
    """
    plains = unroll([plain(text[block.body : block.end], block.body) for block in blocks])
    found = turns(cues(text, blocks, plains), blocks[-1].end if blocks else None)
    if not any(turn.text for turn in found):
        raise NotATranscript(document.path, "the captions hold no words; nothing was added")
    start, end = found[0].source.start, found[-1].source.end
    return [Reading(form, found, document.text[:start], document.text[end:], title)]


def cues(text: str, blocks: Sequence[Block], plains: Sequence[Plain]) -> list[Cue]:
    """The parts of each cue, with the speaker whom its id, its markup or its text names."""
    by_id = any(block.speaker for block in blocks)
    voices = by_id or any(name for words in plains for _, name in words.voices)
    texts = [] if voices else [words.text for words in plains]
    names = heads(texts)
    keys = frozenset() if names else label_keys(texts)
    parts: list[Cue] = []
    for number, (block, words) in enumerate(zip(blocks, plains, strict=True), 1):
        if by_id:
            pieces = [Piece(0, block.speaker, words.text.strip(), block.speaker is not None)]
        else:
            pieces = list(
                voiced(words)
                if voices
                else headed(words.text, names)
                if names
                else split(words.text, keys)
            )
        parts += _parts(number, block, text, words, pieces)
    return _hold(parts) if _holds(parts, voices) else parts


def labelled_by_text(cues: Sequence[Cue]) -> list[Cue]:
    """`cues`, cut and labelled where their text names a speaker, if no voice of the format does."""
    keys = frozenset() if any(c.label for c in cues) else label_keys([cue.text for cue in cues])
    if not keys:
        return list(cues)
    parts = [
        cue._replace(text=piece.text, label=piece.label, change=piece.change)
        for cue in cues
        for piece in split(cue.text, keys)
    ]
    return _hold(parts) if _holds(parts, voices=False) else parts


def _hold(cues: Sequence[Cue]) -> list[Cue]:
    """A label speaks on in the cues after it, until another person begins."""
    held: list[Cue] = []
    label: str | None = None
    for cue in cues:
        label = cue.label if cue.label or cue.change else label
        held.append(cue if cue.label == label else cue._replace(label=label))
    return held


def _parts(
    number: int, block: Block, text: str, words: Plain, pieces: Sequence[Piece]
) -> Iterator[Cue]:
    offset, line = block.start, block.line
    for nth, piece in enumerate(pieces):
        if nth:  # the head of a cue (its number, its times) belongs to the first who speaks in it
            before, offset = offset, words.offset(piece.at)
            line += text.count("\n", before, offset)
        yield Cue(
            number=number,
            text=piece.text,
            label=piece.label,
            start_ms=block.start_ms,
            end_ms=block.end_ms,
            change=piece.change,
            offset=offset,
            line=line,
        )


def _holds(cues: Sequence[Cue], voices: bool) -> bool:
    """Whether a label stands only where the speaker changes.

    It does not where (nearly) every cue is labelled and labels repeat from cue to cue. A voice tag
    covers its own cue, by the WebVTT standard, unless no two cues in a row repeat one.
    """
    named = [cue for cue in cues if cue.label]
    repeats = any(a.label and a.label == b.label for a, b in pairwise(cues))
    if voices:
        return not repeats and 2 * len(named) < len(cues)
    return not repeats or len(named) < NEARLY_ALL * len(cues)

"""Put a transcript of the library right: what a person says, kept with what the file says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.index.embedding import Vectors
from ingest.index.passages import Passage, passages
from ingest.store.corrections import Corrections, corrected
from ingest.store.library import Library
from ingest.transcript import Speaker

# The corrections until now and the speakers as read, to the corrections from now on.
Change = Callable[[Corrections, Sequence[Speaker]], Corrections]


def correct(library: Library, name: str, change: Change) -> bool:
    """Change a transcript's corrections; False where that changes nothing.

    Only passages that are embedded with a name that changes are embedded again. Raises UnknownName,
    CorrectionError, LibraryError, EmbeddingMismatch and EmbeddingError.
    """
    with library.writing():
        library.check_model()
        record = library.as_read(name)
        corrections = change(record.corrections, record.speakers)
        if corrections == record.corrections:
            return False
        transcript = library.transcript_as_read(name)
        before = passages(corrected(transcript, record.corrections).turns)
        after = passages(corrected(transcript, corrections).turns)
        library.put(transcript, after, _vectors(library, name, before, after), corrections)
        return True


def _vectors(
    library: Library, name: str, before: Sequence[Passage], after: Sequence[Passage]
) -> Vectors:
    """The vectors of `after`: those held of `before`, made anew where the text differs."""
    vectors = library.vectors(name)
    if len(vectors) != len(after):  # cut by other code than today's
        return library.embedder.documents([p.embed for p in after])
    pairs = zip(before, after, strict=True)
    differ = [at for at, (old, new) in enumerate(pairs) if old.embed != new.embed]
    if differ:
        vectors[differ] = library.embedder.documents([after[at].embed for at in differ])
    return vectors

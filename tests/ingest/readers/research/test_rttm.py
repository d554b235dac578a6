"""RTTM is told apart and refused with what to do."""

import pytest

from ingest.errors import NotATranscript
from ingest.open.containers import Document
from ingest.readers.research import rttm

TEXT = ";; made by a diarizer\nSPEAKER call 1 0.50 3.20 <NA> <NA> spk_0 <NA> <NA>\n"


def test_refused() -> None:
    document = Document("a.rttm", TEXT.encode(), TEXT)
    assert rttm.sniff(document)
    with pytest.raises(NotATranscript, match="no words"):
        rttm.read(document)
    assert rttm.sniff(Document("a.txt", b"SPEAKER: Hello.", "SPEAKER: Hello.")) is None

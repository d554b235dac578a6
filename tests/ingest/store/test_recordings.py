from pathlib import Path

import pytest

from ingest.store import recordings
from ingest.store.recordings import NoRecording, Recording
from ingest.store.records import Record


def record(name: str = "a talk/1", path: str = "") -> Record:
    return Record(name, "A talk", None, "text", "", (1,), (), "", "", path=path)


def test_a_file_of_the_same_name_beside_the_transcript_is_its_recording(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("x")
    assert recordings.find(tmp_path, record(path=str(tmp_path / "talk.txt"))) is None
    (tmp_path / "talk.mp4").write_bytes(b"x")
    found = recordings.find(tmp_path, record(path=str(tmp_path / "talk.txt")))
    assert found == Recording(tmp_path / "talk.mp4", "video", is_kept=False)


def test_what_is_chosen_comes_before_and_the_last_choice_holds(tmp_path: Path) -> None:
    recordings.keep(tmp_path, "a talk/1", "Sound.MP3", b"sound")
    found = recordings.find(tmp_path, record())
    assert found and isinstance(found.place, Path)
    assert (found.place.read_bytes(), found.kind, found.type) == (b"sound", "audio", "audio/mpeg")
    recordings.keep_address(tmp_path, "a talk/1", " https://example.org/talk.webm?x=1 ")
    now = recordings.find(tmp_path, record())
    assert now == Recording("https://example.org/talk.webm?x=1", "video")
    recordings.forget(tmp_path, "a talk/1")
    assert recordings.find(tmp_path, record()) is None


@pytest.mark.parametrize(
    "address", ["talk.mp3", "javascript:alert(1)", "file:///etc/passwd", "http://"]
)
def test_only_an_address_of_the_web_is_taken(tmp_path: Path, address: str) -> None:
    with pytest.raises(NoRecording, match="is no address"):
        recordings.keep_address(tmp_path, "talk", address)


def test_a_file_that_no_browser_plays_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRecording, match="no recording"):
        recordings.keep(tmp_path, "talk", "talk.docx", b"x")
    assert not (tmp_path / "recordings").exists()

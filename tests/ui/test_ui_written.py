"""The overview that a chat model writes, on the library page."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.support import fake_openai
from tests.ui.test_ui_pages import TALK, add, captions, library_page, press, texts

WRITE = "Write it with the model"


def test_a_model_writes_the_overview_and_each_sentence_says_whether_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ON_RECORD_LIBRARY", str(tmp_path))
    add(tmp_path, "bridge.txt", TALK)
    page = AppTest.from_function(library_page, default_timeout=120).run()
    assert WRITE not in [b.label for b in page.button]
    with fake_openai.serve() as model:
        monkeypatch.setenv("CHAT_MODEL", "openai:fake")
        monkeypatch.setenv("OPENAI_BASE_URL", model.url)
        monkeypatch.setenv("OPENAI_API_KEY", "x")
        model.says("The repair will cost 4.2 million crowns [2]. The ferry sank in 1931 [3].")
        page = press(AppTest.from_function(library_page, default_timeout=120).run(), WRITE)
        assert "every twenty minutes" in model.prompt()
        assert "4\\.2 million crowns\\. [1](#turn=bridge%232" in texts(page)
        assert "Written by openai\\:fake · ✓ 1 in the record · ✗ 1 contradicted" in captions(page)
        page.run()
        assert "4\\.2 million crowns\\. [1](#turn=bridge%232" in texts(page)
        model.says(fake_openai.Status(500))
        press(page, "Write it again")
    assert "answered by quoting instead" in page.warning[0].value.replace("\\", "")
    assert "4\\.2 million crowns\\. [1](#turn=bridge%232" in texts(page)

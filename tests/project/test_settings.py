from pathlib import Path

import pytest

import settings
from settings import ROOT, Settings, SettingsError, load


def test_an_empty_environment_gives_the_defaults() -> None:
    assert load({}) == Settings()
    assert load({}).library == ROOT / "library"
    assert load({}).chat_model is None


def test_an_empty_value_counts_as_none_given() -> None:
    assert load({"CHROMA_URL": "", "EMBEDDING_MODEL": "", "ON_RECORD_MAX_FILE_MB": ""}) == load({})


def test_every_value_is_taken() -> None:
    found = load(
        {
            "ON_RECORD_LIBRARY": "~/talks",
            "CHAT_MODEL": "openai:some",
            "OPENAI_API_KEY": "secret",
            "ON_RECORD_CHAT_TIMEOUT": "2.5",
            "ON_RECORD_UNSUPPORTED": "drop",
            "ON_RECORD_MAX_FILE_MB": "7",
        }
    )
    assert found.library == Path.home() / "talks"
    assert (found.chat_model, found.chat_timeout, found.max_file_mb) == ("openai:some", 2.5, 7)
    assert found.unsupported == "drop"


def test_a_key_is_not_shown() -> None:
    assert "secret" not in repr(load({"OPENAI_API_KEY": "secret"}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ON_RECORD_CHAT_TIMEOUT", "soon"),
        ("ON_RECORD_CHAT_TIMEOUT", "0"),
        ("ON_RECORD_CHAT_TIMEOUT", "nan"),
        ("ON_RECORD_MAX_FILE_MB", "-1"),
        ("ON_RECORD_CONTEXT_TOKENS", "1e400"),
        ("ON_RECORD_UNSUPPORTED", "hide"),
        ("ON_RECORD_LOG", "loud"),
        ("ON_RECORD_NAME", "Our library"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is '{value}'; use [^\n]+$"):
        load({name: value})


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("RERANKER_MODEL=file\nCHAT_MODEL=file\n")
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.delenv("RERANKER_MODEL", raising=False)
    monkeypatch.setenv("CHAT_MODEL", "environment")
    assert (load().reranker_model, load().chat_model) == ("file", "environment")


@pytest.mark.parametrize(
    "value",
    [
        "localhost:11434/v1",
        "ftp://localhost/v1",
        "http://",
        "http:///v1",
        "http://my server/v1",
        "http://localhost:eleven/v1",
        "http://localhost:99999/v1",
        "http://[::1/v1",
        "http:\\\\localhost\\v1",
        "nonsense",
        "http://me:s3cret@localhost:port/v1",
    ],
)
def test_an_address_that_is_none_is_one_line_that_shows_no_password(value: str) -> None:
    said = "^OPENAI_BASE_URL is no address of a server; write it like http://localhost:11434/v1$"
    with pytest.raises(SettingsError, match=said):
        load({"OPENAI_BASE_URL": value})
    with pytest.raises(SettingsError, match=r"^ON_RECORD_ADDRESS is .[^\n]+; use one like"):
        load({"ON_RECORD_ADDRESS": value})


@pytest.mark.parametrize(
    "value", ["http://localhost:11434/v1", "https://me:pw@models.example.org", "http://[::1]:9/v1"]
)
def test_an_address_is_taken_as_it_is(value: str) -> None:
    assert load({"OPENAI_BASE_URL": f" {value}\n"}).openai_base_url == value

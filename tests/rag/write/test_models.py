"""The chat model's client against a real server: what comes through, and every way of failing."""

import base64
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import langsmith.utils
import pytest

from ingest.keys import WITHHELD
from rag.errors import (
    ModelCut,
    ModelDenied,
    ModelError,
    ModelNotConfigured,
    ModelSilent,
    ModelTimeout,
    ModelUnavailable,
)
from rag.write.models import Chunk, complete, is_openai, open_model, stream
from settings import Settings
from tests.support.fake_openai import Event, FakeOpenAI, Reply, Status, patience, pieces, serve

MESSAGES = [("system", "Be brief."), ("user", "Hello?")]


@pytest.fixture
def fake() -> Iterator[FakeOpenAI]:
    with serve() as server:
        yield server


def configured(fake: FakeOpenAI) -> Settings:
    return Settings(chat_model="openai:fake", openai_base_url=fake.url, chat_timeout=60)


def test_text_and_tokens_come_through(fake: FakeOpenAI) -> None:
    fake.says("It rained all day.")
    chunks = list(stream(configured(fake), MESSAGES))
    assert [c.text for c in chunks if c.text] == pieces("It rained all day.")
    assert chunks[-1] == Chunk("", (700, 30))
    assert complete(configured(fake), MESSAGES) == ("It rained all day.", (700, 30))


def test_the_request_is_ours_and_nothing_traces_it(fake: FakeOpenAI) -> None:
    complete(configured(fake), MESSAGES)
    (request,) = fake.requests
    assert request["model"] == "fake"
    assert request["temperature"] == 0
    assert [m["content"] for m in request["messages"]] == ["Be brief.", "Hello?"]
    assert not langsmith.utils.tracing_is_enabled()


ERRORS: list[tuple[str, Reply, type[ModelError], str]] = [
    ("wrong key", Status(401), ModelDenied, "the key was refused (401); check OPENAI_API_KEY"),
    ("unknown model", Status(404), ModelDenied, "no such model or address (404)"),
    ("rate limit", Status(429, headers={"retry-after": "30"}), ModelUnavailable, "too many req"),
    ("no credit", Status(429, {"error": {"code": "insufficient_quota"}}), ModelUnavailable,
     "no credit left (insufficient_quota)"),
    ("fault", Status(503), ModelUnavailable, "the provider has a fault (503)"),
    ("bad request", Status(400, {"error": {"message": "context\ntoo long"}}), ModelDenied,
     "the request was refused (400)"),
    ("filtered question", Status(400, {"error": {"code": "content_filter"}}), ModelDenied,
     "content filter refused the question"),
    ("no stream", Status(200, {"hello": 1}), ModelSilent, "no answer that can be read"),
    ("empty", [], ModelSilent, "sent an empty answer"),
    ("only ended", [Event.END], ModelSilent, "no answer that can be read"),
    ("filtered", [Event.FILTER], ModelDenied, "content filter stopped the answer"),
    ("silent", [Event.STALL], ModelTimeout, "silent for 2 s before the first word"),
    ("only alive", [Event.ALIVE], ModelTimeout, "silent for 2 s before the first word"),
    ("empty pieces", ["a", Event.EMPTY], ModelTimeout, "silent for 2 s in the middle"),
    ("stall", ["a", Event.STALL], ModelTimeout, "silent for 2 s in the middle"),
    ("cut", ["a", Event.CUT], ModelCut, "the answer broke off"),
    ("cut before", [Event.CUT], ModelUnavailable, "closed the connection without an answer"),
    ("ended", ["a", Event.END], ModelCut, "ended in the middle of the answer"),
    ("error event", ["a", Event.ERROR], ModelCut, "(the engine fell over)"),
    ("garbage", ["a", Event.GARBAGE], ModelCut, "broke off with an error"),
    ("length", ["a", Event.LENGTH], ModelCut, "reached the model's length limit"),
    ("filtered late", ["a", Event.FILTER], ModelCut, "content filter stopped the answer"),
    ("endless", ["a" * 30_000], ModelCut, "ran on past 20000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "kind", "line"), [e[1:] for e in ERRORS], ids=[e[0] for e in ERRORS]
)
def test_every_failure_is_one_clear_line(
    fake: FakeOpenAI, reply: Reply, kind: type[ModelError], line: str
) -> None:
    fake.says(reply)
    with pytest.raises(kind) as caught:
        list(stream(replace(configured(fake), chat_timeout=patience(reply)), MESSAGES))
    message = str(caught.value)
    assert message.startswith("openai:fake: ")
    assert line in message
    assert "\n" not in message
    assert len(fake.requests) == 1  # no retries behind the reader's back


KEY = "sk-Qz7pLm-Ab34cdEf"
ENCODED = base64.b64encode(f"me:{KEY}".encode()).decode()
SPELLED = [
    KEY, KEY.upper(), KEY[:8] + "*****" + KEY[-4:], "***" + KEY[-7:], " ".join(KEY), KEY[::-1],
    "".join(f"%{ord(c):02x}" for c in KEY), "".join(f"%25{ord(c):02x}" for c in KEY),
    "".join(f"&#{ord(c)};" for c in KEY), "".join(f"\\u{ord(c):04x}" for c in KEY),
    KEY.encode().hex(), ENCODED, f"Basic {ENCODED}", f"https://api.test/v1?key={KEY}",
    f"{{'Authorization': 'Bearer {KEY}'}}", KEY[:9] + "\n" + KEY[9:],
    "Authorization: Bearer another.ones", "x-api-key: another", "an0therOnesLongKey1234567",
]  # fmt: skip


@pytest.mark.parametrize("spelled", SPELLED)
@pytest.mark.parametrize("event", [False, True])
def test_what_a_provider_says_never_shows_a_key(
    fake: FakeOpenAI, spelled: str, event: bool
) -> None:
    error = {"error": {"message": f"context too long, got {spelled} here"}}
    fake.says(["a", error] if event else Status(400, error))
    with pytest.raises(ModelError) as caught:
        list(stream(replace(configured(fake), openai_api_key=KEY), MESSAGES))
    assert WITHHELD in str(caught.value)
    assert spelled not in str(caught.value)


@pytest.mark.parametrize("key", [KEY + "\nX: y", KEY + "\u2026", KEY + "\r"])
def test_a_key_that_is_no_header_is_not_shown(fake: FakeOpenAI, key: str) -> None:
    with pytest.raises(ModelError) as caught:
        list(stream(replace(configured(fake), openai_api_key=key), MESSAGES))
    assert KEY[3:] not in str(caught.value)


def test_other_words_of_a_provider_are_shown(fake: FakeOpenAI) -> None:
    said = "This model's maximum context length is 8192 tokens; max_completion_tokens is too large"
    fake.says(Status(400, {"error": {"message": said}}))
    with pytest.raises(ModelDenied, match="8192 tokens; max_completion_tokens is too large"):
        list(stream(replace(configured(fake), openai_api_key=KEY), MESSAGES))


@pytest.mark.parametrize("form", ["me:{}@{}/v1", "{1}/v1?key={0}", "{1}/{0}/v1"])
def test_a_key_in_the_address_is_not_shown(form: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
        address = "http://" + form.format(KEY, place)
        settings = Settings(chat_model="openai:fake", openai_base_url=address, openai_api_key=KEY)
        with pytest.raises(ModelUnavailable) as caught:
            list(stream(settings, MESSAGES))
    assert f"http://{place}" in str(caught.value)
    assert KEY not in str(caught.value)


def test_giving_up_ends_the_connection(fake: FakeOpenAI) -> None:
    fake.says([Event.ALIVE])
    with pytest.raises(ModelTimeout):
        list(stream(replace(configured(fake), chat_timeout=0.4), MESSAGES))
    assert fake.left.wait(60)


def test_a_slow_reader_is_not_taken_for_a_silent_model(fake: FakeOpenAI) -> None:
    fake.says(["a", "b", "c"])
    settings = replace(configured(fake), chat_timeout=2)
    read = []
    for chunk in stream(settings, MESSAGES):
        threading.Event().wait(0.8)
        read.append(chunk.text)
    assert "".join(read) == "abc"


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        settings = Settings(chat_model="openai:fake", openai_base_url=address)
        with pytest.raises(ModelUnavailable, match="cannot be reached; is it running"):
            list(stream(settings, MESSAGES))


@pytest.mark.parametrize(
    ("model", "line"),
    [
        ("openai:gpt-4.1-mini", "OPENAI_API_KEY is not set"),
        ("some-model", "write CHAT_MODEL=provider:model, or set OPENAI_BASE_URL"),
        ("anthropic:claude-x", "needs a package: pip install langchain-anthropic"),
    ],
)
def test_a_model_that_cannot_be_called(
    model: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelNotConfigured, match=line):
        open_model(Settings(chat_model=model))


@pytest.mark.parametrize(
    ("model", "address", "openai"),
    [
        ("openai:gpt-4.1", None, True),
        ("gpt-4.1", None, True),
        ("qwen2.5:7b", "http://127.0.0.1:1/v1", True),
        ("anthropic/claude-x", "http://127.0.0.1:1/v1", True),
        ("anthropic:claude-x", None, False),
    ],
)
def test_which_models_speak_the_openai_api(model: str, address: str | None, openai: bool) -> None:
    assert is_openai(Settings(chat_model=model, openai_base_url=address)) is openai


def test_a_model_is_opened_once(fake: FakeOpenAI) -> None:
    assert open_model(configured(fake)) is open_model(configured(fake))
    other = replace(configured(fake), chat_model="openai:other")
    assert open_model(other) is not open_model(configured(fake))

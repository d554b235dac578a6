"""Questions about whole transcripts, put to a model: parts, notes, one time-out for them all."""

from collections.abc import Iterator
from typing import Any

import pytest

from rag.errors import ModelTimeout
from rag.write.generate import Draft, generate
from settings import Settings
from tests.rag.council import labelled
from tests.support.fake_openai import Event, FakeOpenAI, Reply, pieces, serve

SOURCES = list(labelled().values())
CARRIED = "The motion was carried, five votes to two [45]."


@pytest.fixture
def fake() -> Iterator[FakeOpenAI]:
    with serve() as server:
        yield server


def draft(fake: FakeOpenAI, tokens: int, timeout: float = 60) -> Draft:
    settings = Settings(
        chat_model="openai:fake", openai_base_url=fake.url, context_tokens=tokens,
        chat_timeout=timeout,
    )  # fmt: skip
    *_, made = generate("Summarise the hearing", SOURCES, settings, entire=True)
    assert isinstance(made, Draft)
    return made


def test_what_fits_one_prompt_is_shown_whole(fake: FakeOpenAI) -> None:
    fake.says(CARRIED)
    assert [s.status for s in draft(fake, 50_000).sentences] == ["supported"]
    assert fake.prompt().count("<turn label=") == len(SOURCES)
    assert len(fake.requests) == 1


def test_what_does_not_is_read_in_parts_and_answered_from_notes(fake: FakeOpenAI) -> None:
    def script(body: dict[str, Any]) -> Reply:
        prompt = body["messages"][-1]["content"]
        if "<turn" not in prompt:
            return pieces(f"{CARRIED} It rained [99].")
        return pieces(CARRIED if "label=[45]" in prompt else "NOTHING")

    fake.script = script
    made = draft(fake, 3000)
    assert [s.status for s in made.sentences] == ["supported", "unverified"]
    read = [fake.prompt(at) for at in range(len(fake.requests)) if "<turn" in fake.prompt(at)]
    shown = "".join(read)
    assert all(f"<turn label=[{s.label}]>" in shown for s in SOURCES)
    noted = next(p for at in range(len(fake.requests)) if "- The motion" in (p := fake.prompt(at)))
    assert "- The motion was carried, five votes to two. [45]\n\nQuestion:" in noted


def test_a_silent_server_costs_one_time_out(fake: FakeOpenAI) -> None:
    fake.says([Event.STALL])
    made = draft(fake, 3000, timeout=0.3)
    assert isinstance(made.failure, ModelTimeout)
    assert not any("- The motion" in fake.prompt(at) for at in range(len(fake.requests)))

"""The contract of an answer, whatever a model sends: nothing is shown as borne out that is not."""

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rag.check.citations import STANDS, Sentence, render
from rag.check.locate import quoted_spans
from rag.check.numbers import find_numbers
from rag.write import models
from rag.write.generate import Draft, generate
from rag.write.models import Chunk
from settings import Settings
from tests.rag.check.examples import examples
from tests.rag.council import hearing, labelled

SOURCES = list(labelled().values())
TURNS = {s.id: s.turn for s in SOURCES}
NAMES = {s.name for s in hearing().speakers}

# Words of the record whole, cut or changed; speakers at will, in every form that a sentence may
# give somebody's words in; labels that exist or do not; numbers, marks, and any text.
_turns = st.sampled_from(hearing().turns)
_slices = st.builds(
    lambda turn, at, size: turn.text[at % len(turn.text) :][:size],
    _turns,
    st.integers(0, 3000),
    st.integers(5, 90),
)
_sentences = _turns.flatmap(
    lambda turn: st.sampled_from(re.split(r"(?<=[.?!])\s+", turn.text)).map(
        lambda s: f"{s.rstrip('.')} [{turn.number}]."
    )
)
_speakers = st.sampled_from(sorted(NAMES))
FORMS = (
    "{} said that",
    "According to {},",
    "{} also noted that",
    "As {} put it,",
    "{}, for one, argued that",
    "{} told the Council that",
    "{}:",
)
_pieces = st.one_of(
    _slices,
    _sentences,
    _slices.map(lambda s: f"\u201c{s}\u201d"),
    _slices.map(lambda s: f'"{s}"'),
    _slices.map(lambda s: s.replace("not ", "")),
    st.integers(0, 52).map(lambda n: f"[{n}]"),
    st.integers(1, 49).map(lambda n: f"[{n}]."),
    st.builds(str.format, st.sampled_from(FORMS), _speakers),
    st.sampled_from(["4.2 million", "9 percent", "not", "and", ". ", ", while", "\n", "He said"]),
    st.text(max_size=12),
)
_texts = st.lists(_pieces, min_size=1, max_size=9).map(" ".join)
MODEL = Settings(
    chat_model="openai:fake", openai_base_url="http://localhost", context_tokens=90_000
)


def written(monkeypatch: pytest.MonkeyPatch, *replies: str) -> tuple[list[Sentence], Draft]:
    """What is streamed of a model's replies (its answer, its repair), and the draft."""
    rest = list(replies)

    def stream(_: Settings, messages: Sequence[object]) -> Iterator[Chunk]:
        reply = rest.pop(0) if len(rest) > 1 else rest[0]
        yield from (Chunk(reply[at : at + 9]) for at in range(0, len(reply), 9))

    monkeypatch.setattr(models, "stream", stream)
    *streamed, draft = generate("What broke?", SOURCES, MODEL)
    assert isinstance(draft, Draft)
    return [s for s in streamed if isinstance(s, Sentence)], draft


@settings(
    max_examples=examples(soak=2000, normal=500),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(answer=_texts, repair=_texts)
@example(answer='(Laugh" Thank you, Chair [2]. Good evening, everyone [1].', repair="[5]")
@example(answer="Councillor Achterberg: EDDO [36]", repair="[5]")
@example(answer="Councillor Achterberg: Mr. Eddo agreed [36]", repair="[5]")
def test_whatever_a_model_sends(monkeypatch: pytest.MonkeyPatch, answer: str, repair: str) -> None:
    streamed, draft = written(monkeypatch, answer, f"1: {repair}")
    assert all(s.status in STANDS for s in streamed)
    for sentence in (*streamed, *draft.sentences):
        _holds(sentence)


def _holds(sentence: Sentence) -> None:
    """The sentence is marked, or its quotes, figures and speaker are those of the turns cited."""
    good = [c for c in sentence.citations if c.status in STANDS]
    assert bool(good) != bool(sentence.problem)
    assert render(sentence).endswith(f": {sentence.problem})") == bool(sentence.problem)
    if sentence.problem:
        return
    for citation in good:
        turn = TURNS[citation.turn]  # KeyError: a turn that was never found
        assert citation.quote
        assert citation.quote == turn.text[citation.start : citation.end]
        assert citation.speaker == turn.speaker
    cited = [TURNS[c.turn] for c in sentence.citations]
    said = [_letters(t.text) for t in cited]
    frame = sentence.text
    for start, end in quoted_spans(sentence.text):
        assert any(_letters(sentence.text[start:end]) in text for text in said)
        frame = frame[:start] + " " * (end - start) + frame[end:]
    verbatim = {c.status for c in good} == {"verbatim"}
    assert not verbatim or quoted_spans(sentence.text)
    known = {n.value for t in cited for n in find_numbers(t.text)} | {2024.0, 12.0}
    assert all(n.value in known or n.value <= 10 for n in find_numbers(frame))
    for form in FORMS:
        claimed = re.match(form.replace("{}", r"(.+?)(?<!\bof)") + r"(?!\S)", frame)
        if claimed and claimed[1] in NAMES:
            assert claimed[1] in {t.speaker for t in cited}


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


@pytest.mark.parametrize("form", FORMS)
def test_in_every_form_the_speaker_is_checked(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    claim = "eleven boats were sunk or damaged [2]."
    _, right = written(monkeypatch, f"{form.format('Captain Pellworth')} {claim}")
    _, wrong = written(monkeypatch, f"{form.format('Dr. Brask')} {claim}", "1: no")
    assert right.sentences[0].problem is None
    assert wrong.sentences[0].problem == "turn 2 is by Captain Pellworth, not Dr. Brask"


QUOTED = (
    "\u201cluck and not planning\u201d, said {} [2].",
    "\u201cluck and not planning\u201d, {} said [2].",
    "It was \u201cluck and not planning\u201d, according to {} [2].",
    "{} called it \u201cluck and not planning\u201d [2].",
    "In the words of {}, it was \u201cluck and not planning\u201d [2].",
    "{}'s view is that this was \u201cluck and not planning\u201d [2].",
    "{} (turn 2): \u201cluck and not planning\u201d [2].",
)


@pytest.mark.parametrize("form", QUOTED)
def test_a_quote_has_the_speaker_of_its_turn(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    _, right = written(monkeypatch, form.format("Captain Pellworth"))
    _, wrong = written(monkeypatch, form.format("Dr. Brask"), "1: no")
    assert [s.status for s in right.sentences] == ["verbatim"]
    assert [s.status for s in wrong.sentences] == ["contradicted"]

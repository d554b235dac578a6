import shutil
from pathlib import Path

import pytest

from ingest.index.keywords import Keywords
from ingest.store.library import Library
from ingest.text.terms import stem
from tests.support.tiny import hearing, open_library, put


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = open_library(tmp_path)
    put(made, hearing("quay", "The quay costs four million.", "A heron stood there."))
    put(made, hearing("bridge", "The bridge is green.", "The bridge was blue."))
    return made


def found(keywords: Keywords, *words: str) -> list[tuple[str, int]]:
    matches = keywords.search({stem(word): 1.0 for word in words}, ["text"], 10)
    return [(m.name, m.slice) for m in matches]


def test_the_turn_with_the_word_comes_first(library: Library) -> None:
    assert found(Keywords(library), "heron") == [("quay", 1)]


def test_a_word_that_nobody_said_finds_nothing(library: Library) -> None:
    assert found(Keywords(library), "zeppelin") == []
    assert found(Keywords(library)) == []


def test_it_follows_what_is_replaced_and_removed(library: Library) -> None:
    keywords = Keywords(library)
    assert not keywords.sync()
    put(library, hearing("quay", "A pelican stood there."))
    assert keywords.sync()
    assert found(keywords, "pelican") == [("quay", 0)]
    assert found(keywords, "heron") == []
    library.remove("quay")
    assert keywords.sync()
    assert found(keywords, "pelican") == []


def test_it_is_a_cache_that_can_be_thrown_away(library: Library, tmp_path: Path) -> None:
    before = found(Keywords(library), "bridge")
    assert before
    shutil.rmtree(tmp_path / "keywords")
    assert found(Keywords(library), "bridge") == before


def test_the_scope_holds(library: Library) -> None:
    keywords = Keywords(library)
    for scope in ({"bridge": None}, {"bridge": frozenset({"Tom Reed"})}):
        matches = keywords.search({stem("the"): 1.0}, ["text"], 10, scope)
        assert {m.name for m in matches} == {"bridge"}
    assert [m.slice for m in matches] == [1]

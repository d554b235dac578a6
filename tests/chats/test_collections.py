from pathlib import Path

import pytest

from chats import collections
from chats.errors import EmptyCollection, NameTaken, NothingTagged
from chats.exchange import Scope


def test_a_collection_is_named_filled_and_told_what_to_do(tmp_path: Path) -> None:
    case = collections.make(tmp_path, " The Harbour case ")
    collections.fill(tmp_path, case, ["quay", "bridge", "quay"])
    collections.instruct(tmp_path, case, " Answer in German. ")
    held = collections.all_of(tmp_path)[case]
    assert held.name == "The Harbour case"
    assert held.transcripts == ("bridge", "quay")
    assert collections.instructions(Scope((case,)), {case: held}) == "Answer in German."


def test_a_name_is_one_collections_alone(tmp_path: Path) -> None:
    case = collections.make(tmp_path, "Ärger")
    collections.rename(tmp_path, case, "ärger")
    with pytest.raises(NameTaken, match="take another name"):
        collections.make(tmp_path, "ÄRGER")
    with pytest.raises(NameTaken, match="needs a name"):
        collections.make(tmp_path, "  ")


def test_what_is_added_later_is_in_scope_at_once(tmp_path: Path) -> None:
    case = collections.make(tmp_path, "case")
    scope = Scope((case,), ("shed",), ("Ada",))
    collections.fill(tmp_path, case, ["quay"])
    known: dict[str, tuple[str, ...]] = {"quay": (), "bridge": (), "shed": ()}
    before = collections.filters(scope, collections.all_of(tmp_path), known)
    assert before.transcripts == ("shed", "quay")
    collections.fill(tmp_path, case, ["quay", "bridge", "removed"])
    now = collections.filters(scope, collections.all_of(tmp_path), known)
    assert now.transcripts == ("shed", "bridge", "quay")
    assert now.speakers == ("Ada",)


def test_a_collection_without_a_transcript_is_never_everything(tmp_path: Path) -> None:
    case = collections.make(tmp_path, "case")
    with pytest.raises(EmptyCollection, match="'case' holds no transcript"):
        collections.filters(Scope((case,)), collections.all_of(tmp_path), {"quay": ()})
    collections.drop(tmp_path, case)
    with pytest.raises(EmptyCollection, match="was removed"):
        collections.filters(Scope((case,)), collections.all_of(tmp_path), {"quay": ()})


def test_tags_narrow_what_was_chosen_and_never_to_everything(tmp_path: Path) -> None:
    tags = {"quay": ("storm",), "bridge": ("budget", "storm"), "shed": ()}

    def left(scope: Scope) -> tuple[str, ...]:
        return collections.filters(scope, {}, tags).transcripts

    assert left(Scope(tags=("storm",))) == ("quay", "bridge")
    assert left(Scope(transcripts=("shed", "quay"), tags=("storm", "budget"))) == ("quay",)
    with pytest.raises(NothingTagged, match="looked in has the tag 'budget'; choose another"):
        left(Scope(transcripts=("quay",), tags=("budget",)))


def test_a_dropped_collection_comes_back(tmp_path: Path) -> None:
    case = collections.make(tmp_path, "case")
    collections.fill(tmp_path, case, ["quay"])
    held = collections.all_of(tmp_path)[case]
    collections.drop(tmp_path, case)
    assert collections.all_of(tmp_path) == {}
    collections.put_back(tmp_path, held)
    assert collections.all_of(tmp_path) == {case: held}

"""An answer taken apart for showing."""

from __future__ import annotations

from chats.blocks import block
from rag.count.listing import answer
from rag.question import analyse
from tests.rag.readers import word_reader
from tests.support.talk import talk

SAID = talk(
    ("Ms Orr", "The herons nest in the old mill."), ("Mr Lind", "The quay is sinking."),
    ("Ms Orr", "The herons nest in the old mill."), ("Mr Poe", "Herons eat all our trout."),
)  # fmt: skip


def test_an_item_said_again_elsewhere_is_shown_as_a_quotation() -> None:
    _, item, _ = answer(analyse("List everything about herons"), [SAID], word_reader())
    assert item.text.endswith("(also turn 3)")
    shown = block(item, lambda _: SAID)
    assert shown.is_quote
    assert shown.text == "\u201cThe herons nest in the old mill.\u201d (also turn 3)"

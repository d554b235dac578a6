from pathlib import Path

import pytest

from rag.errors import PromptError
from rag.write import prompts

GOOD = "---\nvariables: [a]\noutput: one line\n---\n## system\nBe kind.\n## user\nSay {{a}}.\n"


def write(folder: Path, text: str) -> prompts.Prompt:
    (folder / "p.md").write_text(text, encoding="utf-8")
    return prompts.load("p", folder)


def test_values_are_put_in_once_and_never_read_as_templates(tmp_path: Path) -> None:
    prompt = write(tmp_path, GOOD)
    assert prompt.output == "one line"
    assert prompt.fill(a="{{a}} {b} %s {a.__class__}") == [
        ("system", "Be kind."),
        ("user", "Say {{a}} {b} %s {a.__class__}."),
    ]


def test_a_missing_and_an_unknown_variable_are_named(tmp_path: Path) -> None:
    prompt = write(tmp_path, GOOD)
    with pytest.raises(PromptError, match=r"prompts/p\.md: missing variable a"):
        prompt.fill()
    with pytest.raises(PromptError, match=r"prompts/p\.md: unknown variable b"):
        prompt.fill(a="x", b="y")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (GOOD.replace("{{a}}", "{{b}}"), "variable a, b"),
        (GOOD.replace("output: one line\n", ""), "must open with a header"),
        ("Just say {{a}}.", "must open with a header"),
        ("---\nvariables: []\noutput: x\n---\nhello\n", "no part"),
    ],
)
def test_a_file_that_breaks_the_rules_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(PromptError, match=problem):
        write(tmp_path, text)


def test_an_unknown_prompt_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"prompts/none\.md: cannot be read"):
        prompts.load("none", tmp_path)


@pytest.mark.parametrize("path", sorted(prompts.FOLDER.glob("*.md")), ids=lambda p: p.stem)
def test_every_prompt_states_its_contract(path: Path) -> None:
    prompt = prompts.load(path.stem)
    assert prompt.output
    assert [role for role, _ in prompt.parts] == ["system", "user"]

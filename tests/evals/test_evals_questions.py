import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from evals.sets.questions import SCHEMA, load
from settings import ROOT, Settings

PRESS = ROOT.parent / "shared" / "data" / "press-conference" / "questions.yaml"


def problems(folder: Path, text: str, name: str = "set.yaml") -> list[str]:
    (folder / name).write_text(text, encoding="utf-8")
    return [str(p).removeprefix(f"{folder}/") for p in load([folder / name], Settings())[1]]


def test_the_published_schema_is_a_schema_whose_examples_it_takes() -> None:
    schema = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)
    for name, field in schema["$defs"]["question"]["properties"].items():
        question = {"id": "q", "question": "What?", **{name: field["examples"][0]}}
        Draft202012Validator(schema).validate({"questions": [question]})


def test_yaml_jsonl_and_csv_hold_the_same_questions(tmp_path: Path) -> None:
    yaml = tmp_path / "a.yaml"
    yaml.write_text(
        "questions:\n- id: q1\n  type: who\n  question: Who, then?\n  turns: [2, 4-6]\n"
        "  facts: ['a|b', c]\n  filters: {speaker: [Ada]}\n  tags: [x]\n"
        "- {id: q2, type: unanswerable, question: 'What?', answerable: false}\n"
    )
    jsonl = tmp_path / "b.jsonl"
    jsonl.write_text(
        '{"id": "q1", "type": "who", "question": "Who, then?", "turns": [2, "4-6"], '
        '"facts": ["a|b", "c"], "filters": {"speaker": ["Ada"]}, "tags": ["x"]}\n\n'
        '{"id": "q2", "type": "unanswerable", "question": "What?", "answerable": false}\n'
    )
    table = tmp_path / "c.csv"
    table.write_text(
        "id,type,question,turns,facts,filters.speaker,tags,answerable\n"
        'q1,who,"Who, then?","2, 4-6",a|b; c,Ada,x,\nq2,unanswerable,What?,,,,,no\n'
    )
    sets = []
    for path in (yaml, jsonl, table):
        found, wrong = load([path], Settings())
        assert not wrong
        sets.append(
            [(q.id, q.type, q.question, q.turns, q.facts, q.speakers, q.tags, q.answerable)
             for q in found[0].questions]
        )  # fmt: skip
        assert found[0].name == path.stem
    assert sets[0] == sets[1] == sets[2]
    assert sets[0][0][3] == (2, "4-6")


def test_every_problem_is_one_line_with_its_line_field_and_fix(tmp_path: Path) -> None:
    text = """\
name: wrong
questions:
  - {id: a, question: "One?", turn: [2]}
  - {id: b, question: "Two?", answer: "x", answer: "y"}
  - id: c
    question: "Three?"
    facts: [1822]
  - {id: d, question: "Four?", answerable: false, facts: ["x"]}
  - {question: "Five?"}
  - {id: e, question: "Six?"}
  - {id: e, question: "Seven?"}
  - {id: f, question: "Eight?", turns: 3}
  - just words
"""
    assert problems(tmp_path, text) == [
        "set.yaml:4: b: answer: is given twice in one place; keep one of the two",
        "set.yaml:3: a: turn: unknown field; did you mean 'turns'?",
        'set.yaml:7: c: facts[0]: cannot be 1822; write it like "six million|6 million"',
        'set.yaml:9: question 5: id: is missing; add it, such as id: "q-01"',
        "set.yaml:12: f: turns: cannot be 3; write it like "
        '[2, "4-6", "press-conference#12", "six million doses"]',
        'set.yaml:13: question 9: cannot be "just words"; write it like {"id": "q-01", "question": '
        '"When does the ferry sail?", "turns": [2]}',
        "set.yaml:8: d: answerable: two answers: it is not answerable, and facts is given; "
        "remove one of the two",
        f"set.yaml:11: e: id: is the id of the question at {tmp_path}/set.yaml:10 too; "
        "give it another",
    ]


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("questions: [", "set.yaml", 1),
        ("questions:\n  - {id: 'a}\n", "set.yaml", 3),
        ("# nothing\n", "set.yaml", 1),
        ("", "set.yaml", 1),
        ("hello", "set.txt", 1),
        ('{"id": "a", "question": "One?"}\n{"id": \n', "set.jsonl", 2),
        ('{"id": "a", "question": "One?", "id": "b"}\n', "set.jsonl", 1),
        ("id,question\na,One?,more,cells\n", "set.csv", 2),
        ("id,question,answerable\na,One?,perhaps\n", "set.csv", 2),
        ('id,question,colour\n\na,"One\nline?",red\n', "set.csv", 3),
        ('id,question\na,"One?\n', "set.csv", 2),
        ("questions: []", "set.yaml", 1),
        ("questions:\n- &a [*a]\n", "set.yaml", 2),
        ("a: &a [x, x]\nb: &b [*a, *a]\nquestions: [*b, *b]\n", "set.yaml", 2),
        ("[" * 5000, "set.yaml", 1),
        ("[" * 100_000, "set.jsonl", 1),
        ("- a\n- b\n", "set.yaml", 1),
    ],
)
def test_a_file_that_is_no_set_is_said_so_in_one_line(
    tmp_path: Path, text: str, name: str, line: int
) -> None:
    found = problems(tmp_path, text, name)
    assert len(found) == 1
    assert found[0].startswith(f"{name}:{line}: ")


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    assert "cannot be read" in str(load([tmp_path / "none.yaml"], Settings())[1][0])


def test_answerable_follows_the_type_and_no_false_premise_is_answerable(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(
        '{"id": "a", "question": "A?", "type": "unanswerable"}\n'
        '{"id": "b", "question": "B?", "type": "riddle"}\n'
        '{"id": "c", "question": "C?", "type": "false-premise", "answerable": true}\n'
    )
    (found,), wrong = load([path], Settings())
    assert [q.answerable for q in found.questions] == [False, True, True]
    assert [p.line for p in wrong] == [3]


@pytest.mark.skipif(not PRESS.exists(), reason="no ../shared/data here")
def test_the_press_conference_set_is_read_whole() -> None:
    (found,), wrong = load([PRESS], Settings())
    assert not wrong
    assert len(found.questions) == 22
    assert found.transcripts == ("press-conference",)

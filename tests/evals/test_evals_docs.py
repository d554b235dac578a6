"""What the documentation says of evaluations is so."""

import json
import re
import shlex
from collections import Counter

import pytest
import yaml

from evals.__main__ import _parser, main
from evals.measure.scoring import ANSWER_METRICS, metric_names
from evals.sets.questions import SCHEMA, load
from settings import ROOT, Settings

GUIDE = (ROOT / "docs" / "question-sets.md").read_text()
WORKFLOW = ROOT / "examples" / "github-actions.yml"
EXAMPLES = ROOT / "examples" / "questions.yaml"


def commands() -> list[str]:
    """Every command line of this package in the guide and the workflow, without alternatives."""
    workflow = yaml.safe_load(WORKFLOW.read_text())
    steps = [step.get("run", "") for step in workflow["jobs"]["evaluate"]["steps"]]
    text = "\n".join([GUIDE, *steps]).replace("\\\n", " ")
    found = re.findall(r"(?:-m|on-record) evals ([a-z]+ [^`\n#>|$]*)", text)
    return [line.strip() for line in found if "[" not in line]


@pytest.mark.parametrize("line", commands())
def test_every_command_shown_is_one(line: str) -> None:
    assert _parser().parse_args(shlex.split(line)).run


def test_the_workflow_gates_on_metrics_that_exist() -> None:
    named = re.findall(r"--fail-under ([\w@]+)=", WORKFLOW.read_text())
    assert named
    assert set(named) <= set(metric_names(20))


def test_the_guide_explains_every_field_and_metric() -> None:
    fields = json.loads(SCHEMA.read_text())["$defs"]["question"]["properties"]
    explained = set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE))
    assert set(fields) <= explained
    assert all(f"`{name}`" in GUIDE for name in [*ANSWER_METRICS, "mrr", "recall@k"])


def test_the_first_set_of_the_guide_is_a_set(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("guide") / "set.yaml"
    path.write_text(GUIDE.split("```yaml\n")[1].split("```")[0])
    assert not load([path], Settings())[1]


def test_the_example_set_is_proved_and_of_every_type(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(EXAMPLES)]) == 0
    (found,), _ = load([EXAMPLES], Settings())
    types = Counter(q.type for q in found.questions)
    assert types.total() >= 30
    assert min(types.values()) >= 3
    assert len(types) == 7

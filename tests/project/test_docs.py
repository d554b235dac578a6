import ast
import re
from importlib import import_module

import pytest
import yaml
from dotenv import dotenv_values

import settings
from settings import ROOT
from tests.conftest import SETTINGS

README = (ROOT / "README.md").read_text()
TABLE = {row[0]: row[1] for row in re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", README, re.MULTILINE)}


class Asked(dict[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def get(self, name: str, default: object = None) -> None:  # type: ignore[override]
        self.names.add(name)


def environment() -> set[str]:
    asked = Asked()
    settings.load(asked)
    return asked.names


def test_the_settings_table_holds_every_setting_and_no_other() -> None:
    assert set(TABLE) == environment()


def test_the_tests_switch_every_setting_off() -> None:
    assert {*SETTINGS, "ON_RECORD_LIBRARY"} == environment()


def test_the_settings_table_gives_the_defaults() -> None:
    default = settings.load({})
    assert TABLE["EMBEDDING_MODEL"] == f"`{default.embedding_model}`"
    assert TABLE["ON_RECORD_CHAT_TIMEOUT"] == f"{default.chat_timeout:g}"
    assert TABLE["ON_RECORD_CONTEXT_TOKENS"] == f"{default.context_tokens}"
    assert TABLE["ON_RECORD_UNSUPPORTED"] == f"`{default.unsupported}`"
    assert TABLE["ON_RECORD_MAX_FILE_MB"] == f"{default.max_file_mb}"
    assert TABLE["ON_RECORD_FILE_SECONDS"] == f"{default.file_seconds:g}"
    assert TABLE["ON_RECORD_FILE_MEMORY_MB"] == f"{default.file_memory_mb}"
    assert TABLE["ON_RECORD_LIBRARY"] == f"`{default.library.relative_to(ROOT)}` here"


def test_the_example_env_names_only_settings() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = {m[1] for line in lines if (m := re.match(r"#?([A-Z_]+)=", line))}
    assert named
    assert named <= environment()
    assert not dotenv_values(ROOT / ".env.example")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_named_exists(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / page).read_text(), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("words", sorted(set(re.findall(r"python -m (\w+ \w+)", README))))
def test_every_command_named_exists(words: str) -> None:
    package, command = words.split()
    with pytest.raises(SystemExit) as ended:
        import_module(f"{package}.__main__").main([command, "--help"])
    assert ended.value.code == 0


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_file_linked_exists(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / page).read_text())
    missing = [link for link in links if not (ROOT / link).exists()]
    assert not missing


def test_the_containers_run_the_app_and_a_chroma_server() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    assert "profiles" not in services["app"]
    assert services["chroma"]["profiles"] == ["server"]
    assert "USER app" in (ROOT / "Dockerfile").read_text()
    assert all(service["read_only"] and service["restart"] for service in services.values())
    assert all(service["cap_drop"] == ["ALL"] for service in services.values())
    assert services["app"]["ports"] == ["127.0.0.1:8501:8501"]
    assert {v.split(":")[1] for v in services["app"]["volumes"]} == {"/library", "/evaluations"}


def test_each_threat_of_the_security_page_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "security.md").read_text()
    threats = [line for line in page.splitlines() if line.startswith("| ")][1:]
    assert len(threats) > 20
    for threat in threats:
        named = re.findall(r"`([\w/]+/test_\w+\.py)(?:::(\w+))?`", threat.split("|")[3])
        assert named, threat
        for file, name in named:
            assert f"def {name}(" in (ROOT / "tests" / file).read_text() or not name, (file, name)


def test_contributing_says_of_each_file_of_ingest_what_the_file_says() -> None:
    rooms = (ROOT / "CONTRIBUTING.md").read_text().split("## The rooms of `ingest/`")[1]
    folder, listed = "", {}
    for line in rooms.splitlines():
        if m := re.match(r"\*\*(ingest[\w/]*)/\*\* (.+)", line):
            folder = m[1]
            listed[f"{folder}/__init__.py"] = m[2]
        elif m := re.match(r"- `(\w+\.py)` (.+)", line):
            listed[f"{folder}/{m[1]}"] = m[2]
    files = (ROOT / "ingest").rglob("*.py")
    says = {
        path.relative_to(ROOT).as_posix(): ast.get_docstring(ast.parse(path.read_text())) or ""
        for path in files
    }
    # A folder of folders alone is not listed.
    assert listed == {name: text.split("\n")[0] for name, text in says.items() if name in listed}
    assert {n for n in says if not n.endswith("__init__.py")} <= set(listed)

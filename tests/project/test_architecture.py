import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from settings import ROOT

PACKAGES = ("ingest", "rag", "evals", "chats", "ui")
OURS = [ROOT / "app.py", ROOT / "settings.py"] + [
    path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))
]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_arrows_between_the_packages_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_settings_stand_at_the_bottom_and_the_app_at_the_top() -> None:
    assert not {m.split(".")[0] for m in imported(ROOT / "settings.py")} & {*PACKAGES, "app"}
    assert {m.split(".")[0] for m in imported(ROOT / "app.py")} <= {"streamlit", "ui", "settings"}


def test_only_settings_reads_the_environment() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    assert readers == {"settings.py"}


def test_the_tests_lie_in_the_folders_of_what_they_test() -> None:
    tests = ROOT / "tests"
    folders = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
    assert len(folders) > 20
    assert [f for f in sorted(folders) if not (ROOT / f).is_dir()] == [Path("project")]


def test_streamlit_is_told_to_send_nothing() -> None:
    assert "gatherUsageStats = false" in (ROOT / ".streamlit" / "config.toml").read_text()


def test_what_is_imported_is_asked_for_in_requirements() -> None:
    lines = (ROOT / "requirements.in").read_text().splitlines()
    asked = {found[0].replace("_", "-") for line in lines if (found := re.match(r"[\w.-]+", line))}
    bring = {m: {d.replace("_", "-") for d in ds} for m, ds in packages_distributions().items()}
    modules = {module.split(".")[0] for path in OURS for module in imported(path)}
    foreign = modules - {*PACKAGES, "settings", "app", *sys.stdlib_module_names}
    assert len(foreign) > 20
    assert [m for m in sorted(foreign) if not asked & bring.get(m, set())] == []

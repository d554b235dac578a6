"""The wheel holds all that the program reads, and only that; `make wheel` tries it."""

import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from settings import DATA, ROOT

PACKAGES = ("ingest", "rag", "evals", "chats", "ui")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def files(folder: Path) -> set[str]:
    found = (p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")
    return {p.relative_to(ROOT).as_posix() for p in found}


def test_the_wheel_holds_every_file_of_the_packages_and_no_other(names: set[str]) -> None:
    code = {"settings.py"}.union(*(files(ROOT / package) for package in PACKAGES))
    folders = ("prompts", "models/reader", "examples")
    data = {"app.py", ".streamlit/config.toml"}.union(*(files(DATA / folder) for folder in folders))
    assert names == code | {f"on_record/{name}" for name in data}
    assert {f"{package}/py.typed" for package in PACKAGES} <= names


def test_the_sources_hold_all_that_the_wheel_is_made_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    targets = project["tool"]["hatch"]["build"]["targets"]
    wheel, sources = targets["wheel"], targets["sdist"]["include"]
    made_of = [f"/{path}" for path in (*wheel["only-include"], *wheel["force-include"])]
    assert [path for path in made_of if not path.startswith(tuple(sources))] == []

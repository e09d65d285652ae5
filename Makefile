# Everything runs in .venv, built here when it is missing or the lock file is newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench screens previews rendered readme recordings language lock clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q workbench  # where PYTHONDONTWRITEBYTECODE is set, every command would compile it anew
	touch $@

demo: $(VENV)/.ready ## bundled articles → facts → draft, offline
	$(BIN)/workbench demo

test: $(VENV)/.ready ## the test suite, network blocked
	$(BIN)/python -m pytest -q -n auto --maxprocesses=4 --dist=worksteal

lint: $(VENV)/.ready ## ruff, mypy, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# LangExtract is measured, not used: it lies in a folder of its own, and where it cannot be had its columns say so.
.bench/.ready: benchmarks/requirements.txt $(VENV)/.ready
	rm -rf .bench
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --target .bench -r $< && touch $@ || rm -rf .bench

bench: $(VENV)/.ready .bench/.ready ## measurements, written to benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

screens: $(VENV)/.ready ## screenshots of the TUI for docs/
	$(BIN)/python -m tests.review.screens

previews: $(VENV)/.ready ## pictures of the preview for docs/, by a Chromium that is there
	$(BIN)/python -m tests.report.preview_screens

rendered: $(VENV)/.ready ## the draft as kramdown, Python-Markdown and Chromium render it, where they are there
	$(BIN)/python -m tests.report.rendered

readme: $(VENV)/.ready ## write the draft of the bundled articles and the README's generated parts anew
	$(BIN)/python -m tests.demo.bundled_draft
	WORKBENCH_LANG=en $(BIN)/python -m tests.test_readme

recordings: $(VENV)/.ready ## carry recorded answers over to changed requests; says which must be answered anew
	$(BIN)/python -m tests.replay.carry

LOCALE := workbench/locale

language: $(VENV)/.ready ## collect the messages of the code, merge and compile the catalogues
	$(BIN)/pybabel -q extract -k _ -k plural:1,2 --omit-header --no-location --sort-output -o $(LOCALE)/workbench.pot workbench
	$(BIN)/pybabel -q update -D workbench -i $(LOCALE)/workbench.pot -d $(LOCALE) -l zh_Hant --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap
	$(BIN)/pybabel -q compile -D workbench -d $(LOCALE) -l zh_Hant
	rm $(LOCALE)/workbench.pot

lock: ## resolve anew and write requirements.lock
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet '.[dev]'
	$(BIN)/python -m pip freeze --exclude drafting-workbench > requirements.lock

clean: ## remove the environment and what tools left
	rm -rf $(VENV) .bench .mypy_cache .ruff_cache .hypothesis

# Everything a developer or an owner types. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE := $(VENV)/.serve-done
DEV := $(VENV)/.dev-done
BENCH := $(VENV)/.rivals-done
RIVALS := $(VENV)/bench
NPM := tests/browser/node_modules/.done
CORPORA ?= ../shared/corpora
QA ?= ../shared/qa
PIP := $(BIN)/python -m pip --disable-pip-version-check
# One thread of linear algebra a process: more of them wait for each other on small machines.
export OMP_NUM_THREADS = 1
export OPENBLAS_NUM_THREADS = 1
export TOKENIZERS_PARALLELISM = false

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types bench evaluate engines browser paint snapshots train translations lock clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | \
	  awk -F'\t' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: $(SERVE) ## install the packages that serving needs (no torch) into .venv

run: $(SERVE) ## set up, build the index and the sample register, serve on localhost
	$(BIN)/veiviser index
	$(BIN)/veiviser register sample --if-missing
	$(BIN)/veiviser serve

test: $(DEV) engines ## set up and run all tests
	$(BIN)/python -m pytest -q --numprocesses auto --maxprocesses 4 --dist loadfile

check: lint types test ## what must pass before a change lands

lint: $(DEV) ## format, style and content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/veiviser check

types: $(DEV) ## static types
	$(BIN)/mypy

bench: $(BENCH) ## measure speed, recall and memory beside rivals in one run
	$(BIN)/python -m tests.bench

evaluate: $(SERVE) ## measure the answers on the committed questions
	$(BIN)/veiviser evaluate

engines: ## fetch the two engines that look for barriers (needs npm; the tests say if it is missing)
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(NPM) || true; fi

browser: $(DEV) engines ## all pages, languages and screens in a real Chromium; updates the statement
	BROWSER_ALL=1 $(BIN)/python -m pytest -q tests/browser tests/portal/test_guidance_pages.py
	$(BIN)/python -m tests.browser.matrix

paint: $(DEV) ## how soon a slow phone shows the first page, an article and an answer
	$(BIN)/python -m tests.browser.paint

snapshots: $(DEV) ## record anew how the style guide looks, after a change that was meant
	BROWSER_RECORD=1 $(BIN)/python -m pytest -q tests/browser/test_style_guide.py

train: $(DEV) ## train the bundled models anew from aligned texts (CORPORA=folder)
	$(BIN)/veiviser model train --corpora $(CORPORA) --qa $(QA)

translations: $(DEV) ## collect the interface texts and compile the catalogues
	$(BIN)/veiviser translations update

lock: $(DEV) ## resolve the dependencies anew and write the lock files
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
	  --no-annotate pyproject.toml -o requirements/serve.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
	  --no-annotate --extra models --extra dev -c requirements/serve.lock \
	  $(foreach name,$(shell cat requirements/unlocked.txt),--no-emit-package $(name)) \
	  pyproject.toml -o requirements/dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
	  --no-annotate --extra bench -c requirements/serve.lock -c requirements/dev.lock \
	  $(foreach name,$(shell cat requirements/unlocked.txt),--no-emit-package $(name)) \
	  $$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements/serve.lock requirements/dev.lock) \
	  pyproject.toml -o requirements/bench.lock

clean: ## remove the virtual environment and everything that was built (not the register)
	rm -rf $(VENV) build dist data/index

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Veiviser needs Python 3.11 or later as $(PYTHON). Install it, or name another: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(SERVE): $(VENV)/bin/python requirements/serve.lock pyproject.toml
	@echo "Installing the packages for serving (about a minute on a home line) …"
	$(PIP) install --quiet --require-hashes --no-deps -r requirements/serve.lock
	$(PIP) install --quiet --quiet --no-deps --editable .
	@touch $@

# torch stands outside the hashes: its build differs from machine to machine (CPU, CUDA).
$(DEV): $(SERVE) requirements/dev.lock
	@echo "Installing the packages for tests and training …"
	$(PIP) install --quiet torch==2.13.0
	$(PIP) install --quiet --require-hashes --no-deps -r requirements/dev.lock
	@touch $@

# In a folder of their own, which only `make bench` looks into: one of them brings a pytest plugin.
$(BENCH): $(DEV) requirements/bench.lock
	@echo "Installing the rivals into $(RIVALS) …"
	rm -rf $(RIVALS)
	$(PIP) install --quiet --require-hashes --no-deps --target $(RIVALS) -r requirements/bench.lock
	@touch $@

# Without the packages' own scripts, and with what the lock file has the hashes of.
$(NPM): tests/browser/package-lock.json
	cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# The two commands: `make site` builds the site from the seeds, `make test` runs every check.
# Both set up what they need in .venv, from locked versions.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: site serve test setup lint types imports unit lock clean browser

site: $(VENV)/site.stamp
	$(BIN)/factsheets generate
	$(BIN)/factsheets build --strict

# Installs the product and nothing else.
setup: $(VENV)/site.stamp

# A broken sheet is told, and shown on its page; the rest is served.
serve: $(VENV)/site.stamp
	-$(BIN)/factsheets generate
	$(BIN)/factsheets serve

test: $(VENV)/test.stamp browser lint types imports unit
	$(BIN)/factsheets check
	$(BIN)/factsheets generate --check
	$(BIN)/factsheets build --strict

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.stamp
	$(BIN)/mypy

imports: $(VENV)/test.stamp
	$(BIN)/lint-imports

unit: $(VENV)/test.stamp
	$(BIN)/pytest -n auto

browser:
	.ci/browser

# Writes the lock files anew, after a change of dependencies in pyproject.toml.
lock: $(VENV)/test.stamp
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev $(LOCK) -o requirements-dev.lock

LOCK := --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

clean:
	rm -rf $(VENV) site .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Factsheets needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock $(VENV)/site.stamp
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

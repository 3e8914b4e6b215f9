# Everything a contributor runs. `make` alone says what there is.
# PYTHON=/path/to/python3 chooses the interpreter (3.11 or later).

PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& command -v "$$name" && break; done)
VENV := .venv
BIN := $(VENV)/bin
OUT := out
FIRST := samples/metallic-rouge.review
# What `make test` leaves to `make test-all`, and how many texts each law is asked of there.
SLOW := tests/external
CASES := 1000

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint bench stress grammar conformance clean

help: ## what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "reviewfmt needs Python 3.11 or later, with venv" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

# Two stamps: what reviewfmt needs to run, and what its tests need besides.
$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.run
	$(BIN)/python -m pip install --quiet --editable '.[fast]' --group dev
	@touch $@

demo: $(VENV)/.run ## convert the first sample to JSON, Markdown, HTML and EPUB, into out/
	@mkdir -p $(OUT)
	@for suffix in json md html epub; do \
		target="$(OUT)/$$(basename $(FIRST) .review).$$suffix"; \
		$(BIN)/reviewfmt convert --force $(FIRST) -o "$$target" || exit 1; \
		echo "$(FIRST) -> $$target ($$(wc -c < "$$target" | tr -d ' ') bytes)"; \
	done
	@$(BIN)/reviewfmt check $(FIRST)

test: $(VENV)/.dev ## run the tests, in three minutes at most
	$(BIN)/python -m pytest -n auto $(SLOW:%=--ignore=%)

test-all: $(VENV)/.dev ## run all tests, the laws at full size; skip no checker with REVIEWFMT_EXTERNAL=1
	REVIEWFMT_CASES=$(CASES) $(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev ## ruff, its formatter, mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev ## ours against its peers, side by side
	$(BIN)/python -m benchmarks

stress: $(VENV)/.dev ## hold the format to what nobody writes
	$(BIN)/python -m benchmarks.linear

grammar: $(VENV)/.dev ## build what is made of grammar/ and of the fields: words.lark, generated.py, the schema
	$(BIN)/python scripts/build_grammar.py
	$(BIN)/python scripts/build_schema.py

conformance: $(VENV)/.dev ## export the cases of conformance/ from the spec and the fixtures
	$(BIN)/python scripts/export_conformance.py

clean: ## remove what the targets above made
	rm -rf $(VENV) $(OUT) dist node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis

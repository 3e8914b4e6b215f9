# Everything a contributor runs. `make` alone says what there is.
# PYTHON=/path/to/python3 chooses the interpreter (3.11 or later).

PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& command -v "$$name" && break; done)
VENV := .venv
BIN := $(VENV)/bin
OUT := out
LOCK := requirements-dev.txt
FIRST := samples/metallic-rouge.review
# What `make test` leaves to `make test-all`, and how many texts each law is asked of
# there; CONVERTED reviews go through every format and back.
SLOW := tests/external
CASES := 10000
CONVERTED := 1000
# How long `make fuzz` asks each reader.
SECONDS := 30

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint bench stress fuzz grammar conformance editors vscode playground man docs pictures train label measure lock sbom clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "reviewfmt needs Python 3.11 or later, with venv" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

# Two stamps: the packages that reviewfmt needs, and the locked ones that its tests need too.
$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(LOCK) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement $(LOCK)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.run $@

demo: $(VENV)/.run ## convert the first sample to JSON, Markdown, HTML and EPUB, into out/
	@mkdir -p $(OUT)
	@for suffix in json md html epub; do \
		target="$(OUT)/$$(basename $(FIRST) .review).$$suffix"; \
		$(BIN)/reviewfmt convert --force $(FIRST) -o "$$target" || exit 1; \
		echo "$(FIRST) -> $$target ($$(wc -c < "$$target" | tr -d ' ') bytes)"; \
	done
	@$(BIN)/reviewfmt check $(FIRST)

test: $(VENV)/.dev ## run the tests, in at most three minutes
	$(BIN)/python -m pytest -n auto --dist worksteal $(SLOW:%=--ignore=%)

test-all: $(VENV)/.dev ## run all tests, with many more examples; REVIEWFMT_EXTERNAL=1 skips no external checker
	REVIEWFMT_CASES=$(CASES) REVIEWFMT_CONVERTED=$(CONVERTED) $(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.dev ## run ruff, its formatter, mypy --strict, and the check of the English in docs and comments
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/prose.py

bench: $(VENV)/.dev ## compare the speed with that of other programs
	$(BIN)/python -m benchmarks

stress: $(VENV)/.dev ## check that the worst inputs take linear time
	$(BIN)/python -m benchmarks.stress $(SHORT)

fuzz: $(VENV)/.dev ## test every reader with random bytes, SECONDS=30 each
	@$(BIN)/python -m pip install --quiet --group fuzz || echo "no Atheris here: Hypothesis fuzzes"
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

grammar: $(VENV)/.dev ## generate words.lark, generated.py and the schema from grammar/ and the fields
	$(BIN)/python scripts/build_grammar.py
	$(BIN)/python scripts/build_schema.py
	$(BIN)/python scripts/build_config.py

conformance: $(VENV)/.dev ## export the cases of conformance/ from the spec and the fixtures
	$(BIN)/python scripts/export_conformance.py

editors: $(VENV)/.dev ## write the grammars of editors/ from grammar/
	$(BIN)/python scripts/build_editors.py

vscode: $(VENV)/.dev ## build the extension for VS Code, out/reviewfmt.vsix, with Node.js
	$(BIN)/python scripts/build_vscode.py

playground: $(VENV)/.dev ## build the playground, a folder for any web host, in out/playground, with Node.js
	$(BIN)/python scripts/build_playground.py

man: $(VENV)/.run ## write the manual pages, into out/man
	$(BIN)/python scripts/build_man.py

docs: $(VENV)/.dev ## build the documentation as a web site, in out/docs; a broken link is an error
	@$(PYTHON) -m venv $(OUT)/sphinx
	@$(OUT)/sphinx/bin/python -m pip install --quiet --upgrade pip
	@$(OUT)/sphinx/bin/python -m pip install --quiet --group docs --editable .
	$(OUT)/sphinx/bin/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env docs $(OUT)/docs
	@echo "$(OUT)/docs/index.html"

pictures: $(VENV)/.dev ## make the casts of docs/casts, and take the pictures of docs/pictures, in Chromium
	$(BIN)/python scripts/casts.py
	$(BIN)/python scripts/pictures.py
	$(BIN)/python scripts/picture_vscode.py

train: $(VENV)/.dev ## learn the weights of the page reader from data/labels
	$(BIN)/python -m scripts.train

label: $(VENV)/.dev ## label a page with the present weights, for a person to correct: PAGE=page.txt
	@$(BIN)/python -m scripts.label "$(PAGE)"

measure: $(VENV)/.dev ## measure the page reader on layouts that were not used for training
	$(BIN)/python -m scripts.measure_pages

lock: $(BIN)/python ## pin the packages for development, with hashes, in requirements-dev.txt
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command "make lock" --upgrade \
		--all-extras --group dev pyproject.toml --output-file $(LOCK)

sbom: $(BIN)/python ## list the packages of an installation, as CycloneDX, in out/reviewfmt.cdx.json
	@rm -rf $(OUT)/sbom && mkdir -p $(OUT)
	@$(BIN)/python -m venv --without-pip $(OUT)/sbom
	$(BIN)/python -m pip --python $(OUT)/sbom/bin/python install --quiet .
	$(BIN)/python -m pip install --quiet --group sbom
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --validate \
		--output-file $(OUT)/reviewfmt.cdx.json $(OUT)/sbom/bin/python

clean: ## remove the files that these commands made
	rm -rf $(VENV) $(OUT) dist node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		.reviewfmt_cache

# Every target sets up what it needs. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup serve build check test bench lint workflow audit sbom fuzz clean

help: ## Show the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup: $(STAMP) ## Make .venv with everything; system packages too

$(STAMP): requirements/test.txt requirements/node/package-lock.json pyproject.toml scripts/system_packages.sh
	@bash scripts/system_packages.sh
	@test -x $(BIN)/python || python3 -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@npm ci --prefix requirements/node --ignore-scripts --no-audit --no-fund --silent
	@$(BIN)/catalog schema --lists --out .cache/schemas >/dev/null
	@touch $@

serve: $(STAMP) ## Build and show the catalogue on http://127.0.0.1:8000/
	$(BIN)/catalog serve

build: $(STAMP) ## Build the site into site/
	$(BIN)/catalog build

check: $(STAMP) ## Find every fault in the records
	$(BIN)/catalog check

lint: $(STAMP) ## Style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: $(STAMP) lint ## Everything CI runs
	$(BIN)/python -m pytest -n 2 --dist worksteal

bench: $(STAMP) ## Ratios of speed; outside the tests
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	npm ci --prefix requirements/bench --ignore-scripts --no-audit --no-fund --silent
	$(BIN)/python scripts/bench_reading.py
	$(BIN)/python scripts/bench_build.py
	$(BIN)/python scripts/bench_serve.py
	$(BIN)/python scripts/bench_search.py
	$(BIN)/catalog build
	$(BIN)/python scripts/lighthouse.py

workflow: $(STAMP) ## The steps of the pull-request workflow, here
	$(BIN)/python scripts/workflow.py .github/workflows/check.yml records

audit: $(STAMP) ## Known vulnerabilities in what is pinned
	$(BIN)/python scripts/audit.py

sbom: $(STAMP) ## The parts of the site's tools, as CycloneDX
	$(BIN)/python scripts/sbom.py

SECONDS_OF_FUZZ ?= 600
fuzz: $(STAMP) ## Look long for bytes that break the reader
	$(BIN)/python scripts/fuzz.py tests/fixtures/broken -max_total_time=$(SECONDS_OF_FUZZ)

clean: ## Remove what can be made again
	rm -rf site .cache $(VENV)

# Every command a person types. `make demo` and `make test` are all that is needed to begin.
SHELL := /bin/sh
PORT ?= 8000
PYTHON := .venv/bin/python
DURE := .venv/bin/dure
UV_VERSION := 0.9
export UV_LINK_MODE ?= copy

.PHONY: help demo test test-slow fuzz test-database check check-types check-lint check-imports check-templates check-dependencies format setup bench bench-growth gold screenshots translations clean
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: var/setup-done ## install everything: Python packages, front-end assets, database

SERVED := $(shell find src/dure/web/static src/dure/web/locale -name "*.css" -o -name "*.js" -o -name "*.svg" -o -name "*.po")
NATIVE := $(shell find src/dure -name "*.pyx" -o -name "*.pxi")
var/setup-done: uv.lock pyproject.toml package-lock.json bin/setup $(SERVED) $(NATIVE)
	@sh bin/setup

demo: setup ## load the samples and serve them at http://127.0.0.1:8000 (PORT=…)
	@$(DURE) demo --port $(PORT)

test: setup ## the whole suite
	@$(DURE) manage collectstatic --noinput -v 0
	@$(PYTHON) -m pytest -n 2 --dist loadgroup

test-slow: setup ## fuzzing and long simulations
	@$(PYTHON) -m pytest -m slow

SECONDS ?= 600
fuzz: setup ## read documents that nobody wrote, in every format, for SECONDS=600
	@$(PYTHON) -m tests.fuzzing --seconds $(SECONDS)

test-database: setup ## the database tests against DATABASE_URL, such as Debian's PostgreSQL 15
	@test -n "$$DATABASE_URL" || { echo "set DATABASE_URL to a role that may create databases" >&2; exit 2; }
	@$(PYTHON) -m pytest -n 2 -m "not slow and not journey" tests/apps tests/web

check: setup ## lint, types, imports, templates
	@$(MAKE) --no-print-directory -j 2 check-types check-lint check-imports check-templates check-dependencies

check-types:
	@.venv/bin/mypy
check-lint:
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
check-imports:
	@.venv/bin/lint-imports --quiet 2>/dev/null || .venv/bin/lint-imports
check-templates:
	@.venv/bin/djlint src --lint --quiet
check-dependencies:
	@.venv/bin/deptry src

format: ## put the code into one shape
	@.venv/bin/ruff check --fix . ; .venv/bin/ruff format .

bench: setup ## speed, memory and quality, side by side with peers
	@$(PYTHON) -m benchmarks

DOCUMENTS ?= 1000000
bench-growth: setup ## each stage of reading at 10^4 to DOCUMENTS=1000000 documents; goes on where it was stopped
	@nice -n 19 $(PYTHON) -m benchmarks.growth $(DOCUMENTS)

gold: setup ## how well the reader reads annotated pages, and whether it fell below a floor
	@$(PYTHON) -m tests.gold.measured
	@$(PYTHON) -m pytest -q -n 0 tests/gold

screenshots: setup ## the pictures of the README
	@$(PYTHON) -m benchmarks.screenshots

translations: setup ## list the texts that lack an English translation
	@$(PYTHON) -m pytest -q tests/codebase/test_translations.py

clean: ## remove what set-up made, except the database
	rm -rf .venv node_modules var/static var/setup-done build src/dure.egg-info
	find src/dure \( -name "_*.so" -o -name "_*.c" \) -delete

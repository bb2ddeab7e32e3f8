.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python
COMPOSE ?= $(shell docker compose version >/dev/null 2>&1 && echo docker compose || echo docker-compose)
DEMO ?= -f deploy/docker-compose.demo.yml
WITH_DEMO := $(if $(strip $(DEMO)),--profile demo)
STACK = $(COMPOSE) --env-file deploy/.env $(WITH_DEMO) -f deploy/docker-compose.yml
LOCAL = $(STACK) -f deploy/docker-compose.local.yml
HOUSEHOLDS ?= 200
SEED ?= 1
WORKERS ?= auto

##@ Start here
help: ## Show this page
	@awk 'BEGIN {FS = ":.*##"} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*##/ {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Start everything here, drive the 200 households of the sample roster through, stay up
	$(BIN)/jiekun up --roster samples/roster.xlsx

##@ Work on it
setup: .venv/installed ## Make .venv with Jiekun in it

test: .venv/installed-dev .venv/installed-client ## All tests: real PostgreSQL, real Kafka (some 12 minutes on 2 cores)
	$(BIN)/python -m pytest -m "not long" -n $(WORKERS)

test-long: .venv/installed-dev ## The long runs: more seeds, more faults
	$(BIN)/python -m pytest -m long -n 2 # demos at a time, as in a soak

test-corners: .venv/installed-dev ## Every corner of what the services' descriptions allow (some 3 minutes on 2 cores)
	JIEKUN_EVERY_CORNER=1 $(BIN)/python -m pytest -m long tests/security/test_descriptions_hold.py

soak: .venv/installed-dev ## A thousand kills, an hour and a half; goes on where it ended (results in .data/soak)
	$(BIN)/python -m tests.faults.laboratory.soak

bench: .venv/installed ## How fast the chassis is, against bare limits and Python peers (docs/performance.md)
	$(BIN)/jiekun bench

bench-peers: .venv/installed ## The same with Node's Emmett and ten million events (an hour)
	$(BIN)/jiekun bench --peers

lint: .venv/installed-dev ## ruff, mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy kernel contracts policies chassis dci services checks agencies machine portal cli lab

openapi: .venv/installed-dev ## Write what each service says of its API: contracts/openapi (and tell the changelog)
	JIEKUN_WRITE_OPENAPI=1 $(BIN)/python -m pytest tests/integration/test_openapi_files.py

client: .venv/installed-client ## Make the typed Python client, jiekun-client, of contracts/openapi: client/jiekun_client
	for service in intake verification assistance ledger; do \
		.venv/client/bin/openapi-python-client generate --config client/generator.yaml \
			--custom-template-path client/templates --meta none --overwrite \
			--path contracts/openapi/$$service.json --output-path client/jiekun_client/$$service || exit 1; \
	done

lock: .venv/installed-dev ## Pin the newest versions that pyproject.toml allows, with hashes
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements-dev.lock
	$(BIN)/uv pip compile --group sbom --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements-sbom.lock
	$(BIN)/uv pip compile --group client --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements-client.lock
	$(MAKE) sbom

sbom: .venv/installed-sbom ## List every package that an installation brings: sbom.cdx.json (CycloneDX)
	.venv/sbom/bin/python deploy/make-sbom

advisories: .venv/installed-sbom ## Ask the package index for known advisories against requirements.lock (needs its network)
	.venv/sbom/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip --strict --progress-spinner off

##@ The stack in containers (docs/operations.md)
stack-up: stack-secrets ## Build and start Kafka, PostgreSQL, the four services, mock agencies (DEMO=: production)
	$(STACK) $(DEMO) up -d --build
	deploy/wait-ready $(if $(WITH_DEMO),agencies)

stack-up-local: stack-secrets ## The same from images built here, pulling nothing
	deploy/local/build-images
	$(LOCAL) $(DEMO) up -d --no-build
	deploy/wait-ready $(if $(WITH_DEMO),agencies)

stack-secrets: .venv/installed ## Make the passwords, keys and fictive people (HOUSEHOLDS=200) of the stack, once
	$(BIN)/python deploy/make-secrets --households $(HOUSEHOLDS) --seed $(SEED)

stack-logs: ## What the containers say
	$(STACK) logs --tail=200

stack-test: .venv/installed ## Kill every container of a stack of its own while a demo walks through it (15 minutes)
	@$(BIN)/python deploy/stack-test

stack-down: ## Stop and remove the containers; volumes stay
	$(STACK) down

##@ Clean up
stack-wipe: ## Remove the containers and all their data, and the fictive people; passwords and keys stay
	$(STACK) down --volumes
	rm -f deploy/clock/offset deploy/secrets/population.json

clean: ## Remove the environment and the data of `make run`
	rm -rf .venv .data

# uv installs the same hashes in a third of pip's time; where it cannot (a proxy, an odd platform), pip does.
.venv/installed: requirements.lock pyproject.toml lab/pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements-setup.lock || true
	$(UV) --require-hashes -r requirements.lock || $(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation --no-deps --editable . --editable ./lab
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(UV) --require-hashes -r requirements-dev.lock || $(PIP) --require-hashes -r requirements-dev.lock
	touch $@

# Of its own: what lists and audits packages is none of those that are listed.
.venv/installed-sbom: .venv/installed requirements-sbom.lock
	test -x .venv/sbom/bin/python || $(PYTHON) -m venv .venv/sbom
	$(UV:$(BIN)/python=.venv/sbom/bin/python) --require-hashes -r requirements-sbom.lock
	touch $@

# Of its own: what makes a client is no part of what serves one.
.venv/installed-client: .venv/installed requirements-client.lock
	test -x .venv/client/bin/python || $(PYTHON) -m venv .venv/client
	$(UV:$(BIN)/python=.venv/client/bin/python) --require-hashes -r requirements-client.lock
	touch $@

.PHONY: openapi client sbom advisories help run setup test test-long test-corners soak bench bench-peers lint lock \
	stack-up stack-up-local stack-secrets stack-logs stack-test stack-down \
	stack-wipe clean

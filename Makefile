# What people do with this repository. `make` alone lists it.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test test-compose bench chaos lint format reset embedded

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install everything that development needs into .venv
	@$(PYTHON) ppid/install.py dev

run: embedded ## Run the whole platform here (another port: PPID_PORT=9080; other data: PPID_VAR=folder)
	@$(BIN)/ppid up

test: setup ## Run every test that this machine can run; say what it could not
	@nice -n 19 $(BIN)/python -m pytest -n 3 --no-loadscope-reorder

test-compose: setup ## Run the story and the delivery of events on docker-compose.yml (Docker needed)
	@PPID_TEST_STACK=compose $(BIN)/python -m pytest tests/e2e/test_story.py tests/integration/delivery tests/integration/test_real_parts.py tests/contract/storage

bench: setup ## Measure the platform on this machine
	@$(BIN)/python -m tests.load.bench
	@$(BIN)/python -m tests.load.registry
	@$(BIN)/python -m tests.load.documents

chaos: setup ## Kill processes at random and count what was lost
	@$(BIN)/python -m tests.load.chaos

lint: setup ## Check style, types and import lines
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup ## Put the code into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

reset: embedded ## Delete the data of `make run`
	@$(BIN)/ppid reset

embedded:
	@$(PYTHON) ppid/install.py embedded

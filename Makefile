# What people do with this repository. `make` alone lists it.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test assure test-days test-compose bench chaos lint format reset embedded

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install everything that development needs into .venv
	@$(PYTHON) ppid/install.py dev

run: embedded ## Run the whole platform here (another port: PPID_PORT=9080; other data: PPID_VAR=folder)
	@$(BIN)/ppid up

test: setup ## Run the tests that every change needs; say what this machine could not run
	@nice -n 19 $(BIN)/python -m pytest -n 3 --no-loadscope-reorder -m "not assure"

assure: test-days ## Run what costs more: chaos, axe on every page, long loads, other days
	@nice -n 19 $(BIN)/python -m pytest -n 3 --no-loadscope-reorder -m assure

# What goes by the calendar: the eve of Idul Fitri a minute before midnight in Jakarta, and 29 February a minute after in Jayapura.
DAYS := 2027-03-09T23:59:00+07:00 2028-02-29T00:01:00+09:00
CALENDAR := $(addprefix tests/unit/,statute registry intake gateway) $(addprefix tests/integration/test_,registry.py \
	transfers.py splitting.py repair_terms.py taking_back.py objections.py oversight.py deliveries.py notices.py \
	recomputing.py dik.py reports.py clock_set_back.py notify.py) \
	$(addprefix tests/integration/gateway/test_,english_pages.py story_pages.py transfer_pages.py objection_pages.py)

test-days: setup ## Run the tests that go by the calendar on two other days
	@for day in $(DAYS); do PPID_TEST_FROM=$$day nice -n 19 $(BIN)/python -m pytest -n 3 $(CALENDAR) || exit 1; done

test-compose: setup ## Run the story and the delivery of events on docker-compose.yml (Docker needed)
	@PPID_TEST_STACK=compose $(BIN)/python -m pytest -m "not assure" tests/e2e/test_story.py tests/integration/delivery tests/integration/test_real_parts.py tests/contract/storage

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

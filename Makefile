# `make help` lists the commands. Each installs what it needs, once, and leaves it alone after.
# VERBOSE=1 shows everything that the processes say; PAQTE_PYTHON=… names a Python 3.11.
.DEFAULT_GOAL := help
.PHONY: help up test unit lint train bench lock clean nlu-eval nlu-ablation
export PAQTE_PYTHON VERBOSE

RUN := ./launch/python.sh
APPLICATION := .venv/bin/python
ENGINE := nlu/.venv/bin/python
# Files side by side, each worker with servers and databases of its own; WORKERS=0 runs all in one.
WORKERS ?= 2
PYTEST_APPLICATION := $(APPLICATION) -m pytest tests --ignore=tests/nlu -n $(WORKERS) --dist loadfile
PYTEST_ENGINE := $(ENGINE) -m pytest -c nlu/pyproject.toml --rootdir=. --confcutdir=tests/nlu tests/nlu
SOURCES := actions api bench bot console launch migrations nlu paqte reading sandbox tests web

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 16

up: ## set everything up, start it, and print the address of the chat page
	@$(RUN) -- up

# The engine's tests run beside the application's; what they say comes in one piece when they end.
test: .dev ## every check and every test
	@$(MAKE) --no-print-directory -j 2 lint train
	@said=$$(mktemp); trap 'rm -f "$$said"' EXIT; \
	( $(PYTEST_ENGINE) >"$$said" 2>&1; ended=$$?; cat "$$said"; exit $$ended ) & engine=$$!; \
	$(PYTEST_APPLICATION); application=$$?; \
	wait $$engine && exit $$application

unit: train ## the tests that start no server and no browser
	$(PYTEST_ENGINE) -m "not model"
	$(PYTEST_APPLICATION) -m "not stack and not browser"

lint: .dev ## ruff, mypy, the rule of the house, the catalogs
	$(APPLICATION) -m ruff check $(SOURCES)
	$(APPLICATION) -m ruff format --check $(SOURCES)
	$(APPLICATION) -m mypy
	.venv/bin/lint-imports
	$(APPLICATION) -m paqte.i18n check

train: ## the model, when what it is made from changed
	@$(RUN) --dev -- prepare

nlu-eval: train ## how well it understands unseen sentences, or FILE=x.tsv's; LOCALE=en, ALL=1, MISSES=1
	$(ENGINE) -m nlu.evaluation $(FILE) $(if $(LOCALE),--locale $(LOCALE)) $(if $(ALL),--all) $(if $(MISSES),--misses)

nlu-ablation: train ## what each part of the understanding is worth, as two tables
	$(ENGINE) -m nlu.evaluation.ablation

bench: ## measure everything, or SUITE=name; writes bench/results.json
	@$(RUN) --dev -- prepare
	$(APPLICATION) -m bench $(SUITE)

lock: ## lock both environments again, after a change of a pyproject.toml
	@$(RUN) --lock

clean: ## remove what was made, but for .env and the data in var/
	rm -rf .venv nlu/.venv .tools nlu/models var/log .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.PHONY: .dev
.dev:
	@$(RUN) --dev

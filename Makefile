# Two commands for people: `make demo` and `make test`. The others are their parts.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export HF_HUB_OFFLINE := 1

.PHONY: help setup weights system demo static check test benchmarks clean

help:
	@echo "make demo        installe tout et fait le travail sur samples/"
	@echo "make test        toutes les vérifications, avec les vrais modèles"
	@echo "make check       la partie rapide : format, types, étages, tests unitaires"
	@echo "make benchmarks  les tableaux du README"

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 manque : sudo apt install python3.11 python3.11-venv"; exit 7; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); sh tools/system_packages.sh python3.11-venv; $(PYTHON) -m venv $(VENV); } \
		|| { rm -rf $(VENV); echo "Le module venv manque : sudo apt-get install python3.11-venv"; exit 7; }
	@echo "Installation des dépendances…"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e ".[eval,dev]"
	@touch $(STAMP)

weights: setup
	@$(BIN)/codev-voice models fetch base

system:
	@sh tools/system_packages.sh libportaudio2  # the microphone; sounddevice brings its own on Windows and macOS only
	@sh tools/system_packages.sh pulseaudio pulseaudio-utils  # a call without a sound card, for the tests of the recorder
	@sh tools/system_packages.sh chromium  # the page's tests run in a real browser

demo: setup weights
	@$(BIN)/python tools/demo.py

check: static
	@$(BIN)/pytest -m "not real" -n auto

static: setup
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/vulture
	@$(BIN)/python tools/audit.py

test: setup system weights static  # what is short on every core, then what is real one after the other: timings and sound need them whole
	@$(BIN)/pytest -m "not real" -n auto --cov --cov-report=
	@$(BIN)/pytest -m real --cov --cov-append --cov-report=term --cov-fail-under=95

benchmarks: setup weights
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache

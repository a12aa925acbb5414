# make report and make test do all the set-up on a fresh machine: Python 3.11+, pip and make are all they need.
# PIP_FLAGS goes to pip as it is; to take torch from a CPU-only index, give the --extra-index-url that PyTorch's install page names.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python; do \
	"$$p" -c '$(NEW_ENOUGH)' 2>/dev/null && echo "$$p" && break; done)
PIP_FLAGS ?=
VENV ?= .venv
WORKERS ?= 2
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp

.DEFAULT_GOAL := report
.PHONY: report test portable lint soak bench docs pages mutants setup clean

report: setup
	$(BIN)/backproof report

test: setup
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

portable: setup
	$(BIN)/python -m tests.portable -n $(WORKERS) --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/ci.yml
	$(BIN)/pre-commit validate-config

soak: setup
	$(BIN)/python -m pytest -m soak -s tests

bench: setup
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-columns=min,median,rounds

docs: setup
	$(BIN)/python -m tests.docs.blocks README.md docs/report.md docs/verdicts.md docs/bring-your-own.md docs/own-chain.md docs/threads.md
	$(BIN)/python -m tests.docs.numerics_page
	$(BIN)/python -m tests.docs.mistakes_page
	$(BIN)/python -m tests.docs.power_page
	$(BIN)/python -m tests.docs.packages
	$(BIN)/python -m tests.docs.schemas

mutants: setup
	$(BIN)/python -m pip install -q $(PIP_FLAGS) -c constraints.txt -e '.[test,mutants]'
	rm -rf mutants
	OMP_NUM_THREADS=1 HYPOTHESIS_PROFILE=mutants $(BIN)/python -m tests.docs.mutation run --max-children $(WORKERS)
	$(BIN)/python -m tests.docs.mutation_page

pages: setup
	$(BIN)/python -m tests.docs.example_pages

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || \
		{ echo "Python 3.11 or newer is missing: install it, or run make PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Python's venv module or pip is missing: install them (on Debian: apt install python3-venv python3-pip)"; exit 1; }
	@echo "Setting up $(VENV), once. torch may be a large download; for a CPU-only build run make PIP_FLAGS='--extra-index-url ...'"
	@echo "with the index that PyTorch's install page names for your platform."
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install -q $(PIP_FLAGS) -c constraints.txt -e '.[test,lint]'
	@touch $@

clean:
	rm -rf $(VENV)

# The commands of README and CONTRIBUTING; `make help` lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.stamp

.PHONY: help setup demo test test-long mutants lint types docs build

help:    ## this list
	@sed -n 's/^\([a-z-]*\): .*## /  make \1	/p' $(MAKEFILE_LIST)

setup: $(STAMP)  ## make .venv with every pinned dependency, when it is missing or stale

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(STAMP)  ## crawl the small press on this machine, search it, show one article with its sources
	$(BIN)/warraq demo

test: $(STAMP)  ## all tests but the long ones
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

test-long: $(STAMP)  ## only the tests that take many seconds each, which `make test` leaves out
	LONG_TESTS=only $(BIN)/python -m pytest --numprocesses 2 --dist worksteal

mutants: $(STAMP)  ## would the tests notice a fault? 150 of them, drawn at random; ended and started again, it goes on
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[mutants]'
	$(BIN)/python -m tools.mutants $(OPTIONS)

lint: $(STAMP)  ## format and style, without changing anything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)  ## mypy, strict
	$(BIN)/mypy

docs: $(STAMP)  ## write the generated parts of docs/ anew
	$(BIN)/python -m tools.reference

build: $(STAMP)  ## the wheel, in dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

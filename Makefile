# The only door: everything a person or a machine does with the project is a target here.
# `make` sets up and builds the sample dataset; `make test` sets up and passes the tests.

RAW     ?= raw
CURATED ?= curated
JOBS    ?= 0
GOLD    ?= tests/corpus/sample
BASELINE ?= $(wildcard $(GOLD)/baseline.json)
SQL     ?=
KILLS   ?= 200
DISKS   ?=
INPUTS  ?= 1000000
GUIDED  ?=
CHANGES ?= 40

VENV   := .venv
STAMP  := $(VENV)/.waqai-ready
PYTHON := $(VENV)/bin/python
WAQAI  := $(PYTHON) -m pipelines
FUZZING := .fuzz-venv/bin/python
SITE   := "import site; print(site.getsitepackages()[0])"
FOUND   = $(shell for p in python3.11 python3.12 python3.13 python3; do \
            $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

.DEFAULT_GOAL := all
.PHONY: all setup build ingest code link validate publish test lint format docs sql notebooks evaluate bench torture fuzz changes audit lock clean help

all: build ## set everything up and build the sample dataset

setup: $(STAMP) ## make the virtual environment in .venv with the locked packages

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(FOUND)" || { echo "Python 3.11 or newer is needed and was not found" >&2; exit 1; }
	test -x $(PYTHON) || $(FOUND) -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --upgrade pip
	$(PYTHON) -m pip install --quiet --require-hashes --requirement requirements.lock
	$(PYTHON) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

build: $(STAMP) ## raw files to a release: RAW=raw CURATED=curated JOBS=0 (0: as many as there are cores)
	$(WAQAI) build --raw "$(RAW)" --curated "$(CURATED)" --jobs $(JOBS)

ingest: $(STAMP) ## stage 1: raw files to articles and rejects
	$(WAQAI) ingest --raw "$(RAW)" --curated "$(CURATED)" --jobs $(JOBS)

code: $(STAMP) ## stage 2: articles to reports, tallies, mentions, evidence
	$(WAQAI) code --curated "$(CURATED)" --jobs $(JOBS)

link: $(STAMP) ## stage 3: reports to incidents
	$(WAQAI) link --curated "$(CURATED)"

validate: $(STAMP) ## stage 4: check all tables
	$(WAQAI) validate --curated "$(CURATED)"

publish: $(STAMP) ## stage 5: write the release and swap it in
	$(WAQAI) publish --curated "$(CURATED)"

test: $(STAMP) ## set everything up and run the tests
	$(PYTHON) -m pytest --numprocesses auto --dist worksteal

lint: $(STAMP) ## style, imports, types, unsafe calls, packages that fit together and have no known vulnerability
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/bandit --quiet --configfile pyproject.toml --recursive pipelines
	$(PYTHON) -m pip check
	$(PYTHON) .ci/audit.py --where-possible

format: $(STAMP) ## sort imports and mend what ruff can mend
	$(VENV)/bin/ruff check --fix .

docs: $(STAMP) ## write the generated pages again (codebook, data dictionary)
	$(WAQAI) docs

sql: $(STAMP) ## ask the release: make sql SQL="SELECT …", or without SQL what there is to ask
	$(WAQAI) sql --curated "$(CURATED)" $(if $(SQL),"$(SQL)")

notebooks: $(STAMP) ## run the notebooks on the release
	$(WAQAI) notebooks --curated "$(CURATED)"

evaluate: $(STAMP) ## score the release in CURATED against gold: GOLD=folder BASELINE=file
	$(WAQAI) evaluate "$(GOLD)" --curated "$(CURATED)" --out "$(CURATED)/evaluation" $(if $(BASELINE),--baseline "$(BASELINE)")

bench: $(STAMP) ## time the pipeline on a corpus made from the sample
	$(PYTHON) -m benchmarks.bench

torture: $(STAMP) ## kill builds at random moments of all stages, each must go on to the same bytes: KILLS=200 JOBS=2 DISKS=1
	$(PYTHON) -m benchmarks.torture --kills $(KILLS) --jobs $(if $(filter-out 0,$(JOBS)),$(JOBS),1) $(if $(DISKS),--disks)

fuzz: $(STAMP) $(if $(GUIDED),$(FUZZING)) ## hostile inputs for readers and coder, none may crash or take two seconds: INPUTS=1000000, or GUIDED=1200 for inputs chosen by coverage
	$(if $(GUIDED),$(FUZZING) -m benchmarks.fuzz --guided $(GUIDED),$(PYTHON) -m benchmarks.fuzz --inputs $(INPUTS))

$(FUZZING): $(STAMP) # an environment of its own: atheris is not in the lock
	$(PYTHON) -m venv .fuzz-venv
	.fuzz-venv/bin/pip install --quiet "atheris>=2.3"
	$(PYTHON) -c $(SITE) > "$$($(FUZZING) -c $(SITE))/waqai.pth"

changes: $(STAMP) ## random changes of actors, places and words: what is coded otherwise must be among what is coded again: CHANGES=40
	$(PYTHON) -m benchmarks.changes --changes $(CHANGES)

audit: $(STAMP) ## known vulnerabilities in the locked packages (asks the package index; fails where it does not answer)
	$(PYTHON) .ci/audit.py

lock: $(STAMP) ## choose package versions again and write requirements.lock
	@command -v uv >/dev/null || { echo "uv is needed to write the lock" >&2; exit 1; }
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --upgrade --output-file requirements.lock

clean: ## remove the outputs and caches (not the virtual environment)
	find "$(CURATED)" -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

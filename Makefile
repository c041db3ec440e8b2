# From a clone to a report set: `make report`. Only Python 3.11 or newer, make and PyPI are needed.
# Every path is relative, so the checkout may lie in a folder with blanks or Thai letters.

FY ?= 2563
PYTHON ?= python3
DEMO := examples/simulated_office
DEMO_YEARS := 2565 2566 2567
RUNS ?= 3

BIN := .venv/bin
PY := $(BIN)/python
# What is installed is what the locked file says: every download is checked by its hash. The
# settings of the machine's pip are left alone, but for those that would install elsewhere.
PIP := $(PY) -m pip --disable-pip-version-check --no-input -qq
unexport PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIRE_HASHES PYTHONPATH PYTHONHOME
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report demo simulated test check lab bench faults lock clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

report: .venv/.run ## Build the year's report set: make report FY=2563
	@$(BIN)/pmqa run $(FY)

demo: .venv/.run ## Build the simulated office's report sets, outputs/demo/2565 to 2567
	@set -e; for year in $(DEMO_YEARS); do $(BIN)/pmqa --office $(DEMO) run $$year --out outputs/demo; done

simulated: .venv/.run ## For maintainers: draw every simulated file anew, from its seed
	@set -e; for year in $(DEMO_YEARS); do for survey in satisfaction staff it_systems direction; do \
	  $(BIN)/pmqa --office $(DEMO) simulate $$survey --year $$year; done; done
	@$(PY) tools/simulate_office.py

test: check ## Install what tests need, then check and test everything
	@$(PY) -m pytest

check: .venv/.test ## Lint, formatting, types and import contracts
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(BIN)/lint-imports

lab: .venv/.lab ## Open JupyterLab on notebooks/
	@$(PY) -m jupyterlab notebooks

bench: .venv/.bench ## Time batches against papermill and nbconvert, counting against DuckDB and polars, loading against pandas
	@$(PY) benchmarks/bench_batch.py --runs $(RUNS)
	@$(PY) benchmarks/bench_set.py --fiscal-year $(FY) --runs $(RUNS)
	@$(PY) benchmarks/bench_counts.py --runs $(RUNS)
	@$(PY) benchmarks/bench_load.py --runs $(RUNS)

faults: .venv/.test ## Run ten faulty notebooks, kills, and 600 notebooks, eight at a time
	@PMQA_FAULTS=all $(PY) -m pytest -v tests/publish/test_faults.py tests/publish/test_run.py \
	  tests/publish/test_forked.py tests/publish/test_keeper.py tests/publish/test_scheduler.py

lock: .venv/.test ## For maintainers: lock the dependencies anew and write requirements/
	@$(PY) tools/export_requirements.py --lock

clean: ## Remove .venv and the caches; outputs/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp per level; each level holds that of `run`. A changed lock, or a changed
# pyproject.toml, installs again. Byte code is made by all processors at once: without it each report
# would start seconds later; what some package keeps for another Python may fail to compile. Where
# src/ is, is told by a relative path: Python cannot read one of Thai letters under LC_ALL=C.
.venv/.run: requirements/run.txt
.venv/.test: requirements/test.txt
.venv/.bench: requirements/bench.txt
.venv/.lab: requirements/lab.txt

.venv/.run .venv/.test .venv/.bench .venv/.lab: .venv/.pip pyproject.toml
	@echo "Installing requirements/$(subst .,,$(@F)).txt; the first time this takes some minutes."
	@$(PIP) install --require-hashes --no-deps --no-compile -r requirements/$(subst .,,$(@F)).txt
	@$(PIP) install --no-deps --no-build-isolation --no-compile -e .
	@for place in .venv/lib/python*/site-packages; do \
	  echo ../../../../src > $$place/_editable_impl_pmqa_analysis.pth; done
	@$(PY) -m compileall -qq -j 0 .venv/lib src || true
	@touch .venv/.run $@

# An environment that is there and has pip is kept; one that uv made is given pip.
.venv/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed; '$(PYTHON)' is not. Name another: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "'$(PYTHON)' has no venv or no ensurepip. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@touch $@

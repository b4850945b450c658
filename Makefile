# Every target sets up what it needs; a second call finds it and starts at once.
# The environment is .venv/, so .venv/bin/juseok is there after `make run` or `make test`.
.DEFAULT_GOAL := help
.PHONY: help run test test-full check pytest bench bench-large quality screenshots translate format wheel clean

# Tests start hundreds of processes: what they load is compiled once, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
BENCH := $(BIN)/python -m tests.benchmarks

help:  ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run:  ## Open the starter project (without a display: the tour, offscreen)
	@.ci/bootstrap.sh run
	@.ci/start.sh

test: .ready-dev  ## Every check and every test
	@$(MAKE) --no-print-directory -j2 check pytest

# The long files come first, as tests/conftest.py sorts them: not those with the most tests.
# As many at a time as there are processors: at least two, and no more than four, for each of them
# opens windows and loads the analyser. One more than there are was no quicker.
WORKERS = $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n < 2 ? 2 : n > 4 ? 4 : n)))
pytest: .ready-dev
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-full: check  ## The same with the long drills, and a browser
	@.ci/bootstrap.sh full
	@HYPOTHESIS_PROFILE=full $(BIN)/python -m pytest -m "" --timeout=1800

check: .ready-dev  ## Lint, types, import contracts, spelling and translations
	@$(BIN)/ruff check --quiet desktop tests .ci
	@$(BIN)/ruff format --check --quiet desktop tests .ci
	@$(BIN)/pyright --warnings
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/codespell desktop resources tests .ci *.md Makefile
	@$(BIN)/python .ci/translate.py --check

quality: .ready-dev  ## Print how well the Korean rules do on the gold set
	@PYTHONPATH=desktop $(BIN)/python -m tests.quality

bench: .ready-dev  ## Print the figures beside their budgets
	@PYTHONPATH=desktop $(BENCH)

bench-large: .ready-dev  ## The same with 100,000 articles
	@PYTHONPATH=desktop JUSEOK_BENCH_LARGE=1 $(BENCH)

screenshots: .ready-dev  ## Make the pictures of the README anew
	@for language in en ko; do \
		QT_QPA_PLATFORM=offscreen JUSEOK_LANG=$$language LC_ALL=$${language}_KR.UTF-8 \
			$(BIN)/juseok tour --out build/tour/$$language && \
		mkdir -p resources/help/images/$$language && \
		cp build/tour/$$language/*.png resources/help/images/$$language/ || exit 1; \
	done

translate: .ready-dev  ## Bring resources/i18n up to date with the sources
	@$(BIN)/python .ci/translate.py

format: .ready-dev
	@$(BIN)/ruff check --quiet --fix desktop tests .ci
	@$(BIN)/ruff format --quiet desktop tests .ci

wheel: .ready-dev  ## Build dist/*.whl
	@$(BIN)/python -m build --wheel --no-isolation

clean:  ## Remove everything that was made here, the environment too
	@rm -rf .venv build dist tour .pytest_cache .ruff_cache .hypothesis .benchmarks .coverage* \
		.import_linter_cache
	@find desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: .ready-dev
.ready-dev:
	@.ci/bootstrap.sh dev

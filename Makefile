PYTHON ?= python3
BIN := .venv/bin

.PHONY: grade test test-all quality notebooks fingerprints environment

grade: environment  ## grade a sample class of lesson 1
	@$(BIN)/rfpack sample course
	@$(BIN)/rfpack grade receptive_field --course course

test: environment  ## the tests, on a sample of the stored answers
	@$(BIN)/pytest -q -n auto --dist worksteal
	@echo "The tests passed on a sample of the stored answers. On all of them: make test-all"

test-all: environment  ## the tests on every stored answer, and QUALITY.md against a fresh measurement
	@$(BIN)/pytest -q -n auto --dist worksteal -m "slow or not slow"
	@$(BIN)/rfpack quality --check

quality: environment  ## measure how often the verdicts are wrong, and write QUALITY.md
	@$(BIN)/rfpack quality

notebooks: environment  ## build what students open, into assignments/
	@$(BIN)/rfpack notebooks

fingerprints: environment  ## record what the misconceptions do, into autograder/fingerprints/
	@$(BIN)/rfpack fingerprints

environment:
	@$(PYTHON) bootstrap.py

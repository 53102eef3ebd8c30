# One command opens the course, one proves it: `make lab`, `make test`.
# Needed beforehand: Python 3.11 to 3.13, git and make. Nothing else.
# make PYTHON=/path/to/python3.12 chooses the interpreter behind .venv.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PY := .venv/bin/python
LOCK := requirements.txt
FAST := --ignore=notebooks/06_use_cases --ignore-glob='notebooks/08*'

# Compiled bytecode makes the first import of TensorFlow 2.6 times faster.
unexport PYTHONDONTWRITEBYTECODE

# ---------------------------------------------------------------- set-up
# .venv is made anew when the lock changes, when a set-up was interrupted (no
# .installed), when its Python is gone, or when PYTHON= names another version.
KNOWN := 3.11 3.12 3.13
BASE := "$(or $(PYTHON),python3)"
minor = $(shell $(1) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
HAVE := $(call minor,$(PY))
WANT := $(if $(PYTHON),$(call minor,$(BASE)),$(HAVE))
ifeq ($(and $(HAVE),$(filter $(KNOWN),$(WANT)),$(findstring $(HAVE),$(WANT))),)
.PHONY: .venv/.installed
endif

.venv/.installed: $(LOCK)
	@$(BASE) -c 'import sys; ok = (3, 11) <= sys.version_info < (3, 14); \
	  ok or sys.exit("The course needs Python 3.11, 3.12 or 3.13; this is %d.%d. \
	Try: make PYTHON=python3.12" % sys.version_info[:2])'
	@echo "Making .venv (a few minutes the first time: TensorFlow is large) ..."
	@base="$$($(BASE) -c 'import sys; print(sys._base_executable)')" && \
	  rm -rf .venv && "$$base" -m venv .venv
	@sed -n '/^uv==/,/[^\\]$$/p' $(LOCK) > .venv/uv.txt
	@sed '/^uv==/,/[^\\]$$/d' $(LOCK) > .venv/rest.txt
	@if $(PY) -m pip install -q --require-hashes -r .venv/uv.txt; then \
	  $(PY) -m uv pip install --python $(PY) --require-hashes \
	    --compile-bytecode -r .venv/rest.txt; \
	else \
	  echo "uv cannot be had here; pip does the same, more slowly ..."; \
	  $(PY) -m pip install -q --require-hashes -r .venv/rest.txt && \
	  { $(PY) -m compileall -q -j 0 .venv/lib > .venv/compile.log || true; }; \
	fi
	@touch $@

.PHONY: setup
setup: .venv/.installed ## make .venv and install the lock, once

# ------------------------------------------------------------- the course
.PHONY: lab
lab: .venv/.installed ## open the course in JupyterLab
	$(PY) -m jupyterlab --ServerApp.root_dir=. \
	  --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb $(ARGS)

# One TensorFlow thread per process: two processes then share two cores well, and
# results do not depend on the number of cores.
THREADED := test quick floor latest jax notebooks evidence replicate real browser \
  advisor
$(THREADED): export TF_NUM_INTRAOP_THREADS = 1
$(THREADED): export TF_NUM_INTEROP_THREADS = 1
test quick floor latest jax: export COURSE_TEST = 1
PYTEST = -m pytest -n 2 --dist loadfile \
  --nbval --nbval-current-env --nbval-cell-timeout=600

.PHONY: test quick
test: .venv/.installed ## prove everything: tests, doctests, every notebook
	$(PY) $(PYTEST) tests utils notebooks $(ARGS)

quick: .venv/.installed ## the same without the use cases and the hybrids
	$(PY) $(PYTEST) $(FAST) tests utils notebooks $(ARGS)

# The same in an environment of its own: with the lowest versions that pyproject.toml
# allows, with the newest there are, whether it allows them already or not, and, for the
# engine and a few lessons, on Keras' JAX backend, without TensorFlow.
.PHONY: floor latest jax
EDIT := ''
RESOLUTION := highest
WHAT := tests utils notebooks
floor: RESOLUTION := lowest-direct
latest: EDIT := 's/,<[^"]*//'
jax: EDIT := 's/"tensorflow.*/"jax>=0.6,<1",/'
jax: export KERAS_BACKEND = jax
jax: WHAT := $(addprefix tests/test_,models.py probes.py training.py experiments.py) \
  $(addprefix notebooks/,01_purpose.ipynb $(notdir $(wildcard notebooks/04*.ipynb)))
define OTHER
	$(PY) -m uv venv -q --clear --python "$$($(BASE) -c \
	  'import sys; print(sys.executable)')" .venv-$@
	@sed -e $(EDIT) pyproject.toml > .venv-$@/pyproject.toml
	$(PY) -m uv pip install --python .venv-$@/bin/python --no-config --no-build \
	  --compile-bytecode --resolution $(RESOLUTION) \
	  -r .venv-$@/pyproject.toml --group .venv-$@/pyproject.toml:dev
	$(PY) -m uv pip list --python .venv-$@/bin/python | grep -E '^(jax|keras|tensorflow) '
endef

floor latest jax: .venv/.installed
	$(OTHER)
	.venv-$@/bin/python $(PYTEST) $(WHAT) $(ARGS)

floor: ## the tests with the lowest versions that pyproject.toml allows
latest: ## the tests with the newest versions there are
jax: ## the engine and a few lessons on Keras' JAX backend

# The timings of lesson 05a on an accelerator, in an environment with a JAX for it;
# JAX_FOR=jax[tpu] for another kind, ARGS=--tiny for a try that stores nothing.
.PHONY: gpu
JAX_FOR := jax[cuda12]
gpu: EDIT = 's/"tensorflow.*/"$(JAX_FOR)>=0.6,<1",/'
gpu: export KERAS_BACKEND = jax
gpu: .venv/.installed ## time lesson 05a on an accelerator and record it
	$(OTHER)
	.venv-$@/bin/python -m utils.course gpu $(ARGS)

# ------------------------------------------------------------ for authors
.PHONY: browser
browser: .venv/.installed ## run pages in JupyterLab in Chromium: NAMES="01 04a"
	$(PY) -m utils.course browser $(NAMES)

.PHONY: notebooks evidence replicate real publish
notebooks: .venv/.installed ## execute all notebooks, store outputs and the ledger
	$(PY) -m utils.course notebooks $(NAMES)

evidence: .venv/.installed ## record the larger experiments: NAMES="M5-adding ..."
	$(PY) -m utils.course evidence $(NAMES)

replicate: .venv/.installed ## repeat the live claims on other seeds
	$(PY) -m utils.course replicate $(NAMES)

real: .venv/.installed ## run the use cases on real data: NAMES="06_use_cases"
	$(PY) -m utils.course real $(NAMES)

.PHONY: advisor
advisor: .venv/.installed ## try the advisor where the answer is known: WHAT=real
advisor: WHAT = trials
advisor:
	$(PY) -m utils.advisor $(WHAT) $(NAMES)

publish: .venv/.installed ## write the address and release: REPO=owner/name TAG=v1.0.0
	$(PY) -m utils.course publish "$(REPO)" "$(TAG)"

.PHONY: lint format lock bench
lint: .venv/.installed ## check style and formatting with ruff
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: .venv/.installed ## let ruff repair style and formatting
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: .venv/.installed ## measure the speed against Keras' defaults
	$(PY) tests/benchmarks.py $(ARGS)

# Python versions and machines for which every wheel in the lock must exist.
MACHINES := x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu \
  aarch64-apple-darwin x86_64-pc-windows-msvc

lock: .venv/.installed ## write requirements.txt anew: ARGS=--upgrade for newer ones
	$(PY) -m uv pip compile -q pyproject.toml --group dev --no-config --universal \
	  --python-version 3.11 --generate-hashes --no-build --no-emit-index-url \
	  --no-emit-find-links --custom-compile-command "make lock" -o $(LOCK) $(ARGS)
	@for version in $(KNOWN); do for machine in $(MACHINES); do \
	  $(PY) -m uv pip install -q --no-config --dry-run --target .venv/none \
	    --python-version $$version --python-platform $$machine --no-build \
	    --require-hashes -r $(LOCK) || exit 1; \
	done; done

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s%s\n", $$1, $$2 }' \
	  $(MAKEFILE_LIST)

# De opdrachten van dit project. `make` alleen laat ze zien.

PORT ?= 8000
VENV := .venv
PYTHON := $(VENV)/bin/python
PIP_INSTALL := $(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes
UV_COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --quiet --universal \
	--python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)

# A file that was only half written must not look finished.
.DELETE_ON_ERROR:

.PHONY: help demo test lint bench fuzz stack requirements clean

help:
	@echo "make demo [PORT=8000]        alles op deze machine, met het echte programma"
	@echo "make test                    alle controles en tests"
	@echo "make lint                    alleen de controles"
	@echo "make bench [SIZE=S]          snelheid meten, op PostgreSQL (docs/performance.md)"
	@echo "make fuzz [ROLE=R]           de API beproeven met duizenden verzonnen vragen"
	@echo "make stack [PORT=8000]       web, worker en beat met de productie-instellingen"
	@echo "make requirements            versies opnieuw vastleggen (UPGRADE=1: nieuwste)"
	@echo "make clean                   alles weg wat weer te maken is; gegevens blijven"

# A half-made environment is removed, or the next run would take it for a whole one.
$(VENV)/bin/pip:
	@for python in python3.11 python3.12 python3.13 python3; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Python 3.11 of nieuwer ontbreekt: apt-get install python3 python3-venv"; \
		exit 1; \
	fi; \
	if ! $$found -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$found kan geen virtuele omgeving maken: apt-get install python3-venv"; \
		exit 1; \
	fi; \
	$$found -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/installed-%: requirements/%.txt | $(VENV)/bin/pip
	@echo "Pakketten installeren uit $< ..."
	@$(PIP_INSTALL) -r $<
	@touch $@

# Asks for the demo by itself, because production is the default.
.env: | $(VENV)/installed-base
	@umask 077; { \
		echo "DEMO=1"; \
		echo "SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(48))')"; \
		echo "DATABASE_URL=sqlite:///var/toekomstagenda.sqlite3"; \
		echo "ALLOWED_HOSTS=127.0.0.1,localhost"; \
		echo "LOG_LEVEL=WARNING"; \
		echo "DEMO_PASSWORD=$$($(PYTHON) -c 'import secrets; print(secrets.token_hex(6))')"; \
	} > $@

# Threads, because a browser keeps spare connections open that would each hold a
# whole worker.
demo: $(VENV)/installed-base .env
	@grep -q '^DEMO=1' .env || { echo "In .env staat geen DEMO=1: dit is geen demo."; exit 1; }
	@mkdir -p var
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_programme
	@$(PYTHON) manage.py check_programme
	@$(PYTHON) manage.py collectstatic --no-input --verbosity 0
	@$(PYTHON) manage.py create_demo_accounts
	@$(PYTHON) manage.py create_demo_reporting
	@$(PYTHON) manage.py create_demo_overview
	@echo
	@echo "Toekomstagenda draait op http://127.0.0.1:$(PORT)/ (stoppen: Ctrl-C)"
	@exec $(VENV)/bin/gunicorn toekomstagenda.wsgi --bind 127.0.0.1:$(PORT) \
		--workers 2 --worker-class gthread --threads 4 --log-level warning

# Without npm the tests that need it are left out, and the test run says so.
node_modules/installed: package.json
	@if command -v npm >/dev/null; then \
		npm install --no-package-lock --no-audit --no-fund --ignore-scripts \
			--loglevel error && touch $@ || echo "npm install lukte niet."; \
	fi

test: $(VENV)/installed-dev node_modules/installed
	@$(PYTHON) scripts/run_tests.py

lint: $(VENV)/installed-dev
	@$(PYTHON) scripts/run_tests.py --lint

# FRESH=1 fills its databases anew; they stay for the next time.
bench: $(VENV)/installed-dev
	@$(PYTHON) -m bench.run $(if $(SIZE),--size $(SIZE)) $(if $(FRESH),--fresh)

# CASES is per operation of the API; ROLE and DATABASE narrow it.
fuzz: $(VENV)/installed-dev
	@$(PYTHON) -m tests.fuzz.run $(if $(CASES),--cases $(CASES)) \
		$(if $(ROLE),--role $(ROLE)) $(if $(DATABASE),--database $(DATABASE))

stack: $(VENV)/installed-base
	@exec $(PYTHON) scripts/stack.py --port $(PORT)

# Development is held to the versions of production.
requirements: $(VENV)/installed-dev
	$(UV_COMPILE) --output-file requirements/base.txt
	$(UV_COMPILE) --group dev --constraint requirements/base.txt \
		--output-file requirements/dev.txt

# Not .env and var/: those hold what somebody entered.
clean:
	rm -rf $(VENV) node_modules htmlcov .coverage .coverage.* .mypy_cache .ruff_cache \
		.pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

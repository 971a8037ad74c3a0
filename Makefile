# rcboard: two commands do everything. `make demo` shows the live board, `make test` proves it.
#   make demo                       the board against the built-in simulator (offscreen: writes board.png)
#   make test [ONLY=unit] [PYTHON=python3.13]
#   make venv | lock | pictures | dist | wheel | release VERSION=1.2.3 | clean
PYTHON ?= python3
ONLY ?= all
.DEFAULT_GOAL := help
.PHONY: help venv demo test lock pictures clean

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -4

venv:
	@packaging/prepare venv $(PYTHON)

demo: venv
	@packaging/prepare qt
	@.venv/bin/python -m rcboard demo $(DEMO)

test: venv
	@packaging/test $(ONLY)

lock: venv
	@packaging/lock

pictures: venv
	@packaging/prepare qt
	@.venv/bin/python -m tests.kit.pictures artifacts/pictures $(if $(SPEAK),--language $(SPEAK))
	@.venv/bin/python -m tests.kit.dialog_pictures artifacts/pictures $(if $(SPEAK),--language $(SPEAK))
	@$(if $(DOCUMENTS),.venv/bin/python -m tests.kit.document_pictures artifacts/pictures docs/pictures)

clean:
	rm -rf .venv build dist artifacts board.png .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# The simulator judged by RingCentral's own clients from npm and PyPI; BREAK=all shows that every check can fail.
.PHONY: conformance
conformance: venv
	@.venv/bin/python -m tests.conformance $(if $(BREAK),--break $(BREAK))

# How many people, changes a second and clients one simulator bears on one core.
.PHONY: capacity
capacity: venv
	@.venv/bin/python -m tests.simulator.capacity

# What is handed out: the program's folder and Debian package, wheels, and the package tried in a Debian of its own.
.PHONY: dist wheel packages-test
dist: venv
	@packaging/prepare qt
	@packaging/build folder
	@packaging/build deb

wheel: venv
	@packaging/build wheel

packages-test: dist wheel
	@packaging/test-packages

# The proof: a storm of faults over the real line, its table, and a day in a quarter of an hour. BREAK=age (or ping, check)
# takes the rule out of the client to show that the table can fail; CHOOSE=TEXT chooses troubles, SPEED=N the clock.
.PHONY: chaos day fuzz
chaos: venv
	@packaging/prepare qt
	@.venv/bin/python -m tests.chaos storm --seed $(or $(SEED),1) --rounds $(or $(ROUNDS),200) \
	    $(if $(BREAK),--break $(BREAK)) $(if $(CHOOSE),--only "$(CHOOSE)") $(if $(SPEED),--speed $(SPEED))

day: venv
	@packaging/prepare qt
	@.venv/bin/python -m tests.chaos day --seed $(or $(SEED),1)

# What no one ever sends, EXAMPLES times for each test, long ones among them: decoder, session, return address.
fuzz: venv
	@RCBOARD_FUZZ=$(or $(EXAMPLES),2000) .venv/bin/python -m pytest --timeout 0 -p no:pytest-qt -p no:randomly \
	    -o addopts="-q --import-mode=importlib -p no:cacheprovider --show-capture=no" \
	    tests/platform/test_wire.py tests/platform/test_session.py tests/platform/test_errors.py \
	    tests/platform/test_return_address.py

# How fast it is, as ratios against references measured in the same run; GROWTH=1 shows what grows with the people.
.PHONY: bench
bench: venv
	@packaging/prepare qt
	@$(if $(CHROMIUM),packaging/prepare outlets)
	@$(if $(CHROMIUM),CHROMIUM=$(CHROMIUM)) .venv/bin/python -m tests.bench $(if $(ROWS),--rows $(ROWS)) $(if $(SCREEN),--platform $(SCREEN)) $(if $(GROWTH),--growth)

# A hundred boards on one broker, a round of chaos, and the truth; then twenty real processes.
.PHONY: scale
scale: venv
	@packaging/prepare outlets
	@.venv/bin/python -m tests.scale $(PEOPLE) $(RATE)

# Checks, then version, changelog, packages, self-test and tag in one step; nothing is pushed. CHECKS=none and BUILD=no
# where a build service has done both on this very commit.
.PHONY: release
release: venv
	@.venv/bin/python packaging/release.py "$(VERSION)" --checks $(or $(CHECKS),all) $(if $(filter no,$(BUILD)),--no-build)

# The frozen program by hand, eye and ear on a desktop (tray, notification, clipboard, keyring, screen reader, theme), and TLS.
.PHONY: dist-test
dist-test: venv
	@packaging/prepare desktop
	@[ -x dist/rcboard/rcboard ] || packaging/build folder
	@RCBOARD_PROGRAM="$(CURDIR)/dist/rcboard/rcboard" tests/kit/desktop-session --a11y \
	    .venv/bin/python -m pytest tests/desktop/test_first_light.py tests/desktop/test_platform_theme.py
	@RCBOARD_PROGRAM="$(CURDIR)/dist/rcboard/rcboard" QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest \
	    tests/stories/test_self_test.py tests/stories/test_doctor.py -k "not LockedKeyring"

# Start and size of the frozen program against an empty PySide6 window frozen the same way.
.PHONY: dist-bench
dist-bench: venv
	@packaging/prepare desktop
	@packaging/build folder
	@.venv/bin/python packaging/bench_dist.py

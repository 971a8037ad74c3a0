"""What every test shares: the fixtures of the kit, and the published schemas where they are at hand."""

import os
from importlib.util import find_spec

# Where there is no screen Qt ends the whole process; the desktop tests bring a screen and say so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = [name for name in ("tests.kit.office", "tests.kit.terminal", "tests.kit.openapi") if find_spec(name)]

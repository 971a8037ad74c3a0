"""What every test shares: the fixtures of the kit, and the published schemas where they are at hand."""

import os
from importlib.util import find_spec

from hypothesis import settings

# Where there is no screen Qt ends the whole process; the desktop tests bring a screen and say so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A check of a commit finds the same each time; at one's desk chance goes on looking.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

pytest_plugins = [
    name
    for name in ("tests.kit.office", "tests.kit.terminal", "tests.kit.broker", "tests.kit.openapi")
    if find_spec(name)
]

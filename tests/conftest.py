"""What every test shares: the fixtures of the kit, and the published schemas where they are at hand."""

import os
import signal
from importlib.util import find_spec

from hypothesis import HealthCheck, settings

from tests.kit.fuzz import EXAMPLES

# Where there is no screen Qt ends the whole process; the desktop tests bring a screen and say so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The tests read English, whatever is spoken on this computer.
os.environ["LANGUAGE"] = "en"

# A shell without job control starts what runs in the background deaf to Ctrl-C, and all programs under test with it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A check of a commit finds the same each time; at one's desk chance goes on looking.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.register_profile(
    "fuzz", deadline=None, max_examples=EXAMPLES or 100, suppress_health_check=list(HealthCheck), print_blob=True
)
settings.load_profile("fuzz" if EXAMPLES else "ci" if os.environ.get("CI") else "desk")

pytest_plugins = [
    name
    for name in ("tests.kit.office", "tests.kit.terminal", "tests.kit.broker", "tests.kit.bridge", "tests.kit.openapi")
    if find_spec(name)
]

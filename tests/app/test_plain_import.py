"""Qt's look into the source of every module is called off before ours are loaded."""

import subprocess
import sys

from tests.kit.office import ROOT

SCRIPT = """
import linecache, sys
import rcboard.app.program
print("rcboard.app.plan" in sys.modules)
read = {name for name, kept in linecache.cache.items() if len(kept) > 1}
print(sorted(read - {sys.modules["rcboard"].__file__}))  # the package came with the module that calls the look off
"""


def test_loading_the_program_keeps_no_source_text_of_its_modules() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines() == ["True", "[]"]

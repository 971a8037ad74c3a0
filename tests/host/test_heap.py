"""What is freed goes back to the system."""

import platform
import subprocess
import sys

import pytest

from rcboard.host import heap
from tests.kit.office import ROOT

SCRIPT = """
import mmap, threading
from pathlib import Path
from rcboard.host import heap

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * mmap.PAGESIZE

assert heap.give_back()
bytearray(8_000_000)  # a window that was made larger: the library learns from it

def read():
    pages = [bytearray(b"p" * 500_000) for _ in range(20)]
    print(resident() - before)
    while pages:
        pages.pop()

before = resident()
thread = threading.Thread(target=read)
thread.start()
thread.join()
print(resident() - before)
"""


def test_what_a_worker_has_read_and_freed_goes_back_to_the_system() -> None:
    if platform.libc_ver()[0] != "glibc":
        assert not heap.give_back(), "another C library is left as it is"
        return
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    full, after = map(int, done.stdout.split())
    assert full > 9_000_000
    assert after < 3_000_000


def test_a_python_without_ctypes_goes_on_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ctypes", None)
    assert not heap.give_back()

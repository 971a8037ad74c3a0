"""``make dist-bench``: start and size of the frozen program against an empty PySide6 window frozen the same way.

Both are started in turn on a screen of their own (Xvfb); a start ends when the first window is mapped, as the X server
tells it. The first pair warms the disk's cache and does not count. Prints a table in Markdown.
"""

import os
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = {"rcboard": ROOT / "dist" / "rcboard" / "rcboard", "empty": ROOT / "build" / "empty" / "empty"}
PAIRS = 9
LIMIT = 60.0
"""Seconds for a window to come."""


def main() -> int:
    """0: measured. 1: something that is needed is missing."""
    missing = [name for name in ("Xvfb", "xev") if shutil.which(name) is None]
    if missing or not PROGRAMS["rcboard"].exists():
        print(f"rcboard: missing: {', '.join(missing) or 'dist/rcboard'}", file=sys.stderr)
        return 1
    freeze_empty()
    taken: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with tempfile.TemporaryDirectory() as home, screen() as display, Windows(display) as windows:
        for _ in range(PAIRS + 1):
            for name, program in PROGRAMS.items():
                taken[name].append(windows.first(program, Path(home)))
    sizes = {name: megabytes(program.parent) for name, program in PROGRAMS.items()}
    ratio = statistics.median(ours / theirs for ours, theirs in zip(*(taken[n][1:] for n in PROGRAMS), strict=True))
    seconds = {name: statistics.median(taken[name][1:]) for name in PROGRAMS}
    print(f"load {os.getloadavg()[0]:.1f}, {PAIRS} pairs\n\n| | rcboard | empty window | ratio |\n|---|---|---|---|")
    print(f"| window on the screen after, s | {seconds['rcboard']:.2f} | {seconds['empty']:.2f} | {ratio:.2f} |")
    both = sizes["rcboard"] / sizes["empty"]
    print(f"| size on disk, MB | {sizes['rcboard']:.0f} | {sizes['empty']:.0f} | {both:.2f} |")
    return 0


def freeze_empty() -> None:
    """Make the empty window's folder."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", "build", "--workpath", "build/pyinstaller-empty", "packaging/empty.spec"]
    subprocess.run(command, cwd=ROOT, check=True)


@contextmanager
def screen() -> Iterator[str]:
    """A screen of our own; its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


class Windows:
    """Tells when a window appears on a screen."""

    def __init__(self, display: str) -> None:
        self._environment = os.environ | {"DISPLAY": display}
        self._seen: queue.SimpleQueue[float] = queue.SimpleQueue()
        watch = ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"]
        self._watcher = subprocess.Popen(watch, env=self._environment, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._watcher.stdout is not None
        for line in self._watcher.stdout:
            if line.startswith("MapNotify"):
                self._seen.put(time.monotonic())

    def __enter__(self) -> "Windows":
        """Returns once it sees: windows are shown to it until it tells of one."""
        for _ in range(20):
            with subprocess.Popen(["xev"], env=self._environment, stdout=subprocess.DEVNULL) as sign:
                try:
                    self._seen.get(timeout=2.0)
                    return self
                except queue.Empty:
                    continue
                finally:
                    sign.terminate()
        raise TimeoutError("no window is seen on this screen")

    def __exit__(self, *_how: object) -> None:
        self._watcher.terminate()
        self._watcher.wait()

    def first(self, program: Path, home: Path) -> float:
        """Seconds from the start of this program until its first window; it is ended then."""
        kept = {k: v for k, v in self._environment.items() if not k.startswith(("RC", "WAYLAND", "DBUS", "QT"))}
        own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
        while not self._seen.empty():
            self._seen.get()
        began = time.monotonic()
        with subprocess.Popen([program], env=kept | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as ran:
            try:
                return self._seen.get(timeout=LIMIT) - began
            finally:
                ran.terminate()


def megabytes(folder: Path) -> float:
    """What a folder takes on disk."""
    return sum(file.lstat().st_blocks * 512 for file in folder.rglob("*")) / 1e6


if __name__ == "__main__":
    sys.exit(main())

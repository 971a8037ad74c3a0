"""``make dist-bench``: start and size of the frozen program against an empty PySide6 window frozen the same way.

Both are started in turn on a screen of their own (Xvfb); a start ends when the first window is mapped, as the X server
tells it. The first pair warms the disk's cache and does not count. Prints a table in Markdown.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
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
    with tempfile.TemporaryDirectory() as home, screen() as display:
        for _ in range(PAIRS + 1):
            for name, program in PROGRAMS.items():
                taken[name].append(start(program, display, Path(home)))
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


def start(program: Path, display: str, home: Path) -> float:
    """Seconds from the start of the program until its first window is mapped. Raises TimeoutError."""
    hidden = {name: value for name, value in os.environ.items() if not name.startswith(("RC", "WAYLAND", "DBUS", "QT"))}
    environment = hidden | {"DISPLAY": display, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    watch = ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"]
    with subprocess.Popen(watch, env=environment, stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout is not None
        # It listens from the first thing it tells on, so something has to happen: another client comes.
        listening(environment, watcher)
        began = time.monotonic()
        with subprocess.Popen([program], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as ran:
            try:
                while time.monotonic() < began + LIMIT:
                    if watcher.stdout.readline().startswith("MapNotify"):
                        return time.monotonic() - began
                raise TimeoutError(f"{program.name} shows no window")
            finally:
                watcher.terminate()
                ran.terminate()


def listening(environment: dict[str, str], watcher: "subprocess.Popen[str]") -> None:
    """Wait until the watcher tells of windows: a throw-away one is shown until it does."""
    assert watcher.stdout is not None
    with subprocess.Popen(["xev", "-geometry", "10x10"], env=environment, stdout=subprocess.DEVNULL) as sign:
        while not watcher.stdout.readline().startswith("MapNotify"):
            pass
        sign.terminate()
    while not watcher.stdout.readline().startswith("DestroyNotify"):
        pass


def megabytes(folder: Path) -> float:
    """What a folder takes on disk."""
    return sum(file.lstat().st_blocks * 512 for file in folder.rglob("*")) / 1e6


if __name__ == "__main__":
    sys.exit(main())

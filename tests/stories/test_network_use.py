"""rcboard speaks to its server and to nobody else: sockets watched while the demo runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.office import ROOT
from tests.kit.terminal import Start, wait_until
from tests.kit.watched import ROUTE_ONLY, Watched, is_here, open_sockets

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sockets are looked at through /proc")
NOWHERE = ("0.0.0.0", "::")
"""The other side of a socket that is not connected."""


def stays(own: str, other: str) -> bool:
    """Whether a socket seen from outside reaches nobody but this computer."""
    return (is_here(own) and (is_here(other) or other in NOWHERE)) or other in ROUTE_ONLY


def test_the_demo_connects_to_this_computer_alone(start: Start, tmp_path: Path) -> None:
    watched = Watched(tmp_path, str(ROOT))
    environment = watched.environment() | {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    demo = start(None, "demo", "--rate", "20", "--after", "5", environment=environment)
    seen: set[tuple[str, str]] = set()

    def ended() -> bool:
        seen.update(open_sockets(demo.process.pid))
        return demo.process.poll() is not None

    wait_until(ended, "the picture", 60)
    assert demo.wait() == 0, demo.noise
    told = watched.told()
    assert any(line.startswith("socket.bind SOCK_STREAM 127.0.0.1") for line in told), "the simulator was watched"
    assert sum(line.startswith("socket.connect SOCK_STREAM 127.0.0.1") for line in told) >= 2, "so was the line"
    assert any(is_here(own) and is_here(other) for own, other in seen), "and it was seen from outside"
    assert watched.strays() == []
    assert [pair for pair in seen if not stays(*pair)] == []


def test_whoever_speaks_to_others_is_found_out(tmp_path: Path) -> None:
    watched = Watched(tmp_path, str(ROOT))
    program = "import socket; s = socket.socket(); s.bind(('', 0)); s.listen(); s.settimeout(0.01)\n"
    program += "for there in (('203.0.113.7', 9), ('elsewhere.invalid', 9)):\n"
    program += "    try: socket.create_connection(there, 0.01)\n    except OSError: pass\n"
    program += "print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env=watched.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as stranger:
        assert stranger.stdout is not None
        stranger.stdout.readline()
        seen = open_sockets(stranger.pid)
        stranger.communicate("\n", timeout=20)
    found = " ".join(watched.strays())
    assert "203.0.113.7" in found
    assert "elsewhere.invalid" in found
    assert ("0.0.0.0", "0.0.0.0") in seen
    assert not stays("0.0.0.0", "0.0.0.0")

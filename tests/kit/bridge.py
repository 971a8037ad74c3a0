"""Two Mosquitto brokers with a bridge between them that can be cut and restored: a network that falls in two."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.broker import Mosquitto


class Road:
    """Carries TCP connections to a port of this computer, until it is cut."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._cut = False
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """End every connection, and let none come about."""
        with self._lock:
            self._cut = True
            for one in self._open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Carry connections again."""
        with self._lock:
            self._cut = False

    def close(self) -> None:
        """End it for good."""
        self.cut()
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._door.accept()
                with self._lock:
                    if self._cut:
                        here.close()
                        continue
                    there = socket.create_connection(("127.0.0.1", self._to))
                    self._open += [here, there]
                for pair in ((here, there), (there, here)):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        with self._lock:
            if source in self._open:
                self._open.remove(source)
                source.close()


class Bridged:
    """A broker west and one east; each has all that is said at the other while the bridge stands."""

    def __init__(self, folder: Path) -> None:
        self.west = Mosquitto(folder)
        self.road = Road(self.west.port)
        self.east = Mosquitto(
            folder,
            "connection west",
            f"address 127.0.0.1:{self.road.port}",
            "topic # both 1",
            "restart_timeout 1",
            "notifications false",
            "cleansession true",
        )

    def close(self) -> None:
        """End all of it."""
        self.east.stop()
        self.road.close()
        self.west.stop()


@pytest.fixture
def bridged(tmp_path: Path) -> Iterator[Bridged]:
    """Two brokers for one test."""
    both = Bridged(tmp_path)
    yield both
    both.close()

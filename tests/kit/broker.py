"""A real Mosquitto on a free port of this computer."""

import getpass
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from tests.kit.terminal import wait_until

MOSQUITTO = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin")
needs_mosquitto = pytest.mark.skipif(MOSQUITTO is None, reason="there is no Mosquitto (packaging/prepare outlets)")
"""For who runs a few tests by hand: ``packaging/test`` installs it first."""


def passwords(folder: Path, name: str, word: str) -> Path:
    """A broker's file of passwords with this one, made by the tool that comes with Mosquitto."""
    file = folder / "passwords"
    subprocess.run(["mosquitto_passwd", "-b", "-c", file, name, word], check=True, capture_output=True)
    return file


class Mosquitto:
    """A broker without persistence; ``options`` are lines of its configuration."""

    def __init__(self, folder: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._config = folder / f"mosquitto-{self.port}.conf"
        lines = [f"listener {self.port} 127.0.0.1", "persistence false", f"user {getpass.getuser()}", *options]
        if not any(line.startswith("allow_anonymous") for line in options):
            lines.append("allow_anonymous true")
        self._config.write_text("\n".join(lines) + "\n")
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"mqtt://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it, with nothing kept from before."""
        assert MOSQUITTO is not None
        self._process = subprocess.Popen(
            [MOSQUITTO, "-c", str(self._config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

        def answers() -> bool:
            with socket.socket() as one:
                return one.connect_ex(("127.0.0.1", self.port)) == 0

        wait_until(answers, "Mosquitto answers")

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(10)
            self._process = None

    def listener(self) -> "Listener":
        """Somebody who hears everything."""
        return Listener(self.port)


class Listener:
    """Hears every topic of a broker, as any MQTT program would."""

    def __init__(self, port: int) -> None:
        self.topics: dict[str, bytes] = {}
        self.retained: set[str] = set()
        self._client = paho.Client(CallbackAPIVersion.VERSION2)
        self._client.on_connect = lambda client, *_: client.subscribe("#", qos=1)
        self._client.on_message = self._heard
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()

    def _heard(self, client: Any, userdata: Any, message: Any) -> None:
        self.topics[message.topic] = bytes(message.payload)
        if message.retain:
            self.retained.add(message.topic)

    def json(self, topic: str) -> Any:
        """What was said last there, None before."""
        payload = self.topics.get(topic)
        return msgspec.json.decode(payload) if payload else None

    def until(self, topic: str, holds: Any, what: str, limit: float = 30.0) -> Any:
        """Wait until this holds of a topic's JSON."""
        return wait_until(lambda: (said := self.json(topic)) is not None and holds(said) and said, what, limit)

    def say(self, topic: str, payload: bytes, *, retain: bool = True) -> None:
        """Publish something."""
        self._client.publish(topic, payload, qos=1, retain=retain).wait_for_publish(10)

    def __enter__(self) -> "Listener":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.disconnect()
        self._client.loop_stop()


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[Mosquitto]:
    """A broker for one test."""
    broker = Mosquitto(tmp_path)
    yield broker
    broker.stop()

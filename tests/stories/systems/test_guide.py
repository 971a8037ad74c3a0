"""The broker as the administrator's guide sets it up: desks see the truth, and cannot write."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from tests.kit.broker import MOSQUITTO, Mosquitto
from tests.kit.office import ROOT, OpenOffice
from tests.kit.serving import serve
from tests.kit.terminal import Start, wait_until
from tests.stories.test_commands import is_live, latest, somebody

PASSWORDS = shutil.which("mosquitto_passwd")
pytestmark = pytest.mark.skipif(
    MOSQUITTO is None or PASSWORDS is None, reason="there is no Mosquitto here (packaging/prepare outlets)"
)
OURS = ("listener", "certfile", "keyfile")
"""Lines that are of this test: another port, and TLS, which has a test beside this one."""


def written(begins: str) -> list[str]:
    """The lines of the guide's block that begins so."""
    guide = (ROOT / "docs" / "administrator.md").read_text(encoding="utf-8")
    block = re.search(rf"^```\n({begins}.*?)^```$", guide, re.M | re.S)
    assert block is not None, begins
    return block[1].splitlines()


@contextmanager
def at_a_desk(broker: Mosquitto) -> Iterator[paho.Client]:
    """A client with the desk's password, connected."""
    client = paho.Client(CallbackAPIVersion.VERSION2, reconnect_on_failure=False)
    client.username_pw_set("desk", "sesame")
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    wait_until(client.is_connected, "the desk is let in")
    try:
        yield client
    finally:
        client.disconnect()
        client.loop_stop()


def test_the_guides_broker_lets_desks_read_and_nobody_forge(office: OpenOffice, start: Start, tmp_path: Path) -> None:
    assert PASSWORDS is not None
    quiet = office("--extensions", "15", "--rate", "0", "--limit", "auth=100")
    passwords, rights = tmp_path / "passwd", tmp_path / "acl"
    rights.write_text("\n".join(written("user publisher")) + "\n")
    for count, who in enumerate(("publisher", "desk")):
        create = () if count else ("-c",)
        subprocess.run([PASSWORDS, "-b", *create, str(passwords), who, "sesame"], check=True, capture_output=True)
    for file in (passwords, rights):
        file.chmod(0o644)
    said = [line.replace("/etc/mosquitto", str(tmp_path)) for line in written("listener 8883")]
    broker = Mosquitto(tmp_path, *(line for line in said if line.split()[0] not in OURS))
    secret = {"RCBOARD_SECRET_MQTT": "sesame"}
    try:
        url = f"mqtt://{{}}@127.0.0.1:{broker.port}"
        mqtt = {"publish": url.format("publisher"), "account": "acme"}
        serve(start, tmp_path / "home", quiet, environment=secret, mqtt=mqtt)
        desk = start(None, "watch", "--json", "--source", f"{url.format('desk')}/acme", environment=secret)
        desk.until(is_live, "live")
        everybody = {str(one["id"]) for one in quiet.people()}
        desk.until(lambda o: latest(o).keys() == everybody, "everybody and nobody else")

        bob = somebody(quiet)
        heard: dict[str, bytes | bytearray] = {}
        with at_a_desk(broker) as listener, at_a_desk(broker) as forger:
            listener.on_message = lambda _client, _data, message: heard.update({message.topic: message.payload})
            listener.subscribe("rcboard/acme/people/+", qos=1)
            # Mosquitto acknowledges what it throws away, or cuts the line; either is an answer.
            forged = forger.publish("rcboard/acme/people/forged", b"{}", qos=1, retain=True)
            wait_until(lambda: forged.is_published() or not forger.is_connected(), "the broker's answer")
            quiet.presence(bob["extensionNumber"], telephonyStatus="Ringing")
            desk.until(lambda o: latest(o)[str(bob["id"])]["state"] == "ringing", "ringing")
            his = f"rcboard/acme/people/{bob['id']}"
            wait_until(lambda: b"ringing" in heard.get(his, b""), "the publisher is heard")
            assert "rcboard/acme/people/forged" not in heard, "a desk's own word reaches nobody"
    finally:
        broker.stop()

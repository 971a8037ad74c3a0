"""MQTT with a real Mosquitto: what boards see is the truth, or old, and never old that looks fresh."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kit.broker import Mosquitto, needs_mosquitto, passwords
from tests.kit.certificates import certificate
from tests.kit.office import Office, OpenOffice
from tests.kit.serving import Serving, serve
from tests.kit.terminal import Program, Start, wait_until
from tests.stories.test_commands import is_live, latest, somebody

pytestmark = needs_mosquitto

LINK = "rcboard/main/link"


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    return office("--extensions", "15", "--rate", "0", "--limit", "auth=100")


Publish = Callable[..., Serving]


@pytest.fixture
def publish(quiet: Office, start: Start, tmp_path: Path, mosquitto: Mosquitto) -> Publish:
    """Starts a publisher; each has a profile of its own."""

    def publishing(profile: str = "default") -> Serving:
        wished: dict[str, Any] = {"profile": profile, "mqtt": {"publish": mosquitto.url}}
        options = () if profile == "default" else ("--profile", profile)
        return serve(start, tmp_path / "home", quiet, *options, **wished)

    return publishing


def board(start: Start, mosquitto: Mosquitto) -> Program:
    """A board that signs in to nothing."""
    return start(None, "watch", "--json", "--source", mosquitto.url)


def link(objects: list[dict[str, Any]]) -> str:
    links: list[str] = [one["link"] for one in objects if "link" in one]
    return links[-1] if links else ""


def test_a_board_without_a_sign_in_sees_the_truth_and_ghosts_are_removed(
    quiet: Office, publish: Publish, start: Start, mosquitto: Mosquitto
) -> None:
    bob = somebody(quiet)
    with mosquitto.listener() as listener:
        listener.say("rcboard/main/people/1", b'{"id": "1", "publisher": "x", "term": 1, "sequence": 1, "state": "x"}')
        publish()
        watch = board(start, mosquitto)
        watch.until(is_live, "live")
        everybody = {str(one["id"]) for one in quiet.people()}
        # Their lines follow that of the line itself.
        watch.until(lambda o: latest(o).keys() == everybody, "everybody and nobody else")
        wait_until(lambda: listener.topics["rcboard/main/people/1"] == b"", "the ghost is gone")
        quiet.presence(bob["extensionNumber"], calls=[{"telephonyStatus": "Ringing", "fromName": "Secret Caller"}])
        watch.until(lambda o: latest(o)[str(bob["id"])]["state"] == "ringing", "ringing")
        said = listener.until(f"rcboard/main/people/{bob['id']}", lambda said: said["state"] == "ringing", "published")
        assert said["extensionNumber"] == bob["extensionNumber"]
        assert b"Secret Caller" not in b"".join(listener.topics.values())
        sensor = listener.json(f"homeassistant/sensor/rcboard_main/{bob['id']}/config")
        assert sensor["state_topic"] == f"rcboard/main/people/{bob['id']}"
        assert sensor["availability_topic"] == LINK
        gate = start(None, "gate", bob["extensionNumber"], "--source", mosquitto.url)
        assert (gate.wait(), gate.lines[0][:3]) == (1, "No:"), gate.noise
        quiet.act("delete", extensionNumber=bob["extensionNumber"])
        wait_until(lambda: listener.topics[f"rcboard/main/people/{bob['id']}"] == b"", "who left leaves no topic", 40)
        assert len(quiet.stats()["sessions"]) == 1


def test_a_frozen_publisher_makes_every_tile_old(
    quiet: Office, publish: Publish, start: Start, mosquitto: Mosquitto
) -> None:
    publisher = publish().program.process
    watch = board(start, mosquitto)
    watch.until(is_live, "live")
    publisher.send_signal(signal.SIGSTOP)
    try:
        watch.until(lambda o: link(o) == "reconnecting", "nobody vouches any more", 25)
        gate = start(None, "gate", somebody(quiet)["extensionNumber"], "--source", mosquitto.url)
    finally:
        publisher.send_signal(signal.SIGCONT)
    watch.until(is_live, "it beats again")
    gate.wait()


def test_of_two_publishers_one_takes_over_and_the_frozen_one_steps_down(
    quiet: Office, publish: Publish, start: Start, mosquitto: Mosquitto
) -> None:
    bob = somebody(quiet)
    with mosquitto.listener() as listener:
        first = publish()
        leader = listener.until(LINK, lambda said: said["live"], "the first leads")
        second = publish("second")
        watch = board(start, mosquitto)
        watch.until(is_live, "live")
        wait_until(lambda: len(quiet.stats()["sockets"]) == 2, "the second has a line, too")
        first.program.process.send_signal(signal.SIGSTOP)
        try:
            taken = listener.until(LINK, lambda said: said["live"] and said["term"] > leader["term"], "taken over", 20)
            watch.until(is_live, "live under the second")
            quiet.presence(bob["extensionNumber"], telephonyStatus="Ringing")
            watch.until(lambda o: latest(o)[str(bob["id"])]["state"] == "ringing", "the second is heard")
        finally:
            first.program.process.send_signal(signal.SIGCONT)
        # Two leaders at once for a moment: the one with the higher term stays, and no tile goes back.
        told = len(watch.objects)

        def stays(said: Any) -> bool:
            return bool(said["beat"] > taken["beat"] and said["publisher"] == taken["publisher"])

        listener.until(LINK, stays, "the second stays", 25)
        assert not [one for one in watch.objects[told:] if one.get("id") == str(bob["id"])]
        watch.until(is_live, "live")
        told = len(watch.objects)
        assert second.program.end() == 143
        said = [one["link"] for one in watch.objects[told:] if "link" in one]
        assert "reconnecting" in said  # the good-bye is heard at once
        watch.until(is_live, "the first leads again")


def test_a_broker_that_starts_anew_with_nothing_kept_gets_everything_again(
    quiet: Office, publish: Publish, start: Start, mosquitto: Mosquitto
) -> None:
    publish()
    watch = board(start, mosquitto)
    watch.until(is_live, "live")
    mosquitto.stop()
    watch.until(lambda o: link(o) == "reconnecting", "the broker is gone", 5)
    bob = somebody(quiet)
    quiet.presence(bob["extensionNumber"], telephonyStatus="Ringing")
    mosquitto.start()
    watch.until(lambda o: is_live(o) and latest(o)[str(bob["id"])]["state"] == "ringing", "the truth", 60)


def test_a_killed_publisher_is_told_by_its_last_will_and_what_is_kept_makes_no_board_fresh(
    quiet: Office, publish: Publish, start: Start, mosquitto: Mosquitto
) -> None:
    first = publish()
    watch = board(start, mosquitto)
    watch.until(is_live, "live")
    first.program.process.kill()
    watch.until(lambda o: link(o) == "reconnecting", "the will", 5)
    late = board(start, mosquitto)
    late.until(lambda o: link(o) == "reading", "it hears what was kept")
    assert {one["state"] for one in late.objects if "id" in one} <= {"unknown"}


def test_an_address_that_cannot_be_meant_is_wrong_usage(start: Start) -> None:
    for url in ("http://broker", "mqtts://user:secret@broker", "mqtt://", "mqtt://broker/a/b"):
        watch = start(None, "watch", "--source", url)
        assert watch.wait() == 2
        assert "secret" not in "".join(watch.noise)


def test_tls_and_a_password_from_the_keyring_are_used_and_a_wrong_one_shows_nobody(
    quiet: Office, start: Start, tmp_path: Path
) -> None:
    made, key = certificate(tmp_path)
    known = passwords(tmp_path, "desk", "open sesame")
    tls = (f"cafile {made}", f"certfile {made}", f"keyfile {key}", f"password_file {known}")
    broker = Mosquitto(tmp_path, *tls, "allow_anonymous false")
    try:
        url = f"mqtts://desk@localhost:{broker.port}"
        ring = {
            "PYTHON_KEYRING_BACKEND": "tests.kit.keyrings.FolderKeyring",
            "RCBOARD_TEST_KEYRING": str(tmp_path / "ring"),
        }
        kept = start(None, "mqtt-password", environment=ring, given="open sesame\n")
        assert kept.wait() == 0, kept.noise
        trusting = {"RCBOARD_MQTT_CA_FILE": str(made)}
        serve(start, tmp_path / "home", quiet, environment=ring | trusting, mqtt={"publish": url})
        watch = start(None, "watch", "--json", "--source", url, environment=ring | trusting)
        watch.until(is_live, "live")
        wrong = start(None, "watch", "--json", "--source", url, environment=trusting | {"RCBOARD_SECRET_MQTT": "guess"})
        doubting = start(None, "watch", "--json", "--source", url, environment=ring)
        for one in (wrong, doubting):
            one.until(lambda o: link(o) == "reconnecting", "it is not let in, or does not trust")
            assert not any("id" in told for told in one.objects)
            assert "sesame" not in "".join(one.lines + one.noise)
    finally:
        broker.stop()

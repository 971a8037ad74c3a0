"""MQTT with a real Mosquitto: what boards see is the truth, or old, and never old that looks fresh."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kit.broker import MOSQUITTO, Mosquitto
from tests.kit.office import Office, OpenOffice
from tests.kit.serving import Serving, serve
from tests.kit.terminal import Program, Start, wait_until
from tests.stories.test_commands import is_live, latest, somebody

pytestmark = pytest.mark.skipif(MOSQUITTO is None, reason="there is no Mosquitto here (packaging/prepare outlets)")

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
        assert latest(watch.objects).keys() == {str(one["id"]) for one in quiet.people()}
        wait_until(lambda: listener.topics["rcboard/main/people/1"] == b"", "the ghost is gone")
        quiet.presence(bob["extensionNumber"], calls=[{"telephonyStatus": "Ringing", "fromName": "Secret Caller"}])
        watch.until(lambda o: latest(o)[str(bob["id"])]["state"] == "ringing", "ringing")
        said = listener.until(f"rcboard/main/people/{bob['id']}", lambda said: said["state"] == "ringing", "published")
        assert said["extensionNumber"] == bob["extensionNumber"]
        assert b"Secret Caller" not in b"".join(listener.topics.values())
        sensor = listener.json(f"homeassistant/sensor/rcboard_main/{bob['id']}/config")
        assert sensor["state_topic"] == f"rcboard/main/people/{bob['id']}"
        assert sensor["availability_topic"] == LINK
        quiet.act("delete", extensionNumber=bob["extensionNumber"])
        wait_until(lambda: listener.topics[f"rcboard/main/people/{bob['id']}"] == b"", "who left leaves no topic", 40)
        assert len(quiet.stats()["sessions"]) == 1


def test_a_frozen_publisher_makes_every_tile_old_and_another_takes_over(
    quiet: Office, publish: Publish, start: Start, mosquitto: Mosquitto
) -> None:
    bob = somebody(quiet)
    first = publish()
    with mosquitto.listener() as listener:
        leader = listener.until(LINK, lambda said: said["live"], "the first leads")
        watch = board(start, mosquitto)
        watch.until(is_live, "live")
        first.program.process.send_signal(signal.SIGSTOP)
        try:
            watch.until(lambda o: link(o) == "reconnecting", "nobody vouches any more", 25)
            second = publish("second")
            taken = listener.until(LINK, lambda said: said["live"] and said["term"] > leader["term"], "taken over", 40)
            watch.until(is_live, "live again")
            quiet.presence(bob["extensionNumber"], telephonyStatus="Ringing")
            watch.until(lambda o: latest(o)[str(bob["id"])]["state"] == "ringing", "the second is heard")
        finally:
            first.program.process.send_signal(signal.SIGCONT)
        # Two leaders at once for a moment: the one with the higher term stays, and no tile goes back.
        listener.until(
            LINK, lambda said: said["beat"] > taken["beat"] + 1 and said["publisher"] == taken["publisher"], "stays", 40
        )
        assert latest(watch.objects)[str(bob["id"])]["state"] == "ringing"
        assert is_live(watch.objects)
        assert second.program.end() == 143
        wait_until(lambda: link(watch.objects) == "reconnecting", "a good-bye is heard at once", 5)


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

"""A network that falls in two, each half with a broker, a publisher and boards, and grows together again."""

import signal
from pathlib import Path
from typing import Any

import pytest

from tests.kit.bridge import Bridged
from tests.kit.broker import Mosquitto, needs_mosquitto
from tests.kit.office import Office, OpenOffice
from tests.kit.serving import Serving, serve
from tests.kit.terminal import Program, Start, wait_until
from tests.stories.test_commands import is_live, latest, somebody

pytestmark = needs_mosquitto

LINK = "rcboard/main/link"


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    return office("--extensions", "15", "--rate", "0", "--limit", "auth=100")


def publish(start: Start, home: Path, office: Office, broker: Mosquitto, profile: str) -> Serving:
    return serve(start, home, office, "--profile", profile, profile=profile, mqtt={"publish": broker.url})


def board(start: Start, broker: Mosquitto) -> Program:
    """A board that signs in to nothing."""
    return start(None, "watch", "--json", "--source", broker.url)


def state(watch: Program, person: dict[str, Any]) -> str:
    return str(latest(watch.objects)[str(person["id"])]["state"])


def test_two_leaders_of_a_parted_network_become_one_and_no_board_goes_back(
    quiet: Office, start: Start, tmp_path: Path, bridged: Bridged
) -> None:
    bob = somebody(quiet)
    number, id = bob["extensionNumber"], str(bob["id"])
    with bridged.west.listener() as west, bridged.east.listener() as east:
        first = publish(start, tmp_path / "home", quiet, bridged.west, "west")
        leader = west.until(LINK, lambda said: said["live"], "the west leads")
        publish(start, tmp_path / "home", quiet, bridged.east, "east")
        boards = board(start, bridged.west), board(start, bridged.east)
        for one in boards:
            one.until(is_live, "live, over the bridge")
        bridged.road.cut()
        other = east.until(LINK, lambda said: said["live"] and said["term"] > leader["term"], "the east leads, too", 25)
        assert west.json(LINK)["publisher"] == leader["publisher"] != other["publisher"]
        boards[1].until(is_live, "live under its own leader")
        quiet.presence(number, telephonyStatus="Ringing")
        for one in boards:
            one.until(lambda o: latest(o)[id]["state"] == "ringing", "both halves hear it, each from its own")
        # The west hears nothing of what comes now, and says so to nobody; what its broker keeps is old.
        first.program.process.send_signal(signal.SIGSTOP)
        try:
            quiet.presence(number, calls=[], telephonyStatus="NoCall", userStatus="Busy")
            boards[1].until(lambda o: latest(o)[id]["state"] == "busy", "the east knows better")
            told = len(boards[1].objects)
            bridged.road.mend()
            boards[0].until(lambda o: is_live(o) and latest(o)[id]["state"] == "busy", "and now the west's boards", 40)
        finally:
            first.program.process.send_signal(signal.SIGCONT)

        for listener in (west, east):
            listener.until(
                LINK, lambda said: said["live"] and said["publisher"] == other["publisher"], "one leader", 25
            )
        late = [board(start, broker) for broker in (bridged.west, bridged.east)]
        for one in (*boards, *late):
            one.until(lambda o: is_live(o) and latest(o)[id]["state"] == "busy", "all boards, and those that came late")
        back = [one for one in boards[1].objects[told:] if one.get("id") == id and one["state"] in ("ringing",)]
        assert back == [], "the newest term and sequence hold, whatever the other half had kept"
        quiet.presence(number, userStatus="Available")
        for one in (*boards, *late):
            one.until(lambda o: latest(o)[id]["state"] == "available", "one leader for all")
    wait_until(lambda: all(state(one, bob) == "available" for one in boards), "and so it stays")

"""Webhooks through everything that can happen to a message: every id arrives, none unsigned."""

import itertools
import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit.office import Office, OpenOffice
from tests.kit.receiver import SECRET, Receiver
from tests.kit.serving import Serving, serve
from tests.kit.terminal import Start, wait_until
from tests.stories.test_commands import somebody

SIGNED = {"RCBOARD_SECRET_WEBHOOK_CRM": SECRET}
API = {"on": True, "port": 0}


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    return office("--extensions", "20", "--rate", "0", "--limit", "auth=100")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as one:
        yield one


def told(receiver: Receiver, id: str) -> list[str]:
    """The states that arrived of this person, in the order of their messages."""
    mine = [body for body in receiver.accepted.values() if body["data"].get("id") == id]
    return [body["data"]["state"] for body in sorted(mine, key=lambda body: body["timestamp"])]


def sending(quiet: Office, start: Start, tmp_path: Path, url: str, **target: Any) -> Serving:
    hooks = {"targets": [{"name": "crm", "url": url} | target]}
    return serve(start, tmp_path / "home", quiet, environment=SIGNED, api=API, webhooks=hooks).live()


def test_a_receiver_that_fails_hangs_resets_and_lies_gets_every_id_through_a_kill_in_the_middle(
    quiet: Office, start: Start, tmp_path: Path, receiver: Receiver
) -> None:
    faults = itertools.cycle(["500", "reset", "lie"])
    receiver.misbehave = lambda before: next(faults) if before == 0 else ""
    first = sending(quiet, start, tmp_path, receiver.url)
    people = [somebody(quiet, n) for n in range(1, 5)]
    for one in people:
        quiet.presence(one["extensionNumber"], telephonyStatus="Ringing")
    wait_until(lambda: len(receiver.attempts) >= 4, "the first attempts")
    first.program.process.kill()
    first.program.wait()
    seen = set(receiver.attempts)
    # What changes while nobody runs is told afterwards, once.
    quiet.presence(people[0]["extensionNumber"], telephonyStatus="CallConnected")
    sending(quiet, start, tmp_path, receiver.url)
    for one in people[1:]:
        quiet.presence(one["extensionNumber"], telephonyStatus="CallConnected")
    wait_until(lambda: len(receiver.accepted) >= 8, "everything delivered", 60)
    listed = start(None, "webhooks", "list", "--json")
    assert listed.wait() == 0
    wait_until(lambda: receiver.attempts.keys() == receiver.accepted.keys(), "no id is left over")
    assert seen <= receiver.accepted.keys()
    assert receiver.unsigned == 0
    for one in people:
        assert told(receiver, str(one["id"])) == ["ringing", "on_call"]


def test_a_dead_receiver_makes_dead_letters_that_can_be_sent_again(
    quiet: Office, start: Start, tmp_path: Path, receiver: Receiver
) -> None:
    receiver.misbehave = lambda before: "410" if before == 0 else ""
    sending(quiet, start, tmp_path, receiver.url, template='{"text": "${name} → ${state}", "data": {"id": "${id}"}}')
    bob = somebody(quiet)
    quiet.presence(bob["extensionNumber"], telephonyStatus="Ringing")

    def dead() -> list[dict[str, Any]]:
        listed = start(None, "webhooks", "list", "--json")
        assert listed.wait() == 0
        return [one for one in listed.objects if one["dead"]]

    [letter] = wait_until(dead, "a dead letter")
    assert "410" in letter["why"]
    resent = start(None, "webhooks", "resend", letter["id"])
    assert (resent.wait(), resent.lines[0][0]) == (0, "1")
    # The running copy looks into the outbox once a minute, and whenever something happens.
    quiet.presence(somebody(quiet, 2)["extensionNumber"], telephonyStatus="Ringing")
    wait_until(lambda: letter["id"] in receiver.accepted, "it arrived")
    name = f"{bob['name']}"
    assert json.dumps(receiver.accepted[letter["id"]], ensure_ascii=False).startswith('{"text": "' + name[:3])
    purged = start(None, "webhooks", "purge")
    assert purged.wait() == 0


def test_a_redirect_into_the_network_is_not_followed_and_a_hanging_receiver_holds_nobody_up(
    quiet: Office, start: Start, tmp_path: Path, receiver: Receiver
) -> None:
    with Receiver() as inside, Receiver(lambda before: "hang") as hanging:
        receiver.misbehave = lambda before: inside.url if before == 0 else ""
        hooks = {"targets": [{"name": "crm", "url": receiver.url}, {"name": "slow", "url": hanging.url}]}
        environment = SIGNED | {"RCBOARD_SECRET_WEBHOOK_SLOW": SECRET}
        serving = serve(start, tmp_path / "home", quiet, environment=environment, api=API, webhooks=hooks).live()
        bob = somebody(quiet)
        quiet.presence(bob["extensionNumber"], telephonyStatus="Ringing")
        wait_until(lambda: receiver.accepted, "the second try")
        assert inside.attempts == {}
        assert list(receiver.attempts.values()) == [2]
        wait_until(lambda: hanging.attempts, "the slow one was asked, too")
        assert serving.program.end(signal.SIGTERM) == 143


def test_nothing_is_sent_without_a_secret(quiet: Office, start: Start, tmp_path: Path, receiver: Receiver) -> None:
    hooks = {"targets": [{"name": "nobody", "url": receiver.url}]}
    serving = serve(start, tmp_path / "home", quiet, api=API, webhooks=hooks)
    wait_until(
        lambda: any("Webhooks stays off" in line or "nobody stays off" in line for line in serving.program.lines), "why"
    )
    assert receiver.attempts == {}

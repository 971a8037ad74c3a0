"""A hundred boards on one broker, a round of chaos, and the truth; then twenty real processes. Prints what it measured.

python -m tests.scale [PEOPLE] [CHANGES-A-SECOND]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from tests.kit.broker import Mosquitto
from tests.kit.office import ROOT, Office, open_office
from tests.kit.terminal import wait_until

PROCESSES, DESKS, REAL = 4, 25, 20


class Desks:
    """One process of many desks."""

    def __init__(self, url: str, count: int) -> None:
        command = [sys.executable, "-m", "tests.scale.desks", url, str(count)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
        )

    def say(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def look(self) -> Any:
        self.say("look")
        return self.hear()

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)


def environment(**more: str) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("RC_", "RCBOARD_", "RINGCENTRAL"))}
    return inherited | {"PYTHONPATH": str(ROOT)} | more


def publisher(office: Office, url: str, home: Path, profile: str) -> "subprocess.Popen[bytes]":
    """One ``rcboard serve`` that publishes."""
    signed_in = {
        "RC_SERVER_URL": office.server_url,
        "RC_CLIENT_ID": office.client_id,
        "RC_CLIENT_SECRET": office.client_secret,
        "RC_JWT": office.jwt,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "RCBOARD_MQTT_PUBLISH": url,
        "RCBOARD_MQTT_DISCOVERY": "off",
    }
    command = [sys.executable, "-m", "rcboard", "serve", "--profile", profile]
    return subprocess.Popen(command, env=environment(**signed_in), stdout=subprocess.DEVNULL)


def processor(pid: int) -> float:
    """Seconds of processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def agree(desks: list[Desks], office: Office) -> bool:
    """Whether every desk is live and all show the same people in the same states, the truth's."""
    looks = [one.look() for one in desks]
    if sum(look["live"] for look in looks) != PROCESSES * DESKS:
        return False
    digests = {digest for look in looks for digest in look["digests"]}
    shown = looks[0]["first"]
    truth = {str(one["id"]): one for one in office.people()}
    return len(digests) == 1 and shown.keys() == truth.keys() and not wrong(shown, truth)


def wrong(shown: dict[str, str], truth: dict[str, Any]) -> list[str]:
    """Whose state is another than the phone's, for those whose presence tells."""
    found = []
    words = {"Ringing": "ringing", "CallConnected": "on_call", "OnHold": "on_hold", "ParkedCall": "parked"}
    for id, one in truth.items():
        real = one["presence"]
        expected = words.get(real.get("telephonyStatus", ""))
        hides = real.get("allowSeeMyPresence") is False
        if (expected and not hides and shown[id] != expected) or (not expected and shown[id] in words.values()):
            found.append(id)
    return found


def main(people: int = 500, rate: float = 20.0) -> None:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rcb-")))
        office = stack.enter_context(
            open_office("--extensions", str(people), "--rate", str(rate), "--limit", "auth=100", development=False)
        )
        broker = Mosquitto(home, "max_queued_messages 0", "max_inflight_messages 100")
        stack.callback(broker.stop)
        first = publisher(office, broker.url, home, "first")
        stack.callback(first.kill)
        desks = [Desks(broker.url, DESKS) for _ in range(PROCESSES)]
        for one in desks:
            stack.callback(one.end)
        begun = time.monotonic()
        wait_until(lambda: sum(one.look()["live"] for one in desks) == PROCESSES * DESKS, "all desks live", 120)
        count = len(office.people())
        print(f"{PROCESSES * DESKS} boards of {count} people live after {time.monotonic() - begun:.1f} s")

        listener = stack.enter_context(broker.listener())
        pid = broker.pid
        begun, before = time.monotonic(), processor(pid)
        used = [one.look()["processor"] for one in desks]
        wait_until(lambda: time.monotonic() - begun > 15, "fifteen seconds of office life", 30)
        seconds = time.monotonic() - begun
        after = [one.look()["processor"] for one in desks]
        each = (sum(after) - sum(used)) / seconds / (PROCESSES * DESKS) * 100
        print(f"at {rate:g} changes a second: broker {(processor(pid) - before) / seconds * 100:.1f} % of a core, ")
        print(f"  a board's share of decoding {each:.2f} % of a core")
        sizes = sorted(len(said) for topic, said in listener.topics.items() if "/people/" in topic)
        print(f"  bytes of a change: median {sizes[len(sizes) // 2]}, largest {sizes[-1]}")

        bob = next(one for one in office.people() if one["presence"].get("allowSeeMyPresence"))
        times = []
        for turn in range(10):
            status = "Ringing" if turn % 2 else "CallConnected"
            office.presence(bob["extensionNumber"], telephonyStatus=status)
            for one in desks:
                one.say(f"wait {bob['id']} {'ringing' if turn % 2 else 'on_call'}")
            times.append(max(one.hear() for one in desks))
        times.sort()
        print(f"  from a change at RingCentral to the last of all boards: median {times[5] * 1000:.0f} ms, ", end="")
        print(f"longest {times[-1] * 1000:.0f} ms")

        second = publisher(office, broker.url, home, "second")
        stack.callback(second.kill)
        office.presence(bob["extensionNumber"], day=True)
        broker.stop()
        broker.start()
        first.kill()
        first.wait()
        begun = time.monotonic()
        wait_until(lambda: sum(one.look()["live"] for one in desks) == PROCESSES * DESKS, "all live again", 90)
        print("chaos: broker started anew with nothing kept, publisher killed: ", end="")
        print(f"all live {time.monotonic() - begun:.1f} s later")
        office.pause()
        wait_until(lambda: agree(desks, office), "every board shows the truth", 30)
        print("  and every board shows the truth")

        watches = [
            subprocess.Popen(
                [sys.executable, "-m", "rcboard", "watch", "--json", "--source", broker.url],
                env=environment(HOME=str(home)),
                stdout=(home / f"watch-{number}").open("wb"),
            )
            for number in range(REAL)
        ]
        for watch in watches:
            stack.callback(watch.wait)
            stack.callback(watch.terminate)

        def all_live() -> bool:
            return all(live(home / f"watch-{number}") for number in range(REAL))

        wait_until(all_live, "real processes live", 120)
        print(f"{REAL} real processes: all live and agreed")
        second.terminate()


def live(file: Path) -> bool:
    """Whether this watch's last word about the link is that it is live."""
    lines = [msgspec.json.decode(line) for line in file.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    return [one["link"] for one in lines if "link" in one][-1:] == ["live"]


if __name__ == "__main__":
    main(*(kind(word) for kind, word in zip((int, float), sys.argv[1:], strict=False)))

"""The window's own model against the truth: what a person would read from the tiles."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rcboard.domain.presence import State
from tests.kit.office import ROOT, Office, OpenOffice
from tests.kit.terminal import Start, wait_until
from tests.stories.test_commands import essence, is_live, latest, somebody

Tiles = dict[str, dict[str, Any]]


class Window:
    """A real window (offscreen) that tells what its tiles say."""

    def __init__(
        self, office: Office, home: Path, speed: float, profile: str = "", environment: dict[str, str] | None = None
    ) -> None:
        environment = (
            os.environ
            | {
                "QT_QPA_PLATFORM": "offscreen",
                "HOME": str(home),
                "PYTHONPATH": str(ROOT),
                "RC_SERVER_URL": office.server_url,
                "RC_CLIENT_ID": office.client_id,
                "RC_CLIENT_SECRET": office.client_secret,
                "RC_JWT": office.jwt,
            }
            | (environment or {})
        )
        self.process = subprocess.Popen(
            [sys.executable, "-X", "dev", "-m", "tests.kit.recorder", str(speed), *filter(None, (profile,))],
            cwd=home,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str) -> dict[str, Any]:
        """What the observer answers to this."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the window ended"
        said: dict[str, Any] = msgspec.json.decode(line)
        return said

    def look(self) -> tuple[str, Tiles]:
        """How the line stands, and every tile by id."""
        said = self.ask("model")
        return said["link"], {tile["id"]: tile for tile in said["tiles"]}

    def until(self, holds: Callable[[str, Tiles], Any], what: str, limit: float = 30.0) -> Tiles:
        """Wait until this holds of line and tiles; the tiles then."""

        def look() -> Tiles | None:
            link, tiles = self.look()
            return tiles if holds(link, tiles) else None

        found: Tiles = wait_until(look, what, limit)
        return found

    def close(self) -> int:
        """End it by the end of its input; the exit status."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        status = self.process.wait(15)
        self.process.stdout.close()
        return status


OpenWindow = Callable[..., Window]


@pytest.fixture
def window(tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens windows; each has to end by itself with status 0."""
    opened: list[Window] = []

    def opening(office: Office, speed: float = 1.0) -> Window:
        opened.append(Window(office, tmp_path, speed))
        return opened[-1]

    yield opening
    statuses = [one.close() for one in opened]
    assert not any(statuses)


@pytest.mark.timeout(400)
def test_after_a_minute_of_a_busy_day_window_and_watch_equal_the_truth(
    office: OpenOffice, window: OpenWindow, start: Start
) -> None:
    """500 people, 20 changes a second, 60 s: not one tile differs, and not one line of watch."""
    busy = office("--extensions", "500", "--rate", "20", "--limit", "auth=100")
    board = window(busy)
    watch = start(busy, "watch", "--json")
    board.until(lambda link, tiles: link == "live", "live")
    watch.until(is_live, "live")
    changes = busy.stats()["changes"]
    wait_until(lambda: busy.stats()["changes"] >= changes + 1200, "1,200 changes", 90)
    busy.pause()
    truth = {str(person["id"]): person["presence"] for person in busy.people()}
    assert len(truth) >= 500

    def equal(link: str, tiles: Tiles) -> bool:
        return all(essence(tiles[id]["presence"]) == essence(presence) for id, presence in truth.items())

    tiles = board.until(equal, "what the window shows equals the truth", 10)
    assert tiles.keys() == truth.keys()
    wait_until(
        lambda: all(essence(latest(watch.objects)[id]["presence"]) == essence(p) for id, p in truth.items()),
        "what watch printed equals the truth",
        10,
    )
    seen = latest(watch.objects)
    assert {id: tile["state"] for id, tile in tiles.items()} == {id: o["state"] for id, o in seen.items()}


def test_when_the_server_dies_every_tile_is_old_at_once_then_not_known_and_recovers_by_itself(
    office: OpenOffice, window: OpenWindow
) -> None:
    """With ten times the machine's speed on both sides: the 90 s until "not known" are nine."""
    fast = ("--extensions", "30", "--rate", "0", "--seed", "5", "--time-scale", "10")
    first = office(*fast)
    board = window(first, speed=10)
    tiles = board.until(lambda link, tiles: link == "live", "live")
    assert {tile["freshness"] for tile in tiles.values()} == {"fresh"}
    assert not any(tile["age"] for tile in tiles.values())
    first.kill()
    tiles = board.until(lambda link, tiles: link != "live", "the loss is told", 5)
    assert {tile["freshness"] for tile in tiles.values()} == {"ageing"}
    assert all(tile["age"] for tile in tiles.values())
    tiles = board.until(lambda link, tiles: all(t["state"] == State.UNKNOWN for t in tiles.values()), "not known", 100)
    assert {tile["freshness"] for tile in tiles.values()} == {"expired"}
    second = office(*fast, "--port", str(first.port))
    bob = somebody(second)
    second.presence(bob["extensionNumber"], dndStatus="DoNotAcceptAnyCalls")
    tiles = board.until(
        lambda link, tiles: link == "live" and tiles[str(bob["id"])]["state"] == State.DO_NOT_DISTURB,
        "the truth is back",
        70,
    )
    assert {tile["freshness"] for tile in tiles.values()} == {"fresh"}

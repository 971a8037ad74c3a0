"""What one would write first: a widget with labels and style sheet for each person, json, one repaint an event.

    python -m tests.bench.programs.widgets URL COUNT

Prints {"rate"}: events a second, flat out, until the last is painted.
"""

import asyncio
import json
import sys
import time
import urllib.request

import qasync
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QScrollArea, QWidget
from websockets.asyncio.client import connect

from tests.bench.programs.painted import Painted

COLOURS = {"Ringing": "#D1A800", "NoCall": "#2A7D60"}


class Tile(QFrame):
    """What a tile of ours shows, out of labels: mark, name, number and department, state."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setFixedSize(240, 80)
        self._mark, self._state = QLabel("●"), QLabel()
        grid = QGridLayout(self)
        grid.addWidget(self._mark, 0, 0, 3, 1)
        grid.addWidget(QLabel(f"Person {number}"), 0, 1)
        grid.addWidget(QLabel(f"{1000 + number} Department {number % 12}"), 1, 1)
        grid.addWidget(self._state, 2, 1)
        self.show_state("NoCall")

    def show_state(self, status: str) -> None:
        """Another word, another colour."""
        self._state.setText(status)
        self.setStyleSheet(
            f"QFrame {{ border-left: 5px solid {COLOURS[status]}; border-radius: 6px; background: white }}"
            f"QLabel {{ border: none; color: #1F2328 }}"
        )
        self._mark.setStyleSheet(f"color: {COLOURS[status]}; font-size: 24px")


class Tiles(QScrollArea):
    """A tile for each of so many people."""

    def __init__(self, people: int) -> None:
        super().__init__()
        inside = QWidget()
        grid = QGridLayout(inside)
        self.tiles = {7_000_000_000 + n: Tile(n) for n in range(people)}
        for n, tile in enumerate(self.tiles.values()):
            grid.addWidget(tile, n // 4, n % 4)
        self.setWidget(inside)
        self.resize(1280, 800)

    def show_state(self, body: dict[str, object]) -> None:
        """Recolour one, at once."""
        tile = self.tiles[int(str(body["extensionId"]))]
        tile.show_state(str(body["telephonyStatus"]))
        tile.repaint()


async def run(url: str, count: int) -> None:
    """Subscribe, read, show."""
    tiles = Tiles(1000)
    tiles.show()
    address = f"ws{url.removeprefix('http')}/ws?access_token=x"
    async with connect(address, compression=None, max_queue=(512, 128), proxy=None, ping_interval=None) as socket:
        await socket.recv()
        await socket.send('[{"type":"ClientRequest","messageId":"1","method":"POST"},{"eventFilters":["x"]}]')
        await socket.recv()
        body = json.dumps({"count": count, "people": 1000}).encode()
        firing = asyncio.get_running_loop().run_in_executor(None, fire, url, body)
        began = 0.0
        for _ in range(count):
            _meta, event = json.loads(await socket.recv())
            began = began or time.perf_counter()
            tiles.show_state(event["body"])
        painted: asyncio.Future[float] = asyncio.get_running_loop().create_future()

        def note() -> None:
            if not painted.done():
                painted.set_result(time.perf_counter())

        Painted(tiles.viewport(), note)
        tiles.viewport().update()
        seconds = await painted - began
        await firing
    print(json.dumps({"rate": count / seconds}), flush=True)


def fire(url: str, body: bytes) -> None:
    """Let the cannon fire."""
    urllib.request.urlopen(urllib.request.Request(f"{url}/fire", body, method="POST"), timeout=120).close()


def main() -> None:
    """Show the window and run."""
    app = QApplication([])
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(run(sys.argv[1], int(sys.argv[2])))


if __name__ == "__main__":
    main()

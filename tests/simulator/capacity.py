"""How much one simulator on one core can do: ``make capacity``.

Counts frames without decoding them, so that the simulator and not this program is what is measured; tells the share of
a core that the simulator used.
"""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import connect

from tests.kit.office import Office, open_office
from tests.simulator.caller import Caller, subscription
from tests.simulator.conftest import GENEROUS

PEOPLE = 10_000
FILTER = "/account/~/presence?detailedTelephonyState=true"
SECONDS = 6.0
PAUSE = 0.2
"""Seconds that the first notification waits after the answer to a subscription."""


async def count(caller: Caller, seconds: float) -> int:
    """The notifications that one client hears in so many seconds."""
    ticket = await asyncio.to_thread(caller.ticket)
    address = f"{ticket['uri']}?access_token={ticket['ws_access_token']}"
    heard = 0
    async with connect(address, proxy=None, max_size=None, compression=None) as socket:
        head = '{"type":"ClientRequest","messageId":"1","method":"POST","path":"/restapi/v1.0/subscription"}'
        filters = str(subscription(FILTER)["eventFilters"]).replace("'", '"')
        await socket.send(f'[{head},{{"eventFilters":{filters},"deliveryMode":{{"transportType":"WebSocket"}}}}]')
        until = asyncio.get_running_loop().time() + seconds
        while (left := until - asyncio.get_running_loop().time()) > 0:
            try:
                await asyncio.wait_for(socket.recv(), left)
            except TimeoutError:
                break
            heard += 1
        socket.transport.abort()  # frames are still coming, nobody would read the close frame behind them
    return heard - 2


def core_seconds(office: Office) -> float:
    """Processor time the simulator has used so far."""
    fields = Path(f"/proc/{office.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


@dataclass(frozen=True)
class Measured:
    """One row: changes a second made, notifications a second heard by the slowest client, share of a core used."""

    rate: int
    clients: int
    made: float
    heard: float
    core: float
    ready: float

    def __str__(self) -> str:
        return (
            f"{PEOPLE} people, {self.rate} changes/s asked, {self.clients} client(s): {self.made:.0f} changes/s made, "
            f"{self.heard:.0f} notifications/s heard by the slowest, {100 * self.core:.0f} % of a core, "
            f"ready after {self.ready:.1f} s"
        )


async def measure(rate: int, clients: int, seconds: float) -> Measured:
    """Run an office at this rate with so many clients for so many seconds."""
    begun = time.monotonic()
    with open_office("--extensions", str(PEOPLE), "--rate", str(rate), *GENEROUS, development=False) as office:
        ready = time.monotonic() - begun
        callers = [Caller(office) for _ in range(clients)]
        for one in callers:
            one.sign_in() if one is callers[0] else one.tokens.update(callers[0].tokens)
        used, before = core_seconds(office), office.stats()
        heard = await asyncio.gather(*(count(one, seconds) for one in callers))
        used = core_seconds(office) - used
        after = office.stats()
        passed, changes = after["clock"] - before["clock"], after["changes"] - before["changes"]
        for one in callers:
            one.close()
    slowest = min(heard) / (seconds - PAUSE)
    return Measured(rate, clients, made=changes / passed, heard=slowest, core=used / passed, ready=ready)


if __name__ == "__main__":
    for row in ((5000, 1), (500, 20)):
        print(asyncio.run(measure(*row, SECONDS)), flush=True)

"""The floor for flow: asyncio, websockets and rcboard's typed decode, nothing else.

    python -m tests.bench.programs.reader URL COUNT

Reads COUNT notifications and prints {"rate"}: events a second from the first to the last.
"""

import asyncio
import json
import sys
import time
import urllib.request

from websockets.asyncio.client import connect

from rcboard.platform.frames import Notification, decode_frame


async def main(url: str, count: int) -> None:
    """Subscribe, say so, read."""
    address = f"ws{url.removeprefix('http')}/ws?access_token=x"
    async with connect(address, compression=None, max_queue=(512, 128), proxy=None, ping_interval=None) as socket:
        await socket.recv()
        await socket.send('[{"type":"ClientRequest","messageId":"1","method":"POST"},{"eventFilters":["x"]}]')
        await socket.recv()
        body = json.dumps({"count": count, "people": 1000}).encode()
        firing = asyncio.create_task(asyncio.to_thread(fire, url, body))  # noqa: TID251 - no program of ours
        heard, began = 0, 0.0
        while heard < count:
            frame = decode_frame(await socket.recv(), time.time())
            if isinstance(frame.content, Notification):
                began = began or time.perf_counter()
                heard += 1
        seconds = time.perf_counter() - began
        await firing
    print(json.dumps({"rate": count / seconds}))


def fire(url: str, body: bytes) -> None:
    """Let the cannon fire."""
    urllib.request.urlopen(urllib.request.Request(f"{url}/fire", body, method="POST"), timeout=120).close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))

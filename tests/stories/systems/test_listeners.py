"""A thousand listeners at once: all hear at once, memory stays bounded, who does not read is cut and can resume."""

import asyncio
import contextlib
import select
import socket
from pathlib import Path

from tests.kit.office import OpenOffice
from tests.kit.serving import READ, Serving, serve
from tests.kit.terminal import Start
from tests.stories.test_commands import somebody

COUNT = 1000


class Listener:
    """Reads along; remembers the last id and whether it has heard of a state."""

    def __init__(self) -> None:
        self.last = b""
        self.heard: set[bytes] = set()
        self.ended = asyncio.Event()

    async def listen(self, host: str, port: int, last: bytes = b"") -> None:
        reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
        writer.write(request(host, port, last))
        try:
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    self.last = line[4:].strip()
                elif line.startswith(b"event: complete"):
                    self.heard.add(b"complete")
                elif line.startswith(b'data: {"id"'):
                    for word in (b'"ringing"', b'"on_call"'):
                        if word in line:
                            self.heard.add(word)
        finally:
            self.ended.set()
            writer.transport.abort()


def request(host: str, port: int, last: bytes = b"") -> bytes:
    resume = b"Last-Event-ID: " + last + b"\r\n" if last else b""
    return (
        f"GET /v1/events HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {READ}\r\n".encode()
        + resume
        + b"\r\n"
    )


def memory(serving: Serving) -> int:
    """Resident kilobytes."""
    status = Path(f"/proc/{serving.program.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


async def until(listeners: list[Listener], word: bytes, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not all(word in one.heard for one in listeners):
            await asyncio.sleep(0.02)


async def test_a_thousand_listeners_hear_at_once_and_a_slow_one_is_cut(
    office: OpenOffice, start: Start, tmp_path: Path
) -> None:
    large = await asyncio.to_thread(office, "--extensions", "400", "--rate", "0")
    api = {"on": True, "port": 0, "rate": 10000}
    serving = await asyncio.to_thread(lambda: serve(start, tmp_path / "home", large, api=api).live())
    host, _colon, port = serving.url.removeprefix("http://").partition(":")
    before = memory(serving)
    listeners = [Listener() for _ in range(COUNT)]
    with contextlib.ExitStack() as stack:
        slow = stack.enter_context(socket.socket())
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect((host, int(port)))
        slow.sendall(request(host, int(port)))
        slow.setblocking(False)  # and never reads

        async with asyncio.TaskGroup() as tasks:
            reading = [tasks.create_task(one.listen(host, int(port))) for one in listeners]
            await until(listeners, b"complete", 90)
            bob = somebody(large)
            await asyncio.to_thread(large.presence, bob["extensionNumber"], telephonyStatus="Ringing")
            await until(listeners, b'"ringing"', 20)
            assert memory(serving) - before < COUNT * 150

            lost = listeners[0]
            reading[0].cancel()
            await lost.ended.wait()
            await asyncio.to_thread(large.presence, bob["extensionNumber"], telephonyStatus="CallConnected")
            resumed = Listener()
            reading.append(tasks.create_task(resumed.listen(host, int(port), lost.last)))
            await until([resumed, *listeners[1:]], b'"on_call"', 20)
            assert b"complete" not in resumed.heard  # it went on where the first was cut
            for task in reading:
                task.cancel()

        assert await asyncio.to_thread(hung_up, slow, 40.0), "the slow listener is still there"


def hung_up(slow: socket.socket, seconds: float) -> bool:
    """Whether the other end cuts this connection within that time; nothing is read meanwhile."""
    waiting = select.poll()
    waiting.register(slow, 0)  # errors and hang-ups are told in any case
    return bool(waiting.poll(seconds * 1000))

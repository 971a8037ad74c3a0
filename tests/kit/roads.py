"""Roads to an office as companies have them: a TLS server with the company's own certificate, and a proxy in between.

The office is known by a name that nobody can look up: whoever gets there came through the proxy.
"""

import asyncio
import base64
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientSession, WSMsgType, web

NAME = "ringcentral.company"
"""The office's name; ``.company`` is no top-level domain."""


@dataclass(frozen=True)
class Papers:
    """PEM files: the company's authority, and what the server shows and keeps to itself."""

    authority: Path
    certificate: Path
    key: Path


def papers(folder: Path, name: str = NAME) -> Papers:
    """An authority of the company's own and a certificate for this name by it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "server.ext").write_text(
        f"subjectAltName=DNS:{name},IP:127.0.0.1\nbasicConstraints=critical,CA:FALSE\n"
        "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
        "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
    )
    key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    for command in (
        f"req -x509 {key} -keyout ca.key -out ca.pem -days 2 -subj /CN=Company -addext keyUsage=critical,keyCertSign",
        f"req {key} -keyout server.key -out server.csr -subj /CN={name}",
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out server.pem -extfile server.ext",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    return Papers(folder / "ca.pem", folder / "server.pem", folder / "server.key")


class Front:
    """Stands before the office under its name, with TLS; addresses in answers are given under that name, too."""

    def __init__(self, office_url: str, papers: Papers, name: str = NAME) -> None:
        self._inside = office_url
        self._name = name
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(papers.certificate, papers.key)
        self.port = 0

    async def run(self, ready: asyncio.Event, end: asyncio.Event) -> None:
        """Serve until ``end``."""
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/{tail:.*}", self._serve)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        async with ClientSession(auto_decompress=True) as self._session:
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self._context)
            await site.start()
            self.port = runner.addresses[0][1]
            ready.set()
            try:
                await end.wait()
            finally:
                await runner.cleanup()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return await self._relay(request)
        sent = {k: v for k, v in request.headers.items() if k not in ("Host", "Content-Length", "Accept-Encoding")}
        body = await request.read()
        async with self._session.request(
            request.method, self._inside + request.path_qs, data=body or None, headers=sent, allow_redirects=False
        ) as answer:
            content = await answer.read()
            for scheme in ("http", "ws"):
                inside = self._inside.replace("http", scheme, 1).encode()
                content = content.replace(inside, f"{scheme}s://{self._name}".encode())
            left_out = ("Content-Length", "Transfer-Encoding", "Content-Encoding", "Date", "Server")
            told = {k: v for k, v in answer.headers.items() if k not in left_out}
            return web.Response(status=answer.status, body=content, headers=told)

    async def _relay(self, request: web.Request) -> web.StreamResponse:
        outside = web.WebSocketResponse(autoping=False)
        await outside.prepare(request)
        address = self._inside.replace("http", "ws", 1) + request.path_qs
        async with self._session.ws_connect(address, autoping=False, max_msg_size=2**24) as inside:

            async def carry(here: "web.WebSocketResponse", there: object) -> None:
                async for message in here:
                    send = {
                        WSMsgType.TEXT: "send_str",
                        WSMsgType.BINARY: "send_bytes",
                        WSMsgType.PING: "ping",
                        WSMsgType.PONG: "pong",
                    }[message.type]
                    await getattr(there, send)(message.data)

            ways = [asyncio.create_task(carry(*pair)) for pair in ((outside, inside), (inside, outside))]  # noqa: TID251 - a test's own
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in ways:
                    one.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
                with suppress(ConnectionError):
                    await outside.close(code=inside.close_code or 1000)
        return outside


@dataclass
class Proxy:
    """A proxy that opens tunnels (CONNECT) to the names it knows. ``password`` is "user:password" or empty."""

    known: dict[str, int]
    password: str = ""
    asked: list[str] = field(default_factory=list)
    """Where to, one entry for each tunnel that was opened."""
    port: int = 0

    async def run(self, ready: asyncio.Event, end: asyncio.Event) -> None:
        """Serve until ``end``."""
        self._open: set[asyncio.StreamWriter] = set()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        try:
            await end.wait()
        finally:
            server.close()
            for writer in list(self._open):
                writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                host = head.split(" ")[1].rpartition(":")[0]
                basic = base64.b64encode(self.password.encode()).decode()
                if self.password and f"Basic {basic}" not in head:
                    writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                elif host not in self.known or not head.startswith("CONNECT "):
                    writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                else:
                    await self._tunnel(host, reader, writer)
                await writer.drain()
        finally:
            self._open.discard(writer)
            writer.close()

    async def _tunnel(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.known[host])
        self._open.add(back)
        self.asked.append(host)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")

        async def carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
            with suppress(ConnectionError):
                while data := await source.read(65536):
                    sink.write(data)
                    await sink.drain()
            sink.close()

        try:
            await asyncio.gather(carry(reader, back), carry(there, writer))
        finally:
            self._open.discard(back)
            back.close()


@contextmanager
def serving(one: Front | Proxy) -> Iterator[int]:
    """Run it in a thread of its own as long as the context lasts; its port."""
    started = threading.Event()
    loop = asyncio.new_event_loop()
    end = asyncio.Event()

    async def run() -> None:
        ready = asyncio.Event()
        work = loop.create_task(one.run(ready, end))
        await ready.wait()
        started.set()
        await work
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await loop.shutdown_asyncgens()
        for _ in range(5):  # transports close on the turns after
            await asyncio.sleep(0)

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), name=type(one).__name__, daemon=True)
    thread.start()
    assert started.wait(10.0)
    try:
        yield one.port
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join(10.0)
        loop.close()

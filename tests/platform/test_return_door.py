"""The return address: answers once, to the right one, and survives everybody else."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform.authorization import Attempt
from rcboard.platform.errors import RcError
from rcboard.platform.return_address import CALLERS, Door, listen, served

ATTEMPT = Attempt("the-state", "the-nonce", "the-verifier")
RIGHT = "/oauth2callback?code=a-code&state=the-state"


def free() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://localhost:{taken.getsockname()[1]}/oauth2callback"


def port(address: str) -> int:
    return urlsplit(address).port or 0


@asynccontextmanager
async def door() -> AsyncIterator[tuple[Door, list[Problem]]]:
    told: list[Problem] = []
    async with served([free()], ATTEMPT.read, told.append) as opened:
        yield opened, told


async def send(door: Door, data: bytes, host: str = "127.0.0.1") -> bytes:
    """Send this to the door, and all that comes back."""
    reader, writer = await asyncio.open_connection(host, port(door.address))
    writer.write(data)
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


def get(door: Door, target: str, method: str = "GET", host: str | None = None) -> bytes:
    return f"{method} {target} HTTP/1.1\r\nHost: {host or f'localhost:{port(door.address)}'}\r\n\r\n".encode()


async def code(door: Door) -> str:
    async with asyncio.timeout(5):
        return (await door.answer()).code


async def test_the_right_answer_is_thanked_for_and_ends_it() -> None:
    async with door() as (opened, told):
        page = await send(opened, get(opened, RIGHT))
        assert page.startswith(b"HTTP/1.1 200 ")
        assert b"You have signed in." in page
        for header in (b"Cache-Control: no-store", b"Content-Security-Policy: default-src 'none'", b"no-referrer"):
            assert header in page
        assert b"a-code" not in page
        assert await code(opened) == "a-code"
        assert not told
    with pytest.raises(OSError, match=r"refused|Connect"):
        await send(opened, get(opened, RIGHT))


async def test_it_is_there_on_both_loopbacks() -> None:
    async with door() as (opened, _):
        try:
            page = await send(opened, get(opened, RIGHT), "::1")
        except OSError:
            pytest.skip("no IPv6 here")
        assert b"200" in page[:12]


async def test_a_no_in_the_browser_is_told_there_and_here() -> None:
    async with door() as (opened, _):
        page = await send(opened, get(opened, "/oauth2callback?error=access_denied&state=the-state"))
        assert b"cancelled in the browser" in page
        with pytest.raises(RcError) as no:
            await code(opened)
        assert no.value.problem.kind is ProblemKind.SIGN_IN_CANCELLED


async def test_an_answer_to_another_attempt_is_told_and_the_right_one_still_counts() -> None:
    async with door() as (opened, told):
        page = await send(opened, get(opened, "/oauth2callback?code=evil&state=other"))
        assert b"belongs to another sign-in" in page
        assert [one.kind for one in told] == [ProblemKind.SIGN_IN_FOREIGN]
        await send(opened, get(opened, RIGHT))
        assert await code(opened) == "a-code"


@pytest.mark.parametrize(
    ("target", "method", "host"),
    [
        ("/", "GET", None),
        ("/favicon.ico", "GET", None),
        (RIGHT, "POST", None),
        (RIGHT, "HEAD", None),
        (RIGHT, "OPTIONS", None),
        (RIGHT, "GET", "evil.example.com"),
        (RIGHT, "GET", "localhost"),
        ("http://evil.example.com" + RIGHT, "GET", "evil.example.com"),
        (f"{RIGHT}&{'&'.join('x=1' for _ in range(100))}", "GET", None),
        ("/oauth2callback?code=<script>alert(1)</script>&state=x", "GET", None),
    ],
)
async def test_whatever_else_is_asked_is_turned_away(target: str, method: str, host: str | None) -> None:
    async with door() as (opened, _):
        page = await send(opened, get(opened, target, method, host))
        assert page[9:10] == b"4", page[:40]
        assert b"<script>" not in page
        await send(opened, get(opened, RIGHT))
        assert await code(opened) == "a-code"


@pytest.mark.parametrize(
    "data",
    [
        b"GET /oauth2callback?" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET /oauth2callback HTTP/1.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
        b"\x00" * 1000 + b"\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET RIGHT\r\n\r\n",
    ],
    ids=["long line", "long header", "TLS", "zeros", "HTTP/2", "HTTP/0.9"],
)
async def test_what_is_no_request_harms_nobody(data: bytes) -> None:
    async with door() as (opened, _):
        assert b" 200 " not in (await send(opened, data))[:16]
        await send(opened, get(opened, RIGHT))
        assert await code(opened) == "a-code"


async def test_many_who_say_nothing_do_not_shut_the_right_one_out_for_long() -> None:
    async with door() as (opened, _):
        idle = [await asyncio.open_connection("127.0.0.1", port(opened.address)) for _ in range(CALLERS * 2)]
        turned_away = 0
        for reader, _writer in idle[CALLERS:]:
            async with asyncio.timeout(5):
                turned_away += await reader.read() == b""
        assert turned_away == CALLERS
        for _reader, writer in idle:
            writer.close()
            await writer.wait_closed()
        async with asyncio.timeout(10):
            while not (await send(opened, get(opened, RIGHT))).startswith(b"HTTP/1.1 200"):
                await asyncio.sleep(0)
        assert await code(opened) == "a-code"


async def test_a_taken_port_gives_way_to_the_next_and_all_taken_is_a_problem() -> None:
    first, second = free(), free()
    with socket.create_server(("127.0.0.1", port(first))):
        async with served([first, second], ATTEMPT.read) as opened:
            assert opened.address == second
        with pytest.raises(RcError) as taken:
            async with served([first], ATTEMPT.read):
                pass
    assert taken.value.problem.kind is ProblemKind.PORT_TAKEN
    assert str(port(first)) in taken.value.problem.detail


def test_one_loopback_taken_is_a_taken_port() -> None:
    address = free()
    try:
        other = socket.create_server(("::1", port(address)), family=socket.AF_INET6)
    except OSError:
        pytest.skip("no IPv6 here")
    with other:
        assert listen(port(address)) is None, "who stands at the other loopback could be handed the answer"

"""Whoever knocks at the return address: malformed, oversized and foreign requests do no harm and learn nothing."""

import asyncio
import contextlib
import socket
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from rcboard.domain.link import Problem
from rcboard.platform.authorization import Attempt
from rcboard.platform.return_address import Door, served
from tests.kit.fuzz import EXAMPLES, longest

METHODS = ("GET", "POST", "HEAD", "PUT", "OPTIONS", "CONNECT", "PRI", "get", "")
HOSTS = ("localhost", "127.0.0.1", "evil.example", "localhost.evil.example", "[::1]", "", "LOCALHOST")
WORDS = ("state", "code", "error", "error_description", "iss", "x")
QUERIES = st.lists(st.tuples(st.sampled_from(WORDS), st.text(max_size=longest(30))), max_size=longest(4))
HEADERS = st.lists(
    st.tuples(st.sampled_from(("Origin", "Referer", "Content-Length", "Transfer-Encoding", "Expect", "X", "Cookie")),
              st.text(max_size=longest(40))),
    max_size=longest(4),
)  # fmt: skip


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """Nearly a request."""
    path = draw(st.sampled_from(("/oauth2callback", "/", "//x", "/oauth2callback/..", "*", "http://localhost/x", "\0")))
    host = draw(st.sampled_from(HOSTS)) + draw(st.sampled_from(("", ":PORT", ":80")))
    line = f"{draw(st.sampled_from(METHODS))} {path}?{urlencode(draw(QUERIES), errors='replace')} HTTP/1.1"
    headers = [f"Host: {host}", *(f"{name}: {value}" for name, value in draw(HEADERS))]
    return ("\r\n".join([line, *headers]) + "\r\n\r\n").encode("utf-8", "replace")


OVERSIZED = (
    b"GET /oauth2callback?code=" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"GET /oauth2callback HTTP/1.1\r\nHost: localhost:PORT\r\nX: " + b"b" * 70_000 + b"\r\n\r\n",
    b"GET /oauth2callback?" + b"x=1&" * 2_000 + b" HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    b"POST /oauth2callback HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 99999999999\r\n\r\n" + b"c" * 70_000,
    b"GET /oauth2callback HTTP/1.1\r\nHost: localhost:PORT\r\n" + b"Y: 1\r\n" * 20_000 + b"\r\n",
)


FEW = settings(max_examples=EXAMPLES or 20)
"""Each opens a door of its own, which takes its time."""
PAUSE = 0.05
"""Seconds after which a request that got no answer is taken for none that could get one."""


async def knock(port: int, sent: bytes, patience: float = PAUSE) -> bytes:
    """Send this; what came back, until the other side closed or has had its time."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    with contextlib.suppress(ConnectionError, TimeoutError):
        writer.write(sent)
        async with asyncio.timeout(patience):
            while piece := await reader.read(65_536):
                answer += piece
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return answer


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


async def _knocked_and_still_open(several: list[bytes]) -> None:
    port, attempt, told = free_port(), Attempt.begin(), list[Problem]()
    async with (
        asyncio.timeout(20),
        served([f"http://localhost:{port}/oauth2callback"], attempt.read, told.append) as door,
    ):
        for sent in several:
            answer = await knock(port, sent.replace(b"PORT", str(port).encode()))
            assert attempt.state.encode() not in answer
            assert attempt.verifier.encode() not in answer
            assert b" 500 " not in answer[:20], answer[:200]
        await _answered(door, port, attempt)


async def _answered(door: Door, port: int, attempt: Attempt) -> None:
    """The true answer still comes in."""
    good = f"GET /oauth2callback?code=thecode&state={attempt.state} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
    assert (await knock(port, good.encode(), 10.0)).startswith(b"HTTP/1.1 200")
    assert (await door.answer()).code == "thecode"


@FEW
@given(st.lists(st.one_of(st.binary(max_size=longest(200)), requests()), max_size=longest(3)))
def test_no_stranger_closes_the_door_or_learns_what_it_waits_for(several: list[bytes]) -> None:
    asyncio.run(_knocked_and_still_open(several))


@FEW
@given(st.lists(st.sampled_from(range(len(OVERSIZED))), min_size=1, max_size=2))
def test_what_is_too_large_is_turned_away(several: list[int]) -> None:
    asyncio.run(_knocked_and_still_open([OVERSIZED[number] for number in several]))

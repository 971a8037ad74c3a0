"""The post: makes one attempt to deliver one message, and says what came of it.

Only a whole, well-formed 2xx answer counts as delivered. Redirects are followed where they keep the POST (307, 308), a
few times, over TLS only once it was TLS, and not to an address inside a company's network unless the target may: a
receiver could otherwise have us speak to machines that only we can reach.
"""

import asyncio
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from rcboard.words import webhooks as words

REDIRECTS = 3
ANSWER = 15.0
"""Seconds for a whole attempt."""
LONGEST = 65536
"""Bytes of an answer that are read at most; what it says does not matter, that it is whole does."""
GONE = 410
"""The receiver wants to hear no more (Standard Webhooks)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to. ``why`` is a sentence where it failed; ``final``: no further try will help."""

    delivered: bool
    why: str = ""
    final: bool = False
    retry_after: float | None = None
    """Seconds the receiver asked us to wait."""


class PrivateError(OSError):
    """A redirect leads to a private address."""


class Post:
    """Delivers over HTTP. Use as an asynchronous context."""

    def __init__(self, trust: ssl.SSLContext) -> None:
        self._trust = trust
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> "Post":
        # A connector of its own for redirects, whose names are looked up once and must be public.
        for guarded in (False, True):
            resolver = _PublicOnly() if guarded else None
            connector = aiohttp.TCPConnector(ssl=self._trust, resolver=resolver, limit=32)
            self._sessions[guarded] = aiohttp.ClientSession(
                connector=connector, timeout=aiohttp.ClientTimeout(total=ANSWER), trust_env=True, auto_decompress=False
            )
        return self

    async def __aexit__(self, *_exc: object) -> None:
        for session in self._sessions.values():
            await session.close()

    async def send(self, url: str, headers: dict[str, str], body: bytes, *, private_redirects: bool) -> Outcome:
        """One attempt. Raises nothing."""
        try:
            async with asyncio.timeout(ANSWER):
                return await self._send(url, headers, body, private_redirects)
        except TimeoutError:
            return Outcome(False, words.timed_out())
        except PrivateError:
            return Outcome(False, words.private_redirect())
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError):
            return Outcome(False, words.not_trusted())
        except (aiohttp.ClientError, OSError, ValueError) as error:
            private = isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, PrivateError)
            return Outcome(False, words.private_redirect() if private else words.failed(type(error).__name__))

    async def _send(self, url: str, headers: dict[str, str], body: bytes, private: bool) -> Outcome:
        for hop in range(REDIRECTS + 1):
            guarded = hop > 0 and not private
            if guarded:
                _check_literal(url)
            async with self._sessions[guarded].post(url, data=body, headers=headers, allow_redirects=False) as answer:
                if answer.status not in (307, 308):
                    return await _judged(answer)
                target = urljoin(url, answer.headers.get("Location", ""))
            if urlsplit(target).scheme != "https" and urlsplit(url).scheme == "https":
                return Outcome(False, words.insecure_redirect())
            url = target
        return Outcome(False, words.too_many_redirects())


async def _judged(answer: aiohttp.ClientResponse) -> Outcome:
    read = 0
    async for piece in answer.content.iter_chunked(8192):  # a cut answer raises here: it may have been said by nobody
        read += len(piece)
        if read > LONGEST:
            break
    if 200 <= answer.status < 300:
        return Outcome(True)
    given = answer.headers.get("Retry-After", "")
    wait = min(float(given), 86400.0) if given.isdecimal() else None
    return Outcome(False, words.refused(answer.status), answer.status == GONE, wait)


def _check_literal(url: str) -> None:
    """An address written as digits is looked up by nobody."""
    host = urlsplit(url).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return
    if not address.is_global:
        raise PrivateError("a private address")


class _PublicOnly(AbstractResolver):
    """Looks a name up, and leads to public addresses alone; the very address found is connected to."""

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_UNSPEC) -> list[ResolveResult]:
        """The addresses of this name."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        results = []
        for kind, _type, protocol, _name, address in found:
            if not ipaddress.ip_address(address[0]).is_global:
                raise PrivateError("a private address")
            results.append(
                ResolveResult(hostname=host, host=str(address[0]), port=port, family=kind, proto=protocol, flags=0)
            )
        return results

    async def close(self) -> None:
        """Nothing is held."""

"""The update check: asks one address, when it is switched on, whether a newer release exists. It never installs.

The answer is a release as GitHub's REST API gives it (``GET /repos/OWNER/NAME/releases/latest``: "tag_name", "draft",
"prerelease"). The request tells nothing about who asks, not even the version; a redirect is not followed.
"""

from collections.abc import Callable

import msgspec

import rcboard
from rcboard.domain.preferences import Connection, Updates
from rcboard.domain.release import is_newer, version_of
from rcboard.domain.times import Clock
from rcboard.words import updates as words

EVERY = 24 * 3600.0
"""Seconds from one look to the next while rcboard runs."""
_ANSWER = 10.0
"""Seconds for an answer."""
_LONGEST = 1 << 20
"""Bytes of an answer; GitHub's hold the notes and all files of a release."""


class UpdatesError(Exception):
    """Nothing is known; the text is the reason, to be said in a sentence."""


class _Release(msgspec.Struct):
    tag_name: str
    draft: bool = False
    prerelease: bool = False


async def newer_release(asked: Updates, way: Connection, ours: str = rcboard.__version__) -> str | None:
    """The version of a newer release; None where there is none. Raises UpdatesError."""
    version = read(await _answer(asked.url, way))
    return version if version is not None and is_newer(version, ours) else None


def read(body: bytes) -> str | None:
    """The version in such an answer; None for a draft or trial version. Raises UpdatesError for anything else."""
    try:
        release = msgspec.json.decode(body, type=_Release)
    except msgspec.DecodeError:
        raise UpdatesError(words.no_release()) from None
    if release.draft or release.prerelease:
        return None
    version = version_of(release.tag_name)
    if version is None:
        raise UpdatesError(words.no_release())
    return version


async def _answer(url: str, connection: Connection) -> bytes:
    # Late: whoever asks nobody loads no network library.
    import asyncio

    import aiohttp

    from rcboard.platform.errors import RcError
    from rcboard.platform.way import way

    try:
        path = await asyncio.to_thread(way, connection.ca_file, connection.proxy)
        limit = aiohttp.ClientTimeout(total=_ANSWER)
        headers = {"Accept": "application/vnd.github+json", "User-Agent": "rcboard"}
        async with (
            aiohttp.ClientSession(timeout=limit, headers=headers) as session,
            session.get(
                url, ssl=path.context, proxy=path.proxies.towards(url) or None, allow_redirects=False
            ) as answer,
        ):
            if answer.status != 200:
                raise UpdatesError(words.refused(answer.status))
            body = await answer.content.read(_LONGEST + 1)
            while len(body) <= _LONGEST and (more := await answer.content.read(_LONGEST)):
                body += more
            if len(body) > _LONGEST:
                raise UpdatesError(words.no_release())
            return body
    except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError):
        raise UpdatesError(words.not_trusted()) from None
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, RcError):
        raise UpdatesError(words.not_reached()) from None


class UpdateWatch:
    """Looks once a day while the setting is on, and tells of each newer release once."""

    def __init__(
        self,
        *,
        asked: Callable[[], Updates],
        way: Callable[[], Connection],
        clock: Clock,
        tell: Callable[[str], object],
    ) -> None:
        """``asked`` and ``way`` give what is chosen now; ``tell`` gets the sentence."""
        self._asked = asked
        self._way = way
        self._clock = clock
        self._tell = tell
        self._told = ""

    async def run(self) -> None:
        """Until cancelled. A look that fails is silent: the next one is tomorrow, and nobody waits for it."""
        while True:
            await self.look()
            await self._clock.sleep(EVERY)

    async def look(self) -> None:
        """Ask now, where that is switched on."""
        asked = self._asked()
        if not asks(asked):
            return
        try:
            version = await newer_release(asked, self._way())
        except UpdatesError:
            return
        if version is not None and version != self._told:
            self._told = version
            self._tell(words.newer(version, rcboard.__version__))


def asks(asked: Updates) -> bool:
    """Whether anybody is asked at all."""
    return asked.on and bool(asked.url)

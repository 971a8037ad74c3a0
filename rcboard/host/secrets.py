"""Secrets: the sign-in in the system's keyring, and the only module that knows the keyring.

A keyring call can take for ever: a password prompt is open, or its daemon hangs. So each call runs in a daemon thread
of its own and is waited for only so long; neither the loop nor the end of the program ever waits for that thread.
Calls take turns: while one hangs, the next ones end in time as "silent" without opening a second prompt.

The library is imported in the worker, since that alone takes a fifth of a second.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE: Final = "rcboard"
ENTRY_LIMIT: Final = 1280
"""Characters to an entry: Windows Credential Manager holds 2,560 bytes of UTF-16."""

_log = logging.getLogger(__name__)


class SecretsError(Exception):
    """The keyring failed; ``problem`` says how, its text why. Holds no secret."""

    def __init__(self, kind: ProblemKind, why: str) -> None:
        super().__init__(why)
        self.problem = Problem(kind, detail=why)


class Secrets:
    """The sign-ins of all profiles. Every method may raise :class:`SecretsError` and answers within the limit."""

    def __init__(self, times: Times, backend: "Callable[[], KeyringBackend] | None" = None) -> None:
        """``backend`` finds the keyring, in the worker; the system's own unless another is handed in."""
        self._limit = times.keyring
        self._backend = backend or system_keyring
        self._turn = threading.Lock()

    def load_now(self, profile: str) -> Credentials | None:
        """The same as ``load``, for worker threads: blocks."""
        return self._wait(lambda ring: _Drawer(ring, profile).read())

    def save_now(self, profile: str, credentials: Credentials) -> None:
        """The same as ``save``, for worker threads: blocks."""
        self._wait(lambda ring: _Drawer(ring, profile).write(credentials))

    def forget_now(self, profile: str) -> None:
        """The same as ``forget``, for worker threads: blocks."""
        self._wait(lambda ring: _Drawer(ring, profile).clear())

    async def load(self, profile: str) -> Credentials | None:
        """The sign-in kept for this profile, or None."""
        return await self._call(lambda ring: _Drawer(ring, profile).read())

    async def save(self, profile: str, credentials: Credentials) -> None:
        """Keep this sign-in instead of the profile's former one."""
        await self._call(lambda ring: _Drawer(ring, profile).write(credentials))

    async def forget(self, profile: str) -> None:
        """Remove what is kept for this profile, if anything."""
        await self._call(lambda ring: _Drawer(ring, profile).clear())

    async def note(self, profile: str, name: str) -> str | None:
        """A short secret of this profile besides the sign-in ("api_read"), or None."""
        return await self._call(lambda ring: ring.get_password(SERVICE, _entry(profile, name)))

    async def keep_note(self, profile: str, name: str, text: str) -> None:
        """Keep this instead of the former one. Raises ValueError where it is too long for every keyring."""
        if _units(text) > ENTRY_LIMIT:
            raise ValueError("too long for a keyring")
        await self._call(lambda ring: ring.set_password(SERVICE, _entry(profile, name), text))

    async def forget_note(self, profile: str, name: str) -> bool:
        """Remove it; whether there was one."""

        def remove(ring: "KeyringBackend") -> bool:
            entry = _entry(profile, name)
            if ring.get_password(SERVICE, entry) is None:
                return False
            ring.delete_password(SERVICE, entry)
            return True

        return await self._call(remove)

    async def _call(self, work: "Callable[[KeyringBackend], T]") -> T:
        answer = self._begin(work)
        try:
            async with asyncio.timeout(self._limit):
                return await asyncio.wrap_future(answer)
        except TimeoutError:
            raise self._silent() from None

    def _wait(self, work: "Callable[[KeyringBackend], T]") -> T:
        answer = self._begin(work)
        try:
            return answer.result(self._limit)
        except TimeoutError:
            answer.cancel()
            raise self._silent() from None

    def _begin(self, work: "Callable[[KeyringBackend], T]") -> "Future[T]":
        answer: Future[T] = Future()
        threading.Thread(target=self._work, args=(work, answer), name="keyring", daemon=True).start()
        return answer

    def _silent(self) -> SecretsError:
        return SecretsError(ProblemKind.KEYRING_SILENT, f"no answer within {self._limit:g} s")

    def _work(self, work: "Callable[[KeyringBackend], T]", answer: "Future[T]") -> None:
        with self._turn:
            if not answer.set_running_or_notify_cancel():
                return  # nobody waits any longer: a late write would undo what was decided since
            try:
                answer.set_result(work(self._backend()))
            except SecretsError as error:
                answer.set_exception(error)
            except Exception as error:  # backends raise whatever their system does
                answer.set_exception(_understood(error))


def _entry(profile: str, name: str) -> str:
    """A profile's name holds no colon, so no sign-in has this entry."""
    return f"{profile}:{name}"


def system_keyring() -> "KeyringBackend":
    """The system's keyring. Raises :class:`SecretsError` where there is none that keeps a secret safe."""
    import keyring
    from keyring.backends import chainer, fail, null

    ring = keyring.get_keyring()
    if isinstance(ring, fail.Keyring):
        ring = _late_secret_service() or ring
    chosen = ring.backends if isinstance(ring, chainer.ChainerBackend) else [ring]
    for each in chosen:
        name = f"{type(each).__module__}.{type(each).__qualname__}"
        if isinstance(each, fail.Keyring | null.Keyring):
            raise SecretsError(ProblemKind.KEYRING_MISSING, "no keyring is running")
        if name.startswith("keyrings.alt."):
            raise SecretsError(ProblemKind.KEYRING_MISSING, f"{name} keeps secrets in a file that can be read")
    return ring


def _late_secret_service() -> "KeyringBackend | None":
    """A Secret Service that came up after the library had made its choice, which it never changes by itself."""
    from keyring.backends import SecretService

    return SecretService.Keyring() if SecretService.Keyring.viable else None  # type: ignore[no-untyped-call]


def _understood(error: Exception) -> SecretsError:
    """What a backend's exception means. Its text may quote anything, so only its class is passed on."""
    from keyring.errors import InitError, KeyringLocked

    why = type(error).__name__
    # Without a screen to ask on, Secret Service reports a refused prompt as a failed start.
    if isinstance(error, KeyringLocked) or (isinstance(error, InitError) and "dismissed" in str(error)):
        return SecretsError(ProblemKind.KEYRING_LOCKED, why)
    return SecretsError(ProblemKind.KEYRING_MISSING, why)


class _Head(msgspec.Struct, frozen=True):
    """Stands in the profile's entry when the text was too long for it: how many parts, and which set of them."""

    parts: int
    turn: int


class _Drawer:
    """One profile's entries: its text in the entry of its name, or over numbered ones. Blocking."""

    def __init__(self, ring: "KeyringBackend", profile: str) -> None:
        self._ring = ring
        self._profile = profile

    def read(self) -> Credentials | None:
        for _ in range(2):  # somebody may be writing: a set of parts that vanished has a successor
            text = self._ring.get_password(SERVICE, self._profile)
            if text is None:
                return None
            parts = [self._ring.get_password(SERVICE, name) for name in self._names(_head(text))] or [text]
            try:
                found = msgspec.json.decode("".join(part or "" for part in parts), type=Credentials)
                return replace(found, profile=self._profile)
            except msgspec.DecodeError:
                continue
        _log.warning("the sign-in kept for profile %s cannot be read; sign in again", self._profile)
        return None

    def write(self, credentials: Credentials) -> None:
        before = _head(self._ring.get_password(SERVICE, self._profile))
        text = msgspec.json.encode(replace(credentials, profile="")).decode()
        if _units(text) <= ENTRY_LIMIT:
            self._ring.set_password(SERVICE, self._profile, text)
        else:
            # A new set first, then the entry that points to it, then away with the old: whole at every moment.
            pieces = _pieces(text)
            head = _Head(len(pieces), before.turn + 1 if before else 1)
            for name, piece in zip(self._names(head), pieces, strict=True):
                self._ring.set_password(SERVICE, name, piece)
            self._ring.set_password(SERVICE, self._profile, msgspec.json.encode(head).decode())
        self._remove(self._names(before))

    def clear(self) -> None:
        text = self._ring.get_password(SERVICE, self._profile)
        if text is not None:
            self._remove([self._profile, *self._names(_head(text))])

    def _names(self, head: _Head | None) -> list[str]:
        return [f"{self._profile}/{head.turn}.{n}" for n in range(1, head.parts + 1)] if head else []

    def _remove(self, names: list[str]) -> None:
        from keyring.errors import PasswordDeleteError

        for name in names:
            try:
                self._ring.delete_password(SERVICE, name)
            except PasswordDeleteError:
                _log.debug("keyring entry %s was gone already", name)


def _head(text: str | None) -> _Head | None:
    try:
        return msgspec.json.decode(text, type=_Head) if text else None
    except msgspec.DecodeError:
        return None  # the sign-in itself, or nothing of ours


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _pieces(text: str) -> list[str]:
    """Cut so that each piece fits, whatever the characters: one of them takes two units at most."""
    step = ENTRY_LIMIT if text.isascii() else ENTRY_LIMIT // 2
    return [text[at : at + step] for at in range(0, len(text), step)]

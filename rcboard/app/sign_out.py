"""Signing out: the session is ended at RingCentral, the keyring emptied, and the people of the account forgotten.

The keyring comes first: whatever happens on the way, nobody can go on from here. RingCentral is told if it can be
reached; where it cannot, the session ends by itself when its refresh token runs out.
"""

import asyncio
import contextlib
import importlib
import logging
import shutil
from dataclasses import dataclass

from rcboard.app.vault import access_of
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.preferences import Connection
from rcboard.domain.times import Clock, Times
from rcboard.host.credentials import Credentials
from rcboard.host.folders import folders
from rcboard.host.ledger import FILE as LEDGER
from rcboard.host.ledger import ledger_for
from rcboard.host.secrets import Secrets
from rcboard.host.turn import Turn, TurnError
from rcboard.platform.errors import RcError
from rcboard.platform.sign_in import Unkept
from rcboard.platform.workers import Workers

log = logging.getLogger(__name__)

GOING_HOME = 0.25
"""Seconds for idle threads to end."""


@dataclass(frozen=True, slots=True)
class SignedOut:
    """How it went: whether a sign-in was kept here, and why RingCentral could not be told."""

    kept: bool
    problem: Problem | None = None


async def sign_out(profile: str, times: Times, clock: Clock, connection: Connection = Connection()) -> SignedOut:
    """Sign this profile out on this computer. Raises SecretsError when the keyring cannot be emptied."""
    workers = Workers(1, "sign-out")
    try:
        kept = await workers.run(lambda: _emptied(profile, times, clock))
        await workers.run(lambda: forget_people(profile))
    finally:
        await workers.close(GOING_HOME)
    return SignedOut(kept is not None, await end(kept, times, clock, connection) if kept else None)


async def end(
    credentials: Credentials, times: Times, clock: Clock, connection: Connection = Connection()
) -> Problem | None:
    """End the session of this refresh token at RingCentral; why not, if not. RingCentral itself wants no second try."""
    if not credentials.refresh_token:
        return None
    workers = Workers(1, "good-bye")
    ledger = ledger_for(credentials)
    try:
        assembly = await workers.run(lambda: importlib.import_module("rcboard.platform.assembly"))
        rest = assembly.bridge(
            access_of(assembly, credentials),
            await workers.run(lambda: assembly.load_way(connection.ca_file, connection.proxy)),
            workers=workers,
            count=1,
            clock=clock,
            times=times,
            vault=Unkept(),
            heard=ledger.heard(clock.now),
            past=await workers.run(lambda: ledger.past(clock.now())),
        )
        try:
            async with asyncio.timeout(clock.real(times.connect + times.close)):
                await rest.revoke()
        finally:
            rest.drop_connections()
        return None
    except RcError as error:
        return error.problem
    except TimeoutError:
        return Problem(ProblemKind.TIMED_OUT)
    finally:
        await workers.close(GOING_HOME)


def forget_people(profile: str) -> None:
    """Remove what was read of people. How often RingCentral was called, which is of no person, is still needed."""
    cache = folders(profile).cache
    for one in cache.iterdir() if cache.is_dir() else ():
        if one.name.startswith(LEDGER):
            continue
        with contextlib.suppress(OSError):
            shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()


def _emptied(profile: str, times: Times, clock: Clock) -> Credentials | None:
    """Empty the profile's entry, in its turn, so that no renewal on the way writes it anew; what stood there."""
    secrets = Secrets(times)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(Turn(folders(profile).turn, clock.real(times.close)).taken())
        except TurnError:
            log.warning("another rcboard is renewing the sign-in; signing out all the same")
        kept = secrets.load_now(profile)
        secrets.forget_now(profile)
    return kept

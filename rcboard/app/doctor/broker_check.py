"""The broker under examination: for a board that is read from one, and for a copy that publishes to one.

It goes the way a board goes: address, password and certificates, a connection, being let in, and then a beat that
vouches for everybody. What a broker kept from before says nothing, here as on the board.
"""

import asyncio
import secrets
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TYPE_CHECKING

from rcboard.app.brokers import broker_access
from rcboard.app.doctor.witness import Witness
from rcboard.app.outlet_secrets import OutletSecrets
from rcboard.app.tasks import Tasks
from rcboard.domain.checkup import Check, Finding, Verdict
from rcboard.domain.link import Link, Phase, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.times import Clock, Times
from rcboard.outlets.live import StaysOffError

if TYPE_CHECKING:
    from rcboard.outlets.mqtt.address import Broker

TO_REACH = 10.0
"""Seconds for the broker to answer, and as many to let somebody in."""
TO_BEAT = 15.0
"""Seconds for the first beat, which comes every ten."""
TO_VOUCH = 12.0
"""Seconds more for one that vouches, where the first did not."""


async def examine(
    url: str,
    ca_file: str,
    kept: OutletSecrets,
    *,
    reads: bool,
    times: Times,
    clock: Clock,
    meet: Callable[[Iterable[Person]], None],
) -> AsyncIterator[Finding]:
    """The broker at ``url``; where a board ``reads`` from it, who publishes, too. ``meet`` is told who there is."""
    try:
        address, password, trusted = await broker_access(url, ca_file, kept)
    except StaysOffError as error:
        finding = Finding(Check.BROKER, Verdict.PROBLEM, facts={"fault": "setting", "why": str(error)})
    else:
        finding = await _reached(address, trusted) or await _let_in(address, password, trusted)
    yield finding
    if not reads:
        return
    if finding.verdict is Verdict.PROBLEM:
        yield Finding(Check.PUBLISHER, Verdict.SKIPPED)
        return
    from rcboard.outlets.mqtt.source import MqttSource  # late: the client of MQTT is an extra

    witness = Witness(times, clock)
    source = MqttSource(address, password, trusted, tell=witness.take, clock=clock)
    async with Tasks() as tasks:
        tasks.start(source.run(), name="broker under examination")
        await witness.until(lambda: _spoke(witness.board.link), TO_BEAT)
        if _spoke(witness.board.link):
            await witness.until(lambda: witness.board.link.live, TO_VOUCH)
        link = witness.board.link
        tasks.cancel()
    meet(witness.board)
    yield _publisher(link, address.account or "main", len(witness.board))


async def _reached(address: "Broker", trusted: ssl.SSLContext | None) -> Finding | None:
    """What is wrong with the way there; None where the broker answers, over TLS where that was asked for."""
    where = {"host": f"{address.host}:{address.port}"}
    try:
        await _knock(address, None)
        if trusted is not None:
            await _knock(address, trusted)
    except ssl.SSLCertVerificationError:
        problem = Problem(ProblemKind.TLS_REFUSED, detail=address.host)
        return Finding(Check.BROKER, Verdict.PROBLEM, problem=problem, facts=where)
    except (ssl.SSLError, ConnectionResetError):  # it is there, and takes a handshake for nonsense
        return Finding(Check.BROKER, Verdict.PROBLEM, facts=where | {"fault": "no_tls"})
    except socket.gaierror:
        problem = Problem(ProblemKind.NAME_NOT_FOUND, detail=address.host)
        return Finding(Check.BROKER, Verdict.PROBLEM, problem=problem, facts=where)
    except OSError as error:  # TimeoutError is one
        why = error.strerror or type(error).__name__
        return Finding(Check.BROKER, Verdict.PROBLEM, facts=where | {"fault": "unreached", "why": why})
    return None


async def _knock(address: "Broker", trusted: ssl.SSLContext | None) -> None:
    """Open a connection, and close it again. Raises OSError."""
    async with asyncio.timeout(TO_REACH):
        _reader, writer = await asyncio.open_connection(address.host, address.port, ssl=trusted)
    writer.transport.abort()


async def _let_in(address: "Broker", password: str, trusted: ssl.SSLContext | None) -> Finding:
    from rcboard.outlets.mqtt.client import Client  # late, as above

    answered: asyncio.Future[tuple[bool, str]] = asyncio.get_running_loop().create_future()

    def stands(connected: bool, why: str) -> None:
        if not answered.done():
            answered.set_result((connected, why))

    id = f"rcboard-doctor-{secrets.token_hex(4)}"
    client = Client(address, password, trusted, id=id, heard=lambda came: None, stands=stands)
    client.start()
    try:
        async with asyncio.timeout(TO_REACH):
            connected, why = await answered
    except TimeoutError as error:
        connected, why = False, type(error).__name__
    finally:
        await asyncio.shield(client.stop())
    facts = {"host": f"{address.host}:{address.port}", "tls": "yes" if address.tls else "", "user": address.user}
    if connected:
        return Finding(Check.BROKER, Verdict.OK, facts=facts)
    return Finding(Check.BROKER, Verdict.PROBLEM, facts=facts | {"fault": "refused", "why": why})


def _spoke(link: Link) -> bool:
    """Whether whoever publishes was heard: until then a board is still reading."""
    return link.phase not in (Phase.STARTING, Phase.READING)


def _publisher(link: Link, account: str, people: int) -> Finding:
    facts = {"account": account, "people": str(people)}
    if link.live:
        return Finding(Check.PUBLISHER, Verdict.OK, facts=facts)
    if not _spoke(link):
        return Finding(Check.PUBLISHER, Verdict.PROBLEM, facts=facts | {"fault": "silent"})
    kind = link.problem.kind if link.problem else ProblemKind.LINE_LOST
    return Finding(Check.PUBLISHER, Verdict.PROBLEM, facts=facts | {"fault": str(kind)})

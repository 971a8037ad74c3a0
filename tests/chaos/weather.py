"""Puts a storm together: simulator, clock, window, judge, in one Qt loop as in the desktop."""

import argparse
import asyncio
import logging
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from random import Random

import qasync
from PySide6.QtCore import QCoreApplication

from rcboard.app.tasks import Tasks
from rcboard.domain.link import Problem
from rcboard.host.credentials import Credentials
from tests.chaos import table
from tests.chaos.breaks import broken
from tests.chaos.clock import LeapingClock
from tests.chaos.judge import Judge
from tests.chaos.names import HOST, Names, resolving
from tests.chaos.storm import Round, Storm, programme
from tests.chaos.troubles import TROUBLES, Trouble
from tests.chaos.truth import Truth
from tests.chaos.window import Window
from tests.kit.office import Office, open_office


def run_storm(args: argparse.Namespace) -> int:
    """The table on standard output; 0 when every promise was kept."""
    if args.verbose:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
        logging.info("the machine's monotonic clock says %.3f", time.monotonic())  # noqa: LOG015
    app = QCoreApplication(["chaos"])
    options = [
        f"--extensions={args.people}", f"--rate={args.rate}", f"--time-scale={args.speed}", f"--seed={args.seed}",
    ]  # fmt: skip
    with (
        open_office(*options, development=False) as office,
        resolving() as names,
        asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner,
    ):
        return runner.run(_storm(args, office, names))


async def _storm(args: argparse.Namespace, office: Office, names: Names) -> int:
    began, done = time.monotonic(), list[Round]()
    async with weather(args, office, names) as storm:
        if not await storm.rest(120.0):
            table.say("the line never became live")
            return 1
        chance = Random(args.seed)
        for trouble in programme(args.rounds, chance) if not args.only else chosen(args.only, args.rounds):
            done.append(await storm.strike(trouble))
            if args.verbose or table.failed(done[-1]):
                table.say(_about(len(done), done[-1], time.monotonic() - began))
            if done[-1].heal is None:
                break
        mistakes, stall = storm.window.mistakes, storm.window.stall
        refused = (await asyncio.to_thread(office.stats))["refusedRequests"]
    table.show(done)
    for mistake in mistakes[:20]:
        table.say(mistake)
    table.say(
        f"seed {args.seed}, {len(done)} rounds in {time.monotonic() - began:.0f} s at {args.speed:g} times the speed; "
        f"self-made 429s: {refused}; gate beside the line: {len(mistakes)}; "
        f"the machine stalled for {stall * 1000:.0f} ms at most"
    )
    return int(bool(mistakes) or len(done) < args.rounds or any(map(table.failed, done)))


def chosen(text: str, rounds: int) -> list[Trouble]:
    """The troubles whose names contain this, in turn."""
    some = [trouble for trouble in TROUBLES if text in trouble.name]
    return [some[number % len(some)] for number in range(rounds)]


@asynccontextmanager
async def weather(args: argparse.Namespace, office: Office, names: Names) -> AsyncIterator[Storm]:
    """A window with a running line, and a storm about to break."""
    loop = asyncio.get_running_loop()
    # qasync's own default pool loses a thread to each BaseException and is never shut down.
    loop.set_default_executor(executor := ThreadPoolExecutor(4))
    clock, (board, times) = LeapingClock(args.speed), broken(args.breaking)
    found = Credentials(
        office.server_url.replace("127.0.0.1", HOST), office.client_id, office.client_secret, office.jwt
    )

    async def find() -> Credentials | Problem:
        return found

    window = Window(board, clock=clock, times=times, find=find)
    judge = Judge(args.speed, pages=-(-args.people // 1000))
    storm = Storm(office, window, clock=clock, names=names, judge=judge, truth=Truth(office), seed=args.seed)
    await storm.prepare()
    try:
        async with Tasks() as tasks:
            tasks.start(window.connection.run(), name="line")
            try:
                yield storm
            finally:
                tasks.cancel()
    finally:
        window.end()
        executor.shutdown(wait=False)


def _about(number: int, done: Round, seconds: float) -> str:
    heal = "never" if done.heal is None else f"{done.heal:.1f} s"
    lies = ", ".join(
        f"{lie.by} {lie.id} said {lie.said} for {lie.true} ({lie.column.value}, {lie.age:.1f} s)"
        for lie in done.lies[:4]
    )
    more = f" and {len(done.lies) - 4} more" if len(done.lies) > 4 else ""
    return (
        f"{seconds:6.0f} s  {number:4} {done.name:<30} say so {done.longest:5.1f} s  heal {heal:>7}  "
        f"lost {done.drops}  {lies}{more}"
    )

"""``rcboard record FILE``: what happens on the board, to be played again, without names and numbers."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rcboard.app import access, headless, report
from rcboard.domain.events import Event
from rcboard.domain.pseudonyms import Pseudonyms
from rcboard.host.recording import Recorder
from rcboard.words import recording as words
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard record``."""
    access.add_arguments(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help=_("a new file"))
    parser.add_argument("--names", action="store_true", help=_("keep names, numbers and texts as they are"))


def run(args: argparse.Namespace) -> int:
    """Record until interrupted. 2: the file cannot be made. 3: the line cannot be had without a person."""
    return headless.run(lambda: _record(args))


async def _record(args: argparse.Namespace) -> int:
    found = await access.find(args)
    if found.credentials is None:
        report.complain(found.refusal)
        return 3
    async with headless.live(found.credentials, pages=found.pages, connection=found.connection) as live:
        try:
            recorder = Recorder(args.file, live.clock.now(), names=args.names)
        except OSError as error:
            path, why = str(args.file), error.strerror or type(error).__name__
            there = isinstance(error, FileExistsError)
            report.complain(words.there_already(path) if there else words.unwritable(path, why))
            return 2
        others, turns = Pseudonyms(), 0

        def put(events: Sequence[Event]) -> None:
            nonlocal turns
            turns += 1
            recorder.put(events if args.names else [others.event(event) for event in events], live.clock.now())

        live.heard = put
        report.complain(words.began(str(args.file), names=args.names))
        try:
            await live.until(lambda: False, float(10**8))
        finally:
            live.heard = None
            recorder.close()
            report.complain(words.ended(str(args.file), turns))
        return 3

"""``rcboard watch``: everybody's state once, then each change as it happens."""

import argparse

from rcboard.app import access, headless, report
from rcboard.app.headless import Headless
from rcboard.domain.board import Changes
from rcboard.domain.link import Link, Phase


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard watch``."""
    access.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line, for programs")


def run(args: argparse.Namespace) -> int:
    """Watch until interrupted. 3 when the line cannot be had without a person."""
    return headless.run(lambda: _watch(args))


async def _watch(args: argparse.Namespace) -> int:
    found = await access.find(args)
    if found.credentials is None:
        report.complain(found.refusal)
        return 3
    async with headless.live(found.credentials, pages=found.pages) as live:
        printer = _Printer(live, json=args.json)
        live.listen(printer.take)
        await live.until(lambda: False, float(10**8))
        return 3


class _Printer:
    """Prints who changed, and nobody twice for the same."""

    def __init__(self, live: Headless, json: bool) -> None:
        self._live = live
        self._json = json
        self._printed: dict[str, object] = {}
        self._link: tuple[Phase, object] | None = None
        self._known = True

    def take(self, changes: Changes) -> None:
        board, now = self._live.board, self._live.clock.now()
        if changes.link is not None:
            self._print_link(changes.link, now)
        became_live = changes.link is not None and changes.link.live
        expired = changes.freshness and not became_live and board.expires_at() is None and not board.link.live
        if became_live or expired:
            everybody = [person.id for person in board]
            self._print(everybody, now)
        elif board.link.live:
            ids = [person.id for person in board] if changes.people or changes.freshness else []
            self._print(ids or [change.id for change in changes.changed], now)

    def _print(self, ids: list[str], now: float) -> None:
        board = self._live.board
        for id in ids:
            person = board.person(id)
            if person is None:
                continue
            fields = report.presence(board, person, now)
            # Being heard again is no change: only what it says is.
            said = (person, fields["state"], fields["presence"], fields["since"])
            if self._printed.get(id) != said:
                self._printed[id] = said
                report.put(fields if self._json else report.presence_line(board, person, now))

    def _print_link(self, link: Link, now: float) -> None:
        if self._link == (link.phase, link.problem):
            return  # progress and the next try are for the window
        self._link = (link.phase, link.problem)
        ages = [age for person in self._live.board if (age := self._live.board.age(person.id, now)) is not None]
        line = report.link(link) if self._json else report.link_line(link, max(ages, default=None), now)
        report.put(line)

"""The teller: tells alerts with manners, one after the other, and keeps apart what is not to be told now."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from rcboard.domain import preferences
from rcboard.domain.alerts import Alert, Alerts, Withdrawal
from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.manners import AGAIN, Manners, Show, Summary, TakeBack, Telling, quiet
from rcboard.domain.people import Person
from rcboard.domain.preferences import TellAbout
from rcboard.domain.times import Clock
from rcboard.words import alerts as words
from rcboard.words.language import named

SUMMARY = "summary"
"""The key of the one notification that stands for many; others go by the person's id."""


def _local(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone()


class Shown(Protocol):
    """Where notifications go: the desktop's own service."""

    async def show(
        self, key: str, title: str, body: str, actions: Mapping[str, str] | None = None, *, sound: bool = False
    ) -> bool:
        """Show or replace the notification of this key, with buttons by action; whether it could be shown."""

    async def withdraw(self, key: str) -> None:
        """Take it back."""


class Teller:
    """Decides with ``Alerts`` what is worth telling and shows it; the balloon is for desktops without a service.

    ``announce`` says it to a screen reader, which need not read notifications. ``missed`` hears what nobody may have
    seen: told while silent, or while ``present`` said that nobody looks.
    """

    def __init__(
        self,
        *,
        board: Board,
        alerts: Alerts,
        clock: Clock,
        notices: Shown,
        balloon: Callable[[str, str], None],
        desk: Callable[[], Desk],
        fulfilled: Callable[[Desk], None],
        rules: Callable[[], preferences.Alerts],
        missed: Callable[[Alert, Person], None],
        present: Callable[[], bool],
        announce: Callable[[str], None],
        local: Callable[[float], datetime] = _local,
    ) -> None:
        self._board = board
        self._alerts = alerts
        self._clock = clock
        self._notices = notices
        self._balloon = balloon
        self._desk = desk
        self._fulfilled = fulfilled
        self._rules = rules
        self._missed = missed
        self._present = present
        self._announce = announce
        self._local = local
        self._manners = Manners()
        self._again: list[tuple[float, Alert]] = []
        self._last: dict[str, Alert] = {}
        self._queue: asyncio.Queue[Telling] = asyncio.Queue()
        self.paused = False
        """While paused nothing new is shown; what is no longer true is still taken back."""

    @property
    def silent(self) -> bool:
        """Whether nothing new is shown now: paused, told to say nothing, or in quiet hours."""
        rules = self._rules()
        return self.paused or rules.about is TellAbout.NOTHING or quiet(rules, self._local(self._clock.now()))

    def take(self, changes: Changes) -> None:
        """Something changed, or time went by (empty changes)."""
        now = self._clock.now()
        told = [*self._alerts.consider(changes, self._board, self._desk(), now, self._rules())]
        if self._again:
            told += self._put_off(now)
        if not told:
            return
        alerts = [one for one in told if isinstance(one, Alert)]
        silent = self.silent
        for alert in alerts:
            person = self._board.person(alert.id)
            if person is not None and (silent or not self._present()):
                self._missed(alert, person)
        if silent:
            # Who is waited for stays waited for, and is told of when he is free the next time.
            told = [one for one in told if isinstance(one, Withdrawal)]
        self._last |= {alert.id: alert for alert in alerts}
        for telling in self._manners.tell(told, self._clock.monotonic()):
            self._queue.put_nowait(telling)
        if not silent and not self._rules().watches_stay:
            desk = self._desk()
            if (after := self._alerts.fulfilled(told, desk)) is not desk:
                self._fulfilled(after)

    def due(self) -> float | None:
        """When to look again though nothing changes."""
        due = self._alerts.due()
        if not self._again:
            return due
        again = min(at for at, _ in self._again)
        return again if due is None else min(due, again)

    def put_off(self, id: str) -> None:
        """Tell of this person again in five minutes."""
        if alert := self._last.get(id):
            self._again.append((self._clock.now() + AGAIN, alert))

    def seen(self, key: str) -> None:
        """The person pressed a notification, which closes it."""
        self._manners.gone("" if key == SUMMARY else key)

    async def run(self) -> None:
        """Show what is to be told, in order, until cancelled: a withdrawal never overtakes its notification."""
        while True:
            match await self._queue.get():
                case Show(alert):
                    await self._show(alert)
                case Summary(alerts):
                    people = [(alert, person) for alert in alerts if (person := self._board.person(alert.id))]
                    await self._tell(SUMMARY, words.summary(people), words.open_button())
                case TakeBack(id):
                    await self._notices.withdraw(id or SUMMARY)

    def _put_off(self, now: float) -> list[Alert]:
        """What was put off till now and is still so; who is waited for and free no longer is waited for again."""
        due = [alert for at, alert in self._again if now >= at]
        self._again = [(at, alert) for at, alert in self._again if now < at]
        for alert in due:
            if alert.watch is not None and not self._board.sure_state(alert.id).free:
                self._fulfilled(self._desk().without(alert.watch).waited(alert.watch))
        return [alert for alert in due if self._board.sure_state(alert.id) is alert.state]

    async def _show(self, alert: Alert) -> None:
        person = self._board.person(alert.id)
        if person is not None:
            await self._tell(alert.id, words.toast(alert, person), words.buttons(person))

    async def _tell(self, key: str, toast: words.Toast, buttons: Mapping[str, str]) -> None:
        self._announce(named(toast.title, toast.body))
        if not await self._notices.show(key, toast.title, toast.body, buttons, sound=self._rules().sounds):
            self._balloon(toast.title, toast.body)

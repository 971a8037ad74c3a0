"""The teller: puts alerts into words and shows them, one after the other, one for each person."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol

from rcboard.domain.alerts import Alert, Alerts, Withdrawal
from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.times import Clock
from rcboard.words import alerts as words


class Shown(Protocol):
    """Where notifications go: the desktop's own service."""

    async def show(self, key: str, title: str, body: str, actions: Mapping[str, str] | None = None) -> bool:
        """Show or replace the notification of this key, with buttons by action; whether it could be shown."""

    async def withdraw(self, key: str) -> None:
        """Take it back."""


class Teller:
    """Decides with ``Alerts`` what is worth telling and shows it; the balloon is for desktops without a service."""

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
    ) -> None:
        self._board = board
        self._alerts = alerts
        self._clock = clock
        self._notices = notices
        self._balloon = balloon
        self._desk = desk
        self._fulfilled = fulfilled
        self._queue: asyncio.Queue[Alert | Withdrawal] = asyncio.Queue()
        self.paused = False
        """While paused nothing new is shown; what is no longer true is still taken back."""

    def take(self, changes: Changes) -> None:
        """Something changed, or time went by (empty changes)."""
        desk = self._desk()
        told = self._alerts.consider(changes, self._board, desk, self._clock.now())
        for alert in told:
            if isinstance(alert, Withdrawal) or not self.paused:
                self._queue.put_nowait(alert)
        if self.paused:
            return  # who is waited for stays waited for, and is told of afterwards
        if (after := self._alerts.fulfilled(told, desk)) is not desk:
            self._fulfilled(after)

    def due(self) -> float | None:
        """When to look again though nothing changes."""
        return self._alerts.due()

    async def run(self) -> None:
        """Show what is to be told, in order, until cancelled: a withdrawal never overtakes its notification."""
        while True:
            alert = await self._queue.get()
            if isinstance(alert, Withdrawal):
                await self._notices.withdraw(alert.id)
            else:
                await self._show(alert)

    async def _show(self, alert: Alert) -> None:
        person = self._board.person(alert.id)
        if person is None:
            return
        toast = words.toast(alert, person)
        if not await self._notices.show(alert.id, toast.title, toast.body, words.buttons(person)):
            self._balloon(toast.title, toast.body)

"""Manners: how alerts are told. One for each person, a burst as one summary, and nothing in quiet hours.

No clock and no output: what is to be told and the time go in, what to show and take back comes out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rcboard.domain import preferences
from rcboard.domain.alerts import Alert, Withdrawal

BURST = 3
"""So many alerts are told one by one; more within ``WITHIN`` become one summary."""
WITHIN = 10.0
"""Seconds."""
AGAIN = 300.0
"""Seconds until something is told again that a person put off."""


@dataclass(frozen=True, slots=True)
class Show:
    """Show this, in place of what stands of the same person."""

    alert: Alert


@dataclass(frozen=True, slots=True)
class Summary:
    """Show these as one, in place of the summary that stands. What is waited for comes first."""

    alerts: tuple[Alert, ...]


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take back what stands of this person, or the summary where ``id`` is empty."""

    id: str = ""


Telling = Show | Summary | TakeBack


class Manners:
    """What stands on the screen because of us."""

    def __init__(self) -> None:
        self._recent: list[float] = []
        self._standing: dict[str, tuple[float, Alert]] = {}
        self._summed: dict[str, Alert] = {}

    def tell(self, told: Iterable[Alert | Withdrawal], now: float) -> list[Telling]:
        """What to do for these. ``now`` is seconds, from any start."""
        tellings: list[Telling] = []
        before, stood = dict(self._summed), set(self._standing)
        for one in told:
            if isinstance(one, Alert):
                tellings += self._alert(one, now)
            elif self._standing.pop(one.id, None):
                tellings.append(TakeBack(one.id))
            else:
                self._summed.pop(one.id, None)
        back = {one.id for one in tellings if isinstance(one, TakeBack)}
        # What came and went within this turn is not even shown.
        tellings = [
            one
            for one in tellings
            if not (isinstance(one, Show) and one.alert.id in back)
            and not (isinstance(one, TakeBack) and one.id not in stood)
        ]
        if self._summed != before:
            tellings.append(self._summary())
        return tellings

    def gone(self, id: str) -> None:
        """The person pressed or closed it: nothing stands of it any more."""
        self._standing.pop(id, None)
        if not id:
            self._summed.clear()

    def _alert(self, alert: Alert, now: float) -> list[Telling]:
        goes_on = bool(self._summed and self._recent and now - self._recent[-1] <= WITHIN)
        self._recent = [*(at for at in self._recent if now - at <= WITHIN), now]
        if not goes_on and len(self._recent) <= BURST:
            self._summed.pop(alert.id, None)
            self._standing[alert.id] = (now, alert)
            return [Show(alert)]
        newly = [id for id, (at, _) in self._standing.items() if now - at <= WITHIN or id == alert.id]
        for id in newly:
            self._summed[id] = self._standing.pop(id)[1]
        self._summed[alert.id] = alert
        return [TakeBack(id) for id in newly]

    def _summary(self) -> Telling:
        if not self._summed:
            return TakeBack()
        return Summary(tuple(sorted(self._summed.values(), key=lambda alert: alert.watch is None)))


def quiet(rules: preferences.Alerts, at: datetime) -> bool:
    """Whether it is one of the quiet hours, by local time."""
    begin, end, now = rules.quiet_from, rules.quiet_to, at.strftime("%H:%M")
    if not begin or not end:
        return False
    return begin <= now < end if begin <= end else now >= begin or now < end

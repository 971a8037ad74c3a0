"""``…/faults``: what can go wrong on demand, what is on, and switching it."""

from collections.abc import Callable, Iterable

from rcboard.simulator.control.mistake import Json, Mistake, choice, flag, only, text
from rcboard.simulator.faults import MENU, OFFICE, REQUESTS, Fault
from rcboard.simulator.gateway.mischief import strike_open
from rcboard.simulator.gateway.session import GatewaySession
from rcboard.simulator.ground import Ground

FIELDS = ("name", "on", "client", "once", "rate", "seconds", "path", "seed")


class FaultMenu:
    """Switches faults. ``burst`` lets the whole office run for so many seconds at so many changes a second."""

    def __init__(
        self, ground: Ground, lines: Callable[[], Iterable[GatewaySession]], burst: Callable[[float, float], None]
    ) -> None:
        self._faults = ground.faults
        self._numbers = ground.numbers
        self._lines = lines
        self._burst = burst

    def read(self) -> Json:
        """The menu with a line for each fault, what is on, and how often each has struck."""
        on = [fault.as_json() for fault in self._faults.on()]
        return {"menu": MENU, "on": on, "struck": dict(self._faults.struck)}

    def order(self, body: Json) -> Json:
        """Switch one fault on or off; ``{"name": "all", "on": false}`` ends them all."""
        only(body, FIELDS)
        on, client = flag("on", body.get("on", True)), text("client", body.get("client", ""))
        if body.get("name") == "all" and not on:
            self._faults.switch_off(client=client)
            return self.read()
        name = choice("name", body.get("name"), tuple(MENU))
        if not on:
            self._faults.switch_off(name, client)
            return self.read()
        fault = Fault(
            name,
            client,
            once=flag("once", body.get("once", False)),
            rate=_amount(body, "rate"),
            seconds=_amount(body, "seconds"),
            path=text("path", body.get("path", "")),
        )
        if fault.path and name not in REQUESTS:
            raise Mistake("path goes with faults of requests only.")
        if fault.rate is not None and (fault.once or not 0 < fault.rate <= 1):
            raise Mistake("rate is a chance above 0 and up to 1, and does not go with once.")
        if "seed" in body:
            self._faults.reseed(_seed(body["seed"]))
        if name in OFFICE:
            seconds = self._numbers.burst_real if fault.seconds is None else fault.seconds
            self._burst(self._numbers.burst_rate, seconds)
            self._faults.struck[name] += 1
            return self.read()
        self._faults.switch_on(fault)
        strike_open(self._faults, fault, tuple(self._lines()))
        return self.read()


def _amount(body: Json, name: str) -> float | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise Mistake(f"{name} has to be a number not below 0, not {value!r}.")
    return float(value)


def _seed(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Mistake(f"seed has to be a whole number, not {value!r}.")
    return value

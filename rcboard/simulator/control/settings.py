"""``…/switches``: reading and changing switches and numbers while the platform runs."""

from dataclasses import fields

from rcboard.simulator.control.mistake import Json, Mistake, flag
from rcboard.simulator.credentials import APP_PERMISSIONS
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.switches import LINES, Switches

USER_PERMISSIONS = (
    "ReadExtensions", "ReadPresenceStatus", "ReadCompanyInfo", "ReadUserPhoneNumbers", "ReadCompanyPhoneNumbers",
    "ReadPersonalContacts",
)  # fmt: skip


class Settings:
    """One flat list of names: those of ``Switches`` and of ``Numbers``."""

    def __init__(self, switches: Switches, numbers: Numbers) -> None:
        self._switches = switches
        self._numbers = numbers

    def read(self) -> Json:
        """Everything with its value; ``about`` says what the switches do."""
        return {
            "switches": {one.name: _plain(getattr(self._switches, one.name)) for one in fields(Switches)},
            "numbers": {one.name: getattr(self._numbers, one.name) for one in fields(Numbers)},
            "about": LINES,
        }

    def change(self, body: Json) -> Json:
        """Set what is named; nothing is changed when something in it makes no sense."""
        changes = [self._checked(name, value) for name, value in body.items()]
        for holder, name, value in changes:
            setattr(holder, name, value)
        return self.read()

    def _checked(self, name: str, value: object) -> tuple[object, str, object]:
        if name == "limits":
            return self._numbers, name, self._limits(value)
        for holder in (self._switches, self._numbers):
            if name in {one.name for one in fields(holder)}:
                return holder, name, _fitting(name, value, getattr(holder, name))
        raise Mistake(f"There is no switch or number {name!r}; GET switches lists all.")

    def _limits(self, value: object) -> dict[str, int]:
        limits = dict(self._numbers.limits)
        if not isinstance(value, dict):
            raise Mistake("limits has to be an object of groups and numbers.")
        for group, number in value.items():
            if group not in limits or not isinstance(number, int) or isinstance(number, bool) or number < 0:
                raise Mistake(f"A limit is a whole number for one of {', '.join(limits)}, not {group}: {number!r}.")
            limits[group] = number
        return limits


def _fitting(name: str, value: object, now: object) -> object:
    """The value, if it is of the kind that stands there now."""
    if isinstance(now, bool):
        return flag(name, value)
    if isinstance(now, set):
        if name == "unmonitorable":
            if not isinstance(value, list) or not all(isinstance(one, str) and one.isdigit() for one in value):
                raise Mistake(f"{name} has to be a list of extension numbers as text, not {value!r}.")
            return set(value)
        known = APP_PERMISSIONS if name == "app_permissions_missing" else USER_PERMISSIONS
        if not isinstance(value, list) or any(one not in known for one in value):
            raise Mistake(f"{name} has to be a list out of {', '.join(known)}, not {value!r}.")
        return set(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise Mistake(f"{name} has to be a number not below 0, not {value!r}.")
    if isinstance(now, int) and not isinstance(value, int):
        raise Mistake(f"{name} has to be a whole number, not {value!r}.")
    return value


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set) else value

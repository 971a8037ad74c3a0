"""Settings by name: each field of the preferences as "section.field", to be listed, read and changed one by one.

File, policy, command line and dialog are all made from this list, so a new field is known to them at once.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from typing import Any

from rcboard.domain.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be chosen. ``section`` is empty for a field of the preferences themselves."""

    section: str
    field: str
    type: Any
    default: Any
    bounds: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name everywhere: "look.theme", "keys"."""
        return f"{self.section}.{self.field}" if self.section else self.field

    def of(self, preferences: Preferences) -> Any:
        """What was chosen."""
        return getattr(getattr(preferences, self.section) if self.section else preferences, self.field)

    def put(self, preferences: Preferences, value: Any) -> Preferences:
        """The preferences with this chosen instead. The value is taken to fit."""
        if not self.section:
            return replace(preferences, **{self.field: value})
        section = replace(getattr(preferences, self.section), **{self.field: value})
        return replace(preferences, **{self.section: section})

    def fits(self, value: Any) -> bool:
        """Whether a value of the right type lies within the bounds."""
        if "least" in self.bounds and not self.bounds["least"] <= value <= self.bounds["most"]:
            return False
        pattern = self.bounds.get("pattern")
        return pattern is None or value == "" or re.fullmatch(pattern, value) is not None


def _setting(section: str, one: "Field[Any]") -> Setting:
    made = one.default_factory
    default = made() if made is not MISSING else one.default
    return Setting(section, one.name, one.type, default, one.metadata)


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for top in fields(Preferences)
    for setting in (
        [_setting(top.name, one) for one in fields(top.default)]
        if is_dataclass(top.default) and not isinstance(top.default, type)
        else [_setting("", top)]
    )
}
"""Every setting by its name, in the order of the fields."""


def differing(one: Preferences, other: Preferences) -> list[Setting]:
    """The settings that are chosen differently in the two."""
    return [setting for setting in SETTINGS.values() if setting.of(one) != setting.of(other)]

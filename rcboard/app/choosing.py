"""Choosing a setting by name, as ``rcboard settings`` does: what fits, what is locked, and where it is kept."""

from typing import Any

from rcboard.app.preferences import LivePreferences
from rcboard.app.running_copy import Said
from rcboard.domain.setting import SETTINGS, Setting
from rcboard.host.preferences import Chosen, UnfitError, value_of
from rcboard.words.language import _

UNFIT, LOCKED = 2, 3
"""Exit codes: no such value; the policy has locked it."""


def fitting(chosen: Chosen, setting: Setting, text: str | None) -> Any | Said:
    """The value to choose, of this text or for None what is usual; or why not."""
    source = chosen.source(setting.name)
    if source.origin.fixed:
        return Said(err=[_("{name} is locked by {where}").format(name=setting.name, where=source.where)], code=LOCKED)
    try:
        return source.usual if text is None else value_of(setting, text, lax=True)
    except UnfitError as error:
        return Said(err=[str(error)], code=UNFIT)


async def choose_now(preferences: LivePreferences, name: str, text: str | None) -> Said:
    """Choose it in the running window: it is in force at once, can be undone, and is on disk when this returns."""
    setting = SETTINGS.get(name)
    if setting is None:
        return Said(elsewhere=True)  # of a newer command
    value = fitting(preferences.chosen, setting, text)
    if isinstance(value, Said):
        return value
    preferences.change(setting.put(preferences.now, value))
    await preferences.flush()
    return Said(code=0)

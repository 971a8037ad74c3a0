"""Preferences as found on this computer: each value from the strongest source that names it, and which that was.

From weak to strong: default, the policy's default, the person's file, environment, option, the policy's lock. The file
holds what the person chose otherwise than the default, by section; what a newer rcboard wrote there stays there.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import msgspec

from rcboard.domain.preferences import Preferences
from rcboard.domain.setting import SETTINGS, Setting
from rcboard.host.files import KeptFile
from rcboard.host.policy import Policy
from rcboard.words.language import _

log = logging.getLogger(__name__)

PREFIX: Final = "RCBOARD_"


class Origin(StrEnum):
    """Where a value came from, weak to strong."""

    DEFAULT = "default"
    POLICY_DEFAULT = "policy default"
    FILE = "file"
    ENVIRONMENT = "environment"
    OPTION = "option"
    POLICY_LOCK = "policy lock"

    @property
    def fixed(self) -> bool:
        """Whether the person cannot choose otherwise, at least in this run."""
        return self in (Origin.ENVIRONMENT, Origin.OPTION, Origin.POLICY_LOCK)


@dataclass(frozen=True, slots=True)
class Source:
    """Who decided a setting. ``where`` is the policy, variable or option; ``usual`` is the value without the person."""

    origin: Origin
    where: str
    usual: Any


@dataclass(frozen=True, slots=True)
class Chosen:
    """The preferences that are in force, who decided each, and sentences about what could not be meant."""

    preferences: Preferences
    sources: Mapping[str, Source] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    def source(self, name: str) -> Source:
        """Who decided the setting of this name."""
        return self.sources.get(name) or Source(Origin.DEFAULT, "", SETTINGS[name].default)


class UnfitError(ValueError):
    """A value that cannot be meant. The text is a sentence that names the setting and what it can be."""


def variable(setting: Setting) -> str:
    """The environment variable of a setting: "RCBOARD_LOOK_THEME"."""
    return PREFIX + setting.name.replace(".", "_").upper()


def value_of(setting: Setting, written: object, *, lax: bool = False) -> Any:
    """The typed value of what was written; ``lax`` takes text for numbers and lists. Raises UnfitError."""
    if lax and isinstance(written, str):
        written = _from_text(setting, written)
    try:
        value = msgspec.convert(written, setting.type, strict=not lax)
    except msgspec.ValidationError:
        value = None
    if value is None or not setting.fits(value):
        reach = _reach(setting)
        raise UnfitError(
            _("{name} cannot be {value}; it is {reach}.").format(name=setting.name, value=written, reach=reach)
        )
    return value


def choose(
    kept: Mapping[str, Any],
    policies: Iterable[Policy] = (),
    environment: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
    *,
    file: str = "",
) -> Chosen:
    """Put all sources together. ``kept`` is the content of ``file``; options are given by setting, None: not given."""
    given = _Given(kept, file, tuple(policies), environment or {}, options or {})
    notices = [policy.trouble for policy in given.policies if policy.trouble]
    preferences, sources = Preferences(), {}
    for setting in SETTINGS.values():
        value, source = setting.default, Source(Origin.DEFAULT, "", setting.default)
        for origin, where, written in given.of(setting):
            try:
                value = value_of(setting, written, lax=origin is not Origin.FILE)
            except UnfitError as error:
                notices.append(_("{problem} It stands in {where}.").format(problem=error, where=where))
                continue
            usual = value if origin in (Origin.POLICY_DEFAULT, Origin.POLICY_LOCK) else source.usual
            source = Source(origin, where, usual)
        preferences, sources[setting.name] = setting.put(preferences, value), source
    for notice in notices:
        log.warning("%s", notice)
    return Chosen(preferences, sources, tuple(notices))


class PreferencesFile:
    """The person's file. ``kept`` is its content, unknown keys included. Used by one thread at a time."""

    def __init__(self, file: KeptFile[dict[str, Any]]) -> None:
        self._file = file
        self.kept: dict[str, Any] = {}

    def read(self) -> str:
        """Read it into ``kept``; a sentence where it was damaged and set aside, else empty."""
        reading = self._file.read()
        self.kept = reading.value or {}
        return reading.notice.text if reading.notice else ""

    def put(self, setting: Setting, value: Any, usual: Any) -> None:
        """Note down this choice, or forget it where it is what is usual. Nothing is written yet."""
        kept = {name: dict(part) if isinstance(part, dict) else part for name, part in self.kept.items()}
        part = kept if not setting.section else kept.setdefault(setting.section, {})
        if not isinstance(part, dict):  # written by a hand that meant something else
            part = kept[setting.section] = {}
        part.pop(setting.field, None)
        if value != usual:
            part[setting.field] = msgspec.to_builtins(value)
        if setting.section and not part:
            del kept[setting.section]
        self.kept = kept

    def write(self, kept: Mapping[str, Any]) -> None:
        """Keep this content. Raises OSError."""
        self._file.write(dict(kept))


@dataclass(frozen=True, slots=True)
class _Given:
    """All sources."""

    kept: Mapping[str, Any]
    file: str
    policies: tuple[Policy, ...]
    environment: Mapping[str, str]
    options: Mapping[str, Any]

    def of(self, setting: Setting) -> Iterator[tuple[Origin, str, Any]]:
        """What each source says of a setting, from weak to strong; who says nothing is left out."""
        weak_first = self.policies[::-1]
        for policy in weak_first:
            yield from ((Origin.POLICY_DEFAULT, policy.where, value) for value in _said(setting, policy.defaults))
        yield from ((Origin.FILE, self.file, value) for value in _said(setting, self.kept))
        if text := self.environment.get(variable(setting)):
            yield Origin.ENVIRONMENT, variable(setting), text
        if (option := self.options.get(setting.name)) is not None:
            yield Origin.OPTION, _("an option"), option
        for policy in weak_first:
            yield from ((Origin.POLICY_LOCK, policy.where, value) for value in _said(setting, policy.locked))


def _said(setting: Setting, content: Mapping[str, Any]) -> Iterator[Any]:
    part = content.get(setting.section, {}) if setting.section else content
    if isinstance(part, Mapping) and setting.field in part:
        yield part[setting.field]


def _from_text(setting: Setting, text: str) -> Any:
    """Text as the type needs it: lists by comma, pairs as ``a=b``, yes and no in the words people write."""
    text = text.strip()
    if setting.type is bool:
        return {"yes": True, "on": True, "no": False, "off": False}.get(text.lower(), text)
    if isinstance(setting.default, str):
        return text
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if isinstance(setting.default, tuple):
        return parts
    if isinstance(setting.default, dict):
        return dict(part.partition("=")[::2] for part in parts)
    return text


def _reach(setting: Setting) -> str:
    """What a setting can be, in words."""
    if isinstance(setting.default, bool):
        return _("yes or no")
    if isinstance(setting.default, StrEnum):
        return ", ".join(type(setting.default))
    if "least" in setting.bounds:
        return _("a number, {least} to {most}").format(**setting.bounds)
    if isinstance(setting.default, tuple):
        return _("a list of texts")
    if isinstance(setting.default, dict):
        return _("pairs of texts")
    return _("a text like {pattern}").format(pattern=setting.bounds.get("pattern", "…"))

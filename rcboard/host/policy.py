"""Policy: what the company's IT lays down for everybody on this computer: defaults, and values nobody may change.

A file ``policy.toml``, of which users own none, or on Windows the registry key with subkeys of the same names:

    [defaults.look]
    theme = "dark"

    [locked.alerts]
    about = "favourites"

Where several are found each setting is taken from the first that names it.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rcboard.words.language import _

FILE = "policy.toml"
REGISTRY = r"Software\Policies\rcboard"
USUAL = Path("/etc/xdg")


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: where it stood, and its values by section and field, as written. ``trouble`` is a sentence."""

    where: str
    defaults: Mapping[str, Any]
    locked: Mapping[str, Any]
    trouble: str = ""


def policies(environment: Mapping[str, str] = os.environ) -> list[Policy]:
    """Every policy of this computer, the strongest first."""
    found = [policy for policy in map(read, files(environment)) if policy]
    if sys.platform == "win32" and (kept := _registry()):
        found.insert(0, kept)
    return found


def files(environment: Mapping[str, str], system: str = sys.platform) -> Sequence[Path]:
    """Where a policy file may lie. On Linux the usual place counts first: a user sets the variable at will."""
    if system == "win32":
        return [Path(environment.get("PROGRAMDATA") or r"C:\ProgramData") / "rcboard" / FILE]
    if system == "darwin":
        return [Path("/Library/Application Support/rcboard") / FILE]
    others = [Path(folder) for folder in environment.get("XDG_CONFIG_DIRS", "").split(":") if folder.startswith("/")]
    return [folder / "rcboard" / FILE for folder in dict.fromkeys((USUAL, *others))]


def read(path: Path) -> Policy | None:
    """The policy in this file; None where there is none. One that cannot be read says so and lays nothing down."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError):
        return _broken(path, _("it cannot be read"))
    import tomllib  # late: most computers have no policy

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _broken(path, str(error))
    parts = {name: content.pop(name, {}) for name in ("defaults", "locked")}
    odd = [*content, *(name for name, part in parts.items() if not isinstance(part, dict))]
    if odd:
        what = _("“{name}” means nothing there; there are [defaults.…] and [locked.…]")
        return _broken(path, what.format(name=odd[0]))
    return Policy(str(path), **parts)


def _broken(path: Path, why: str) -> Policy:
    return Policy(str(path), {}, {}, _("The policy {path} is left alone: {why}.").format(path=path, why=why))


if sys.platform == "win32":
    import winreg

    def _registry() -> Policy | None:
        """What group policy wrote: Defaults\\section and Locked\\section, values as text, number or list of texts."""
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY) as top:
                return Policy(f"HKLM\\{REGISTRY}", _sections(top, "Defaults"), _sections(top, "Locked"))
        except OSError:
            return None

    def _sections(top: winreg.HKEYType, name: str) -> dict[str, Any]:
        try:
            with winreg.OpenKey(top, name) as part:
                sections = [winreg.EnumKey(part, place) for place in range(winreg.QueryInfoKey(part)[0])]
                return _values(part) | {section: _section(part, section) for section in sections}
        except OSError:
            return {}

    def _section(part: winreg.HKEYType, name: str) -> dict[str, Any]:
        with winreg.OpenKey(part, name) as section:
            return _values(section)

    def _values(key: winreg.HKEYType) -> dict[str, Any]:
        found = [winreg.EnumValue(key, place) for place in range(winreg.QueryInfoKey(key)[1])]
        return {name: value for name, value, _kind in found}

"""Power: whether this computer runs on its battery, asked now and then. Where that cannot be told it does not."""

import subprocess
import sys
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
"""Where Linux lists them (kernel documentation, "sysfs-class-power")."""


def on_battery(supplies: Path = SUPPLIES) -> bool:
    """May take some milliseconds."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _macos()
    return _linux(supplies)


def _linux(supplies: Path) -> bool:
    """A battery is emptied, and no mains is there. Mice and headsets have batteries, too: those are a device's."""
    found = [(_said(one, "type"), one) for one in supplies.glob("*")]
    if any(kind in ("Mains", "USB") and _said(one, "online") == "1" for kind, one in found):
        return False
    own = [one for kind, one in found if kind == "Battery" and _said(one, "scope") != "Device"]
    return any(_said(one, "status") == "Discharging" for one in own)


def _said(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


if sys.platform == "win32":
    import ctypes

    class _PowerStatus(ctypes.Structure):
        """SYSTEM_POWER_STATUS (winbase.h)."""

        _fields_ = (
            ("ac_line", ctypes.c_ubyte),
            ("battery", ctypes.c_ubyte),
            ("percent", ctypes.c_ubyte),
            ("saver", ctypes.c_ubyte),
            ("seconds_left", ctypes.c_ulong),
            ("seconds_full", ctypes.c_ulong),
        )

    def _windows() -> bool:
        status = _PowerStatus()
        told = ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status))
        return bool(told) and status.ac_line == 0


def _macos() -> bool:
    try:
        told = subprocess.run(["pmset", "-g", "ps"], capture_output=True, text=True, timeout=5, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "'Battery Power'" in told.partition("\n")[0]

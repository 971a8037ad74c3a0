"""The language of the system: what its environment, or Windows, says the person reads."""

import os
import sys
from collections.abc import Mapping

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""In the order in which gettext reads them; LANGUAGE may name several, of which the first counts."""


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language, such as "de_DE"; empty where nobody says."""
    for name in VARIABLES:
        if text := environment.get(name, "").partition(":")[0].partition(".")[0]:
            return "" if text in ("C", "POSIX") else text
    return _of_windows()


if sys.platform == "win32":
    import ctypes
    import locale

    def _of_windows() -> str:
        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")

else:

    def _of_windows() -> str:
        return ""

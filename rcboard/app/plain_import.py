"""Python's own ``import`` again, once Qt is loaded: named first by those who load Qt.

``import PySide6`` puts a hook in the place of ``__import__``. It reads the source text of each module that is imported
from then on, to see whether it mentions PySide6 (shibokensupport/feature.py: _mod_uses_pyside), and ``linecache`` keeps
all of it: 10 MB in a board that is live, and some 30 of the 220 ms its modules take to load. The hook serves
``from __feature__ import …`` alone, which is banned here (pyproject.toml). Qt keeps the function it found under the
name used below; where that is missing one day, nothing is changed.
"""

import builtins
import linecache

import PySide6  # noqa: F401  # hooks itself in when it is loaded first

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
linecache.clearcache()  # of what the hook has read so far; tracebacks read again what they need

"""The heap: what the program frees goes back to the system, where the C library is GNU's (Linux).

Left alone, that library learns from every large block that is freed, such as the picture of a window that was made
larger or a page of a thousand people, to hold on to more: up to 64 MB of free memory at the end of each heap. And it
gives each thread a heap of its own (mallopt(3)). That is for programs that allocate much all the time. This one lies in
the tray for days after a start that read ten thousand people: then it is 7 of 130 MB that nobody uses.
"""

import sys

LARGE = 1 << 20
"""Bytes from which a block lies outside of the heap and goes when it is freed; as much stays free at a heap's end.

Well above what is read from a socket in one go (256 KiB): that is to cost no question to the system.
"""
_LIMITS = ((-3, LARGE), (-1, LARGE), (-8, 1))
"""M_MMAP_THRESHOLD, M_TRIM_THRESHOLD and M_ARENA_MAX (malloc.h)."""


def give_back() -> bool:
    """Keep to these limits from now on, best before threads begin. Whether there is such a library; else nothing."""
    if sys.platform != "linux":
        return False
    try:
        import ctypes  # late: it costs two milliseconds, and the window is painted first
    except ImportError:
        return False  # a Python that was built without libffi; nothing else here needs it

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and all(mallopt(which, value) for which, value in _LIMITS)

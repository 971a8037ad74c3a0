"""Garbage: Python looks for none while the board fills, and not again through what has come to stay.

Ten thousand people are a hundred thousand objects. As they come the collector goes through all there are, time and
again, and finds nothing: 100 of 1,000 ms from the start to the truth. Once they are there they are put aside, because
each later search through everything would stop the window for 60 ms. What nobody holds any more is freed as always;
it is cycles alone that need a search.
"""

import gc
from collections.abc import Iterable

from rcboard.domain.events import Event, LinkChanged
from rcboard.domain.link import Link, Phase

_FILLING = (Phase.STARTING, Phase.SIGNING_IN, Phase.READING)


def hold() -> None:
    """The program starts: look for none, until ``settle`` hears that it is done."""
    gc.disable()


def settle(events: Iterable[Event]) -> None:
    """Look for garbage from now on, where these say that the board has been filled, or for now will not be."""
    if not gc.isenabled() and any(isinstance(one, LinkChanged) and not _fills(one.link) for one in events):
        gc.freeze()
        gc.enable()


def _fills(link: Link) -> bool:
    return link.phase in _FILLING and link.problem is None

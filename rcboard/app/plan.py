"""The plan: what a window is opened with, by whichever command opens it."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rcboard.host.settings import PRODUCTION

if TYPE_CHECKING:  # these come after the first paint
    from rcboard.app.connection import Feed
    from rcboard.app.desktop import Desktop
    from rcboard.domain.link import Problem
    from rcboard.host.credentials import Credentials
    from rcboard.host.instance import Claim


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run. ``find`` looks for the sign-in; ``errand`` is done once the window shows, and ends the program."""

    find: "Callable[[], Awaitable[Credentials | Problem]]"
    profile: str
    pages: tuple[int, int] = (1000, 1)
    known: tuple[str, str] = (PRODUCTION, "")
    """Server address and client id as configured: what the sign-in dialog begins with."""
    return_addresses: tuple[str, ...] = ()
    """Where the browser comes back to after signing in; empty: where it usually does."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Settings given as options of this run, by name; None: not given."""
    errand: "Callable[[Desktop], Coroutine[Any, Any, int]] | None" = None
    """Its result is the exit code."""
    speed: float = 1.0
    """How many times as fast as the machine's the program's clock goes."""
    learn: Callable[..., None] = lambda *secrets: None
    """Makes secrets known to the log's redaction."""
    feed: "Feed | None" = None
    """Where the board is read from instead of RingCentral."""
    search: str = ""
    """What to search for from the start."""
    claim: "Claim | None" = None
    """That this is the profile's running copy, for other programs to ask; None for a window that is not."""

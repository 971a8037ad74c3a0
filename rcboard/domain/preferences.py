"""Preferences: what the person, or the company's policy, chose; each a typed field with a default and its reason.

Values only: where they are kept, who may change them and how they are asked for is said elsewhere. A section is a
frozen value like the whole, so a change makes a new one, which is how undo works.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
"""A time of day, "HH:MM"."""


def _number(default: int, least: int, most: int) -> Any:
    """A whole number within these bounds."""
    return field(default=default, metadata={"least": least, "most": most})


def _text(pattern: str) -> Any:
    """A text that is empty or matches this pattern whole."""
    return field(default="", metadata={"pattern": pattern})


class Filters(StrEnum):
    """How presence is subscribed to."""

    AUTO = "auto"
    """One filter per person up to 500 people, the account's one filter above."""
    PER_EXTENSION = "per-extension"
    ACCOUNT = "account"


class TellAbout(StrEnum):
    """Whose changes are told without being asked for one by one."""

    WAITED_FOR = "waited_for"
    FAVOURITES = "favourites"
    EVERYONE_SHOWN = "everyone_shown"
    NOTHING = "nothing"


class DoubleClick(StrEnum):
    """What a double click on a tile does."""

    COPY = "copy"
    CALL = "call"
    OPEN = "open"


class CallThrough(StrEnum):
    """Which program a call is handed to."""

    RINGCENTRAL_APP = "rcapp"
    RINGCENTRAL_PHONE = "rcmobile"
    TEL = "tel"


class Theme(StrEnum):
    """Colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Palette(StrEnum):
    """Colours of the states."""

    MEASURED = "measured"
    """Told apart best in the three kinds of colour vision."""
    OKABE_ITO = "okabe_ito"
    OWN = "own"


class Density(StrEnum):
    """How much of a tile is shown."""

    CARD = "card"
    COMPACT = "compact"
    MINI = "mini"


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is on the board. Empty lists leave nobody out."""

    types: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Patterns with ``*`` and ``?``, matched without case and accents."""
    extensions: tuple[str, ...] = ()
    """Extension numbers; where any stand here, nobody else is shown."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """What is told, and when not."""

    about: TellAbout = TellAbout.FAVOURITES
    quiet_from: str = _text(CLOCK)
    quiet_to: str = _text(CLOCK)
    """Quiet hours as local "HH:MM"; none while either is empty. May pass midnight."""
    watches_stay: bool = False
    """A watch goes on after it has fired; usually it ends, since the call was put through."""
    sounds: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How the board looks."""

    theme: Theme = Theme.SYSTEM
    palette: Palette = Palette.MEASURED
    own_colours: dict[str, str] = field(default_factory=dict)
    """State token to "#RRGGBB", for ``Palette.OWN``."""
    density: Density = Density.CARD
    zoom: int = _number(100, 50, 200)
    """Percent, 50 to 200."""
    reduced_motion: bool = False
    language: str = _text(r"[a-z]{2,3}([_-][A-Za-z]{2,4})?")
    """Empty: as the system speaks."""


@dataclass(frozen=True, slots=True)
class Calling:
    """How hands and phone work together."""

    double_click: DoubleClick = DoubleClick.COPY
    through: CallThrough = CallThrough.RINGCENTRAL_APP


@dataclass(frozen=True, slots=True)
class Connection:
    """The way to RingCentral."""

    filters: Filters = Filters.AUTO
    ca_file: str = ""
    """A PEM file trusted besides the system's store; for companies whose proxy opens TLS."""
    proxy: str = _text(r"https?://[^\s/@]+:\d{1,5}")
    """"http://host:port" for REST and socket alike, without a password; empty: as the environment says."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is shown and kept of others."""

    show_other_party: bool = True
    """With whom somebody talks, where RingCentral says so."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """All of it."""

    whom: Whom = Whom()
    alerts: Alerts = Alerts()
    look: Look = Look()
    calling: Calling = Calling()
    connection: Connection = Connection()
    privacy: Privacy = Privacy()
    keys: dict[str, str] = field(default_factory=dict)
    """Wish to key sequence in Qt's portable form ("Ctrl+F"), where it differs from the key table."""

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


class Turn(StrEnum):
    """A change of somebody's state, as far as it may be told."""

    FREE = "free"
    """May be called now."""
    ON_PHONE = "on_phone"
    """Ringing, talking, on hold, parked."""
    BUSY = "busy"
    """In a meeting, not to be disturbed, busy, queue calls only."""
    OFFLINE = "offline"


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
    RING_OUT = "ring_out"
    """None: RingCentral makes the call itself, from one phone to the other."""


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
class General:
    """The program itself."""

    language: str = _text(r"[a-z]{2,3}([_-][A-Za-z]{2,4})?")
    """Empty: as the system speaks. Takes effect at the next start."""
    close_to_tray: bool = True
    """Closing the window hides it where there is a tray: alerts go on."""
    welcomed: bool = field(default=False, metadata={"unseen": True})
    """The questions of the first run were asked."""


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
    turns: tuple[Turn, ...] = (Turn.FREE, Turn.ON_PHONE, Turn.BUSY, Turn.OFFLINE)
    """Which changes of theirs."""
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


@dataclass(frozen=True, slots=True)
class Calling:
    """How hands and phone work together."""

    double_click: DoubleClick = DoubleClick.COPY
    through: CallThrough = CallThrough.RINGCENTRAL_APP
    ring_first: str = _text(r"\+?[0-9]{2,20}")
    """The phone RingOut rings first; empty: one's direct number, which rings where one takes calls, or extension."""


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


class WhenNotKnown(StrEnum):
    """What the gate answers when the truth is not known. It is never a yes."""

    NOT_KNOWN = "not_known"
    """Exit code 3: whoever asks can tell "busy" from "cannot say"."""
    NO = "no"
    """Exit code 1, for telephone systems that know yes and no alone."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Which states let a call through, for other systems to act on."""

    available: tuple[str, ...] = ("available", "available_no_queue")
    """State tokens that count as available; "ringing" or "queue_only" may be added. What is not known never counts."""
    when_not_known: WhenNotKnown = WhenNotKnown.NOT_KNOWN
    recent: int = field(default=60, metadata={"least": 1, "most": 1440})
    """Minutes over which calls count when the first free of a group is looked for: fewest calls first."""


@dataclass(frozen=True, slots=True)
class Api:
    """The local web API and its page. Off until switched on."""

    on: bool = False
    host: str = "127.0.0.1"
    """The address it listens at. Any other than this computer's own needs the TLS files."""
    port: int = field(default=8137, metadata={"least": 0, "most": 65535})
    """0: any that is free; "rcboard serve" says which."""
    names: tuple[str, ...] = ()
    """Names others call this computer by ("board.example.com"); a request for any other name is refused."""
    certificate: str = ""
    key: str = ""
    """PEM files of certificate chain and private key."""
    rate: int = field(default=20, metadata={"least": 1, "most": 10000})
    """Requests a second from one address, ten seconds' worth at once at most."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """One address that is told of changes. Empty lists leave nobody and nothing out."""

    name: str
    url: str
    people: tuple[str, ...] = ()
    """Extension numbers."""
    groups: tuple[str, ...] = ()
    """Departments, sites, call queues or own groups."""
    states: tuple[str, ...] = ()
    """Tokens of the states whose beginning is told."""
    template: str = ""
    """The body with ${name}, ${state} … in it, for a receiver that wants its own form; empty: the standard body."""
    content_type: str = "application/json"
    private_redirects: bool = False
    """Whether the receiver may send us on to an address inside the company."""


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Who is told of changes over HTTP. Nobody until somebody is named."""

    targets: tuple[Webhook, ...] = ()


@dataclass(frozen=True, slots=True)
class Mqtt:
    """The MQTT broker changes are published to. None until one is named."""

    publish: str = ""
    """"mqtts://broker.example.com"; the password is kept in the keyring, the user's name stands before an @."""
    account: str = "main"
    """Names the company in the topics: one name for each account on a broker."""
    ca_file: str = ""
    """A PEM file trusted besides the system's store."""
    discovery: str = "homeassistant"
    """Home Assistant's discovery prefix; empty: none is published."""
    source: str = ""
    """A broker the board is read from instead of RingCentral: nobody signs in then."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A program that is run on changes, with the fields in environment variables. None until one is named."""

    command: tuple[str, ...] = ()
    """The program and its arguments, one by one: no shell reads them."""
    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    """As for webhooks."""
    seconds: int = field(default=10, metadata={"least": 1, "most": 600})
    """How long it may run before it is ended."""


@dataclass(frozen=True, slots=True)
class Updates:
    """Whether anybody is asked for newer releases. Off; nothing is ever installed."""

    on: bool = False
    url: str = _text(r"https://[^\s@]+|http://(127\.0\.0\.1|localhost)[:/][^\s@]*")
    """Answers as GitHub's API does: "https://api.github.com/repos/OWNER/NAME/releases/latest". Empty: nobody."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """All of it."""

    general: General = General()
    whom: Whom = Whom()
    alerts: Alerts = Alerts()
    look: Look = Look()
    calling: Calling = Calling()
    connection: Connection = Connection()
    privacy: Privacy = Privacy()
    gate: Gate = Gate()
    api: Api = Api()
    webhooks: Webhooks = Webhooks()
    mqtt: Mqtt = Mqtt()
    hook: Hook = Hook()
    updates: Updates = Updates()
    keys: dict[str, str] = field(default_factory=dict)
    """Wish to key sequence in Qt's portable form ("Ctrl+F"), where it differs from the key table."""

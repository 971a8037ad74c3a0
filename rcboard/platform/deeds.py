"""Deeds: what a session wants done, for whoever holds its socket, and the moment that goes in."""

from dataclasses import dataclass

from rcboard.domain.events import Event
from rcboard.domain.link import Lack, Problem


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, by both clocks: ``wall`` in seconds since 1970, ``steady`` for measuring."""

    wall: float
    steady: float


@dataclass(frozen=True, slots=True)
class Send:
    """Write this frame."""

    text: str


@dataclass(frozen=True, slots=True)
class Ping:
    """Send a WebSocket ping; ``Session.ponged`` wants to hear of its answer."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """These happened, in this order."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """The presence of everybody subscribed to has to be read: nothing older is vouched for."""


@dataclass(frozen=True, slots=True)
class ReadPeople:
    """The list of people has changed."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The line stands as before the loss; what was read under it still holds."""


@dataclass(frozen=True, slots=True)
class FellBack:
    """The filters asked for were refused; those to fall back on are asked for on the same socket."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Without:
    """What the subscription that was made has to do without; empty where nothing was put aside."""

    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """The socket is of no more use. ``problem.permanent`` says that another one would not be either."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd came and was left out."""

    reason: str


Deed = Send | Ping | Deliver | Read | ReadPeople | Resumed | FellBack | Without | Drop | Note

"""Deeds: what a session wants done, for whoever holds its socket, and the moment that goes in.

msgspec's structs and no dataclasses: making a class of the latter takes half a millisecond, on the way to the truth.
"""

import msgspec

from rcboard.domain.events import Event
from rcboard.domain.link import Lack, Problem


class Moment(msgspec.Struct, frozen=True):
    """Now, by both clocks: ``wall`` in seconds since 1970, ``steady`` for measuring."""

    wall: float
    steady: float


class Send(msgspec.Struct, frozen=True):
    """Write this frame."""

    text: str


class Ping(msgspec.Struct, frozen=True):
    """Send a WebSocket ping; ``Session.ponged`` wants to hear of its answer."""


class Deliver(msgspec.Struct, frozen=True):
    """These happened, in this order."""

    events: tuple[Event, ...]


class Read(msgspec.Struct, frozen=True):
    """The presence of everybody subscribed to has to be read: nothing older is vouched for."""


class ReadPeople(msgspec.Struct, frozen=True):
    """The list of people has changed."""


class Resumed(msgspec.Struct, frozen=True):
    """The line stands as before the loss; what was read under it still holds."""


class FellBack(msgspec.Struct, frozen=True):
    """The filters asked for were refused; those to fall back on are asked for on the same socket."""

    problem: Problem


class Without(msgspec.Struct, frozen=True):
    """What the subscription that was made has to do without; empty where nothing was put aside."""

    lacks: tuple[Lack, ...]


class Drop(msgspec.Struct, frozen=True):
    """The socket is of no more use. ``problem.permanent`` says that another one would not be either."""

    problem: Problem


class Note(msgspec.Struct, frozen=True):
    """Something odd came and was left out."""

    reason: str


Deed = Send | Ping | Deliver | Read | ReadPeople | Resumed | FellBack | Without | Drop | Note

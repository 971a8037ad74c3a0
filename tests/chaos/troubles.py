"""The troubles of a storm: everything the simulator can do to a client, and what can happen to its own machine.

Each is a coroutine that strikes and ends when its time is over; whatever it switched on is switched off afterwards.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.chaos.storm import Storm

Strike = Callable[["Storm"], Awaitable[None]]

TOKEN, TICKET = "/restapi/oauth/token", "/restapi/oauth/wstoken"
LIST, PRESENCE = "/account/~/extension", "/account/~/presence"
ENDPOINTS = {"token": TOKEN, "wstoken": TICKET, "list": LIST, "presence": PRESENCE}
CUTS = ("close_1000", "close_1001", "close_1006", "close_1011", "close_4400", "idle_timeout", "absolute_timeout")
CHECK = 600.0
"""Simulated seconds between two slow checks."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One line of the table. ``weight`` is how often it comes, beside 1."""

    name: str
    strike: Strike
    weight: float = 1.0


# -- the socket


async def cut(name: str, storm: "Storm") -> None:
    """The line ends, politely or not."""
    await storm.fault(name, once=True)
    await storm.wait(storm.between(0, 5))


async def silence(storm: "Storm") -> None:
    """The connection stays and nothing comes through any more."""
    await storm.mark(storm.judge.silenced)
    await storm.fault("silent_socket", once=True)
    await storm.until_lost(60.0)


async def lost_for_good(storm: "Storm") -> None:
    """A line that is lost and not given back."""
    await storm.fault("recovery_fails")
    await storm.fault(storm.one_of(CUTS), once=True)
    await storm.wait(storm.between(5, 15))


async def forgotten(storm: "Storm") -> None:
    """The server forgets the subscription: only a check can find out."""
    await storm.mark(storm.judge.forgotten)
    await storm.fault("forget_subscription", once=True)
    await storm.until_lost(CHECK + 30.0)
    if not storm.judge.drops_in_round:
        await storm.fault("close_1006", once=True)


async def hard_to_open(name: str, storm: "Storm") -> None:
    """The line is cut, and another is hard to come by."""
    await storm.fault(name, **({"seconds": storm.real(storm.between(2, 8))} if name.startswith("slow") else {}))
    await cut("close_1006", storm)
    await storm.wait(storm.between(5, 30))


# -- requests


async def refused(name: str, endpoint: str, storm: "Storm") -> None:
    """Requests fail, all of them or those to one endpoint, while the line has to be built anew."""
    seconds = {"seconds": storm.real(storm.between(3, 25))} if name == "slow_answer" else {}
    await storm.fault(name, path=ENDPOINTS.get(endpoint, ""), **seconds)
    if endpoint == "list":
        await storm.act("create", firstName="Nina", lastName="Neu")
    elif endpoint == "token":
        await storm.fault("token_expired", once=True)
    elif storm.chance.random() < 0.5 or endpoint == "presence":
        await storm.fault("recovery_fails")
    await storm.fault("close_1011", once=True)
    await storm.wait(storm.between(5, 30))
    if seconds:
        await storm.fault(name, on=False)
        await storm.wait(seconds["seconds"] * storm.speed)  # what was asked meanwhile is answered as late


async def answer_lost(storm: "Storm") -> None:
    """The token is renewed and the answer lost on its way."""
    await storm.fault("lost_answer", once=True, path=TOKEN)
    await storm.fault("token_expired", once=True)
    await storm.wait(storm.between(5, 10))


async def evicted(storm: "Storm") -> None:
    """The administrator ends the session."""
    await storm.end_sessions()
    await storm.wait(storm.between(2, 8))


async def sign_in_refused(storm: "Storm") -> None:
    """The session ends and nobody is let in any more; when that is over, the person presses the button."""
    await storm.fault("sign_in_refused")
    await storm.end_sessions()
    await storm.until_lost(60.0)
    await storm.wait(storm.between(5, 20))


async def restarted(storm: "Storm") -> None:
    """The server begins anew and knows no token and no subscription."""
    await storm.restart_office()
    await storm.wait(storm.between(0, 5))


# -- events


async def odd_events(name: str, storm: "Storm") -> None:
    """Presence events come wrong in one way."""
    if name == "unknown_enum":
        await storm.mark(lambda: setattr(storm.judge, "odd_words", True))  # until the round ends: the fault does, too
    await storm.fault(name, rate=storm.one_of((0.1, 0.3, 0.6)))
    await storm.wait(storm.between(20, 60))


async def missing_events(storm: "Storm") -> None:
    """Events get lost on the server. Sometimes nothing else happens, and only the slow check can put it right."""
    await storm.fault("dropped_event", rate=storm.one_of((0.1, 0.3)))
    await storm.wait(storm.between(20, 40))
    await storm.fault("dropped_event", on=False)
    if storm.chance.random() < 0.4:
        await storm.until(lambda: not storm.judge.untold, CHECK + 60.0)


async def burst(storm: "Storm") -> None:
    """Five hundred changes a real second."""
    await storm.fault("burst", seconds=1.0)
    await storm.wait(storm.speed * 1.0)


async def comings_and_goings(storm: "Storm") -> None:
    """People are created, renamed, moved, disabled and deleted."""
    made = [await storm.act("create", firstName="Nina", lastName=f"Neu{n}") for n in range(4)]
    await storm.act("rename", id=made[0]["id"], lastName="Anders")
    await storm.act("renumber", id=made[1]["id"])
    await storm.act("disable", id=made[2]["id"])
    await storm.wait(storm.between(0, 5))
    await storm.act("delete", id=made[3]["id"])
    await storm.act("delete", id=made[0]["id"])


# -- the machine


async def asleep(shortest: float, longest: float, storm: "Storm") -> None:
    """The machine sleeps, with its line: both ends see the time pass, the office lives on."""
    seconds = round(storm.between(shortest, longest))
    await storm.mark(storm.judge.silenced)
    if seconds > 170:
        await storm.fault("recovery_fails")
    await storm.fault("silent_socket", once=True)
    await storm.fault("burst", seconds=0.3)
    await storm.wait(storm.speed * 0.4)
    await storm.sleep(seconds, steady=storm.chance.random() < 0.5)


async def clock_set(seconds: float, storm: "Storm") -> None:
    """Somebody sets the machine's clock."""
    storm.clock.leap(seconds, steady=False)
    await storm.wait(storm.between(5, 15))


async def name_gone(storm: "Storm") -> None:
    """The server's name cannot be resolved any more, and open connections end."""
    storm.names.gone = True
    await storm.fault("reset")
    await storm.fault("close_1006", once=True)
    await storm.wait(storm.between(5, 40))


async def keyring_gone(storm: "Storm") -> None:
    """The keyring can neither be read nor written while the token has to be renewed, or a new sign-in is needed."""
    storm.ring.gone = True
    if storm.chance.random() < 0.5:
        await storm.end_sessions()
    else:
        await storm.fault("token_expired", once=True)
    await storm.wait(storm.between(5, 30))


async def mixture(storm: "Storm") -> None:
    """Two or three troubles at a time."""
    for trouble in storm.chance.sample(MIXED, storm.chance.choice((2, 2, 3))):
        storm.mixed.append(trouble.name)
        await trouble.strike(storm)


_BAD_EVENTS = (
    "duplicate_event", "out_of_order", "stale_sequence", "missing_fields", "unknown_enum", "unknown_extension",
    "unknown_type", "multipart_frame",
)  # fmt: skip
_HARD = ("slow_handshake", "refuse_socket", "heartbeat_unanswered", "subscription_refused")
_ANYWHERE = ("maintenance", "bad_gateway", "empty_gateway", "unauthorized", "reset", "lost_answer", "slow_answer")

MIXED: list[Trouble] = [
    *(Trouble(f"socket: {name}", partial(cut, name)) for name in (*CUTS, "token_expired")),
    Trouble("socket: not given back", lost_for_good),
    *(Trouble(f"socket: {name}", partial(hard_to_open, name)) for name in _HARD),
    *(Trouble(f"429 at {name}", partial(refused, "plain_429", name)) for name in ENDPOINTS),
    *(Trouble(f"503 at {name}", partial(refused, "overloaded", name)) for name in ENDPOINTS),
    *(Trouble(f"requests: {name}", partial(refused, name, "all")) for name in _ANYWHERE),
    Trouble("token: answer lost", answer_lost),
    Trouble("token: session ended", evicted),
    *(Trouble(f"events: {name}", partial(odd_events, name)) for name in _BAD_EVENTS),
    Trouble("events: burst", burst),
    Trouble("people: come and go", comings_and_goings),
    Trouble("machine: no name service", name_gone),
    Trouble("machine: no keyring", keyring_gone),
]
"""What can come together."""

TROUBLES: list[Trouble] = [
    *MIXED,
    Trouble("socket: silent", silence, 2.0),
    Trouble("socket: forgotten", forgotten, 0.4),
    Trouble("token: sign-in refused", sign_in_refused),
    Trouble("server: started anew", restarted),
    Trouble("events: missing", missing_events, 2.0),
    Trouble("machine: asleep for minutes", partial(asleep, 60, 1500), 2.0),
    Trouble("machine: asleep for hours", partial(asleep, 3600, 12 * 3600), 2.0),
    Trouble("machine: clock set forward", partial(clock_set, 3600.0)),
    Trouble("machine: clock set back", partial(clock_set, -1800.0)),
    Trouble("mixture", mixture, 8.0),
]

"""Times: every duration of ours in one value, and the clock everything is measured by."""

from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """Time and waiting, handed in from outside, so that a day can pass in minutes."""

    def now(self) -> float:
        """Seconds since 1970 (UTC); may jump when the machine slept or its clock was set."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back."""

    async def sleep(self, seconds: float) -> None:
        """Wait; may return a little early, so look at the clock again before acting on it."""

    def real(self, seconds: float) -> float:
        """How many seconds of the machine's own time that many seconds of this clock are."""


@dataclass(frozen=True, slots=True)
class Times:
    """Durations in seconds, each with its reason."""

    known_for: float = 90.0
    """Without a live line, how long the last state may still be shown (aged) before it is not known."""
    free_holds: float = 5.0
    """A watched person must be free this long before we say so: people hang up and dial again."""
    frame: float = 0.016
    """Least time between two paints of changes: one frame at 60 Hz."""
    connect: float = 5.0
    """Time to reach a server."""
    answer: float = 5.0
    """Time for it to begin an answer, at first: one that was lost is not to cost long."""
    slow_answer: float = 20.0
    """The same at most, for a server that was too slow before."""
    handshake: float = 10.0
    """Time for the gateway to accept and describe a connection."""
    settle: float = 1.0
    """Silence after which a replay of missed notifications is taken to be over."""
    request: float = 15.0
    """Time for a reply over the socket."""
    ping: float = 15.0
    """Silence after which we ask whether the line still stands."""
    pong: float = 15.0
    """Time for the answer; ping and pong together find a half-open line within 40 s."""
    slept: float = 30.0
    """The machine's two clocks drifted apart by this: it slept, and the line is gone."""
    unseen: float = 60.0
    """Nobody looked at the line for this long, though every few seconds is usual: it slept with its clocks going on."""
    look: float = 1.0
    """Between two looks at the machine's clocks, so that one that slept is found out as soon as it wakes."""
    heartbeat: float = 240.0
    """Silence after which an application heartbeat is due: RingCentral drops idle sockets after 1,800 s."""
    first_retry: float = 1.0
    longest_retry: float = 8.0
    """Back-off after a lost line: doubles from the first to the longest, with jitter.

    A board has to be right 15 s after whatever was wrong is over. What keeps tries apart that cost RingCentral calls
    is the budget: it lets three sockets a minute be opened.
    """
    offline_retry: float = 8.0
    """The longest back-off while nobody can be reached at all: such a try costs nobody anything."""
    overloaded: float = 10.0
    """How long to leave a server alone that is overloaded and names no time."""
    steady: float = 60.0
    """A line that stood this long was good: the next loss starts at the first retry again."""
    token_margin: float = 120.0
    """A token is renewed this long before it ends."""
    check: float = 600.0
    """Between two slow checks of people and presence, for what no event told."""
    look_again: float = 10.0
    """Somebody is asked about anew when his why-card opens, but not again within this time."""
    ring_out_look: float = 1.0
    ring_out_longest_look: float = 4.0
    """Between two looks at how a call stands that RingCentral makes; grows by half each time."""
    ring_out: float = 120.0
    """A call that has come nowhere by then is not followed any longer: phones ring for a minute at most."""
    ring_out_told: float = 6.0
    """How long it is said that a call was connected or cancelled."""
    queues: float = 60.0
    """Between two readings of the call queues at least, and for each queue as below: nobody is in a hurry for them."""
    queue: float = 12.0
    """For each call queue, so that they take five of RingCentral's light calls a minute at most."""
    renew: float = 600.0
    """Between two looks whether our subscription is still there: nothing tells when it is not."""
    line_age: float = 82_800.0
    """A line is renewed after this long, and up to ``line_age_spread`` later: the gateway cuts it after 24 h."""
    line_age_spread: float = 1_800.0
    """So that not everybody who came at nine is renewed at eight."""
    address_look: float = 10.0
    """Between two looks at the addresses of this computer: another network is another line."""
    suspend: float = 60.0
    """A computer that said it goes to sleep and has not after this long stays awake."""
    default_penalty: float = 30.0
    """Wait after a 429 that names no time (RingCentral docs, rate limits)."""
    keyring: float = 8.0
    """Time for the keyring, which may show a prompt."""
    sign_in: float = 300.0
    """Time for a person to sign in in the browser, a second factor included."""
    turn: float = 40.0
    """Time for another process to renew the sign-in both use: a connection, an answer and the keyring."""
    replayed: float = 8.0
    """How long after a renewal the refresh token before it is still answered: RingCentral says 10 s from first use."""
    gate: float = 15.0
    """A gate answers within this time, if only "not known"."""
    glance: float = 60.0
    """Time to read the list and somebody's presence once."""
    close: float = 3.0
    """Time for a polite good-bye at the end."""

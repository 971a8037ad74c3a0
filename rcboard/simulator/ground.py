"""The ground every part of the platform stands on: one clock, one set of numbers, switches
and faults, one source of ids."""

from dataclasses import dataclass

from rcboard.simulator.clock import Clock
from rcboard.simulator.faults import Faults
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.switches import Switches
from rcboard.simulator.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Ground:
    """What all parts share; numbers and switches may change while running."""

    clock: Clock
    numbers: Numbers
    switches: Switches
    tokens: Tokens
    faults: Faults

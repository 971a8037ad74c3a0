"""Plain clients for the simulator's tests: nothing of rcboard's own client is in here."""

from collections.abc import Callable, Iterator

import pytest

from tests.kit.office import Office, OpenOffice, office
from tests.simulator.caller import Caller

__all__ = ["office"]


@pytest.fixture
def still(office: OpenOffice) -> Office:
    """A small office in which nobody moves by himself, with generous limits."""
    return office("--extensions", "30", "--rate", "0", *GENEROUS)


GENEROUS = ("--limit", "light=5000", "--limit", "medium=5000", "--limit", "heavy=5000", "--limit", "auth=5000")


@pytest.fixture
def caller() -> Iterator[Callable[[Office], Caller]]:
    """Signs in at an office with plain HTTP; the connections are closed afterwards."""
    opened: list[Caller] = []

    def calling(office: Office) -> Caller:
        opened.append(Caller(office))
        opened[-1].sign_in()
        return opened[-1]

    yield calling
    for one in opened:
        one.close()

"""Plain clients for the simulator's tests: nothing of rcboard's own client is in here."""

from collections.abc import Iterator

import pytest

from tests.kit.office import Office, open_office
from tests.simulator.caller import Caller

GENEROUS = ("--limit", "light=5000", "--limit", "medium=5000", "--limit", "heavy=5000", "--limit", "auth=5000")


@pytest.fixture(scope="session")
def stage() -> Iterator[Office]:
    """A process in which one office after the other plays: starting one costs time."""
    with open_office("--extensions", "30", "--rate", "0", *GENEROUS) as office:
        yield office


@pytest.fixture
def still(stage: Office) -> Office:
    """A small fresh office in which nobody moves by himself, with generous limits and no pause after subscribing."""
    stage.restart()
    stage.switch(pause_after_subscription_real=0)
    return stage


@pytest.fixture(scope="session")
def standing() -> Iterator[Office]:
    """One still office for all tests that leave it as it is: no switches, no faults, nobody touched."""
    with open_office("--extensions", "90", "--rate", "0", *GENEROUS) as office:
        yield office


@pytest.fixture
def reader(standing: Office) -> Iterator[Caller]:
    """Somebody signed in at the standing office with the JWT."""
    caller = Caller(standing)
    caller.sign_in()
    yield caller
    caller.close()


@pytest.fixture
def caller(still: Office) -> Iterator[Caller]:
    """Somebody signed in at a still office of the test's own."""
    caller = Caller(still)
    caller.sign_in()
    yield caller
    caller.close()

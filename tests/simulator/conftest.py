"""Plain clients for the simulator's tests: nothing of rcboard's own client is in here."""

import subprocess
from collections.abc import Iterator

import pytest

from tests.kit.office import Office, open_office, opened, start_office
from tests.simulator.caller import Caller

GENEROUS = ("--limit", "light=5000", "--limit", "medium=5000", "--limit", "heavy=5000", "--limit", "auth=5000")


@pytest.fixture(scope="session")
def spare() -> Iterator[list[subprocess.Popen[str]]]:
    """A still office that starts while another test runs: starting is what costs time."""
    starting: list[subprocess.Popen[str]] = []
    yield starting
    for process in starting:
        with opened(process):
            pass


@pytest.fixture
def still(spare: list[subprocess.Popen[str]]) -> Iterator[Office]:
    """A small office of the test's own in which nobody moves by himself, with generous limits."""
    while len(spare) < 2:
        spare.append(start_office("--extensions", "30", "--rate", "0", *GENEROUS))
    with opened(spare.pop(0)) as office:
        yield office


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

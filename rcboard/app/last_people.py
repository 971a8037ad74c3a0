"""Who was on the board last: names, numbers, departments and call queues only, never presence.

The file belongs to one server and one client id. It is read before anything heavy is imported, so that a start shows
everybody at once, each as Checking…; ``rcboard.app.people_file`` writes it.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from rcboard.domain.people import Person
from rcboard.host.files import KeptFile
from rcboard.host.folders import folders


@dataclass(frozen=True, slots=True)
class KeptPeople:
    """What the file holds."""

    server_url: str = ""
    client_id: str = ""
    people: tuple[Person, ...] = ()


def file(profile: str, now: Callable[[], float]) -> KeptFile[KeptPeople]:
    """The file of this profile; ``now`` is seconds since 1970 (UTC)."""
    return KeptFile(folders(profile).people, KeptPeople, now)


def last(profile: str, now: Callable[[], float]) -> tuple[Person, ...]:
    """Who was on this profile's board last, whoever is signed in; nobody where nothing was kept. Blocking."""
    kept = file(profile, now).read().value
    return kept.people if kept is not None else ()


def of_sign_in(kept: KeptFile[KeptPeople], server_url: str, client_id: str) -> KeptPeople:
    """The people of this server and client id, else nobody; an empty id is not known yet, as it lies in the keyring.

    Whoever asked so has to ask ``PeopleFile.is_of`` when it is known. Blocking.
    """
    reading = kept.read()
    if reading.notice is not None and reading.notice.moved_to is not None:
        # What can be read again from RingCentral needs no keeping, and these are people's names.
        with contextlib.suppress(OSError):
            reading.notice.moved_to.unlink()
    found = reading.value or KeptPeople()
    if found.server_url != server_url or (client_id and found.client_id != client_id):
        return KeptPeople()
    return found

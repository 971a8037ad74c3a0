"""A table of everybody's telephony state, and something to do when one changes.

The line does what one would write by hand: it reads the extension list page by page, keeps enabled people, makes one
subscription with a detailed-telephony filter for each, and tells what comes. Signs in with RC_CLIENT_ID and so on.
"""

import asyncio
import os
from collections.abc import Sequence

from rcboard.app.line import Line
from rcboard.domain.events import Event, PeopleRead, PresenceHeard, PresenceRead
from rcboard.domain.preferences import Connection, Filters
from rcboard.host.settings import settings

names: dict[str, str] = {}
table: dict[str, str] = {}


def tell(events: Sequence[Event]) -> None:
    for event in events:
        match event:
            case PeopleRead(people=people):
                names.update((person.id, f"{person.number} {person.spoken}") for person in people)
            case PresenceRead(records=records):
                table.update((id, presence.telephony_status) for id, presence in records)
            case PresenceHeard(id=id, presence=presence) if presence.telephony_status not in ("", table.get(id)):
                print(f"{names.get(id, id)}: {table.get(id, '?')} → {presence.telephony_status}", flush=True)
                table[id] = presence.telephony_status


async def main() -> None:
    credentials = settings({}, os.environ).credentials
    assert credentials is not None, "set RC_CLIENT_ID, RC_CLIENT_SECRET and RC_JWT"
    line = Line(credentials, tell=tell, per_page=100, connection=Connection(filters=Filters.PER_EXTENSION))
    try:
        await line.run()
    finally:
        await asyncio.shield(line.close(revoke=True))


asyncio.run(main())

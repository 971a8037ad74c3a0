"""Everybody on the account: the extension list page by page, enabled people only. Signs in with RC_CLIENT_ID and so on.

python examples/list_people.py
"""

import asyncio
import os

from rcboard.app import glance
from rcboard.domain.times import Times
from rcboard.host.settings import settings


async def main() -> None:
    credentials = settings({}, os.environ).credentials
    if credentials is None:
        raise SystemExit("set RC_CLIENT_ID, RC_CLIENT_SECRET and RC_JWT")
    board = await glance.board(credentials, None, pages=(100, 1), times=Times(), seconds=60.0)
    for person in sorted(board, key=lambda person: person.number):
        print(f"{person.number:<8} {person.spoken:<32} {person.department}", flush=True)


asyncio.run(main())

"""Whom to forward a call to: the wanted extension when it is free, else the first free of a group, else nobody.

python examples/forward_call.py 214 Support     prints the number and ends with 0, or says why not: 1
"""

import asyncio
import os
import sys

from rcboard.app import glance
from rcboard.domain.gate import Answer
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.groups import is_member
from rcboard.domain.times import Times
from rcboard.host.settings import settings


async def main(wanted: str, group: str) -> int:
    credentials = settings({}, os.environ).credentials
    assert credentials is not None, "set RC_CLIENT_ID, RC_CLIENT_SECRET and RC_JWT"
    board = await glance.board(
        credentials,
        lambda person: person.number == wanted or is_member(person, (group,)),
        pages=(1000, 1),
        times=Times(),
        seconds=15.0,
    )
    keeper = Gatekeeper(board)
    for decision in (keeper.person(wanted), keeper.group(group, board.link.since)):
        if decision.answer is Answer.YES and decision.person is not None:
            print(decision.person.number)
            return 0
    print(f"{wanted} is not free, and nobody of {group} is", file=sys.stderr)
    return 1


sys.exit(asyncio.run(main(*sys.argv[1:3])))

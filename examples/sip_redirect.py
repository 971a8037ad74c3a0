"""A SIP redirect server: sends a caller to the desk phone when its owner is free, else to the first free of a group.

python examples/sip_redirect.py GROUP DESK-PHONES [PORT]    INVITE sip:214@… → 302 sip:214@DESK-PHONES, or 480, why
"""

import asyncio
import os
import sys

from rcboard.app import headless
from rcboard.domain.gate import Answer
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.host.settings import settings
from rcboard.words.gate import group_sentence


class Redirect(asyncio.DatagramProtocol):
    def __init__(self, live: headless.Headless, group: str, phones: str) -> None:
        self.live, self.keeper, self.group, self.phones = live, Gatekeeper(live.board), group, phones
        live.listen(lambda changes: self.keeper.take(changes, live.clock.now()))

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        first, *lines = data.decode(errors="replace").split("\r\n")
        if first.startswith("INVITE sip:"):  # an ACK needs no answer
            now, wanted = self.live.clock.now(), first[11:].partition("@")[0]
            decisions = [self.keeper.person(wanted), self.keeper.group(self.group, now)]
            free = [one.person.number for one in decisions if one.answer is Answer.YES and one.person]
            why = group_sentence(decisions[1], self.group, now, live=self.live.board.link.live)
            head = [f"SIP/2.0 {'302 Moved Temporarily' if free else '480 Temporarily Unavailable'}"]
            head += [line for line in lines if line.lower().startswith(("via:", "from:", "call-id:", "cseq:"))]
            head += [f"{line};tag=rcboard" for line in lines if line.lower().startswith("to:")]
            head += [f"Contact: <sip:{free[0]}@{self.phones}>" if free else f'Warning: 399 rcboard "{why}"']
            self.transport.sendto("\r\n".join([*head, "Content-Length: 0", "", ""]).encode(), address)

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self.transport = transport


async def main(group: str, phones: str, port: str = "5060") -> int:
    credentials = settings({}, os.environ).credentials
    assert credentials is not None, "set RC_CLIENT_ID, RC_CLIENT_SECRET and RC_JWT"
    async with headless.live(credentials) as live:
        local = ("127.0.0.1", int(port))
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: Redirect(live, group, phones), local_addr=local
        )
        print(f"redirecting at {transport.get_extra_info('sockname')[1]}", flush=True)
        await live.until(lambda: False, 1e9)
    return 3


sys.exit(headless.run(lambda: main(*sys.argv[1:4])))

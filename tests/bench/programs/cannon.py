"""A server that answers at once and fires presence events as fast as a socket takes them.

    python -m tests.bench.programs.cannon --people 1000

It speaks what the board needs of RingCentral and nothing more, with answers made beforehand: the simulator, which is
faithful, would be what is measured. Prints {"server_url", "client_id", "client_secret", "jwt"}; ``POST /fire`` with
{"count", "rate", "people"} fires so many events (rate 0: flat out) over the first so many people, and answers when all
are written. Every event changes the state of its person, and carries the time it was written as its ``timestamp``.
"""

import argparse
import asyncio
import itertools
import json
import time
from datetime import UTC, datetime

from aiohttp import web

from rcboard.simulator.gateway.frames import packed
from rcboard.simulator.starter import end_with_starter

ACCOUNT = "/restapi/v1.0/account/400"
CHUNK = 64
"""Frames to a write."""
KEPT = 4 * 2**20
"""Bytes that may wait in a transport before firing pauses."""


FIRST = 7_000_000_000
"""The first person's id."""
HEADER = "X-Rate-Limit-Group"
UNLIMITED = {"X-Rate-Limit-Limit": "9000", "X-Rate-Limit-Remaining": "8999", "X-Rate-Limit-Window": "60"}
"""Without these the board would keep to RingCentral's usual ten pages a minute."""


def person(n: int) -> dict[str, object]:
    """An extension as the list has it."""
    return {
        "id": FIRST + n,
        "extensionNumber": str(1000 + n),
        "name": f"Person{n % 97} Number{n}",
        "type": "User",
        "status": "Enabled",
        "hidden": False,
        "contact": {"firstName": f"Person{n % 97}", "lastName": f"Number{n}", "department": f"Department {n % 23}"},
    }


def presence(n: int, calling: float) -> dict[str, object]:
    """A presence record; the first share of the people is on a call since some minutes."""
    called = n % 10 < calling * 10
    began = datetime.fromtimestamp(time.time() - 60 - n % 600, UTC).isoformat(timespec="milliseconds")
    call = {
        "id": str(n),
        "direction": "Inbound",
        "telephonyStatus": "CallConnected",
        "startTime": began.replace("+00:00", "Z"),
        "sessionId": str(n),
    }
    return {
        "extension": {"id": FIRST + n, "extensionNumber": str(1000 + n)},
        "presenceStatus": "Busy" if called else "Available",
        "telephonyStatus": "CallConnected" if called else "NoCall",
        "userStatus": "Available",
        "dndStatus": "TakeAllCalls",
        "meetingStatus": "Disconnected",
        "allowSeeMyPresence": True,
        "activeCalls": [call] if called else [],
    }


EVENT = (
    '[{"type":"ServerNotification","messageId":"%(uuid)s","status":200,"headers":{"RCRequestId":"%(uuid)s",'
    '"Content-Type":"application/json;charset=utf-8","Routing-Key":"SJC01P01"}},'
    '{"uuid":"%(uuid)s","event":"/restapi/v1.0/account/400/extension/%(id)d/presence?detailedTelephonyState=true",'
    '"timestamp":"%(stamp)s","subscriptionId":"cannon","ownerId":"7000000000","body":{"extensionId":%(id)d,'
    '"telephonyStatus":"%(status)s","activeCalls":%(calls)s,"sequence":%(sequence)d,"presenceStatus":"%(presence)s",'
    '"userStatus":"Available","meetingStatus":"Disconnected","dndStatus":"TakeAllCalls","allowSeeMyPresence":true,'
    '"ringOnMonitoredCall":false,"pickUpCallsOnHold":false,"totalActiveCalls":1}}]'
)
CALL = (
    '[{"id":"%(id)d","direction":"Inbound","queueCall":false,"from":"+16505550100","fromName":"Customer","to":"101",'
    '"toName":"Ada Lovelace","telephonyStatus":"%(status)s","startTime":"2026-05-04T14:03:12.000Z",'
    '"sessionId":"1234567890","telephonySessionId":"s-a1b2c3","partyId":"p-a1b2c3-2"}]'
)


def event(n: int, sequence: int, now: float, *, rings: bool) -> bytes:
    """An event of a kilobyte, as a frame ready to be written."""
    id = FIRST + n
    status = "Ringing" if rings else "NoCall"
    fields = {
        "uuid": f"5241-{n:08d}-{sequence:08d}",
        "id": id,
        "stamp": datetime.fromtimestamp(now, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "status": status,
        "presence": "Available",
        "sequence": sequence,
        "calls": CALL % {"id": id, "status": status} if rings else "[]",
    }
    return packed((EVENT % fields).encode())


class Cannon:
    """The answers, made once, and the open sockets."""

    def __init__(self, people: int, calling: float) -> None:
        self._people = people
        self._calling = calling
        self._pages: dict[tuple[str, int, int], bytes] = {}
        self._sequences = itertools.count(1)
        self._rings = [False] * people
        self._sockets: set[asyncio.Transport] = set()

    def routes(self) -> list[web.RouteDef]:
        """Where what is asked."""
        version = "/restapi/v1.0"
        return [
            web.post("/restapi/oauth/token", self.token),
            web.post("/restapi/oauth/revoke", self.nothing),
            web.post("/restapi/oauth/wstoken", self.ticket),
            web.get(f"{version}/status", self.nothing),
            web.get(f"{version}/account/{{a}}/extension", self.people),
            web.get(f"{version}/account/{{a}}/presence", self.presences),
            web.get(f"{version}/account/{{a}}/extension/{{ids}}/presence", self.batch),
            web.get("/ws", self.socket),
            web.post("/fire", self.fire),
        ]

    async def token(self, request: web.Request) -> web.Response:
        return web.json_response(
            {
                "access_token": "cannon",
                "token_type": "bearer",
                "expires_in": 3600,
                "refresh_token": "cannon",
                "refresh_token_expires_in": 604800,
                "scope": "ReadAccounts ReadPresence WebSocket",
                "owner_id": "7000000000",
                "session_id": "cannon",
            }
        )

    async def nothing(self, request: web.Request) -> web.Response:
        return web.json_response({})

    async def ticket(self, request: web.Request) -> web.Response:
        return web.json_response({"uri": f"ws://{request.host}/ws", "ws_access_token": "cannon", "expires_in": 600})

    async def people(self, request: web.Request) -> web.Response:
        return self._page(request, "people", person)

    async def presences(self, request: web.Request) -> web.Response:
        return self._page(request, "presences", lambda n: presence(n, self._calling))

    async def batch(self, request: web.Request) -> web.Response:
        """Who is on screen is read first: several ids at once, or a single one."""
        ids = [int(id) for id in request.match_info["ids"].split(",")]
        made = [presence(id - FIRST, self._calling) for id in ids]
        items = [{"resourceId": str(id), "status": 200, "body": one} for id, one in zip(ids, made, strict=True)]
        headers = UNLIMITED | {HEADER: "heavy"}
        if len(ids) == 1:
            return web.json_response(made[0], headers=headers)
        return web.json_response(items, status=207, headers=headers)

    def _page(self, request: web.Request, name: str, made) -> web.Response:  # type: ignore[no-untyped-def]
        page, size = int(request.query.get("page", 1)), min(1000, int(request.query.get("perPage", 100)))
        body = self._pages.get((name, page, size))
        if body is None:
            numbers = range((page - 1) * size, min(page * size, self._people))
            more = page * size < self._people
            query = f"page={page + 1}&perPage={size}&detailedTelephonyState=true"
            next_page = {"nextPage": {"uri": f"http://{request.host}{request.path}?{query}"}} if more else {}
            answer = {"records": [made(n) for n in numbers], "paging": {"page": page}, "navigation": next_page}
            body = self._pages[name, page, size] = json.dumps(answer).encode()
        group = "heavy" if name == "presences" else "medium"
        return web.Response(body=body, content_type="application/json", headers=UNLIMITED | {HEADER: group})

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Describe the connection, answer the subscription, echo heartbeats."""
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        transport = request.transport
        assert isinstance(transport, asyncio.Transport)
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        details = {"creationTime": now, "recoveryTimeout": 180, "recoveryBufferSize": 100}
        head = {"type": "ConnectionDetails", "messageId": "0", "status": 200, "wsc": {"token": "c", "sequence": 1}}
        await socket.send_str(json.dumps([head, details]))
        async for message in socket:
            asked = json.loads(message.data)
            meta = {"type": asked[0]["type"], "messageId": asked[0]["messageId"], "status": 200, "headers": {}}
            if asked[0]["type"] != "ClientRequest":
                await socket.send_str(json.dumps([meta]))
                continue
            made = {
                "id": "cannon",
                "uri": "/restapi/v1.0/subscription/cannon",
                "status": "Active",
                "eventFilters": asked[1]["eventFilters"] if len(asked) > 1 else [],
                "creationTime": now,
                "expirationTime": now,
                "expiresIn": 86399,
                "deliveryMode": {"transportType": "WebSocket", "encryption": False},
            }
            await socket.send_str(json.dumps([meta, made]))
            self._sockets.add(transport)
        self._sockets.discard(transport)
        return socket

    async def fire(self, request: web.Request) -> web.Response:
        """Fire; answers with how long that took."""
        wish = await request.json()
        count, rate, over = wish["count"], wish.get("rate", 0), min(wish.get("people", self._people), self._people)
        began = time.monotonic()
        if rate:
            await self._paced(count, rate, over)
        else:
            await self._flat_out(count, over)
        return web.json_response({"seconds": time.monotonic() - began})

    def _shot(self, n: int, now: float) -> bytes:
        """The next event of this person, who in turns rings and does not: each changes what is to be seen."""
        self._rings[n] = not self._rings[n]
        return event(n, next(self._sequences), now, rings=self._rings[n])

    async def _flat_out(self, count: int, over: int) -> None:
        now = time.time()
        shots = [self._shot(n % over, now) for n in range(count)]
        for start in range(0, count, CHUNK):
            chunk = b"".join(shots[start : start + CHUNK])
            for transport in self._sockets:
                while transport.get_write_buffer_size() > KEPT:
                    await asyncio.sleep(0.001)
                transport.write(chunk)
            await asyncio.sleep(0)

    async def _paced(self, count: int, rate: float, over: int) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        for n in range(count):
            if (wait := began + n / rate - loop.time()) > 0:
                await asyncio.sleep(wait)
            shot = self._shot(n % over, time.time())
            for transport in self._sockets:
                transport.write(shot)


async def main() -> None:
    """Serve until killed, or until whoever started this has ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--calling", type=float, default=0.0)
    args = parser.parse_args()
    app = web.Application()
    app.add_routes(Cannon(args.people, args.calling).routes())
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    url = f"http://127.0.0.1:{port}"
    print(json.dumps({"server_url": url, "client_id": "c", "client_secret": "s", "jwt": "j.j.j"}), flush=True)
    end_with_starter(stop := asyncio.Event())
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())

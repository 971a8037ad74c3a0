"""The simulated platform put together: one value with everything in it, nothing global."""

import asyncio
from dataclasses import dataclass
from random import Random, SystemRandom

from rcboard.simulator.clock import Clock
from rcboard.simulator.credentials import credentials
from rcboard.simulator.day import Day
from rcboard.simulator.documents import Documents
from rcboard.simulator.endings import Endings
from rcboard.simulator.gateway.conversation import Conversation
from rcboard.simulator.gateway.gateway import Gateway
from rcboard.simulator.gateway.marks import Marks
from rcboard.simulator.gateway.notifier import Notifier
from rcboard.simulator.gateway.socket import Socket
from rcboard.simulator.gateway.subscriptions import Subscriptions
from rcboard.simulator.gateway.tickets import Tickets
from rcboard.simulator.limiter import Limiter
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.oauth.authorize import Authorize
from rcboard.simulator.oauth.codes import Codes
from rcboard.simulator.oauth.endpoints import OAuth
from rcboard.simulator.oauth.form import Apps
from rcboard.simulator.oauth.sessions import Sessions
from rcboard.simulator.options import Options
from rcboard.simulator.rest.extensions import Extensions
from rcboard.simulator.rest.presence import PresenceResource
from rcboard.simulator.rest.router import Router
from rcboard.simulator.rest.subscriptions import SubscriptionResource
from rcboard.simulator.staffing import staffed_office
from rcboard.simulator.switches import Switches
from rcboard.simulator.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where this simulator is reached; all links it hands out begin with these."""

    server_url: str

    @property
    def socket_url(self) -> str:
        """The gateway."""
        return self.server_url.replace("http", "ws", 1) + "/ws"

    @property
    def control_url(self) -> str:
        """The control plane."""
        return self.server_url + "/control"


class Simulator:
    """One RingCentral for one account."""

    def __init__(self, options: Options, server_url: str) -> None:
        self.addresses = Addresses(server_url)
        self.clock = Clock(options.time_scale)
        self.numbers = Numbers()
        self.numbers.limits.update(options.limits)
        self.switches = Switches()
        self.credentials = credentials(options.seed)
        chance = Random(f"{options.seed}/day")
        self.tokens = Tokens(SystemRandom())
        self.office = staffed_office(self.credentials, options.extensions, options.seed)
        self.documents = Documents(self.office, server_url)
        self.limiter = Limiter(self.clock, self.numbers)
        self.sessions = Sessions(self.clock, self.numbers, self.tokens)
        self.apps = Apps(self.credentials.confidential, self.credentials.public)
        self.codes = Codes(self.clock, self.numbers, self.tokens)
        self.tickets = Tickets(self.clock, self.numbers, self.switches, self.tokens, self.addresses.socket_url)
        self.subscriptions = Subscriptions(
            self.office, clock=self.clock, numbers=self.numbers, switches=self.switches, tokens=self.tokens,
            chance=chance,
        )
        marks = Marks(SystemRandom(), options.seed)
        self.gateway = Gateway(self.tickets, self.subscriptions, marks, self.clock, self.numbers)
        self.notifier = Notifier(self.subscriptions, self.clock, self.numbers, self.switches, self.tokens)
        self.endings = Endings(self.office, self.clock, self.numbers)
        self.day = Day(self.office, chance, self.clock, rate=options.rate, speed=options.speed)
        self.authorize = Authorize(self.apps, self.codes, self.office, self.limiter, self.numbers)
        self.oauth = OAuth(
            self.apps, self.sessions, self.codes, self.tickets,
            limiter=self.limiter, office=self.office, jwt=self.credentials.jwt,
        )
        self.router = self._router()
        self.conversations: set[Conversation] = set()
        self.day.warm_up()
        self.office.presence_listeners += [self.notifier.presence_changed, self.endings.presence_changed]
        self.sessions.end_listeners.append(self.gateway.end_session)

    def _router(self) -> Router:
        extensions = Extensions(self.office, self.documents, self.numbers, self.tokens)
        presence = PresenceResource(self.office, self.documents, self.numbers, self.tokens, extensions.find)
        base_url = self.addresses.server_url
        subscriptions = SubscriptionResource(self.subscriptions, self.numbers, self.switches, base_url)
        operations = [
            *self.oauth.operations(), *extensions.operations(), *presence.operations(), *subscriptions.operations(),
        ]  # fmt: skip
        return Router(
            operations, self.sessions,
            limiter=self.limiter, switches=self.switches, tokens=self.tokens, account_id=self.office.account_id,
        )  # fmt: skip

    async def run(self) -> None:
        """Let time do its work until cancelled: the day passes, lines and limits run out."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.day.run(), name="simulator: day")
            tasks.create_task(self._sweep(), name="simulator: sweep")

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(0.05)
            self.gateway.sweep()
            for conversation in tuple(self.conversations):
                conversation.enforce_limits()

    async def converse(self, socket: Socket, token: str | None, wsc: str | None) -> None:
        """Talk over one socket until it ends."""
        conversation = Conversation(
            socket, self.gateway,
            clock=self.clock, numbers=self.numbers, tokens=self.tokens, rest=self.router.answer,
        )  # fmt: skip
        self.conversations.add(conversation)
        try:
            await conversation.run(token, wsc)
        finally:
            self.conversations.discard(conversation)

    async def pause(self, patience: float = 5.0) -> bool:
        """Stop the day and wait until all changes so far are written to every socket. False when one took too long."""
        self.day.paused = True
        self.endings.settle()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        while not all(line.written for line in self.gateway.lines.values()):
            if loop.time() > deadline:
                return False
            await asyncio.sleep(0.005)
        return True

    def close(self) -> None:
        """Close every socket: the platform goes away."""
        self.endings.cancel()
        for line in self.gateway.lines.values():
            if line.socket is not None:
                line.socket.close(1001, "going away")
            line.stop()

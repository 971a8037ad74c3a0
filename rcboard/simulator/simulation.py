"""The composition: every part of the simulated platform is made and joined here, and nowhere else."""

import secrets
from collections.abc import Awaitable, Callable
from random import Random

from rcboard.simulator.clock import Clock
from rcboard.simulator.control.people import People
from rcboard.simulator.control.plane import ControlPlane
from rcboard.simulator.control.wishes import Wishes
from rcboard.simulator.credentials import REDIRECT_URIS, credentials
from rcboard.simulator.day import Day
from rcboard.simulator.disturbance import Disturbance
from rcboard.simulator.documents import Documents
from rcboard.simulator.endings import Endings
from rcboard.simulator.faults import Faults
from rcboard.simulator.gateway.door import Door
from rcboard.simulator.gateway.lines import Lines
from rcboard.simulator.gateway.notifier import Notifier
from rcboard.simulator.gateway.subscriptions import Subscriptions
from rcboard.simulator.ground import Ground
from rcboard.simulator.history import History
from rcboard.simulator.limiter import Limiter
from rcboard.simulator.numbers import Numbers
from rcboard.simulator.oauth.authorize import AuthorizePage
from rcboard.simulator.oauth.codes import Codes
from rcboard.simulator.oauth.endpoints import OAuthEndpoints
from rcboard.simulator.oauth.sessions import Sessions
from rcboard.simulator.oauth.tickets import Tickets
from rcboard.simulator.options import Options
from rcboard.simulator.rest.call_queues import CallQueues
from rcboard.simulator.rest.directory import Directory
from rcboard.simulator.rest.extensions import Extensions
from rcboard.simulator.rest.permissions import Permissions
from rcboard.simulator.rest.presence import PresenceResource
from rcboard.simulator.rest.ring_out import RingOuts
from rcboard.simulator.rest.router import Router
from rcboard.simulator.rest.status import STATUS
from rcboard.simulator.rest.subscriptions import SubscriptionResource
from rcboard.simulator.rest.unified_presence import UnifiedPresenceResource
from rcboard.simulator.staffing import staffed_office
from rcboard.simulator.switches import Switches
from rcboard.simulator.tokens import Tokens


class Simulation:
    """A platform with one account. ``server_url`` is its address, without a slash at the end."""

    def __init__(self, options: Options, server_url: str, restart: Callable[[], Awaitable[None]]) -> None:
        seed = options.seed
        clock, numbers, switches = Clock(options.time_scale), Numbers(), Switches()
        tokens = Tokens(Random(secrets.randbits(128)))
        numbers.limits.update(options.limits)
        ground = Ground(clock, numbers, switches, tokens, Faults(Random(f"{seed}/faults")))
        self.ground = ground
        self.credentials = credentials(seed, options.redirect_uris or REDIRECT_URIS)
        self.office = staffed_office(self.credentials, options.extensions, seed)
        self.day = Day(self.office, Random(f"{seed}/day"), clock, rate=options.rate, speed=options.speed)
        if options.rate != 0:
            self.day.warm_up()
        self.documents = Documents(self.office, server_url)

        self.limiter = Limiter(clock, numbers)
        self.sessions = Sessions(ground)
        tickets = Tickets(ground)
        codes = Codes(ground)
        self.subscriptions = Subscriptions(self.office, ground, Random(f"{seed}/filters"))
        self.lines = Lines(self.subscriptions, ground)
        self.history = History(self.office, clock)
        self.notifier = Notifier(self.office, self.subscriptions, ground, server_url, self.history.withheld)
        self.endings = Endings(self.office, ground)
        self.office.presence_listeners += [
            self.history.presence_changed,
            self.notifier.presence_changed,
            self.endings.presence_changed,
        ]
        self.office.record_listeners += [self.history.record_changed, self.notifier.record_changed]
        self.office.queue_listeners.append(self.notifier.queue_changed)
        self.sessions.end_listeners.append(self.lines.session_ended)

        extensions = Extensions(self.office, self.documents, ground)
        oauth = OAuthEndpoints(
            self.credentials, self.office, self.sessions, tickets=tickets, codes=codes, limiter=self.limiter,
            ground=ground,
            ws_uri=f"ws{server_url.removeprefix('http')}/ws",
        )  # fmt: skip
        operations = [
            *oauth.operations(),
            *AuthorizePage(self.credentials, self.office, codes, self.limiter, numbers).operations(),
            *extensions.operations(),
            *PresenceResource(self.office, self.documents, ground, extensions.find).operations(),
            *SubscriptionResource(self.subscriptions, ground, server_url).operations(),
            *Directory(self.office, ground, server_url).operations(),
            *CallQueues(self.office, self.documents, extensions.find).operations(),
            *UnifiedPresenceResource(self.office, self.documents, ground, extensions.find).operations(),
            *Permissions(self.documents, switches).operations(),
            *RingOuts(self.office, self.documents, ground, Random(f"{seed}/ring-out")).operations(),
            STATUS,
        ]
        self.router = Router(operations, self.sessions, self.limiter, ground, self.credentials.account_id)
        self.disturbance = Disturbance(self.sessions, self.router, ground)
        self.door = Door(self.lines, tickets, self.router, ground)

        self.wishes = Wishes(self.office, self.day, Random(f"{seed}/wishes"), clock)
        self.people = People(self.office, self.credentials.first_extension_id, Random(f"{seed}/people"))
        self.control = ControlPlane(self, restart)

    async def leave(self) -> None:
        """Send nothing more and close every socket."""
        self.endings.cancel()
        self.notifier.cancel()
        await self.door.shut()

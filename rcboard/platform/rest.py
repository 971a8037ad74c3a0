"""REST: the few questions rcboard asks, awaited in the loop and sent by worker threads within the rate budget."""

import asyncio
import contextlib
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode, urlsplit

from rcboard.domain.allowance import Allowance, Group
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.presence import Presence
from rcboard.platform import queue_wire, ring_wire, wire
from rcboard.platform.budget import Budget, Urgency
from rcboard.platform.errors import RcError
from rcboard.platform.queue_wire import Queue
from rcboard.platform.ring_wire import RingOut
from rcboard.platform.wire import Page, Ticket
from rcboard.platform.workers import Workers

if TYPE_CHECKING:
    from rcboard.platform.client import RcClient
    from rcboard.platform.sdk import RcPlatform

T = TypeVar("T")

BATCH = 30
"""Extensions to a presence request at most (API reference)."""
PAGE = 1000
"""Extensions to a page of the account's presence at most (API reference)."""

_VERSION = "/restapi/v1.0"
_ACCOUNT = f"{_VERSION}/account/~"
_RING_OUT = f"{_ACCOUNT}/extension/~/ring-out"
_GROUPS = (
    (re.compile(r"/restapi/oauth/.*"), Group.AUTH),
    (re.compile(r"/restapi/v1\.0/account/[^/]+/(?:presence|extension/[^/]+/ring-out)"), Group.HEAVY),
    (re.compile(r"/restapi/v1\.0/account/[^/]+/(?:extension|directory/entries|call-queues)"), Group.MEDIUM),
)


def group_of(path: str) -> Group:
    """The rate group of a path (API reference, throttling groups)."""
    return next((group for pattern, group in _GROUPS if pattern.fullmatch(path)), Group.LIGHT)


class RestBridge:
    """The only door from the loop to blocking requests. Every method raises RcError."""

    def __init__(self, budget: Budget, workers: Workers) -> None:
        self._budget = budget
        self._workers = workers
        self._loop = asyncio.get_running_loop()
        self._sent = threading.local()
        """In each worker thread when its request was sent."""
        self._platform: RcPlatform | None = None
        self._client: RcClient | None = None

    def attach(self, platform: "RcPlatform", client: "RcClient") -> None:
        """Use this platform from now on; its client reports to ``heard``."""
        self._platform, self._client = platform, client

    def heard(self, path: str, status: int, headers: Mapping[str, str]) -> None:
        """An answer came, in the worker thread that sent the request: let the budget know."""
        asked = getattr(self._sent, "at", None)
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._budget.answered, group_of(path), status, dict(headers), asked)

    def barred(self, path: str) -> float:
        """Seconds for which RingCentral would refuse this path for sure; asked just before sending, in any thread."""
        self._sent.at = self._budget.now()
        return self._budget.barred(group_of(path))

    @property
    def allowances(self) -> tuple[Allowance, ...]:
        """How much is left of the budget."""
        return self._budget.allowances()

    # -- the session

    @property
    def platform(self) -> "RcPlatform":
        """The signed-in app."""
        if self._platform is None:
            raise RcError(Problem(ProblemKind.OURS, detail="no platform"))
        return self._platform

    @property
    def signed_in(self) -> bool:
        """Whether there is a session."""
        return self.platform.signed_in

    @property
    def wants_sign_in(self) -> bool:
        """Whether nobody is signed in, or the last renewal was refused."""
        return self.platform.wants_sign_in

    @property
    def sessions(self) -> int:
        """Sessions opened so far."""
        return self.platform.sessions

    def renew_at(self) -> float:
        """When the access token has to be renewed, in seconds since 1970 by our clock."""
        return self.platform.renew_at()

    async def ensure(self) -> None:
        """Sign in, or renew the token where it is due."""
        await self._within(Group.AUTH, self.platform.ensure, Urgency.NOW)

    def wait(self, group: Group, urgency: Urgency = Urgency.USUAL) -> float:
        """Seconds until the budget allows another request of this group."""
        return self._budget.wait(group, urgency)

    def wait_for_ticket(self, *, alone: bool) -> float:
        """Seconds until a socket may be opened; ``alone`` is whether no other stands."""
        return self._budget.wait(Group.AUTH, spare=_spare(alone))

    def wait_for_line(self, *, alone: bool) -> float:
        """Seconds until a line may be tried: a sign-in where that is due, then its socket."""
        return self._budget.wait(Group.AUTH, spare=1) if self.wants_sign_in else self.wait_for_ticket(alone=alone)

    async def leave(self) -> None:
        """End the session, if there is one and it is not kept for others."""
        if self._platform is not None:
            # Also while a sign-in is under way: its lock is waited for, and what it brings is ended.
            await self._workers.run(self._platform.leave)

    async def revoke(self) -> None:
        """End the session, whoever uses it."""
        await self._workers.run(self.platform.revoke)

    # -- questions

    async def own_id(self) -> str:
        """The extension id of the signed-in user."""
        return self.platform.owner_id or await self._get(f"{_ACCOUNT}/extension/~", wire.own_id)

    async def status(self) -> None:
        """Ask whether RingCentral is in normal operation; needs no sign-in (API reference, ``/status``)."""
        platform = self.platform
        await self._within(Group.LIGHT, lambda: platform.ask_without_sign_in(f"{_VERSION}/status"), Urgency.NOW)

    async def user_may(self, permission: str) -> bool:
        """Whether the signed-in user's role has this permission."""
        path = f"{_ACCOUNT}/extension/~/authz-profile/check"
        return await self._get(_query(path, permissionId=permission), wire.successful)

    async def people(self, uri: str = "", *, per_page: int = 1000, page: int = 1) -> Page[Person]:
        """A page of the extension list, or the one a page named as its next."""
        return await self._get(uri or _query(f"{_ACCOUNT}/extension", page=page, perPage=per_page), wire.people)

    async def directory(self, *, per_page: int = 1000, page: int = 1) -> Page[Person]:
        """A page of the company directory, without the people of linked companies."""
        path = f"{_ACCOUNT}/directory/entries"
        # Group and federation are asked for, and not sorted out afterwards: other companies may be large.
        query = _query(path, showFederated="false", typeGroup="User", page=page, perPage=per_page)
        return await self._get(query, wire.directory)

    async def call_queues(self, uri: str = "", *, urgency: Urgency = Urgency.AT_LEISURE) -> Page[Queue]:
        """A page of the account's call queues, or the one a page named as its next."""
        first = _query(f"{_ACCOUNT}/call-queues", page=1, perPage=PAGE)
        return await self._get(uri or first, queue_wire.queues, urgency)

    async def queue_members(self, id: str, uri: str = "", *, urgency: Urgency = Urgency.AT_LEISURE) -> Page[str]:
        """A page of the ids of a call queue's members, or the one a page named as its next."""
        first = _query(f"{_ACCOUNT}/call-queues/{id}/members", page=1, perPage=PAGE)
        return await self._get(uri or first, queue_wire.members, urgency)

    async def presences(
        self, uri: str = "", *, asked: Callable[[], None], urgency: Urgency = Urgency.USUAL
    ) -> Page[tuple[str, Presence]]:
        """A page of everybody's presence; ``asked`` is called when the request is sent off."""
        first = _query(f"{_ACCOUNT}/presence", detailedTelephonyState="true", page=1, perPage=PAGE)
        return await self._get(uri or first, wire.presences, urgency, asked=asked)

    async def presence_batch(
        self, ids: Sequence[str], *, asked: Callable[[], None], urgency: Urgency = Urgency.USUAL
    ) -> Page[tuple[str, Presence]]:
        """The presence of up to ``BATCH`` people; whoever is not known any more is left out."""
        path = _query(f"{_ACCOUNT}/extension/{','.join(ids)}/presence", detailedTelephonyState="true")
        accept = {"Accept": "application/vnd.ringcentral.multipart+json"} if len(ids) > 1 else {}
        return await self._get(path, wire.presence_batch, urgency, headers=accept, asked=asked)

    async def ticket(self, *, alone: bool) -> Ticket:
        """The right to open one socket now; ``alone`` is whether no other stands."""
        work = partial(self._send, "POST", "/restapi/oauth/wstoken", {}, wire.ticket)
        found = await self._within(Group.AUTH, work, spare=_spare(alone))
        if found is None:
            raise RcError(Problem(ProblemKind.BAD_ANSWER, code="wstoken"))
        return found

    def may(self, permission: str) -> bool:
        """Whether the app has this permission, as far as its token says."""
        return permission in self.platform.scope

    async def change_own_presence(self, changes: Mapping[str, str | bool]) -> Presence:
        """Change one's own presence (fields by our names); the record afterwards."""
        path, body = f"{_ACCOUNT}/extension/~/presence", wire.own_changes(changes)

        def put() -> Presence:
            return wire.own_presence(self.platform.put(path, body).body())

        return await self._within(Group.MEDIUM, put, Urgency.NOW)

    async def ring_out(self, own: str, number: str) -> RingOut:
        """Have RingCentral ring one's own phone, then this number."""
        body = ring_wire.asked(own, number)
        return await self._within(
            Group.HEAVY, lambda: ring_wire.ring_out(self.platform.post(_RING_OUT, body).body()), Urgency.NOW
        )

    async def ring_out_now(self, id: str) -> RingOut:
        """How such a call stands."""
        return await self._get(f"{_RING_OUT}/{id}", ring_wire.ring_out, Urgency.NOW)

    async def cancel_ring_out(self, id: str) -> None:
        """Take such a call back; refused once one's own phone was answered."""
        await self._within(Group.HEAVY, lambda: self.platform.delete(f"{_RING_OUT}/{id}"), Urgency.NOW)

    def drop_connections(self) -> None:
        """Close idle connections."""
        if self._client is not None:
            self._client.drop_connections()

    # -- how

    async def _get(
        self,
        uri: str,
        decode: Callable[[bytes], T],
        urgency: Urgency = Urgency.USUAL,
        *,
        headers: Mapping[str, str] | None = None,
        asked: Callable[[], None] | None = None,
    ) -> T:
        """GET a path, or an address RingCentral named: of that only the path and query are used.

        Answers are decoded in the worker, too: a thousand people take some milliseconds.
        """
        parts = urlsplit(uri)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        work = partial(self._send, "GET", path, headers or {}, decode)
        return await self._within(group_of(parts.path), work, urgency, asked=asked)

    def _send(self, method: str, path: str, headers: Mapping[str, str], decode: Callable[[bytes], T]) -> T:
        call = self.platform.get if method == "GET" else self.platform.post
        return decode(call(path, headers=headers).body())

    async def _within(
        self,
        group: Group,
        work: Callable[[], T],
        urgency: Urgency = Urgency.USUAL,
        *,
        spare: int | None = None,
        asked: Callable[[], None] | None = None,
    ) -> T:
        await self._budget.enter(group, urgency, spare)
        try:
            if asked is not None:
                asked()
            return await self._workers.run(work)
        finally:
            self._budget.leave(group)


def _spare(alone: bool) -> int | None:
    """Sign-in calls that a socket leaves for others: what is always left; but without any socket all is lost."""
    return 0 if alone else None


def _query(path: str, **parameters: object) -> str:
    return f"{path}?{urlencode(parameters)}"

"""The answers of the web API: one function for each address, JSON in, JSON out."""

import math
from collections.abc import Awaitable, Callable
from typing import Annotated

import msgspec
from aiohttp import web

from rcboard.domain.groups import is_member
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.own_status import LONGEST as LONGEST_MESSAGE
from rcboard.domain.own_status import Own, OwnStatus, OwnWish
from rcboard.domain.presence import State
from rcboard.domain.search import key, matches, typed
from rcboard.outlets import record
from rcboard.outlets.live import Live
from rcboard.words import gate as gate_words
from rcboard.words import outlets as words
from rcboard.words import own_status as own_words

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

STATES = frozenset(state.value for state in State)

LONGEST = 200
"""Characters of a search or a group's name at most."""


class Answers:
    """Answers from one live board."""

    def __init__(self, live: Live) -> None:
        self._live = live

    async def people(self, request: web.Request) -> web.StreamResponse:
        """Everybody, or those of a group or in a state."""
        group, state = request.query.get("group"), request.query.get("state")
        if state is not None and state not in STATES:
            return refuse(400, words.bad_request(words.no_state(state[:LONGEST])))
        if group is not None and not 0 < len(group.strip()) <= LONGEST:
            return refuse(400, words.bad_request(words.missing("group")))
        named = self._live.keeper.named()
        chosen = [one for one in self._live.board if group is None or is_member(one, (group,), named)]
        told = [record.person(self._live.board, person) for person in chosen]
        return self._told([one for one in told if state is None or one["state"] == state])

    async def person(self, request: web.Request) -> web.StreamResponse:
        """One person."""
        id = request.match_info["id"]
        person = self._live.board.person(id)
        return refuse(404, words.nobody(id)) if person is None else answer(record.person(self._live.board, person))

    async def search(self, request: web.Request) -> web.StreamResponse:
        """Who is found by these words, as in the window's search box."""
        text = request.query.get("q", "")
        wanted = typed(text)
        if not wanted or len(text) > LONGEST:
            return refuse(400, words.bad_request(words.missing("q")))
        found = [one for one in self._live.board if matches(key(one), wanted)]
        return self._told([record.person(self._live.board, person) for person in found])

    async def link(self, request: web.Request) -> web.StreamResponse:
        """How the line stands."""
        return answer(record.standing(self._live.board, self._live.clock.now()))

    async def gate(self, request: web.Request) -> web.StreamResponse:
        """May a call go through to this extension? The answer is always 200: "not_known" is an answer, too."""
        number = request.match_info["number"]
        if not (number.isascii() and number.isdigit() and len(number) <= 20):
            return refuse(400, words.bad_request(words.no_number(number[:LONGEST])))
        link, now = self._live.board.link, self._live.clock.now()
        decision = self._live.keeper.person(number)
        problem = None if link.live else link.problem
        return answer(
            record.gate(decision, number, gate_words.sentence(decision, number, now, problem, live=link.live))
        )

    async def first_free(self, request: web.Request) -> web.StreamResponse:
        """Who of a group is to be called now?"""
        group = request.query.get("any", "").strip()
        if not 0 < len(group) <= LONGEST:
            return refuse(400, words.bad_request(words.missing("any")))
        link, now = self._live.board.link, self._live.clock.now()
        decision = self._live.keeper.group(group, now)
        problem = None if link.live else link.problem
        reason = gate_words.group_sentence(decision, group, now, problem, live=link.live, missing=link.lacks)
        return answer(record.gate(decision, "", reason, any=group))

    async def watches(self, request: web.Request) -> web.StreamResponse:
        """Who is waited for."""
        waited = self._live.wishes.watches() if self._live.wishes else []
        told = [{"id": id, "since": record.moment(since), "caller": caller} for id, since, caller in waited]
        return answer({"watches": told})

    async def watch(self, request: web.Request) -> web.StreamResponse:
        """Wait for somebody."""
        try:
            wish = msgspec.json.decode(await request.read() or b"{}", type=_Watch)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return refuse(400, words.bad_request(words.no_json()))
        return self._watch(request.match_info["id"], True, wish.caller)

    async def unwatch(self, request: web.Request) -> web.StreamResponse:
        """No longer."""
        return self._watch(request.match_info["id"], False, "")

    async def own(self, request: web.Request) -> web.StreamResponse:
        """How the signed-in person's own status stands."""
        wishes = self._live.wishes
        return _owned(wishes.own() if wishes else Problem(ProblemKind.NOT_CONFIGURED), own_words.unknown)

    async def change_own(self, request: web.Request) -> web.StreamResponse:
        """Change it at RingCentral."""
        try:
            wish = msgspec.json.decode(await request.read(), type=_Own).wish()
        except (msgspec.DecodeError, UnicodeDecodeError):
            return refuse(400, words.bad_request(own_words.no_wish()))
        wishes = self._live.wishes
        changed = await wishes.change_own(wish) if wishes else Problem(ProblemKind.NOT_CONFIGURED)
        return _owned(changed, own_words.refused)

    def _watch(self, id: str, on: bool, caller: str) -> web.StreamResponse:
        if self._live.board.person(id) is None:
            return refuse(404, words.nobody(id))
        if self._live.wishes is not None:
            self._live.wishes.watch(id, on, caller)
        return answer({"id": id, "watched": on})

    def _told(self, people: list[record.Json]) -> web.StreamResponse:
        standing = record.standing(self._live.board, self._live.clock.now())
        return answer({"people": people, "link": standing})


class _Watch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a watch: who waits on the phone."""

    caller: str = ""

    def __post_init__(self) -> None:
        if len(self.caller) > LONGEST:
            raise ValueError("too long")


class _Own(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """The body of a change of one's own status; what is left out stays as it is."""

    status: OwnStatus | msgspec.UnsetType = msgspec.UNSET
    queue_calls: bool | msgspec.UnsetType = msgspec.UNSET
    message: Annotated[str, msgspec.Meta(max_length=LONGEST_MESSAGE)] | msgspec.UnsetType = msgspec.UNSET

    def __post_init__(self) -> None:
        if self.wish() == OwnWish():
            raise ValueError("nothing to change")

    def wish(self) -> OwnWish:
        """What is wanted."""
        return OwnWish(
            None if self.status is msgspec.UNSET else self.status,
            None if self.queue_calls is msgspec.UNSET else self.queue_calls,
            None if self.message is msgspec.UNSET else self.message,
        )


REFUSED = {
    ProblemKind.PERMISSION_MISSING: 403,
    ProblemKind.FEATURE_MISSING: 403,
    ProblemKind.BAD_ANSWER: 409,
    ProblemKind.SERVER_ERROR: 502,
    ProblemKind.NOT_FOUND: 502,
    ProblemKind.NOT_RINGCENTRAL: 502,
    ProblemKind.OURS: 500,
}
"""The HTTP status for what RingCentral says; 503 for all that stands between it and us."""


def _owned(stands: Own | Problem, sentence: Callable[[Problem], str]) -> web.Response:
    if isinstance(stands, Own):
        return answer(record.own(stands))
    status = REFUSED.get(stands.kind, 503)
    pause = {"Retry-After": str(math.ceil(stands.retry_after))} if status == 503 and stands.retry_after else {}
    return refuse(status, sentence(stands), pause)


def answer(fields: object, status: int = 200) -> web.Response:
    """JSON that is not to be kept."""
    headers = {"Cache-Control": "no-store"}
    return web.Response(
        body=msgspec.json.encode(fields), status=status, content_type="application/json", headers=headers
    )


def refuse(status: int, sentence: str, headers: dict[str, str] | None = None) -> web.Response:
    """A no with its sentence."""
    response = answer({"error": {"status": status, "message": sentence}}, status)
    response.headers.update(headers or {})
    return response

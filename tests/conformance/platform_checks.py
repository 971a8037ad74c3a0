"""The Python SDK's ``Platform`` put through sign-in and REST."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ringcentral import SDK
from ringcentral.http.api_exception import ApiException
from ringcentral.websocket import WebSocketClient
from ringcentral.websocket.events import WebSocketEvents
from ringcentral.websocket.web_socket_subscription import WebSocketSubscription

from tests.kit.office import Office

Json = dict[str, Any]
ME = "/account/~/extension/~"
EVERYBODY = "/account/~/extension"
FILTER = "/restapi/v1.0/account/~/presence?detailedTelephonyState=true"
PATIENCE = 5.0
"""Seconds that anything on the socket may take."""


@dataclass
class Run:
    """One check under way; ``trouble`` is where its own fault or switch is put on, if all are to be broken."""

    office: Office
    planned: Json
    breaking: bool
    troubled: bool = False

    def trouble(self) -> None:
        """From here on it has to fail, if it is to be broken."""
        if not self.breaking:
            return
        if "fault" in self.planned:
            self.office.fault(self.planned["fault"])
        else:
            self.office.switch(**self.planned["switches"])
        self.troubled = True

    def platform(self) -> Any:
        """The SDK's platform, signed in with the JWT."""
        platform = self.stranger()
        platform.login(jwt=self.office.jwt)
        return platform

    def stranger(self) -> Any:
        """The SDK's platform, not signed in."""
        return SDK(self.office.client_id, self.office.client_secret, self.office.server_url).platform()


Check = tuple[str, Json, Callable[[Run], str]]
CHECKS: list[Check] = []


def check(name: str, **trouble: Any) -> Callable[[Callable[[Run], str]], Callable[[Run], str]]:
    """Enter a check: its name, and the fault or the switches under which it has to fail."""

    def entered(body: Callable[[Run], str]) -> Callable[[Run], str]:
        CHECKS.append((name, trouble, body))
        return body

    return entered


def run(office: Office, *, breaking: bool, only: str) -> Iterator[Json]:
    """All checks, each at a freshly restarted simulator; a report for each."""
    for name, trouble, body in CHECKS:
        if only not in name:
            continue
        office.restart()
        this = Run(office, trouble, breaking)
        try:
            ok, seen = True, body(this)
        except Exception as problem:
            ok, seen = False, _sentence(problem)
        yield {"check": name, "trouble": trouble, "ok": ok, "seen": seen, "troubled": this.troubled}


def _sentence(problem: Exception) -> str:
    """The text of an ApiException shows the bearer token: only its status is told."""
    if isinstance(problem, ApiException):
        response = problem.api_response().response()
        return "no answer" if response is None else f"HTTP {response.status_code}"
    while isinstance(problem, ExceptionGroup):
        problem = problem.exceptions[0]
    if isinstance(problem, TimeoutError):
        return f"nothing for {PATIENCE:g} s"
    return f"{type(problem).__name__}: {problem}".partition("\n")[0][:160]


def _refused(call: Callable[[], Any]) -> Any:
    """The ``requests`` response behind a refusal."""
    try:
        call()
    except ApiException as no:
        response = no.api_response().response()
        assert response is not None, "the connection was lost"
        return response
    raise AssertionError("nothing was refused")


def _is(response: Any, status: int, code: str, word: str = "") -> str:
    assert response.status_code == status, f"status is {response.status_code}, not {status}"
    assert response.headers["Content-Type"].startswith("application/json"), response.headers["Content-Type"]
    body = response.json()
    assert body["errorCode"] == (word or code), f"errorCode is {body['errorCode']}"
    assert body["errors"][0]["errorCode"] == code, f"errors[0].errorCode is {body['errors'][0]['errorCode']}"
    assert body["message"], "no message"
    assert response.headers["RCRequestId"], "no RCRequestId"
    return f"{status} {code}"


@check("signs in with a JWT", fault="sign_in_refused")
def _sign_in(t: Run) -> str:
    t.trouble()
    platform = t.platform()
    data = platform.auth().data()
    assert data["owner_id"].isdigit(), data["owner_id"]
    assert data["expire_time"] > time.time() + 60, "expires too soon"
    assert platform.get(ME).json_dict()["id"] == int(data["owner_id"])
    return f"{data['token_type']}, {data['expires_in']} s"


@check("refreshes; the old access token is dead at once", switches={"refresh_tokens": False})
def _refresh(t: Run) -> str:
    t.trouble()
    platform = t.platform()
    before = dict(platform.auth().data())
    platform.refresh()
    after = platform.auth().data()
    assert after["access_token"] != before["access_token"]
    assert after["refresh_token"] != before["refresh_token"]
    assert platform.get(ME).ok()
    platform.auth().set_data(after | {"access_token": before["access_token"]})
    return _is(_refused(lambda: platform.get(ME)), 401, "OAU-129", "TokenInvalid")


@check("an expired token is refreshed before the next request", fault="sign_in_refused")
def _expired(t: Run) -> str:
    platform = t.platform()
    before = platform.auth().access_token()
    platform.auth().set_data(platform.auth().data() | {"expires_in": 0, "expire_time": 0})
    t.trouble()
    assert platform.get(ME).ok()
    assert platform.auth().access_token() != before, "the token is the old one"
    return "refreshed unasked"


@check("a 401 is recovered", fault="unauthorized")
def _recovered(t: Run) -> str:
    platform = t.platform()
    t.office.fault("unauthorized", once=True)
    t.trouble()
    seen = _is(_refused(lambda: platform.get(ME)), 401, "OAU-213", "TokenInvalid")
    platform.refresh()
    assert platform.get(ME).ok()
    return f"{seen}, refreshed, then 200"


@check("pages to the last page", fault="bad_gateway")
def _pages(t: Run) -> str:
    platform = t.platform()
    ids: set[int] = set()
    pages = 0
    url: str | None = f"{EVERYBODY}?page=1&perPage=7"
    while url:
        body = platform.get(url).json_dict()
        pages += 1
        assert body["paging"]["page"] == pages, body["paging"]
        ids |= {one["id"] for one in body["records"]}
        url = body["navigation"].get("nextPage", {}).get("uri")
        if pages == 1:
            t.trouble()
    assert (pages, len(ids)) == (body["paging"]["totalPages"], body["paging"]["totalElements"])
    assert ids == {one["id"] for one in t.office.truth()}
    return f"{pages} pages, {len(ids)} extensions"


@check("lists in a query are repeated parameters", switches={"user_permissions_missing": ["ReadExtensions"]})
def _lists(t: Run) -> str:
    platform = t.platform()
    t.trouble()
    query = {"type": ["User", "Department"], "status": ["Enabled"], "perPage": 1000}
    records = platform.get(EVERYBODY, query).json_dict()["records"]
    assert {(one["type"], one["status"]) for one in records} == {("User", "Enabled"), ("Department", "Enabled")}
    return f"{len(records)} of two types"


@check("presence of several people in one request", fault="empty_gateway")
def _batch(t: Run) -> str:
    platform = t.platform()
    ids = [str(one["id"]) for one in t.office.people()[:3]] + ["1"]
    t.trouble()
    answer = platform.get(f"{EVERYBODY}/{','.join(ids)}/presence")
    assert answer.response().status_code == 207, answer.response().status_code
    parts = answer.multipart()
    assert [one.response().status_code for one in parts] == [200, 200, 200, 404]
    assert [str(one.json_dict()["extension"]["id"]) for one in parts[:3]] == ids[:3]
    return "207 multipart, one 404 inside"


@check("404: body", fault="bad_gateway")
def _not_found(t: Run) -> str:
    platform = t.platform()
    t.trouble()
    response = _refused(lambda: platform.get(f"{EVERYBODY}/1"))
    seen = _is(response, 404, "CMN-102")
    assert response.json()["parameterName"] == "extensionId"
    return seen


@check("401: body for a token that is none", fault="unauthorized")
def _garbage(t: Run) -> str:
    platform = t.platform()
    platform.auth().set_data(platform.auth().data() | {"access_token": "garbage"})
    t.trouble()
    return _is(_refused(lambda: platform.get(ME)), 401, "OAU-149", "TokenInvalid")


@check("OAuth: bodies of refused sign-ins", fault="empty_gateway")
def _oauth(t: Run) -> str:
    t.trouble()
    response = _refused(lambda: t.stranger().login(jwt="not.a.jwt"))
    body = response.json()
    assert (response.status_code, body["error"], body["errors"][0]["errorCode"]) == (400, "invalid_grant", "OAU-149")
    wrong = SDK(t.office.client_id, "wrong", t.office.server_url).platform()
    response = _refused(lambda: wrong.login(jwt=t.office.jwt))
    body = response.json()
    assert (response.status_code, body["error"], body["errors"][0]["errorCode"]) == (401, "invalid_client", "OAU-146")
    assert response.headers["WWW-Authenticate"].startswith("Basic"), "it is not asked for Basic"
    return "400 invalid_grant OAU-149, 401 invalid_client OAU-146"


@check("429: body and headers", fault="plain_429")
def _limit(t: Run) -> str:
    platform = t.platform()
    t.office.switch(limits={"light": 1})
    platform.get(ME)
    t.trouble()
    response = _refused(lambda: platform.get(ME))
    seen = _is(response, 429, "CMN-301")
    named = [response.headers.get(f"X-Rate-Limit-{one}") for one in ("Group", "Limit", "Remaining", "Window")]
    assert named == ["light", "1", "0", "60"], f"X-Rate-Limit headers are {named}"
    assert response.headers["Retry-After"] == "60"
    return f"{seen}, light 1 in 60 s, Retry-After 60"


@check("signing out ends the session", fault="reset")
def _sign_out(t: Run) -> str:
    platform = t.platform()
    data = dict(platform.auth().data())
    t.trouble()
    platform.logout()
    platform.auth().set_data(data)
    return _is(_refused(lambda: platform.get(ME)), 401, "OAU-213", "TokenInvalid")


@check("its WebSocket client: subscribed, narrowed, removed", switches={"subscription_id_header": False})
def _socket(t: Run) -> str:
    t.office.switch(subscription_id_header=True)  # it knows its subscription by that header of 2021 and nothing else
    platform = t.platform()
    t.trouble()
    return asyncio.run(_listen(t.office, WebSocketClient(platform), platform))


async def _listen(office: Office, client: Any, platform: Any) -> str:
    one, other = [person["extensionNumber"] for person in office.people() if person["real"]["allowSeeMyPresence"]][1:3]
    heard: asyncio.Queue[Json] = asyncio.Queue()
    opened, answered = asyncio.Event(), asyncio.Event()
    client.on(WebSocketEvents.connectionCreated, lambda _: opened.set())
    client.on(WebSocketEvents.subscriptionCreated, lambda _: answered.set())
    client.on(WebSocketEvents.receiveSubscriptionNotification, lambda frame: heard.put_nowait(frame[1]))
    async with asyncio.TaskGroup() as tasks:
        listening = tasks.create_task(client.create_new_connection())
        try:
            await asyncio.wait_for(opened.wait(), PATIENCE)
            subscription = WebSocketSubscription(client)
            await subscription.subscribe([FILTER])
            await asyncio.wait_for(answered.wait(), PATIENCE)
            office.presence(one, userStatus="Busy")
            first = await asyncio.wait_for(heard.get(), PATIENCE)
            info = subscription.get_subscription_info()[1]
            assert first["subscriptionId"] == info["id"]
            answered.clear()
            someone = office.person(other)["id"]
            await subscription.update([FILTER.replace("/presence", f"/extension/{someone}/presence")])
            await asyncio.wait_for(answered.wait(), PATIENCE)
            office.presence(one, userStatus="Available")
            office.presence(other, userStatus="Busy")
            second = await asyncio.wait_for(heard.get(), PATIENCE)
            assert second["body"]["extensionId"] == someone, second["event"]
            await subscription.remove()
            async with asyncio.timeout(PATIENCE):
                while (await asyncio.to_thread(platform.get, "/subscription")).json_dict()["records"]:
                    pass
        finally:
            listening.cancel()
    return "recognised by WSG-SubscriptionId; one notification each"

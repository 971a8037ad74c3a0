"""What nobody expects: odd requests in any number, and many people, changes and clients at once."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.office import Office
from tests.simulator.caller import Caller, Line, rest
from tests.simulator.capacity import measure

IDS = st.sampled_from(["~", "1", "412731660009", "412731660009,1", "x", "%00", "%F0%9F%98%80", "9" * 5000, "1,,2"])
TEMPLATES = st.sampled_from(
    [
        "/account/{}",
        "/account/{}/extension",
        "/account/{}/extension/{}",
        "/account/~/extension/{}/presence",
        "/account/{}/presence",
        "/account/~/extension/{}/unified-presence",
        "/account/~/extension/{}/phone-number",
        "/account/~/extension/{}/profile-image/{}",
        "/account/~/extension/{}/call-queue-presence",
        "/account/~/extension/{}/ring-out",
        "/account/~/extension/~/ring-out/{}",
        "/account/~/extension/{}/authz-profile/check",
        "/account/~/call-queues/{}/members",
        "/account/~/call-queues/{}/presence",
        "/account/~/directory/entries",
        "/account/~/directory/entries/{}",
        "/account/~/directory/entries/search",
        "/subscription",
        "/subscription/{}",
        "/restapi/oauth/token",
        "/restapi/oauth/authorize",
        "/restapi/oauth/wstoken",
    ]
)
WORDS = st.sampled_from(["page", "perPage", "status", "type", "detailedTelephonyState", "siteId", "permissionId"])
VALUES = st.one_of(st.text(max_size=8), st.sampled_from(["0", "-1", "true", "9" * 5000, "1e3", "Enabled", "²"]))
KEYS = st.sampled_from(
    [
        "userStatus",
        "dndStatus",
        "message",
        "records",
        "from",
        "to",
        "glip",
        "eventFilters",
        "deliveryMode",
        "searchString",
    ]
)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=80))
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)
METHODS = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "BREW"])


@pytest.fixture(scope="module")
def tester(standing: Office) -> Any:
    """Somebody signed in who sends anything."""
    caller = Caller(standing)
    caller.http.hooks["response"].clear()
    caller.sign_in()
    yield caller
    caller.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(METHODS, TEMPLATES, st.lists(IDS, min_size=2, max_size=2), st.dictionaries(WORDS, VALUES, max_size=3), JSON)
def test_no_request_makes_it_stumble(
    tester: Caller, method: str, template: str, ids: list[str], query: dict[str, str], body: Any
) -> None:
    answer = tester.call(method, template.format(*ids), params=query, data=json.dumps(body))
    assert answer.status_code < 500
    assert answer.content or answer.status_code in (204, 304)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["presence", "person", "session", "faults", "switches", "pause"]), JSON)
def test_no_wish_makes_the_control_plane_stumble(standing: Office, name: str, body: Any) -> None:
    caller = Caller(standing)
    answer = caller.http.post(f"{standing.control_url}/{name}", data=json.dumps(body))
    assert answer.status_code < 500
    caller.close()


@pytest.fixture
async def line(tester: Caller) -> Any:
    """A socket that hears anything."""
    async with tester.line() as line:
        yield line


async def test_no_frame_makes_it_stumble(line: Line) -> None:
    heads: list[Any] = [
        {},
        {"type": None},
        {"type": "ClientRequest", "messageId": 5},
        {"type": "ClientRequest", "messageId": "1", "method": "GET", "path": "http://[::1/"},
        {"type": "ClientRequest", "messageId": "2", "method": "GET", "path": rest("/account/~"), "query": [1]},
        {"type": "ClientRequest", "messageId": "3", "method": "GET", "path": rest("/account/~"), "headers": 7},
        {"type": "ClientRequest", "messageId": "4", "method": "GET", "path": "", "query": {"page": {"a": 1}}},
        {"type": "Heartbeat", "messageId": None},
        {"type": "Heartbeat"},
        [],
        "text",
        5,
    ]
    bodies: list[Any] = [None, [], {"eventFilters": [[]]}, {"eventFilters": ["http://[::1"]}, "x", 5]
    for head in heads:
        for body in bodies:
            await line.say(head, body)
    for body in bodies:
        await line.say(
            {"type": "ClientRequest", "messageId": "s", "method": "POST", "path": rest("/subscription")}, body
        )
    await line.socket.send(b"\xff\xfe")
    meta, _ = await line.request("GET", "/account/~")
    assert meta["status"] == 200


@pytest.mark.parametrize(("rate", "clients"), [(5000, 1), (250, 20)])
async def test_ten_thousand_people_five_thousand_changes_a_second_and_twenty_clients_fit_on_a_core(
    rate: int, clients: int
) -> None:
    measured = await measure(rate, clients, 2.0)
    # What it would do with a core of its own: others may be using this machine as well.
    assert measured.made / measured.core > rate / 0.9, measured
    assert measured.heard > 0.5 * measured.made, measured

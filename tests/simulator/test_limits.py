"""Rate limits, envelopes and permissions (platform reference 9.1, 7, 11 and 12)."""

import re
from typing import Any

import pytest
import requests

from tests.kit.office import Office, OpenOffice
from tests.simulator.caller import Caller, subscription
from tests.simulator.conftest import GENEROUS

HEADERS = ("X-Rate-Limit-Group", "X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Window")


def signed_in(office: Office) -> Caller:
    """A caller with tokens."""
    caller = Caller(office)
    caller.sign_in()
    return caller


def limits(answer: requests.Response) -> list[str | None]:
    """The rate-limit headers of an answer."""
    return [answer.headers.get(name) for name in HEADERS]


def test_each_answer_tells_its_group_limit_rest_and_window(office: OpenOffice) -> None:
    caller = signed_in(office("--extensions", "5", "--rate", "0"))
    left = {"light": 50, "medium": 40, "heavy": 10}
    full = dict(left)
    for path, group in (
        ("/account/~", "light"),
        ("/account/~/extension/~/presence", "light"),
        ("/account/~/extension", "medium"),
        ("/account/~/directory/entries", "medium"),
        ("/account/~/presence", "heavy"),
        ("/account/~/presence", "heavy"),
    ):
        left[group] -= 1
        assert limits(caller.call("GET", path)) == [group, str(full[group]), str(left[group]), "60"]


def test_too_many_requests_get_429_with_retry_after(office: OpenOffice) -> None:
    caller = signed_in(office("--extensions", "5", "--rate", "0", "--limit", "heavy=2"))
    statuses = [caller.call("GET", "/account/~/presence").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = caller.call("GET", "/account/~/presence")
    assert limits(answer) == ["heavy", "2", "0", "60"]
    assert answer.headers["Retry-After"] == "60"
    assert answer.json()["errorCode"] == answer.json()["errors"][0]["errorCode"] == "CMN-301"


def test_groups_are_independent_and_shared_by_all_of_a_group(office: OpenOffice) -> None:
    caller = signed_in(office("--extensions", "5", "--rate", "0", "--limit", "medium=1"))
    assert caller.call("GET", "/account/~/extension").status_code == 200
    assert caller.call("GET", "/account/~/directory/entries").status_code == 429
    assert caller.call("GET", "/account/~/presence").status_code == 200


def test_each_request_during_the_penalty_restarts_it(office: OpenOffice) -> None:
    still = office("--extensions", "5", "--rate", "0", "--time-scale", "100", "--limit", "heavy=1")
    caller = signed_in(still)
    still.switch(limit_window=1)
    assert any(_refused_for_two_penalties(still, caller) for _ in range(5)), "the machine stood still each time"
    again = still.stats()["clock"]
    while still.stats()["clock"] < again + 62:
        pass
    assert caller.call("GET", "/account/~/presence").status_code == 200


def _refused_for_two_penalties(still: Office, caller: Caller) -> bool:
    """Ask again and again; False if once there was more than a penalty of 60 s between two requests."""
    while caller.call("GET", "/account/~/presence").status_code != 429:
        pass
    last = still.stats()["clock"]
    until = last + 120
    while (now := still.stats()["clock"]) < until:
        status = caller.call("GET", "/account/~/presence").status_code
        if still.stats()["clock"] - last > 60:
            return False
        assert status == 429
        last = now
    return True


def test_signing_in_and_socket_tokens_share_the_auth_group(office: OpenOffice) -> None:
    still = office("--extensions", "5", "--rate", "0")
    caller = signed_in(still)
    tickets = [caller.call("POST", "/restapi/oauth/wstoken") for _ in range(4)]
    assert [one.status_code for one in tickets] == [200] * 4
    assert limits(tickets[-1]) == ["auth", "5", "0", "60"]
    answer = caller.refresh()
    assert (answer.status_code, answer.json()["errorCode"]) == (429, "CMN-301")


def test_numbers_can_be_changed_while_it_runs(still: Office) -> None:
    caller = signed_in(still)
    told = still.switch(limits={"light": 3}, limit_window=30)
    assert told["numbers"]["limits"]["light"] == 3
    assert limits(caller.call("GET", "/account/~")) == ["light", "3", "2", "30"]


def test_a_second_kind_of_429_has_no_rate_limit_headers(still: Office) -> None:
    caller = signed_in(still)
    still.fault("plain_429", once=True)
    answer = caller.call("GET", "/account/~")
    assert (answer.status_code, limits(answer)) == (429, [None] * 4)
    assert int(answer.headers["Retry-After"]) > 0
    assert caller.call("GET", "/account/~").status_code == 200


def test_older_services_repeat_the_error_at_the_top_newer_ones_do_not(reader: Caller) -> None:
    older = reader.call("GET", "/account/~/extension/1/presence").json()
    assert older["errorCode"] == older["errors"][0]["errorCode"] == "CMN-102"
    assert older["message"] == older["errors"][0]["message"]
    assert set(reader.call("GET", "/account/~/directory/entries/1").json()) == {"errors"}
    oauth = reader.refresh("nothing").json()
    assert set(oauth) == {"error", "error_description", "errors"}


def test_every_answer_carries_a_request_id(reader: Caller) -> None:
    answers = [
        reader.call("GET", "/account/~"),
        reader.call("GET", "/account/~/nothing"),
        reader.call("POST", "/restapi/oauth/wstoken"),
        reader.refresh("nothing"),
    ]
    assert len({one.headers["RCRequestId"] for one in answers}) == len(answers)


def test_json_is_compact_and_says_that_it_is_json(reader: Caller) -> None:
    answer = reader.call("GET", "/account/~/extension/~")
    assert re.match(r"application/json(;|$)", answer.headers["Content-Type"])
    assert b'": ' not in answer.content


def test_overload_and_maintenance_spare_what_is_served_in_limited_mode(still: Office) -> None:
    caller = signed_in(still)
    for name, code in (("overloaded", "CMN-211"), ("maintenance", "MaintenanceMode")):
        still.fault(name)
        answer = caller.call("GET", "/account/~/presence")
        assert (answer.status_code, answer.json()["errorCode"]) == (503, code)
        assert 10 <= int(answer.headers["Retry-After"]) <= 15
        assert caller.call("GET", "/account/~/extension").status_code == 200
        still.fault(name, on=False)
        assert caller.call("GET", "/account/~/presence").status_code == 200


def test_during_maintenance_the_status_says_so(still: Office) -> None:
    still.fault("maintenance")
    assert requests.get(f"{still.server_url}/restapi/v1.0/status", timeout=5).status_code == 503


@pytest.mark.parametrize(
    ("permission", "method", "path", "body"),
    [
        ("ReadAccounts", "GET", "/account/~/extension", None),
        ("ReadPresence", "GET", "/account/~/extension/~/presence", None),
        ("EditPresence", "PUT", "/account/~/extension/~/presence", {"userStatus": "Busy"}),
        ("WebSocket", "POST", "/restapi/oauth/wstoken", None),
        ("RingOut", "POST", "/account/~/extension/~/ring-out", {}),
    ],
)
def test_an_app_permission_can_be_taken_away(
    still: Office, permission: str, method: str, path: str, body: dict[str, Any] | None
) -> None:
    caller = signed_in(still)
    gone = [permission, *(["EditPresence"] if permission == "ReadPresence" else [])]
    still.switch(app_permissions_missing=gone)
    answer = caller.call(method, path, json=body)
    assert (answer.status_code, answer.json()["errors"][0]["errorCode"]) == (403, "CMN-401")
    assert permission in answer.json()["errors"][0]["message"]


def test_the_directory_refuses_a_missing_app_permission_in_its_own_way(still: Office) -> None:
    caller = signed_in(still)
    still.switch(app_permissions_missing=["ReadAccounts"])
    answer = caller.call("GET", "/account/~/directory/entries")
    assert (answer.status_code, answer.json()["errors"][0]["errorCode"]) == (403, "ADG-100")


def test_editing_presence_includes_reading_it(still: Office) -> None:
    caller = signed_in(still)
    still.switch(app_permissions_missing=["ReadPresence"])
    assert caller.call("GET", "/account/~/extension/~/presence").status_code == 200


def test_a_user_permission_can_be_taken_away_and_the_directory_still_answers(still: Office) -> None:
    caller = signed_in(still)
    still.switch(user_permissions_missing=["ReadExtensions"])
    answer = caller.call("GET", "/account/~/extension")
    assert (answer.status_code, answer.json()["errorCode"]) == (403, "CMN-408")
    assert answer.json()["permissionName"] == "ReadExtensions"
    assert caller.call("GET", "/account/~/directory/entries").status_code == 200


async def test_without_permission_a_filter_is_put_aside_or_all_is_refused(still: Office) -> None:
    caller = signed_in(still)
    still.switch(app_permissions_missing=["ReadPresence", "EditPresence"])
    async with caller.line() as line:
        info = await line.subscribe("/account/~/presence", "/account/~/extension")
        assert [one.rpartition("/")[2] for one in info["eventFilters"]] == ["extension"]
        assert [one["reason"] for one in info["disabledFilters"]] == ["CMN-401"]
        meta, body = await line.request("POST", "/subscription", subscription("/account/~/presence"))
        assert (meta["status"], body["errorCode"]) == (403, "CMN-401")


def test_limits_of_the_command_line_count_from_the_first_request(office: OpenOffice) -> None:
    caller = signed_in(office("--extensions", "5", "--rate", "0", *GENEROUS))
    assert limits(caller.call("GET", "/account/~"))[1] == "5000"

"""Extension list, single extensions and the company directory (platform reference 9.1, 1 and 8)."""

from typing import Any

import pytest
import requests

from tests.kit.office import Office
from tests.simulator.caller import PATIENCE, Caller

ALL = {"perPage": 1000}


def code_of(answer: requests.Response) -> str:
    """The errorCode of an answer."""
    return str(answer.json()["errors"][0]["errorCode"])


def test_every_link_carries_the_simulators_own_host_and_port(reader: Caller) -> None:
    text = reader.call("GET", "/account/~/extension", params={"perPage": "5", "page": "2"}).text
    assert text.count('"uri":"') == text.count(f'"uri":"{reader.office.server_url}/')


def test_the_list_has_mixed_types_and_statuses_ids_beyond_32_bits_and_missing_fields(reader: Caller) -> None:
    records = reader.get("/account/~/extension", **ALL)["records"]
    assert {"User", "Department", "IvrMenu", "Announcement"} <= {one["type"] for one in records}
    assert {"Enabled", "Disabled", "NotActivated", "Unassigned"} <= {one["status"] for one in records}
    assert all(isinstance(one["id"], int) and one["id"] > 2**31 for one in records)
    assert all("extensionNumber" not in one for one in records if one["status"] == "Unassigned")
    people = [one for one in records if one["type"] == "User" and one["status"] == "Enabled"]
    assert {"department" in one["contact"] for one in people} == {True, False}
    assert any(one["hidden"] for one in people)
    assert len({one["site"]["name"] for one in people}) > 1
    assert any(not one["name"].isascii() for one in people)
    assert {"etag" in one["profileImage"] for one in people} == {True, False}


def test_the_list_is_read_to_its_end_by_following_next_page(reader: Caller) -> None:
    everybody = [one["id"] for one in reader.get("/account/~/extension", **ALL)["records"]]
    page = reader.get("/account/~/extension", perPage=7, status=["Enabled", "Disabled"], type="User")
    found: list[int] = []
    while True:
        found += [one["id"] for one in page["records"]]
        assert {one["status"] for one in page["records"]} <= {"Enabled", "Disabled"}
        if "nextPage" not in page["navigation"]:
            break
        page = reader.get(page["navigation"]["nextPage"]["uri"])
    assert len(found) == page["paging"]["totalElements"] > 80
    assert set(found) < set(everybody)
    assert "previousPage" in page["navigation"]


def test_per_page_above_the_maximum_is_reduced(reader: Caller) -> None:
    assert reader.get("/account/~/extension", perPage=5000)["paging"]["perPage"] == 1000


def test_a_page_beyond_the_end_is_empty_and_has_no_position(reader: Caller) -> None:
    page = reader.get("/account/~/extension", page=900)
    assert page["records"] == []
    assert not {"page", "pageStart", "pageEnd"} & set(page["paging"])
    assert "nextPage" not in page["navigation"]


@pytest.mark.parametrize("query", [{"page": "0"}, {"page": "two"}, {"perPage": "-1"}, {"status": "Asleep"}])
def test_a_query_that_makes_no_sense_is_an_invalid_parameter(reader: Caller, query: dict[str, str]) -> None:
    answer = reader.call("GET", "/account/~/extension", params=query)
    assert (answer.status_code, code_of(answer)) == (400, "CMN-101")


def test_extensions_can_be_found_by_number_and_email(reader: Caller) -> None:
    someone = reader.get("/account/~/extension", extensionNumber="103")["records"]
    assert [one["extensionNumber"] for one in someone] == ["103"]
    email = reader.get("/account/~/extension/~")["contact"]["email"]
    assert len(reader.get("/account/~/extension", email=email)["records"]) == 1


def test_a_single_extension_tells_more_than_the_list(reader: Caller) -> None:
    gone = next(one for one in reader.get("/account/~/extension", **ALL)["records"] if one["status"] == "Disabled")
    alone = reader.get(f"/account/~/extension/{gone['id']}")
    assert alone["statusInfo"]["reason"]
    assert alone["account"]["id"] == str(reader.get("/account/~")["id"])


def test_an_unknown_extension_and_a_foreign_account_are_not_found(reader: Caller) -> None:
    for path in ("/account/~/extension/1", "/account/1/extension", "/account/~/extension/abc"):
        answer = reader.call("GET", path)
        assert (answer.status_code, code_of(answer)) == (404, "CMN-102")


def test_an_unknown_path_and_a_wrong_method_are_told_apart(reader: Caller) -> None:
    answer = reader.call("GET", "/account/~/nothing")
    assert (answer.status_code, code_of(answer)) == (404, "CMN-120")
    answer = reader.call("DELETE", "/account/~/presence")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"


def test_a_method_may_travel_in_a_header(reader: Caller) -> None:
    answer = reader.call("POST", "/account/~", headers={"X-HTTP-Method-Override": "GET"})
    assert answer.status_code == 200


def test_a_picture_is_served_to_those_who_have_one(reader: Caller) -> None:
    records = reader.get("/account/~/extension", type="User", status="Enabled", **ALL)["records"]
    shown = next(one for one in records if "scales" in one["profileImage"])
    picture = reader.call("GET", shown["profileImage"]["scales"][0]["uri"])
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")
    plain = next(one for one in records if "scales" not in one["profileImage"])
    answer = reader.call("GET", plain["profileImage"]["uri"])
    assert (answer.status_code, code_of(answer)) == (404, "ACT-333")


def test_numbers_of_an_extension_hold_the_direct_one_and_the_companys(reader: Caller) -> None:
    direct = next(
        one
        for one in reader.get("/account/~/extension", type="User", status="Enabled", **ALL)["records"]
        if "businessPhone" in one["contact"]
    )
    numbers = reader.get(f"/account/~/extension/{direct['id']}/phone-number")["records"]
    assert {one["usageType"] for one in numbers} == {"MainCompanyNumber", "DirectNumber"}
    assert direct["contact"]["businessPhone"] in {one["phoneNumber"] for one in numbers}


def test_the_directory_has_ids_as_text_fewer_types_and_no_navigation(reader: Caller) -> None:
    directory = reader.get("/account/~/directory/entries")
    assert set(directory) == {"records", "paging"}
    assert directory["paging"]["perPage"] == 1000
    assert all(isinstance(one["id"], str) for one in directory["records"])
    types = {one["type"] for one in directory["records"]}
    assert "Department" in types
    assert not types & {"DigitalUser", "VirtualUser", "FaxUser", "ApplicationExtension"}
    assert {one["status"] for one in directory["records"]} == {"Enabled", "Disabled", "NotActivated"}
    assert any(one.get("phoneNumbers") for one in directory["records"])


@pytest.mark.parametrize(("wish", "told"), [("max", 2000), ("all", 2000), ("9000", 2000), ("3", 3)])
def test_the_directory_has_its_own_page_sizes(reader: Caller, wish: str, told: int) -> None:
    assert reader.get("/account/~/directory/entries", perPage=wish)["paging"]["perPage"] == told


def test_the_directory_can_be_narrowed(reader: Caller) -> None:
    def ids(**query: str) -> set[str]:
        return {one["id"] for one in reader.get("/account/~/directory/entries", **query)["records"]}

    assert ids(typeGroup="User") | ids(typeGroup="NonUser") == ids()
    assert ids(type="Department") < ids(typeGroup="NonUser")
    assert ids(siteId="main-site") < ids()


def test_an_unchanged_directory_is_not_sent_again(caller: Caller) -> None:
    first = caller.call("GET", "/account/~/directory/entries")
    same = {"If-None-Match": first.headers["ETag"]}
    assert caller.call("GET", "/account/~/directory/entries", headers=same).status_code == 304
    caller.office.act("create", firstName="Nina", lastName="Neu")
    assert caller.call("GET", "/account/~/directory/entries", headers=same).status_code == 200


def test_the_directory_can_be_searched(reader: Caller) -> None:
    name = reader.get("/account/~/extension/~")["contact"]["lastName"]
    answer = reader.call("POST", "/account/~/directory/entries/search", json={"searchString": name.upper()})
    assert answer.status_code == 200
    assert all(name in one["lastName"] for one in answer.json()["records"])
    assert answer.json()["records"]


def test_the_directory_refuses_in_the_newer_envelope(reader: Caller) -> None:
    answer = reader.call("GET", "/account/~/directory/entries/1")
    assert (answer.status_code, set(answer.json()), code_of(answer)) == (404, {"errors"}, "ADG-122")
    answer = reader.call("GET", "/account/~/directory/entries", params={"page": "0"})
    assert (answer.status_code, set(answer.json())) == (400, {"errors"})


def test_people_come_change_and_go(caller: Caller) -> None:
    office = caller.office

    def listed(id: int) -> dict[str, Any] | None:
        records = caller.get("/account/~/extension", **ALL)["records"]
        return next((one for one in records if one["id"] == id), None)

    new = office.act("create", firstName="Ζωή", lastName="Νέα", department="Sales")
    shown = listed(new["id"])
    assert shown and (shown["name"], shown["contact"]["department"]) == ("Ζωή Νέα", "Sales")
    office.act("rename", id=new["id"], lastName="Παλιά")
    office.act("renumber", id=new["id"], newNumber="7777")
    office.act("disable", id=new["id"])
    shown = listed(new["id"])
    assert shown and (shown["name"], shown["extensionNumber"], shown["status"]) == ("Ζωή Παλιά", "7777", "Disabled")
    office.act("enable", extensionNumber="7777")
    office.act("delete", extensionNumber="7777")
    assert listed(new["id"]) is None


def test_queues_their_members_and_who_takes_their_calls(caller: Caller) -> None:
    queue = caller.get("/account/~/call-queues")["records"][0]
    assert isinstance(queue["id"], str)
    members = caller.get(f"/account/~/call-queues/{queue['id']}/members")["records"]
    assert all(isinstance(one["id"], int) for one in members)
    records = caller.get(f"/account/~/call-queues/{queue['id']}/presence")["records"]
    assert {one["member"]["id"] for one in records} == {str(one["id"]) for one in members}
    assert all(one["acceptCurrentQueueCalls"] for one in records)
    change = {"records": [{"member": {"id": records[0]["member"]["id"]}, "acceptCurrentQueueCalls": False}]}
    answer = caller.call("PUT", f"/account/~/call-queues/{queue['id']}/presence", json=change)
    assert [one["acceptCurrentQueueCalls"] for one in answer.json()["records"]].count(False) == 1
    number = members[0]["extensionNumber"]
    caller.office.presence(number, dndStatus="DoNotAcceptDepartmentCalls")
    records = caller.get(f"/account/~/call-queues/{queue['id']}/presence")["records"]
    assert not next(one for one in records if one["member"]["extensionNumber"] == number)["acceptQueueCalls"]


def test_a_self_check_tells_which_permissions_the_user_has(still: Office, caller: Caller) -> None:
    path = "/account/~/extension/~/authz-profile/check"
    assert caller.get(path, permissionId="ReadPresenceStatus")["successful"] is True
    still.switch(user_permissions_missing=["ReadPresenceStatus"])
    assert caller.get(path, permissionId="ReadPresenceStatus")["successful"] is False
    features = {one["id"]: one for one in caller.get("/account/~/extension/~/features")["records"]}
    assert features["ReadPresenceStatus"]["reason"]["code"] == "InsufficientPermissions"
    assert features["HUD"]["params"] == [{"name": "limitMax", "value": "100"}]


def test_the_platforms_status_needs_no_token(standing: Office) -> None:
    assert requests.get(f"{standing.server_url}/restapi/v1.0/status", timeout=PATIENCE).status_code == 200

"""``rcboard doctor``, with one thing wrong at a time: it has to name that one, and what to do."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.kit import impostors
from tests.kit.office import Office, OpenOffice
from tests.kit.terminal import Start

Fields = dict[str, str]


@pytest.fixture
def healthy(office: OpenOffice) -> Office:
    """An office in which everything works and somebody's presence changes all the time."""
    return office("--extensions", "30", "--rate", "20")


def problems(start: Start, office: Office | None, *options: str, **environment: str) -> list[dict]:
    """What the doctor finds wrong; its exit code has to agree."""
    doctor = start(office, "doctor", "--json", *options, environment=environment)
    status = doctor.wait()
    wrong = [one for one in doctor.objects if one["verdict"] == "problem"]
    assert status == (1 if wrong else 0), doctor.noise
    assert all(one["said"] and one["remedy"] for one in wrong)
    return wrong


def found(start: Start, office: Office | None, **environment: str) -> list[tuple[str, str]]:
    return [(one["check"], one["kind"]) for one in problems(start, office, **environment)]


def test_a_healthy_sign_in_is_found_healthy_to_the_first_notification(healthy: Office, start: Start) -> None:
    doctor = start(healthy, "doctor", "--json")
    assert doctor.wait() == 0, doctor.lines
    verdicts = {one["check"]: one["verdict"] for one in doctor.objects}
    assert verdicts["notification"] == "ok"
    assert verdicts["budget"] == "ok"
    assert set(verdicts.values()) <= {"ok", "note"}
    assert healthy.stats()["sessions"] == []


def test_for_people_it_is_a_line_each_and_a_sum(healthy: Office, start: Start) -> None:
    doctor = start(healthy, "doctor")
    assert doctor.wait() == 0
    assert doctor.lines[-1] == "Nothing is wrong.\n"
    assert any(line.startswith("ok       App permission WebSocket") for line in doctor.lines)


def test_who_hides_presence_is_named(healthy: Office, start: Start) -> None:
    hidden = {one["name"] for one in healthy.people() if one["presence"].get("allowSeeMyPresence") is False}
    assert hidden
    doctor = start(healthy, "doctor", "--json")
    doctor.wait()
    told = next(one for one in doctor.objects if one["check"] == "hidden")["facts"]["names"]
    assert set(told.split(", ")) == hidden


CAUSES: list[tuple[str, Callable[[Office], Fields], tuple[str, str]]] = [
    ("nothing configured", lambda o: {"RC_JWT": "", "RC_CLIENT_ID": ""}, ("configuration", "not_configured")),
    (
        "the retired password",
        lambda o: {"RC_JWT": "", "RC_USERNAME": "bob", "RC_PASSWORD": "x"},
        ("configuration", "password_retired"),
    ),
    (
        "the sandbox that is gone",
        lambda o: {"RC_SERVER_URL": "https://platform.devtest.ringcentral.com"},
        ("configuration", "sandbox_gone"),
    ),
    ("a name nobody knows", lambda o: {"RC_SERVER_URL": "https://rc.invalid"}, ("network", "name_not_found")),
    ("nobody listens there", lambda o: {"RC_SERVER_URL": "http://127.0.0.1:9"}, ("network", "offline")),
    ("a wrong client secret", lambda o: {"RC_CLIENT_SECRET": "no-such-secret"}, ("sign_in", "app_refused")),
    ("a JWT of nobody", lambda o: {"RC_JWT": "aaaa.bbbb.cccc"}, ("sign_in", "credentials_refused")),
    ("overloaded", lambda o: o.fault("overloaded") and {}, ("sign_in", "overloaded")),
    ("the gateway refuses tickets", lambda o: o.fault("ws_token_503") and {}, ("ticket", "overloaded")),
    ("an app that was suspended", lambda o: o.switch(app_suspended=True) and {}, ("sign_in", "app_refused")),
    ("no subscription", lambda o: o.fault("subscription_refused") and {}, ("subscription", "overloaded")),
]


@pytest.mark.parametrize(("set_up", "cause"), [row[1:] for row in CAUSES], ids=[row[0] for row in CAUSES])
def test_one_cause_is_named(
    healthy: Office, start: Start, set_up: Callable[[Office], Fields], cause: tuple[str, str]
) -> None:
    named = found(start, healthy, **set_up(healthy))
    assert cause in named
    if cause[0] != "configuration":
        assert named == [cause]


def test_it_asks_nothing_while_a_penalty_of_another_command_lasts(healthy: Office, start: Start) -> None:
    healthy.fault("plain_429", path="/account/~/extension")
    assert start(healthy, "list").wait() == 3
    healthy.fault("plain_429", on=False)
    asked = healthy.asked()
    assert found(start, healthy) == [("network", "rate_limited")]
    assert healthy.asked() == asked


@pytest.mark.parametrize("permission", ["ReadAccounts", "ReadPresence", "WebSocket"])
def test_a_missing_app_permission_is_named(healthy: Office, start: Start, permission: str) -> None:
    taken = ["ReadPresence", "EditPresence"] if permission == "ReadPresence" else [permission]
    healthy.switch(app_permissions_missing=taken)
    wrong = problems(start, healthy)
    assert ("app_permission", permission) in [(one["check"], one["subject"]) for one in wrong]
    assert permission in wrong[0]["said"]


def test_a_missing_user_permission_is_named(healthy: Office, start: Start) -> None:
    healthy.switch(user_permissions_missing=["ReadPresenceStatus"])
    wrong = problems(start, healthy)
    assert ("user_permission", "ReadPresenceStatus") in [(one["check"], one["subject"]) for one in wrong]


def test_a_permission_that_adds_a_feature_takes_that_feature_alone(healthy: Office, start: Start) -> None:
    healthy.switch(app_permissions_missing=["RingOut"])
    doctor = start(healthy, "doctor", "--json")
    assert doctor.wait() == 0
    missing = next(one for one in doctor.objects if one["subject"] == "RingOut")
    assert (missing["verdict"], bool(missing["remedy"])) == ("note", True)


def test_what_became_of_the_subscription_is_told_to_its_end(healthy: Office, start: Start) -> None:
    doctor = start(healthy, "doctor", "--json")
    assert doctor.wait() == 0
    course = next(one for one in doctor.objects if one["check"] == "subscription" and one["subject"] == "1")
    assert course["facts"]["outcomes"] == "subscribed notified removed"
    assert course["said"].startswith("Made; ")
    assert course["said"].endswith("taken back.")
    assert int(course["facts"]["notifications"]) > 0


def test_a_subscription_that_is_refused_is_told_with_the_reason(healthy: Office, start: Start) -> None:
    healthy.fault("subscription_refused")
    doctor = start(healthy, "doctor")
    assert doctor.wait() == 1
    assert any(
        line.startswith("note     Subscription 1") and "Not made: RingCentral is overloaded (CMN-211)" in line
        for line in doctor.lines
    )


def test_calls_that_are_used_up_are_not_taken_for_a_silent_ringcentral(healthy: Office, start: Start) -> None:
    assert problems(start, healthy) == []
    again = problems(start, healthy)
    assert [(one["check"], one["kind"]) for one in again] == [("sign_in", "rate_limited")]
    assert "used up" in again[0]["said"]
    assert healthy.stats()["refusedRequests"] == 0


def test_a_feature_that_is_refused_is_named_with_the_permission_to_ask_for(healthy: Office, start: Start) -> None:
    healthy.switch(user_permissions_missing=["ReadExtensions"])
    doctor = start(healthy, "doctor", "--json")
    assert doctor.wait() == 0
    missing = next(one for one in doctor.objects if one["check"] == "feature")
    assert missing["facts"] == {"feature": "extension_list", "permission": "ReadExtensions", "code": "CMN-408"}
    assert "ReadExtensions" in missing["remedy"]


def test_a_wrong_clock_is_named_with_how_far_it_is_off(healthy: Office, start: Start) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(minutes=12), usegmt=True)
    with impostors.serving(impostors.behind(healthy.server_url, then)) as address:
        wrong = problems(start, healthy, RC_SERVER_URL=address)
    assert [(one["check"], one["kind"]) for one in wrong][:1] == [("clock", "clock_wrong")]
    assert "12 min" in wrong[0]["said"] or "11 min" in wrong[0]["said"]


def test_a_captive_portal_is_no_ringcentral(healthy: Office, start: Start) -> None:
    with impostors.serving(impostors.Portal) as address:
        assert found(start, healthy, RC_SERVER_URL=address) == [("network", "not_ringcentral")]


def test_a_certificate_nobody_signed_is_not_trusted(healthy: Office, start: Start, tmp_path: Path) -> None:
    with impostors.serving(impostors.Portal, impostors.untrusted(tmp_path)) as address:
        assert found(start, healthy, RC_SERVER_URL=address) == [("network", "tls_refused")]


def test_a_proxy_that_refuses_is_named(healthy: Office, start: Start) -> None:
    with impostors.serving(impostors.Refuser) as address:
        named = found(start, healthy, RC_SERVER_URL="https://rc.invalid", HTTPS_PROXY=address, https_proxy=address)
        assert named == [("network", "proxy_refused")]


@pytest.mark.parametrize(("temper", "kind"), [("fail.Keyring", "keyring_missing"), ("LockedKeyring", "keyring_locked")])
def test_a_keyring_that_is_needed_and_does_not_open_is_named(start: Start, temper: str, kind: str) -> None:
    backend = f"keyring.backends.{temper}" if temper.startswith("fail") else f"tests.kit.keyrings.{temper}"
    assert ("keyring", kind) in found(start, None, PYTHON_KEYRING_BACKEND=backend)


def test_the_support_file_holds_no_secret_no_name_and_no_number(healthy: Office, start: Start, tmp_path: Path) -> None:
    file = tmp_path / "support.json"
    assert start(healthy, "doctor", "--bundle", str(file)).wait() == 0
    text = file.read_text()
    content = json.loads(text)
    assert len(content["findings"]) > 15
    assert any("/restapi/oauth/wstoken: 200" in line for line in content["log"])
    for secret in (healthy.client_secret, healthy.jwt):
        assert secret not in text
    for one in healthy.people():
        for word in (one["name"], *one["name"].split()):
            assert f" {word}" not in text
        assert f'"{one["extensionNumber"]}"' not in text
    assert file.stat().st_mode & 0o077 == 0


def test_a_support_file_that_cannot_be_written_is_said(healthy: Office, start: Start, tmp_path: Path) -> None:
    doctor = start(healthy, "doctor", "--bundle", str(tmp_path / "no" / "such" / "folder"))
    assert doctor.wait() == 1
    assert "Choose another place" in "".join(doctor.noise)

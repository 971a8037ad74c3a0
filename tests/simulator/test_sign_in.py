"""OAuth: token, refresh, revoke, sessions, the authorize page (platform reference 9.1, 2 to 6)."""

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.kit.office import Office, OpenOffice
from tests.simulator.caller import JWT_GRANT, PATIENCE, Caller, rest
from tests.simulator.conftest import GENEROUS

VERIFIER = "a-verifier-that-is-long-enough-to-be-one-0123456789"
S256 = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


def code_of(answer: requests.Response) -> str:
    """The errorCode of an answer in any envelope."""
    body = answer.json()
    return str(body.get("errors", [body])[0].get("errorCode"))


@pytest.fixture
def fast(office: OpenOffice) -> Office:
    """Protocol periods pass a hundred times faster: ten seconds are a tenth of one."""
    return office("--extensions", "5", "--rate", "0", "--time-scale", "100", *GENEROUS)


def authorize(caller: Caller, **query: str) -> requests.Response:
    """The GET of the authorize page."""
    return caller.http.get(
        f"{caller.office.server_url}/restapi/oauth/authorize", params=query, timeout=PATIENCE, allow_redirects=False
    )


def consent(caller: Caller, **query: str) -> requests.Response:
    """The POST of the page's form."""
    return caller.http.post(
        f"{caller.office.server_url}/restapi/oauth/authorize", data=query, timeout=PATIENCE, allow_redirects=False
    )


def asked(caller: Caller, **more: str) -> dict[str, str]:
    """What a public client asks for."""
    office = caller.office
    query = {"response_type": "code", "client_id": office.public_client_id, "redirect_uri": office.redirect_uris[0]}
    return query | {"state": "äß& =1", "code_challenge": S256, "code_challenge_method": "S256"} | more


def a_code(caller: Caller, **more: str) -> str:
    """A code for the public client."""
    answer = consent(caller, **asked(caller, **more))
    return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]


def redeem(caller: Caller, code: str, **more: str) -> requests.Response:
    """The code grant as a public client sends it: client_id in the form, no Basic."""
    office = caller.office
    form = {"client_id": office.public_client_id, "redirect_uri": office.redirect_uris[0], "code_verifier": VERIFIER}
    return caller.token(("", ""), grant_type="authorization_code", code=code, **(form | more))


def test_a_jwt_gives_tokens_of_the_owner(reader: Caller) -> None:
    tokens = reader.tokens
    assert (tokens["token_type"], tokens["expires_in"], tokens["refresh_token_expires_in"]) == ("bearer", 3600, 604800)
    me = reader.get("/account/~/extension/~")
    assert tokens["owner_id"] == str(me["id"]) == str(reader.office.truth()[0]["id"])
    assert me["permissions"]["admin"]["enabled"] is True


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_may_come_in_any_case(reader: Caller, scheme: str) -> None:
    header = {"Authorization": f"{scheme} {reader.tokens['access_token']}"}
    assert reader.call("GET", "/account/~", headers=header).status_code == 200


def test_by_switch_the_scheme_is_bearer_letter_by_letter(caller: Caller) -> None:
    caller.office.switch(bearer_in_any_case=False)
    assert caller.call("GET", "/account/~").status_code == 200
    answer = caller.call("GET", "/account/~", {"Authorization": f"bearer {caller.tokens['access_token']}"})
    assert (answer.status_code, answer.json()["errors"][0]["errorCode"]) == (401, "AGW-402")


def test_a_token_may_travel_in_the_query(reader: Caller) -> None:
    url = f"{reader.office.server_url}{rest('/account/~')}"
    answer = requests.get(url, params={"access_token": reader.tokens["access_token"]}, timeout=PATIENCE)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("form", "auth", "status", "error"),
    [
        ({"grant_type": JWT_GRANT, "assertion": "not.the.one"}, None, 400, "invalid_grant"),
        ({"grant_type": JWT_GRANT, "assertion": "x"}, ("nobody", "secret"), 401, "invalid_client"),
        ({"grant_type": JWT_GRANT, "assertion": "x"}, ("", ""), 401, "invalid_client"),
        ({"grant_type": "password", "username": "a", "password": "b"}, None, 400, "unsupported_grant_type"),
        ({"assertion": "x"}, None, 400, "invalid_request"),
        (
            {"grant_type": "refresh_token", "refresh_token": "x", "access_token_ttl": "soon"},
            None,
            400,
            "invalid_request",
        ),
    ],
)
def test_a_refused_grant_is_told_in_the_envelope_of_oauth(
    reader: Caller, form: dict[str, str], auth: tuple[str, str] | None, status: int, error: str
) -> None:
    answer = reader.token(auth, **form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]
    assert code_of(answer)


def test_a_wrong_secret_is_refused(reader: Caller) -> None:
    answer = reader.token((reader.office.client_id, "wrong"), grant_type=JWT_GRANT, assertion=reader.office.jwt)
    assert (answer.status_code, answer.json()["error"], code_of(answer)) == (401, "invalid_client", "OAU-146")


def test_the_token_endpoint_takes_forms_only(reader: Caller) -> None:
    url = f"{reader.office.server_url}/restapi/oauth/token"
    form = {"grant_type": JWT_GRANT, "assertion": reader.office.jwt}
    answer = requests.post(url, json=form, auth=reader.basic, timeout=PATIENCE)
    assert answer.status_code == 415
    assert code_of(answer)


@pytest.mark.parametrize(("wish", "told"), [("-1", 600), ("10", 600), ("900", 900), ("3601", 3600)])
def test_a_ttl_out_of_range_is_brought_into_range(reader: Caller, wish: str, told: int) -> None:
    assert reader.sign_in(access_token_ttl=wish)["expires_in"] == told


@pytest.mark.parametrize("wish", [{"access_token_ttl": "599"}, {"refresh_token_ttl": "2592001"}])
def test_by_switch_a_ttl_out_of_range_is_refused_and_nothing_is_used_up(caller: Caller, wish: dict[str, str]) -> None:
    caller.office.switch(lifetime_out_of_range_refused=True)
    answer = caller.refresh(**wish)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert caller.call("GET", "/account/~").status_code == 200, "the tokens are as good as before"
    assert caller.refresh(access_token_ttl="600").json()["expires_in"] == 600


def test_an_endpoint_id_of_the_client_is_kept(reader: Caller) -> None:
    assert reader.sign_in(endpoint_id="desk-17")["endpoint_id"] == "desk-17"


def test_a_refresh_replaces_both_tokens(reader: Caller) -> None:
    old = reader.tokens
    new = reader.refresh().json()
    assert new["access_token"] != old["access_token"]
    assert new["refresh_token"] != old["refresh_token"]
    assert new["session_id"] == old["session_id"]


def test_a_replaced_access_token_is_corrupted_at_first_and_unknown_later(fast: Office) -> None:
    caller = Caller(fast)
    caller.sign_in()
    fast.switch(replaced_token_corrupted=60)
    caller.refresh()
    answer = caller.call("GET", "/account/~")
    assert (answer.status_code, code_of(answer)) == (401, "OAU-129")
    fast.switch(replaced_token_corrupted=0)
    assert code_of(caller.call("GET", "/account/~")) == "OAU-213"


def test_a_refresh_token_gives_the_same_pair_again_while_the_new_one_is_unused(reader: Caller) -> None:
    old = reader.tokens["refresh_token"]
    assert reader.refresh(old).json() == reader.refresh(old).json()


def test_the_replay_ends_some_seconds_after_the_new_token_was_used(fast: Office) -> None:
    caller = Caller(fast)
    old = caller.sign_in()["refresh_token"]
    caller.tokens = caller.refresh(old).json()
    caller.get("/account/~")
    fast.switch(refresh_replay_after_use=3600)
    assert caller.refresh(old).json() == caller.tokens
    fast.switch(refresh_replay_after_use=0)
    answer = caller.refresh(old)
    assert (answer.status_code, answer.json()["error"], code_of(answer)) == (400, "invalid_grant", "OAU-213")


def test_the_replay_of_an_unused_pair_ends_after_an_hour(fast: Office) -> None:
    caller = Caller(fast)
    old = caller.sign_in()["refresh_token"]
    caller.refresh(old)
    fast.switch(refresh_replay_unused=0)
    assert code_of(caller.refresh(old)) == "OAU-213"


def test_an_old_refresh_token_is_spent_after_the_next_refresh(reader: Caller) -> None:
    old = reader.tokens["refresh_token"]
    reader.tokens = reader.refresh(old).json()
    reader.refresh()
    assert code_of(reader.refresh(old)) == "OAU-213"


def test_an_expired_access_token_is_told_apart(fast: Office) -> None:
    fast.switch(access_token=0, access_token_minimum=0)
    caller = Caller(fast)
    caller.sign_in()
    answer = caller.call("GET", "/account/~")
    assert (answer.status_code, answer.json()["errorCode"], code_of(answer)) == (401, "TokenExpired", "OAU-128")
    assert caller.refresh().status_code == 200


def test_an_expired_refresh_token_is_refused(fast: Office) -> None:
    caller = Caller(fast)
    caller.sign_in(refresh_token_ttl="1")
    fast.switch(access_token=3600)
    signed_in_before = fast.stats()["clock"]
    while fast.stats()["clock"] <= signed_in_before + 1:
        pass
    answer = caller.refresh()
    assert (answer.status_code, code_of(answer)) == (400, "OAU-210")


def test_without_the_console_option_there_are_no_refresh_tokens(still: Office) -> None:
    still.switch(refresh_tokens=False)
    assert "refresh_token" not in Caller(still).sign_in()


def test_a_sixth_session_silently_ends_the_oldest(still: Office) -> None:
    callers = [Caller(still) for _ in range(6)]
    for one in callers:
        one.sign_in()
    answer = callers[0].call("GET", "/account/~")
    assert (answer.status_code, code_of(answer)) == (401, "OAU-213")
    assert code_of(callers[0].refresh()) == "OAU-213"
    assert all(one.call("GET", "/account/~").status_code == 200 for one in callers[1:])


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_revoking_either_token_ends_the_whole_session(reader: Caller, which: str) -> None:
    answer = reader.revoke(reader.tokens[which])
    assert (answer.status_code, answer.content) == (200, b"")
    assert code_of(reader.call("GET", "/account/~")) == "OAU-213"
    assert reader.refresh().status_code == 400


def test_an_administrator_can_end_a_session(caller: Caller) -> None:
    caller.office.end_session(caller.tokens["session_id"])
    assert code_of(caller.call("GET", "/account/~")) == "OAU-213"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "AGW-401"),
        ("Basic abc", "AGW-402"),
        ("Bearer", "AGW-402"),
        ("Bearer garbage", "OAU-149"),
        ("Bearer U0pDMDFQMDE" + "x" * 64, "OAU-213"),
    ],
)
def test_each_kind_of_401_has_its_own_body(standing: Office, header: str | None, code: str) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = requests.get(f"{standing.server_url}{rest('/account/~')}", headers=headers, timeout=PATIENCE)
    assert (answer.status_code, code_of(answer)) == (401, code)
    assert answer.headers["RCRequestId"]


def test_the_page_shows_a_form_that_carries_everything_on(standing: Office) -> None:
    caller = Caller(standing)
    page = authorize(caller, **asked(caller))
    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("text/html")
    assert "<form" in page.text
    assert S256 in page.text


def test_a_yes_leads_back_with_code_state_and_lifetime(standing: Office) -> None:
    caller = Caller(standing)
    answer = consent(caller, **asked(caller))
    assert answer.status_code == 302
    target = urlsplit(answer.headers["Location"])
    assert f"{target.scheme}://{target.netloc}{target.path}" == standing.redirect_uris[0]
    back = parse_qs(target.query)
    assert (back["state"], back["expires_in"]) == (["äß& =1"], ["60"])
    assert redeem(caller, back["code"][0]).json()["token_type"] == "bearer"


def test_a_no_leads_back_with_access_denied(standing: Office) -> None:
    caller = Caller(standing)
    answer = consent(caller, **asked(caller, decision="deny"))
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["error"] == ["access_denied"]


def test_an_identity_token_tells_who_agreed_and_carries_the_nonce(office: OpenOffice) -> None:
    standing = office("--extensions", "5", "--rate", "0")
    caller = Caller(standing)
    assert "id_token" not in redeem(caller, a_code(caller, nonce="n-1")).json()
    standing.switch(identity_tokens=True)
    tokens = redeem(caller, a_code(caller, nonce="n-1")).json()
    body = tokens["id_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    assert (claims["nonce"], claims["sub"]) == ("n-1", tokens["owner_id"])


def test_somebody_else_than_the_owner_can_sign_in_on_the_page(standing: Office) -> None:
    caller = Caller(standing)
    somebody = standing.people()[3]
    tokens = redeem(caller, a_code(caller, extension_id=str(somebody["id"]))).json()
    assert tokens["owner_id"] == str(somebody["id"])


def test_a_redirect_uri_that_is_not_registered_is_an_error_on_the_page(standing: Office) -> None:
    caller = Caller(standing)
    for uri in ("http://localhost:1/elsewhere", standing.redirect_uris[0] + "/", ""):
        answer = authorize(caller, **asked(caller, redirect_uri=uri))
        assert (answer.status_code, code_of(answer)) == (400, "OAU-109")


def test_a_public_client_needs_a_challenge(standing: Office) -> None:
    caller = Caller(standing)
    query = asked(caller)
    del query["code_challenge"]
    assert authorize(caller, **query).status_code == 400


def test_a_code_is_good_once(standing: Office) -> None:
    caller = Caller(standing)
    code = a_code(caller)
    assert redeem(caller, code).status_code == 200
    answer = redeem(caller, code)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_code_is_good_for_a_minute(still: Office) -> None:
    still.switch(authorization_code=0)
    caller = Caller(still)
    assert code_of(redeem(caller, a_code(caller))) == "OAU-108"


def test_a_wrong_verifier_is_an_invalid_grant(standing: Office) -> None:
    caller = Caller(standing)
    answer = redeem(caller, a_code(caller), code_verifier="something else")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_the_challenge_method_is_plain_unless_said_otherwise(standing: Office) -> None:
    caller = Caller(standing)
    query = asked(caller, code_challenge=VERIFIER)
    del query["code_challenge_method"]
    answer = consent(caller, **query)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    assert redeem(caller, code).status_code == 200


def test_another_redirect_uri_at_the_token_endpoint_does_not_match(standing: Office) -> None:
    caller = Caller(standing)
    answer = redeem(caller, a_code(caller), redirect_uri=standing.redirect_uris[1])
    assert (answer.status_code, code_of(answer)) == (400, "OAU-109")


def test_the_public_client_refreshes_with_its_id_alone(standing: Office) -> None:
    caller = Caller(standing)
    caller.tokens = redeem(caller, a_code(caller)).json()
    answer = caller.token(
        ("", ""),
        grant_type="refresh_token",
        refresh_token=caller.tokens["refresh_token"],
        client_id=standing.public_client_id,
    )
    assert answer.status_code == 200


def test_the_public_client_may_not_use_basic_nor_a_jwt(standing: Office) -> None:
    caller = Caller(standing)
    answer = caller.token((standing.public_client_id, ""), grant_type=JWT_GRANT, assertion=standing.jwt)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    answer = caller.token(("", ""), grant_type=JWT_GRANT, assertion=standing.jwt, client_id=standing.public_client_id)
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized_client")


def test_the_confidential_client_may_redeem_codes_too(standing: Office) -> None:
    caller = Caller(standing)
    query = {"response_type": "code", "client_id": standing.client_id, "redirect_uri": standing.redirect_uris[0]}
    answer = consent(caller, **query)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    tokens = caller.token(grant_type="authorization_code", code=code, redirect_uri=standing.redirect_uris[0])
    assert tokens.status_code == 200

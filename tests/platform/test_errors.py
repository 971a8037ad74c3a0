"""Errors: every foreign exception and every refusal becomes a problem, and none brings a secret along."""

import importlib
import json
import socket
import ssl

import msgspec
import pytest
import requests
import urllib3.exceptions
import websockets.exceptions
from hypothesis import given
from hypothesis import strategies as st
from websockets.datastructures import Headers
from websockets.http11 import Response

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform import refusals
from rcboard.platform.errors import KINDS, RcError, to_problem

K = ProblemKind


@pytest.mark.parametrize("name", KINDS)
def test_every_class_in_the_table_exists(name: str) -> None:
    module, _, qualname = name.rpartition(".")
    assert issubclass(getattr(importlib.import_module(module), qualname), BaseException)


def wrapped(reason: Exception) -> requests.ConnectionError:
    """As requests hands on what urllib3 found."""
    pool = urllib3.exceptions.MaxRetryError(None, "/restapi?access_token=SECRET", reason)  # type: ignore[arg-type]
    return requests.ConnectionError(pool)


def refused(status: int) -> websockets.exceptions.InvalidStatus:
    return websockets.exceptions.InvalidStatus(Response(status, "", Headers(), b""))


@pytest.mark.parametrize(
    ("exc", "kind"),
    [
        (requests.ReadTimeout("SECRET"), K.TIMED_OUT),
        (requests.ConnectTimeout("SECRET"), K.TIMED_OUT),
        (requests.exceptions.SSLError("SECRET"), K.TLS_REFUSED),
        (requests.exceptions.ProxyError("SECRET"), K.PROXY_REFUSED),
        (requests.exceptions.InvalidURL("SECRET"), K.NOT_RINGCENTRAL),
        (wrapped(urllib3.exceptions.NameResolutionError("h", None, socket.gaierror(-2))), K.NAME_NOT_FOUND),  # type: ignore[arg-type]
        (wrapped(ConnectionRefusedError("SECRET")), K.OFFLINE),
        (socket.gaierror(-2, "SECRET"), K.NAME_NOT_FOUND),
        (ssl.SSLCertVerificationError("SECRET"), K.TLS_REFUSED),
        (ConnectionResetError("SECRET"), K.OFFLINE),
        (TimeoutError("SECRET"), K.TIMED_OUT),
        (websockets.exceptions.ConnectionClosedError(None, None), K.LINE_LOST),
        (websockets.exceptions.InvalidURI("wss://x?access_token=SECRET", "bad"), K.NOT_RINGCENTRAL),
        (refused(429), K.RATE_LIMITED),
        (refused(503), K.OVERLOADED),
        (refused(500), K.SERVER_ERROR),
        (refused(401), K.LINE_LOST),
        (refused(407), K.PROXY_REFUSED),
        (refused(404), K.NOT_RINGCENTRAL),
        (msgspec.ValidationError("SECRET"), K.BAD_ANSWER),
        (ExceptionGroup("SECRET", [ConnectionRefusedError("SECRET")]), K.OFFLINE),
        (ZeroDivisionError("SECRET"), K.OURS),
        (RcError(Problem(K.NOT_FOUND)), K.NOT_FOUND),
    ],
)
def test_an_exception_becomes_its_problem_without_its_text(exc: Exception, kind: ProblemKind) -> None:
    problem = to_problem(exc, "platform.example.com")
    assert problem.kind is kind
    assert "SECRET" not in f"{problem!r} {RcError(problem)!r} {RcError(problem)}"


def test_a_host_is_named_where_its_name_or_trust_failed() -> None:
    assert to_problem(socket.gaierror(-2), "platform.example.com").detail == "platform.example.com"


def test_a_cause_underneath_says_more_than_what_wraps_it() -> None:
    try:
        try:
            raise socket.gaierror(-2)
        except OSError as cause:
            raise RuntimeError("cannot") from cause
    except RuntimeError as exc:
        assert to_problem(exc).kind is K.NAME_NOT_FOUND


def legacy(code: str, word: str = "", **more: str) -> bytes:
    entry = {"errorCode": code, "message": "m", **more}
    return json.dumps({"errorCode": word or code, "message": "m", "errors": [entry], **more}).encode()


def newer(code: str) -> bytes:
    return json.dumps({"errors": [{"errorCode": code, "message": "m"}]}).encode()


def oauth(error: str, code: str) -> bytes:
    return json.dumps({"error": error, "errors": [{"errorCode": code}], "error_description": "d"}).encode()


@pytest.mark.parametrize(
    ("status", "body", "kind", "permanent"),
    [
        (401, legacy("OAU-213", "TokenInvalid"), K.SESSION_ENDED, False),
        (401, legacy("AGW-401"), K.SESSION_ENDED, False),
        (403, legacy("CMN-401", permissionName="WebSocket"), K.PERMISSION_MISSING, True),
        (403, legacy("CMN-408", permissionName="ReadExtensions"), K.PERMISSION_MISSING, True),
        (403, newer("ADG-100"), K.PERMISSION_MISSING, True),
        (403, legacy("CMN-109"), K.FEATURE_MISSING, True),
        (403, legacy("SUB-402"), K.FEATURE_MISSING, True),
        (403, legacy("SUB-528"), K.SUBSCRIPTION_REFUSED, True),
        (403, legacy("SUB-505"), K.SUBSCRIPTION_REFUSED, False),
        (404, legacy("CMN-102"), K.NOT_FOUND, False),
        (404, b"<html>not here</html>", K.NOT_RINGCENTRAL, False),
        (302, b"", K.NOT_RINGCENTRAL, False),
        (429, legacy("CMN-301"), K.RATE_LIMITED, False),
        (429, b"", K.RATE_LIMITED, False),
        (503, legacy("CMN-211"), K.OVERLOADED, False),
        (503, legacy("CMN-211", "MaintenanceMode"), K.MAINTENANCE, False),
        (502, b"<html>bad gateway</html>", K.SERVER_ERROR, False),
        (500, legacy("CMN-203"), K.SERVER_ERROR, False),
        (407, b"", K.PROXY_REFUSED, False),
        (400, legacy("CMN-101"), K.BAD_ANSWER, False),
    ],
)
def test_a_refusal_is_known_by_status_and_code(status: int, body: bytes, kind: ProblemKind, permanent: bool) -> None:
    problem = refusals.problem(status, {}, body)
    assert (problem.kind, problem.permanent) == (kind, permanent)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, oauth("invalid_grant", "OAU-213"), K.CREDENTIALS_REFUSED),
        (400, oauth("invalid_grant", "OAU-210"), K.CREDENTIALS_REFUSED),
        (401, oauth("invalid_client", "OAU-153"), K.APP_REFUSED),
        (403, oauth("invalid_client", "OAU-113"), K.APP_REFUSED),
        (400, oauth("unsupported_grant_type", "OAU-125"), K.APP_REFUSED),
    ],
)
def test_a_refused_sign_in_is_the_apps_fault_or_the_persons(status: int, body: bytes, kind: ProblemKind) -> None:
    problem = refusals.problem(status, {}, body, signing_in=True)
    assert (problem.kind, problem.permanent) == (kind, True)


def test_a_refused_sign_in_that_will_pass_is_not_permanent() -> None:
    for status in (429, 503, 500, 408):
        assert not refusals.problem(status, {}, b"", signing_in=True).permanent


def test_what_support_asks_for_is_kept() -> None:
    headers = {"RCRequestId": "265348d0-1", "Retry-After": "12"}
    problem = refusals.problem(503, headers, legacy("CMN-211", "MaintenanceMode"))
    assert (problem.code, problem.request_id, problem.retry_after) == ("CMN-211", "265348d0-1", 12.0)


def test_a_permission_is_read_from_the_message_where_nothing_else_names_it() -> None:
    message = "In order to call this API endpoint, application needs to have [WebSocket] permission"
    body = json.dumps({"errorCode": "CMN-401", "message": message}).encode()
    assert refusals.problem(403, {}, body).detail == "WebSocket"


@pytest.mark.parametrize("text", ["", "soon", "-1", "inf", "nan", "1e9", None])
def test_an_odd_number_of_seconds_is_none(text: str | None) -> None:
    assert refusals.seconds(text) is None


@given(st.integers(100, 599), st.binary(), st.dictionaries(st.sampled_from(["RCRequestId", "Retry-After"]), st.text()))
def test_no_answer_makes_the_reader_raise(status: int, body: bytes, headers: dict[str, str]) -> None:
    problem = refusals.problem(status, headers, body)
    assert len(problem.request_id) <= 80


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_no_json_makes_the_reader_raise(body: object) -> None:
    refusals.decode(json.dumps({"errors": body, "errorCode": body, "message": body}).encode())

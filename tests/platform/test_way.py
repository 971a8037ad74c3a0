"""The way: which proxy lies between, by one rule, and which certificates are trusted."""

import ssl
from collections.abc import Mapping
from pathlib import Path

import pytest

from rcboard.domain.link import ProblemKind
from rcboard.platform.errors import RcError
from rcboard.platform.proxy import Proxies, proxies, shown
from rcboard.platform.way import trust
from tests.kit.roads import papers

REST, SOCKET = "https://platform.example.com/restapi", "wss://ws.example.com/ws?access_token=x"


def found(**environment: str) -> Proxies:
    return Proxies("", environment)


def test_socket_and_requests_go_the_same_way() -> None:
    cases: list[tuple[Mapping[str, str], str]] = [
        ({}, ""),
        ({"https": "http://one:1"}, "http://one:1"),
        ({"all": "http://all:2"}, "http://all:2"),
        ({"https": "http://one:1", "all": "http://all:2"}, "http://one:1"),
        ({"wss": "http://wss:3"}, ""),
        ({"http": "http://plain:4"}, ""),
        ({"https": "one:1"}, "http://one:1"),
        ({"https": "https://user:pass@one"}, "https://user:pass@one:443"),
        ({"https": "http://[::1]:3128/"}, "http://[::1]:3128"),
    ]
    for environment, expected in cases:
        assert [found(**environment).towards(address) for address in (REST, SOCKET)] == [expected] * 2


def test_the_setting_comes_before_the_environment() -> None:
    assert Proxies("http://set:1", {"https": "http://one:1"}).towards(SOCKET) == "http://set:1"


@pytest.mark.parametrize("value", ["socks5://one:1", "http://", "http://one:port", "://", "http://[::1"])
def test_what_is_no_proxy_is_said_with_the_place_where_it_stands(value: str) -> None:
    for one, where in ((Proxies(value), "connection.proxy"), (found(all=value), "ALL_PROXY")):
        with pytest.raises(RcError) as caught:
            one.towards(REST)
        problem = caught.value.problem
        assert (problem.kind, problem.detail, problem.permanent) == (ProblemKind.PROXY_WRONG, where, True)


def test_exceptions_hold_for_both_and_may_be_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "other.com,.example.com, 10.1.0.0/16")
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://one:1")
    here = proxies()
    assert [here.towards(address) for address in (REST, SOCKET, "https://10.1.2.3/x")] == [""] * 3
    assert here.towards("https://example.net/") == here.towards("https://10.2.2.3/") == "http://one:1"


def test_this_machine_is_never_asked_through_a_proxy() -> None:
    for address in ("http://127.0.0.1:8080/x", "ws://localhost:1/", "https://[::1]/"):
        assert Proxies("http://set:1").towards(address) == ""


def test_a_password_is_never_shown() -> None:
    secret = "http://user:hush@one:1"
    assert shown(secret) == "one:1"
    assert "hush" not in repr(Proxies(secret, {"https": secret}))


def test_a_file_of_certificates_is_added_to_the_systems(tmp_path: Path) -> None:
    context = trust(str(papers(tmp_path).authority))
    (authority,) = context._ctx.get_ca_certs()  # type: ignore[attr-defined]
    assert authority["subject"] == ((("commonName", "Company"),),)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_a_file_without_certificates_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing\n")
    for file in ("empty.pem", "missing.pem", "."):
        with pytest.raises(RcError) as caught:
            trust(str(tmp_path / file))
        problem = caught.value.problem
        assert (problem.kind, problem.detail) == (ProblemKind.CA_FILE_WRONG, str(tmp_path / file))
        assert problem.permanent

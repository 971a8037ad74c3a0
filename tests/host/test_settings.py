"""Settings by name: who wins, what is refused, and that a kept secret goes nowhere else."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain.link import ProblemKind
from rcboard.host.credentials import Credentials
from rcboard.host.env_file import EnvFile, read_env_file
from rcboard.host.settings import (
    CLIENT_ID,
    CLIENT_SECRET,
    JWT,
    PRODUCTION,
    SERVER_URL,
    Found,
    SettingError,
    Source,
    server_url,
    settings,
)

KEPT = Credentials(PRODUCTION, "app", "kept-secret", "kept-jwt", "kept-refresh")


def env_file(**values: str) -> EnvFile:
    return EnvFile(Path(".env"), values)


def test_production_is_the_default() -> None:
    found = settings({}, {})
    assert found.server_url == Found(PRODUCTION, Source.DEFAULT)
    assert (found.per_page.value, found.page.value) == (1000, 1)
    assert (found.client_id, found.jwt, found.credentials) == (None, None, None)
    assert found.problem is not None
    assert found.problem.kind is ProblemKind.NOT_CONFIGURED


def test_the_nearest_source_wins() -> None:
    options = {"--server-url": "https://option.example"}
    environment = {"RC_SERVER_URL": "https://environment.example"}
    file = env_file(RINGCENTRAL_SERVER_URL="https://file.example")
    kept = replace(KEPT, server_url="https://keyring.example")
    assert settings(options, environment, file, kept).server_url == Found(
        "https://option.example", Source.OPTION, "--server-url"
    )
    assert settings({}, environment, file, kept).server_url == Found(
        "https://environment.example", Source.ENVIRONMENT, "RC_SERVER_URL"
    )
    assert settings({}, {}, file, kept).server_url == Found(
        "https://file.example", Source.FILE, "RINGCENTRAL_SERVER_URL"
    )
    assert settings({}, {}, None, kept).server_url == Found("https://keyring.example", Source.KEYRING)


@pytest.mark.parametrize(
    ("names", "field"),
    [(CLIENT_ID, "client_id"), (CLIENT_SECRET, "client_secret"), (JWT, "jwt")],
    ids=["client_id", "client_secret", "jwt"],
)
def test_every_name_is_heard_and_the_first_in_the_list_wins(names: tuple[str, ...], field: str) -> None:
    everything = {name: f"value-{n}" for n, name in enumerate(names)}
    for n, name in enumerate(names):
        assert getattr(settings({}, everything), field) == Found(f"value-{n}", Source.ENVIRONMENT, name)
        del everything[name]


def test_every_name_of_the_server_is_heard() -> None:
    for name in SERVER_URL:
        assert settings({}, {name: "https://there.example/"}).server_url.value == "https://there.example"


def test_blank_is_not_given() -> None:
    assert settings({"--server-url": None}, {"RC_JWT": " ", "RC_USER_JWT": "one"}).jwt == Found(
        "one", Source.ENVIRONMENT, "RC_USER_JWT"
    )


def test_a_sign_in_is_put_together_from_what_was_found() -> None:
    found = settings({}, {"RC_CLIENT_ID": "app", "RC_JWT": "token"}, env_file(RC_APP_SECRET="shh"))
    assert found.credentials == Credentials(PRODUCTION, "app", "shh", "token")
    assert found.problem is None


def test_what_is_kept_comes_back_whole() -> None:
    assert settings({}, {}, None, KEPT).credentials == KEPT
    assert settings({}, {"RC_SERVER_URL": f"{PRODUCTION}/", "RC_CLIENT_ID": "app"}, None, KEPT).credentials == KEPT


@pytest.mark.parametrize(
    "environment",
    [
        {"RC_SERVER_URL": "https://other.example"},
        {"RC_SERVER_URL": f"{PRODUCTION}:8443"},
        {"RC_CLIENT_ID": "another"},
        {"RC_CLIENT_ID": "another", "RC_CLIENT_SECRET": "theirs"},
    ],
    ids=str,
)
def test_what_is_kept_goes_to_no_other_server_or_app(environment: dict[str, str]) -> None:
    found = settings({}, environment, None, KEPT)
    assert found.credentials is None
    assert not any(secret in (f.value for f in (found.client_secret, found.jwt) if f) for secret in KEPT.secrets)


def test_a_server_once_kept_does_not_receive_another_apps_sign_in() -> None:
    kept = replace(KEPT, server_url="http://127.0.0.1:8080")
    found = settings({}, {"RC_CLIENT_ID": "real", "RC_CLIENT_SECRET": "real-secret", "RC_JWT": "real-jwt"}, None, kept)
    assert found.credentials == Credentials(PRODUCTION, "real", "real-secret", "real-jwt")


def test_another_jwt_does_not_inherit_the_kept_token() -> None:
    found = settings({}, {"RC_JWT": "somebody-else"}, None, KEPT)
    assert found.credentials == Credentials(PRODUCTION, "app", "kept-secret", "somebody-else")


@pytest.mark.parametrize("name", ["RC_USERNAME", "RC_PASSWORD", "RC_EXTENSION"])
def test_a_password_is_recognised_and_not_tried(name: str) -> None:
    found = settings({}, {name: "+16505550100", "RC_CLIENT_ID": "app", "RC_CLIENT_SECRET": "shh"})
    assert found.problem is not None
    assert (found.problem.kind, found.problem.detail) == (ProblemKind.PASSWORD_RETIRED, name)
    assert found.credentials is None
    assert "+1650" not in repr(found)


def test_beside_a_jwt_a_left_over_password_is_only_noted() -> None:
    found = settings({}, {"RC_PASSWORD": "x", "RC_CLIENT_ID": "app", "RC_JWT": "token"})
    assert found.problem is None
    assert found.retired == ("RC_PASSWORD",)


@pytest.mark.parametrize(
    "text", ["https://platform.devtest.ringcentral.com", "https://PLATFORM.devtest.RingCentral.com/"]
)
def test_the_former_sandbox_is_recognised(text: str) -> None:
    found = settings({}, {"RC_SERVER_URL": text, "RC_CLIENT_ID": "app", "RC_JWT": "token"})
    assert found.problem is not None
    assert found.problem.kind is ProblemKind.SANDBOX_GONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://Platform.RingCentral.com/", "https://platform.ringcentral.com"),
        ("https://platform.ringcentral.com:443", "https://platform.ringcentral.com"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://localhost:80", "http://localhost"),
        ("http://[::1]:9", "http://[::1]:9"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ("https://proxy.example/rc/", "https://proxy.example/rc"),
    ],
)
def test_a_server_address_has_one_form(text: str, expected: str) -> None:
    assert server_url("X", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "http://platform.ringcentral.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "platform.ringcentral.com",
        "ftp://127.0.0.1",
        "https://",
        "https://bob:hunter2@platform.ringcentral.com",
        "https://platform.ringcentral.com?token=hunter2",
        "https://platform.ringcentral.com:port",
        "https://[::1",
    ],
)
def test_a_bad_address_is_refused_by_name_and_not_repeated(text: str) -> None:
    with pytest.raises(SettingError, match=r"^RC_SERVER_URL .*\.$") as refused:
        settings({}, {"RC_SERVER_URL": text})
    assert "hunter2" not in str(refused.value)


@given(st.text())
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    try:
        url = server_url("X", text)
    except SettingError as error:
        assert str(error).startswith("X ")
    else:
        assert server_url("X", url) == url


@pytest.mark.parametrize("text", ["0", "1001", "-1", "many", "1.5", "٣", "9" * 40])
def test_a_page_size_out_of_reach_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match="PER_PAGE must be a number, 1–1,000"):
        settings({}, {"PER_PAGE": text})


def test_pages_are_numbers_from_one_on() -> None:
    found = settings({}, {"RC_PER_PAGE": "250", "PAGE": "3"})
    assert (found.per_page, found.page) == (
        Found(250, Source.ENVIRONMENT, "RC_PER_PAGE"),
        Found(3, Source.ENVIRONMENT, "PAGE"),
    )
    with pytest.raises(SettingError, match="PAGE must be a number, 1 or more"):
        settings({}, {"PAGE": "0"})


def test_a_secret_cut_wrongly_is_named_but_not_shown() -> None:
    with pytest.raises(SettingError, match="RC_JWT") as refused:
        settings({}, {"RC_JWT": "eyJhbGci OiJIUzI1"})
    assert "eyJ" not in str(refused.value)


def test_a_repr_shows_no_value() -> None:
    found = settings({}, {"RC_JWT": "very-secret", "RC_CLIENT_SECRET": "shh-shh"}, None, KEPT)
    assert not any(secret in repr(found) for secret in ("very-secret", "shh-shh", *KEPT.secrets))
    assert "RC_JWT" in repr(found)


def test_an_env_file_of_ones_own_is_read_as_written(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('# mine\nRC_CLIENT_ID=app\nexport RC_JWT="a$HOME${HOME}b"\nPAGE=\n')
    read = read_env_file(file)
    assert read.values == {"RC_CLIENT_ID": "app", "RC_JWT": "a$HOME${HOME}b"}
    assert not read.refused
    assert "$HOME" not in repr(read)


def test_no_env_file_is_no_trouble(tmp_path: Path) -> None:
    assert read_env_file(tmp_path / ".env") == EnvFile(tmp_path / ".env")
    assert read_env_file(tmp_path) == EnvFile(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no mode there")
def test_an_env_file_others_may_write_is_left_alone_and_said(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("RC_JWT=planted\n")
    file.chmod(0o666)
    read = read_env_file(file)
    assert not read.values
    assert str(file) in read.refused


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give files away")
def test_an_env_file_of_somebody_else_is_left_alone_and_said(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("RC_JWT=planted\n")
    os.chown(file, 65534, 65534)
    read = read_env_file(file)
    assert not read.values
    assert "does not belong to you" in read.refused


def test_an_env_file_that_is_no_text_is_left_alone_and_said(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"RC_JWT=\xff\xfe")
    assert "cannot be read" in read_env_file(file).refused

"""The line through a company's network: its proxy, its certificate, and what is said where either is wrong."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from rcboard.domain.link import Phase, ProblemKind
from rcboard.domain.preferences import Connection
from rcboard.domain.presence import State
from tests.app.watcher import watching
from tests.kit import roads
from tests.kit.office import Office, OpenOffice


class Company:
    """An office behind TLS of the company's own, reached through its proxy and not otherwise."""

    def __init__(self, office: Office, folder: Path, stack: ExitStack) -> None:
        self.inside = office
        self.papers = roads.papers(folder)
        front = stack.enter_context(roads.serving(roads.Front(office.server_url, self.papers)))
        self.proxy = roads.Proxy({roads.NAME: front}, "clerk:s3cr3t")
        self.proxy_port = stack.enter_context(roads.serving(self.proxy))
        self.office = replace(office, server_url=f"https://{roads.NAME}")

    @property
    def ca_file(self) -> str:
        return str(self.papers.authority)


@pytest.fixture
def company(office: OpenOffice, tmp_path: Path) -> Iterator[Company]:
    with ExitStack() as stack:
        yield Company(office("--extensions", "20", "--rate", "0", "--limit", "auth=1000"), tmp_path, stack)


def let_through(company: Company, monkeypatch: pytest.MonkeyPatch, password: str = "clerk:s3cr3t@") -> None:
    """Say the proxy as most companies do: for all programs, in the environment."""
    for name in ("ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{password}127.0.0.1:{company.proxy_port}")


async def test_requests_and_socket_go_through_the_proxy_and_trust_the_companys_certificate(
    company: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    let_through(company, monkeypatch)
    caplog.set_level("DEBUG", logger="rcboard")
    async with watching(company.office, connection=Connection(ca_file=company.ca_file)) as watcher:
        await watcher.until_live()
        someone = company.inside.people()[3]
        await asyncio.to_thread(
            company.inside.presence, someone["extensionNumber"], userStatus="Available", dndStatus="DoNotAcceptAnyCalls"
        )
        await watcher.until(lambda: watcher.board.sure_state(str(someone["id"])) is State.DO_NOT_DISTURB)
        assert set(company.proxy.asked) == {roads.NAME}
        assert len(company.proxy.asked) >= 2, "a tunnel for requests, another for the socket"
    assert "s3cr3t" not in caplog.text


async def test_a_proxy_in_the_settings_counts_before_the_environment(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.proxy.password = ""
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    chosen = Connection(ca_file=company.ca_file, proxy=f"http://127.0.0.1:{company.proxy_port}")
    async with watching(company.office, connection=chosen) as watcher:
        await watcher.until_live()


async def problem_of(company: Company, connection: Connection) -> tuple[Phase, ProblemKind, str]:
    """What the line says first."""
    async with watching(company.office, connection=connection) as watcher:
        await watcher.until(lambda: watcher.board.link.problem)
        link = watcher.board.link
        assert link.problem is not None
        return link.phase, link.problem.kind, link.problem.detail


async def test_each_thing_that_is_wrong_has_a_sentence_of_its_own(
    company: Company, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trusted = Connection(ca_file=company.ca_file)
    let_through(company, monkeypatch)
    assert await problem_of(company, Connection()) == (Phase.RECONNECTING, ProblemKind.TLS_REFUSED, roads.NAME)
    missing = str(tmp_path / "missing.pem")
    assert await problem_of(company, Connection(ca_file=missing)) == (
        Phase.SIGNED_OUT,
        ProblemKind.CA_FILE_WRONG,
        missing,
    )
    let_through(company, monkeypatch, "clerk:wrong@")
    assert (await problem_of(company, trusted))[:2] == (Phase.RECONNECTING, ProblemKind.PROXY_REFUSED)
    nowhere = replace(trusted, proxy="http://127.0.0.1:9")
    assert await problem_of(company, nowhere) == (Phase.RECONNECTING, ProblemKind.PROXY_UNREACHED, "127.0.0.1:9")
    nobody = replace(trusted, proxy="http://proxy.company:8080")
    assert (await problem_of(company, nobody))[1:] == (ProblemKind.PROXY_UNREACHED, "proxy.company:8080")
    for name in ("ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "socks5://127.0.0.1:9")
    assert await problem_of(company, trusted) == (Phase.SIGNED_OUT, ProblemKind.PROXY_WRONG, "ALL_PROXY")


async def test_no_certificates_but_the_systems_and_the_companys_are_trusted(
    company: Company, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The HTTP library would add its own bundle of some hundred to whatever context it is given."""
    (tmp_path / "none").mkdir()
    (tmp_path / "none.pem").touch()
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    let_through(company, monkeypatch)
    async with watching(company.office, connection=Connection(ca_file=company.ca_file)) as watcher:
        await watcher.until_live()
        client = watcher.line._rest._client  # type: ignore[union-attr]
        context = client._session.get_adapter("https://x")._context  # type: ignore[union-attr]
        assert context._ctx.cert_store_stats()["x509"] == 1

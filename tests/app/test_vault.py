"""The vault, with two apps of one profile against a simulated RingCentral: one session, whatever happens on the way."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from rcboard.app.clock import SystemClock
from rcboard.app.vault import Vault
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from rcboard.host.folders import folders
from rcboard.host.secrets import Secrets
from rcboard.platform.client import RcClient
from rcboard.platform.errors import RcError
from rcboard.platform.patience import Patience
from rcboard.platform.sdk import RcPlatform
from rcboard.platform.sign_in import Access
from rcboard.platform.way import way
from rcboard.platform.wire import Tokens
from tests.host.test_turn import end, holder
from tests.kit.keyrings import DeadKeyring, HungKeyring, LockedKeyring, MemoryKeyring
from tests.kit.office import Office, OpenOffice

ME = "/restapi/v1.0/account/~/extension/~"
TIMES = Times(keyring=2.0)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock lies in a home of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def quiet(office: OpenOffice) -> Office:
    return office("--extensions", "3", "--rate", "0", "--limit", "auth=1000", "--limit", "light=1000")


class App:
    """One process's worth of rcboard: a platform and its vault."""

    def __init__(self, credentials: Credentials, ring: KeyringBackend, times: Times = TIMES) -> None:
        self.troubles: list[Problem] = []
        secrets = Secrets(times, lambda: ring)
        self.vault = Vault(credentials, times, SystemClock(), secrets=secrets, troubled=self.troubles.append)
        given = (credentials.client_secret, credentials.jwt, credentials.refresh_token)
        access = Access(credentials.server_url, credentials.client_id, *given)
        self.asked: list[str] = []
        self.client = RcClient(access, way(), Patience(5.0, 5.0, 5.0), self._hear, 4)
        self.now = 0.0
        self.platform = RcPlatform(self.client, access, lambda: self.now, 120.0, self.vault)

    def _hear(self, path: str, status: int, headers: Mapping[str, str]) -> None:
        self.asked.append(path)

    def call(self) -> int:
        return int(self.platform.get(ME).response().status_code)

    @property
    def renewals(self) -> int:
        return self.asked.count("/restapi/oauth/token")


def kept(ring: MemoryKeyring, profile: str = "default") -> Credentials | None:
    return Secrets(TIMES, lambda: ring).load_now(profile)


def by_jwt(office: Office) -> Credentials:
    return Credentials(office.server_url, office.client_id, office.client_secret, office.jwt, profile="default")


def without_jwt(ring: MemoryKeyring) -> Credentials:
    """As after a browser sign-in: the session alone."""
    found = kept(ring)
    assert found is not None
    found = replace(found, jwt="")
    Secrets(TIMES, lambda: ring).save_now("default", found)
    return found


def problem_of(call: Callable[[], object]) -> ProblemKind:
    with pytest.raises(RcError) as error:
        call()
    return error.value.problem.kind


def test_a_new_sign_in_is_kept_before_it_is_used_and_holds_no_access_token(quiet: Office) -> None:
    ring = MemoryKeyring()
    app = App(by_jwt(quiet), ring)
    app.platform.ensure()
    found = kept(ring)
    assert found is not None
    assert found.refresh_token == app.platform.auth().refresh_token()
    assert app.platform.auth().access_token() not in "".join(ring.entries.values())


def test_who_comes_later_goes_on_with_the_session_and_the_first_does_too(quiet: Office) -> None:
    ring = MemoryKeyring()
    first = App(by_jwt(quiet), ring)
    first.call()
    second = App(without_jwt(ring), ring)
    first.vault.credentials = replace(first.vault.credentials, jwt="")
    assert second.call() == 200
    assert first.call() == 200, "it lost its access token, and found the session in the keyring"
    assert second.call() == 200, "what the first did took nothing from the second"
    assert len(quiet.stats()["sessions"]) == 1
    assert (first.renewals, second.renewals) == (2, 1), "the first was answered with what the second had got"


def test_when_the_grace_is_over_what_the_other_wrote_is_read(quiet: Office) -> None:
    ring = MemoryKeyring()
    times = Times(keyring=2.0, replayed=0.0)
    first = App(by_jwt(quiet), ring, times)
    first.call()
    second = App(kept(ring) or by_jwt(quiet), ring, times)
    assert second.call() == 200
    assert first.vault.renewed_elsewhere(first.platform.auth().refresh_token())
    assert [first.call(), second.call()] == [200, 200]
    assert len(quiet.stats()["sessions"]) == 1


def test_eight_callers_in_each_of_two_apps_renew_once(quiet: Office) -> None:
    ring = MemoryKeyring()
    App(by_jwt(quiet), ring).call()
    apps = [App(kept(ring) or by_jwt(quiet), ring) for _ in range(2)]
    with ThreadPoolExecutor(16) as pool:
        assert {job.result() for job in [pool.submit(apps[n % 2].call) for n in range(16)]} == {200}
    assert [app.renewals for app in apps] == [1, 1]
    assert len(quiet.stats()["sessions"]) == 1


def test_the_session_kept_for_others_is_left_open_and_another_ended(quiet: Office) -> None:
    ring = MemoryKeyring()
    shared, alone = App(by_jwt(quiet), ring), App(replace(by_jwt(quiet), profile=""), ring)
    shared.call()
    alone.call()
    alone.platform.leave()
    assert len(quiet.stats()["sessions"]) == 1
    shared.platform.leave()
    assert len(quiet.stats()["sessions"]) == 1
    assert not shared.platform.signed_in


def test_one_that_never_signed_in_ends_nothing(quiet: Office) -> None:
    ring = MemoryKeyring()
    App(by_jwt(quiet), ring).call()
    App(kept(ring) or by_jwt(quiet), ring).platform.leave()
    assert len(quiet.stats()["sessions"]) == 1


def test_after_a_sign_out_nobody_signs_in_anew_by_himself(quiet: Office) -> None:
    ring = MemoryKeyring()
    app = App(by_jwt(quiet), ring)
    app.call()
    ring.entries.clear()
    quiet.end_session(quiet.stats()["sessions"][0]["id"])
    assert problem_of(app.call) is ProblemKind.NOT_CONFIGURED
    assert quiet.stats()["sessions"] == []


def test_another_s_sign_in_is_not_taken_over(quiet: Office) -> None:
    ring = MemoryKeyring()
    app = App(by_jwt(quiet), ring)
    app.call()
    other = replace(by_jwt(quiet), client_id="another", refresh_token="another")
    Secrets(TIMES, lambda: ring).save_now("default", other)
    app.now = 10_000.0
    assert problem_of(app.call) is ProblemKind.SIGN_IN_CHANGED


@pytest.mark.parametrize(
    ("ring", "kind"),
    [
        (LockedKeyring(), ProblemKind.KEYRING_LOCKED),
        (DeadKeyring(), ProblemKind.KEYRING_MISSING),
        (HungKeyring(), ProblemKind.KEYRING_SILENT),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_keyring_that_fails_is_told_and_costs_the_keeping_alone(
    quiet: Office, ring: KeyringBackend, kind: ProblemKind, caplog: pytest.LogCaptureFixture
) -> None:
    app = App(by_jwt(quiet), ring, Times(keyring=0.3))
    assert app.call() == 200
    assert [trouble.kind for trouble in app.troubles] == [kind]
    app.platform.leave()
    assert quiet.stats()["sessions"] == [], "what nobody can go on with is ended"
    assert quiet.jwt not in caplog.text
    caplog.clear()
    if isinstance(ring, HungKeyring):
        ring.answer.set()


def test_a_keyring_that_dies_while_it_is_needed_lets_the_session_go_on(
    quiet: Office, caplog: pytest.LogCaptureFixture
) -> None:
    class Mortal(MemoryKeyring):
        alive = True

        def set_password(self, service: str, username: str, password: str) -> None:
            if not self.alive:
                raise OSError("gone")
            super().set_password(service, username, password)

    ring = Mortal()
    app = App(by_jwt(quiet), ring, Times(keyring=2.0, replayed=0.0))
    app.call()
    ring.alive = False
    app.now = 3600.0
    assert app.call() == 200
    assert [trouble.kind for trouble in app.troubles] == [ProblemKind.KEYRING_MISSING]
    ring.alive = True
    app.now = 7200.0
    own = app.platform.auth().refresh_token()
    assert app.vault.refresh_tokens(own)[0] == own, "what the keyring holds is older than what the app has"
    assert not app.vault.renewed_elsewhere(own)
    assert app.call() == 200
    found = kept(ring)
    assert found is not None
    assert found.refresh_token == app.platform.auth().refresh_token(), "kept again with the next renewal"
    assert len(quiet.stats()["sessions"]) == 1
    caplog.clear()


def test_an_app_that_gives_no_refresh_tokens_is_told_and_a_jwt_needs_none(quiet: Office) -> None:
    quiet.switch(refresh_tokens=False)
    ring = MemoryKeyring()
    app = App(by_jwt(quiet), ring)
    app.call()
    app.platform.leave()
    assert quiet.stats()["sessions"] == [], "nobody could go on with it"
    assert not app.troubles
    again = App(kept(ring) or by_jwt(quiet), ring)
    assert again.call() == 200


def test_without_refresh_tokens_a_sign_in_by_browser_cannot_be_kept_and_that_is_told() -> None:
    ring = MemoryKeyring()
    app = App(Credentials("https://platform.invalid", "an-id", profile="default"), ring)
    assert not app.vault.keep(Tokens("an-access-token", 3600.0))
    assert [trouble.kind for trouble in app.troubles] == [ProblemKind.REFRESH_NOT_ISSUED]
    assert not ring.entries


def suspend(office: Office) -> None:
    office.switch(app_suspended=True)


def end_it(office: Office) -> None:
    office.end_session(office.stats()["sessions"][0]["id"])


def leave_for_eight_days(office: Office) -> None:
    office.ask("POST", "skip", {"seconds": 8 * 86_400})


@pytest.mark.parametrize(
    ("happens", "without_a_jwt", "with_one"),
    [
        (leave_for_eight_days, ProblemKind.SESSION_EXPIRED, None),
        (end_it, ProblemKind.SESSION_ENDED, None),
        (suspend, ProblemKind.APP_STOPPED, ProblemKind.APP_STOPPED),
    ],
    ids=["unused for a week", "ended", "suspended"],
)
def test_why_it_is_over_is_told_apart_and_a_jwt_signs_in_again_where_it_may(
    quiet: Office,
    happens: Callable[[Office], None],
    without_a_jwt: ProblemKind,
    with_one: ProblemKind | None,
) -> None:
    ring = MemoryKeyring()
    App(by_jwt(quiet), ring).call()
    person, machine = App(without_jwt(ring), ring), App(by_jwt(quiet), MemoryKeyring())
    person.call()
    machine.call()
    happens(quiet)
    if happens is end_it:
        end_it(quiet)
    person.now = machine.now = 3600.0
    assert problem_of(person.call) is without_a_jwt
    if with_one is None:
        assert machine.call() == 200
    else:
        assert problem_of(machine.call) is with_one


def test_who_waits_too_long_for_another_process_to_renew_is_told_and_goes_on_later(quiet: Office) -> None:
    app = App(by_jwt(quiet), MemoryKeyring(), replace(TIMES, turn=0.0))
    busy = holder(folders("default").turn)
    assert problem_of(app.call) is ProblemKind.SIGN_IN_BUSY
    end(busy)
    assert app.call() == 200

"""The host room against the desktop's own services: GNOME's keyring and dunst."""

import gc
from dataclasses import replace

import pytest

from rcboard.domain.link import ProblemKind
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from rcboard.host.notices import BusNotices
from rcboard.host.secrets import Secrets, SecretsError
from tests.kit.desktop import Toasts, Vault, until

BOB = Credentials("https://platform.ringcentral.com", "app", "shh", "eyJ" + "x" * 3000, "refresh", 7.0)
PROFILE = "desktop-test"
"""Not the one the program itself uses."""


@pytest.mark.session(keyring=True)
async def test_a_sign_in_goes_into_the_keyring_and_out_again(vault: Vault) -> None:
    secrets = Secrets(Times())
    await secrets.save(PROFILE, BOB)
    stored = {name: text for name, text in vault.entries("rcboard").items() if name.startswith(PROFILE)}
    assert len(stored) == 4
    assert all(len(text) <= 1280 for text in stored.values())
    assert await Secrets(Times()).load(PROFILE) == BOB
    await secrets.save(PROFILE, replace(BOB, jwt="short"))
    assert await secrets.load(PROFILE) == replace(BOB, jwt="short")
    await secrets.forget(PROFILE)
    assert await secrets.load(PROFILE) is None
    assert not any(name.startswith(PROFILE) for name in vault.entries("rcboard"))


@pytest.mark.session(keyring=True)
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
async def test_a_locked_keyring_is_said_to_be_locked(vault: Vault) -> None:
    with vault.locked(), pytest.raises(SecretsError) as failed:
        await Secrets(Times()).load(PROFILE)
    assert failed.value.problem.kind is ProblemKind.KEYRING_LOCKED
    gc.collect()  # the library drops its line to the bus on this way out: not to be blamed on the next test


@pytest.mark.session(keyring=True)
async def test_a_keyring_that_hangs_is_said_to_be_silent_and_works_once_it_is_back(vault: Vault) -> None:
    secrets = Secrets(Times(keyring=0.5))
    with vault.hung(), pytest.raises(SecretsError) as failed:
        await secrets.load(PROFILE)
    assert failed.value.problem.kind is ProblemKind.KEYRING_SILENT
    assert await Secrets(Times()).load(PROFILE) is None


@pytest.mark.session(notices=True)
async def test_a_notice_is_shown_replaced_and_withdrawn(toasts: Toasts) -> None:
    notices = BusNotices(lambda _key, _action: None, Times(), "")
    assert await notices.show("7", "Bob & Co", "a <b> & c", {"copy": "Copy 214"})
    assert await notices.show("7", "Bob & Co", "free")
    first = toasts.wait(lambda toast: toast.body == "a &lt;b&gt; &amp; c")
    second = toasts.wait(lambda toast: toast.body == "free")
    assert (first.title, first.actions) == ("Bob & Co", {"copy": "Copy 214"})
    assert second.replaces == second.id == first.id
    await notices.withdraw("7")
    until(lambda: second.closed, "its end")
    await notices.close()

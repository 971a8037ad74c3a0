"""The sign-in in the keyring: kept whole, found again, and never a reason to hang."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, null

from rcboard.domain.link import ProblemKind
from rcboard.domain.times import Times
from rcboard.host.credentials import Credentials
from rcboard.host.secrets import Secrets, SecretsError, system_keyring
from tests.kit.keyrings import DeadKeyring, DismissedKeyring, HungKeyring, LockedKeyring, MemoryKeyring

BOB = Credentials("https://platform.ringcentral.com", "app-1", "shh-secret", "eyJhbGciOiJ.short", "refresh-me", 7.0)
LONG = replace(BOB, jwt="eyJ" + "x" * 4000)


def secrets_in(ring: KeyringBackend, limit: float = 5.0) -> Secrets:
    return Secrets(Times(keyring=limit), lambda: ring)


@pytest.fixture
def chosen() -> Iterator[None]:
    """Lets a test choose the library's backend, and puts the former one back."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


async def test_what_was_saved_is_found_again_by_another_start() -> None:
    ring = MemoryKeyring()
    await secrets_in(ring).save("default", BOB)
    assert await secrets_in(ring).load("default") == BOB


async def test_nothing_kept_is_none_and_forgetting_it_is_fine() -> None:
    secrets = secrets_in(MemoryKeyring())
    assert await secrets.load("default") is None
    await secrets.forget("default")


async def test_profiles_lie_side_by_side() -> None:
    ring = MemoryKeyring()
    secrets = secrets_in(ring)
    other = replace(BOB, client_id="app-2")
    await secrets.save("default", BOB)
    await secrets.save("branch", other)
    await secrets.forget("default")
    assert await secrets.load("default") is None
    assert await secrets.load("branch") == other


@pytest.mark.parametrize("jwt", ["x" * 1100, "x" * 1300, "x" * 9000, "ä" * 3000, "🦊" * 2000], ids=len)
async def test_any_length_fits_the_windows_limit(jwt: str) -> None:
    ring = MemoryKeyring()
    await secrets_in(ring).save("default", replace(BOB, jwt=jwt))
    assert await secrets_in(ring).load("default") == replace(BOB, jwt=jwt)


async def test_parts_of_an_older_sign_in_do_not_stay_behind() -> None:
    ring = MemoryKeyring()
    secrets = secrets_in(ring)
    for kept in (LONG, replace(LONG, jwt="y" * 2000), BOB):
        await secrets.save("default", kept)
        assert await secrets.load("default") == kept
    assert list(ring.entries) == [("rcboard", "default")]
    await secrets.save("default", LONG)
    await secrets.forget("default")
    assert not ring.entries


async def test_a_write_that_breaks_off_leaves_the_former_sign_in_whole() -> None:
    class Breaking(MemoryKeyring):
        writes = 100

        def set_password(self, service: str, username: str, password: str) -> None:
            self.writes -= 1
            if self.writes < 0:
                raise OSError("the keyring went away")
            super().set_password(service, username, password)

    whole = 5  # four parts and the entry that names them
    for writes in range(whole):
        ring = Breaking()
        secrets = secrets_in(ring)
        await secrets.save("default", replace(LONG, jwt="z" * 3000))
        ring.writes = writes
        with pytest.raises(SecretsError):
            await secrets.save("default", LONG)
        assert await secrets.load("default") == replace(LONG, jwt="z" * 3000)


async def test_an_entry_that_is_not_ours_reads_as_no_sign_in(caplog: pytest.LogCaptureFixture) -> None:
    ring = MemoryKeyring()
    ring.entries["rcboard", "default"] = "scribble"
    assert await secrets_in(ring).load("default") is None
    assert "profile default" in caplog.text
    assert "scribble" not in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    ("ring", "kind"),
    [
        (LockedKeyring(), ProblemKind.KEYRING_LOCKED),
        (DismissedKeyring(), ProblemKind.KEYRING_LOCKED),
        (DeadKeyring(), ProblemKind.KEYRING_MISSING),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_each_failure_is_named_and_tells_no_secret(ring: KeyringBackend, kind: ProblemKind) -> None:
    with pytest.raises(SecretsError) as failed:
        await secrets_in(ring).save("default", BOB)
    assert failed.value.problem.kind is kind
    assert not any(secret in repr(failed.value) + repr(failed.value.problem) for secret in BOB.secrets)


async def test_a_hung_keyring_is_said_to_be_silent_while_the_loop_runs_on() -> None:
    ring = HungKeyring()
    secrets = secrets_in(ring, limit=0.2)
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as tasks:
        turning = tasks.create_task(turn())
        with pytest.raises(SecretsError) as failed:
            await secrets.load("default")
        turning.cancel()
    assert failed.value.problem.kind is ProblemKind.KEYRING_SILENT
    assert turns > 100
    ring.answer.set()


async def test_while_one_call_hangs_others_ask_nothing_and_a_late_write_never_happens() -> None:
    ring = HungKeyring()
    secrets = secrets_in(ring, limit=0.2)
    for call in (secrets.load("default"), secrets.save("default", BOB), secrets.load("default")):
        with pytest.raises(SecretsError):
            await call
    assert ring.asked == 1
    ring.answer.set()
    assert await secrets_in(ring).load("default") is None
    assert await secrets.load("default") is None


def test_a_program_with_a_hung_keyring_ends_at_once() -> None:
    program = """
import asyncio, sys
from rcboard.domain.times import Times
from rcboard.host.secrets import Secrets, SecretsError
from tests.kit.keyrings import HungKeyring
async def main():
    try:
        await Secrets(Times(keyring=0.1), HungKeyring).load("default")
    except SecretsError as error:
        print(error.problem.kind)
asyncio.run(main())
"""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == ProblemKind.KEYRING_SILENT
    assert time.monotonic() - began < 20


def test_the_library_is_not_loaded_before_the_first_call() -> None:
    program = "import sys, rcboard.host.secrets; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], timeout=30, check=False).returncode == 0


@pytest.mark.usefixtures("chosen")
async def test_a_keyring_in_a_readable_file_is_refused_with_a_sentence() -> None:
    plain = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})()
    keyring.set_keyring(plain)
    with pytest.raises(SecretsError, match=r"keyrings\.alt\.file\.PlaintextKeyring keeps secrets in a file") as failed:
        await Secrets(Times()).save("default", BOB)
    assert failed.value.problem.kind is ProblemKind.KEYRING_MISSING
    assert not plain.entries


@pytest.mark.usefixtures("chosen")
async def test_a_readable_file_in_a_chain_of_keyrings_is_refused_too() -> None:
    plain = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})()
    chain = type("Chain", (chainer.ChainerBackend,), {"backends": [MemoryKeyring(), plain]})
    keyring.set_keyring(chain())
    with pytest.raises(SecretsError):
        await Secrets(Times()).load("default")


@pytest.mark.usefixtures("chosen")
def test_a_keyring_switched_off_is_none_and_another_is_taken() -> None:
    keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(SecretsError):
        system_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    assert system_keyring() is ring


def test_credentials_show_no_secret() -> None:
    assert not any(secret in f"{BOB!r} {BOB}" for secret in BOB.secrets)
    assert "app-1" in repr(BOB)

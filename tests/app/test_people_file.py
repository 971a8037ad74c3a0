"""Who was on the board last: kept for one sign-in, never with presence, and forgotten when told to."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rcboard.app import last_people
from rcboard.app.people_file import PeopleFile
from rcboard.domain.people import Person
from rcboard.host.credentials import Credentials
from rcboard.host.folders import folders

BOB = Person("1", "214", "Bob Smith", department="Sales", direct_numbers=("+16505550101",), photo="etag")
MINE = Credentials("https://platform.ringcentral.com", "mine", "secret", "jwt")


@pytest.fixture
def executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def opened(executor: ThreadPoolExecutor, client_id: str = MINE.client_id) -> PeopleFile:
    file = last_people.file("default", lambda: 0.0)
    return PeopleFile(file, last_people.of_sign_in(file, MINE.server_url, client_id), executor)


def read(server_url: str, client_id: str) -> tuple[Person, ...]:
    return last_people.of_sign_in(last_people.file("default", lambda: 0.0), server_url, client_id).people


async def test_the_same_people_come_back_for_the_same_sign_in(executor: ThreadPoolExecutor) -> None:
    first = opened(executor)
    first.keep([BOB], MINE)
    await first.flush()
    assert read(MINE.server_url, MINE.client_id) == (BOB,)
    assert opened(executor).is_of(MINE)
    text = folders("default").people.read_text()
    assert "secret" not in text
    assert "presence" not in text.casefold()


async def test_another_server_or_client_sees_nobody(executor: ThreadPoolExecutor) -> None:
    first = opened(executor)
    first.keep([BOB], MINE)
    await first.flush()
    assert read("https://other.example.com", "mine") == ()
    assert read(MINE.server_url, "another") == ()
    assert not opened(executor, "another").is_of(MINE)


async def test_a_client_id_in_the_keyring_is_compared_when_it_is_known(executor: ThreadPoolExecutor) -> None:
    first = opened(executor)
    first.keep([BOB], MINE)
    await first.flush()
    assert read(MINE.server_url, "") == (BOB,)
    second = opened(executor, "")
    assert not second.is_of(Credentials(MINE.server_url, "another", "secret", "jwt"))
    assert not second.is_of(None)


async def test_what_is_forgotten_is_gone_and_can_be_kept_again(executor: ThreadPoolExecutor) -> None:
    file = opened(executor)
    file.keep([BOB], MINE)
    await file.flush()
    file.keep([BOB, Person("2", "101", "Ada")], MINE)
    await file.flush()
    await file.forget()
    assert list(folders("default").cache.iterdir()) == [], "the good version before it, too"
    file.keep([BOB], MINE)
    await file.flush()
    assert read(MINE.server_url, "mine") == (BOB,)


def test_a_damaged_file_is_nobody_and_leaves_nothing_behind() -> None:
    path = folders("default").people
    path.parent.mkdir(parents=True)
    path.write_text("{")
    assert read(MINE.server_url, "mine") == ()
    assert list(path.parent.iterdir()) == []

"""The update check: off until switched on, one address asked, told once, nothing installed; against a real server."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.app.clock import SystemClock
from rcboard.app.updates import UpdatesError, UpdateWatch, newer_release, read
from rcboard.domain.preferences import Connection, Updates
from rcboard.domain.release import is_newer, version_of
from rcboard.domain.setting import SETTINGS
from tests.kit.releases import Releases, release, releases


async def ask(there: Releases, ours: str = "1.2.0") -> str | None:
    return await newer_release(Updates(on=True, url=there.url), Connection(), ours)


async def test_a_newer_release_is_found_and_nothing_is_told_of_who_asks() -> None:
    with releases(body=release("v1.10.0")) as there:
        assert await ask(there) == "1.10.0"
    assert there.asked[0]["User-Agent"] == "rcboard"
    assert not {"Cookie", "Authorization", "Referer"} & set(there.asked[0])
    assert "1.2.0" not in str(there.asked)


@pytest.mark.parametrize("body", [release("v1.2.0"), release("1.1.9"), release("v2.0.0", ', "prerelease": true')])
async def test_the_same_an_older_and_a_trial_version_are_none(body: bytes) -> None:
    with releases(body=body) as there:
        assert await ask(there) is None


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"status": 404}, "answers with 404"),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:9/"}}, "answers with 302"),
        ({"body": b"<html>"}, "no release"),
        ({"body": release("nightly")}, "no release"),
        ({"body": b'{"tag_name": "' + b"9" * 2_000_000 + b'"}'}, "no release"),
    ],
)
async def test_what_is_no_answer_is_a_reason(answer: dict[str, Any], why: str) -> None:
    with releases(**answer) as there, pytest.raises(UpdatesError, match=why):
        await ask(there)


async def test_where_nobody_answers_that_is_the_reason() -> None:
    with pytest.raises(UpdatesError, match="does not answer"):
        await newer_release(Updates(on=True, url="http://127.0.0.1:9/x"), Connection())


async def test_it_is_off_until_switched_on_and_each_release_is_told_once() -> None:
    said: list[str] = []
    chosen = [Updates()]
    with releases(body=release("v99.0.0")) as there:
        watch = UpdateWatch(asked=lambda: chosen[-1], way=Connection, clock=SystemClock(), tell=said.append)
        for one in (Updates(), Updates(url=there.url), Updates(on=True)):
            chosen.append(one)
            await watch.look()
        assert there.asked == [], "both the switch and the address are needed"
        chosen.append(Updates(on=True, url=there.url))
        await watch.look()
        await watch.look()
        assert len(there.asked) == 2
        there.status = 500
        await watch.look()
    assert len(said) == 1
    assert "rcboard 99.0.0 is out" in said[0]


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://api.github.com/repos/o/n/releases/latest", True),
        ("http://127.0.0.1:8080/x", True),
        ("http://example.com/x", False),
        ("http://127.0.0.1.example.com/x", False),
        ("http://localhost.example.com/x", False),
        ("https://user:word@example.com/x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_tls_is_asked_or_this_computer(url: str, fits: bool) -> None:
    assert SETTINGS["updates.url"].fits(url) is fits


@given(st.binary() | st.builds(release, st.text(alphabet='v.0123456789"{')))
def test_no_answer_breaks_it(body: bytes) -> None:
    try:
        found = read(body)
    except UpdatesError:
        return
    assert found is None or version_of(found) == found


@given(*[st.tuples(*[st.integers(0, 999)] * 3)] * 2)
def test_versions_are_compared_by_their_numbers(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    assert is_newer(".".join(map(str, one)), ".".join(map(str, other))) is (one > other)

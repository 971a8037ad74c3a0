"""The page in a real Chromium: the same truth as the board, and stale by itself when its line is cut."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit import page_marks
from tests.kit.browser import CHROMIUM, Browser
from tests.kit.office import OpenOffice
from tests.kit.serving import READ, serve
from tests.kit.terminal import Start, wait_until
from tests.stories.test_commands import somebody

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here (packaging/prepare outlets)")

API = {"on": True, "port": 0}


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with Browser(tmp_path) as one:
        yield one


def tile(id: Any, what: str) -> str:
    return f"document.getElementById('person-{id}').{what}"


def test_the_page_draws_the_windows_own_marks() -> None:
    page = page_marks.PAGE.read_text("utf-8")
    assert page == page_marks.written(page), "python -m tests.kit.page_marks"


def test_it_follows_the_board_looks_stale_when_cut_and_comes_back(
    office: OpenOffice, start: Start, tmp_path: Path, browser: Browser
) -> None:
    small = office("--extensions", "30", "--rate", "0")
    serving = serve(start, tmp_path / "home", small, api=API).live()
    bob = somebody(small)
    browser.open(f"{serving.url}/#token={READ}")
    browser.until("document.body.dataset.line === 'live'", "live")
    count = len(small.people())
    assert browser.run("document.querySelectorAll('.tile').length") == count
    assert "token" not in browser.run("location.href")
    assert "Available" in browser.run(tile(bob["id"], "innerText"))
    small.presence(bob["extensionNumber"], telephonyStatus="Ringing")
    browser.until(tile(bob["id"], "classList.contains('ringing')"), "ringing")
    assert browser.run(tile(bob["id"], "innerText")).splitlines()[-1].startswith("Ringing")

    browser.run(f"document.getElementById('find').value = '{bob['extensionNumber']}'")
    browser.run("document.getElementById('find').dispatchEvent(new Event('input'))")
    assert browser.run("[...document.querySelectorAll('.tile:not([hidden])')].map((tile) => tile.id)") == [
        f"person-{bob['id']}"
    ]
    browser.run("document.getElementById('find').value = ''")
    browser.run("document.getElementById('find').dispatchEvent(new Event('input'))")

    # The line between page and rcboard goes silent: nothing says so but the silence.
    process = serving.program.process
    process.send_signal(signal.SIGSTOP)
    try:
        browser.until("document.body.dataset.line === 'lost'", "the page notices the silence", 15)
        fresh = "[...document.querySelectorAll('.tile')].filter((tile) => !tile.classList.contains('aged')).length"
        assert browser.run(fresh) == 0
        assert "old" in browser.run(tile(bob["id"], "innerText"))
        assert "0 free" in browser.run("document.getElementById('count').textContent")
        fill = browser.run(f"getComputedStyle({tile(bob['id'], 'querySelector(`.mark`)')}).getPropertyValue('--fill')")
        assert fill.strip() == "transparent"
    finally:
        process.send_signal(signal.SIGCONT)
    small.presence(bob["extensionNumber"], telephonyStatus="CallConnected")
    browser.until("document.body.dataset.line === 'live'", "back")
    browser.until(tile(bob["id"], "classList.contains('on_call')"), "what happened meanwhile")
    assert browser.run(fresh) == count

    # The line between rcboard and RingCentral breaks.
    small.kill()
    browser.until("document.body.dataset.line === 'stale'", "the page says that the line is down")
    assert browser.run(fresh) == 0
    assert [line for line in browser.said if "ERR_" not in line] == []


def test_without_a_token_it_shows_nobody_and_asks_for_one(
    office: OpenOffice, start: Start, tmp_path: Path, browser: Browser
) -> None:
    small = office("--extensions", "5", "--rate", "0")
    serving = serve(start, tmp_path / "home", small, api=API).live()
    browser.open(f"{serving.url}/#token=wrong")
    browser.until("!document.getElementById('ask').hidden", "it asks")
    assert browser.run("document.querySelectorAll('.tile').length") == 0
    browser.run(f"document.getElementById('token').value = '{READ}'")
    browser.run("document.getElementById('ask-go').click()")
    browser.until("document.querySelectorAll('.tile').length > 0", "the board")


def test_a_thousand_people_stay_live(office: OpenOffice, start: Start, tmp_path: Path, browser: Browser) -> None:
    large = office("--extensions", "1000", "--rate", "50")
    serving = serve(start, tmp_path / "home", large, api=API).live()
    browser.open(f"{serving.url}/#token={READ}&look=dark")
    people = len(large.people())
    browser.until(f"document.querySelectorAll('.tile').length === {people}", "everybody")
    large.pause()
    truth = {str(one["id"]): one for one in serving.ask("/v1/people")["people"]}
    shown = "Object.fromEntries([...document.querySelectorAll('.tile')].map((t) => [t.id.slice(7), t.classList[1]]))"
    browser.until(f"JSON.stringify({shown}) !== '' && document.body.dataset.line === 'live'", "live")

    def wrong() -> list[str]:
        seen = browser.run(shown)
        return [id for id, one in truth.items() if seen.get(id) != one["state"]]

    wait_until(lambda: not wrong(), "every tile says what the API says")

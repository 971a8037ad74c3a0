"""Logs that can be sent to anybody: no secret survives, whatever way it came."""

import base64
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.host.logs import HIDDEN, Redaction

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI2MjI1MiJ9.c2lnbmF0dXJl_-x"
TOKEN = "U0pDMDFQMTJQQVMwMHxBQUJD"


@pytest.mark.parametrize(
    "text",
    [
        f"> Authorization: Bearer {TOKEN}",
        f"{{'Authorization': 'Basic {TOKEN}', 'Accept': '*/*'}}",
        f"('authorization', 'Bearer {TOKEN}')",
        f"Authorization={TOKEN}",
        f"with bearer {TOKEN}.",
        f"GET /ws?access_token={TOKEN}&x=1 HTTP/1.1",
        f"wss://ws.example/ws?wsc={TOKEN}",
        f'{{"access_token" : "{TOKEN}", "expires_in": 3600}}',
        f"{{'refresh_token': '{TOKEN}'}}",
        f'"wsAccessToken": {JWT}',
        f"grant_type=jwt&assertion={JWT}",
        f"signed in with {JWT}",
        f"/callback?code={TOKEN}&state=x",
        f"client_secret={TOKEN}",
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str) -> None:
    redacted = Redaction()(text)
    assert HIDDEN in redacted
    assert TOKEN not in redacted
    assert "c2lnbmF0dXJl" not in redacted


@pytest.mark.parametrize(
    "text",
    [
        "closed with code=1006, reason: going away",
        '{"errorCode": "OAU-213", "message": "Token not found"}',
        "GET /restapi/v1.0/account/~/extension?perPage=1000 200 in 0.4 s",
        "The token could not be renewed; trying again in 2 s",
        "extension 62252: Available, was Busy",
    ],
)
def test_plain_words_stay(text: str) -> None:
    assert Redaction()(text) == text


def test_a_secret_made_known_is_hidden_in_every_form() -> None:
    redaction = Redaction()
    redaction.learn("p&ss w/rd")
    redaction.learn("p&ss w/rd and more", "", "abc")
    basic = base64.b64encode(b"p&ss w/rd").decode()
    text = redaction(f"p&ss w/rd and more | p&ss w/rd | p%26ss%20w%2Frd | {basic} | abc")
    assert text == f"{HIDDEN} | {HIDDEN} | {HIDDEN} | {HIDDEN} | abc"


@given(st.text(), st.text(min_size=8), st.text())
def test_a_secret_made_known_never_comes_through(before: str, secret: str, after: str) -> None:
    redaction = Redaction()
    redaction.learn(secret)
    assert secret not in redaction(before + secret + after).replace(HIDDEN, "\0")


PROGRAM = """
import logging, sys, threading, warnings
from rcboard.host.logs import start_log
learn = start_log(sys.argv[1] or None).learn
learn("hush-hush-hush")
log = logging.getLogger("rcboard.trial")
log.debug("debug %s", "hush-hush-hush")
log.info("info")
log.warning("Authorization: Bearer %s", "abcdefghij")
logging.getLogger("websockets.client").debug("a frame")
logging.getLogger("urllib3.connectionpool").info("an address")
logging.getLogger("aiohttp.access").info("a request")
try:
    raise ValueError("access_token=abcdefghij")
except ValueError:
    log.exception("failed")
warnings.warn("a warning about hush-hush-hush")
def work():
    raise RuntimeError("in a thread: hush-hush-hush")
worker = threading.Thread(target=work, name="worker")
worker.start()
worker.join()
raise LookupError("at last: hush-hush-hush")
"""


def said(level: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, level], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr


@pytest.mark.parametrize("level", ["", "debug", "error", "nonsense"])
def test_no_secret_reaches_stderr_at_any_level(level: str) -> None:
    text = said(level)
    assert "abcdefghij" not in text.replace(PROGRAM, "")
    assert "hush-hush-hush" not in text
    assert "ValueError: access_token=[hidden]" in text
    assert "thread worker ended" in text
    assert "LookupError: at last: [hidden]" in text


def test_the_level_decides_what_is_said_and_warning_is_the_default() -> None:
    assert "info" not in said("")
    text = said("debug")
    assert "DEBUG   rcboard.trial: debug [hidden]" in text
    assert "INFO    rcboard.trial: info" in text
    assert not any(noise in text for noise in ("a frame", "an address", "a request"))
    assert "Authorization" not in said("error")


def test_a_level_that_is_none_is_said_once() -> None:
    text = said("nonsense")
    assert text.count("RCBOARD_LOG=nonsense is not a level") == 1
    assert "WARNING rcboard.trial" in text

"""The running copy, as seen by a command or a second start: what one asks of it, and how its answer is printed.

A command asks the profile's running copy first: that has a live board, so it answers in milliseconds and costs no
session. Where none runs, or it is signed in elsewhere, or it does not answer, the command goes its own way.
Imports little: for a gate every millisecond counts.
"""

import contextlib
import hashlib
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Literal, NoReturn

import msgspec

from rcboard.domain.own_status import OwnWish
from rcboard.host.credentials import Credentials
from rcboard.host.folders import folders
from rcboard.host.inquiry import Inquiry, inquire
from rcboard.host.instance import Claim, TakenError, claim
from rcboard.host.settings import Settings, Source
from rcboard.words.language import _

ANSWER = 2.0
"""Seconds for a running copy to answer a command: it has the answer at hand, or it hangs and is none."""
CHANGED = 25.0
"""Seconds for it to change something at RingCentral: a connection and an answer, each within its time."""
GOOD_BYE = 20.0
"""Seconds for it to sign out: the keyring, then RingCentral, one after the other."""
LOADED = 15.0
"""Seconds for a copy that was started a moment ago to show its window."""
TURN = 6.0
"""Seconds to wait for a copy that is just beginning or ending: saying good-bye takes up to ``Times.close``."""
HEARTBEAT = 10.0
"""Seconds of silence after which the running copy gives a watching command a sign of life."""
SILENCE = 30.0
"""Seconds of silence after which it is taken for gone: what it said may no longer be true."""

log = logging.getLogger(__name__)


class Whose(msgspec.Struct, frozen=True, omit_defaults=True):
    """The sign-in that a command was given by option, environment or ``.env``; None where it was given none."""

    server_url: str | None = None
    client_id: str | None = None
    sign_in: str | None = None
    """A fingerprint of the JWT: another JWT is another person, perhaps of another company."""
    page: int = 1
    """The first page of the list: a board that begins later lacks people."""

    def is_of(self, credentials: Credentials, page: int) -> bool:
        """Whether a board that is signed in with these shows what is asked for."""
        return (
            self.server_url in (None, credentials.server_url)
            and self.client_id in (None, credentials.client_id)
            and self.sign_in in (None, fingerprint(credentials.jwt))
            and self.page == page
        )


class Wish(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is asked of the running copy, in one line."""

    wish: Literal[
        "show", "gate", "status", "list", "watch", "signed_in", "sign_out", "own_status", "setting", "checkup"
    ]
    whose: Whose
    numbers: tuple[str, ...] = ()
    json: bool = False
    any: str = ""
    """With ``gate``: the group whose first free is asked for, instead of a number."""
    own: OwnWish | None = None
    """With ``own_status``: what is to be changed; None to be told how it stands."""
    find: str = ""
    """With ``show``: what to search for."""
    value: str | None = None
    """With ``setting``, which ``find`` names: what to choose, or None for what is usual."""


class Said(msgspec.Struct, omit_defaults=True):
    """Lines to print; with ``code`` it is the last, and the command ends with it. An empty one is a sign of life."""

    out: list[str] = []
    err: list[str] = []
    code: int | None = None
    elsewhere: bool = False
    """The running copy is not signed in as the command would be: it has no answer."""

    def put(self) -> None:
        """Print it."""
        sys.stderr.writelines(f"rcboard: {line}\n" for line in self.err)
        sys.stdout.writelines(f"{line}\n" for line in self.out)
        sys.stdout.flush()


def fingerprint(secret: str) -> str:
    """Tells two secrets apart and gives neither away."""
    return hashlib.sha256(secret.encode()).hexdigest()[:16]


def whose(given: Settings) -> Whose:
    """What the settings without the keyring say about the sign-in."""
    return Whose(
        server_url=None if given.server_url.source is Source.DEFAULT else given.server_url.value,
        client_id=given.client_id.value if given.client_id else None,
        sign_in=fingerprint(given.jwt.value) if given.jwt else None,
        page=given.page.value,
    )


def ask(wish: Wish, profile: str, seconds: float = ANSWER) -> int | None:
    """Put this to the profile's running copy and print its answer; the code, or None where it is on its own."""
    with _interruptible():
        said = answer(wish, profile, seconds)
        if said is None or said.elsewhere:
            return None
        said.put()
        return said.code


def follow(wish: Wish, profile: str, lost: Callable[[], str]) -> int | None:
    """Print what the profile's running copy says, as it says it. None when the command is on its own, from the start or
    since the copy ended; then ``lost`` gives a line that takes back what had been said before."""
    with _interruptible(), contextlib.ExitStack() as stack:
        inquiry = inquire(folders(profile).runtime, ANSWER)
        if inquiry is None:
            return None
        stack.enter_context(inquiry)
        if not _put_to(inquiry, wish):
            return None
        limit = ANSWER
        while (said := _next(inquiry, limit)) is not None and not said.elsewhere:
            limit = SILENCE
            said.put()
            if said.code is not None:
                return said.code
        if limit == SILENCE:
            Said(out=[lost()]).put()
        return None


def enter(wish: Wish, profile: str) -> Claim | int:
    """Become the profile's running copy; or, where there is one, put the wish to it, and the exit code."""
    folder = folders(profile).runtime
    deadline = time.monotonic() + TURN
    while True:
        try:
            return claim(folder)
        except TakenError:
            said = answer(wish, profile, LOADED)
        except OSError as error:
            # The board matters more than being the only one.
            log.warning("there may be other copies, and other programs cannot ask this one: %s", error)
            return Claim(folder, None, None)
        if said is not None and said.code is not None:
            said.put()
            return said.code
        if time.monotonic() > deadline:
            Said(err=[_("it is open already, but does not answer; end it, then start it again")]).put()
            return 1
        time.sleep(0.05)


def stand_alone(profile: str) -> Claim | int:
    """Become the profile's running copy without a window; or the exit code, where there is one."""
    folder = folders(profile).runtime
    deadline = time.monotonic() + TURN
    while True:
        try:
            return claim(folder)
        except TakenError:
            inquiry = inquire(folder, ANSWER)
        except OSError as error:
            log.warning("there may be other copies, and other programs cannot ask this one: %s", error)
            return Claim(folder, None, None)
        if inquiry is not None or time.monotonic() > deadline:
            if inquiry is not None:
                inquiry.close()
            said = _("rcboard runs already and serves this profile; end it first, or name another with --profile")
            Said(err=[said]).put()
            return 1
        time.sleep(0.05)


def answer(wish: Wish, profile: str, seconds: float = ANSWER) -> Said | None:
    """The whole answer, or None where no copy runs or it says nothing in time. Blocks.

    Nothing is printed before it is whole, so that a command never says anything twice.
    """
    inquiry = inquire(folders(profile).runtime, seconds)
    if inquiry is None:
        return None
    whole = Said()
    with inquiry:
        if not _put_to(inquiry, wish):
            return None
        while (said := _next(inquiry, seconds)) is not None:
            whole = Said([*whole.out, *said.out], [*whole.err, *said.err], said.code, said.elsewhere)
            if said.code is not None or said.elsewhere:
                return whole
    return None


def _put_to(inquiry: Inquiry, wish: Wish) -> bool:
    try:
        inquiry.say(wish)
    except OSError:
        return False
    return True


def _next(inquiry: Inquiry, seconds: float) -> Said | None:
    try:
        return inquiry.hear(Said, seconds)
    except (OSError, EOFError, ValueError) as error:
        log.info("the running copy does not answer: %r", error)
        return None


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Ends with the exit codes shells expect for Ctrl-C and SIGTERM, while waiting for an answer too."""

    def terminated(number: int, frame: FrameType | None) -> NoReturn:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, terminated)
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    finally:
        signal.signal(signal.SIGTERM, before)

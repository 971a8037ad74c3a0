"""Signing out while the window runs: the line ends first, then all that is kept of the sign-in and the people goes."""

from collections.abc import Awaitable, Callable, Sequence

from rcboard.app.connection import Connection
from rcboard.app.running_copy import Said
from rcboard.app.tasks import Tasks
from rcboard.domain.events import Event, PeopleRead
from rcboard.domain.preferences import Connection as Way
from rcboard.domain.times import Clock, Times
from rcboard.views.main_window import MainWindow
from rcboard.words import problems
from rcboard.words import sign_in as words


async def leave(
    connection: Connection,
    profile: str,
    *,
    tell: Callable[[Sequence[Event]], None],
    times: Times,
    clock: Clock,
    way: Way,
) -> Said:
    """Sign the running copy out; what to say of it."""
    from rcboard.app.sign_out import sign_out  # late: it loads what a line loads later
    from rcboard.host.secrets import SecretsError

    was_in = connection.credentials is not None
    await connection.sign_out()
    tell([PeopleRead(())])
    try:
        gone = await sign_out(profile, times, clock, way)
    except SecretsError as error:
        return Said(err=[problems.told(error.problem).text], code=3)
    return Said(out=[words.signed_out(gone.kept or was_in, gone.problem)], code=0)


def ask(window: MainWindow, tasks: Tasks, sign_out: Callable[[], Awaitable[Said]]) -> None:
    """Ask whoever is at the desk whether to sign out; do it then, and say how it went."""
    from rcboard.views.sign_out_question import SignOutQuestion  # late, as most runs never ask it

    async def go() -> None:
        said = await sign_out()
        window.bring_forward()
        window.say(" ".join(said.out + said.err))

    window.bring_forward()
    SignOutQuestion(lambda: tasks.start(go(), name="sign out"), window).open()

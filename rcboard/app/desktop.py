"""The desktop program: line, models, views and notifications put together in one qasync loop.

The only module that knows the Qt rooms and the loop. The window is painted first; network libraries and the keyring are
imported by worker threads after that. Nothing here ever runs a nested event loop.
"""

import asyncio
import contextlib
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import qasync
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from rcboard.app import about, access, calling, runtime
from rcboard.app.actions import Actions
from rcboard.app.clock import SystemClock
from rcboard.app.connection import Connection, Feed
from rcboard.app.corrections import Corrections
from rcboard.app.counter import Counter
from rcboard.app.desk_file import DeskFile
from rcboard.app.exchange import Exchange
from rcboard.app.leaving import leave
from rcboard.app.outlet_secrets import OutletSecrets
from rcboard.app.outlets import DeskWishes, Outlets
from rcboard.app.people_file import PeopleFile
from rcboard.app.preferences import LivePreferences
from rcboard.app.running_copy import Said
from rcboard.app.settings import Settings
from rcboard.app.sign_in import SignIn
from rcboard.app.tasks import Tasks
from rcboard.app.teller import Teller
from rcboard.app.updates import UpdateWatch
from rcboard.app.window_memory import WindowMemory
from rcboard.app.wishes import DOUBLE_CLICKS, Wishes
from rcboard.domain.alerts import Alerts
from rcboard.domain.board import Board, Changes
from rcboard.domain.desk import Desk
from rcboard.domain.events import Event, LinkChanged, PeopleRead
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.groups import own_groups
from rcboard.domain.link import Phase, Problem
from rcboard.domain.preferences import Preferences, Whom
from rcboard.domain.times import Times
from rcboard.host import folders
from rcboard.host.credentials import Credentials
from rcboard.host.files import KeptFile
from rcboard.host.instance import Claim
from rcboard.host.notices import desktop_notices
from rcboard.host.settings import PRODUCTION
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.models.tray_model import TrayModel
from rcboard.outlets.live import Live
from rcboard.views import resources
from rcboard.views.fonts import fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.tray import Tray
from rcboard.words import alerts as alert_words
from rcboard.words import window as words

if TYPE_CHECKING:
    from rcboard.platform.sign_in import Grant

TICK_MS = 1000
"""Ages and times in state move once a second."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run. ``find`` looks for the sign-in; ``errand`` is done once the window shows, and ends the program."""

    find: Callable[[], Awaitable[Credentials | Problem]]
    profile: str
    pages: tuple[int, int] = (1000, 1)
    known: tuple[str, str] = (PRODUCTION, "")
    """Server address and client id as configured: what the sign-in dialog begins with."""
    return_addresses: tuple[str, ...] = ()
    """Where the browser comes back to after signing in; empty: where it usually does."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Settings given as options of this run, by name; None: not given."""
    errand: "Callable[[Desktop], Coroutine[Any, Any, int]] | None" = None
    """Its result is the exit code."""
    speed: float = 1.0
    """How many times as fast as the machine's the program's clock goes."""
    learn: Callable[..., None] = lambda *secrets: None
    """Makes secrets known to the log's redaction."""
    feed: Feed | None = None
    """Where the board is read from instead of RingCentral."""
    search: str = ""
    """What to search for from the start."""
    claim: Claim | None = None
    """That this is the profile's running copy, for other programs to ask; None for a window that is not."""


def run(plan: Plan) -> int:
    """Open the board and stay until it is quit; the exit code."""
    app = QApplication(["rcboard"])
    app.setApplicationName("rcboard")
    app.setDesktopFileName("rcboard")
    app.setQuitOnLastWindowClosed(False)
    # The one style that looks the same everywhere; our own colours lie over it.
    app.setStyle("Fusion")
    resources.load_fonts()
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(_main(plan))


async def _main(plan: Plan) -> int:
    loop = asyncio.get_running_loop()
    executor = ThreadPoolExecutor(4, thread_name_prefix="rcboard")
    # qasync's own default pool loses a thread to each BaseException and is never shut down.
    loop.set_default_executor(executor)
    stop = asyncio.Event()
    try:
        # Signals are ours until all is said and done: a second one must not cut the good-bye short.
        with _signals(loop, stop):
            async with Tasks() as tasks:
                desktop = Desktop(plan, tasks, executor, stop)
                try:
                    desktop.show()
                    await stop.wait()
                finally:
                    tasks.cancel()
                    await desktop.end()
        return desktop.code
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _open_url(url: str) -> bool:
    return QDesktopServices.openUrl(QUrl(url))


@contextlib.contextmanager
def _signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event):  # type: ignore[no-untyped-def]
    numbers = (signal.SIGINT, signal.SIGTERM)
    with contextlib.suppress(NotImplementedError):  # Windows
        for number in numbers:
            loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError):
            for number in numbers:
                loop.remove_signal_handler(number)


class Desktop:
    """All objects of the running program, made once, connected once."""

    def __init__(self, plan: Plan, tasks: Tasks, executor: ThreadPoolExecutor, stop: asyncio.Event) -> None:
        self._plan = plan
        self._tasks = tasks
        self._stop = stop
        self._told_hidden = False
        self.code = 0
        """The exit code."""
        self._in_tray = False
        self.times = Times()
        self.clock = SystemClock(plan.speed)
        self.board = Board(self.times)
        self.preferences = LivePreferences(access.preferred(plan.profile, plan.options), executor)
        file = KeptFile(folders.folders(plan.profile).desk, Desk, self.clock.now)
        self.desk_file = DeskFile(file, executor)
        desk, self._damage = self.desk_file.read()
        self.people_file = PeopleFile(plan.profile, self.clock.now, executor)
        last = self.people_file.read(*plan.known)
        self.board.apply([PeopleRead(last)], self.clock.now())
        self._guessed = bool(last)
        """Whether those shown are of the last run, and nobody knows yet who signs in this time."""
        self.board_model = BoardModel(self.board, desk, frame=self.times.frame)
        self.link_model = LinkModel(self.board)
        self.tray_model = TrayModel(self.board, desk)
        self.fonts = fonts()
        self.window = MainWindow(self.board_model, self.link_model, self.fonts, self.preferences.now.look)
        self.tray = Tray(self.tray_model)
        self.actions = Actions(
            board=self.board,
            desk=desk,
            clock=self.clock,
            clipboard=QGuiApplication.clipboard().setText,
            call=calling.caller(_open_url, lambda: self.preferences.now.calling.through),
            told=self._set_desk,
        )
        self.wishes = Wishes(
            window=self.window,
            actions=self.actions,
            board=self.board,
            preferences=self.preferences,
            pause=self.tray.switch_pause,
        )
        self.exchange = Exchange(
            window=self.window,
            actions=self.actions,
            board=self.board,
            preferences=self.preferences,
            start=lambda work, name: tasks.start(work, name=name),
        )
        self.notices = desktop_notices(self._pressed, self.times)
        self.teller = Teller(
            board=self.board,
            alerts=Alerts(self.times),
            clock=self.clock,
            notices=self.notices,
            balloon=self._balloon,
            desk=lambda: self.actions.desk,
            fulfilled=self.actions.set_desk,
        )
        self.corrections = Corrections(self.board.missed)
        self.connection = Connection(
            tell=self.take,
            find=plan.find,
            times=self.times,
            clock=self.clock,
            pages=plan.pages,
            chosen=lambda: self.preferences.now.connection,
            first=lambda: [*self.board_model.seen(), *self.actions.desk.favourites],
            troubled=self._unkept,
            feed=plan.feed,
            whom=lambda: self.preferences.now.whom,
        )
        self.gatekeeper = Gatekeeper(self.board, self.preferences.now.gate, lambda: own_groups(self.actions.desk))
        self.counter = Counter(
            keeper=self.gatekeeper,
            clock=self.clock,
            signed_in=lambda: self.connection.credentials,
            first_page=plan.pages[1],
            show=self._come_forward,
            leaves_out=lambda: self.preferences.now.whom != Whom(),
            signed_in_elsewhere=self.connection.look_again,
            sign_out=self._sign_out,
        )
        self.outlets = Outlets(
            Live(self.gatekeeper, self.clock, DeskWishes(self.actions, self.clock)),
            self.preferences.now,
            OutletSecrets(plan.profile, self.times, plan.learn),
            say=self.window.say,
            outbox=folders.folders(plan.profile).outbox,
        )
        self.sign_in = SignIn(
            window=self.window,
            fonts=self.fonts,
            use=self._use,
            demo=self._open_demo,
            copy=QGuiApplication.clipboard().setText,
            start=lambda work, name: tasks.start(work, name=name),
            times=self.times,
            clock=self.clock,
            way=lambda: self.preferences.now.connection,
            known=plan.known,
            addresses=plan.return_addresses,
            profile=plan.profile,
        )
        self.settings = Settings(window=self.window, fonts=self.fonts, preferences=self.preferences, board=self.board)
        self.updates = UpdateWatch(
            asked=lambda: self.preferences.now.updates,
            way=lambda: self.preferences.now.connection,
            clock=self.clock,
            tell=lambda text: tasks.start(self._notify("updates", text), name="newer release"),
        )
        kept = folders.folders(plan.profile).window
        self.window_memory = WindowMemory(self.window, kept, self.clock.now, executor)
        self._ticker = QTimer(interval=TICK_MS)
        self._connect()
        self._prefer(self.preferences.now)

    # -- life

    def show(self) -> None:
        """Show the window; once it is painted the line begins."""
        self.window.show()
        if self._plan.search:
            self.window.search_for(self._plan.search)
        self._look_for_tray()
        self._ticker.start()
        if self._damage is not None:
            self.window.say(self._damage.text)
        for notice in self.preferences.chosen.notices:
            self.window.say(notice)
        for name, work in (
            ("preferences", self.preferences.run()),
            ("desk file", self.desk_file.run()),
            ("window", self.window_memory.file.run()),
            ("people file", self.people_file.run()),
            ("teller", self.teller.run()),
            ("line", self.connection.run()),
        ):
            self._tasks.start(work, name=name)
        if self._plan.claim is not None:
            self._tasks.start(self.counter.run(self._plan.claim), name="counter")
            self._tasks.start(self.outlets.run(), name="outlets")
            self._tasks.start(self.updates.run(), name="updates")
        if self._plan.errand is not None:
            self._tasks.start(self._run(self._plan.errand), name="errand")

    async def end(self) -> None:
        """Say good-bye to desktop, file and window; the line ends with its task."""
        self._ticker.stop()
        self.window.end()
        self.tray.hide()
        self.window.close()
        await self.notices.close()
        await self.desk_file.flush()
        await self.window_memory.file.flush()
        await self.people_file.flush()
        await self.preferences.flush()

    def take(self, events: Sequence[Event]) -> None:
        """Facts from the line: the board first, then all who look at it."""
        now = self.clock.now()
        if self._strangers(events):
            events = [PeopleRead(()), *events]
        self._guessed = False
        changes = self.board.apply(events, now)
        self._spread(changes, now)
        credentials = self.connection.credentials
        # What could not be read at the next start, as that of a demo, is not written.
        if changes.people and len(self.board) and credentials and credentials.server_url == self._plan.known[0]:
            self.people_file.keep(self.board, credentials)

    def _strangers(self, events: Sequence[Event]) -> bool:
        """Whether those on the board are not of whoever signs in, or nobody is signed in at all."""
        credentials = self.connection.credentials
        if self._guessed and credentials is not None:
            return not self.people_file.is_of(credentials)
        out = any(isinstance(event, LinkChanged) and event.link.phase is Phase.SIGNED_OUT for event in events)
        return out and credentials is None and len(self.board) > 0

    def _look_for_tray(self) -> None:
        """A tray host may come after us; an icon made before it is never seen, so it is made when the host is there."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there and not self._in_tray:
            self.tray.renew()
        self._in_tray = there

    def _tick(self) -> None:
        self._look_for_tray()
        self.corrections.look()
        now = self.clock.now()
        self._spread(self.board.apply((), now), now)
        self.link_model.tick(now)
        self.board_model.tick(now)
        self.window.settle()
        due = self.teller.due()
        if due is not None and now >= due:
            self.teller.take(Changes())

    def _spread(self, changes: Changes, now: float) -> None:
        if changes:
            self.board_model.take(changes, now)
            self.link_model.take(changes, now)
            self.tray_model.take(changes)
            self.teller.take(changes)
            self.gatekeeper.take(changes, now)
            self.counter.take(changes)
            self.outlets.take(changes)
            if changes.link is not None:
                self.sign_in.take(changes.link)

    # -- wishes

    def _connect(self) -> None:
        window, tray = self.window, self.tray
        window.retry_asked.connect(self.connection.retry)
        window.sign_in_asked.connect(self.sign_in.ask)
        window.demo_asked.connect(self._open_demo)
        window.close_asked.connect(self._close)
        window.header.menu.about_asked.connect(lambda: self._tasks.start(about.show(window, self.fonts), name="about"))
        tray.toggle_asked.connect(self._toggle)
        tray.open_asked.connect(window.bring_forward)
        tray.pause_asked.connect(self._pause)
        tray.settings_asked.connect(self.settings.open)
        tray.sign_out_asked.connect(lambda: self._tasks.start(self._say_signed_out(), name="sign out"))
        tray.quit_asked.connect(self._stop.set)
        self._ticker.timeout.connect(self._tick)
        self.preferences.listen(lambda _before, now: self._prefer(now))
        self.preferences.listen(self._way_changed)
        self.preferences.listen(lambda _before, now: self.outlets.renew(now))
        # The desktop session ends: closing must not be called off by hiding to the tray.
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(lambda _manager: window.end())

    def _prefer(self, preferences: Preferences) -> None:
        """The preferences are these now."""
        self.window.set_look(preferences.look)
        self.window.set_keys(preferences.keys)
        self.board_model.why.show_other_party = preferences.privacy.show_other_party
        self.window.board_view.pointer.double_click = DOUBLE_CLICKS[preferences.calling.double_click]

    def _way_changed(self, before: Preferences, now: Preferences) -> None:
        if before.connection != now.connection:
            self.connection.begin_anew()
        elif before.whom != now.whom:
            self.connection.choose(now.whom)

    def _set_desk(self, desk: Desk) -> None:
        self.board_model.set_desk(desk)
        self.tray_model.set_desk(desk)
        self.desk_file.keep(desk)
        self.teller.take(Changes())

    def _pause(self, paused: bool) -> None:
        self.teller.paused = paused

    def _toggle(self) -> None:
        if self.window.isVisible() and not self.window.isMinimized():
            self.window.hide()
        else:
            self.window.bring_forward()

    def _come_forward(self, find: str) -> None:
        """Somebody started rcboard again."""
        self.window.bring_forward()
        if find:
            self.window.search_for(find)

    def _pressed(self, id: str, action: str) -> None:
        """A button of somebody's notification, or a click on it."""
        if action == alert_words.COPY:
            self.wishes.copy(id)
        else:
            self._show_person(id)

    def _show_person(self, id: str) -> None:
        self.window.bring_forward()
        self.window.show_person(id)

    def _close(self) -> None:
        if not self._in_tray:
            self._stop.set()
            return
        self.window.hide()
        if not self._told_hidden:
            self._told_hidden = True
            self._tasks.start(self._notify("rcboard", words.hidden_to_tray()), name="hidden")

    async def _notify(self, key: str, body: str) -> None:
        """Tell something about the program itself."""
        if not await self.notices.show(key, words.title(), body):
            self._balloon(words.title(), body)

    def _balloon(self, title: str, body: str) -> None:
        self.tray.icon.showMessage(title, body, QSystemTrayIcon.MessageIcon.NoIcon)

    def _use(self, credentials: Credentials, grant: "Grant | None" = None) -> None:
        self._plan.learn(*credentials.secrets)
        self.connection.use(credentials, grant)

    def _unkept(self, problem: Problem) -> None:
        self.sign_in.unkept(problem)

    async def _sign_out(self) -> Said:
        way = self.preferences.now.connection
        said = await leave(
            self.connection, self._plan.profile, tell=self.take, times=self.times, clock=self.clock, way=way
        )
        await self.people_file.forget()
        return said

    async def _say_signed_out(self) -> None:
        said = await self._sign_out()
        self.window.bring_forward()
        self.window.say(" ".join(said.out + said.err))

    def _open_demo(self) -> None:
        subprocess.Popen([*runtime.own_command(), "demo"], start_new_session=sys.platform != "win32")
        self._stop.set()

    async def _run(self, errand: "Callable[[Desktop], Coroutine[Any, Any, int]]") -> None:
        try:
            self.code = await errand(self)
        finally:
            self._stop.set()

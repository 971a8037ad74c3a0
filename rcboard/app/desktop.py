"""The desktop: line, models, views and notifications, all objects of the running window put together.

The window is painted before any of this is imported (``rcboard.app.face``); network libraries and the keyring are
imported by worker threads. Nothing here ever runs a nested event loop. Who starts it is ``rcboard.app.life``.
"""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

import rcboard.app.plain_import  # noqa: F401  # before all others of ours
from rcboard.app import about, call_strip, calling, choosing, garbage, leaving, own_menu, runtime
from rcboard.app.actions import Actions
from rcboard.app.connection import Connection
from rcboard.app.corrections import Corrections
from rcboard.app.counter import Counter
from rcboard.app.exchange import Exchange
from rcboard.app.face import Face
from rcboard.app.hiding import Hiding
from rcboard.app.kept_later import KeptLater
from rcboard.app.outlet_secrets import OutletSecrets
from rcboard.app.outlets import DeskWishes, Outlets
from rcboard.app.pace import Pace
from rcboard.app.people_file import PeopleFile
from rcboard.app.preferences import LivePreferences
from rcboard.app.running_copy import Said
from rcboard.app.second_look import SecondLook
from rcboard.app.settings import Settings
from rcboard.app.sign_in import SignIn
from rcboard.app.tasks import Tasks
from rcboard.app.teller import Teller
from rcboard.app.updates import UpdateWatch
from rcboard.app.welcome import Welcome
from rcboard.app.wishes import DOUBLE_CLICKS, Wishes
from rcboard.domain.alerts import Alerts
from rcboard.domain.board import Changes
from rcboard.domain.desk import Desk
from rcboard.domain.events import Event, LinkChanged, PeopleRead
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.groups import own_groups
from rcboard.domain.link import Phase, Problem
from rcboard.domain.preferences import CallThrough, Preferences, Whom
from rcboard.domain.tabs import of_key, on_tab
from rcboard.host import folders
from rcboard.host.credentials import Credentials
from rcboard.host.notices import desktop_notices
from rcboard.models.away_model import AwayModel
from rcboard.models.tray_model import TrayModel
from rcboard.outlets.live import Live
from rcboard.views.away_panel import AwayPanel
from rcboard.views.tray import Tray
from rcboard.words import alerts as alert_words

if TYPE_CHECKING:
    from rcboard.platform.sign_in import Grant


def _open_url(url: str) -> bool:
    return QDesktopServices.openUrl(QUrl(url))


class Desktop:
    """All objects of the running program, made once, connected once."""

    def __init__(self, face: Face, tasks: Tasks, executor: ThreadPoolExecutor, stop: asyncio.Event) -> None:
        plan = self._plan = face.plan
        self._face = face
        self._tasks = tasks
        self._stop = stop
        self.code = 0
        """The exit code."""
        self.times, self.clock, self.board = face.times, face.clock, face.board
        self.preferences = LivePreferences(face.preferred, executor)
        desk = face.desk
        self.desk_file = KeptLater(face.desk_file, executor, "favourites, notes and watches")
        self.window_file = KeptLater(face.window_file, executor, "where the window stood")
        self.people_file = PeopleFile(face.people_file, face.last, executor)
        self._guessed = bool(face.last.people)
        """Whether those shown are of the last run, and nobody knows yet who signs in this time."""
        self.board_model, self.link_model = face.board_model, face.link_model
        self.fonts, self.window = face.fonts, face.window
        self.tray_model = TrayModel(self.board, desk)
        self.tray = Tray(self.tray_model)
        self.actions = Actions(
            board=self.board,
            desk=desk,
            clock=self.clock,
            clipboard=QGuiApplication.clipboard().setText,
            call=calling.caller(_open_url, lambda: self.preferences.now.calling.through),
            told=self._set_desk,
        )
        self.ring_out = call_strip.put_into(
            self.window,
            self.fonts,
            board=self.board,
            line=lambda: self.connection.line,
            start=lambda work, name: tasks.start(work, name=name),
            ring_first=lambda: self.preferences.now.calling.ring_first,
            times=self.times,
            clock=self.clock,
        )
        self.settings = Settings(window=self.window, fonts=self.fonts, preferences=self.preferences, board=self.board)
        self.wishes = Wishes(
            window=self.window,
            actions=self.actions,
            board=self.board,
            preferences=self.preferences,
            pause=self.tray.switch_pause,
            settings=self.settings.open,
            ring_out=self.ring_out.call,
        )
        self.exchange = Exchange(
            window=self.window,
            actions=self.actions,
            board=self.board,
            preferences=self.preferences,
            start=lambda work, name: tasks.start(work, name=name),
        )
        self.away_model = AwayModel(self.clock.now, self.window)
        self.away_panel = AwayPanel(self.away_model, self.fonts, self.window)
        self.window.add_panel(self.away_panel)
        self.notices = desktop_notices(self._pressed, self.times)
        self.hiding = Hiding(
            window=self.window,
            tray=self.tray,
            notices=self.notices,
            stop=stop.set,
            start=lambda work, name: tasks.start(work, name=name),
            stays=lambda: self.preferences.now.general.close_to_tray,
        )
        self.teller = Teller(
            board=self.board,
            alerts=Alerts(self.times, self._on_tab),
            clock=self.clock,
            notices=self.notices,
            balloon=self.hiding.balloon,
            desk=lambda: self.actions.desk,
            fulfilled=self.actions.set_desk,
            rules=lambda: self.preferences.now.alerts,
            missed=self.away_model.add,
            present=lambda: QGuiApplication.focusWindow() is not None,
            announce=self.window.announce,
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
            queues=lambda: {person.id: person.queues for person in self.board if person.in_queue},
            troubled=self._unkept,
            feed=plan.feed,
            whom=lambda: self.preferences.now.whom,
        )
        self.own_status = own_menu.put_into(
            self.window,
            self.tray,
            self.fonts,
            board=self.board,
            line=lambda: self.connection.line,
            start=lambda work, name: tasks.start(work, name=name),
        )
        self.gatekeeper = Gatekeeper(self.board, self.preferences.now.gate, lambda: own_groups(self.actions.desk))
        self.counter = Counter(
            keeper=self.gatekeeper,
            clock=self.clock,
            signed_in=lambda: self.connection.credentials,
            first_page=plan.pages[1],
            show=self.hiding.come_forward,
            leaves_out=lambda: self.preferences.now.whom != Whom(),
            signed_in_elsewhere=self.connection.look_again,
            sign_out=self._sign_out,
            own_status=self.own_status,
            choose=partial(choosing.choose_now, self.preferences),
            oddities=lambda: self.connection.oddities,
        )
        self.outlets = Outlets(
            Live(self.gatekeeper, self.clock, DeskWishes(self.actions, self.own_status, self.clock)),
            self.preferences.now,
            OutletSecrets(plan.profile, self.times, plan.learn),
            say=self.window.say,
            outbox=folders.folders(plan.profile).outbox,
            understood=lambda: not self.preferences.chosen.notices,
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
        self.second_look = SecondLook(
            self.board_model.why,
            line=lambda: self.connection.line,
            start=lambda work, name: tasks.start(work, name=name),
            times=self.times,
            clock=self.clock,
        )
        self.welcome = Welcome(
            window=self.window, fonts=self.fonts, preferences=self.preferences, board=self.board, desk=desk
        )
        self.updates = UpdateWatch(
            asked=lambda: self.preferences.now.updates,
            way=lambda: self.preferences.now.connection,
            clock=self.clock,
            tell=lambda text: tasks.start(self.hiding.notify("updates", text), name="newer release"),
        )
        self.pace = Pace(self._tick, seen=self._seen, due=self.teller.due, clock=self.clock)
        self._connect()
        self._prefer(self.preferences.now)

    # -- life

    def begin(self) -> None:
        """Behind the window that is shown already: the line, and everything that is told of it."""
        self.pace.now()  # the window appeared before anybody listened
        if self._face.damage is not None:
            self.window.say(self._face.damage.text)
        for notice in self.preferences.chosen.notices:
            self.window.say(notice)
        for name, work in (
            ("preferences", self.preferences.run()),
            ("desk file", self.desk_file.run()),
            ("window", self.window_file.run()),
            ("people file", self.people_file.run()),
            ("teller", self.teller.run()),
            ("power", self.pace.watch_power()),
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
        self.pace.stop()
        self.window.end()
        self.tray.hide()
        self.window.close()
        await self.notices.close()
        await self.desk_file.flush()
        await self.window_file.flush()
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
        garbage.settle(events)
        credentials = self.connection.credentials
        # What could not be read at the next start, as that of a demo, is not written.
        if changes.people and len(self.board) and credentials and credentials.server_url == self._plan.known[0]:
            self.people_file.keep(self.board, credentials)

    def _strangers(self, events: Sequence[Event]) -> bool:
        """Whether those on the board are not of whoever signs in, or nobody is signed in at all."""
        credentials = self.connection.credentials
        if credentials is not None:
            return self._guessed and not self.people_file.is_of(credentials)
        out = any(isinstance(event, LinkChanged) and event.link.phase is Phase.SIGNED_OUT for event in events)
        return out and len(self.board) > 0

    def _tick(self) -> None:
        self.hiding.look_for_tray()
        self.corrections.look()
        now = self.clock.now()
        self._spread(self.board.apply((), now), now)
        self.link_model.tick(now)
        self.board_model.tick(now)
        self.window.settle()
        due = self.teller.due()
        if due is not None and now >= due:
            self.teller.take(Changes())

    def _seen(self) -> bool:
        return self.window.isVisible() and not self.window.isMinimized()

    def _spread(self, changes: Changes, now: float) -> None:
        if changes:
            self.board_model.take(changes, now)
            self.link_model.take(changes, now)
            self.tray_model.take(changes)
            self.teller.take(changes)
            self.pace.look()
            self.gatekeeper.take(changes, now)
            self.counter.take(changes)
            self.own_status.take(changes)
            if self._plan.claim is not None:
                self.welcome.take(changes)
            self.outlets.take(changes)
            if changes.link is not None:
                self.sign_in.take(changes.link)

    # -- wishes

    def _connect(self) -> None:
        window, tray = self.window, self.tray
        window.retry_asked.connect(self.connection.retry)
        window.sign_in_asked.connect(self.sign_in.ask)
        window.demo_asked.connect(self._open_demo)
        window.close_asked.connect(self.hiding.close)
        window.header.menu.about_asked.connect(lambda: self._tasks.start(about.show(window, self.fonts), name="about"))
        tray.toggle_asked.connect(self.hiding.toggle)
        tray.open_asked.connect(window.bring_forward)
        tray.pause_asked.connect(self._pause)
        self.away_panel.person_asked.connect(self._show_person)
        tray.settings_asked.connect(self.settings.open)
        for menu in (tray, window.header.menu):
            menu.sign_out_asked.connect(lambda: leaving.ask(window, self._tasks, self._sign_out))
            menu.quit_asked.connect(self._stop.set)
        window.appeared.connect(self.pace.now)
        places = self._face.places
        places.remembered.connect(self.window_file.keep)
        if places.memory != self._face.memory:  # moved before anybody listened
            self.window_file.keep(places.memory)
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
        self.pace.look()

    def _on_tab(self, key: str) -> frozenset[str]:
        return on_tab(of_key(key), self.board, self.actions.desk)

    def _pause(self, paused: bool) -> None:
        self.teller.paused = paused
        self.window.say(alert_words.paused(paused))

    def _pressed(self, key: str, action: str) -> None:
        """A button of somebody's notification, or a click on it."""
        self.teller.seen(key)
        self.away_model.forget(key)
        person = self.board.person(key)
        if person is None:  # many at once
            self.window.bring_forward()
            self.away_panel.open_list()
        elif action == alert_words.COPY:
            self.wishes.copy(key)
        elif action == alert_words.CALL:
            if self.preferences.now.calling.through is CallThrough.RING_OUT and not self.window.isVisible():
                self.window.bring_forward()  # it says which phone rings, and cancels
            self.wishes.call(key)
        elif action == alert_words.AGAIN:
            self.teller.put_off(key)
            self.window.say(alert_words.put_off(person))
        else:
            self._show_person(key)

    def _show_person(self, id: str) -> None:
        self.window.bring_forward()
        self.window.show_person(id)

    def _use(self, credentials: Credentials, grant: "Grant | None" = None) -> None:
        self._plan.learn(*credentials.secrets)
        self.connection.use(credentials, grant)

    def _unkept(self, problem: Problem) -> None:
        self.sign_in.unkept(problem)

    async def _sign_out(self) -> Said:
        way = self.preferences.now.connection
        said = await leaving.leave(
            self.connection, self._plan.profile, tell=self.take, times=self.times, clock=self.clock, way=way
        )
        await self.people_file.forget()
        return said

    def _open_demo(self) -> None:
        subprocess.Popen([*runtime.own_command(), "demo"], start_new_session=sys.platform != "win32")
        self._stop.set()

    async def _run(self, errand: "Callable[[Desktop], Coroutine[Any, Any, int]]") -> None:
        try:
            self.code = await errand(self)
        finally:
            self._stop.set()

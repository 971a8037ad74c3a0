"""The face: the window as the last run left it, shown before anything else of the program is imported.

Everybody is on it, each as Checking…. It asks nobody anything and needs no loop; what answers wishes and brings facts
is put behind it by ``rcboard.app.desktop`` while the tiles can be seen already.
"""

from rcboard.app import access, last_people
from rcboard.app.clock import SystemClock
from rcboard.app.plan import Plan
from rcboard.app.window_memory import restore
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.events import PeopleRead
from rcboard.domain.times import Times
from rcboard.host.files import KeptFile
from rcboard.host.folders import folders
from rcboard.models.board_model import BoardModel
from rcboard.models.link_model import LinkModel
from rcboard.views.fonts import fonts
from rcboard.views.main_window import MainWindow
from rcboard.views.places import Memory


class Face:
    """What is on the screen first, and the files it was read from."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.times = Times()
        self.clock = SystemClock(plan.speed)
        self.preferred = access.preferred(plan.profile, plan.options)
        kept = folders(plan.profile)
        self.desk_file = KeptFile(kept.desk, Desk, self.clock.now)
        reading = self.desk_file.read()
        self.desk = reading.value or Desk()
        self.damage = reading.notice
        """Of the desk's file."""
        self.people_file = last_people.file(plan.profile, self.clock.now)
        self.last = last_people.of_sign_in(self.people_file, *plan.known)
        self.board = Board(self.times)
        self.board.apply([PeopleRead(self.last.people)], self.clock.now())
        self.board_model = BoardModel(self.board, self.desk, frame=self.times.frame)
        self.link_model = LinkModel(self.board)
        self.fonts = fonts()
        self.window = MainWindow(self.board_model, self.link_model, self.fonts, self.preferred.chosen.preferences.look)
        self.window_file = KeptFile(kept.window, Memory, self.clock.now)
        # A damaged one is set aside; nobody misses a window's place enough to be told.
        self.memory = self.window_file.read().value or Memory()
        """Of the window, as it was read."""
        self.places = restore(self.window, self.memory)

    @property
    def painted(self) -> bool:
        """Whether the window has been painted."""
        handle = self.window.windowHandle()
        return handle is not None and handle.isExposed()

    def show(self) -> None:
        """Show the window."""
        self.window.show()
        if self.plan.search:
            self.window.search_for(self.plan.search)

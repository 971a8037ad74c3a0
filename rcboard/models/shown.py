"""Who is shown: the chosen tab, what was typed, "free now" and the order, put together into one list of people.

States change all the time. Where they decide who is shown or in which order, the list is made anew only by ``settle``,
which is called while no hand is on the tiles; until then everybody stays where he is and shows what he does.
"""

from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.presence import State
from rcboard.domain.tabs import ALL, Tab, on_tab
from rcboard.models.roster import Roster, Sort

NEAREST_FIRST = (
    State.AVAILABLE,
    State.AVAILABLE_NO_QUEUE,
    State.RINGING,
    State.ON_CALL,
    State.ON_HOLD,
    State.PARKED,
    State.IN_MEETING,
    State.QUEUE_ONLY,
    State.BUSY,
    State.DO_NOT_DISTURB,
    State.OFFLINE,
    State.HIDDEN,
    State.UNKNOWN,
)
"""The order of states: who is free, who will be soon, who will not."""
_RANKS = {state: rank for rank, state in enumerate(NEAREST_FIRST)}


class Shown:
    """The choices, and the list they make."""

    def __init__(self, roster: Roster, board: Board, desk: Desk) -> None:
        self._roster = roster
        self._board = board
        self._desk = desk
        self._on_tab: frozenset[str] = frozenset()
        self.tab = ALL
        self.words: tuple[str, ...] = ()
        self.free_now = False
        self.sort = Sort.NAME
        self.ids: list[str] = []
        self.outside: frozenset[str] = frozenset()
        """Found, but not on the chosen tab."""

    @property
    def by_state(self) -> bool:
        """Whether states decide who is shown, or in which order."""
        return self.free_now or self.sort is Sort.STATE

    @property
    def on_tab(self) -> int:
        """How many belong on the chosen tab."""
        return len(self._roster.ids) if self.tab == ALL else len(self._on_tab)

    def set_desk(self, desk: Desk) -> None:
        """The desk is another; who is on the tab may be, too."""
        self._desk = desk
        self.look_up()

    def set_tab(self, tab: Tab) -> None:
        """Show this tab."""
        self.tab = tab
        self.look_up()

    def look_up(self) -> None:
        """See anew who belongs on the tab."""
        everybody = self.tab == ALL
        self._on_tab = frozenset() if everybody else on_tab(self.tab, self._roster.people(), self._desk)

    def settle(self) -> bool:
        """Make the list anew. Whether it is another."""
        found = self._roster.matching(self.words)
        outside: frozenset[str] = frozenset()
        if self.tab != ALL:
            here = [id for id in found if id in self._on_tab]
            if self.words:
                # Whoever is sought is found, wherever he belongs; those of the tab come first.
                elsewhere = [id for id in found if id not in self._on_tab]
                outside = frozenset(elsewhere)
                here += elsewhere
            found = here
        if self.free_now:
            found = [id for id in found if self._board.sure_state(id).free]
        if self.sort is Sort.STATE and not self.words:
            found = sorted(found, key=lambda id: _RANKS[self._board.sure_state(id)])
        if (found, outside) == (self.ids, self.outside):
            return False
        self.ids, self.outside = list(found), outside
        return True

"""What the window remembers between runs: where it stood with which screens, its tab and its order."""

from rcboard.domain.tabs import of_key
from rcboard.models.roster import Sort
from rcboard.views.main_window import MainWindow
from rcboard.views.places import Memory, Places, can_place


def restore(window: MainWindow, memory: Memory) -> Places:
    """Put everything back; the places tell from now on what is to be remembered."""
    places, header = Places(window), window.header
    places.restore(memory)
    if memory.sort in set(Sort):
        window.set_sort(Sort(memory.sort))
    if memory.tab:
        header.tabs.want(of_key(memory.tab))
    if can_place():
        header.menu.set_on_top(memory.on_top)
    header.tabs.chosen.connect(lambda tab: places.choose(tab=tab.key))
    header.menu.sort_asked.connect(lambda sort: places.choose(sort=str(sort)))
    header.menu.dock_asked.connect(lambda right: places.dock(right=right))
    header.menu.on_top_asked.connect(places.stay_on_top)
    return places

"""Tabs in words."""

from rcboard.domain.tabs import Kind, Tab
from rcboard.words.language import _


def title(tab: Tab) -> str:
    """What stands on a tab: "All", "Sales", "North (site)"."""
    match tab.kind:
        case Kind.ALL:
            return _("All")
        case Kind.FAVOURITES:
            return _("Favourites")
        case Kind.SITE:
            return _("{name} (site)").format(name=tab.name)
        case Kind.QUEUE:
            return _("{name} (queue)").format(name=tab.name)
        case Kind.GROUP | Kind.DEPARTMENT:
            return tab.name


def kind(kind: Kind) -> str:
    """The head of a section of the list of tabs."""
    match kind:
        case Kind.ALL | Kind.FAVOURITES:
            return ""
        case Kind.GROUP:
            return _("Groups")
        case Kind.DEPARTMENT:
            return _("Departments")
        case Kind.SITE:
            return _("Sites")
        case Kind.QUEUE:
            return _("Call queues")


def strip() -> str:
    """All tabs together, for the ear."""
    return _("Tabs")


def more() -> str:
    """The button that lists all tabs."""
    return _("All tabs")


def free_now() -> str:
    """The switch that leaves only those who are free."""
    return _("Free now")


def free_now_hint() -> str:
    """Its tooltip."""
    return _("Only who is free now. Tiles come and go while no hand is on them.")


def wait_first_free() -> str:
    """In a tab's menu."""
    return _("Tell me when the first is free")


def stop_waiting() -> str:
    """In the menu of a tab that is waited for."""
    return _("Stop waiting")


def new_group() -> str:
    """In the menus of tabs and tiles."""
    return _("New group…")


def rename() -> str:
    """In the menu of a group's tab."""
    return _("Rename…")


def delete() -> str:
    """In the menu of a group's tab."""
    return _("Delete the group")


def forward() -> str:
    """In the menu of a group's tab: one place to the left."""
    return _("Move to the front")


def back() -> str:
    """In the menu of a group's tab: one place to the right."""
    return _("Move further back")


def group_name() -> str:
    """The field for a group's name."""
    return _("Name of the group")

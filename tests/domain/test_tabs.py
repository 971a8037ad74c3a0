"""Tabs: which there are, and who is on each."""

from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.tabs import ALL, FAVOURITES, Kind, Tab, of_key, on_tab, tabs

BOB = Person("1", department="Sales", site="Main", queues=("Orders",))
ANN = Person("2", department="Support", site="North", queues=("Orders", "Help"))
EVA = Person("3")


def test_own_groups_come_in_their_order_the_rest_by_name() -> None:
    desk = Desk().grouped("VIP", "1").grouped("Night", "2")
    names = [(tab.kind, tab.name) for tab in tabs((ANN, BOB, EVA), desk)]
    assert names == [
        (Kind.ALL, ""),
        (Kind.FAVOURITES, ""),
        (Kind.GROUP, "VIP"),
        (Kind.GROUP, "Night"),
        (Kind.DEPARTMENT, "Sales"),
        (Kind.DEPARTMENT, "Support"),
        (Kind.SITE, "Main"),
        (Kind.SITE, "North"),
        (Kind.QUEUE, "Help"),
        (Kind.QUEUE, "Orders"),
    ]


def test_a_company_without_parts_has_no_tabs_for_them() -> None:
    assert tabs((Person("1"), Person("2")), Desk()) == (ALL, FAVOURITES)


def test_everybody_is_on_the_tabs_he_belongs_to() -> None:
    desk = Desk().starred("1").grouped("VIP", "3").pinned("department:Sales", "3").pinned("queue:Help", "1")
    on = {tab.key: on_tab(tab, (BOB, ANN, EVA), desk) for tab in tabs((BOB, ANN, EVA), desk)}
    assert on == {
        "all": {"1", "2", "3"},
        "favourites": {"1"},
        "group:VIP": {"3"},
        "department:Sales": {"1", "3"},
        "department:Support": {"2"},
        "site:Main": {"1"},
        "site:North": {"2"},
        "queue:Help": {"1", "2"},
        "queue:Orders": {"1", "2"},
    }


def test_a_key_leads_back_to_its_tab() -> None:
    for tab in (ALL, FAVOURITES, Tab(Kind.DEPARTMENT, "R&D: new"), Tab(Kind.GROUP, "VIP")):
        assert of_key(tab.key) == tab
    assert of_key("nonsense") == ALL

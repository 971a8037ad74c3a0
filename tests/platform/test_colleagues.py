"""Who there is: two sources, either of which may be refused, and lists that move while they are read."""

from collections.abc import Callable

import pytest

from rcboard.domain.events import PeopleRead, PersonLeft, PersonRead
from rcboard.domain.link import Feature, Lack, Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.preferences import Whom
from rcboard.platform.colleagues import Colleagues
from rcboard.platform.errors import RcError
from rcboard.platform.wire import Page

REFUSED = Problem(ProblemKind.PERMISSION_MISSING, detail="ReadExtensions", code="CMN-408", permanent=True)
NO_APP = Problem(ProblemKind.PERMISSION_MISSING, detail="ReadAccounts", code="CMN-401", permanent=True)
BUSY = Problem(ProblemKind.OVERLOADED, code="CMN-211")


class Account:
    """Two lists in pages, as they are at the moment of asking; ``between`` happens before each page but the first."""

    def __init__(self, count: int = 7) -> None:
        self.listed = [Person(str(n), f"{100 + n}", f"Person {n}") for n in range(1, count + 1)]
        self.entries = [
            Person(one.id, one.number, department="Sales", job_title="Clerk", site="Berlin", photo=f"etag-{one.id}")
            for one in self.listed
        ]
        self.refusals: dict[str, Problem] = {}
        self.between: list[Callable[[], None]] = []
        self.asked: list[str] = []
        self.gone: set[int] = set()

    async def own_id(self) -> str:
        if "own" in self.refusals:
            raise RcError(self.refusals["own"], 403)
        return "1"

    async def people(self, uri: str = "", *, per_page: int = 1000, page: int = 1) -> Page[Person]:
        if uri:
            per_page, page = (int(part) for part in uri.split("/"))
            if self.between:
                self.between.pop(0)()
        if page in self.gone:
            self.gone.discard(page)
            raise RcError(Problem(ProblemKind.NOT_FOUND, code="CMN-102"), 404)
        return self._page("list", self.listed, per_page, page)

    async def directory(self, *, per_page: int = 1000, page: int = 1) -> Page[Person]:
        return self._page("directory", self.entries, min(per_page, 3), page)

    def _page(self, name: str, people: list[Person], per_page: int, page: int) -> Page[Person]:
        self.asked.append(f"{name} {page}")
        if name in self.refusals:
            raise RcError(self.refusals[name], 403)
        begin = (page - 1) * per_page
        more = begin + per_page < len(people)
        return Page(tuple(people[begin : begin + per_page]), f"{per_page}/{page + 1}" if more else "", len(people))

    def leave(self, id: str) -> None:
        self.listed = [one for one in self.listed if one.id != id]
        self.entries = [one for one in self.entries if one.id != id]


class Desk:
    """Colleagues of an account, and what they told."""

    def __init__(self, account: Account, whom: Whom = Whom(), first_page: int = 1) -> None:
        self.odd: list[str] = []
        self.lacks: dict[Feature, Lack | None] = {}
        self.colleagues = Colleagues(
            account, (2, first_page), self.odd.extend, lambda feature, lack: self.lacks.update({feature: lack}), whom
        )

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.colleagues.people]

    @property
    def missing(self) -> list[Lack]:
        return [lack for lack in self.lacks.values() if lack]


async def test_the_directory_tells_more_of_who_is_listed() -> None:
    desk = Desk(Account())
    (read,) = await desk.colleagues.read()
    assert isinstance(read, PeopleRead)
    one = read.people[0]
    assert (one.name, one.department, one.job_title, one.site, one.photo) == (
        "Person 1",
        "Sales",
        "Clerk",
        "Berlin",
        "etag-1",
    )
    assert one.own
    assert desk.missing == []


async def test_a_list_that_is_refused_leaves_the_directory_alone() -> None:
    account = Account()
    account.refusals = {"list": REFUSED, "own": REFUSED}
    account.entries += [Person("8", type="Department"), Person("9", status="Disabled"), Person("10", "110")]
    desk = Desk(account)
    await desk.colleagues.read()
    assert desk.ids == ["1", "2", "3", "4", "5", "6", "7", "10"]
    assert desk.missing == [Lack(Feature.EXTENSION_LIST, "ReadExtensions", "CMN-408")]


async def test_a_directory_that_is_refused_leaves_the_list_alone_and_may_come_back() -> None:
    account = Account()
    account.refusals = {"directory": NO_APP}
    desk = Desk(account)
    await desk.colleagues.read()
    assert len(desk.ids) == 7
    assert desk.missing == [Lack(Feature.DIRECTORY, "ReadAccounts", "CMN-401")]
    account.refusals.clear()
    news = await desk.colleagues.read()
    assert all(isinstance(one, PersonRead) and one.person.department == "Sales" for one in news)
    assert desk.missing == []


async def test_without_either_there_is_no_board_and_the_list_says_why() -> None:
    account = Account()
    account.refusals = {"list": REFUSED, "directory": NO_APP}
    desk = Desk(account)
    with pytest.raises(RcError) as refused:
        await desk.colleagues.read()
    assert refused.value.problem == REFUSED
    assert desk.missing == [], "nobody comes from the directory instead"


async def test_a_list_that_is_busy_is_waited_for_and_not_stood_in_for() -> None:
    account = Account()
    account.refusals = {"list": BUSY}
    with pytest.raises(RcError):
        await Desk(account).colleagues.read()


async def test_a_directory_that_is_busy_keeps_what_it_told_before() -> None:
    account = Account()
    desk = Desk(account)
    await desk.colleagues.read()
    account.refusals = {"directory": BUSY}
    assert await desk.colleagues.read() == ()
    assert desk.missing == []


async def test_whoever_slips_over_the_edge_of_a_page_is_not_lost() -> None:
    account = Account()
    account.between = [lambda: account.leave("1")]
    desk = Desk(account)
    await desk.colleagues.read()
    assert set(desk.ids) >= {"2", "3", "4", "5", "6", "7"}


async def test_nobody_is_doubled_by_somebody_new_on_an_early_page() -> None:
    account = Account()
    account.between = [lambda: account.listed.insert(0, Person("0", "100", "New"))]
    desk = Desk(account)
    await desk.colleagues.read()
    assert sorted(desk.ids) == sorted({str(n) for n in range(8)})


async def test_a_page_that_vanishes_costs_a_second_look() -> None:
    account = Account()
    account.gone = {3}
    desk = Desk(account)
    await desk.colleagues.read()
    assert len(desk.ids) == 7
    assert account.asked.count("list 1") == 2


async def test_a_list_that_never_stands_still_is_said_to() -> None:
    account = Account(9)
    account.between = [lambda n=n: account.leave(str(n)) for n in range(1, 9)]  # type: ignore[misc]
    desk = Desk(account)
    await desk.colleagues.read()
    assert "the list of people does not stand still" in desk.odd
    assert "9" in desk.ids


async def test_who_leaves_and_who_changes_is_told() -> None:
    account = Account()
    desk = Desk(account)
    await desk.colleagues.read()
    account.leave("4")
    account.listed[0] = Person("1", "101", "Renamed")
    news = await desk.colleagues.read()
    assert PersonLeft("4") in news
    assert [one.person.name for one in news if isinstance(one, PersonRead)] == ["Renamed"]


async def test_a_later_first_page_leaves_those_before_it_out() -> None:
    desk = Desk(Account(), first_page=2)
    await desk.colleagues.read()
    assert desk.ids == ["3", "4", "5", "6", "7"]
    assert desk.odd == []


@pytest.mark.parametrize(
    ("whom", "ids"),
    [
        (Whom(extensions=("103", "105")), ["3", "5"]),
        (Whom(names=("*4", "PERSON 6")), ["4", "6"]),
        (Whom(departments=("sales",), sites=("Berlin",)), ["1", "2", "3", "4", "5", "6", "7"]),
        (Whom(departments=("Support",)), []),
        (Whom(types=("DigitalUser",)), []),
    ],
)
async def test_the_settings_choose_who_is_shown(whom: Whom, ids: list[str]) -> None:
    desk = Desk(Account(), whom)
    await desk.colleagues.read()
    assert desk.ids == ids


async def test_another_choice_brings_and_takes_people() -> None:
    desk = Desk(Account(), Whom(extensions=("101", "102")))
    await desk.colleagues.read()
    desk.colleagues.choose(Whom(extensions=("102", "103")))
    news = await desk.colleagues.read()
    assert news[0] == PersonLeft("1")
    assert [one.person.id for one in news if isinstance(one, PersonRead)] == ["3"]

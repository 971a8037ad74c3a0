"""Call queues: read one by one, kept from the start before until read, and left out where they may not be read."""

from typing import TypeVar

import pytest

from rcboard.domain.link import Feature, Lack, Problem, ProblemKind
from rcboard.platform import queue_wire
from rcboard.platform.budget import Urgency
from rcboard.platform.errors import RcError
from rcboard.platform.queue_wire import Queue
from rcboard.platform.queues import PIECE, Queues, members_by_name
from rcboard.platform.wire import Page

R = TypeVar("R")

REFUSED = Problem(ProblemKind.PERMISSION_MISSING, detail="ReadExtensions", code="CMN-408", permanent=True)
GONE = Problem(ProblemKind.NOT_FOUND, code="CMN-102")
BUSY = Problem(ProblemKind.OVERLOADED, code="CMN-211")


class Account:
    """Queues with their members; one record to a page."""

    def __init__(self, **members: list[str]) -> None:
        self.members = members
        self.refusals: dict[str, Problem] = {}
        self.asked: list[str] = []

    async def call_queues(self, uri: str = "", *, urgency: Urgency = Urgency.AT_LEISURE) -> Page[Queue]:
        self._ask("list")
        return _page([Queue(f"q-{name}", name) for name in self.members], uri)

    async def queue_members(self, id: str, uri: str = "", *, urgency: Urgency = Urgency.AT_LEISURE) -> Page[str]:
        self._ask(id)
        return _page(self.members[id.removeprefix("q-")], uri)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if what in self.refusals:
            raise RcError(self.refusals[what], 403)


def _page(records: list[R], uri: str) -> Page[R]:
    at = int(uri or 0)
    return Page(tuple(records[at : at + 1]), str(at + 1) if at + 1 < len(records) else "")


class Desk:
    """The queues of an account, and what they told."""

    def __init__(self, account: Account, kept: dict[str, tuple[str, ...]] | None = None) -> None:
        self.lacks: dict[Feature, Lack | None] = {}
        self.news = 0
        self.queues = Queues(
            account, lambda odd: None, lambda feature, lack: self.lacks.update({feature: lack}), kept or {}
        )

    async def read(self) -> None:
        def heard() -> None:
            self.news += 1

        await self.queues.read(heard)


async def test_everybody_is_in_the_queues_that_say_so_in_order_of_name() -> None:
    account = Account(Support=["1", "2"], Billing=["2"], Empty=[])
    desk = Desk(account)
    await desk.read()
    assert [desk.queues.of(id) for id in "123"] == [("Support",), ("Billing", "Support"), ()]
    assert desk.lacks == {Feature.CALL_QUEUES: None}
    account.members = {"Support": ["2"]}
    await desk.read()
    assert [desk.queues.of(id) for id in "12"] == [(), ("Support",)]


async def test_what_was_known_before_holds_until_all_was_read() -> None:
    account = Account(Support=["1"], Billing=["2"])
    account.refusals = {"q-Billing": BUSY}
    desk = Desk(account, {"3": ("Night",)})
    with pytest.raises(RcError):
        await desk.read()
    assert [desk.queues.of(id) for id in "13"] == [("Support",), ("Night",)]
    account.refusals.clear()
    await desk.read()
    assert [desk.queues.of(id) for id in "123"] == [("Support",), ("Billing",), ()]


async def test_queues_that_may_not_be_read_are_missing_with_their_permission_and_nobody_is_in_one() -> None:
    account = Account(Support=["1"])
    account.refusals = {"list": REFUSED}
    desk = Desk(account, {"1": ("Support",)})
    await desk.read()
    assert desk.queues.of("1") == ()
    assert desk.lacks == {Feature.CALL_QUEUES: Lack(Feature.CALL_QUEUES, "ReadExtensions", "CMN-408")}
    account.refusals.clear()
    await desk.read()
    assert desk.queues.of("1") == ("Support",)
    assert desk.lacks == {Feature.CALL_QUEUES: None}, "the administrator gave the permission"


async def test_a_queue_deleted_while_the_list_is_read_is_no_queue() -> None:
    account = Account(Support=["1"], Billing=["1"])
    account.refusals = {"q-Billing": GONE}
    desk = Desk(account)
    await desk.read()
    assert desk.queues.of("1") == ("Support",)
    assert desk.lacks == {Feature.CALL_QUEUES: None}


async def test_of_hundreds_the_first_are_told_before_the_last_was_read() -> None:
    desk = Desk(Account(**{f"Queue {n:03}": [str(n)] for n in range(2 * PIECE + 1)}))
    await desk.read()
    assert desk.news == 3


async def test_whoever_asks_for_one_queue_reads_the_members_of_no_other() -> None:
    account = Account(Support=["1", "2"], Billing=["3"])
    assert await members_by_name(account, " süpport", Urgency.NOW) == {"1", "2"}
    assert await members_by_name(account, "nobody", Urgency.NOW) == frozenset()
    assert account.asked == ["list", "list", "q-Support", "q-Support", "list", "list"]


def test_odd_answers_lose_only_what_is_odd() -> None:
    page = queue_wire.queues(
        b'{"records":[{"id":"7","name":" Sales  Team ","status":"Enabled"},{"id":"8","name":"Old","status":"Disabled"},'
        b'{"id":"9"},{"name":"x"},{"id":10,"name":5},null],"navigation":{"nextPage":{"uri":"https://rc/next"}}}'
    )
    assert page.records == (Queue("7", "Sales Team"),)
    assert page.next_uri == "https://rc/next"
    assert page.odd
    assert queue_wire.members(b'{"records":[{"id":400131426009,"extensionNumber":"101"},{"id":"5"},{}]}').records == (
        "400131426009",
        "5",
    )
    assert queue_wire.members(b"<html>").records == ()

"""The line reads the call queues at leisure, keeps up with who joins and leaves, and never waits for them."""

import asyncio
from dataclasses import replace

from rcboard.domain.link import Feature
from tests.app.test_line_people import SWIFT
from tests.app.watcher import Watcher, watching
from tests.kit.office import Office, OpenOffice

QUICK = replace(SWIFT, queues=0.1, queue=0.0)


def queues(watcher: Watcher) -> dict[str, tuple[str, ...]]:
    return {person.id: person.queues for person in watcher.board if person.in_queue}


def truth(office: Office) -> dict[str, tuple[str, ...]]:
    return {str(one["id"]): tuple(sorted(one["queues"])) for one in office.people() if one["queues"]}


async def test_everybody_is_in_his_queues_and_who_joins_or_leaves_is_followed(office: OpenOffice) -> None:
    quiet = office("--extensions", "40", "--rate", "0")
    async with watching(quiet, QUICK) as watcher:
        await watcher.until(lambda: queues(watcher) == truth(quiet))
        someone = next(one for one in quiet.people() if one["queues"])
        queue, number = someone["queues"][0], someone["extensionNumber"]
        await asyncio.to_thread(quiet.act, "leave", extensionNumber=number, queue=queue)
        await watcher.until(lambda: queue not in queues(watcher).get(str(someone["id"]), ()))
        await asyncio.to_thread(quiet.act, "join", extensionNumber=number, queue=queue)
        await watcher.until(lambda: queues(watcher) == truth(quiet))
        assert watcher.board.link.live


async def test_queues_that_hang_or_fail_keep_nobody_waiting_and_are_read_later(office: OpenOffice) -> None:
    quiet = office("--extensions", "40", "--rate", "0")
    quiet.fault("bad_gateway", path="/call-queues")
    async with watching(quiet, QUICK) as watcher:
        await watcher.until_live()
        await watcher.until_true(quiet)
        assert queues(watcher) == {}
        await asyncio.to_thread(quiet.fault, "bad_gateway", on=False)
        await watcher.until(lambda: queues(watcher) == truth(quiet))


async def test_what_a_start_before_knew_holds_until_it_is_read_or_refused(office: OpenOffice) -> None:
    quiet = office("--extensions", "40", "--rate", "0")
    quiet.switch(user_permissions_missing=["ReadExtensions"])
    someone = str(quiet.people()[3]["id"])
    seen: list[tuple[str, ...]] = []

    def kept() -> dict[str, tuple[str, ...]]:
        return {someone: ("Night",)}

    async with watching(quiet, QUICK, queues=kept) as watcher:
        await watcher.until(lambda: watcher.board.person(someone))
        person = watcher.board.person(someone)
        assert person is not None
        seen.append(person.queues)
        await watcher.until(lambda: Feature.CALL_QUEUES in {lack.feature for lack in watcher.board.link.lacks})
        await watcher.until(lambda: queues(watcher) == {})
        assert seen == [("Night",)]
        assert watcher.board.link.live

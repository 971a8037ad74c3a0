"""The counter of the running copy: commands and second starts ask here and are served from the live board.

Lives in the window's own loop, so an answer is of this very moment. Whoever asks costs the window little: a request
has a size and a time, long answers go in pieces with room for the window between them, and a slow reader is told less.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from itertools import islice

import msgspec

from rcboard.app import own_answer
from rcboard.app.answers import Telling, gate, not_live, people, status
from rcboard.app.health import Health
from rcboard.app.own_status import OwnStatus
from rcboard.app.running_copy import HEARTBEAT, Said, Wish
from rcboard.app.tasks import Tasks
from rcboard.domain.board import Board, Changes
from rcboard.domain.gate import find
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.link import Link, Phase
from rcboard.domain.times import Clock
from rcboard.host.credentials import Credentials
from rcboard.host.instance import Claim
from rcboard.words.language import _

LONGEST = 65536
"""Bytes of a request at most: some thousand extension numbers."""
PATIENCE = 2.0
"""Seconds for a request to arrive, and for the last of an answer to be taken."""
TAKEN = 30.0
"""Seconds for a whole answer to be taken by somebody who reads slowly."""
CALLERS = 64
"""Conversations at once; more are turned away and go their own way."""
PIECE = 100
"""Lines written in one go: about two milliseconds of the window's time."""


class Counter:
    """Serves from the keeper's board, while ``signed_in`` gives the credentials the line uses.

    ``show`` brings the window, None where there is none. ``signed_in_elsewhere`` is called when a command has signed
    the profile in, ``sign_out`` when one wants it out.
    """

    def __init__(
        self,
        *,
        keeper: Gatekeeper,
        clock: Clock,
        signed_in: Callable[[], Credentials | None],
        first_page: int,
        show: Callable[[str], None] | None,
        signed_in_elsewhere: Callable[[], None] | None = None,
        sign_out: Callable[[], Awaitable[Said]] | None = None,
        leaves_out: Callable[[], bool] = lambda: False,
        own_status: OwnStatus | None = None,
        choose: Callable[[str, str | None], Awaitable[Said]] | None = None,
        oddities: Callable[[], Mapping[str, int]] = dict,
    ) -> None:
        """``leaves_out`` says whether the settings show some people only: the others are to be asked for elsewhere.

        ``choose`` changes a setting, where that can be done while running; ``oddities`` counts what came that did not
        fit.
        """
        self._oddities = oddities
        self._choose = choose
        self._leaves_out = leaves_out
        self._own_status = own_status
        self._keeper = keeper
        self._board = keeper.board
        self._clock = clock
        self._signed_in = signed_in
        self._first_page = first_page
        self._show = show
        self._signed_in_elsewhere = signed_in_elsewhere
        self._sign_out = sign_out
        self._streams: set[_Stream] = set()
        self._callers = 0

    def take(self, changes: Changes) -> None:
        """The board changed."""
        for stream in self._streams:
            stream.take(changes)

    async def run(self, claim: Claim) -> None:
        """Serve until cancelled."""
        async with Tasks() as tasks:

            def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                tasks.start(self._serve(reader, writer), name="caller")

            opened = await claim.open(talk, LONGEST)
            try:
                await asyncio.Event().wait()
            finally:
                if opened is not None:
                    opened.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._callers += 1
        try:
            # A caller that goes away, dawdles, or says what is no wish is let go without a word.
            with contextlib.suppress(OSError, ValueError, TimeoutError):
                if self._callers <= CALLERS:
                    async with asyncio.timeout(PATIENCE):
                        wish = msgspec.json.decode(await reader.readline(), type=Wish)
                    await self._answer(wish, writer)
                writer.close()
                async with asyncio.timeout(PATIENCE):
                    await writer.wait_closed()
        finally:
            self._callers -= 1
            writer.transport.abort()

    async def _answer(self, wish: Wish, writer: asyncio.StreamWriter) -> None:
        credentials = self._signed_in()
        mine = credentials is not None and wish.whose.is_of(credentials, self._first_page)
        if wish.wish == "watch" and mine:
            await self._watch(wish, writer)
            return
        async with asyncio.timeout(TAKEN):
            if wish.wish == "signed_in" and self._signed_in_elsewhere:
                self._signed_in_elsewhere()
                await _say(writer, Said(code=0))
            elif wish.wish == "sign_out" and self._sign_out:
                await _say(writer, await self._sign_out())
            elif wish.wish == "setting":
                await _say(writer, await self._choose(wish.find, wish.value) if self._choose else Said(elsewhere=True))
            elif wish.wish == "show":
                await _say(writer, self._shown(wish, mine or credentials is None))
            elif not mine or self._lacks(wish):
                await _say(writer, Said(elsewhere=True))
            elif wish.wish == "gate":
                number = wish.numbers[0] if wish.numbers else ""
                await _say(writer, gate(self._keeper, number, self._clock.now(), json=wish.json, any=wish.any))
            elif wish.wish == "own_status" and self._own_status is not None:
                await _say(writer, await own_answer.said(self._own_status, wish.own, json=wish.json))
            elif wish.wish == "checkup":
                health = Health.of(self._board, self._oddities())
                await _say(writer, Said(out=[msgspec.json.encode(health).decode()], code=0))
            elif wish.wish == "status":
                await _say(writer, status(self._board, wish.numbers, self._clock.now(), json=wish.json))
            else:
                await self._list(wish, writer)

    def _lacks(self, wish: Wish) -> bool:
        """Whether somebody may be missing here who is there on the account."""
        if not self._leaves_out() or wish.any:
            return False
        return wish.wish == "list" or any(find(self._board, number) is None for number in wish.numbers)

    def _shown(self, wish: Wish, mine: bool) -> Said:
        if not mine:
            return Said(err=[_("it is open already with another sign-in; quit it first")], code=1)
        if self._show is None:
            return Said(err=[_("it runs without a window here (“rcboard serve”); end that first")], code=1)
        self._show(wish.find)
        return Said(code=0)

    async def _list(self, wish: Wish, writer: asyncio.StreamWriter) -> None:
        if not len(self._board):
            await _say(writer, Said(err=[not_live(self._board)], code=3))
            return
        lines = people(self._board, json=wish.json)
        while piece := list(islice(lines, PIECE)):
            await _say(writer, Said(out=piece))
        await _say(writer, Said(code=0))

    async def _watch(self, wish: Wish, writer: asyncio.StreamWriter) -> None:
        stream = _Stream(self._board, self._clock, json=wish.json)
        self._streams.add(stream)
        try:
            while not stream.over:
                lines = list(islice(stream.lines(), PIECE))
                stuck = self._board.link.phase is Phase.SIGNED_OUT and not stream.waiting
                await _say(writer, Said(out=lines, code=3 if stuck else None))
                if stuck:
                    return
                await stream.more(HEARTBEAT)
        finally:
            self._streams.discard(stream)


async def _say(writer: asyncio.StreamWriter, said: Said) -> None:
    writer.write(msgspec.json.encode(said) + b"\n")
    await writer.drain()
    # drain returns at once while there is room: the window must get its turn all the same.
    await asyncio.sleep(0)


class _Stream:
    """What one watching command has still to be told: each person once, however often he changed meanwhile."""

    def __init__(self, board: Board, clock: Clock, *, json: bool) -> None:
        self._clock = clock
        self._telling = Telling(board, json=json)
        self._due: dict[Link | str, None] = {}
        self._turn = asyncio.Event()
        self.over = False
        """The line was stopped: the board may be another's from now on."""
        self._add(self._telling.standing())

    @property
    def waiting(self) -> bool:
        """Whether there is something to tell."""
        return bool(self._due)

    def take(self, changes: Changes) -> None:
        """The board changed."""
        self.over |= changes.link is not None and changes.link.phase is Phase.STOPPED
        self._add(self._telling.due(changes))

    def lines(self) -> Iterator[str]:
        """The next lines; each is taken off the list as it is made."""
        now = self._clock.now()
        while self._due:
            told = next(iter(self._due))
            del self._due[told]
            if (line := self._telling.line(told, now)) is not None:
                yield line

    async def more(self, seconds: float) -> None:
        """Wait until there is more to tell, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._due and not self.over:
                    self._turn.clear()
                    await self._turn.wait()

    def _add(self, told: Iterable[Link | str]) -> None:
        self._due.update(dict.fromkeys(told))
        self._turn.set()

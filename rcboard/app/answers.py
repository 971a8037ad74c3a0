"""Answers: what the commands say, made from a board, whoever keeps it: the command itself or the running copy."""

from collections.abc import Iterator, Sequence

from rcboard.app import report
from rcboard.app.running_copy import Said
from rcboard.domain.board import Board, Changes
from rcboard.domain.gate import Decision, find
from rcboard.domain.gatekeeper import Gatekeeper
from rcboard.domain.link import Lack, Link, Phase, Problem
from rcboard.domain.people import Person
from rcboard.outlets.record import gate as gate_fields
from rcboard.words import gate as words
from rcboard.words import problems
from rcboard.words.language import _


def gate(keeper: Gatekeeper, number: str, now: float, *, json: bool, any: str = "") -> Said:
    """What ``rcboard gate`` says of this board, of one extension or of the group ``any``."""
    link = keeper.board.link
    problem = None if link.live else link.problem
    decision = keeper.group(any, now) if any else keeper.person(number)
    return decided(decision, number, now, problem, json=json, live=link.live, any=any, missing=link.lacks)


def decided(
    decision: Decision,
    number: str,
    now: float,
    problem: Problem | None,
    *,
    json: bool,
    live: bool = True,
    any: str = "",
    missing: tuple[Lack, ...] = (),
) -> Said:
    """A gate's decision as it is printed, with its exit code."""
    if any:
        sentence = words.group_sentence(decision, any, now, problem, live=live, missing=missing)
    else:
        sentence = words.sentence(decision, number, now, problem, live=live)
    fields = gate_fields(decision, number, sentence, any=any)
    return Said(out=[report.text(fields) if json else sentence], code=int(decision.answer))


def status(board: Board, numbers: Sequence[str], now: float, *, json: bool) -> Said:
    """What ``rcboard status`` says of this board: 3 when somebody is not known, or nobody vouches for what is."""
    out, err, known = [], [], True
    for number in numbers:
        person = find(board, number)
        if person is None:
            known = False
            nobody = _("nobody on this account has the extension {number}").format(number=number)
            err.append(nobody if board.link.live else not_live(board))
        else:
            known &= board.sure_state(person.id).known and board.link.phase in (Phase.LIVE, Phase.READING)
            fields = report.presence(board, person, now) if json else report.presence_line(board, person, now)
            out.append(report.text(fields))
    return Said(out=out, err=err, code=0 if known else 3)


def people(board: Board, *, json: bool) -> Iterator[str]:
    """What ``rcboard list`` prints of this board."""
    for person in sorted(board, key=lambda person: (len(person.number), person.number, person.label)):
        yield report.text(_fields(person)) if json else _line(person)


def not_live(board: Board) -> str:
    """Why this board cannot say."""
    return problems.told(board.link.problem).text if board.link.problem else _("The line is not live.")


def _fields(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "extensionNumber": person.number,
        "name": person.spoken,
        "department": person.department,
        "jobTitle": person.job_title,
        "site": person.site,
        "type": person.type,
        "status": person.status,
    }


def _line(person: Person) -> str:
    return f"{person.number:<8} {person.spoken:<32} {person.department}".rstrip()


class Telling:
    """What ``rcboard watch`` prints: who changed, and nobody twice for the same.

    Works in two steps, what there is to tell and the line it makes, so that a slow reader can be told later.
    """

    def __init__(self, board: Board, *, json: bool) -> None:
        self._board = board
        self._json = json
        self._printed: dict[str, object] = {}
        self._link: tuple[object, ...] | None = None

    def standing(self) -> list[Link | str]:
        """How the line stands and everybody's id, for whoever joins now; nobody's before they were all read."""
        board = self._board
        all_read = board.link.phase in (Phase.LIVE, Phase.RECONNECTING)
        return [board.link, *(person.id for person in board if all_read)]

    def due(self, changes: Changes) -> list[Link | str]:
        """What these changes give to tell: the link, and ids of people."""
        board = self._board
        told: list[Link | str] = [changes.link] if changes.link is not None else []
        became_live = changes.link is not None and changes.link.live
        quiet = not became_live and not board.link.live and board.expires_at() is None
        expired = changes.freshness and quiet and bool(self._printed)  # before the first reading nobody was known
        if became_live or expired or (board.link.live and (changes.people or changes.freshness)):
            told += [person.id for person in board]
        elif board.link.partly:
            told += [change.id for change in changes.changed if board.vouched_for(change.id)]
        elif board.link.live:
            told += [change.id for change in changes.changed]
        return told

    def line(self, told: Link | str, now: float) -> str | None:
        """The line for this link or person as it is now; None when that was printed already."""
        return self._of_link(told, now) if isinstance(told, Link) else self._of_person(told, now)

    def _of_person(self, id: str, now: float) -> str | None:
        board = self._board
        person = board.person(id)
        if person is None:
            return None
        fields = report.presence(board, person, now)
        # Being heard again is no change: only what it says is. Nor is what is not printed, as the call queues.
        said = (person.number, person.spoken, fields["state"], fields["presence"], fields["since"])
        if self._printed.get(id) == said:
            return None
        self._printed[id] = said
        return report.text(fields if self._json else report.presence_line(board, person, now))

    def _of_link(self, link: Link, now: float) -> str | None:
        if self._link == (link.phase, link.problem, link.lines_up, link.lacks):
            return None  # progress and the next try are for the window
        self._link = (link.phase, link.problem, link.lines_up, link.lacks)
        ages = [age for person in self._board if (age := self._board.age(person.id, now)) is not None]
        return report.text(report.link(link) if self._json else report.link_line(link, max(ages, default=None), now))

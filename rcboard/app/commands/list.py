"""``rcboard list``: everybody on the account, with extension and department."""

import argparse

from rcboard.app import access, headless, report
from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.people import Person
from rcboard.domain.times import Times
from rcboard.words import problems


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard list``."""
    access.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(args: argparse.Namespace) -> int:
    """0: the list was read. 3: it could not be."""
    return headless.run(lambda: _list(args))


async def _list(args: argparse.Namespace) -> int:
    found = await access.find(args)
    if found.credentials is None:
        report.complain(found.refusal)
        return 3
    async with headless.live(found.credentials, per_page=found.per_page, first_page=found.first_page) as live:
        if not await live.until(lambda: len(live.board) > 0, Times().gate):
            report.complain(problems.told(live.problem or Problem(ProblemKind.TIMED_OUT)).text)
            return 3
        for person in sorted(live.board, key=lambda person: (len(person.number), person.number, person.label)):
            report.put(_fields(person) if args.json else _line(person))
        return 0


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

"""``rcboard list``: everybody on the account, with extension and department."""

import argparse

from rcboard.app import access, glance, headless, report
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
    try:
        board = await glance.board(found.credentials, None, pages=found.pages, times=Times(), seconds=Times().glance)
    except glance.GlanceError as error:
        report.complain(problems.told(error.problem).text)
        return 3
    for person in sorted(board, key=lambda person: (len(person.number), person.number, person.label)):
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

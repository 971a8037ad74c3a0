"""``rcboard desk``: stars, notes and groups into a file of one's own, and from one."""

import argparse
import time
from pathlib import Path

from rcboard.app import access, desk_transfer, last_people, report
from rcboard.app.desk_transfer import TransferError
from rcboard.domain.desk import Desk
from rcboard.domain.preferences import Preferences
from rcboard.domain.setting import differing
from rcboard.host.files import KeptFile
from rcboard.host.folders import folders
from rcboard.host.instance import TakenError, claim
from rcboard.words import transfer as words
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard desk``."""
    parser.epilog = _(
        "A name that ends in .csv is a table of people: it is added to what is there. One that ends in .json is a "
        "profile with groups, waits and settings: it takes their place. The window's View menu does the same. Names "
        "and extensions in the table are those of the people who were on the board last."
    )
    access.add_profile(parser)
    kinds = parser.add_subparsers(dest="do", metavar="export | import", required=True)
    for name, summary in (
        ("export", _("write the file")),
        ("import", _("take the file over; the board has to be closed")),
    ):
        kind = kinds.add_parser(name, help=summary)
        kind.add_argument("file", metavar="FILE", type=Path)


def run(args: argparse.Namespace) -> int:
    """0: done. 1: the file could not be read, written or understood, or the board is open."""
    try:
        if args.do == "export":
            _export(args)
        else:
            _import(args)
    except TakenError:
        report.complain(words.window_open())
    except TransferError as error:
        report.complain(str(error))
    except OSError as error:
        report.complain(words.failed(str(args.file), error.strerror or ""))
    else:
        return 0
    return 1


def _desk(args: argparse.Namespace) -> tuple[KeptFile[Desk], Desk]:
    file = KeptFile(folders(args.profile).desk, Desk, time.time)
    reading = file.read()
    if reading.notice is not None:
        report.complain(reading.notice.text)
    return file, reading.value or Desk()


def _export(args: argparse.Namespace) -> None:
    _, desk = _desk(args)
    people = last_people.last(args.profile, time.time)
    desk_transfer.write(args.file, desk, people, access.preferences(profile=args.profile))
    report.put(words.written(str(args.file)))


def _import(args: argparse.Namespace) -> None:
    with claim(folders(args.profile).runtime):
        file, desk = _desk(args)
        preferred = access.preferred(args.profile)
        people = last_people.last(args.profile, time.time)
        taken = desk_transfer.read(args.file, desk, people, preferred.chosen.preferences)
        file.write(taken.desk)
        if taken.preferences is not None:
            _prefer(preferred, taken.preferences)
        report.put(taken.said)


def _prefer(preferred: access.Preferred, wished: Preferences) -> None:
    """Keep these settings, but for those that are locked."""
    for setting in differing(wished, preferred.chosen.preferences):
        source = preferred.chosen.source(setting.name)
        if not source.origin.fixed:
            preferred.file.put(setting, setting.of(wished), source.usual)
    preferred.file.write(preferred.file.kept)

"""``rcboard serve``: the live board without a window, for other programs and systems to ask."""

import argparse

from rcboard.app import access, headless, report, running_copy
from rcboard.host.instance import Claim
from rcboard.host.settings import Settings
from rcboard.words.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard serve``."""
    access.add_arguments(parser)
    access.add_filters(parser)
    parser.epilog = _(
        "Answers gate, status, list and watch of this profile, and hosts the outlets that the settings switch on: "
        "web API and page (api.on), webhooks, MQTT, command hook. “rcboard settings” lists them."
    )


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. 1: a copy of this profile runs already."""
    given = access.read(args)
    entered = running_copy.stand_alone(args.profile)
    if isinstance(entered, int):
        return entered
    with entered as claim:
        return headless.run(lambda: _serve(args, given, claim))


async def _serve(args: argparse.Namespace, given: Settings, claim: Claim) -> int:
    from rcboard.app.serving import Serving  # late: whoever is refused need not wait for it

    async def find() -> access.Found:
        return await access.find(args, given=given)

    serving = Serving(
        profile=args.profile,
        find=find,
        pages=(given.per_page.value, given.page.value),
        chosen=access.chosen(access.way_options(args), args.profile),
        learn=args.redaction.learn,
        say=report.put,
    )
    await serving.run(claim)
    return 0

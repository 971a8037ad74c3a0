"""The command line's parser, which says in the language in use also what argparse says by itself."""

import argparse
from collections.abc import Iterable
from typing import Any

from rcboard.words.language import N_, _

ARGPARSE = (
    N_("usage: "),
    N_("commands"),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
)
"""Its own words, letter by letter."""


class Formatter(argparse.HelpFormatter):
    """Writes usage and help."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_(heading) if heading else heading)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        # The one place through which each help goes, argparse's own included; ours is translated already.
        return _(action.help) if action.help else action.help


class Parser(argparse.ArgumentParser):
    """Parsers within it are of the same kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"formatter_class": Formatter, **kwargs})

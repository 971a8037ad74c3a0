"""The door: chooses a command and imports only that one, so that each starts as fast as it can."""

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Protocol

import rcboard

N_ = str
"""Marks a text for the catalogue. What is read here must not make a start slower, so the catalogue comes later."""

COMMANDS = {
    "board": N_("open the board (the default)"),
    "demo": N_("the board with a simulated office; nothing to sign up for"),
    "list": N_("everybody on the account, with extension and department"),
    "status": N_("the state of one or more extensions, once"),
    "watch": N_("everybody's state once, then each change as it happens"),
    "gate": N_("may a call go through to an extension? answers with its exit code"),
    "own-status": N_("your own status at RingCentral: shows it, or changes it"),
    "doctor": N_("looks at everything the board depends on, and says what is wrong"),
    "serve": N_("the live board without a window, for other programs and systems"),
    "api-token": N_("the token of the web API"),
    "record": N_("what happens on the board into a file, without names and numbers"),
    "replay": N_("a recording as a board, as it happened or faster"),
    "mqtt-password": N_("keep the MQTT broker's password in this computer's keyring"),
    "webhooks": N_("what waits to be delivered, dead letters, and signing secrets"),
    "login": N_("keep the sign-in in this computer's keyring"),
    "logout": N_("end the session and forget the sign-in"),
    "desk": N_("stars, notes and groups into a file of one's own, and from one"),
    "settings": N_("list, read and change the settings"),
    "policy": N_("every setting, and which file decided it"),
    "updates": N_("is there a newer release? asks only where the settings say so"),
    "licences": N_("what rcboard contains of others, and under which licences"),
    "self-test": N_("does it work on this computer? (also --self-test)"),
    "simulate": N_("a small RingCentral on this computer, to develop and test against"),
}


READER_GONE = 141
"""Exit code where the reader of our output has gone: what shells report of such a program."""


COLLECTED = 20_000
"""New objects after which Python looks for circles among them; its own 700 is 150 looks at what a start imports."""


class Command(Protocol):
    """What a module in ``rcboard.app.commands`` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Its options."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; the exit code."""


def whole_parser() -> argparse.ArgumentParser:
    """The command line with every command's options: for manual page and completions. Imports all commands."""
    return _parser(*COMMANDS)[0]


def _parser(*chosen: str) -> tuple[argparse.ArgumentParser, Command | None]:
    """The command line with the options of the chosen commands, and the last of these."""
    from rcboard.app.command_line import Parser  # late: with it comes the catalogue
    from rcboard.words.language import _

    about = _("A presence board for RingCentral that never shows old knowledge as fresh.")
    parser = Parser(prog="rcboard", description=about)
    parser.add_argument("--version", action="version", version=f"rcboard {rcboard.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    command: Command | None = None
    for name, summary in COMMANDS.items():
        said = _(summary)
        sub = commands.add_parser(name, help=said, description=said[0].upper() + said[1:] + ".")
        if name in chosen:
            command = importlib.import_module(f"rcboard.app.commands.{name.replace('-', '_')}")
            command.add_arguments(sub)
    return parser, command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run rcboard with these arguments (default: the process's own); returns the exit code. 2 is wrong usage."""
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone, as "head" does. What is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE


def spelled_out(words: Sequence[str]) -> list[str]:
    """The same command line with the name of its command in front: "board" where none is given."""
    if words and words[0] == "--self-test":
        return ["self-test", *words[1:]]
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        return ["board", *words]
    return list(words)


def _run(words: list[str]) -> int:
    gc.set_threshold(COLLECTED, 10, 10)
    words = spelled_out(words)
    chosen = words[0] if words[0] in COMMANDS else None
    if words[0] in ("-h", "--help"):
        _speak(words)
    redaction = _begin(words) if chosen else None
    parser, command = _parser(*([chosen] if chosen else []))
    args = parser.parse_args(words)
    if command is None:
        parser.print_help()
        return 2
    args.redaction = redaction
    return command.run(args)


def _begin(words: list[str]) -> object:
    """Start the log, to which each secret that is read later is made known, and choose the language."""
    from rcboard.host.logs import start_log  # late, so that --help stays quick

    redaction = start_log(os.environ.get("RCBOARD_LOG"))
    if words[0] != "simulate":  # it speaks to programs
        _speak(words)
    return redaction


def _speak(words: list[str]) -> None:
    """Choose the language, before the options are read: what they are and what is wrong with them is said, too."""
    from rcboard.app import speech

    profile = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    profile.add_argument("--profile", nargs="?")
    speech.begin(profile.parse_known_args(words)[0].profile)


def window() -> int:
    """The entry without a console, for desktop files and Windows."""
    return main()


if __name__ == "__main__":
    sys.exit(main())

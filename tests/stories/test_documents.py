"""The commands in the documents that look and end are typed, as they stand there, against a simulated office."""

import re

import pytest

from tests.kit.documents import DOCUMENTS, Command, commands
from tests.kit.office import OpenOffice
from tests.kit.terminal import Start

ONE_SHOT = (
    "list", "status", "gate", "settings", "policy", "desk", "webhooks", "licences", "updates", "api-token", "logout",
)  # fmt: skip
"""Commands that end by themselves and need nobody. Windows, servers, typed secrets and the doctor have stories."""
ANSWERS = (0, 1, 3)
"""Exit codes with a meaning; 2 is wrong usage, and anything else a crash."""


def typed() -> list[Command]:
    """Each of them once, whole ones without placeholders alone."""
    found: dict[tuple[str, ...], Command] = {}
    for document in DOCUMENTS:
        for command in commands(document):
            whole = not any(re.fullmatch(r"[A-Z]{2,}", word) for word in command.words)
            if command.words[0] == "rcboard" and command.words[1:2] and command.words[1] in ONE_SHOT and whole:
                found.setdefault(command.words, command)
    return list(found.values())


@pytest.mark.parametrize("part", range(3))
def test_what_a_document_says_to_type_can_be_typed(part: int, office: OpenOffice, start: Start) -> None:
    there = office("--extensions", "120", "--rate", "0", "--limit", "auth=1000")
    all_of_them = typed()
    assert len(all_of_them) > 12
    odd = []
    for command in all_of_them[part::3]:
        ran = start(there, *command.words[1:])
        status = ran.wait(30)
        said = "".join(ran.noise)
        if status not in ANSWERS or "Traceback" in said:
            odd.append(f"{command} ended with {status}: {said[-300:]}")
    assert odd == []

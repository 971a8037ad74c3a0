"""A checkup: what the doctor looked at, and what it found, as facts. Sentences are ``rcboard.words.doctor``'s."""

from dataclasses import dataclass, field
from enum import StrEnum

from rcboard.domain.link import Lack, Outcome, Problem


class Check(StrEnum):
    """What is looked at, in this order: each needs those before it. The last two take the place of most others where a
    board is read from a broker."""

    CONFIGURATION = "configuration"
    KEYRING = "keyring"
    NETWORK = "network"
    CLOCK = "clock"
    SIGN_IN = "sign_in"
    APP_PERMISSION = "app_permission"
    USER_PERMISSION = "user_permission"
    PEOPLE = "people"
    DIRECTORY = "directory"
    PRESENCE = "presence"
    TICKET = "ticket"
    SUBSCRIPTION = "subscription"
    LINE = "line"
    FEATURE = "feature"
    NOTIFICATION = "notification"
    BUDGET = "budget"
    HIDDEN = "hidden"
    RUNNING = "running_copy"
    BROKER = "broker"
    PUBLISHER = "publisher"


class Verdict(StrEnum):
    """How it is."""

    OK = "ok"
    NOTE = "note"
    """Works, but takes one feature away, or is worth knowing."""
    PROBLEM = "problem"
    SKIPPED = "skipped"
    """Could not be looked at, because something before it is wrong."""


@dataclass(frozen=True, slots=True)
class Step:
    """One outcome of a subscription."""

    outcome: Outcome
    problem: Problem | None = None
    count: int = 1
    """How often, in a row."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``subject`` is which one, where a check has several: a permission, a rate group."""

    check: Check
    verdict: Verdict
    subject: str = ""
    problem: Problem | None = None
    facts: dict[str, str] = field(default_factory=dict)
    """What there is to know, by a stable name; never a secret."""
    lack: Lack | None = None
    """What has to be done without, where that is what was found."""
    course: tuple["Step", ...] = ()
    """What became of a subscription, in order, where it is one."""


def healthy(findings: "list[Finding]") -> bool:
    """Whether nothing is wrong."""
    return all(finding.verdict is not Verdict.PROBLEM for finding in findings)

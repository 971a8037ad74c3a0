"""``rcboard doctor``: what is wrong, in plain words, and what to do; with ``--bundle`` a file for support."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

from rcboard.app import access, headless, health, report, running_copy
from rcboard.app.clock import SystemClock
from rcboard.app.doctor import broker_check, bundle, offline
from rcboard.app.doctor.examination import AFTER_SIGN_IN, examine
from rcboard.app.outlet_secrets import OutletSecrets
from rcboard.domain.checkup import Check, Finding, Verdict, healthy
from rcboard.domain.people import Person
from rcboard.domain.times import Times
from rcboard.host.secrets import Secrets
from rcboard.words import doctor as words
from rcboard.words.language import _

TITLE_WIDTH = 34
"""Signs for the name of what was looked at: the longest permission fits."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``rcboard doctor``."""
    access.add_arguments(parser)
    access.add_source(parser)
    access.add_filters(parser)
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line"))
    parser.add_argument("--bundle", metavar="FILE", type=Path, help=_("write a file for support, without names in it"))


def run(args: argparse.Namespace) -> int:
    """0: nothing is wrong. 1: something is. 2: wrong usage."""
    return headless.run(lambda: _doctor(args))


async def _doctor(args: argparse.Namespace) -> int:
    record = bundle.Record.begin(args.redaction) if args.bundle else None
    findings = []
    async for finding in _examined(args, record.meet if record else lambda people: None):
        findings.append(finding)
        report.put(_fields(finding) if args.json else _line(finding))
    if not args.json:
        report.put(words.summary(sum(one.verdict is Verdict.PROBLEM for one in findings)))
    if record is not None:
        try:
            record.write(args.bundle, [_fields(finding) for finding in findings])
        except OSError as error:
            report.complain(words.not_bundled(str(args.bundle), error.strerror or type(error).__name__))
            return 1
        report.complain(words.bundled(str(args.bundle)))
    return 0 if healthy(findings) else 1


async def _examined(args: argparse.Namespace, meet: Callable[[Iterable[Person]], None]) -> AsyncIterator[Finding]:
    """A board that is read from a broker depends on nothing of RingCentral's; one that publishes, on both."""
    mqtt, times = access.preferred(args.profile).chosen.preferences.mqtt, Times()
    source = args.source or mqtt.source
    if source:
        if (running := await _running(args)) is not None:
            yield running
    else:
        async for finding in _line_examined(args, times, meet):
            yield finding
    if url := source or mqtt.publish:
        kept = OutletSecrets(args.profile, times, args.redaction.learn)
        async for finding in broker_check.examine(
            url, mqtt.ca_file, kept, reads=bool(source), times=times, clock=SystemClock(), meet=meet
        ):
            yield finding


async def _running(args: argparse.Namespace) -> Finding | None:
    return await asyncio.to_thread(health.ask, running_copy.whose(access.read(args)), args.profile)


async def _line_examined(
    args: argparse.Namespace, times: Times, meet: Callable[[Iterable[Person]], None]
) -> AsyncIterator[Finding]:
    secrets = Secrets(times)
    found = await access.find(args, secrets)
    yield offline.configuration(found.settings)
    yield await offline.keyring(secrets, args.profile, needed=found.credentials is None)
    if found.credentials is None:
        for check in (Check.NETWORK, Check.CLOCK, Check.SIGN_IN, *AFTER_SIGN_IN):
            yield Finding(check, Verdict.SKIPPED)
        return
    if (running := await _running(args)) is not None:
        yield running
    how = "JWT" if found.credentials.jwt else "browser"
    async for finding in examine(
        found.credentials,
        how=how,
        pages=found.pages,
        connection=found.connection,
        times=times,
        clock=SystemClock(),
        meet=meet,
    ):
        yield finding


def _line(finding: Finding) -> str:
    line = words.line(finding)
    return f"{words.mark(finding.verdict):<8} {line.title:<{TITLE_WIDTH}} {line.text} {line.remedy}".rstrip()


def _fields(finding: Finding) -> dict[str, object]:
    line = words.line(finding)
    problem = finding.problem
    return {
        "check": str(finding.check),
        "verdict": str(finding.verdict),
        "subject": finding.subject or None,
        "said": line.text,
        "remedy": line.remedy or None,
        "kind": str(problem.kind) if problem else None,
        "code": (problem.code or None) if problem else None,
        "facts": finding.facts,
    }

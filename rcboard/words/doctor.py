"""The doctor in words: one line for each thing it looked at, and what to do where something is wrong."""

from dataclasses import dataclass
from typing import assert_never

from rcboard.domain.checkup import Check, Finding, Verdict
from rcboard.words import doctor_of_brokers as broker_words
from rcboard.words import lacks, outcomes, problems
from rcboard.words.language import _, counted


@dataclass(frozen=True, slots=True)
class Line:
    """What stands behind a finding: what was looked at, how it is, and what to do."""

    title: str
    text: str
    remedy: str = ""


def line(finding: Finding) -> Line:
    """A finding as people read it."""
    title = _title(finding.check)
    if finding.subject:
        title = f"{title} {finding.subject}"
    if finding.verdict is Verdict.SKIPPED:
        return Line(title, _("Not looked at, because of what is said above."))
    if finding.problem is not None:
        told = problems.told(finding.problem)
        codes = " ".join(part for part in (finding.problem.code, finding.problem.request_id) if part)
        text = f"{told.headline} ({codes})" if codes else told.headline
        return Line(title, text, told.remedy)
    return Line(title, *_said(finding))


def mark(verdict: Verdict) -> str:
    """What stands before the line."""
    match verdict:
        case Verdict.OK:
            return _("ok")
        case Verdict.NOTE:
            return _("note")
        case Verdict.PROBLEM:
            return _("PROBLEM")
        case Verdict.SKIPPED:
            return _("–")
        case _:
            assert_never(verdict)


def summary(problems: int) -> str:
    """The last line."""
    if not problems:
        return _("Nothing is wrong.")
    if problems == 1:
        return _("One thing is wrong; see PROBLEM above for what to do.")
    return _("{n} things are wrong; begin with the first PROBLEM above.").format(n=problems)


def bundled(path: str) -> str:
    """The support file is written."""
    return _("Written to {path}: what is said above and the log, without names, numbers and secrets.").format(path=path)


def not_bundled(path: str, why: str) -> str:
    """The support file could not be written."""
    return _("{path} cannot be written: {why}. Choose another place.").format(path=path, why=why)


def _title(check: Check) -> str:
    match check:
        case Check.CONFIGURATION:
            return _("Configuration")
        case Check.KEYRING:
            return _("Keyring")
        case Check.NETWORK:
            return _("Network")
        case Check.CLOCK:
            return _("Clock")
        case Check.SIGN_IN:
            return _("Sign-in")
        case Check.APP_PERMISSION:
            return _("App permission")
        case Check.USER_PERMISSION:
            return _("User permission")
        case Check.PEOPLE:
            return _("Extension list")
        case Check.DIRECTORY:
            return _("Company directory")
        case Check.PRESENCE:
            return _("Presence")
        case Check.TICKET:
            return _("Socket ticket")
        case Check.SUBSCRIPTION:
            return _("Subscription")
        case Check.LINE:
            return _("Live line")
        case Check.FEATURE:
            return _("Missing feature")
        case Check.NOTIFICATION:
            return _("First notification")
        case Check.BUDGET:
            return _("Rate budget")
        case Check.HIDDEN:
            return _("Hidden presence")
        case Check.RUNNING:
            return _("Running copy")
        case Check.BROKER:
            return _("Broker")
        case Check.PUBLISHER:
            return _("Publisher")
        case _:
            assert_never(check)


_OPTIONAL = {
    "EditPresence": lambda: _("your own status cannot be set from here"),
    "RingOut": lambda: _("calls cannot be started by RingCentral itself; the app or tel: links still can"),
    "ReadExtensions": lambda: _("people come from the company directory alone, and nobody knows the call queues"),
}


def _said(finding: Finding) -> tuple[str, str]:
    """Text and remedy of a finding without a problem of its own."""
    facts = finding.facts
    match finding.check:
        case Check.CONFIGURATION:
            return _configuration(facts), ""
        case Check.KEYRING:
            if finding.verdict is Verdict.NOTE:
                return _("It cannot be used now; the sign-in comes from elsewhere, so nothing depends on it."), ""
            if facts.get("sign_in"):
                return _("It answers, and holds this profile's sign-in."), ""
            return _("It answers, and holds no sign-in of this profile."), ""
        case Check.NETWORK:
            return _("{host} answers; proxy: {proxy}; trusted: {trust}.").format(
                host=facts["host"], proxy=facts["proxy"] or _("none"), trust=facts["trust"]
            ), ""
        case Check.CLOCK:
            if finding.verdict is Verdict.NOTE:
                return _("The server's answer carries no date to compare with."), ""
            return _("It agrees with RingCentral's to {seconds} s.").format(seconds=facts["seconds"]), ""
        case Check.SIGN_IN:
            return _("RingCentral accepts it ({how}).").format(how=facts["how"]), ""
        case Check.APP_PERMISSION | Check.USER_PERMISSION:
            return _permission(finding)
        case Check.PEOPLE:
            return _("{n} people.").format(n=facts["people"]), ""
        case Check.DIRECTORY:
            return _directory(finding), ""
        case Check.PRESENCE:
            return _("Read for {n} people.").format(n=facts["people"]), ""
        case Check.TICKET:
            return _("RingCentral lets a socket be opened."), ""
        case Check.SUBSCRIPTION:
            if finding.course:
                return outcomes.course(finding.course), ""
            return _("RingCentral sends the changes of {n} people.").format(n=facts["people"]), ""
        case Check.LINE:
            if finding.verdict is Verdict.NOTE:
                return _("{up} of {of} stand; the others follow as RingCentral's limit allows.").format(**facts), ""
            return _("It stands."), ""
        case Check.FEATURE:
            return (lacks.meaning(finding.lack), lacks.remedy(finding.lack)) if finding.lack else ("", "")
        case Check.NOTIFICATION:
            if finding.verdict is Verdict.NOTE:
                return _("Nobody's presence changed within {seconds} s, so none came.").format(**facts), ""
            return _("It came after {seconds} s.").format(**facts), ""
        case Check.BUDGET:
            return _("{left} of {limit} calls a minute left.").format(**facts), ""
        case Check.HIDDEN:
            return _hidden(facts), ""
        case Check.RUNNING:
            return _running(facts)
        case Check.BROKER:
            return broker_words.broker(facts)
        case Check.PUBLISHER:
            return broker_words.publisher(facts)
        case _:
            assert_never(finding.check)


def _configuration(facts: dict[str, str]) -> str:
    given = [
        (_("server {address}").format(address=facts["server"]), facts["server_from"]),
        (_("client id"), facts["client_id_from"]),
        (_("client secret"), facts["client_secret_from"]),
        (_("JWT"), facts["jwt_from"]),
    ]
    return ", ".join(f"{name} ({source or _('none')})" for name, source in given)


def _permission(finding: Finding) -> tuple[str, str]:
    if finding.verdict is Verdict.OK:
        return _("Granted."), ""
    lost = _OPTIONAL[finding.subject]()
    where = _("the app") if finding.check is Check.APP_PERMISSION else _("your role")
    return (
        _("Missing: {lost}.").format(lost=lost),
        _("If that is wanted, ask the RingCentral administrator to add {name} to {where}.").format(
            name=finding.subject, where=where
        ),
    )


def _running(facts: dict[str, str]) -> tuple[str, str]:
    if not facts:
        return _("It runs, and its line is not live yet."), ""
    odd = " " + _("What did not fit so far: {what}.").format(what=facts["oddities"]) if facts["oddities"] else ""
    live = _("Its line is live; people: {n}.").format(n=facts["people"])
    if facts["corrected"] == "0":
        return live + " " + _("No event was missed.") + odd, ""
    corrected = counted(
        "One record had to be corrected that no event had told of.",
        "{n} records had to be corrected that no event had told of.",
        int(facts["corrected"]),
    )
    return f"{live} {corrected} ({facts['missed']}){odd}", _(
        "If this grows by the hour, RingCentral does not send every event: tell its support."
    )


def _directory(finding: Finding) -> str:
    if finding.verdict is Verdict.OK:
        return _("It can be read.")
    if finding.facts.get("refused"):
        return _("RingCentral refuses it; see the missing feature below.")
    return _("It could not be read this time; people come from the extension list alone until it can.")


def _hidden(facts: dict[str, str]) -> str:
    if not facts.get("names"):
        return _("Everybody shows presence.")
    return _("{n} people do not show theirs: {names}.").format(n=facts["people"], names=facts["names"])

"""A call that RingCentral makes, in words: which phone rings now, and why nothing came of it."""

from typing import assert_never

from rcboard.domain.link import Problem, ProblemKind
from rcboard.domain.ring_out import Stage, Step
from rcboard.words import problems
from rcboard.words.language import N_, _

_OWN = {
    "NoAnswer": N_("Your own phone was not answered, so {name} was not called."),
    "Busy": N_("Your own phone is busy, so {name} was not called."),
    "Rejected": N_("Your own phone turned the call down, so {name} was not called."),
    "CannotReach": N_("Your own phone cannot be reached, so {name} was not called."),
    "RingOutFromThisNumberIsNotSupported": N_(
        "RingCentral cannot ring your phone for this: choose another number in the settings (Calling)."
    ),
}
_OTHER = {
    "NoAnswer": N_("{name} did not answer."),
    "Busy": N_("{name} is busy."),
    "Rejected": N_("{name} turned the call down."),
    "CannotReach": N_("{name} cannot be reached."),
    "NosuchUser": N_("RingCentral knows nobody with this number."),
    "InternationalDisabled": N_("Calls abroad are not allowed for you."),
    "DestinationBlocked": N_("Calls to this number are blocked."),
    "NotEnoughFunds": N_("The account has no credit left for this call."),
}


def sentence(step: Step, name: str) -> str:
    """Where a call to somebody is."""
    match step.stage:
        case Stage.ASKED:
            return _("Calling {name}: RingCentral is being asked…").format(name=name)
        case Stage.OWN_RINGS:
            return _("Calling {name}: your own phone rings first. Pick it up.").format(name=name)
        case Stage.OTHER_RINGS:
            return _("You are on the line; now the phone of {name} rings.").format(name=name)
        case Stage.CONNECTED:
            return _("Connected with {name}.").format(name=name)
        case Stage.OWN_FAILED:
            return _ended(_OWN, step.why, name)
        case Stage.OTHER_FAILED:
            return _ended(_OTHER, step.why, name)
        case Stage.FAILED:
            return _ended(_OTHER, step.why, name)
        case Stage.CANCELLED:
            return _("The call to {name} was cancelled.").format(name=name)
        case _:
            assert_never(step.stage)


def _ended(known: dict[str, str], why: str, name: str) -> str:
    if why in known:
        return _(known[why]).format(name=name)
    if not why:
        return _("The call to {name} did not come about; RingCentral does not say why.").format(name=name)
    return _("The call to {name} did not come about; RingCentral says “{why}”.").format(name=name, why=why)


def refused(problem: Problem, name: str) -> str:
    """RingCentral did not even begin."""
    if problem.kind is ProblemKind.PERMISSION_MISSING:
        return _(
            "{name} was not called: the app lacks the permission RingOut. Ask the administrator for it, or choose "
            "another way to call in the settings (Calling)."
        ).format(name=name)
    if problem.kind is ProblemKind.BAD_ANSWER:
        return _(
            "{name} was not called: RingCentral does not take one of the numbers. The one it rings first stands in "
            "the settings (Calling)."
        ).format(name=name)
    return _("{name} was not called. {why}").format(name=name, why=problems.told(problem).text)


def no_own_phone() -> str:
    """Nobody knows which phone is to ring first."""
    return _("Nobody was called: say in the settings (Calling) which phone is to ring first.")


def signed_out() -> str:
    """Without a line RingCentral calls nobody."""
    return _("Nobody was called: RingOut needs the line to RingCentral. Choose another way in the settings (Calling).")


def one_at_a_time(name: str) -> str:
    """There is a call already."""
    return _("{name} is being called already; cancel that first.").format(name=name)


def too_late() -> str:
    """It can no longer be taken back."""
    return _("Too late to cancel: your phone was answered. Hang up there.")


def lost(name: str) -> str:
    """Nobody knows what became of it."""
    return _("What became of the call to {name} is not known: RingCentral no longer says.").format(name=name)


def cancel() -> str:
    """The button that takes it back."""
    return _("Cancel")


def done() -> str:
    """The button that puts the sentence away."""
    return _("OK")


def title() -> str:
    """The strip for the ear."""
    return _("Call")

"""Problems of signing in and staying signed in, in words."""

from typing import Literal, assert_never

from rcboard.domain.link import Problem, ProblemKind
from rcboard.words.language import _
from rcboard.words.told import Button, Told

Kind = Literal[
    ProblemKind.APP_STOPPED,
    ProblemKind.SESSION_ENDED,
    ProblemKind.SESSION_EXPIRED,
    ProblemKind.SIGN_IN_BUSY,
    ProblemKind.SIGN_IN_CHANGED,
    ProblemKind.SIGN_IN_CANCELLED,
    ProblemKind.SIGN_IN_REFUSED,
    ProblemKind.SIGN_IN_FOREIGN,
    ProblemKind.SIGN_IN_TIMED_OUT,
    ProblemKind.PORT_TAKEN,
    ProblemKind.REFRESH_NOT_ISSUED,
    ProblemKind.USER_DISABLED,
    ProblemKind.ACCOUNT_DISABLED,
]


def told(kind: Kind, problem: Problem) -> Told:
    """The sentences for a problem of this kind."""
    detail = problem.detail
    match kind:
        case ProblemKind.APP_STOPPED:
            return Told(
                _("RingCentral no longer accepts the app, which it did before."),
                _(
                    "It was suspended or deleted, or its secret was changed: ask whoever looks after it in the "
                    "developer console."
                ),
                Button.SIGN_IN_AGAIN,
            )
        case ProblemKind.SESSION_ENDED:
            return Told(
                _("RingCentral ended the session."),
                _(
                    "A sixth sign-in with the same app pushes out the oldest; a changed password or an administrator "
                    "ends all. RingCentral does not say which. Sign in again."
                ),
                Button.SIGN_IN_AGAIN,
            )
        case ProblemKind.SESSION_EXPIRED:
            return Told(
                _("The sign-in has run out."),
                _("It was not used for longer than RingCentral keeps it, usually a week. Sign in again."),
                Button.SIGN_IN_AGAIN,
            )
        case ProblemKind.SIGN_IN_BUSY:
            return Told(
                _("Another rcboard on this computer is renewing the sign-in and does not come to an end."),
                _("If it stays so, end that one."),
                Button.RETRY,
            )
        case ProblemKind.SIGN_IN_CHANGED:
            return Told(
                _("Somebody else has signed in to this profile on this computer."),
                _("Start rcboard again to go on as that person, or sign in."),
                Button.SIGN_IN_AGAIN,
            )
        case ProblemKind.SIGN_IN_CANCELLED:
            return Told(
                _("The sign-in was cancelled in the browser."),
                _("Begin again when you like; nothing was changed."),
                Button.SIGN_IN,
            )
        case ProblemKind.SIGN_IN_REFUSED:
            return Told(
                _("RingCentral refused the sign-in ({code}).").format(code=problem.code or "?"),
                _(
                    "Begin again. If it stays so, the app in the developer console must be a client-side web app with "
                    "authorization code, and this user must be allowed to use it."
                ),
                Button.SIGN_IN,
            )
        case ProblemKind.SIGN_IN_FOREIGN:
            return Told(
                _("An answer came that belongs to another sign-in, and was left alone."),
                _("Finish in the browser's newest tab, or begin again."),
                Button.SIGN_IN,
            )
        case ProblemKind.SIGN_IN_TIMED_OUT:
            return Told(
                _("Nobody finished the sign-in in the browser in time."),
                _(
                    "Begin again. Where RingCentral's page spoke of a redirect URI, register {address} with the app in "
                    "the developer console."
                ).format(address=detail or "http://localhost:53101/oauth2callback"),
                Button.SIGN_IN,
            )
        case ProblemKind.PORT_TAKEN:
            return Told(
                _("Other programs use the ports to which the browser would come back ({ports}).").format(
                    ports=detail or "?"
                ),
                _("End them and begin again, or register another address with the app and set RC_REDIRECT_URI to it."),
                Button.SIGN_IN,
            )
        case ProblemKind.REFRESH_NOT_ISSUED:
            return Told(
                _("The app gives no refresh tokens, so the sign-in ends within the hour and cannot be kept."),
                _("In the developer console switch “Issue refresh tokens” on for the app, then sign in again."),
                Button.SIGN_IN_AGAIN,
            )
        case ProblemKind.USER_DISABLED:
            return Told(
                _("RingCentral does not let this user in: the extension is disabled, frozen or deleted."),
                _("Ask the RingCentral administrator to enable it, then sign in again."),
                Button.SIGN_IN_AGAIN,
            )
        case ProblemKind.ACCOUNT_DISABLED:
            return Told(
                _("RingCentral lets nobody of this account in: it is suspended or locked."),
                _("Ask the RingCentral administrator, then sign in again."),
                Button.SIGN_IN_AGAIN,
            )
        case _:
            assert_never(kind)

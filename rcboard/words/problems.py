"""Problems in words: what happened, what it means for the board, what to do, and one button that helps.

Every kind has its sentences here or the type checker objects.
"""

from typing import assert_never

from rcboard.domain.link import Problem, ProblemKind
from rcboard.words import ages, sign_in_problems
from rcboard.words.language import _
from rcboard.words.told import Button, Told, button_text

__all__ = ["Button", "Told", "button_text", "told"]


def told(problem: Problem) -> Told:
    """The sentences for a problem."""
    detail = problem.detail
    kind = problem.kind
    pause = ages.rough(problem.retry_after or ages.MINUTE)
    match kind:
        case ProblemKind.NOT_CONFIGURED:
            return Told(
                _("Nobody is signed in."),
                _(
                    "Sign in with “rcboard login” or in the window, set {names}, or look at “rcboard demo” first."
                ).format(names=detail or "RC_CLIENT_ID, RC_CLIENT_SECRET, RC_JWT"),
                Button.SIGN_IN,
            )
        case ProblemKind.OFFLINE:
            return Told(
                _("RingCentral cannot be reached."),
                _("Check the network."),
                Button.RETRY,
            )
        case ProblemKind.NAME_NOT_FOUND:
            return Told(
                _("The name {host} cannot be found.").format(host=detail or "platform.ringcentral.com"),
                _("Check the network connection and the server address."),
                Button.RETRY,
            )
        case ProblemKind.TIMED_OUT:
            return Told(
                _("RingCentral did not answer in time."),
                _("The network may be slow; try again."),
                Button.RETRY,
            )
        case ProblemKind.TLS_REFUSED:
            return Told(
                _("The connection to {host} is not trusted.").format(host=detail or "RingCentral"),
                _("Ask IT whether the company's certificate is installed here, and check the computer's date."),
                Button.RETRY,
            )
        case ProblemKind.PROXY_REFUSED:
            return Told(
                _("The proxy refused the connection."),
                _("Ask IT to allow RingCentral, or correct the proxy's name and password."),
                Button.RETRY,
            )
        case ProblemKind.PROXY_UNREACHED:
            return Told(
                _("The proxy {host} cannot be reached.").format(host=detail or "?"),
                _("Check the network, or ask IT whether the proxy's address is still right."),
                Button.RETRY,
            )
        case ProblemKind.PROXY_WRONG:
            return Told(
                _("The proxy address in {name} cannot be used.").format(name=detail or "HTTPS_PROXY"),
                _("It must be an address like {example}; a SOCKS proxy is not supported.").format(
                    example="http://proxy.example.com:8080"
                ),
                Button.RETRY,
            )
        case ProblemKind.CA_FILE_WRONG:
            return Told(
                _("The company's certificates in {file} cannot be read.").format(file=detail or "?"),
                _("Check that the file is there and holds certificates in PEM form, then try again."),
                Button.RETRY,
            )
        case ProblemKind.NOT_RINGCENTRAL:
            return Told(
                _("The answer did not come from RingCentral."),
                _("Check the server address, or sign in to this network's own page first."),
                Button.RETRY,
            )
        case ProblemKind.CREDENTIALS_REFUSED:
            return Told(
                _("RingCentral does not accept the sign-in."),
                _("The JWT may be revoked, expired or made for another app: create a new one and sign in again."),
                Button.SIGN_IN,
            )
        case ProblemKind.APP_REFUSED:
            return Told(
                _("RingCentral does not accept the app's client id or secret."),
                _(
                    "Copy both again from the developer console, and check that the app allows this way: JWT, or "
                    "authorization code for a client-side app."
                ),
                Button.SIGN_IN,
            )
        case (
            ProblemKind.APP_STOPPED
            | ProblemKind.SESSION_ENDED
            | ProblemKind.SESSION_EXPIRED
            | ProblemKind.SIGN_IN_BUSY
            | ProblemKind.SIGN_IN_CHANGED
            | ProblemKind.SIGN_IN_CANCELLED
            | ProblemKind.SIGN_IN_REFUSED
            | ProblemKind.SIGN_IN_FOREIGN
            | ProblemKind.SIGN_IN_TIMED_OUT
            | ProblemKind.PORT_TAKEN
            | ProblemKind.REFRESH_NOT_ISSUED
            | ProblemKind.USER_DISABLED
            | ProblemKind.ACCOUNT_DISABLED
        ):
            return sign_in_problems.told(kind, problem)
        case ProblemKind.PERMISSION_MISSING:
            return Told(
                _("The permission {name} is missing.").format(name=detail or "?"),
                _("Ask the RingCentral administrator to add it to the app or to your role, then sign in again."),
                Button.SIGN_IN,
            )
        case ProblemKind.FEATURE_MISSING:
            return Told(
                _("The RingCentral account does not include this."),
                _("Ask the RingCentral administrator about {name}.").format(name=detail or _("the feature")),
            )
        case ProblemKind.NOT_FOUND:
            return Told(
                _("RingCentral does not know what was asked for."),
                _("It may just have been removed."),
                Button.RETRY,
            )
        case ProblemKind.NOBODY:
            return Told(
                _("There is nobody to show."),
                _("Look at “Whom to show” in the settings; or the account has no people that are enabled."),
                Button.RETRY,
            )
        case ProblemKind.RATE_LIMITED:
            if not problem.code:  # our own restraint, before RingCentral had to say anything
                return Told(
                    _("What RingCentral allows to be asked in a minute is used up."),
                    _("It is asked again in {time}.").format(time=pause),
                )
            return Told(
                _("RingCentral asks for a pause, because too much was asked."),
                _("It answers again in {time}.").format(time=pause),
            )
        case ProblemKind.OVERLOADED:
            return Told(
                _("RingCentral is overloaded."),
                _("It asks to be left alone for {time}.").format(time=pause),
            )
        case ProblemKind.MAINTENANCE:
            return Told(
                _("RingCentral is under maintenance."),
                _("Nothing is to be done: the board comes back by itself when it is over."),
            )
        case ProblemKind.SERVER_ERROR:
            return Told(
                _("RingCentral reports a fault of its own."),
                _("Try again; status.ringcentral.com tells more."),
                Button.RETRY,
            )
        case ProblemKind.BAD_ANSWER:
            return Told(
                _("RingCentral's answer could not be understood."),
                _("Try again. If it stays so, report it with the log."),
                Button.RETRY,
            )
        case ProblemKind.LINE_LOST:
            return Told(_("The live line broke."), _("The board is being connected again."), Button.RETRY)
        case ProblemKind.LINE_SILENT:
            return Told(
                _("The live line has gone silent."),
                _("The network may have changed."),
                Button.RETRY,
            )
        case ProblemKind.SLEPT:
            return Told(_("This computer slept."), _("The board is being read anew."), Button.RETRY)
        case ProblemKind.NETWORK_CHANGED:
            return Told(_("This computer is on another network."), _("The board is being read anew."), Button.RETRY)
        case ProblemKind.LINE_OLD:
            return Told(
                _("The live line is renewed once a day."), _("The board is right again in a moment."), Button.RETRY
            )
        case ProblemKind.SUBSCRIPTION_REFUSED:
            return Told(
                _("RingCentral refuses live updates."),
                _("Ask the administrator for the app permissions ReadPresence and WebSocket, then sign in again."),
                Button.SIGN_IN,
            )
        case ProblemKind.KEYRING_MISSING:
            return Told(
                _("This computer has no keyring to keep the sign-in safe."),
                _("Install or start one (GNOME Keyring, KWallet), or sign in for this run only."),
                Button.SIGN_IN,
            )
        case ProblemKind.KEYRING_LOCKED:
            return Told(
                _("The keyring is locked."),
                _("Unlock it and try again, or sign in for this run only."),
                Button.SIGN_IN,
            )
        case ProblemKind.KEYRING_SILENT:
            return Told(
                _("The keyring does not answer."),
                _("Look for its password prompt, or restart it; or sign in for this run only."),
                Button.SIGN_IN,
            )
        case ProblemKind.PASSWORD_RETIRED:
            return Told(
                _("RingCentral has ended sign-in by user name and password ({names}).").format(
                    names=detail or "RC_USERNAME"
                ),
                _("Create a JWT credential in the developer console and set RC_JWT instead."),
            )
        case ProblemKind.SANDBOX_GONE:
            return Told(
                _("The sandbox platform.devtest.ringcentral.com no longer exists."),
                _("Remove the server address to use RingCentral itself, or try “rcboard demo”."),
            )
        case ProblemKind.CLOCK_WRONG:
            return Told(
                _("This computer's clock is off by {time}.").format(time=detail or "?"),
                _("Set it right, or switch automatic time on: sign-in depends on it."),
            )
        case ProblemKind.OURS:
            return Told(
                _("Something went wrong in rcboard itself."),
                _("Please report it with the log (RCBOARD_LOG=debug)."),
                Button.RETRY,
            )
        case _:
            assert_never(kind)

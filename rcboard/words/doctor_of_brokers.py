"""What the doctor says of a broker and of who publishes there: how it is, and what to do. Facts are
``rcboard.app.doctor.broker_check``'s."""

from rcboard.domain.link import Problem, ProblemKind
from rcboard.words import problems
from rcboard.words.language import _


def broker(facts: dict[str, str]) -> tuple[str, str]:
    """Whether it answers, and lets this computer in."""
    match facts.get("fault"):
        case "setting":
            return facts["why"], _("The address stands in mqtt.source or mqtt.publish, or behind --source.")
        case "unreached":
            return (
                _("{host} does not answer ({why}).").format(host=facts["host"], why=facts["why"]),
                _("Check the network and the broker's address; ask whoever looks after the broker whether it runs."),
            )
        case "no_tls":
            return (
                _("{host} does not speak TLS.").format(host=facts["host"]),
                _("Name the broker's port for TLS in its address, or begin the address with mqtt:// without TLS."),
            )
        case "refused":
            return (
                _("{host} lets nobody in as “{user}” ({why}).").format(**facts)
                if facts["user"]
                else _("{host} lets nobody in without a name ({why}).").format(**facts),
                _(
                    "Give the password with “rcboard mqtt-password”, and ask whoever looks after the broker for the "
                    "name to stand before the @ in its address."
                ),
            )
    if facts["tls"]:
        return _("{host} lets this computer in, over TLS.").format(host=facts["host"]), ""
    return _("{host} lets this computer in, without TLS.").format(host=facts["host"]), ""


def publisher(facts: dict[str, str]) -> tuple[str, str]:
    """Whether somebody vouches for the people there."""
    fault = facts.get("fault")
    if fault is None:
        return _("It vouches for {n} people.").format(n=facts["people"]), ""
    if fault == "silent":
        return (
            _("Nobody is heard who publishes for “{account}”.").format(account=facts["account"]),
            _(
                "See whether “rcboard serve” runs with mqtt.publish and this mqtt.account, and whether this board may "
                "read the topics rcboard/{account}/#."
            ).format(account=facts["account"]),
        )
    return (
        _("It runs, but does not vouch for anybody: {why}").format(
            why=problems.told(Problem(ProblemKind(fault))).headline
        ),
        _("Run “rcboard doctor” on the machine that publishes."),
    )

"""What can be looked at without asking RingCentral: the configuration, the keyring, and which way requests go."""

from urllib.parse import urlsplit

from rcboard.domain.checkup import Check, Finding, Verdict
from rcboard.domain.preferences import Connection
from rcboard.host.secrets import Secrets, SecretsError
from rcboard.host.settings import Found, Settings, Source
from rcboard.platform.proxy import proxies, shown
from rcboard.words.language import _


def configuration(found: Settings) -> Finding:
    """Where each value came from. Of secrets only that, and not a letter."""
    facts = {"server": found.server_url.value, "server_from": _source(found.server_url)}
    for name in ("client_id", "client_secret", "jwt"):
        value: Found[str] | None = getattr(found, name)
        facts[f"{name}_from"] = "" if value is None else _source(value)
    if (problem := found.problem) is not None:
        return Finding(Check.CONFIGURATION, Verdict.PROBLEM, problem=problem, facts=facts)
    return Finding(Check.CONFIGURATION, Verdict.OK, facts=facts)


async def keyring(secrets: Secrets, profile: str, *, needed: bool) -> Finding:
    """Whether the keyring answers. Where the sign-in comes from elsewhere it need not."""
    try:
        kept = await secrets.load(profile)
    except SecretsError as error:
        if not needed:
            return Finding(Check.KEYRING, Verdict.NOTE, facts={"why": str(error)})
        return Finding(Check.KEYRING, Verdict.PROBLEM, problem=error.problem)
    return Finding(Check.KEYRING, Verdict.OK, facts={"sign_in": "yes"} if kept else {})


def way(server_url: str, connection: Connection) -> dict[str, str]:
    """The host asked, the proxy in between without its password, and whose certificates are trusted."""
    proxy = proxies(connection.proxy).towards(server_url)
    trust = _("the system's certificates")
    if connection.ca_file:
        trust = _("the system's certificates and {file}").format(file=connection.ca_file)
    return {"host": urlsplit(server_url).hostname or "", "proxy": shown(proxy), "trust": trust}


def _source(value: Found[str]) -> str:
    return f"{value.source}, {value.name}" if value.name and value.source is not Source.OPTION else str(value.source)

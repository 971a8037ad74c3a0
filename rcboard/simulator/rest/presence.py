"""Presence over REST: one person, up to thirty, the whole account, and one's own to change."""

from collections.abc import Callable
from typing import Any

from rcboard.simulator.documents import Documents
from rcboard.simulator.errors import invalid, refusal
from rcboard.simulator.ground import Ground
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.presence import CALLER_ID_VISIBILITIES, DND_STATUSES, USER_STATUSES, Presence
from rcboard.simulator.rest.ask import Answer, Ask, Operation
from rcboard.simulator.rest.batch import batched
from rcboard.simulator.rest.paging import page_of


class PresenceResource:
    """Answers the presence endpoints for the extensions that ``find`` knows."""

    def __init__(self, office: Office, documents: Documents, ground: Ground, find: Callable[[str], Extension]) -> None:
        self._office = office
        self._documents = documents
        self._numbers = ground.numbers
        self._tokens = ground.tokens
        self._find = find

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        account = "/restapi/v1.0/account/{accountId}"
        one = f"{account}/extension/{{extensionId}}/presence"
        return [
            Operation("GET", one, self.read, "light", "ReadPresence", "ReadPresenceStatus"),
            Operation("PUT", one, self.change, "medium", "EditPresence"),
            Operation("GET", f"{account}/presence", self.read_account, "heavy", "ReadPresence", "ReadPresenceStatus"),
        ]

    def read(self, ask: Ask) -> Answer:
        """One person as an object, several as a batch of at most thirty."""
        ids = ask.variables["extensionId"].split(",")
        detailed, sip = ask.flag("detailedTelephonyState"), ask.flag("sipData")

        def one(id: str) -> dict[str, Any]:
            return self._documents.presence(self._find(id), ask.reader_id, detailed=detailed, sip=sip)

        if len(ids) == 1:
            return Answer(body=one(ids[0]))
        if len(ids) > self._numbers.batch:
            message = f"Extension Presence Info multipart request is limited to {self._numbers.batch} extensions"
            raise refusal(400, "CMN-106", message, word="InvalidMultipartRequest")
        uri = f"{self._documents.account_uri}/extension"
        return batched(ask, ids, one, lambda id: f"{uri}/{id}/presence", f"Boundary_{self._tokens.event()}")

    def read_account(self, ask: Ask) -> Answer:
        """Everybody with a presence record, paged: a heavy request."""
        everybody = [one for one in self._office.extensions.values() if one.status != "Unassigned"]
        detailed, sip = ask.flag("detailedTelephonyState"), ask.flag("sipData")
        numbers = self._numbers
        return Answer(
            body=page_of(
                ask, f"{self._documents.account_uri}/presence", everybody,
                lambda one: self._documents.presence(one, ask.reader_id, detailed=detailed, sip=sip),
                default=numbers.per_page, maximum=numbers.per_page_maximum,
            )
        )  # fmt: skip

    def change(self, ask: Ask) -> Answer:
        """Change one's own presence. Everything is checked before anything changes; then one event tells of it."""
        extension = self._find(ask.variables["extensionId"])
        if extension.id != ask.reader_id:
            message = "Access to the presence of another extension is not allowed"
            raise refusal(403, "CMN-404", message)
        if extension.type != "User":
            raise refusal(403, "CMN-403", "Presence can be changed for user extensions only")
        body = ask.json()
        wishes = [self._wish(extension, name, value) for name, value in body.items() if name in _WISHES]
        for wish in wishes:
            wish(extension.presence)
        if wishes:
            self._office.presence_changed(extension)
        return Answer(
            body=self._documents.presence(extension, ask.reader_id, detailed=ask.flag("detailedTelephonyState"))
        )

    def _wish(self, extension: Extension, name: str, value: Any) -> Callable[[Presence], None]:
        allowed, apply = _WISHES[name]
        if name == "message" and isinstance(value, str) and len(value) > self._numbers.message_length:
            raise invalid(name, value, f"longer than {self._numbers.message_length} characters")
        fits = value in allowed if isinstance(allowed, tuple) else isinstance(value, allowed)
        if not fits:
            raise invalid(name, str(value))
        if value in ("DoNotAcceptDepartmentCalls", "TakeDepartmentCallsOnly") and not self._office.queues_of(extension):
            raise invalid(name, value, "the extension is not a member of any call queue")
        return lambda presence: apply(presence, value)


def _plain(name: str) -> Callable[[Presence, Any], None]:
    return lambda presence, value: setattr(presence, name, value)


_WISHES: dict[str, tuple[tuple[str, ...] | type, Callable[[Presence, Any], None]]] = {
    "userStatus": (USER_STATUSES, _plain("user_status")),
    "dndStatus": (DND_STATUSES, Presence.set_dnd),
    "dndStatusPersonal": (("TakeAllCalls", "DoNotAcceptAnyCalls"), Presence.set_dnd_personal),
    "message": (str, _plain("message")),
    "allowSeeMyPresence": (bool, _plain("allow_see_my_presence")),
    "ringOnMonitoredCall": (bool, _plain("ring_on_monitored_call")),
    "pickUpCallsOnHold": (bool, _plain("pick_up_calls_on_hold")),
    "callerIdVisibility": (CALLER_ID_VISIBILITIES, _plain("caller_id_visibility")),
    "acceptCallQueueCalls": (bool, Presence.set_accept_queue_calls),
}
"""What a body of PUT presence may carry: allowed values or type, and what each does."""

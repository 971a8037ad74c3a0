"""Call queues: which there are, who answers for them, and who takes their calls just now."""

from collections.abc import Callable
from typing import Any

from rcboard.simulator.documents import Documents
from rcboard.simulator.errors import invalid, not_found, refusal
from rcboard.simulator.office import Extension, Office
from rcboard.simulator.rest.ask import Answer, Ask, Operation
from rcboard.simulator.rest.paging import page_of

Json = dict[str, Any]


class CallQueues:
    """Answers /account/~/call-queues and a person's part in them."""

    def __init__(self, office: Office, documents: Documents, find: Callable[[str], Extension]) -> None:
        self._office = office
        self._documents = documents
        self._find = find

    def operations(self) -> list[Operation]:
        """The rows of the API reference that are answered here."""
        queues = "/restapi/v1.0/account/{accountId}/call-queues"
        own = "/restapi/v1.0/account/{accountId}/extension/{extensionId}/call-queue-presence"
        read = ("ReadAccounts", "ReadExtensions")
        return [
            Operation("GET", queues, self.queues, "medium", *read),
            Operation("GET", f"{queues}/{{groupId}}/members", self.members, "light", *read),
            Operation("GET", f"{queues}/{{groupId}}/presence", self.presence, "light", "ReadPresence"),
            Operation("PUT", f"{queues}/{{groupId}}/presence", self.change_presence, "medium", "EditPresence"),
            Operation("GET", own, self.own_presence, "light", "ReadPresence"),
            Operation("PUT", own, self.change_own_presence, "medium", "EditPresence"),
        ]

    def queues(self, ask: Ask) -> Answer:
        """All queues; their ids are text here."""
        queues = [one for one in self._office.extensions.values() if one.type == "Department"]
        uri = f"{self._documents.account_uri}/call-queues"

        def record(queue: Extension) -> Json:
            site = {"site": {"id": queue.site.id, "name": queue.site.name}} if queue.site else {}
            named = {"id": str(queue.id), "extensionNumber": queue.number, "name": queue.name}
            return {"uri": f"{uri}/{queue.id}", "status": queue.status, **named, **site}

        return Answer(body=page_of(ask, uri, queues, record, default=100, maximum=1000))

    def members(self, ask: Ask) -> Answer:
        """The members of a queue; their ids are numbers here."""
        queue = self._queue(ask)
        uri = f"{self._documents.account_uri}/call-queues/{queue.id}/members"

        def record(member: Extension) -> Json:
            return {"uri": self._documents.uri(member), "id": member.id, "extensionNumber": member.number}

        return Answer(body=page_of(ask, uri, self._members(queue), record, default=100, maximum=1000))

    def presence(self, ask: Ask) -> Answer:
        """Who takes calls of this queue; ids are text again."""
        queue = self._queue(ask)
        return Answer(body={"records": [self._member_record(queue, one) for one in self._members(queue)]})

    def change_presence(self, ask: Ask) -> Answer:
        """Members join or leave this queue for now."""
        queue = self._queue(ask)
        members = {str(one.id): one for one in self._members(queue)}
        changes = []
        for record in _records(ask):
            member = record.get("member")
            someone = members.get(str(member.get("id"))) if isinstance(member, dict) else None
            accept = record.get("acceptCurrentQueueCalls")
            if someone is None:
                raise not_found("member.id")
            if not isinstance(accept, bool):
                raise invalid("acceptCurrentQueueCalls", str(accept))
            changes.append((someone, accept))
        for someone, accept in changes:
            self._accept(queue, someone, accept)
        return self.presence(ask)

    def own_presence(self, ask: Ask) -> Answer:
        """A person's part in all queues."""
        someone = self._find(ask.variables["extensionId"])
        return Answer(body={"records": [self._queue_record(one, someone) for one in self._office.queues_of(someone)]})

    def change_own_presence(self, ask: Ask) -> Answer:
        """Take calls of some queues, leave others."""
        someone = self._find(ask.variables["extensionId"])
        if someone.id != ask.reader_id:
            raise refusal(403, "CMN-404", "Access to another extension is not allowed")
        queues = {str(one.id): one for one in self._office.queues_of(someone)}
        changes = []
        for record in _records(ask):
            named = record.get("callQueue")
            queue = queues.get(str(named.get("id"))) if isinstance(named, dict) else None
            accept = record.get("acceptCalls")
            if queue is None:
                raise not_found("callQueue.id")
            if not isinstance(accept, bool):
                raise invalid("acceptCalls", str(accept))
            changes.append((queue, accept))
        for queue, accept in changes:
            self._accept(queue, someone, accept)
        return self.own_presence(ask)

    def _queue(self, ask: Ask) -> Extension:
        found = self._office.find(ask.variables["groupId"])
        if found is None or found.type != "Department":
            raise not_found("groupId")
        return found

    def _members(self, queue: Extension) -> list[Extension]:
        return [self._office.extensions[id] for id in queue.members if id in self._office.extensions]

    def _accept(self, queue: Extension, someone: Extension, accept: bool) -> None:
        if accept == (someone.id not in queue.declined):
            return
        (queue.declined.discard if accept else queue.declined.add)(someone.id)
        self._office.queue_changed(queue, someone)

    def _member_record(self, queue: Extension, someone: Extension) -> Json:
        member: Json = {"id": str(someone.id), "name": someone.name, "extensionNumber": someone.number}
        if someone.site:
            member["site"] = {"id": someone.site.id, "name": someone.site.name}
        return {
            "member": member,
            "acceptQueueCalls": someone.presence.accept_call_queue_calls,
            "acceptCurrentQueueCalls": someone.id not in queue.declined,
        }

    def _queue_record(self, queue: Extension, someone: Extension) -> Json:
        named = {"id": str(queue.id), "name": queue.name, "extensionNumber": queue.number, "editableMemberStatus": True}
        return {"callQueue": named, "acceptCalls": someone.id not in queue.declined}


def _records(ask: Ask) -> list[Json]:
    records = ask.json().get("records")
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise invalid("records", str(records), "a list of objects is needed")
    return records

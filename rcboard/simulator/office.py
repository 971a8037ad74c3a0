"""The office: everybody with an extension number and everything else that has one, and who hears of changes."""

from collections.abc import Callable
from dataclasses import dataclass, field

from rcboard.simulator.presence import Presence

PERSON_TYPES = ("User", "DigitalUser", "VirtualUser", "FlexibleUser")
WITHOUT_PRESENCE = (
    "Department", "Announcement", "Voicemail", "FaxUser", "PagingOnly", "SharedLinesGroup", "IvrMenu",
    "ApplicationExtension", "ParkLocation",
)  # fmt: skip
"""Types whose presence is Offline and nothing more (API reference, "Get User Presence Status")."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the company. ``code`` is empty for the main site."""

    id: str
    name: str
    code: str


@dataclass(slots=True, eq=False)
class Extension:
    """One extension of the account. ``number`` is empty while unassigned; ``members`` are ids, for queues only."""

    id: int
    number: str
    type: str
    status: str
    first_name: str = ""
    last_name: str = ""
    title: str = ""
    email: str = ""
    job_title: str = ""
    department: str = ""
    direct_number: str = ""
    mobile_number: str = ""
    site: Site | None = None
    hidden: bool = False
    admin: bool = False
    picture: str = ""
    members: list[int] = field(default_factory=list)
    declined: set[int] = field(default_factory=set)
    presence: Presence = field(default_factory=Presence)

    @property
    def name(self) -> str:
        """First and last name, or the title of what is not a person."""
        return self.title or " ".join(part for part in (self.first_name, self.last_name) if part)

    @property
    def is_person(self) -> bool:
        """Whether somebody sits behind the number."""
        return self.type in PERSON_TYPES

    @property
    def has_presence(self) -> bool:
        """Whether the platform keeps presence for this type."""
        return self.type not in WITHOUT_PRESENCE

    @property
    def at_work(self) -> bool:
        """Whether the office day may move this extension."""
        return self.is_person and self.status == "Enabled"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Somebody was created, changed or deleted. ``kind`` is Create, Update or Delete."""

    extension: Extension
    kind: str
    hints: tuple[str, ...] = ()


class Office:
    """All extensions of the account, in the order of their ids; tells listeners what changed, after it changed."""

    def __init__(self, account_id: int, company: str, main_number: str, sites: tuple[Site, ...]) -> None:
        self.account_id = account_id
        self.company = company
        self.main_number = main_number
        self.sites = sites
        self.extensions: dict[int, Extension] = {}
        self.by_number: dict[str, Extension] = {}
        self.presence_listeners: list[Callable[[Extension], None]] = []
        self.record_listeners: list[Callable[[RecordChange], None]] = []
        self.queue_listeners: list[Callable[[Extension, Extension], None]] = []
        self.changes = 0
        self.revision = 1

    def add(self, extension: Extension) -> None:
        """Take an extension in without telling anybody."""
        self.extensions[extension.id] = extension
        if extension.number:
            self.by_number[extension.number] = extension

    @property
    def owner(self) -> Extension:
        """The first extension: the administrator to whom the JWT belongs."""
        return next(iter(self.extensions.values()))

    def find(self, id: str) -> Extension | None:
        """The extension of an id as it stands in a path or a form."""
        return self.extensions.get(int(id)) if id.isascii() and id.isdigit() and len(id) < 20 else None

    def queues(self) -> list[Extension]:
        """All call queues."""
        return [one for one in self.extensions.values() if one.type == "Department"]

    def queues_of(self, extension: Extension) -> list[Extension]:
        """The call queues this person answers for."""
        return [queue for queue in self.queues() if extension.id in queue.members]

    def presence_changed(self, extension: Extension) -> None:
        """Count the change and tell of it. Finished calls are shown by this one event, then forgotten."""
        self.changes += 1
        extension.presence.sequence += 1
        for listener in self.presence_listeners:
            listener(extension)
        extension.presence.ended.clear()
        extension.presence.told_dnd_status = extension.presence.dnd_status

    def record_changed(self, extension: Extension, kind: str, *hints: str) -> None:
        """Tell that somebody was created, changed or deleted."""
        self.revision += 1
        for listener in self.record_listeners:
            listener(RecordChange(extension, kind, hints))

    def queue_changed(self, queue: Extension, member: Extension) -> None:
        """Tell that a member takes or leaves the calls of one queue."""
        for listener in self.queue_listeners:
            listener(queue, member)

    def assign(self, queue: Extension, member: Extension, *, joins: bool) -> None:
        """Somebody answers for a call queue from now on, or no longer; tell of the queue."""
        (queue.members.append if joins else queue.members.remove)(member.id)
        self.record_changed(queue, "Update", "CallQueueMembersChange")

    def create(self, extension: Extension) -> None:
        """Take somebody in, and tell."""
        self.add(extension)
        self.record_changed(extension, "Create", "ExtensionInfo")

    def renumber(self, extension: Extension, number: str) -> None:
        """Give an extension another number, and tell."""
        self.by_number.pop(extension.number, None)
        extension.number = number
        if number:
            self.by_number[number] = extension
        self.record_changed(extension, "Update", "ExtensionInfo")

    def delete(self, extension: Extension) -> None:
        """Remove an extension for good, and tell."""
        del self.extensions[extension.id]
        self.by_number.pop(extension.number, None)
        for queue in self.extensions.values():
            if extension.id in queue.members:
                queue.members.remove(extension.id)
        self.record_changed(extension, "Delete")

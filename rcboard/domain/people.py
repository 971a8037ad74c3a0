"""People: who is on the board. Comes from RingCentral's extension list and company directory."""

from dataclasses import dataclass, replace

MONITORED_TYPES = frozenset({"User", "DigitalUser", "VirtualUser", "FlexibleUser"})
"""Extension types that have presence of a person (RingCentral API reference, presence: others always read Offline)."""


@dataclass(frozen=True, slots=True)
class Person:
    """One extension of a person. Ids are text, since RingCentral sends them as number here and text there."""

    id: str
    number: str = ""
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    department: str = ""
    job_title: str = ""
    site: str = ""
    direct_numbers: tuple[str, ...] = ()
    type: str = "User"
    status: str = "Enabled"
    hidden: bool = False
    own: bool = False
    """The signed-in user: his presence is readable to himself even when he hides it from others."""
    queues: tuple[str, ...] = ()
    """The names of the call queues he is a member of, where membership was read."""
    in_queue: bool = False
    """Queue membership was read and he is a member: only then does "takes no queue calls" mean anything."""
    photo: str = ""
    """Tells one picture of his from the next (RingCentral's etag); empty where there is none."""

    @property
    def monitored(self) -> bool:
        """Whether the board shows him: a person's extension in use, in the directory or hidden from it."""
        return self.type in MONITORED_TYPES and self.status == "Enabled"

    @property
    def label(self) -> str:
        """The name to show, family name first where both parts are known: "Smith, Bob"."""
        if self.first_name and self.last_name:
            return f"{self.last_name}, {self.first_name}"
        return self.name or self.last_name or self.first_name or self.number

    @property
    def spoken(self) -> str:
        """The name to speak and to write in a sentence: "Bob Smith"."""
        return self.name or f"{self.first_name} {self.last_name}".strip() or self.number


def enriched(listed: Person, entry: Person) -> Person:
    """A person of the extension list with what the company directory knows better: it is made to be looked up in."""
    return replace(
        listed,
        name=listed.name or entry.name,
        first_name=listed.first_name or entry.first_name,
        last_name=listed.last_name or entry.last_name,
        number=listed.number or entry.number,
        department=entry.department or listed.department,
        job_title=entry.job_title or listed.job_title,
        site=entry.site or listed.site,
        direct_numbers=entry.direct_numbers or listed.direct_numbers,
        photo=entry.photo or listed.photo,
    )

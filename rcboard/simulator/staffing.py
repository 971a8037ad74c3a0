"""Filling the office: who works there under a given seed, and which numbers belong to nobody.

The people asked for are all Enabled and monitored; queues, menus, announcements and people who are disabled, not yet
activated or without a number come on top.
"""

from random import Random

from rcboard.simulator.credentials import Credentials
from rcboard.simulator.names import CYRILLIC, DEPARTMENTS, GREEK, JOB_TITLES, LATIN, MESSAGES, QUEUES, SITES
from rcboard.simulator.office import Extension, Office, Site
from rcboard.simulator.presence import Presence

COMPANY = "Mehrfach & Söhne Import-Export"


def staffed_office(credentials: Credentials, people: int, seed: int) -> Office:
    """An office with that many people; the same for the same seed."""
    chance = Random(f"{seed}/staff")
    sites = tuple(Site(*site) for site in SITES)
    office = Office(credentials.account_id, COMPANY, "+16505550100", sites)
    staffing = _Staffing(office, chance, credentials.first_extension_id, people)
    for index in range(people):
        office.add(staffing.person(index))
    for extension in staffing.others():
        office.add(extension)
    return office


class _Staffing:
    """Hands out ids, numbers and lives."""

    def __init__(self, office: Office, chance: Random, first_id: int, people: int) -> None:
        self.office = office
        self.chance = chance
        self.next_id = first_id
        base = next(base for base in (100, 1000, 10_000, 100_000, 1_000_000) if people <= 7 * base)
        self.next_number = base
        self.others_from = 8 * base
        self.people = people

    def id(self) -> int:
        """The next id; gaps of any size lie between them, as in a real account."""
        found = self.next_id
        self.next_id += self.chance.randint(1, 90)
        return found

    def number(self) -> str:
        """The next extension number."""
        self.next_number += 1
        return str(self.next_number)

    def person(self, index: int) -> Extension:
        """Somebody at work. The first one is the owner: plain, visible, administrator."""
        first_name, last_name = self.name()
        chance = self.chance
        someone = Extension(
            id=self.id(),
            number=self.number(),
            type="User",
            status="Enabled",
            first_name=first_name,
            last_name=last_name,
        )
        self.equip(someone, index)
        if index == 0:
            someone.admin = True
            someone.email = someone.email or f"owner.{someone.number}@example.com"
            return someone
        someone.type = chance.choices(("User", "DigitalUser", "VirtualUser", "FlexibleUser"), (92, 4, 2, 2))[0]
        someone.hidden = index % 23 == 7
        someone.presence = Presence(
            allow_see_my_presence=index % 19 != 5,
            message=chance.choice(MESSAGES) if chance.random() < 0.1 else "",
            caller_id_visibility=chance.choices(("All", "None", "PermittedUsers"), (90, 5, 5))[0],
            ring_on_monitored_call=chance.random() < 0.1,
            pick_up_calls_on_hold=chance.random() < 0.1,
        )
        return someone

    def name(self) -> tuple[str, str]:
        """A first and a last name of the same script."""
        first_names, last_names = self.chance.choices((LATIN, GREEK, CYRILLIC), (64, 18, 18))[0]
        return self.chance.choice(first_names), self.chance.choice(last_names)

    def equip(self, someone: Extension, index: int) -> None:
        """Department, job title, e-mail, numbers, site and picture; some people lack some of them."""
        chance = self.chance
        someone.department = chance.choice(DEPARTMENTS) if chance.random() < 0.9 else ""
        someone.job_title = chance.choice(JOB_TITLES) if chance.random() < 0.8 else ""
        someone.email = f"person.{someone.number or someone.id}@example.com" if chance.random() < 0.95 else ""
        someone.site = chance.choices(self.office.sites, (70, 18, 12))[0]
        if chance.random() < 0.7:
            area, line = divmod(index, 9000)
            prefix = {"31": "+302310", "32": "+49221"}.get(someone.site.code, "+1650")
            someone.direct_number = f"{prefix}{555 + area}{line + 1000}"
        if chance.random() < 0.15:
            someone.mobile_number = f"+1415{555 + index // 9000}{index % 9000 + 1000}"
        if chance.random() < 0.2:
            someone.picture = f"{chance.getrandbits(64):016x}"

    def others(self) -> list[Extension]:
        """Everything that is listed and not monitored."""
        self.next_number = self.others_from
        few = max(1, self.people // 40)
        return [
            *self.queues(),
            self.thing("IvrMenu", "Main Menu"),
            self.thing("IvrMenu", "Night Menu"),
            self.thing("Announcement", "Opening Hours"),
            self.thing("ParkLocation", "Parking 1"),
            self.thing("Voicemail", "General Mailbox"),
            self.thing("PagingOnly", "Warehouse Loudspeakers"),
            self.thing("FaxUser", "Fax Room"),
            self.thing("ApplicationExtension", "Room Booking"),
            *(self.absentee("Disabled") for _ in range(few)),
            *(self.absentee("NotActivated") for _ in range(few)),
            *(self.absentee("Unassigned") for _ in range(few)),
            self.absentee("Frozen"),
        ]

    def queues(self) -> list[Extension]:
        """A queue for about every fifteen people, with five to twenty members each."""
        everybody = [one.id for one in self.office.extensions.values()]
        queues = []
        for title in QUEUES[: max(1, min(len(QUEUES), self.people // 15))]:
            queue = self.thing("Department", title)
            queue.members = sorted(self.chance.sample(everybody, min(len(everybody), self.chance.randint(5, 20))))
            queues.append(queue)
        return queues

    def thing(self, kind: str, title: str) -> Extension:
        """A number behind which nobody sits."""
        return Extension(
            id=self.id(), number=self.number(), type=kind, status="Enabled", title=title, site=self.office.sites[0]
        )

    def absentee(self, status: str) -> Extension:
        """A person who does not work here now. Without a number nobody has a name either."""
        if status == "Unassigned":
            return Extension(id=self.id(), number="", type="User", status=status)
        first_name, last_name = self.name()
        someone = Extension(
            id=self.id(), number=self.number(), type="User", status=status, first_name=first_name, last_name=last_name
        )
        someone.presence.user_status = "Offline"
        self.equip(someone, self.next_number)
        return someone

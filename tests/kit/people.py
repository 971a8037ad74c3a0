"""Believable people for pictures and tests: seeded, so that the same number of them is always the same people."""

import random
from collections.abc import Iterable

from rcboard.domain import events as e
from rcboard.domain import presence as p
from rcboard.domain.board import Board
from rcboard.domain.link import Link, Phase
from rcboard.domain.people import Person
from rcboard.domain.presence import Call, Presence, State

NOW = 1_760_000_000.0

_FIRST = [
    "Bob",
    "Amelia",
    "Noah",
    "Priya",
    "Liam",
    "Fatima",
    "Jonas",
    "Chloé",
    "Mateusz",
    "Ingrid",
    "Diego",
    "Aoife",
    "Hugo",
    "Yasmin",
    "Oliver",
    "Zoë",
    "Samuel",
    "Leila",
    "Marek",
    "Hannah",
    "Tomás",
    "Eleni",
    "Νίκος",
    "Ольга",
    "Дмитрий",
    "Søren",
    "Björn",
    "Renée",
    "Kofi",
    "Mei",
    "Arjun",
    "Grace",
    "Lucía",
    "Ferenc",
    "Nadia",
    "Victor",
]
_LAST = [
    "Smith",
    "Jones",
    "Okafor",
    "Nowak",
    "Müller",
    "García",
    "O'Connor",
    "Rossi",
    "Lindqvist",
    "Kowalska",
    "Haddad",
    "Tanaka",
    "Dubois",
    "Papadopoulos",
    "Παπαδοπούλου",
    "Иванова",
    "Соколов",
    "Jensen",
    "Øverland",
    "Fitzgerald",
    "Ferreira",
    "Çelik",
    "Novák",
    "Szabó",
    "van den Berg",
    "Mensah",
    "Chen",
    "Sharma",
    "Wong",
    "Zimmermann-Figueiredo",
    "Adeyemi",
    "Abbott",
    "Bauer",
    "Bianchi",
    "Blanchard",
    "Carvalho",
    "Cohen",
    "Costa",
    "Davies",
    "Eriksen",
    "Fischer",
    "Fontaine",
    "Gallagher",
    "Greco",
    "Hansen",
    "Hartmann",
    "Horvat",
    "Hughes",
    "Ito",
    "Ivanov",
    "Jansen",
    "Johansson",
    "Kaur",
    "Keller",
    "Khan",
    "Kim",
    "Larsen",
    "Laurent",
    "Leclerc",
    "Lopes",
    "MacLeod",
    "Martin",
    "Moreau",
    "Morgan",
    "Murphy",
    "Nagy",
    "Nielsen",
    "Nguyen",
    "Olsen",
    "Patel",
    "Pereira",
    "Popescu",
    "Quinn",
    "Ramos",
    "Reid",
    "Ricci",
    "Rojas",
    "Santos",
    "Schmidt",
    "Schneider",
    "Silva",
    "Singh",
    "Stewart",
    "Svensson",
    "Torres",
    "Vargas",
    "Vogel",
    "Walsh",
    "Weber",
    "Weiss",
    "Williams",
    "Yilmaz",
    "Zhang",
    "Brown",
    "Taylor",
    "Whitfield",
    "Baker",
    "Castellanos",
    "Petit",
    "Ortega",
]
_PLACES = (
    ("Sales", ("Account executive", "Sales director", "Inside sales")),
    ("Support", ("Support engineer", "Team lead")),
    ("Finance", ("Controller", "Accounts payable")),
    ("Legal & Compliance", ("Counsel",)),
    ("Research and Development", ("Engineer", "Architect", "Head of R&D")),
    ("People", ("Recruiter", "HR partner")),
    ("Reception", ("Receptionist",)),
    ("Logistics", ("Dispatcher", "Warehouse lead")),
)
_MESSAGES = (
    "back at 3",
    "Working from home today",
    "in Lisbon until Friday",
    "Lunch",
    "Please e-mail me",
    "on site with a customer all day, mobile only",
)


def people(count: int, seed: int = 7) -> tuple[Person, ...]:
    """So many people with names in three scripts and numbers from 101 on."""
    dice = random.Random(seed)
    taken: set[tuple[str, str]] = set()
    result = []
    for place in range(count):
        first, last = dice.choice(_FIRST), dice.choice(_LAST)
        while (first, last) in taken and len(taken) < len(_FIRST) * len(_LAST):
            first, last = dice.choice(_FIRST), dice.choice(_LAST)
        taken.add((first, last))
        department, titles = dice.choice(_PLACES)
        number = str(101 + place)
        result.append(
            Person(
                id=f"9{place:06}",
                number=number,
                name=f"{first} {last}",
                first_name=first,
                last_name=last,
                department=department,
                job_title=dice.choice(titles),
                site=dice.choice(("Main", "North")),
                direct_numbers=(f"+4930123{number:>04}",),
                in_queue=True,
            )
        )
    return tuple(result)


def presence(state: State, began: float | None = None, message: str = "") -> Presence:
    """A raw record that reads as this state; a call began at ``began``."""
    calls = (Call(id="1", status=p.CALL_CONNECTED, start=began),) if began is not None else ()
    fields: dict[State, dict[str, object]] = {
        State.AVAILABLE: {},
        State.RINGING: {"telephony_status": p.RINGING},
        State.ON_CALL: {"telephony_status": p.CALL_CONNECTED, "active_calls": calls, "presence_status": p.BUSY},
        State.ON_HOLD: {"telephony_status": p.ON_HOLD, "presence_status": p.BUSY},
        State.PARKED: {"telephony_status": p.PARKED_CALL, "presence_status": p.BUSY},
        State.DO_NOT_DISTURB: {"dnd_status": p.NO_CALLS, "presence_status": p.BUSY},
        State.IN_MEETING: {"meeting_status": p.MEETING_CONNECTED, "presence_status": p.BUSY},
        State.BUSY: {"user_status": p.BUSY, "presence_status": p.BUSY},
        State.QUEUE_ONLY: {"dnd_status": p.QUEUE_CALLS_ONLY},
        State.AVAILABLE_NO_QUEUE: {"dnd_status": p.NO_QUEUE_CALLS},
        State.OFFLINE: {"presence_status": p.OFFLINE, "user_status": p.OFFLINE},
        State.HIDDEN: {"allow_see_my_presence": False, "presence_status": p.OFFLINE},
        State.UNKNOWN: {"presence_status": "Elsewhere"},
    }
    usual: dict[str, object] = {
        "presence_status": p.AVAILABLE,
        "telephony_status": p.NO_CALL,
        "user_status": p.AVAILABLE,
        "dnd_status": p.TAKE_ALL,
        "meeting_status": "Disconnected",
        "allow_see_my_presence": True,
        "message": message,
    }
    return Presence(**(usual | fields[state]))  # type: ignore[arg-type]  # a table of keywords


def office(everybody: Iterable[Person], now: float = NOW, seed: int = 7) -> Board:
    """A live board of these people in the middle of a day."""
    everybody = tuple(everybody)
    dice = random.Random(seed)
    board = Board()
    chances = {
        State.AVAILABLE: 40,
        State.ON_CALL: 18,
        State.OFFLINE: 12,
        State.IN_MEETING: 9,
        State.BUSY: 4,
        State.DO_NOT_DISTURB: 5,
        State.RINGING: 3,
        State.ON_HOLD: 2,
        State.PARKED: 1,
        State.QUEUE_ONLY: 2,
        State.AVAILABLE_NO_QUEUE: 4,
        State.HIDDEN: 2,
    }
    states = dice.choices(list(chances), list(chances.values()), k=len(everybody))
    if everybody:
        states[: min(len(chances), len(states))] = list(chances)[: len(states)]
        dice.shuffle(states)
    records = []
    for person, state in zip(everybody, states, strict=True):
        message = dice.choice(_MESSAGES) if dice.random() < 0.25 else ""
        began = now - dice.choice((8, 41, 75, 252, 611, 1730, 4102)) if state is State.ON_CALL else None
        record = presence(state, began, message)
        records.append((person.id, record))
    board.apply(
        [
            e.PeopleRead(everybody),
            e.SubscriptionBegan(now - 900),
            e.ReadAsked(1),
            e.PresenceRead(1, now - 880, tuple(records)),
            e.ReadEnded(1),
            e.LinkChanged(Link(Phase.LIVE, now - 880)),
        ],
        now - 880,
    )
    return board

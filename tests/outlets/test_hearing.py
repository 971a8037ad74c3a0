"""What a board makes of a broker: nothing of what was kept alone, and nothing that is not whole."""

import msgspec

from rcboard.domain import events as e
from rcboard.domain.board import Board, Freshness
from rcboard.domain.link import Phase
from rcboard.domain.presence import State
from rcboard.outlets.mqtt.address import Topics
from rcboard.outlets.mqtt.hearing import LATE, Hearing
from rcboard.outlets.mqtt.messages import GONE, Beat

TOPICS = Topics("main")
FREE: dict[str, object] = {"presence_status": "Available", "telephony_status": "NoCall", "user_status": "Available"}
BUSY = FREE | {"telephony_status": "CallConnected"}


class Desk:
    """A board with an ear. Its clock may be off; ``steady`` is the time that passes."""

    def __init__(self, clock: float = 1000.0) -> None:
        self.hearing = Hearing(TOPICS)
        self.board = Board()
        self.clock = clock
        self.steady = 0.0

    @property
    def now(self) -> float:
        return self.clock + self.steady

    def hear(self, topic: str, payload: bytes, retained: bool = False) -> None:
        self.apply(self.hearing.take(topic, payload, retained=retained, now=self.now, steady=self.steady))

    def apply(self, events: list[e.Event]) -> None:
        self.board.apply(events, self.now)

    def person(self, id: str, sequence: int, record: dict[str, object], **more: object) -> None:
        said = {"id": id, "publisher": "a", "term": 1, "sequence": sequence, "state": "x", "wasRead": True} | more
        retained = bool(said.pop("retained", False))
        self.hear(TOPICS.person(id), msgspec.json.encode(said | {"name": id, "record": record}), retained)

    def beat(self, number: int, people: int, total: int, **more: object) -> None:
        said = {"publisher": "a", "live": True, "link": "live", "term": 1, "now": 1000.0 + self.steady} | more
        retained = bool(said.pop("retained", False))
        self.hear(TOPICS.link, msgspec.json.encode(said | {"beat": number, "people": people, "sum": total}), retained)

    def pass_(self, seconds: float) -> None:
        self.steady += seconds
        self.apply(self.hearing.tick(self.now, self.steady))
        self.apply([])

    def state(self, id: str) -> State:
        return self.board.sure_state(id) if self.board.link.live else State.UNKNOWN


def live(clock: float = 1000.0) -> Desk:
    desk = Desk(clock)
    desk.person("1", 1, FREE, retained=True)
    desk.person("2", 2, BUSY, retained=True)
    desk.beat(1, 2, 3)
    return desk


def test_what_was_kept_makes_no_tile_fresh() -> None:
    desk = Desk()
    desk.person("1", 1, FREE, retained=True)
    desk.beat(7, 1, 1, retained=True)
    assert desk.state("1") is State.UNKNOWN
    assert desk.board.person("1") is not None
    assert desk.board.freshness("1", desk.now) is Freshness.EXPIRED
    desk.beat(8, 1, 1)
    assert desk.state("1") is State.AVAILABLE


def test_a_change_is_heard_at_once() -> None:
    desk = live()
    assert (desk.state("1"), desk.state("2")) == (State.AVAILABLE, State.ON_CALL)
    desk.person("1", 3, BUSY)
    assert desk.state("1") is State.ON_CALL


def test_a_silent_publisher_makes_everybody_old_counted_from_the_last_beat_heard() -> None:
    desk = live()
    desk.pass_(LATE - 1)
    assert desk.state("1") is State.AVAILABLE
    desk.pass_(2)
    assert desk.state("1") is State.UNKNOWN
    assert desk.board.link.phase is Phase.RECONNECTING
    assert desk.board.age("1", desk.now) == LATE + 1
    desk.pass_(90)
    assert desk.board.state("1", desk.now) is State.UNKNOWN


def test_a_missing_message_is_noticed_at_the_next_beat_and_nobody_is_vouched_for_till_it_is_there() -> None:
    desk = live()
    desk.pass_(10)
    desk.beat(2, 2, 6)  # somebody's fourth message never came
    assert desk.state("1") is State.UNKNOWN
    assert desk.hearing.incomplete
    desk.person("2", 5, FREE)
    desk.pass_(10)
    desk.beat(3, 2, 6)
    assert (desk.state("1"), desk.state("2")) == (State.AVAILABLE, State.AVAILABLE)


def test_an_older_message_or_an_older_leader_changes_nothing() -> None:
    desk = live()
    desk.person("1", 4, BUSY)
    desk.person("1", 3, FREE)
    assert desk.state("1") is State.ON_CALL
    for id, sequence in (("1", 1), ("2", 2)):
        desk.person(id, sequence, FREE, term=2, publisher="b")
    desk.beat(1, 2, 3, term=2, publisher="b")
    assert desk.state("1") is State.AVAILABLE
    desk.person("1", 99, BUSY, term=1)
    desk.beat(2, 2, 999)  # the leader before, who does not know yet
    assert desk.state("1") is State.AVAILABLE
    assert desk.board.link.live


def test_a_new_leader_of_a_broker_that_forgot_everything_may_begin_with_an_old_term() -> None:
    desk = live()
    desk.person("1", 90, BUSY)
    desk.apply(desk.hearing.cut(desk.now))
    desk.pass_(20)
    for turn in range(2):  # the first beat tells who leads; what is kept is asked for again, and comes
        desk.beat(turn + 1, 2, 3, publisher="0")
        for id, sequence in (("1", 1), ("2", 2)):
            desk.person(id, sequence, FREE, publisher="0", retained=True)
    desk.beat(3, 2, 3, publisher="0")
    assert (desk.state("1"), desk.state("2")) == (State.AVAILABLE, State.AVAILABLE)


def test_a_will_of_the_leader_counts_and_that_of_another_does_not() -> None:
    desk = live()
    desk.hear(TOPICS.link, msgspec.json.encode(Beat("z", live=False, link=GONE)))
    assert desk.state("1") is State.AVAILABLE
    desk.hear(TOPICS.link, msgspec.json.encode(Beat("a", live=False, link=GONE)))
    assert desk.state("1") is State.UNKNOWN


def test_a_publisher_whose_own_line_is_down_says_how_long() -> None:
    desk = live()
    desk.pass_(10)
    desk.beat(2, 2, 3, live=False, link="reconnecting", held=4.0, problem="line_silent")
    assert desk.state("1") is State.UNKNOWN
    assert desk.board.age("1", desk.now) == 4.0 + 6.0  # never younger than the last beat that vouched
    desk.beat(3, 2, 3)
    assert desk.state("1") is State.AVAILABLE


def test_a_clock_that_is_ten_minutes_off_changes_no_age_and_no_duration() -> None:
    for off in (-600.0, 600.0):
        desk = Desk(1000.0 + off)
        call = {"status": "CallConnected", "start": 900.0, "direction": "", "queue_call": False}
        desk.person("1", 1, BUSY | {"active_calls": [call]}, retained=True)
        desk.beat(1, 1, 1)
        since = desk.board.sighting("1").since
        assert since is not None
        assert desk.now - since == 100.0
        desk.pass_(LATE + 5)
        assert desk.board.age("1", desk.now) == LATE + 5


def test_a_beat_that_is_delivered_twice_is_one_beat() -> None:
    desk = live()
    desk.pass_(LATE - 1)
    desk.beat(1, 2, 3)
    desk.pass_(2)
    assert desk.state("1") is State.UNKNOWN


def test_who_hides_is_hidden_and_who_was_deleted_is_gone() -> None:
    desk = live()
    desk.person("1", 3, {}, state="hidden")
    assert desk.state("1") is State.HIDDEN
    desk.hear(TOPICS.person("2"), b"")
    assert desk.board.person("2") is None


def test_noise_is_no_message() -> None:
    desk = live()
    for topic, payload in (
        (TOPICS.link, b"{"),
        (TOPICS.link, b"\xff\xfe"),
        (TOPICS.link, b'{"publisher": 7}'),
        (TOPICS.person("1"), b"[]"),
        (TOPICS.person("1"), b'{"id": "2", "publisher": "a", "term": 9, "sequence": 9, "state": "x"}'),
        ("rcboard/other/people/1", b"x"),
    ):
        desk.hear(topic, payload)
    assert desk.state("1") is State.AVAILABLE

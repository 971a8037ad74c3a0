"""The session's protocol as scripts: what comes in on the left, what is to be done on the right."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain.barred import Bar, Barred
from rcboard.domain.events import (
    Event,
    MonitoringRefused,
    PresenceHeard,
    SubscriptionBegan,
    SubscriptionLost,
    SubscriptionResumed,
    SubscriptionTold,
)
from rcboard.domain.link import Feature, Lack, Outcome, Problem, ProblemKind
from rcboard.domain.times import Times
from rcboard.platform import shares
from rcboard.platform.deeds import (
    Deed,
    Deliver,
    Drop,
    FellBack,
    Moment,
    Note,
    Ping,
    Read,
    ReadPeople,
    Resumed,
    Send,
    Without,
)
from rcboard.platform.session import Session, Stage
from rcboard.platform.shares import Share
from tests.kit.fuzz import longest

TIMES = Times()
FILTERS = [f"/restapi/v1.0/account/~/extension/{id}/presence?detailedTelephonyState=true" for id in (7, 8)]
SHARE = Share(frozenset({"7", "8"}), tuple(FILTERS))
FEWER = Share(frozenset({"7"}), tuple(FILTERS[:1]))
MORE = Share(frozenset({"7", "8", "9"}), (*FILTERS, FILTERS[0].replace("/7/", "/9/")))
BEGAN = SubscriptionBegan(1000.0, 0, SHARE.ids)
CREATED = "2026-05-04T14:00:10.000Z"
LOST = Problem(ProblemKind.LINE_LOST)


class Script:
    """A session and its clock; each step answers what is to be done."""

    def __init__(self) -> None:
        self.session = Session(TIMES)
        self.now = Moment(1000.0, 0.0)
        self.session.monitor(SHARE, self.now)

    def wait(self, seconds: float, asleep: bool = False) -> None:
        self.now = Moment(self.now.wall + seconds, self.now.steady + (0.0 if asleep else seconds))

    def open(self) -> list[Deed]:
        return self.session.opened(self.now)

    def receive(self, *frames: object) -> list[Deed]:
        return self.session.received([one if isinstance(one, str) else json.dumps(one) for one in frames], self.now)

    def tick(self) -> list[Deed]:
        return self.session.tick(self.now)

    def go_live(self) -> None:
        self.open()
        self.receive(details())
        self.receive(answer("rcboard-1"))
        assert self.session.stage is Stage.LIVE


def details(recovery: str = "", sequence: int = 1, **body: object) -> object:
    state = {"recoveryState": recovery} if recovery else {}
    meta = {"type": "ConnectionDetails", "status": 200, "wsc": {"token": f"wsc-{sequence}", "sequence": sequence}}
    return [meta, {"recoveryTimeout": 180, "recoveryBufferSize": 3, **state, **body}]


def answer(message_id: str, status: int = 200, body: object = None) -> object:
    return [{"type": "ClientRequest", "messageId": message_id, "status": status}, body or {"id": "sub-1"}]


def notification(id: int = 7, sequence: int = 2, subscription: str = "sub-1", timestamp: str = "") -> object:
    meta = {"type": "ServerNotification", "wsc": {"token": f"wsc-{sequence}", "sequence": sequence}}
    event = f"/restapi/v1.0/account/1/extension/{id}/presence?detailedTelephonyState=true"
    body = {"extensionId": id, "presenceStatus": "Busy", "sequence": sequence}
    return [meta, {"event": event, "subscriptionId": subscription, "timestamp": timestamp, "body": body}]


def events(deeds: list[Deed]) -> list[Event]:
    """What was delivered, but for the outcomes."""
    return [event for event in all_events(deeds) if not isinstance(event, SubscriptionTold)]


def all_events(deeds: list[Deed]) -> list[Event]:
    return [event for deed in deeds if isinstance(deed, Deliver) for event in deed.events]


def outcomes(deeds: list[Deed]) -> list[Outcome]:
    return [event.outcome for event in all_events(deeds) if isinstance(event, SubscriptionTold)]


def others(deeds: list[Deed]) -> list[Deed]:
    """What else is to be done."""
    return [deed for deed in deeds if not isinstance(deed, Deliver)]


def dropped(deeds: list[Deed]) -> ProblemKind | None:
    return next((deed.problem.kind for deed in deeds if isinstance(deed, Drop)), None)


def test_nothing_is_sent_before_the_gateway_has_described_the_connection() -> None:
    script = Script()
    assert script.open() == []
    (send,) = script.receive(details())
    assert isinstance(send, Send)
    meta, body = json.loads(send.text)
    assert (meta["type"], meta["method"], meta["path"]) == ("ClientRequest", "POST", "/restapi/v1.0/subscription")
    assert body == {"eventFilters": FILTERS, "deliveryMode": {"transportType": "WebSocket"}}


def test_a_subscription_begins_with_its_answer_and_asks_for_a_read() -> None:
    script = Script()
    script.open()
    script.receive(details())
    script.wait(1)
    deeds = script.receive(answer("rcboard-1"))
    assert events(deeds) == [SubscriptionBegan(1001.0, 0, SHARE.ids), MonitoringRefused({})]
    assert others(deeds) == [Without(()), Read()]
    assert outcomes(deeds) == [Outcome.SUBSCRIBED]


def test_an_answer_is_known_by_its_message_id_alone() -> None:
    script = Script()
    script.open()
    script.receive(details())
    assert script.receive(answer("somebody-else")) == [Note("answer to nothing asked")]
    assert script.session.stage is Stage.ASKED


def test_people_whose_filter_is_put_aside_are_named() -> None:
    script = Script()
    script.open()
    script.receive(details())
    aside = {"id": "sub-1", "disabledFilters": [{"filter": FILTERS[1].replace("~", "1"), "reason": "SUB-403"}]}
    deeds = script.receive(answer("rcboard-1", body=aside))
    assert events(deeds)[1] == MonitoringRefused({"8": Barred(Bar.BY_PERSON, "SUB-403")})


def test_a_subscription_without_any_filter_left_is_none() -> None:
    script = Script()
    script.open()
    script.receive(details())
    aside = {"id": "sub-1", "disabledFilters": [{"filter": one, "reason": "CMN-401"} for one in FILTERS]}
    deeds = script.receive(answer("rcboard-1", body=aside))
    assert others(deeds) == [Drop(Problem(ProblemKind.SUBSCRIPTION_REFUSED, code="CMN-401", permanent=True))]
    assert outcomes(deeds) == [Outcome.SUBSCRIBE_FAILED]


def test_a_refused_subscription_says_why() -> None:
    script = Script()
    script.open()
    script.receive(details())
    body = {"errorCode": "CMN-401", "errors": [{"errorCode": "CMN-401", "permissionName": "ReadPresence"}]}
    deeds = script.receive(answer("rcboard-1", 403, body))
    expected = Problem(ProblemKind.PERMISSION_MISSING, detail="ReadPresence", code="CMN-401", permanent=True)
    assert others(deeds) == [Drop(expected)]
    assert all_events(deeds) == [SubscriptionTold(Outcome.SUBSCRIBE_FAILED, 1000.0, problem=expected)]


def test_a_refusal_is_obeyed_for_as_long_as_it_asks() -> None:
    script = Script()
    script.open()
    script.receive(details())
    meta = {"type": "ClientRequest", "messageId": "rcboard-1", "status": 503, "headers": {"Retry-After": 12}}
    deeds = script.receive([meta, {"errorCode": "CMN-211"}])
    assert deeds[-1] == Drop(Problem(ProblemKind.OVERLOADED, code="CMN-211", retry_after=12.0))


def test_notifications_in_a_row_are_delivered_together() -> None:
    script = Script()
    script.go_live()
    (deed,) = script.receive(notification(7, 2), notification(8, 3))
    assert [event.id for event in events([deed]) if isinstance(event, PresenceHeard)] == ["7", "8"]


def test_a_notification_of_another_subscription_is_left_out() -> None:
    script = Script()
    script.go_live()
    assert script.receive(notification(subscription="sub-0")) == [Note("notification of another subscription")]


def test_a_change_of_the_list_is_a_reason_to_read_it() -> None:
    script = Script()
    script.go_live()
    account = "/restapi/v1.0/account/1"
    for path in (f"{account}/extension", f"{account}/extension/7", f"{account}/directory/entries"):
        envelope = {"event": path, "subscriptionId": "sub-1", "body": {"extensions": [{"eventType": "Update"}]}}
        assert others(script.receive([{"type": "ServerNotification"}, envelope])) == [ReadPeople()]


def test_other_people_are_subscribed_to_on_the_same_socket() -> None:
    script = Script()
    script.go_live()
    (send,) = script.session.monitor(MORE, script.now)
    assert isinstance(send, Send)
    assert json.loads(send.text)[1]["eventFilters"] == list(MORE.filters)
    assert events(script.receive(notification())), "the line stands until the answer"
    deeds = script.receive(answer("rcboard-2", body={"id": "sub-2"}))
    assert events(deeds) == [SubscriptionBegan(1000.0, 0, MORE.ids), MonitoringRefused({})]
    assert Read() in deeds
    assert script.receive(notification()) == [Note("notification of another subscription")]
    assert events(script.receive(notification(subscription="sub-2")))
    assert script.session.monitor(MORE, script.now) == []


def test_who_leaves_costs_no_subscription() -> None:
    script = Script()
    script.go_live()
    assert script.session.monitor(FEWER, script.now) == []
    assert script.session.context(script.now)


def test_other_people_who_are_never_answered_for_end_the_line() -> None:
    script = Script()
    script.go_live()
    script.session.monitor(MORE, script.now)
    script.wait(TIMES.request)
    assert dropped(script.tick()) is ProblemKind.TIMED_OUT


def test_a_late_handshake_ends_the_try() -> None:
    script = Script()
    script.open()
    script.wait(TIMES.handshake - 0.1)
    assert script.tick() == []
    script.wait(0.2)
    assert dropped(script.tick()) is ProblemKind.TIMED_OUT


def test_an_answer_that_never_comes_ends_the_try() -> None:
    script = Script()
    script.open()
    script.receive(details())
    script.wait(TIMES.request)
    assert dropped(script.tick()) is ProblemKind.TIMED_OUT


def test_a_half_open_line_is_found_by_a_ping_without_answer_within_forty_seconds() -> None:
    script = Script()
    script.go_live()
    script.wait(TIMES.ping)
    assert script.tick() == [Ping()]
    script.wait(TIMES.pong - 0.1)
    assert script.tick() == []
    script.wait(0.1)
    deeds = script.tick()
    assert events(deeds) == [SubscriptionLost(1000.0)], "nothing was heard since"
    assert dropped(deeds) is ProblemKind.LINE_SILENT
    assert script.now.steady < 40


def test_any_sign_of_life_puts_the_ping_off() -> None:
    script = Script()
    script.go_live()
    script.wait(TIMES.ping)
    assert script.tick() == [Ping()]
    assert script.session.ponged(script.now) == []
    script.wait(TIMES.pong)
    assert dropped(script.tick()) is None
    assert script.session.due() > script.now.steady - 1


def test_a_quiet_line_gets_a_heartbeat() -> None:
    script = Script()
    script.go_live()
    sent: list[str] = []
    while script.now.steady < TIMES.heartbeat * 2 + 1:
        script.wait(TIMES.ping)
        for deed in script.tick():
            if isinstance(deed, Ping):
                script.session.ponged(script.now)
            if isinstance(deed, Send):
                sent.append(json.loads(deed.text)[0]["type"])
    assert sent == ["Heartbeat", "Heartbeat"]


def test_a_loss_is_told_with_the_last_sign_of_life() -> None:
    script = Script()
    script.go_live()
    script.wait(5)
    script.receive(notification())
    script.wait(3)
    assert script.session.lost(LOST, script.now) == [Deliver((SubscriptionLost(1005.0),)), Drop(LOST)]
    assert script.session.lost(LOST, script.now) == [], "once is enough"


def test_a_line_that_comes_back_in_time_goes_on() -> None:
    script = Script()
    script.go_live()
    script.receive(notification(sequence=9))
    script.session.lost(LOST, script.now)
    script.wait(100)
    assert script.session.context(script.now) == "wsc-9"
    script.open()
    assert script.receive(details("Successful", 2, creationTime=CREATED)) == [], "the replay comes first"
    script.wait(1)
    deeds = script.tick()
    assert (events(deeds), others(deeds)) == ([SubscriptionResumed(1101.0)], [Resumed()])
    assert outcomes(deeds) == [Outcome.RENEWED]
    assert script.session.context(script.now) == "wsc-2", "what describes a recovery counts, whatever its number"


def test_an_older_context_never_replaces_a_newer_one() -> None:
    script = Script()
    script.go_live()
    script.receive(notification(sequence=9), notification(sequence=5))
    assert script.session.context(script.now) == "wsc-9"


def test_a_failed_recovery_is_a_new_subscription_on_the_same_socket() -> None:
    script = Script()
    script.go_live()
    script.session.lost(LOST, script.now)
    script.open()
    deeds = script.receive(details("Failed", 1))
    assert outcomes(deeds) == [Outcome.RENEW_FAILED]
    assert isinstance(deeds[-1], Send)
    assert Read() in script.receive(answer("rcboard-2"))


def monitor_more(script: Script) -> None:
    script.session.monitor(MORE, script.now)


def test_nothing_is_recovered_after_the_window_another_sign_in_or_for_other_people() -> None:
    changes: list[Callable[[Script], None]] = [
        lambda script: script.wait(180),
        lambda script: script.wait(180, asleep=True),
        lambda script: script.session.forget(),
        monitor_more,
    ]
    for change in changes:
        script = Script()
        script.go_live()
        script.session.lost(LOST, script.now)
        assert script.session.context(script.now)
        change(script)
        assert script.session.context(script.now) == ""


def resumed() -> Script:
    """A line that came back in time, before its replay."""
    script = Script()
    script.go_live()
    script.session.lost(LOST, script.now)
    script.open()
    script.receive(details("Successful", 2, creationTime=CREATED))
    return script


def test_a_replay_as_long_as_the_buffer_vouches_for_nobody_until_all_are_read() -> None:
    script = resumed()
    missed = [notification(sequence=n, timestamp="2026-05-04T14:00:05.000Z") for n in (3, 4, 5)]
    assert all(isinstance(event, PresenceHeard) for event in events(script.receive(*missed)))
    script.wait(1)
    deeds = script.tick()
    assert (events(deeds), others(deeds)) == ([SubscriptionBegan(1001.0, 0, SHARE.ids)], [Read()])


def test_what_is_no_presence_counts_in_a_replay_all_the_same() -> None:
    script = resumed()
    missed = [notification(sequence=n, timestamp="2026-05-04T14:00:05.000Z") for n in (3, 4)]
    foreign = notification(sequence=5, timestamp="2026-05-04T14:00:05.000Z", subscription="another")
    script.receive(*missed, foreign)
    script.wait(1)
    assert Read() in script.tick()


def test_a_replay_that_cannot_be_counted_is_followed_by_a_read() -> None:
    script = Script()
    script.go_live()
    script.session.lost(LOST, script.now)
    script.open()
    script.receive(details("Successful", 2))
    script.wait(1)
    assert Read() in script.tick()


def test_the_subscription_vouches_from_the_first_news_after_the_replay() -> None:
    script = resumed()
    missed = notification(sequence=3, timestamp="2026-05-04T14:00:05.000Z")
    news = notification(sequence=4, timestamp="2026-05-04T14:00:11.000Z")
    kinds = [type(event) for event in events(script.receive(missed, news))]
    assert kinds == [PresenceHeard, SubscriptionResumed, PresenceHeard]


def test_a_line_lost_during_the_replay_never_vouched() -> None:
    script = resumed()
    script.receive(notification(sequence=3, timestamp="2026-05-04T14:00:05.000Z"))
    assert script.session.lost(LOST, script.now) == [Drop(LOST)]


def test_nobody_is_heard_before_the_gateway_has_described_the_line() -> None:
    script = Script()
    script.go_live()
    script.session.lost(LOST, script.now)
    script.open()
    assert events(script.receive(notification(sequence=9))) == []


def test_a_frozen_machine_has_lost_its_line_though_both_clocks_went_on() -> None:
    script = Script()
    script.go_live()
    script.wait(3600)
    assert any(isinstance(deed, Drop) for deed in script.tick())


def test_a_short_replay_needs_no_read() -> None:
    script = Script()
    script.go_live()
    script.session.lost(LOST, script.now)
    script.open()
    script.receive(details("Successful", 2, creationTime="2026-05-04T14:00:10.000Z"))
    new = [notification(sequence=n, timestamp=f"2026-05-04T14:00:1{n}.000Z") for n in (3, 4, 5, 6)]
    assert Read() not in script.receive(*new)


def test_a_machine_that_slept_has_no_line() -> None:
    script = Script()
    script.go_live()
    script.wait(600, asleep=True)
    deeds = script.receive(notification())
    assert events(deeds) == [SubscriptionLost(1000.0)]
    assert dropped(deeds) is ProblemKind.SLEPT


def test_an_error_frame_ends_the_line_with_its_code() -> None:
    script = Script()
    script.go_live()
    body = {"errorCode": "WSG-903", "message": "Absolute timeout expired"}
    deeds = script.receive([{"type": "Error", "messageId": "x", "status": 408}, body])
    assert deeds[-1] == Drop(Problem(ProblemKind.LINE_LOST, code="WSG-903"))
    assert script.session.context(script.now), "the next socket may still recover"


def test_an_error_frame_instead_of_details_costs_the_context() -> None:
    script = Script()
    script.go_live()
    script.session.lost(LOST, script.now)
    script.open()
    script.receive([{"type": "Error", "status": 400}, {"errorCode": "WSG-400"}])
    assert script.session.context(script.now) == ""


EACH = shares.share(["7", "8"], news=True)


def all_at_once() -> Script:
    """A session that has asked for everybody through one filter, with one each to fall back on."""
    script = Script()
    script.session.monitor(shares.ACCOUNT, script.now, EACH)
    script.open()
    script.receive(details())
    return script


def aside(text: str, code: str, permission: str) -> object:
    disabled = {"filter": text.replace("~", "1"), "reason": code, "message": f"needs to have [{permission}] permission"}
    return {"id": "sub-1", "disabledFilters": [disabled]}


REFUSALS = {
    "403": (403, {"errorCode": "CMN-408", "permissionName": "ReadPresenceStatus"}),
    "put aside": (200, aside(shares.ACCOUNT.filters[0], "CMN-408", "ReadPresenceStatus")),
}


@pytest.mark.parametrize("how", REFUSALS)
def test_a_filter_for_everybody_that_is_refused_gives_way_to_one_each_on_the_same_socket(how: str) -> None:
    script = all_at_once()
    deeds = script.receive(answer("rcboard-1", *REFUSALS[how]))
    fell, send = others(deeds)
    assert isinstance(fell, FellBack)
    assert (fell.problem.code, fell.problem.detail) == ("CMN-408", "ReadPresenceStatus")
    assert isinstance(send, Send)
    assert json.loads(send.text)[1]["eventFilters"] == list(EACH.filters)
    assert outcomes(deeds) == [Outcome.SUBSCRIBE_FAILED]
    assert events(script.receive(answer("rcboard-2")))[0] == SubscriptionBegan(1000.0, 0, EACH.ids)


@pytest.mark.parametrize(
    ("status", "body"),
    [(503, {"errorCode": "CMN-211"}), (403, {"errorCode": "SUB-505"}), (400, {"errorCode": "SUB-508"})],
)
def test_what_is_no_prohibition_is_no_reason_to_fall_back(status: int, body: object) -> None:
    deeds = all_at_once().receive(answer("rcboard-1", status, body))
    assert not any(isinstance(deed, FellBack) for deed in deeds)
    assert dropped(deeds) is not None


def test_news_of_people_that_are_put_aside_are_done_without() -> None:
    script = all_at_once()
    deeds = script.receive(answer("rcboard-1", 200, aside(shares.NEWS[0], "CMN-401", "ReadAccounts")))
    assert Without((Lack(Feature.PEOPLE_NEWS, "ReadAccounts", "CMN-401"),)) in deeds
    assert script.session.settled


def test_everybody_barred_for_a_reason_of_his_own_leaves_a_line_that_stands() -> None:
    script = Script()
    script.open()
    script.receive(details())
    body = {"id": "sub-1", "disabledFilters": [{"filter": one, "reason": "SUB-403"} for one in FILTERS]}
    deeds = script.receive(answer("rcboard-1", 200, body))
    assert dropped(deeds) is None
    assert script.session.settled


def renewing() -> Script:
    """A session that has just asked whether its subscription is still there."""
    script = Script()
    script.go_live()
    while True:
        script.wait(TIMES.ping)
        deeds = script.tick()
        if any(isinstance(deed, Send) and "/renew" in deed.text for deed in deeds):
            return script
        script.session.ponged(script.now)


def test_a_subscription_is_asked_after_now_and_then() -> None:
    script = renewing()
    assert script.now.steady == TIMES.renew
    asked = f"rcboard-{script.session._requests}"
    assert outcomes(script.receive(answer(asked))) == [Outcome.RENEWED]
    assert script.session.settled


def test_a_subscription_that_is_gone_vouches_only_until_it_was_last_known_to_be_there() -> None:
    script = renewing()
    asked = f"rcboard-{script.session._requests}"
    deeds = script.receive(answer(asked, 404, {"errorCode": "CMN-102"}))
    assert outcomes(deeds) == [Outcome.RENEW_FAILED]
    assert events(deeds) == [SubscriptionLost(1000.0)], "when it was made, as nothing came through it since"
    assert dropped(deeds) is ProblemKind.LINE_LOST
    assert script.session.context(script.now) == "", "there is nothing to recover"


def test_a_renewal_that_fails_or_is_not_answered_is_said_and_tried_again() -> None:
    script = renewing()
    asked = f"rcboard-{script.session._requests}"
    assert outcomes(script.receive(answer(asked, 503, {"errorCode": "CMN-211"}))) == [Outcome.RENEW_FAILED]
    assert script.session.settled
    script = renewing()
    script.wait(TIMES.request)
    script.session.ponged(script.now)
    assert Outcome.RENEW_FAILED in outcomes(script.tick())
    assert script.session.settled


@pytest.mark.parametrize(("status", "outcome"), [(204, Outcome.REMOVED), (404, Outcome.REMOVE_FAILED)])
def test_a_subscription_is_taken_back_before_the_socket_is_closed_on_purpose(status: int, outcome: Outcome) -> None:
    script = Script()
    script.go_live()
    (send,) = script.session.leaving(script.now)
    assert isinstance(send, Send)
    assert json.loads(send.text)[0]["method"] == "DELETE"
    deeds = script.receive(answer("rcboard-2", status, {"errorCode": "CMN-102"}))
    assert outcomes(deeds) == [outcome]
    assert events(deeds) == [SubscriptionLost(1000.0)]
    assert dropped(deeds) is not None


def test_a_removal_that_is_never_answered_has_failed() -> None:
    script = Script()
    script.go_live()
    script.session.leaving(script.now)
    assert outcomes(script.session.lost(LOST, script.now)) == [Outcome.REMOVE_FAILED]


def test_notifications_are_an_outcome_too_and_counted() -> None:
    script = Script()
    script.go_live()
    told = all_events(script.receive(notification(7, 2), notification(8, 3)))[-1]
    assert told == SubscriptionTold(Outcome.NOTIFIED, 1000.0, count=2)


FRAMES = st.sampled_from(
    [
        details(),
        details("Successful", 4),
        details("Failed", 4),
        *(answer(f"rcboard-{n}") for n in range(1, 5)),
        answer("rcboard-1", 503, {"errorCode": "CMN-211"}),
        answer("rcboard-1", 403, {"errorCode": "SUB-528"}),
        answer("rcboard-1", 200, {"no": "id"}),
        notification(),
        notification(subscription="sub-2"),
        [{"type": "Heartbeat", "messageId": "rcboard-2"}],
        [{"type": "Error"}, {"errorCode": "WSG-902"}],
        [{"type": "Novelty"}],
        "not json",
    ]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.lists(FRAMES, max_size=4)),
        st.tuples(st.just("wait"), st.sampled_from([0.1, 5.0, 15.0, 200.0])),
        st.tuples(st.just("sleep"), st.sampled_from([40.0, 4000.0])),
        st.tuples(st.just("monitor"), st.sampled_from([0, 1, 2])),
        st.tuples(st.sampled_from(["tick", "pong", "lost", "open"]), st.none()),
    ),
    max_size=longest(40),
)


def step(script: Script, what: str, value: object) -> list[Deed]:
    match what:
        case "receive" if isinstance(value, list):
            return script.receive(*value)
        case "wait" | "sleep" if isinstance(value, float):
            script.wait(value, asleep=what == "sleep")
            return []
        case "tick":
            return script.tick()
        case "pong":
            return script.session.ponged(script.now)
        case "lost":
            return script.session.lost(LOST, script.now)
        case "monitor" if isinstance(value, int):
            return script.session.monitor((FEWER, SHARE, MORE)[value], script.now)
        case "open" if script.session.stage is Stage.CLOSED:
            return script.open()
        case _:
            return []


@given(STEPS)
def test_whatever_comes_the_session_is_live_or_says_what_is_wrong(steps: list[tuple[str, object]]) -> None:
    script = Script()
    script.open()
    carried = changed = False
    deeds: list[Deed] = []
    for what, value in steps:
        deeds = step(script, what, value)
        changed |= what == "monitor"
        for event in events(deeds):
            if isinstance(event, SubscriptionBegan | SubscriptionResumed):
                assert not carried or changed, "nothing begins twice but for other people"
                carried = True
            elif isinstance(event, SubscriptionLost):
                assert carried, "nothing is lost that was not there"
                carried = False
            elif isinstance(event, PresenceHeard):
                assert carried, "nobody is heard without a line"
        stage = script.session.stage
        assert carried == script.session.settled
        assert (dropped(deeds) is not None) <= (stage is Stage.CLOSED)
    for _ in range(3):  # left alone, it either stands or ends with a named problem
        if script.session.stage is Stage.CLOSED or (script.session.stage is Stage.LIVE and not script.session._asked):
            break
        script.wait(max(TIMES.handshake, TIMES.request))
        deeds = script.tick()
        assert dropped(deeds) in (ProblemKind.TIMED_OUT, ProblemKind.LINE_SILENT, ProblemKind.SLEPT)
    assert script.session.stage in (Stage.CLOSED, Stage.LIVE)


@given(STEPS)
def test_a_session_is_never_beyond_repair(steps: list[tuple[str, object]]) -> None:
    script = Script()
    for what, value in steps:
        step(script, what, value)
    script.session.lost(LOST, script.now)
    script.open()
    script.receive(details("Failed", 99))
    asked = script.session._requests
    script.receive(answer(f"rcboard-{asked}"))
    assert script.session.stage is Stage.LIVE
    assert events(script.receive(notification(sequence=100)))

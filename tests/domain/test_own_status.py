"""Own status: what is read from the raw fields, and which of them grant a wish."""

from dataclasses import replace
from typing import Any

import pytest

from rcboard.domain.own_status import LONGEST, Own, OwnStatus, OwnWish, fields, own
from rcboard.domain.presence import Presence

FREE = Presence(user_status="Available", dnd_status="TakeAllCalls", message="back at 3")


def laid_over(record: Presence, wish: OwnWish) -> Presence:
    """The record once the wish has been granted."""
    changes: dict[str, Any] = dict(fields(wish, own(record)))
    return replace(record, **changes)


@pytest.mark.parametrize(
    ("presence", "stands"),
    [
        (Presence(), Own()),
        (FREE, Own(OwnStatus.AVAILABLE, True, "back at 3")),
        (Presence(user_status="Busy", dnd_status="DoNotAcceptAnyCalls"), Own(OwnStatus.DO_NOT_DISTURB)),
        (Presence(user_status="Offline", dnd_status="DoNotAcceptDepartmentCalls"), Own(OwnStatus.INVISIBLE, False)),
        (Presence(user_status="Busy", dnd_status="TakeDepartmentCallsOnly"), Own(OwnStatus.BUSY, True)),
        (replace(FREE, message="", accept_call_queue_calls=False), Own(OwnStatus.AVAILABLE, False)),
    ],
)
def test_what_stands_is_read_from_the_raw_fields(presence: Presence, stands: Own) -> None:
    assert own(presence) == stands


@pytest.mark.parametrize("status", OwnStatus)
@pytest.mark.parametrize("before", OwnStatus)
def test_every_status_leads_to_every_other(before: OwnStatus, status: OwnStatus) -> None:
    """Laid over the record, the fields that grant a wish read as that wish."""
    record = laid_over(FREE, OwnWish(before))
    assert own(record).status is before
    record = laid_over(record, OwnWish(status))
    assert own(record).status is status


def test_who_leaves_do_not_disturb_takes_the_calls_he_took() -> None:
    wish = OwnWish(OwnStatus.AVAILABLE)
    assert fields(wish, Own(OwnStatus.DO_NOT_DISTURB))["dnd_status"] == "TakeAllCalls"
    assert fields(wish, Own(OwnStatus.DO_NOT_DISTURB, False))["dnd_status"] == "DoNotAcceptDepartmentCalls"
    assert "dnd_status" not in fields(wish, Own(OwnStatus.BUSY, False))


def test_what_is_not_wished_for_is_not_touched() -> None:
    assert fields(OwnWish(message="x" * 80), Own()) == {"message": "x" * LONGEST}
    assert fields(OwnWish(queue_calls=False), Own()) == {"dnd_status": "DoNotAcceptDepartmentCalls"}
    assert OwnWish(message="").granted(Own(OwnStatus.BUSY, True, "lunch")) == Own(OwnStatus.BUSY, True, "")

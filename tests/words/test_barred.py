"""Whoever cannot be heard of: what the tile says, why, and what is missing for the board as a whole."""

import pytest

from rcboard.domain.barred import Bar, Barred
from rcboard.domain.link import Feature, Lack, Link, Phase
from rcboard.domain.presence import State
from rcboard.domain.sighting import Freshness, Sighting
from rcboard.words import barred, lacks, link, tile, why


@pytest.mark.parametrize("bar", Bar)
def test_tile_and_why_card_say_that_and_why_nothing_is_told(bar: Bar) -> None:
    sighting = Sighting(state=State.HIDDEN, barred=Barred(bar, "SUB-402", "ReadPresence"))
    assert tile.line(State.HIDDEN, sighting, 0.0) == barred.word(Barred(bar))
    said = why.sentence(why.Seen(State.HIDDEN, sighting, Freshness.EXPIRED, None))
    assert said.endswith("(SUB-402)")
    assert ("ReadPresence" in said) == (bar is Bar.PERMISSION)


@pytest.mark.parametrize("feature", Feature)
def test_what_is_missing_is_named_with_the_permission_to_ask_for(feature: Feature) -> None:
    said = lacks.sentence(Lack(feature, "ReadExtensions", "CMN-408"))
    assert "ReadExtensions" in said
    assert "CMN-408" in said
    assert lacks.sentence(Lack(feature)) != ""


def test_the_banner_tells_it_while_the_line_is_live() -> None:
    lacking = Link(Phase.LIVE, lines=1, lines_up=1, lacks=(Lack(Feature.DIRECTORY, "ReadAccounts", "CMN-401"),))
    assert "ReadAccounts" in link.sentence(lacking, 0.0, 0.0).detail


def test_some_lines_of_several_are_counted() -> None:
    assert "2 of 3 lines live" in link.sentence(Link(Phase.RECONNECTING, lines=3, lines_up=2), 4.0, 0.0).text

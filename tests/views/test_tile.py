"""A painted tile: its colours at their places, its age, its mirror image, and no green that nobody vouches for."""

import re

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from rcboard.domain import events as e
from rcboard.domain.board import Board
from rcboard.domain.desk import Desk
from rcboard.domain.people import Person
from rcboard.domain.preferences import Density
from rcboard.domain.presence import State
from rcboard.models.board_model import BoardModel
from rcboard.views.fonts import Fonts, fonts
from rcboard.views.theme import DARK, FILLS, LIGHT, Theme
from rcboard.views.tile import TileDelegate
from rcboard.views.tile_layout import lay_out
from rcboard.views.tile_looks import beside, fitting
from rcboard.words import states
from tests.kit.people import NOW, presence

BOB = Person("1", "214", "Bob Smith", "Bob", "Smith", department="Sales")
GREEN = QColor(FILLS[State.AVAILABLE][0])


def of(state: State, *, old: bool = False, began: float | None = None) -> Board:
    """Bob alone in this state, on a live line or just after it broke."""
    board = Board()
    read = e.PresenceRead(1, NOW, (("1", presence(state, began)),))
    board.apply([e.PeopleRead((BOB,)), e.SubscriptionBegan(NOW), e.ReadAsked(1), read], NOW)
    if old:
        board.apply([e.SubscriptionLost(NOW)], NOW)
    return board


@pytest.fixture
def delegate(type_: Fonts) -> TileDelegate:
    """Paints tiles of 280 pixels."""
    delegate = TileDelegate(LIGHT, type_)
    delegate.set_width(280, mirrored=False)
    return delegate


def paint(
    delegate: TileDelegate,
    board: Board,
    desk: Desk = Desk(),  # noqa: B008  # frozen
    flags: QStyle.StateFlag = QStyle.StateFlag.State_Enabled,
    now: float = NOW,
    scale: int = 1,
) -> QImage:
    """Bob's tile as a picture."""
    model = BoardModel(board, desk)
    model.tick(now)
    size = delegate.layout.size
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("magenta"))
    option = QStyleOptionViewItem()
    option.rect = QRect(QPoint(0, 0), size)
    option.state = flags
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0))
    painter.end()
    return image


def colours(image: QImage, rect: QRectF | None = None) -> set[str]:
    """All colours in a part of a picture."""
    area = rect.toAlignedRect() if rect is not None else image.rect()
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


@pytest.mark.parametrize("state", FILLS)
def test_band_and_mark_carry_the_colour(delegate: TileDelegate, state: State) -> None:
    image = paint(delegate, of(state))
    band, mark = delegate.layout.band, delegate.layout.mark
    fill = QColor(FILLS[state][0])
    assert image.pixelColor(int(band.left()) + 2, int(band.center().y())) == fill
    assert image.pixelColor(int(mark.left()) + 5, int(mark.center().y())) == fill


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("selected", [False, True])
def test_an_old_tile_is_never_green(delegate: TileDelegate, theme: Theme, selected: bool) -> None:
    delegate.set_theme(theme)
    flags = QStyle.StateFlag.State_Selected if selected else QStyle.StateFlag.State_Enabled
    fresh = paint(delegate, of(State.AVAILABLE), flags=flags)
    assert GREEN.name() in colours(fresh)
    for later in (0, 40, 89, 91, 4000):
        old = paint(delegate, of(State.AVAILABLE, old=True), flags=flags, now=NOW + later)
        assert GREEN.name() not in colours(old), f"after {later} s"


def test_an_old_tile_is_hatched_without_fill_and_says_its_age(delegate: TileDelegate) -> None:
    fresh, old = (paint(delegate, of(State.OFFLINE, old=old), now=NOW + 40 * old) for old in (False, True))
    spare = QRectF(150, 60, 20, 14)
    assert colours(fresh, spare) == {QColor(LIGHT.card).name()}
    assert QColor(LIGHT.card).name() not in colours(old, spare)
    assert len(colours(old, spare)) > 1, "hatched"
    inked = {c for c in colours(old, delegate.layout.age) if QColor(c).lightness() < 130}
    assert inked
    assert not {c for c in colours(fresh, delegate.layout.age) if QColor(c).lightness() < 130}


def test_time_is_painted_anew_on_a_kept_picture(delegate: TileDelegate) -> None:
    board = of(State.ON_CALL, began=NOW)
    early, late = paint(delegate, board, now=NOW + 11), paint(delegate, board, now=NOW + 58)
    line = delegate.layout.line.toAlignedRect()
    assert early.copy(line) != late.copy(line)
    above = QRect(0, 0, early.width(), line.top())
    assert early.copy(above) == late.copy(above)
    assert paint(delegate, board, now=NOW + 11) == early, "nothing of the later time stays behind"


def test_a_star_a_clock_and_the_ring_of_the_chosen_one(delegate: TileDelegate) -> None:
    desk = Desk().starred("1").watched("1", NOW)
    image = paint(delegate, of(State.AVAILABLE), desk, QStyle.StateFlag.State_Selected)
    assert QColor(LIGHT.star).name() in colours(image, delegate.layout.star)
    assert QColor(LIGHT.accent).name() in colours(image, delegate.layout.clock)
    card = delegate.layout.card
    edge = [image.pixelColor(int(card.right()) - 40, int(card.top()) + inset) for inset in (0, 1)]
    assert QColor(LIGHT.accent) in edge
    plain = paint(delegate, of(State.AVAILABLE))
    assert QColor(LIGHT.star).name() not in colours(plain)


def test_a_word_about_copying_stands_on_his_tile_until_it_is_taken_away(delegate: TileDelegate) -> None:
    before = paint(delegate, of(State.AVAILABLE))
    delegate.say("1", "Copied 214")
    assert QColor(LIGHT.accent).name() in colours(paint(delegate, of(State.AVAILABLE)))
    delegate.say("", "")
    assert paint(delegate, of(State.AVAILABLE)) == before


def test_mirrored_the_number_reads_the_same(delegate: TileDelegate, type_: Fonts, qapp: QApplication) -> None:
    board = of(State.AVAILABLE)
    board.apply([e.PersonRead(Person("1", "+49 30 11148", "Bob Smith"))], NOW)
    straight = words(paint(delegate, board), delegate.layout.place)
    mirrored = TileDelegate(LIGHT, type_)
    mirrored.set_width(280, mirrored=True)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    image = paint(mirrored, board)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert image.pixelColor(int(mirrored.layout.band.right()) - 2, 50) == GREEN
    assert words(image, mirrored.layout.place) == pytest.approx(straight, abs=1)
    assert straight != pytest.approx(straight[::-1], abs=1), "turned round it would be another"


def words(image: QImage, place: QRectF) -> list[int]:
    """How wide the words are, from left to right."""
    area = place.toAlignedRect()
    columns = range(area.left(), area.right() + 1)
    inked = "".join(
        "#" if any(image.pixelColor(x, y).lightness() < 200 for y in range(area.top(), area.bottom())) else " "
        for x in columns
    )
    return [len(word) for word in re.split(" {4,}", inked.strip())]


def test_at_twice_the_scale_there_is_twice_the_detail(delegate: TileDelegate) -> None:
    once, twice = paint(delegate, of(State.AVAILABLE)), paint(delegate, of(State.AVAILABLE), scale=2)
    assert twice.size() == once.size() * 2
    blown_up = once.scaled(twice.size())
    name = QRect(delegate.layout.name.topLeft().toPoint() * 2, delegate.layout.name.size().toSize() * 2)
    assert twice.copy(name) != blown_up.copy(name)


def test_a_longer_name_ends_in_dots_within_its_place(delegate: TileDelegate) -> None:
    long = Person("1", "214", "A B", "Maximiliane-Alexandra", "Papadopoulou-Featherstonehaugh", department="Sales")
    board = of(State.AVAILABLE)
    board.apply([e.PersonRead(long)], NOW)
    image = paint(delegate, board)
    beyond = QRectF(delegate.layout.name.right() + 1, delegate.layout.name.top(), 4, delegate.layout.name.height())
    assert colours(image, beyond) == {QColor(LIGHT.card).name()}


def test_the_size_is_that_of_the_layout(delegate: TileDelegate) -> None:
    model = BoardModel(of(State.AVAILABLE), Desk())
    assert delegate.sizeHint(QStyleOptionViewItem(), model.index(0)) == delegate.layout.size
    assert delegate.layout.size.width() == QSize(280, 1).width()


@pytest.mark.usefixtures("type_")
@pytest.mark.parametrize(("density", "width"), [(Density.COMPACT, 257), (Density.MINI, 386)])
def test_in_a_small_window_an_age_leaves_each_word_whole(density: Density, width: int) -> None:
    type_ = fonts(density=density)
    room = lay_out(width, type_.measures()).whole_line.width()
    forms = set()
    for state in State:
        word = states.word(state)
        age, taken = beside(word, ("40 s old", "40 s"), (type_.line, type_.small), room)
        assert fitting(word, type_.line, room - taken) == word
        forms.add(age)
    assert forms == {"40 s old", "40 s"}


def test_mirrored_a_text_from_left_to_right_is_not_turned_round(delegate: TileDelegate) -> None:
    plain = paint(delegate, of(State.ON_CALL, old=True, began=NOW - 252), now=NOW + 40)
    line = delegate.layout.line
    delegate.set_width(280, mirrored=True)
    mirrored = paint(delegate, of(State.ON_CALL, old=True, began=NOW - 252), now=NOW + 40)

    def written(image: QImage, place: QRectF) -> list[list[bool]]:
        """Where ink is, column by column, without the empty ones around it."""
        area = place.toAlignedRect()
        columns = [
            [image.pixelColor(x, y).lightness() < 90 for y in range(area.top(), area.bottom() + 1)]
            for x in range(area.left(), area.right() + 1)
        ]
        inked = [place for place, column in enumerate(columns) if any(column)]
        return columns[inked[0] : inked[-1] + 1]

    one, other = written(plain, line), written(mirrored, delegate.layout.line)
    assert abs(len(one) - len(other)) <= 2
    assert sum(map(sum, one[: len(one) // 2])) == pytest.approx(sum(map(sum, other[: len(other) // 2])), rel=0.15)

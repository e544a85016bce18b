"""A list that follows the room shows all of itself after every refresh, and never reaches the alarm bar."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from every_dialog import DIALOGS, first_place, full_room
from panel_tools import checklist, show
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_people_at_the_station import FakePeople
from ui_builders import FakePort, alarm

from monitor.domain.vocabulary import Priority
from monitor.port.people_port import STATION
from monitor.port.snapshot import GateItemView, PlaceView, Snapshot
from monitor.ui.widgets.list_dialog import ListDialog
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
Change = Callable[[Snapshot], Snapshot]
SIZES = [(1366, 768), (1920, 1080)]


def with_first(change: Callable[[PlaceView], PlaceView]) -> Change:
    def changed(snapshot: Snapshot) -> Snapshot:
        mine = first_place().place_id
        return replace(
            snapshot, places=tuple(change(place) if place.place_id == mine else place for place in snapshot.places)
        )

    return changed


def alarming(count: int) -> Change:
    """That many alarms at the first patient."""
    alarms = tuple(
        alarm(50 + n, first_place().place_id, Priority.MEDIUM, f"BP ↑ 184/112 ≥ 180, baseline 124, +60, number {n}")
        for n in range(count)
    )
    at_place = with_first(lambda place: replace(place, alarms=alarms))
    return lambda snapshot: replace(at_place(snapshot), alarms=alarms)


MORE_CHECKS = tuple(GateItemView(check=f"c{n}", text=f"Check number {n}", done=False) for n in range(4))
CHANGES: Mapping[str, Change] = {
    "checks": with_first(lambda place: replace(place, start_checks=MORE_CHECKS)),
    "handover": lambda snapshot: replace(snapshot, signed_in=((STATION, "Somebody", "nurse"),)),
    "handover card": alarming(2),
    "wiring walk": lambda snapshot: replace(
        snapshot, places=tuple(replace(place, wiring="not confirmed") for place in snapshot.places)
    ),
    "same patient": with_first(lambda place: replace(place, same_patient="Another question about the same silence")),
    "sound test": lambda snapshot: replace(
        snapshot, audio=replace(snapshot.audio, test_answered_tick=77, test_heard=True)
    ),
}


def opened(window: StationWindow, name: str) -> ListDialog:
    DIALOGS[name](window)
    QApplication.processEvents()
    return checklist(window)


def whole(dialog: ListDialog) -> bool:
    """Whether nothing of it is squeezed: it has the height that it needs, and each button is seen in full."""
    layout = dialog.layout()
    assert layout is not None
    seen = all(
        button.visibleRegion().boundingRect().height() == button.height() >= button.minimumHeight()
        for button in (*dialog.buttons, dialog.cancel)
    )
    return seen and layout.totalHeightForWidth(dialog.width()) == dialog.height()


def test_the_changes_reach_every_list_there_is(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(full_room())
    for name in sorted(DIALOGS):
        show(window, port, full_room())
        DIALOGS[name](window)
        assert isinstance(window.actions_.dialog, ListDialog) is (name in CHANGES), name
        window.actions_.close_dialog()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", sorted(CHANGES))
def test_a_list_is_whole_after_it_was_refreshed(
    open_station: OpenStation, port: FakePort, name: str, size: tuple[int, int]
) -> None:
    window = open_station(full_room(), width=size[0], height=size[1])
    dialog = opened(window, name)
    before = dialog.shown
    assert whole(dialog)
    show(window, port, CHANGES[name](full_room()))
    assert dialog is checklist(window)
    assert dialog.shown != before
    assert whole(dialog), (dialog.geometry(), dialog.lines.geometry())
    assert window.board.middle.contains(dialog.geometry())


@pytest.mark.hazard("H21")
@pytest.mark.parametrize("size", SIZES)
def test_a_card_that_grows_never_reaches_the_alarm_bar(
    open_station: OpenStation, port: FakePort, size: tuple[int, int]
) -> None:
    window = open_station(full_room(), width=size[0], height=size[1])
    card = opened(window, "handover card")
    for count in (1, 2, 5, 12, 40, 0):
        show(window, port, alarming(count)(full_room()))
        assert window.board.middle.contains(card.geometry()), count
        assert whole(card), count


@pytest.mark.parametrize("count", [0, 3, 8, 40])
def test_a_card_opened_with_many_alarms_scrolls(open_station: OpenStation, count: int) -> None:
    window = open_station(alarming(count)(full_room()), width=1366, height=768)
    card = opened(window, "handover card")
    assert window.board.middle.contains(card.geometry())
    assert whole(card)
    bar = card.lines.verticalScrollBar()
    assert (bar.maximum() > 0) is (count >= 8)
    before = bar.value()
    QTest.keyClick(card, Qt.Key.Key_PageDown)
    assert (bar.value() > before) is (count >= 8)


def test_a_list_stays_where_it_was_scrolled_to(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(alarming(30)(full_room()), width=1366, height=768)
    card = opened(window, "handover card")
    QTest.keyClick(card, Qt.Key.Key_PageDown)
    before = card.lines.verticalScrollBar().value()
    show(window, port, alarming(31)(full_room()))
    assert card.lines.verticalScrollBar().value() == before > 0


@pytest.mark.hazard("H30")
def test_an_alarm_in_a_bar_that_is_covered_does_not_count_as_read(open_station: OpenStation) -> None:
    window = open_station(alarming(1)(full_room()))
    board = window.board
    key = (50, Priority.MEDIUM)
    tile = next(slot for slot in board.places if slot.place_id == first_place().place_id)
    everything = board.rect()
    beside_bar = QRect(everything.left(), everything.top(), everything.width(), board.bar.geometry().top())
    assert key in tile.painted
    assert key in board.bar.painted
    assert key in board.painted_beside(QRect())
    assert key in board.painted_beside(beside_bar)  # in the bar
    assert key in board.painted_beside(board.bar.geometry())  # on the tile
    assert key not in board.painted_beside(everything)


def test_a_form_that_grows_keeps_to_the_middle(open_station: OpenStation) -> None:
    window = open_station(full_room(), width=1366, height=768, people=FakePeople())
    for name in sorted(DIALOGS):
        DIALOGS[name](window)
        dialog = window.actions_.dialog
        assert dialog is not None
        dialog.move(dialog.x(), window.board.middle.bottom() + 1 - dialog.height())
        dialog.body.addSpacing(60)
        dialog.adjust()
        assert window.board.middle.contains(dialog.geometry()), name
        window.actions_.close_dialog()

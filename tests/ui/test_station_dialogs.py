"""The questions before a command, and that an alarm is never behind one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from ui_builders import NOW, FakePort, alarm, bay, chair, free, room, session

from monitor.domain.commands import (
    Admit,
    Command,
    Discharge,
    Transfer,
    record_infusion,
)
from monitor.domain.entries import InfusionAct
from monitor.domain.people import UNATTRIBUTED
from monitor.domain.vocabulary import Phase, PlaceKind, Priority
from monitor.port.snapshot import PlaceView
from monitor.ui.actions import RECORDED_LATE
from monitor.ui.widgets.dialogs import AdmitDialog, MoveDialog, RecordDialog, StationDialog
from monitor.ui.widgets.free_place import FreePlace
from monitor.ui.widgets.recovery import BayTile
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]


def click(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def step(window: StationWindow, index: int = 1) -> None:
    """Press a button of the first chair or bay."""
    face = window.board.places[0].face
    assert isinstance(face, ChairTile | BayTile)
    click(face.slots[index].button)


def opened(window: StationWindow) -> StationDialog:
    dialog = window.actions_.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


@pytest.mark.hazard("H48")
@pytest.mark.parametrize(
    ("seat", "command"),
    [
        (
            session(5, phase=Phase.BASELINE, start_s=None),
            record_infusion(InfusionAct.START, place_id="1", session_id=5),
        ),
        (session(5), record_infusion(InfusionAct.END, place_id="1", session_id=5)),
    ],
)
def test_recording_asks_first_and_then_sends_place_and_session(
    open_station: OpenStation, port: FakePort, seat: object, command: Command
) -> None:
    window = open_station(room(chair(seat=seat)))  # type: ignore[arg-type]  # parametrised
    step(window)
    dialog = opened(window)
    assert port.commands == []
    assert "Chair 1 · A.M. 59" in dialog.windowTitle()
    assert "Chair 1 · A.M. 59" in dialog.confirm.text()
    click(dialog.confirm)
    assert port.commands == [command]
    assert port.commands[0].actor == UNATTRIBUTED
    assert window.actions_.dialog is None


def test_an_earlier_time_can_be_recorded(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair()))
    step(window)
    dialog = opened(window)
    assert isinstance(dialog, RecordDialog)
    assert dialog.time.text() == "Time 22:13"
    assert not dialog.later.isEnabled()
    click(dialog.earlier)
    click(dialog.earlier)
    click(dialog.later)
    assert dialog.time.text() == "Time 22:12, 1 min ago"
    click(dialog.confirm)
    assert port.commands == [
        record_infusion(
            InfusionAct.END,
            place_id="1",
            session_id=1,
            at_utc_ms=NOW.utc_ms - 60_000,
            reason=RECORDED_LATE,
        )
    ]


def test_cancel_and_return_change_nothing(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair()))
    step(window)
    click(opened(window).cancel)
    step(window)
    QTest.keyClick(opened(window), Qt.Key.Key_Return)
    step(window)
    QTest.keyClick(opened(window), Qt.Key.Key_Escape)
    assert port.commands == []
    assert window.actions_.dialog is None


def test_nobody_is_admitted_without_a_label(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(free("4")))
    face = window.board.chairs[0].face
    assert isinstance(face, FreePlace)
    click(face.admit.button)
    dialog = opened(window)
    assert isinstance(dialog, AdmitDialog)
    assert not dialog.confirm.isEnabled()
    QTest.keyClicks(dialog.label, "  ")
    assert not dialog.confirm.isEnabled()
    QTest.keyClicks(dialog.label, "B.N. 88")
    dialog.planned_min.setValue(55)
    QTest.keyClicks(dialog.course, "infusion 2 of 6")
    assert dialog.confirm.text() == "Admit to Chair 4 · B.N. 88"
    click(dialog.confirm)
    assert port.commands == [Admit(place_id="4", label="B.N. 88", planned_infusion_s=3300.0, course="infusion 2 of 6")]


def test_a_patient_moves_to_the_bay_that_is_chosen(open_station: OpenStation, port: FakePort) -> None:
    seat = session(9, phase=Phase.RECOVERY, end_s=60)
    empty = tuple(free(f"bay-{n}", kind=PlaceKind.BAY, title=f"Bay {n}") for n in (2, 3))
    window = open_station(room(chair(seat=seat), bay("bay-1"), *empty))
    step(window)
    dialog = opened(window)
    assert isinstance(dialog, MoveDialog)
    assert [button.text() for button in dialog.bays] == [
        "Move Chair 1 · A.M. 59 to Bay 2",
        "Move Chair 1 · A.M. 59 to Bay 3",
    ]
    click(dialog.bays[1])
    assert port.commands == [Transfer(place_id="1", session_id=9, to_place_id="bay-3")]


@pytest.mark.parametrize(
    ("place", "index", "command"),
    [
        (bay("bay-1"), 1, Discharge(place_id="bay-1", session_id=50)),
        (chair(seat=session(6, phase=Phase.RECOVERY, end_s=60)), 2, Discharge(place_id="1", session_id=6)),
    ],
)
def test_discharge_asks_first(
    open_station: OpenStation, port: FakePort, place: PlaceView, index: int, command: Command
) -> None:
    other = free("bay-9", kind=PlaceKind.BAY, title="Bay 9")
    window = open_station(room(place, other))
    step(window, index)
    dialog = opened(window)
    assert "Discharge" in dialog.windowTitle()
    assert port.commands == []
    click(dialog.confirm)
    assert port.commands == [command]


def test_a_question_does_not_stop_the_display_and_shows_new_alarms(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair("1"), chair("2")))
    step(window)
    dialog = opened(window)
    painted = port.paint_count
    new = alarm(8, "2", Priority.HIGH, "SpO₂ ↓ 82 < 85", rule="O2-XLO")
    port.shown = room(chair("1"), chair("2", alarms=(new,)))
    window.refresher.tick()
    QApplication.processEvents()
    assert port.paint_count > painted
    assert dialog.alarm_line.painted == {(8, Priority.HIGH)}
    assert (8, Priority.HIGH) in window.board.painted
    bar = window.board.bar
    top = bar.mapToGlobal(bar.rect().topLeft()).y()
    assert dialog.frameGeometry().bottom() < top


def test_a_second_question_replaces_the_first(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair("1"), chair("2")))
    step(window)
    first = opened(window)
    face = window.board.chairs[1].face
    assert isinstance(face, ChairTile)
    face.slots[1].button.click()
    assert opened(window) is not first
    click(opened(window).confirm)
    assert port.commands == [record_infusion(InfusionAct.END, place_id="2", session_id=1)]

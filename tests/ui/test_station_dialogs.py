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
from monitor.ui.widgets.dialogs import StationDialog
from monitor.ui.widgets.fields import OneOf, Typed
from monitor.ui.widgets.form_dialog import FormDialog
from monitor.ui.widgets.free_place import FreePlace
from monitor.ui.widgets.list_dialog import ListDialog
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
    assert isinstance(dialog, FormDialog)
    assert dialog.time.text() == "Time 22:13"
    assert not dialog.later.isEnabled()
    click(dialog.earlier)
    click(dialog.earlier)
    click(dialog.later)
    assert dialog.time.text() == "Time 22:12, 1 min ago"
    assert not dialog.confirm.isEnabled()  # an earlier time needs a reason
    assert isinstance(dialog.late_reason, Typed)
    QTest.keyClicks(dialog.late_reason.edit, "busy at chair 2")
    click(dialog.confirm)
    assert port.commands == [
        record_infusion(
            InfusionAct.END,
            place_id="1",
            session_id=1,
            at_utc_ms=NOW.utc_ms - 60_000,
            reason="busy at chair 2",
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


def type_into(dialog: FormDialog, field: str, text: str) -> None:
    typed = dialog.fields[field]
    assert isinstance(typed, Typed)
    QTest.keyClicks(typed.edit, text)


def test_nobody_is_admitted_without_a_label(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(free("4")))
    face = window.board.chairs[0].face
    assert isinstance(face, FreePlace)
    click(face.admit.button)
    dialog = opened(window)
    assert isinstance(dialog, FormDialog)
    assert not dialog.confirm.isEnabled()
    type_into(dialog, "label", "  ")
    assert not dialog.confirm.isEnabled()
    type_into(dialog, "label", "B.N. 88")
    type_into(dialog, "minutes", "55")
    type_into(dialog, "weight", "72.5")
    type_into(dialog, "number", "2")
    assert dialog.confirm.text() == "Record admission to Chair 4 · B.N. 88"
    click(dialog.confirm)
    admitted = port.commands[0]
    assert isinstance(admitted, Admit)
    assert (admitted.place_id, admitted.label, admitted.planned_infusion_s) == ("4", "B.N. 88", 3300.0)
    assert admitted.plan is not None
    assert (admitted.plan.weight_kg, admitted.plan.dose_mg_per_kg) == (72.5, 0.5)
    assert admitted.patient is not None
    assert admitted.patient.infusion_number == 2


def test_an_impossible_weight_is_said_and_an_unusual_dose_is_asked_back(
    open_station: OpenStation, port: FakePort
) -> None:
    window = open_station(room(free("4")))
    face = window.board.chairs[0].face
    assert isinstance(face, FreePlace)
    click(face.admit.button)
    dialog = opened(window)
    assert isinstance(dialog, FormDialog)
    type_into(dialog, "label", "B.N. 88")
    type_into(dialog, "weight", "720")
    assert "720 kg was entered" in dialog.problem.text()
    assert not dialog.confirm.isEnabled()
    QTest.keyClick(dialog.fields["weight"].widget, Qt.Key.Key_Backspace)
    type_into(dialog, "dose", "5")
    click(dialog.confirm)
    back = opened(window)
    assert isinstance(back, FormDialog)
    assert port.commands == []
    assert "Chair 4 · B.N. 88" in back.confirm.text()
    type_into(back, "dose", "meant, Dr. F.")
    click(back.confirm)
    admitted = port.commands[0]
    assert isinstance(admitted, Admit)
    assert [answer.text for answer in admitted.answers] == ["meant, Dr. F."]


def test_cancelling_the_questions_goes_back_to_the_numbers(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(free("4")))
    face = window.board.chairs[0].face
    assert isinstance(face, FreePlace)
    click(face.admit.button)
    dialog = opened(window)
    assert isinstance(dialog, FormDialog)
    type_into(dialog, "label", "B.N. 88")
    type_into(dialog, "dose", "5")
    click(dialog.confirm)
    click(opened(window).cancel)
    again = opened(window)
    assert isinstance(again, FormDialog)
    assert again.values()["label"] == "B.N. 88"
    assert again.values()["dose"] == "5"
    assert port.commands == []


def test_a_patient_moves_to_the_bay_that_is_chosen(open_station: OpenStation, port: FakePort) -> None:
    seat = session(9, phase=Phase.RECOVERY, end_s=60)
    empty = tuple(free(f"bay-{n}", kind=PlaceKind.BAY, title=f"Bay {n}") for n in (2, 3))
    window = open_station(room(chair(seat=seat), bay("bay-1"), free("4"), *empty))
    step(window)
    dialog = opened(window)
    assert isinstance(dialog, FormDialog)
    places = dialog.fields["to"]
    assert isinstance(places, OneOf)
    assert [places.box.itemText(index) for index in range(places.box.count())] == ["Bay 2", "Bay 3", "Chair 4"]
    places.box.setCurrentIndex(1)
    assert dialog.confirm.text() == "Record move of Chair 1 · A.M. 59 to Bay 3"
    click(dialog.confirm)
    assert port.commands == [Transfer(place_id="1", session_id=9, to_place_id="bay-3")]


@pytest.mark.parametrize(
    ("place", "command"),
    [
        (bay("bay-1"), Discharge(place_id="bay-1", session_id=50)),
        (chair(seat=session(6, phase=Phase.RECOVERY, end_s=60)), Discharge(place_id="1", session_id=6)),
    ],
)
def test_discharge_asks_first(open_station: OpenStation, port: FakePort, place: PlaceView, command: Command) -> None:
    window = open_station(room(place))
    step(window)
    checks = opened(window)
    assert isinstance(checks, ListDialog)
    click(checks.button("Discharge"))
    dialog = opened(window)
    assert "discharge" in dialog.windowTitle()
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
    assert dialog.geometry().bottom() < bar.geometry().top()


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

"""What tests of panels, forms and checklists share: a patient at chair 8, presses, and typing into fields."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from ui_builders import FakePort, chair, room, session

from monitor.domain.commands import (
    Record,
)
from monitor.domain.entries import (
    Entry,
    InfusionAct,
)
from monitor.domain.policy import DischargeRules, ListedDrug, Policy
from monitor.domain.stages import StayAct
from monitor.port.snapshot import PlaceView, Snapshot, StayView
from monitor.ui.widgets.choice_dialog import ChoiceDialog
from monitor.ui.widgets.fields import Typed
from monitor.ui.widgets.form_dialog import FormDialog
from monitor.ui.widgets.list_dialog import ListDialog
from monitor.ui.widgets.recovery import BayTile
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
DRUGS = (
    ListedDrug(name="ondansetron", dose=4, unit="mg", route="IV"),
    ListedDrug(name="midazolam", dose=1, unit="mg", route="IV", observe_min=60, sedative=True),
)
POLICY = Policy(drugs=DRUGS, discharge=DischargeRules())
NEXT = 1
NOTE = 2
MORE = 3


def clinic(*places: PlaceView) -> Snapshot:
    return replace(room(*places), policy=POLICY)


def seated(**stay: object) -> PlaceView:
    seat = session(81, label="S.V. 81")
    acts = (InfusionAct.PAUSE, InfusionAct.RATE, InfusionAct.END, StayAct.HOSPITAL, StayAct.AGAINST_ADVICE)
    known = replace(StayView(next_acts=acts), **stay)  # type: ignore[arg-type]  # named by the tests
    return chair("8", seat=replace(seat, stay=known))


def click(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press(window: StationWindow, slot: int) -> None:
    face = window.board.places[0].face
    assert isinstance(face, ChairTile | BayTile)
    click(face.slots[slot].button)


def panel(window: StationWindow) -> ChoiceDialog:
    dialog = window.actions_.dialog
    assert isinstance(dialog, ChoiceDialog)
    assert dialog.isVisible()
    return dialog


def checklist(window: StationWindow) -> ListDialog:
    dialog = window.actions_.dialog
    assert isinstance(dialog, ListDialog)
    return dialog


def form(window: StationWindow) -> FormDialog:
    dialog = window.actions_.dialog
    assert isinstance(dialog, FormDialog)
    assert dialog.isVisible()
    return dialog


def fill(dialog: FormDialog, **texts: str) -> None:
    for name, text in texts.items():
        field = dialog.fields[name]
        assert isinstance(field, Typed)
        QTest.keyClicks(field.edit, text)


def show(window: StationWindow, port: FakePort, snapshot: Snapshot) -> None:
    port.shown = snapshot
    window.refresher.tick()
    QApplication.processEvents()


def record(entry: Entry) -> Record:
    return Record(place_id="8", session_id=81, entry=entry)

"""Signing in at the display, commands in somebody's name, and a screen that hides names but never alarms."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from ui_builders import FakePort, alarm, chair, free, room, session

from drivers.clock import ManualClock
from monitor.domain.commands import Acknowledge, PauseAudio, SignIn, SignOut
from monitor.domain.people import UNATTRIBUTED, Actor
from monitor.domain.policy import Policy
from monitor.domain.vocabulary import Priority
from monitor.port.handover_view import HandoverView
from monitor.port.people_port import STATION
from monitor.port.snapshot import EntryView, Snapshot
from monitor.ui.presenter import present, privacy
from monitor.ui.sign_in import NO_ACCOUNTS, REPEAT_DIFFERS, SignInDialog
from monitor.ui.widgets.choice_dialog import ChoiceDialog
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
NURSE = Actor("R. Kern", "nurse")
HIGH = alarm(1, "1", Priority.HIGH, "BP ↑ 184/112 ≥ 180", short="BP ↑ 184/112")


@dataclass
class FakePeople:
    """Accounts whose answers the test gives."""

    nobody_yet: bool = False
    hint: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    answers: list[Future[Actor | str]] = field(default_factory=list)

    def verified(self, name: str, pin: str) -> Future[Actor | str]:
        self.asked.append((name, pin))
        self.answers.append(Future())
        return self.answers[-1]

    def make_first(self, name: str, pin: str) -> Future[Actor | str]:
        return self.verified(f"first {name}", pin)


def signed(snapshot: Snapshot, actor: Actor = NURSE) -> Snapshot:
    return replace(snapshot, signed_in=((STATION, actor.name, actor.role),))


def click(button: QPushButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def show(window: StationWindow, port: FakePort, snapshot: Snapshot) -> None:
    port.shown = snapshot
    window.refresher.tick()
    QApplication.processEvents()


def open_title(window: StationWindow) -> str:
    return "" if window.actions_.dialog is None else window.actions_.dialog.windowTitle()


def sign_in_dialog(window: StationWindow) -> SignInDialog:
    click(window.board.header.person.button)
    dialog = window.actions_.dialog
    assert isinstance(dialog, SignInDialog)
    return dialog


def fill_in(dialog: SignInDialog, name: str, pin: str) -> None:
    QTest.keyClicks(dialog.name, name)
    QTest.keyClicks(dialog.pin, pin)


def test_signing_in_waits_for_the_accounts_and_the_display_goes_on(open_station: OpenStation, port: FakePort) -> None:
    people = FakePeople()
    window = open_station(room(chair()), people=people)
    dialog = sign_in_dialog(window)
    assert not dialog.confirm.isEnabled()
    fill_in(dialog, "R. Kern", "739154")
    click(dialog.confirm)
    painted = port.paint_count
    show(window, port, room(chair()))
    assert port.paint_count > painted
    assert dialog.isVisible()
    assert port.commands == []
    people.answers[0].set_result(NURSE)
    window.refresher.tick()
    assert people.asked == [("R. Kern", "739154")]
    assert port.commands == [SignIn(station=STATION, actor=NURSE)]
    assert window.actions_.dialog is None


def test_a_wrong_pin_is_said_and_can_be_tried_again(open_station: OpenStation, port: FakePort) -> None:
    people = FakePeople()
    window = open_station(room(chair()), people=people)
    dialog = sign_in_dialog(window)
    fill_in(dialog, "R. Kern", "000000")
    QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
    people.answers[0].set_result("Name and PIN do not fit.")
    window.refresher.tick()
    assert dialog.isVisible()
    assert dialog.problem.text() == "Name and PIN do not fit."
    assert dialog.pin.text() == ""
    assert port.commands == []


def test_the_first_account_is_made_with_the_pin_twice(open_station: OpenStation, port: FakePort) -> None:
    people = FakePeople(nobody_yet=True)
    window = open_station(room(chair()), people=people)
    dialog = sign_in_dialog(window)
    fill_in(dialog, "Admin", "739154")
    QTest.keyClicks(dialog.repeat, "739155")
    click(dialog.confirm)
    assert dialog.problem.text() == REPEAT_DIFFERS
    assert people.asked == []
    QTest.keyClick(dialog.repeat, Qt.Key.Key_Backspace)
    QTest.keyClicks(dialog.repeat, "4")
    click(dialog.confirm)
    assert people.asked == [("first Admin", "739154")]
    people.answers[0].set_result(Actor("Admin", "administrator"))
    window.refresher.tick()
    assert [command.type for command in port.commands] == ["sign_in"]


def test_a_first_start_cannot_be_gone_on_from_without_an_account(open_station: OpenStation, port: FakePort) -> None:
    people = FakePeople(nobody_yet=True)
    empty = replace(room(free("1")), policy=Policy(roles=True))
    window = open_station(empty, people=people)
    for _ in range(3):
        show(window, port, empty)
        dialog = window.actions_.dialog
        assert isinstance(dialog, SignInDialog)
        click(dialog.cancel)
        show(window, port, empty)
        assert isinstance(window.actions_.dialog, SignInDialog)
    people.nobody_yet = False
    window.actions_.close_dialog()
    show(window, port, empty)
    assert window.actions_.dialog is None


def test_an_account_is_never_asked_for_over_a_patient(open_station: OpenStation, port: FakePort) -> None:
    people = FakePeople(nobody_yet=True)
    for shown in (replace(room(chair()), policy=Policy(roles=True)), room(free("1"))):
        window = open_station(shown, people=people)
        show(window, port, shown)
        assert window.actions_.dialog is None


def test_commands_carry_whoever_is_signed_in(open_station: OpenStation, port: FakePort, clock: ManualClock) -> None:
    window = open_station(signed(room(chair(alarms=(HIGH,)))))
    clock.move(2.0)
    face = window.board.chairs[0].face
    assert isinstance(face, ChairTile)
    click(face.slots[0].button)
    click(window.board.bar.sound.button)
    assert port.commands == [Acknowledge(place_id="1", alarm_ids=(1,), actor=NURSE), PauseAudio(actor=NURSE)]
    assert window.board.header.person.button.text() == "R. Kern · nurse"


def test_somebody_whom_the_room_signed_out_gives_no_more_names(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(signed(room(chair(alarms=(HIGH,)))))
    clock.move(2.0)
    show(window, port, room(chair(alarms=(HIGH,))))
    click(window.board.bar.sound.button)
    assert port.commands == [PauseAudio(actor=UNATTRIBUTED)]
    assert window.board.header.person.button.text() == "Sign in"


def test_a_demo_has_no_accounts_and_says_so(open_station: OpenStation) -> None:
    window = open_station(room(chair()))
    click(window.board.header.person.button)
    assert window.actions_.dialog is None
    assert window.board.footer.message == NO_ACCOUNTS


@pytest.mark.parametrize(("words", "leaving"), [("Sign out", False), ("Sign out and hand", True)])
def test_signing_out(open_station: OpenStation, port: FakePort, words: str, leaving: bool) -> None:  # noqa: FBT001 - parametrised
    window = open_station(signed(room(chair())), people=FakePeople())
    click(window.board.header.person.button)
    dialog = window.actions_.dialog
    assert isinstance(dialog, ChoiceDialog)
    click(dialog.button(words))
    assert port.commands == [SignOut(station=STATION, leaving=leaving, actor=NURSE)]


def secret_room() -> Snapshot:
    place = replace(
        chair(alarms=(HIGH,), seat=replace(session(label="A.M. 59"), masked_label="A.M.")),
        handover=HandoverView(notes=("cried about his brother",), drugs=("ondansetron 4 mg IV",)),
        entries=(EntryView(entry_seq=4, at_utc_ms=0, text="cried about his brother", by="R. Kern"),),
    )
    return replace(room(place, free("2")), policy=Policy(roles=True))


@pytest.mark.hazard("H53")
def test_a_locked_station_hides_names_and_notes_and_no_alarm(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(secret_room(), people=FakePeople())
    clock.move(2.0)
    face = window.board.chairs[0].face
    assert isinstance(face, ChairTile)
    assert "59" not in face.accessibleName()
    assert face.painted == {(1, Priority.HIGH)}
    click(face.slots[0].button)
    assert port.commands == [Acknowledge(place_id="1", alarm_ids=(1,), actor=UNATTRIBUTED)]
    show(window, port, signed(secret_room()))
    assert "A.M. 59" in face.accessibleName()


@pytest.mark.hazard("H53")
def test_no_name_or_note_is_left_in_a_masked_snapshot() -> None:
    masked = privacy.masked(secret_room())
    assert "brother" not in repr(masked)
    assert "A.M. 59" not in repr(present(masked, masked=True))
    assert masked.alarms == secret_room().alarms


def test_the_key_m_hides_names_and_closes_an_open_question(open_station: OpenStation) -> None:
    snapshot = replace(secret_room(), policy=Policy())
    window = open_station(snapshot)
    face = window.board.chairs[0].face
    assert isinstance(face, ChairTile)
    click(face.slots[1].button)
    assert open_title(window) == "Record end · Chair 1 · A.M. 59"
    QTest.keyClick(window, Qt.Key.Key_M)
    window.refresher.tick()
    assert open_title(window) == ""
    assert "59" not in face.accessibleName()
    QTest.keyClick(window, Qt.Key.Key_M)
    window.refresher.tick()
    assert "A.M. 59" in face.accessibleName()

"""A first start with an empty record: nobody gets past the first account, and no account is there by default (H54)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from ui_builders import FakePort, free, room

from drivers.clock import SystemClock
from drivers.observations import Provenance
from monitor.app.people_desk import PeopleDesk
from monitor.domain.commands import SignIn
from monitor.domain.people import Actor
from monitor.domain.policy import Policy
from monitor.domain.time import Instant
from monitor.storage import Journal
from monitor.ui.sign_in import SignInDialog
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
EMPTY = replace(room(free("1"), free("2")), policy=Policy(roles=True))
WAIT_S, PIN = 30.0, "739154"
WAIT_NS = 30_000_000_000


@pytest.fixture
def people(tmp_path: Path) -> Iterator[PeopleDesk]:
    path = tmp_path / "room.db"
    Journal.open(
        path, room_name="Room", provenance=Provenance.SIMULATED, epoch=Instant(0, 0), profile_digest="none"
    ).close()
    desk = PeopleDesk(path, SystemClock())
    yield desk
    desk.close()


def until(window: StationWindow, condition: Callable[[], bool]) -> None:
    """Let the display live until the accounts have answered."""
    clock = SystemClock()
    deadline_ns = clock.now().mono_ns + WAIT_NS
    while not condition():
        assert clock.now().mono_ns < deadline_ns
        window.refresher.tick()
        QTest.qWait(5)


def first_account(window: StationWindow) -> SignInDialog:
    until(window, lambda: isinstance(window.actions_.dialog, SignInDialog))
    dialog = window.actions_.dialog
    assert isinstance(dialog, SignInDialog)
    assert dialog.windowTitle() == "Make the first account"
    return dialog


def admit_buttons(window: StationWindow) -> list[QPushButton]:
    found = [button for button in window.findChildren(QPushButton) if button.isVisible() and "Admit" in button.text()]
    assert len(found) == 2
    return found


@pytest.mark.hazard("H54")
def test_neither_cancel_nor_escape_nor_another_key_leads_past_the_first_account(
    open_station: OpenStation, port: FakePort, people: PeopleDesk
) -> None:
    window = open_station(EMPTY, people=people)
    port.shown = EMPTY
    for leave in (
        lambda dialog: dialog.cancel.click(),
        lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape),
        lambda dialog: dialog.close(),
        lambda _: admit_buttons(window)[0].click(),
        lambda _: QTest.keyClick(window, Qt.Key.Key_Question),
        lambda _: QTest.keyClick(window, Qt.Key.Key_1),
    ):
        leave(first_account(window))
        QApplication.processEvents()
    first_account(window)
    assert port.commands == []
    assert people.verified("admin", "admin").result(WAIT_S) == "Name and PIN do not fit."


@pytest.mark.hazard("H54")
def test_the_station_goes_on_once_the_first_account_is_made(
    open_station: OpenStation, port: FakePort, people: PeopleDesk
) -> None:
    window = open_station(EMPTY, people=people)
    port.shown = EMPTY
    dialog = first_account(window)
    for field, text in ((dialog.name, "I. Falk"), (dialog.pin, PIN), (dialog.repeat, PIN)):
        QTest.keyClicks(field, text)
    dialog.confirm.click()
    until(window, lambda: window.actions_.dialog is None)
    assert [command for command in port.commands if isinstance(command, SignIn)] == [
        SignIn(station="station", actor=Actor("I. Falk", "administrator"))
    ]
    until(window, lambda: not people.nobody_yet)
    window.refresher.tick()
    assert window.actions_.dialog is None

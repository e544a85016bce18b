"""Every button a person can press is found by walking the screen, pressed with a real click, and leads somewhere."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from every_dialog import DIALOGS, eight, first_place, full_room
from panel_tools import POLICY, seated, show
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from test_people_at_the_station import FakePeople
from ui_builders import FakePort, alarm, bay, chair, free, room

from drivers.clock import ManualClock
from monitor.domain.commands import Acknowledge
from monitor.domain.vocabulary import Priority
from monitor.port.people_port import STATION
from monitor.port.snapshot import Snapshot
from monitor.ui.history_screen import ALARMS_FIRST, NO_HISTORY
from monitor.ui.presenter.choices import KEYS
from monitor.ui.presenter.room import HISTORY_BUTTON
from monitor.ui.widgets.buttons import PaintedButton
from monitor.ui.widgets.dialogs import StationDialog
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
HIGH = alarm(9, "8", Priority.HIGH, "SpO₂ ↓ 82 < 85", rule="O2-XLO")
ACTIVE = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
KEYS_AND_TESTS = {  # what the page of keys promises, and where each is pressed for real
    "1 … 24": "test_digits_select_and_escape_lets_go",
    "A": "test_the_key_a_acknowledges_at_the_selected_chair_only",
    "N": "test_the_key_n_opens_the_note_panel_of_the_selected_chair",
    "G": "test_going_is_one_key_and_stands_on_the_tile_with_its_time",
    "Space, held for a second": "test_space_held_for_a_second_pauses_the_sound_once",
    "H": "test_what_history_shows_stays_while_it_is_hidden",
    "M": "test_the_key_m_hides_names_and_closes_an_open_question",
    "T": "test_the_key_changes_the_theme_and_back",
    "F11": "test_f11_changes_to_full_screen_and_back",
    "Escape": "test_a_click_opens_it_beside_the_grid_and_escape_returns",
    "?": "test_the_question_mark_shows_the_keys",
}
SMOKE = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_builders import FakePort, alarm, chair, room
from drivers.clock import ManualClock
from monitor.domain.vocabulary import Priority
from monitor.ui.application import make_application
from monitor.ui.windows.station import StationWindow
make_application(sys.argv[:1])
assert QApplication.platformName() == "xcb", QApplication.platformName()
port, clock = FakePort(), ManualClock()
port.shown = room(chair("1", alarms=(alarm(1, "1", Priority.HIGH, "SpO2"),)))
window = StationWindow(port, clock)
window.resize(1200, 700)
window.show()
assert QTest.qWaitForWindowExposed(window)
window.start()
for _ in range(3):
    window.refresher.tick()
    QApplication.processEvents()
    clock.move(1.0)
slots = window.board.places[0].face.slots
QTest.mouseClick(slots[0].button, Qt.MouseButton.LeftButton)
QTest.mouseClick(slots[2].button, Qt.MouseButton.LeftButton)
QApplication.processEvents()
assert window.actions_.dialog is not None and window.actions_.dialog.isVisible()
assert port.paint_count > 0
print([type(command).__name__ for command in port.commands])
window.close()
"""


def busy() -> Snapshot:
    """Something at every kind of place, and an alarm of the room itself."""
    places = (replace(first_place(), alarms=(HIGH,)), chair("2"), bay("bay-1"), bay("bay-2", ready=True), free("9"))
    made = replace(room(*places), policy=POLICY, signed_in=((STATION, "R. Kern", "nurse"),))
    return replace(made, alarms=(*made.alarms, alarm(10, "", Priority.HIGH, "NO ALARM SOUND", rule="T-AUDIO")))


def shown_buttons(widget: QWidget) -> list[PaintedButton]:
    return [each for each in widget.findChildren(PaintedButton) if each.isVisible() and each.isEnabled()]


def test_every_button_of_the_display_does_something(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(busy(), people=FakePeople())
    names = {button.accessibleName() for button in shown_buttons(window)}
    assert len(names) >= 18
    clock.move(5.0)
    for name in sorted(names):
        show(window, port, busy())
        button = next(each for each in shown_buttons(window) if each.accessibleName() == name)
        before = len(port.commands), window.actions_.dialog, window.devices.is_open
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        after = len(port.commands), window.actions_.dialog, window.devices.is_open
        if name == HISTORY_BUTTON.accessible_name:  # with an alarm open it only says why not
            assert window.board.footer.message in {ALARMS_FIRST, NO_HISTORY}
        else:
            assert after != before, f"{name}: nothing happened"
        window.actions_.close_dialog()
        window.devices.close()
        clock.move(1.0)


def test_every_button_of_every_dialog_does_something(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    """A command, another dialog, or the end of this one; toggles and steps of the time change what is shown."""
    window = open_station(full_room(), people=FakePeople())
    pressed = 0
    for name, opener in sorted(DIALOGS.items()):
        texts = dialog_after(window, opener, port)
        for index in range(len(texts)):
            dialog_after(window, opener, port)
            dialog = window.actions_.dialog
            assert dialog is not None
            button = shown_buttons(dialog)[index]
            before = state(window, port, button)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            QApplication.processEvents()
            assert state(window, port, button if window.actions_.dialog is dialog else None) != before, (
                f"{name}: {texts[index]} does nothing"
            )
            pressed += 1
            clock.move(1.0)
    assert pressed > 100


def dialog_after(window: StationWindow, opener: Callable[[StationWindow], None], port: FakePort) -> list[str]:
    """Open it anew; the words of what can be pressed in it."""
    show(window, port, full_room())
    opener(window)
    QApplication.processEvents()
    dialog = window.actions_.dialog
    assert dialog is not None
    return [button.text() for button in shown_buttons(dialog)]


def state(window: StationWindow, port: FakePort, button: PaintedButton | None) -> tuple[object, ...]:
    dialog = window.actions_.dialog
    step = getattr(dialog, "minutes_ago", None)
    checked = None if button is None else button.isChecked()
    masked = window.refresher.hide_names
    return len(port.commands), id(dialog) if dialog is not None else None, step, checked, masked


@pytest.mark.hazard("H30")
def test_a_click_that_lands_as_an_alarm_appears_acknowledges_nothing_anywhere(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    """On the tile, in the bar for the room's own, and in every dialog."""
    noisy = busy()
    window = open_station(full_room(), people=FakePeople())
    for name in ("display", *sorted(DIALOGS)):
        show(window, port, full_room())
        clock.move(10.0)
        if name != "display":
            DIALOGS[name](window)
            QApplication.processEvents()
        port.commands.clear()
        show(window, port, noisy)
        clock.move(0.5)
        show(window, port, noisy)
        wanted = [b for b in shown_buttons(window) if b.text().startswith("Acknowledge")]
        assert len(wanted) >= (2 if name == "display" else 3), name
        for button in wanted:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not [command for command in port.commands if isinstance(command, Acknowledge)], name
        window.actions_.close_dialog()


def test_everything_that_can_be_used_has_a_name(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(busy(), people=FakePeople())
    nameless = [type(each).__name__ for each in used(window) if not each.accessibleName()]
    window.select("8")
    nameless += [type(each).__name__ for each in used(window) if not each.accessibleName()]
    window.devices.toggle(0.0, window.board)
    QApplication.processEvents()
    nameless += [f"devices: {type(each).__name__}" for each in used(window) if not each.accessibleName()]
    window.devices.close()
    for name, opener in DIALOGS.items():
        dialog_after(window, opener, port)
        nameless += [f"{name}: {type(each).__name__}" for each in used(window) if not each.accessibleName()]
    assert nameless == []


def used(widget: QWidget) -> list[QWidget]:
    return [each for each in widget.findChildren(QWidget) if isinstance(each, ACTIVE) and each.isVisible()]


def test_tab_goes_place_by_place_and_never_astray(open_station: OpenStation) -> None:
    """From the header through the places in the order of the room to the bar; within a place from left to right."""
    window = open_station(eight(), people=FakePeople())
    window.setFocus()
    seen: list[QWidget] = []
    for _ in range(80):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if focused in seen:
            break
        assert focused.isVisible()
        seen.append(focused)
    assert {id(button) for button in shown_buttons(window)} <= {id(each) for each in seen}
    order = [owner(window, each) for each in seen if isinstance(each, PaintedButton)]
    assert order == sorted(order), "no place is left and come back to"
    first = [each.mapTo(window, QPoint(0, 0)).x() for each in seen if owner(window, each) == 1]
    assert first == sorted(first)


def owner(window: StationWindow, widget: QWidget) -> int:
    """0 the header, 1… the places, then the bar."""
    board = window.board
    for index, part in enumerate((board.header, *board.places, board.bar)):
        if part.isAncestorOf(widget):
            return index
    return len(board.places) + 2


def test_tab_reaches_every_field_and_button_of_a_form_in_reading_order(
    open_station: OpenStation, port: FakePort
) -> None:
    window = open_station(full_room(), people=FakePeople())
    dialog_after(window, DIALOGS["form values"], port)
    dialog = window.actions_.dialog
    assert isinstance(dialog, StationDialog)
    inside = [each for each in used(dialog) if each.isEnabled()]
    seen: list[QWidget] = []
    for _ in range(len(inside)):
        focused = window.focusWidget()
        assert dialog.isAncestorOf(focused), [type(each).__name__ for each in seen]
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    fields = [each for each in seen if isinstance(each, QLineEdit)]
    tops = [each.mapTo(dialog, QPoint(0, 0)).y() for each in fields]
    assert tops == sorted(tops)
    assert dialog.cancel in seen


def test_the_page_of_keys_names_every_key_and_each_is_pressed_in_a_test() -> None:
    assert {line.split("   ")[0] for line in KEYS} == set(KEYS_AND_TESTS)
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for key, test in KEYS_AND_TESTS.items():
        assert f"def {test}(" in tests, key


def test_letters_beside_a_field_act_on_nothing(open_station: OpenStation, port: FakePort, clock: ManualClock) -> None:
    """An "A" for a name typed beside its field must not acknowledge the selected chair."""
    window = open_station(replace(full_room(), places=(replace(seated(), alarms=(HIGH,)), *full_room().places[1:])))
    window.select("8")
    clock.move(5.0)
    window.refresher.tick()
    DIALOGS["admission"](window)
    dialog = window.actions_.dialog
    assert dialog is not None
    dialog.cancel.setFocus()
    QTest.keyClicks(dialog.cancel, "AGN8")
    assert port.commands == []
    assert window.actions_.dialog is dialog


@pytest.mark.system
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a server of X11")
def test_the_station_opens_and_is_clicked_on_a_real_server(require_tool: Callable[[str], str]) -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": f"{root}:{root / 'tests/ui'}"}
    command = [require_tool("xvfb-run"), "-a", sys.executable, "-c", SMOKE]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    assert "Acknowledge" in run.stdout

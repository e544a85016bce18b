"""Another language needs no code: in a language of strange letters nothing on the screen is left in plain ones."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

import pytest
from device_samples import CUFF, GATEWAY, HEALTHY, WRONG_MODE, devices_room
from every_dialog import DIALOGS, full_room, in_recovery
from pseudo_language import Painted, plain_words, spoken, written_on
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from test_people_at_the_station import FakePeople
from ui_builders import FakePort

from benchmarks import gallery
from drivers.clock import ManualClock
from monitor.port.snapshot import DeviceView
from monitor.ui.surroundings import Surroundings
from monitor.ui.windows.station import StationWindow

# rule ids, names, labels, drugs, devices and typed texts of the samples: data in every language
DATA = (
    "BP-SEV",
    "BP-MOD",
    "Infusion room A",
    "R. Kern",
    "Rad-8",
    "mood",
    "pain",
    "3 of 6",  # of a course as it was typed at the admission
    "Masimo Rad-8 / Radical-7 (ASCII 1)",
    "GE DINAMAP ProCare / CARESCAPE V100",
    "CARESCAPE V100",
    "masimo_ascii",
    "ge_dinamap",
    "rad8",
    "serial:///dev/ttyUSB",
    "tcp://moxa:",
    "dinamap-1",
    "mqtt://vitals/v1/clinic1/gw7",
    "demo",
    "device-",
    "ondansetron",
    "midazolam",
    "labetalol",
    "IV",
)


@pytest.fixture
def strange(station_app: QApplication) -> Iterator[QApplication]:
    with spoken(station_app):
        yield station_app
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Painted:
    return Painted(monkeypatch)


def left_plain(window: StationWindow, painted: Painted) -> dict[str, str]:
    painted.texts.clear()
    window.grab()
    found = plain_words((*painted.texts, *written_on(window)), DATA)
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    return found


STATES = ("calm", "many-alarms", "no-devices", "masked", "stalled")
OTHERS = ("many-alarms-chair-view", "calm-devices", "checks-before-start", "gate", "admission")


@pytest.mark.parametrize("name", [*STATES, *OTHERS])
def test_the_gallery(strange: QApplication, painted: Painted, name: str) -> None:
    window = gallery.open_window(gallery.shots()[name])
    assert left_plain(window, painted) == {}
    assert painted.texts
    strange.processEvents()


def test_every_dialog(strange: QApplication, painted: Painted, port: FakePort, clock: ManualClock) -> None:
    """One window, one dialog after the other."""
    port.shown = full_room(in_recovery())
    window = opened(port, clock)
    found: dict[tuple[str, str], str] = {}
    for name in sorted(DIALOGS):
        DIALOGS[name](window)
        strange.processEvents()
        dialog = window.actions_.dialog
        assert dialog is not None, name
        painted.texts.clear()
        dialog.grab()
        found |= {(name, word): text for word, text in plain_words((*painted.texts, *written_on(dialog)), DATA).items()}
        assert painted.texts, name
        window.actions_.close_dialog()
    assert found == {}
    assert left_plain(window, painted) == {}


def test_the_devices_page_with_a_device_in_full(
    strange: QApplication, painted: Painted, port: FakePort, clock: ManualClock
) -> None:
    lossy = diagnosed(CUFF, "12 messages were thrown away because they came faster than they could be read.")
    silent = diagnosed(
        WRONG_MODE,
        "The port is open, but nothing has come yet. Is the device on, its serial output enabled, and the cable "
        "plugged in at both ends (not crossed twice)?",
    )
    port.shown = devices_room(HEALTHY, lossy, silent, strangers=(GATEWAY,))
    window = opened(port, clock)
    window.devices.toggle(0.0, window.board)
    for device in (HEALTHY, silent, lossy):
        window.devices.page.choose(device.device_id)
        strange.processEvents()
    assert left_plain(window, painted) == {}


def diagnosed(device: DeviceView, *diagnosis: str) -> DeviceView:
    """`device` with what the product says of such a link."""
    return replace(device, why="", report=replace(device.report, diagnosis=diagnosis))


def opened(port: FakePort, clock: ManualClock) -> StationWindow:
    window = StationWindow(port, clock, Surroundings(zone=UTC, people=FakePeople()))
    window.resize(1920, 1080)
    window.show()
    window.start()
    window.refresher.stop()
    QApplication.processEvents()
    return window

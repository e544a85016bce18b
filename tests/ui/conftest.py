"""What tests of the display share: the dressed application, a port they set, and a window on it."""

from collections.abc import Callable, Iterator
from datetime import UTC

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from ui_builders import FakePort

from drivers.clock import ManualClock
from monitor.port.course_port import CoursePort
from monitor.port.device_port import DevicePort
from monitor.port.people_port import PeoplePort
from monitor.port.snapshot import Snapshot
from monitor.ui.application import make_application
from monitor.ui.surroundings import Surroundings
from monitor.ui.windows.station import StationWindow


@pytest.fixture
def station_app(qapp: QApplication) -> QApplication:
    """The application with fonts, palette and style of the station."""
    assert make_application([]) is qapp
    return qapp


@pytest.fixture
def port() -> FakePort:
    return FakePort()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


OpenStation = Callable[..., StationWindow]


@pytest.fixture
def open_station(station_app: QApplication, port: FakePort, clock: ManualClock) -> Iterator[OpenStation]:
    """Open a window at 1920x1080 on a snapshot. Its timer is stopped: the test ticks."""
    windows: list[StationWindow] = []

    def open_window(
        snapshot: Snapshot | None,
        *,
        width: int = 1920,
        height: int = 1080,
        people: PeoplePort | None = None,
        course: CoursePort | None = None,
        devices: DevicePort | None = None,
    ) -> StationWindow:
        port.shown = snapshot
        window = StationWindow(port, clock, Surroundings(zone=UTC, people=people, course=course, devices=devices))
        windows.append(window)
        window.resize(width, height)
        window.show()
        window.start()
        window.refresher.stop()
        station_app.processEvents()
        return window

    yield open_window
    for window in windows:
        window.close()
        window.deleteLater()
    station_app.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

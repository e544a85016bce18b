"""Three cards on the first start, once, never before an alarm, and again from the page of keys."""

from collections.abc import Callable

import pytest
from panel_tools import click, panel, show
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from ui_builders import FakePort, alarm, chair, room

from drivers.clock import ManualClock
from monitor.domain.vocabulary import Priority
from monitor.ui.presenter import tour
from monitor.ui.surroundings import Surroundings
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
HIGH = alarm(1, "1", Priority.HIGH, "SpO₂ ↓ 82")


@pytest.mark.parametrize("due", [True, False])
def test_the_cards_come_once_and_wait_for_an_alarm_to_be_over(
    station_app: QApplication, port: FakePort, clock: ManualClock, *, due: bool
) -> None:
    shown: list[int] = []
    window = StationWindow(port, clock, Surroundings(tour_due=due, tour_shown=lambda: shown.append(1)))
    window.show()
    port.shown = room(chair("1", alarms=(HIGH,)))
    window.start()
    window.refresher.stop()
    window.refresher.tick()
    assert window.actions_.dialog is None
    show(window, port, room(chair("1")))
    assert (window.actions_.dialog is not None) is due
    window.actions_.close_dialog()
    show(window, port, room(chair("1"), chair("2")))
    assert window.actions_.dialog is None
    assert shown == [1] * due
    window.close()
    window.deleteLater()
    station_app.processEvents()


def test_the_cards_lead_from_one_to_the_next_and_end(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair("1")))
    QTest.keyClicks(window, "?")
    click(panel(window).button("Show the three cards"))
    titles = [panel(window).windowTitle()]
    for following in range(1, len(tour.CARDS)):
        click(panel(window).button("Next"))
        titles.append(panel(window).windowTitle())
        text = " ".join(label.text() for label in panel(window).findChildren(QLabel))
        assert tour.CARDS[following][1] in text
    assert [title[:6] for title in titles] == ["1 of 3", "2 of 3", "3 of 3"]
    assert panel(window).buttons == ()
    click(panel(window).cancel)
    assert window.actions_.dialog is None
    assert port.commands == []


def test_the_cards_say_what_the_station_is_not() -> None:
    words = " ".join(text for _, text in tour.CARDS)
    assert "The bedside monitor alarms first" in words
    assert "drives nothing" in words
    assert "MONITOR STALLED" in words

"""The key for the other theme: a new window on the same room, the old one gone, the choice handed on."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from review_fakes import FakeReviewPort
from test_course_and_profile_panels import SURGE, FakeCourse, admitting, opened
from ui_builders import FakePort, alarm, chair, free, room

from drivers.clock import ManualClock
from monitor.domain.commands import Admit
from monitor.domain.vocabulary import Priority
from monitor.ui.application import make_application
from monitor.ui.stage import Stage
from monitor.ui.surroundings import Surroundings
from monitor.ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from monitor.port.course_port import Earlier

HIGH = alarm(1, "1", Priority.HIGH, "BP ↑ 184/112 ≥ 180")


@pytest.fixture
def chosen() -> list[bool]:
    return []


@pytest.fixture
def stage(station_app: QApplication, port: FakePort, clock: ManualClock, chosen: list[bool]) -> Iterator[Stage]:
    port.shown = room(chair("1", alarms=(HIGH,)), chair("2"))
    around = Surroundings(zone=UTC, theme_chosen=chosen.append)
    made = Stage(port, clock, around, arguments=[], present=lambda window: window.show())
    made.window.resize(1366, 768)
    made.start()
    made.window.refresher.stop()
    station_app.processEvents()
    yield made
    made.window.refresher.stop()
    made.window.close()
    make_application([], DARK)


def ground(stage: Stage) -> str:
    return stage.window.grab().toImage().pixelColor(3, stage.window.height() // 2).name()


def test_the_key_changes_the_theme_and_back(stage: Stage, chosen: list[bool]) -> None:
    assert ground(stage) == DARK.background
    former = stage.window
    former.select("2")
    former.refresher.hide_names = True
    QTest.keyClick(former, Qt.Key.Key_T)
    stage.window.refresher.stop()
    assert stage.window is not former
    assert not former.isVisible()
    assert ground(stage) == LIGHT.background
    assert stage.window.selected == "2"
    assert stage.window.refresher.hide_names
    assert (stage.window.width(), stage.window.height()) == (1366, 768)
    QTest.keyClick(stage.window, Qt.Key.Key_T)
    stage.window.refresher.stop()
    assert ground(stage) == DARK.background
    assert chosen == [True, False]


def test_an_alarm_has_to_be_read_again_before_a_click_covers_it(
    stage: Stage, port: FakePort, clock: ManualClock
) -> None:
    for _ in range(30):
        clock.move(0.1)
        stage.window.refresher.tick()
        stage.window.grab()
    QTest.keyClick(stage.window, Qt.Key.Key_T)
    stage.window.refresher.stop()
    stage.window.select("1")
    QTest.keyClick(stage.window, Qt.Key.Key_A)
    assert port.commands == []


@pytest.mark.parametrize("found", [(), (SURGE,)])
def test_an_admission_that_waits_for_the_record_outlives_the_window(
    stage: Stage, port: FakePort, found: "Earlier"
) -> None:
    """Nobody sees that it waits, so nobody would record it again."""
    port.shown = room(free("4"))
    stage.window.refresher.tick()
    course = FakeCourse(answer=Future())
    admitting(stage.window, course)
    former = stage.window.actions_.desk
    QTest.keyClick(stage.window, Qt.Key.Key_T)
    stage.window.refresher.stop()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the former window and all that hung on it
    course.answer.set_result(found)
    assert former.waiting == []
    lookup = stage.window.actions_.desk.waiting[0].lookup
    assert lookup is not None
    lookup.ask()
    if found:
        assert list(opened(stage.window).fields) == ["reaction"]
    else:
        (admitted,) = port.commands
        assert isinstance(admitted, Admit)
        assert (admitted.label, admitted.looked_up, course.asked) == ("A.M. 59", True, ["4711"])


@pytest.mark.parametrize("is_open", [False, True])
def test_the_new_window_has_the_keys_also_where_history_was_looked_at(
    station_app: QApplication, stage: Stage, port: FakePort, *, is_open: bool
) -> None:
    """History of the former window is ended with it, and must not call that window back."""
    port.shown = room(chair("1"), chair("2"))
    stage.window.refresher.tick()
    stage.window.history._around = replace(stage.window.history._around, review=FakeReviewPort)
    stage.window.history.toggle(0.0)
    assert stage.window.history.window is not None
    if not is_open:
        stage.window.history.toggle(1.0)
    station_app.processEvents()
    former = stage.window
    stage.switch()
    stage.window.refresher.stop()
    former.close()  # once more: nothing is left to end
    for _ in range(3):
        station_app.processEvents()
    assert station_app.activeWindow() is stage.window

"""An admission that waits for a look into the record goes on, whatever becomes of the look."""

from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from monitor.ui.course_lookup import NO_ANSWER, CourseLookup

if TYPE_CHECKING:
    from monitor.port.course_port import Earlier


@pytest.mark.hazard("H56")
@pytest.mark.expect_log
@pytest.mark.parametrize("fault", [RuntimeError("nobody thought of this"), CancelledError()])
def test_a_look_that_fails_is_words_and_the_admission_goes_on(station_app: QApplication, fault: Exception) -> None:
    answer: Future[Earlier] = Future()
    answer.set_exception(fault)
    found: list[Earlier] = []
    parent = QObject(station_app)
    CourseLookup(answer, then=found.append, parent=parent).ask()
    parent.deleteLater()
    assert found == [NO_ANSWER]

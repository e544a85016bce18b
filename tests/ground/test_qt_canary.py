"""The defect of PySide6 6.12.0 on Python 3.11: each call that returns nothing takes one reference too many from None.

After some thousand of them the interpreter aborts ("none_dealloc"), in the middle of a clinic day.
"""

import gc
import sys
from importlib.metadata import version

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 200
NOISE = 20  # other code may come and go with a few references of its own; the defect takes one for each call


def references_lost(widget: QWidget) -> int:
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
    return before - sys.getrefcount(None)


def test_calls_that_return_nothing_take_no_reference_of_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert references_lost(widget) < NOISE


def test_the_sound_series_of_pyside_is_installed() -> None:
    major, minor, *_ = (int(part) for part in version("PySide6-Essentials").split("."))
    assert (6, 8) <= (major, minor) < (6, 12)

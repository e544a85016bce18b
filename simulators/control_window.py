"""A small window for demonstrations and training: pick a chair, and make its patient surge or pull its cable."""

from typing import Any, Final

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QGroupBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from simulators.control import ControlError, RoomControl
from simulators.deeds import DeviceDeed, PlaceDeed

_PATIENT_DEEDS: Final = (
    ("Surge", PlaceDeed.SURGE),
    ("Desaturate", PlaceDeed.DESATURATE),
    ("Faint", PlaceDeed.FAINT),
    ("Heart races", PlaceDeed.TACHYCARDIA),
    ("Retch", PlaceDeed.RETCH),
    ("Stop breathing", PlaceDeed.APNOEA),
)
_DEVICE_DEEDS: Final = (
    ("Pull the cable", DeviceDeed.UNPLUG),
    ("Plug it in", DeviceDeed.REPLUG),
    ("Probe off", DeviceDeed.PROBE_OFF),
    ("Probe on", DeviceDeed.PROBE_ON),
    ("Kink the hose", DeviceDeed.KINK_HOSE),
    ("Free the hose", DeviceDeed.FREE_HOSE),
    ("Fall silent", DeviceDeed.STALL),
    ("Speak again", DeviceDeed.RESUME),
    ("Restart", DeviceDeed.RESTART),
)
_COLUMNS: Final = 2


class ControlWindow(QWidget):
    """Owns nothing but buttons: each press is one order, and its answer stands below."""

    def __init__(self, control: RoomControl) -> None:
        super().__init__()
        self._control = control
        self._devices: list[dict[str, Any]] = []
        self.setWindowTitle(f"{control.name} - SIMULATED")
        self.places = QComboBox()
        self.devices = QComboBox()
        self.answer = QLabel("Pick a chair.")
        self.answer.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.places)
        layout.addWidget(self._box("Patient", _PATIENT_DEEDS, self.places))
        layout.addWidget(self.devices)
        layout.addWidget(self._box("Device", _DEVICE_DEEDS, self.devices))
        layout.addWidget(self.answer)
        self.places.currentIndexChanged.connect(self._show_devices)
        self.refresh()

    def refresh(self) -> None:
        """Ask the room who sits where."""
        said = self._control.describe()
        self._devices = said["devices"]
        self.places.clear()
        for place in said["places"]:
            self.places.addItem(f"{place['place']}: {place['label'] or 'free'}", place["place"])

    def _box(self, title: str, deeds: tuple[tuple[str, str], ...], target: QComboBox) -> QGroupBox:
        box = QGroupBox(title)
        grid = QGridLayout(box)
        for number, (words, do) in enumerate(deeds):
            button = QPushButton(words)
            button.setObjectName(do)
            button.clicked.connect(lambda _checked=False, do=do, words=words: self._order(target, do, words))
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
        return box

    def _show_devices(self) -> None:
        here = self.places.currentData()
        self.devices.clear()
        for device in self._devices:
            if device["place"] == here:
                self.devices.addItem(f"{device['device']} ({device['kind']})", device["device"])

    def _order(self, target: QComboBox, do: str, words: str) -> None:
        chosen = target.currentData()
        if chosen is None:
            return
        try:
            self._control.order(chosen, do)
        except ControlError as error:
            self.answer.setText(f"Refused: {error}")
        else:
            self.answer.setText(f"{words}: {target.currentText()}")


def show_window(control: RoomControl) -> int:
    """Show the window until it is closed."""
    application = QApplication.instance() or QApplication([])
    window = ControlWindow(control)
    window.show()
    return application.exec()

"""The devices page: it lies over the places, never over header, alarm bar or footer. It decides nothing."""

from collections.abc import Callable
from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from monitor.port.device_port import DevicePort, RawPiece
from monitor.port.snapshot import Snapshot
from monitor.ui.geometry import Scale
from monitor.ui.presenter.devices import devices_view
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.buttons import StationButton
from monitor.ui.widgets.device_detail import DeviceDetail
from monitor.ui.widgets.device_rows import DeviceList
from monitor.ui.words import source, told, tr

if TYPE_CHECKING:
    from monitor.ui.device_views import DevicesView

RAW_EVERY_S = 0.5
BACK = source("Back to the room (Esc)")
NO_PORT = source("this display cannot reach the wires")


class DevicesPage(QWidget):
    """Hidden until asked for. `assign` is called with the link of a device that the room file does not name."""

    def __init__(
        self,
        palette: Palette,
        devices: DevicePort | None,
        *,
        back: Callable[[], None],
        assign: Callable[[str], None],
        say: Callable[[str], None],
        zone: tzinfo | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._palette = palette
        self._devices = devices
        self._say = say
        self._zone = zone
        self._snapshot: Snapshot | None = None
        self._view: DevicesView | None = None
        self._selected: str | None = None
        self._raw_due_s = 0.0
        self.heading = QLabel(self)
        self.outside = QLabel(self)
        self.back = StationButton(palette, self)
        self.list = DeviceList(palette, choose=self.choose, assign=assign, parent=self)
        self.detail = DeviceDetail(palette, record=self._toggle_recording, zone=zone, parent=self)
        self._build(back)
        self.hide()

    def _build(self, back: Callable[[], None]) -> None:
        self.setAccessibleName(tr("Devices"))
        self.back.dress(tr(BACK), accessible_name=tr(BACK), bright=False)
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.clicked.connect(back)
        top = QHBoxLayout()
        top.addWidget(self.heading, stretch=1)
        top.addWidget(self.back)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.list, stretch=11)
        body.addWidget(self.detail, stretch=9)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(body, stretch=1)
        self.outside.setWordWrap(True)
        self.outside.hide()
        layout.addWidget(self.outside)

    def set_scale(self, scale: Scale) -> None:
        self.heading.setFont(Face(scale.type_px(22), strong=True).font)
        self.outside.setFont(Face(scale.type_px(15)).font)
        face = Face(scale.type_px(16), strong=True)
        self.back.set_face(face)
        self.back.setMinimumSize(face.width(tr(BACK)) + 28, max(34, scale.px(40)))
        self.list.set_scale(scale)
        self.detail.set_scale(scale)

    @property
    def selected(self) -> str | None:
        return self._selected

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Follow the room; costs nothing where nothing changed."""
        self._snapshot = snapshot
        if self._selected not in {device.device_id for device in snapshot.devices}:
            self._selected = snapshot.devices[0].device_id if snapshot.devices else None
        view = devices_view(snapshot, self._selected, self._zone)
        if view != self._view:
            self._view = view
            self.heading.setText(view.heading)
            self.outside.setText("\n".join(view.outside))
            self.outside.setVisible(bool(view.outside))
            self.list.show_view(view, self._selected)
            self.detail.show_view(view.detail)
            self.detail.setVisible(bool(view.rows))

    def choose(self, device_id: str) -> None:
        """Show this device in full."""
        self._selected = device_id
        self._raw_due_s = 0.0
        self.detail.raw.show_pieces(self._raw())
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot)
        self.list.show_row(device_id)

    def step(self, by: int) -> None:
        """Choose the next device, or the one before."""
        ids = [] if self._view is None else [row.device_id for row in self._view.rows]
        if ids:
            index = ids.index(self._selected) + by if self._selected in ids else 0
            self.choose(ids[min(max(index, 0), len(ids) - 1)])

    def tick(self, now_s: float) -> None:
        """Fetch the last bytes of the chosen device, on demand and not in every picture of the room."""
        if now_s >= self._raw_due_s:
            self._raw_due_s = now_s + RAW_EVERY_S
            self.detail.raw.show_pieces(self._raw())

    def _raw(self) -> tuple[RawPiece, ...]:
        if self._devices is None or self._selected is None:
            return ()
        return self._devices.raw(self._selected)

    def _toggle_recording(self) -> None:
        if self._selected is None:
            return
        if self._devices is None:
            self._say(tr("Not recorded: {no_port}", no_port=tr(NO_PORT)))
        elif self._view is not None and self._view.detail is not None and self._view.detail.is_recording:
            self._devices.stop_recording(self._selected)
        else:
            why = self._devices.start_recording(self._selected)
            self._say(
                tr("Not recorded: {why}", why=told(why))
                if why
                else tr("Recording the bytes of {selected}", selected=self._selected)
            )

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._palette.background))

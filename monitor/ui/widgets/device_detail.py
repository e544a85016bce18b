"""One device in full: facts, diagnosis, the last bytes on its wire, and the button that records them."""

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from monitor.ui.device_views import DeviceDetailView
from monitor.ui.geometry import Scale
from monitor.ui.painting import rounded
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.buttons import StationButton
from monitor.ui.widgets.raw_view import RawView
from monitor.ui.words import source, tr

CHOOSE = source("Choose a device on the left.")
BUTTON_PX = 40


class DeviceDetail(QWidget):
    """Shows a `DeviceDetailView`, or asks to choose one."""

    def __init__(self, palette: Palette, *, record: Callable[[], None], zone: tzinfo | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self._shown: DeviceDetailView | None = None
        self._fact_names: tuple[str, ...] = ()
        self._cells: list[tuple[QLabel, QLabel]] = []
        self.title, self.diagnosis, self.note = _label(self), _label(self), _label(self)
        self.recording = _label(self)
        self.raw = RawView(palette, zone, self)
        self.button = StationButton(palette, self)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(record)
        self._facts = QGridLayout()
        self._build()
        self._show()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.diagnosis)
        layout.addWidget(self.note)
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnStretch(1, 1)
        layout.addLayout(self._facts)
        layout.addWidget(self.raw, stretch=1)
        row = QHBoxLayout()
        row.addWidget(self.recording, stretch=1)
        row.addWidget(self.button)
        layout.addLayout(row)

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.raw.set_scale(scale)
        self.title.setFont(Face(scale.type_px(20), strong=True).font)
        self.diagnosis.setFont(Face(scale.type_px(17), strong=True).font)
        for label in (self.note, self.recording):
            label.setFont(Face(scale.type_px(14)).font)
        face = Face(scale.type_px(16), strong=True)
        self.button.set_face(face)
        self.button.setMinimumSize(face.width(tr("Record raw to file")) + 28, max(34, scale.px(BUTTON_PX)))
        self._dress_facts()

    def show_view(self, view: DeviceDetailView | None) -> None:
        if view == self._shown:
            return
        self._shown = view
        self._show()

    def _show(self) -> None:
        view = self._shown
        self.title.setText(tr(CHOOSE) if view is None else view.title)
        self.diagnosis.setText("" if view is None else view.diagnosis)
        self.note.setText("" if view is None else view.note)
        self.note.setVisible(view is not None and bool(view.note))
        self.recording.setText("" if view is None else view.recording)
        self.raw.setVisible(view is not None)
        self.button.setVisible(view is not None)
        words = tr("Stop recording") if view is not None and view.is_recording else tr("Record raw to file")
        self.button.dress(words, accessible_name=words, bright=False)
        self._show_facts(() if view is None else view.facts)

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        names = tuple(name for name, _ in facts)
        if names != self._fact_names:
            self._remake_facts(names)
        for (_, value), (_, cell) in zip(facts, self._cells, strict=True):
            if cell.text() != value:
                cell.setText(value)

    def _remake_facts(self, names: tuple[str, ...]) -> None:
        for pair in self._cells:
            for label in pair:
                self._facts.removeWidget(label)
                label.hide()
                label.deleteLater()
        self._fact_names = names
        self._cells = [(_label(self), _label(self)) for _ in names]
        for row, (name, (left, right)) in enumerate(zip(names, self._cells, strict=True)):
            left.setText(name)
            left.setWordWrap(False)
            self._facts.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(right, row, 1)
        self._dress_facts()

    def _dress_facts(self) -> None:
        face = Face(self._scale.type_px(15))
        for left, right in self._cells:
            for label, colour in ((left, self._palette.muted), (right, self._palette.text)):
                label.setFont(face.font)
                label.setStyleSheet(f"color: {colour}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rounded(painter, self.rect(), fill=self._palette.tile, radius=12, edge=self._palette.edge)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label

"""What all dialogs of the station share. They open beside the running display and never stop it."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from monitor.ui.flash import FlashPhase
from monitor.ui.form_views import Question
from monitor.ui.geometry import Scale
from monitor.ui.theme import Face, Palette
from monitor.ui.views import LiveView
from monitor.ui.widgets.alarm_line import AlarmLine
from monitor.ui.widgets.buttons import PaintedButton

WIDTH_PX = 560
BUTTON_HEIGHT_PX = 44
LINE_HEIGHT_PX = 36


class StationDialog(QDialog):
    """Title, the room's alarms, a question, then cancel and confirm. The subclass fills `body`."""

    width_px = WIDTH_PX

    def __init__(self, palette: Palette, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        self.setAccessibleName(question.title)
        self._palette = palette
        self._band = _AlarmBand(palette, self)
        self.body = QVBoxLayout()
        self.confirm = large_button(palette, question.confirm, bright=True)
        self.cancel = large_button(palette, "Cancel")
        self._build(question)

    def _build(self, question: Question) -> None:
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(label_for(question.title, Face(22, strong=True)))
        layout.addWidget(self._band)
        if question.text:
            layout.addWidget(label_for(question.text, Face(18)))
        layout.addLayout(self.body)
        if question.note:
            note = label_for(question.note, Face(14))
            note.setProperty("role", "note")
            layout.addWidget(note)
        layout.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for button in (self.cancel, self.confirm):
            row.addWidget(button, stretch=1 if button is self.cancel else 2)
        self.cancel.setDefault(True)  # Return on an open question changes nothing
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        return row

    @property
    def alarm_line(self) -> AlarmLine:
        """The room's alarms, shown here as well because the dialog may stand before them."""
        return self._band.line

    def adjust(self) -> None:
        """Take the height that the words need at the fixed width."""
        layout = self.layout()
        needed = BUTTON_HEIGHT_PX if layout is None else layout.totalHeightForWidth(self.width_px)
        self.resize(self.width_px, needed)

    def stand_in(self, area: QRect) -> None:
        """Stand within `area` of the window behind, so that header and alarm bar stay free where there is room."""
        behind = self.parentWidget()
        if behind is None:
            return
        x = area.x() + (area.width() - self.width()) // 2
        y = area.y() + max(0, (area.height() - self.height()) // 2)
        self.move(behind.mapToGlobal(QPoint(max(0, x), y)))

    def show_live(self, live: LiveView) -> None:
        """Follow the room while open."""
        self._band.line.show_view(live.line)

    def set_phase(self, phase: FlashPhase) -> None:
        self._band.line.set_phase(phase)


class _AlarmBand(QWidget):
    """Gives the painted alarm line its place in a layout."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(LINE_HEIGHT_PX)
        self.line = AlarmLine(palette, self)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.line.place(QRect(0, 0, self.width(), self.height()), Scale(0.9))


def large_button(palette: Palette, text: str, *, bright: bool = False) -> PaintedButton:
    """A button high enough for gloves and wide enough for its words."""
    button = PaintedButton(palette)
    button.dress(text, accessible_name=text, bright=bright)
    button.setMinimumHeight(BUTTON_HEIGHT_PX)
    button.setMinimumWidth(Face(16, strong=True).width(text) + 28)
    return button


def label_for(text: str, face: Face) -> QLabel:
    """Plain text that takes the lines it needs."""
    label = QLabel(text)
    label.setFont(face.font)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label

"""What all dialogs of the station share: panels within its window that neither stop nor block anything behind them.

They are no windows of their own, so that none can slip behind the display or hold its input back.
"""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from monitor.ui.flash import FlashPhase
from monitor.ui.form_views import Question
from monitor.ui.geometry import Scale
from monitor.ui.theme import Face, Palette
from monitor.ui.views import ButtonView, LiveView
from monitor.ui.widgets.alarm_line import AlarmLine
from monitor.ui.widgets.buttons import ButtonSlot, PaintedButton, Press
from monitor.ui.words import tr

WIDTH_PX = 560
BUTTON_HEIGHT_PX = 44
LINE_HEIGHT_PX = 36
GAP_PX = 8
USED = (QPushButton, QLineEdit, QComboBox, QPlainTextEdit)  # what dialogs are made of
ACKNOWLEDGE_PX = 176  # "Acknowledge Chair 12"


class StationDialog(QDialog):
    """Title, the room's alarms, a question, then cancel and confirm. The subclass fills `body`."""

    width_px = WIDTH_PX

    def __init__(self, palette: Palette, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)  # QDialog makes itself a window unless told after its construction
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        self.setAccessibleName(question.title)
        self._palette = palette
        self._within = QRect()
        self._band = _AlarmBand(palette, self)
        self.body = QVBoxLayout()
        self.confirm = large_button(palette, question.confirm, bright=True)
        self.cancel = large_button(palette, tr("Cancel") if question.confirm else tr("Close"))
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

    def keep_within(self, area: QRect) -> None:
        """Never reach beyond `area` of the window from now on, whatever is said in here later."""
        self._within = area

    def adjust(self) -> None:
        """Take the height that the words need; one that grows moves no further than it has to."""
        most = self._within.height()
        height = self._fitted_px(most) if most else self._height_px()
        self.resize(self.width_px, height)
        if most and self.isVisible():
            area, at = self._within, self.pos()
            lowest, rightmost = area.bottom() + 1 - height, area.right() + 1 - self.width_px
            self.move(max(area.left(), min(at.x(), rightmost)), max(area.top(), min(at.y(), lowest)))
        self._order_tabs()

    def _height_px(self) -> int:
        layout = self.layout()
        if layout is None:
            return BUTTON_HEIGHT_PX
        layout.activate()  # forgets the heights that nested layouts remember
        return layout.totalHeightForWidth(self.width_px)

    def _fitted_px(self, most_px: int) -> int:
        """The height where there are `most_px`; a subclass whose body can scroll gives way first."""
        return min(self._height_px(), most_px)

    def _order_tabs(self) -> None:
        """Tab goes through the body, then to cancel and confirm, then to the alarm above."""
        last = (self.cancel, self.confirm, self._band.slot.button)
        body = [each for each in self.findChildren(QWidget) if isinstance(each, USED) and each not in last]
        for first, second in pairwise((*body, *last)):
            QWidget.setTabOrder(first, second)

    def stand_at(self, corner: QPoint) -> None:
        """Appear there, and take the keys."""
        self.move(corner)
        self.show()
        self.raise_()
        first = next((each for each in self.findChildren(QWidget) if _takes_keys(each)), self.cancel)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer_alarms_with(self, press: Press) -> None:
        """Say who is told when the alarm shown here is acknowledged."""
        self._band.press = press

    @property
    def acknowledge(self) -> ButtonSlot:
        """The reserved slot beside the alarms, empty at rest."""
        return self._band.slot

    def show_live(self, live: LiveView) -> None:
        """Follow the room while open."""
        self._band.line.show_view(live.line)
        self._band.slot.show_view(live.acknowledge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Return as in every dialog; what is typed beside a field is nobody's key."""
        super().keyPressEvent(event)
        if event.text() and any(_takes_keys(each) for each in self.findChildren(QWidget)):
            event.accept()

    def set_phase(self, phase: FlashPhase) -> None:
        self._band.line.set_phase(phase)


class _AlarmBand(QWidget):
    """Gives the painted alarm line its place in a layout, and beside it the slot that acknowledges the gravest."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(LINE_HEIGHT_PX)
        self.press: Press = lambda _button: None  # told by whoever opens the dialog
        self.line = AlarmLine(palette, self)
        self.slot = ButtonSlot(palette, self._pressed, self)
        self.slot.button.setAutoDefault(False)

    def _pressed(self, button: ButtonView) -> None:
        self.press(button)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        room = self.rect().adjusted(0, 0, -ACKNOWLEDGE_PX - GAP_PX, 0)
        self.line.place(room, Scale(0.9))
        self.slot.place(QRect(room.right() + 1 + GAP_PX, 0, ACKNOWLEDGE_PX, self.height()), Face(15, strong=True))


def _takes_keys(widget: QWidget) -> bool:
    """Whether `widget` is a field to type into or choose from."""
    is_field = widget.property("role") == "field" or isinstance(widget, QLineEdit | QComboBox)
    return is_field and not widget.isHidden()


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

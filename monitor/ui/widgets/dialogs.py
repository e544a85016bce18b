"""The dialogs of the station. They open beside the running display, never stop it, and show the room's alarms."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from monitor.ui.flash import FlashPhase
from monitor.ui.geometry import Scale
from monitor.ui.presenter.questions import Question, edge_time
from monitor.ui.theme import Face, Palette
from monitor.ui.views import LiveView
from monitor.ui.widgets.alarm_line import AlarmLine
from monitor.ui.widgets.buttons import PaintedButton

WIDTH_PX = 560
BUTTON_HEIGHT_PX = 44
LINE_HEIGHT_PX = 36
PLANNED_MIN = 40  # the usual infusion for a mood disorder
LONGEST_MIN = 480
LONGEST_AGO_MIN = 60


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
        self.confirm = _large_button(palette, question.confirm, bright=True)
        self.cancel = _large_button(palette, "Cancel")
        self._build(question)

    def _build(self, question: Question) -> None:
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(_label(question.title, Face(22, strong=True)))
        layout.addWidget(self._band)
        layout.addWidget(_label(question.text, Face(18)))
        layout.addLayout(self.body)
        if question.note:
            note = _label(question.note, Face(14))
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


class RecordDialog(StationDialog):
    """Records that a pump was started or stopped at the chair, now or some minutes ago."""

    def __init__(self, palette: Palette, question: Question, parent: QWidget) -> None:
        super().__init__(palette, question, parent)
        self._live: LiveView | None = None
        self.minutes_ago = 0
        self.time = _label("", Face(26, strong=True))
        self.earlier = self._step_button("1 min earlier", 1)
        self.later = self._step_button("1 min later", -1)
        row = QHBoxLayout()
        row.addWidget(self.time, stretch=1)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        self.body.addLayout(row)
        self._step(0)

    def _step_button(self, text: str, step: int) -> PaintedButton:
        button = _large_button(self._palette, text)
        button.clicked.connect(lambda: self._step(step))
        return button

    def _step(self, minutes: int) -> None:
        self.minutes_ago = min(max(self.minutes_ago + minutes, 0), LONGEST_AGO_MIN)
        self.later.setEnabled(self.minutes_ago > 0)
        self._show_time()

    def show_live(self, live: LiveView) -> None:
        super().show_live(live)
        self._live = live
        self._show_time()

    def _show_time(self) -> None:
        if self._live is not None:
            self.time.setText(edge_time(self._live, self.minutes_ago))


class AdmitDialog(StationDialog):
    """Asks for label, planned minutes and the place in the course; without a label nobody is admitted."""

    def __init__(self, palette: Palette, question: Question, parent: QWidget) -> None:
        super().__init__(palette, question, parent)
        self.label, self.course, self.planned_min = QLineEdit(), QLineEdit(), QSpinBox()
        self._base = question.confirm
        self.label.setPlaceholderText("A.M. 59")
        self.label.setMaxLength(16)
        self.course.setPlaceholderText("infusion 3 of 6")
        self.course.setMaxLength(32)
        self.planned_min.setRange(1, LONGEST_MIN)
        self.planned_min.setValue(PLANNED_MIN)
        self.planned_min.setSuffix(" min")
        self.planned_min.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # typed: arrows are too small for gloves
        form = QFormLayout()
        for name, field in (("Patient", self.label), ("Planned infusion", self.planned_min), ("Course", self.course)):
            field.setFont(Face(18).font)
            field.setAccessibleName(name)
            field.setProperty("role", "field")
            form.addRow(_label(name, Face(16)), field)
        self.body.addLayout(form)
        self.label.textChanged.connect(self._label_changed)
        self._label_changed("")
        self.label.setFocus()

    def _label_changed(self, text: str) -> None:
        named = text.strip()
        self.confirm.setEnabled(bool(named))
        words = f"{self._base} · {named}" if named else self._base
        self.confirm.dress(words, accessible_name=words, bright=True)


class MoveDialog(StationDialog):
    """One confirming button for each free bay."""

    def __init__(
        self,
        palette: Palette,
        question: Question,
        bays: tuple[tuple[str, str], ...],
        *,
        moved: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(palette, question, parent)
        self.confirm.hide()
        self.bays = tuple(self._bay_button(question.confirm, bay, moved) for bay in bays)

    def _bay_button(self, words: str, bay: tuple[str, str], moved: Callable[[str], None]) -> PaintedButton:
        place_id, title = bay
        button = _large_button(self._palette, f"{words} to {title}", bright=True)
        button.clicked.connect(lambda: self._choose(place_id, moved))
        self.body.addWidget(button)
        return button

    def _choose(self, place_id: str, moved: Callable[[str], None]) -> None:
        moved(place_id)
        self.accept()


def _large_button(palette: Palette, text: str, *, bright: bool = False) -> PaintedButton:
    button = PaintedButton(palette)
    button.dress(text, accessible_name=text, bright=bright)
    button.setMinimumHeight(BUTTON_HEIGHT_PX)
    button.setMinimumWidth(Face(16, strong=True).width(text) + 28)
    return button


def _label(text: str, face: Face) -> QLabel:
    label = QLabel(text)
    label.setFont(face.font)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label

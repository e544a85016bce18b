"""Proposes lines for the room file for a device that it does not name. It changes neither file nor room."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from monitor.ui.form_views import Question
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.dialogs import StationDialog
from monitor.ui.words import tr

TEXT_HEIGHT_PX = 230
WIDTH_PX = 760


class AssignDialog(StationDialog):
    """`lines_for` gives the lines for a place; confirming copies them."""

    width_px = WIDTH_PX

    def __init__(
        self,
        palette: Palette,
        question: Question,
        places: Sequence[tuple[str, str]],
        *,
        lines_for: Callable[[str], str],
        parent: QWidget,
    ) -> None:
        """`places` are (id, title)."""
        super().__init__(palette, question, parent)
        self._lines_for = lines_for
        self.place, self.lines = QComboBox(), QPlainTextEdit()
        for place_id, title in places:
            self.place.addItem(title, place_id)
        self.place.setFont(Face(18).font)
        self.place.setAccessibleName(tr("Place"))
        self.place.setMinimumHeight(40)
        self.lines.setFont(Face(15).font)
        self.lines.setReadOnly(True)
        self.lines.setFixedHeight(TEXT_HEIGHT_PX)
        self.lines.setAccessibleName(tr("Lines for the room file"))
        self.body.addWidget(self.place)
        self.body.addWidget(self.lines)
        self.place.currentIndexChanged.connect(self._show_lines)
        self.accepted.connect(self._copy)
        self._show_lines()

    def _show_lines(self) -> None:
        place_id = self.place.currentData()
        self.lines.setPlainText(self._lines_for("" if place_id is None else str(place_id)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.lines.toPlainText())

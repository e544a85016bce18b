"""Panels of buttons that act at once. Each button says what it does and for whom."""

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from monitor.ui.form_views import Choice, ChoiceGroup, Question
from monitor.ui.painting import CENTRE, draw, rounded, shrunk
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.buttons import RADIUS, PaintedButton
from monitor.ui.widgets.dialogs import StationDialog, label_for

COLUMNS = 6
BUTTON_PX = 40
WIDEST_PX = 168  # a longer text is drawn smaller; the columns of a panel never overlap
FEW_COLUMNS, MOST_ROWS = 3, 3  # narrower, so that it finds a place beside the tile that alarms
HEADING_PX = 112
Chosen = Callable[[Choice], None]


class ChoiceButton(PaintedButton):
    """Two lines: what, and for whom."""

    def __init__(self, palette: Palette, choice: Choice, chosen: Chosen) -> None:
        super().__init__(palette)
        self.choice = choice
        self.dress(choice.text, accessible_name=choice.text, bright=False)
        self.setAutoDefault(False)
        self.setMinimumHeight(BUTTON_PX)
        self.whole_px = max(Face(15, strong=True).width(choice.words), Face(13).width(choice.whom)) + 20
        self.setMinimumWidth(min(self.whole_px, WIDEST_PX))
        self.clicked.connect(lambda: chosen(choice))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.choice.whom:
            super().paintEvent(event)
            return
        palette, inner = self._palette, self.rect().adjusted(6, 3, -6, -3)
        half = inner.height() // 2
        with QPainter(self) as painter:
            fill = palette.button_down if self.isDown() else palette.button
            edge = palette.text if self.hasFocus() else palette.edge
            rounded(painter, self.rect(), fill=fill, radius=RADIUS, edge=edge)
            upper, lower = inner.adjusted(0, 0, 0, -half), inner.adjusted(0, half, 0, 0)
            first = shrunk(self.choice.words, inner.width(), Face(15, strong=True))
            second = shrunk(self.choice.whom, inner.width(), Face(13))
            draw(painter, upper, (self.choice.words,), face=first, colour=palette.text, align=CENTRE)
            draw(painter, lower, (self.choice.whom,), face=second, colour=palette.faded, align=CENTRE)


class ChoiceDialog(StationDialog):
    """Closes with the choice."""

    def __init__(
        self,
        palette: Palette,
        question: Question,
        groups: tuple[ChoiceGroup, ...],
        *,
        chosen: Chosen,
        parent: QWidget,
    ) -> None:
        super().__init__(palette, question, parent)
        self._tell = chosen
        self.confirm.hide()
        most = max((len(group.choices) for group in groups), default=1)
        columns = COLUMNS if most > FEW_COLUMNS * MOST_ROWS else FEW_COLUMNS
        self.width_px = 1220 if columns == COLUMNS else 940
        self.buttons: tuple[ChoiceButton, ...] = ()
        self.body.setSpacing(4)
        for group in groups:
            self._add(group, columns)

    def _add(self, group: ChoiceGroup, columns: int) -> None:
        row, grid = QHBoxLayout(), QGridLayout()
        if group.heading:
            heading = label_for(group.heading, Face(14))
            heading.setProperty("role", "note")
            heading.setFixedWidth(HEADING_PX)
            row.addWidget(heading)
        grid.setSpacing(5)
        for index, choice in enumerate(group.choices):
            button = ChoiceButton(self._palette, choice, self._choose)
            grid.addWidget(button, index // columns, index % columns)
            self.buttons += (button,)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, WIDEST_PX)
        row.addLayout(grid, stretch=1)
        self.body.addLayout(row)

    def _choose(self, choice: Choice) -> None:
        self.accept()
        self._tell(choice)

    def button(self, start: str) -> ChoiceButton:
        """The button whose words begin with `start`."""
        return next(button for button in self.buttons if button.choice.words.startswith(start))

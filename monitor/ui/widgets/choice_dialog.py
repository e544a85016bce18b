"""Panels of buttons that act at once, and checklists that stay open. Each button says what it does and for whom."""

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from monitor.ui.form_views import Choice, ChoiceGroup, ListRow, ListView, Question
from monitor.ui.painting import CENTRE, draw, rounded, shrunk
from monitor.ui.theme import Face, Palette
from monitor.ui.views import ButtonView
from monitor.ui.widgets.buttons import RADIUS, PaintedButton
from monitor.ui.widgets.dialogs import StationDialog, label_for

COLUMNS = 6
BUTTON_PX = 40
ROW_BUTTON_PX = 200  # all alike, so that they stand one under the other
EXIT_COLUMNS = 2  # ways out of a checklist
WIDEST_PX = 168  # a longer text is drawn smaller; the columns of a panel never overlap
WIDEST_ROW_BUTTON_PX = 380  # the longest check of the shipped room in full
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


class ListDialog(StationDialog):
    """A checklist that follows the room; commands leave it open, other dialogs take its place."""

    width_px = 860

    def __init__(
        self,
        palette: Palette,
        view: ListView,
        *,
        chosen: Chosen,
        follow: Callable[[], ListView | None],
        parent: QWidget,
    ) -> None:
        super().__init__(palette, Question(title=view.title, text="", confirm=""), parent)
        self._tell = chosen
        self.follow = follow
        self.confirm.hide()
        self.shown: ListView | None = None
        self.buttons: tuple[ChoiceButton, ...] = ()
        self._lines: QWidget | None = None
        self.show_list(view)

    def show_list(self, view: ListView) -> None:
        """Show `view`, if it says something new."""
        if view == self.shown:
            return
        self.shown = view
        self.buttons = ()
        if self._lines is not None:
            self.body.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget()
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._state(view))
        for row in view.rows:
            column.addLayout(self._row(row))
        column.addLayout(self._exits(view.exits))
        self.body.addWidget(self._lines)
        self.adjust()

    def _state(self, view: ListView) -> QLabel:
        state = label_for(view.state, Face(22, strong=True))
        state.setProperty("role", "ready" if view.ready else "plain")
        return state

    def _row(self, row: ListRow) -> QHBoxLayout:
        line = QHBoxLayout()
        text = label_for(f"{row.mark} {row.text}", Face(16))
        text.setProperty("role", "ready" if row.done else "plain")
        line.addWidget(text, stretch=1)
        for choice in row.choices:
            button = self._button(choice)
            button.setFixedWidth(min(max(ROW_BUTTON_PX, button.whole_px), WIDEST_ROW_BUTTON_PX))
            line.addWidget(button)
        return line

    def _exits(self, exits: tuple[Choice, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(5)
        for index, choice in enumerate(exits):
            grid.addWidget(self._button(choice), index // EXIT_COLUMNS, index % EXIT_COLUMNS)
        return grid

    def _button(self, choice: Choice) -> ChoiceButton:
        button = ChoiceButton(self._palette, choice, self._choose)
        self.buttons += (button,)
        return button

    def _choose(self, choice: Choice) -> None:
        if isinstance(choice.does, ButtonView):
            self.accept()
        self._tell(choice)

    def button(self, start: str) -> ChoiceButton:
        """The button whose words begin with `start`."""
        return next(button for button in self.buttons if button.choice.words.startswith(start))

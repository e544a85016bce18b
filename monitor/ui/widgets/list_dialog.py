"""Checklists that stay open and follow the room. Where there is no room for all lines they scroll; the buttons stay."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from monitor.ui.form_views import Choice, ListRow, ListView, Question
from monitor.ui.theme import Face, Palette
from monitor.ui.views import ButtonView
from monitor.ui.widgets.choice_dialog import ChoiceButton, Chosen
from monitor.ui.widgets.dialogs import StationDialog, label_for

ROW_BUTTON_PX = 200  # all alike, so that they stand one under the other
WIDEST_ROW_BUTTON_PX = 380  # the longest check of the shipped room in full
EXIT_COLUMNS = 2  # ways out of a checklist
SPACING_PX = 4
LEAST_LINES_PX = 64  # of a list that scrolls
SCROLL_KEYS: dict[int, float] = {  # by how much of what is shown
    Qt.Key.Key_Up: -0.25,
    Qt.Key.Key_Down: 0.25,
    Qt.Key.Key_PageUp: -0.9,
    Qt.Key.Key_PageDown: 0.9,
}


class ListDialog(StationDialog):
    """Commands leave it open, other dialogs take its place."""

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
        self._parts: QWidget | None = None
        self.lines = _Lines()
        self.show_list(view)

    def show_list(self, view: ListView) -> None:
        """Show `view`, if it says something new."""
        if view == self.shown:
            return
        self.shown = view
        self.buttons = ()
        scrolled = self.lines.verticalScrollBar().value()
        if self._parts is not None:
            self.body.removeWidget(self._parts)
            self._parts.hide()
            self._parts.deleteLater()
        self.lines = _Lines()
        for row in view.rows:
            self.lines.column.addLayout(self._row(row))
        if not view.rows:
            self.lines.hide()
        self._parts = QWidget()
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING_PX)
        column.addWidget(self._state(view))
        column.addWidget(self.lines)
        column.addLayout(self._exits(view.exits))
        self.body.addWidget(self._parts)
        self._parts.show()  # what is hidden takes no room, and is not counted when the height is asked for
        self.adjust()
        self.lines.verticalScrollBar().setValue(scrolled)

    def _fitted_px(self, most_px: int) -> int:
        """The lines scroll where they do not all fit; state, ways out and buttons are always whole."""
        whole = self.lines.whole_px(self.width_px - self._margins_px())
        self._make_lines(whole)
        excess = self._height_px() - most_px
        if excess > 0:
            self._make_lines(max(min(whole, LEAST_LINES_PX), whole - excess))
        return super()._fitted_px(most_px)

    def _make_lines(self, height_px: int) -> None:
        self.lines.setFixedHeight(height_px)
        if self._parts is not None and (layout := self._parts.layout()) is not None:
            layout.activate()  # at once, for the height of the dialog is asked for next

    def _margins_px(self) -> int:
        margins = self.contentsMargins()
        layout = self.layout()
        inner = margins if layout is None else layout.contentsMargins()
        return margins.left() + margins.right() + inner.left() + inner.right()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow and page keys move the lines, where not all of them fit."""
        bar = self.lines.verticalScrollBar()
        if event.key() in SCROLL_KEYS and bar.maximum() > 0:
            bar.setValue(bar.value() + round(SCROLL_KEYS[event.key()] * self.lines.height()))
            event.accept()
        else:
            super().keyPressEvent(event)

    def button(self, start: str) -> ChoiceButton:
        """The button whose words begin with `start`."""
        return next(button for button in self.buttons if button.choice.words.startswith(start))


class _Lines(QScrollArea):
    """The rows of a list. Its bar stands there only while there is more than fits."""

    def __init__(self) -> None:
        super().__init__()
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACING_PX)
        self.setWidget(content)
        self.setWidgetResizable(True)
        for ground in (content, self.viewport()):
            ground.setAutoFillBackground(False)  # the dialog's own shows through
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys that scroll belong to the dialog

    def whole_px(self, width_px: int) -> int:
        """The height that all rows take at this width."""
        return self.column.totalHeightForWidth(width_px) if self.column.count() else 0

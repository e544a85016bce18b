"""The frame under a tile: background, edge by priority, selection. What stands on it are child widgets."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.domain.vocabulary import Priority
from monitor.ui.geometry import smallest_label_px
from monitor.ui.painting import rounded
from monitor.ui.theme import Palette

RADIUS = 12
_THICK = {Priority.HIGH: 3, Priority.MEDIUM: 3}

Select = Callable[[str], None]


class Ground(QWidget):
    """Paints itself; a subclass adds the parts. A click anywhere on it selects the place."""

    def __init__(self, palette: Palette, select: Select, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = palette
        self._select = select
        self._place_id = ""
        self._edge: Priority | None = None
        self._ready = False
        self._selected = False

    def set_state(self, *, place_id: str, edge: Priority | None, ready: bool = False) -> None:
        """Show the gravest priority `edge`, or that a patient may leave."""
        self._place_id = place_id
        if (edge, ready) != (self._edge, self._ready):
            self._edge, self._ready = edge, ready
            self.update()

    def set_selected(self, *, selected: bool) -> None:
        """Mark as the place that keys act on."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    @property
    def selected(self) -> bool:
        return self._selected

    @property
    def label_px(self) -> int:
        """The smallest type on the screen that this tile stands on."""
        return smallest_label_px(self.window().width(), self.window().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._select(self._place_id)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        margin = RADIUS // 2
        if self.rect().adjusted(margin, margin, -margin, -margin).contains(event.rect()):
            with QPainter(self) as painter:  # under a child that repaints: no edge, no round corner
                painter.fillRect(event.rect(), QColor(self.theme.ground(self._edge)))
        else:
            self._paint_frame()

    def _paint_frame(self) -> None:
        edge_px = 1 if self._edge is None else _THICK.get(self._edge, 1)
        colour = self.theme.edge
        if edge_px > 1 and self._edge is not None:
            colour = self.theme.of_priority(self._edge)
        elif self._ready:
            colour, edge_px = self.theme.ready, 3
        with QPainter(self) as painter:
            rounded(
                painter, self.rect(), fill=self.theme.ground(self._edge), radius=RADIUS, edge=colour, edge_px=edge_px
            )
            if self._selected:
                inner = self.rect().adjusted(3, 3, -3, -3)
                rounded(painter, inner, fill=None, radius=RADIUS - 3, edge=self.theme.selection, edge_px=2)

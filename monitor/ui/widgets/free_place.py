"""A place without a patient: says so, what its monitor does, and offers to admit somebody."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui import geometry
from monitor.ui.flash import AlarmKey, FlashPhase
from monitor.ui.geometry import Scale
from monitor.ui.painting import CENTRE, draw
from monitor.ui.theme import Face, Palette
from monitor.ui.views import FreeView
from monitor.ui.widgets.alarm_line import AlarmLine
from monitor.ui.widgets.buttons import ButtonSlot, Press
from monitor.ui.widgets.ground import Ground, Select
from monitor.ui.words import tr

LOW_FROM_RATIO = 3.4  # wider than this against its height is a bay, which says everything in one line


class FreePlace(Ground):
    """Owns an alarm line (a device may alarm without a patient) and the slots of acknowledge and admit."""

    def __init__(self, palette: Palette, *, press: Press, select: Select, parent: QWidget) -> None:
        super().__init__(palette, select, parent)
        self._shown: FreeView | None = None
        self._scale, self._title = Scale(1.0), QRect()
        self.line = AlarmLine(palette, self)
        self.acknowledge = ButtonSlot(palette, press, self)
        self.admit = ButtonSlot(palette, press, self)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Take the geometry of whoever may come here, so that nothing moves when somebody does."""
        size = (self.width(), self.height())
        parts: geometry.TileGeometry | geometry.BayGeometry
        if self.is_low:
            parts = geometry.bay(*size, label_px=self.label_px)
        else:
            parts = geometry.tile(*size, label_px=self.label_px)
        self._scale, self._title = parts.scale, parts.heading
        face = Face(parts.scale.type_px(16), strong=True)
        self.line.place(parts.line, parts.scale)
        self.acknowledge.place(parts.buttons[0], face)
        self.admit.place(parts.buttons[1], face)

    @property
    def is_low(self) -> bool:
        """Whether this place has the shape of a bay."""
        return self.width() > LOW_FROM_RATIO * self.height()

    def show_view(self, view: FreeView) -> None:
        """Draw `view`; cheap when nothing changed."""
        if view == self._shown:
            return
        self._shown = view
        self.set_state(place_id=view.place_id, edge=view.edge)
        self.line.show_view(view.line)
        self.acknowledge.show_view(view.acknowledge)
        self.admit.show_view(view.admit)
        self.setAccessibleName(view.summary)
        self.update()

    def set_phase(self, phase: FlashPhase) -> None:
        self.line.set_phase(phase)

    @property
    def painted(self) -> frozenset[AlarmKey]:
        return self.line.painted

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._shown is None:
            return
        title = Face(self._scale.type_px(20 if self.is_low else 22), strong=True)
        row = QRect(self._title.x(), self._title.y(), self._title.width(), round(title.size_px * 1.4))
        with QPainter(self) as painter:
            draw(painter, row, (self._shown.title,), face=title, colour=self.theme.text)
            if self.is_low:
                self._paint_one_line(painter, self._shown)
            else:
                self._paint_two_lines(painter, self._shown)

    def _paint_one_line(self, painter: QPainter, view: FreeView) -> None:
        top = self.line.geometry().bottom()
        room = QRect(self._title.x(), top, self._title.width(), self.height() - top - self._scale.px(8))
        wording = (tr("Free · {device_line}", device_line=view.device_line), tr("Free"))
        draw(painter, room, wording, face=Face(self._scale.type_px(18)), colour=self.theme.muted)

    def _paint_two_lines(self, painter: QPainter, view: FreeView) -> None:
        word, small = Face(self._scale.type_px(28)), Face(self._scale.type_px(15))
        centre = (self.line.geometry().bottom() + self.admit.geometry().top()) // 2
        upper = QRect(self._title.x(), centre - word.size_px, self._title.width(), round(word.size_px * 1.4))
        lower = QRect(upper.x(), upper.bottom() + 1, upper.width(), round(small.size_px * 1.4))
        draw(painter, upper, (tr("Free"),), face=word, colour=self.theme.muted, align=CENTRE)
        draw(painter, lower, (view.device_line,), face=small, colour=self.theme.muted, align=CENTRE)

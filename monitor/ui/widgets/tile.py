"""A chair on the display, in the order who, progress, alarm line, numbers, trend, next steps. Nothing in it moves."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui import geometry
from monitor.ui.flash import AlarmKey, FlashPhase
from monitor.ui.theme import Face, Palette
from monitor.ui.traces import Trace
from monitor.ui.views import TileView
from monitor.ui.widgets.alarm_line import AlarmLine
from monitor.ui.widgets.buttons import ButtonSlot, CuffSlot, Press
from monitor.ui.widgets.ground import Ground, Select
from monitor.ui.widgets.heading import Heading
from monitor.ui.widgets.numbers import Numbers


class ChairTile(Ground):
    """Owns heading, alarm line, numbers, trend and four button slots."""

    def __init__(self, palette: Palette, *, press: Press, select: Select, parent: QWidget) -> None:
        super().__init__(palette, select, parent)
        self._shown: TileView | None = None
        self.heading = Heading(palette, self)
        self.line = AlarmLine(palette, self)
        self.numbers = Numbers(palette, self)
        self.trace = Trace(palette, self)
        self.slots = tuple(ButtonSlot(palette, press, self) for _ in range(4))
        self.cuff = CuffSlot(palette, press, self)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        parts = geometry.tile(self.width(), self.height(), label_px=self.label_px)
        self.heading.place(parts.heading, parts.scale, progress_line=parts.progress_line)
        self.line.place(parts.line, parts.scale)
        self.numbers.place(parts.numbers, parts.scale, number_px=parts.number_px, detail_lines=parts.detail_lines)
        self.trace.place(parts.trace)
        face = Face(parts.scale.type_px(16), strong=True)
        for slot, rect in zip(self.slots, parts.buttons, strict=True):
            slot.place(rect, face)
        self.cuff.place(geometry.cuff_slot(parts), face)

    def show_view(self, view: TileView) -> None:
        """Draw `view`; called on every refresh, so cheap when nothing changed."""
        if view == self._shown:
            return
        self._shown = view
        self.set_state(place_id=view.place_id, edge=view.edge)
        self.heading.show_view(view.heading)
        self.line.show_view(view.line)
        self.numbers.show_view(view.numbers)
        self.trace.show_view(view.trace)
        for slot, button in zip(self.slots, view.buttons, strict=True):
            slot.show_view(button)
        self.cuff.show_view(view.cuff)
        self.setAccessibleName(view.summary)

    def set_phase(self, phase: FlashPhase) -> None:
        self.line.set_phase(phase)

    @property
    def painted(self) -> frozenset[AlarmKey]:
        """Alarms whose words stand on this tile."""
        return self.line.painted

"""A recovery bay: time since the end, open checks or alarms, last values, and the way out."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui import geometry
from monitor.ui.flash import AlarmKey, FlashPhase
from monitor.ui.theme import Face, Palette
from monitor.ui.views import BayView
from monitor.ui.widgets.alarm_line import AlarmLine
from monitor.ui.widgets.bay_parts import BayHeading, BayNumbers
from monitor.ui.widgets.buttons import ButtonSlot, CuffSlot, Press
from monitor.ui.widgets.ground import Ground, Select


class BayTile(Ground):
    """Owns heading, alarm line, numbers in one row, and four button slots."""

    def __init__(self, palette: Palette, *, press: Press, select: Select, parent: QWidget) -> None:
        super().__init__(palette, select, parent)
        self._shown: BayView | None = None
        self.heading = BayHeading(palette, self)
        self.line = AlarmLine(palette, self)
        self.numbers = BayNumbers(palette, self)
        self.slots = tuple(ButtonSlot(palette, press, self) for _ in range(4))
        self.cuff = CuffSlot(palette, press, self)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        parts = geometry.bay(self.width(), self.height(), label_px=self.label_px)
        self.heading.place(parts.heading, parts.scale)
        self.line.place(parts.line, parts.scale)
        self.numbers.place(parts.numbers, parts.scale, number_px=parts.number_px)
        face = Face(parts.scale.type_px(16), strong=True)
        for slot, rect in zip(self.slots, parts.buttons, strict=True):
            slot.place(rect, face)
        self.cuff.place(parts.buttons[-1], face)

    def show_view(self, view: BayView) -> None:
        """Draw `view`; cheap when nothing changed."""
        if view == self._shown:
            return
        self._shown = view
        self.set_state(place_id=view.place_id, edge=view.edge, ready=view.ready)
        self.heading.show_view(view.heading)
        self.line.show_view(view.line)
        self.numbers.show_view(view.numbers)
        for slot, button in zip(self.slots, view.buttons, strict=True):
            slot.show_view(button)
        self.cuff.show_view(view.cuff)
        self.setAccessibleName(view.summary)

    def set_phase(self, phase: FlashPhase) -> None:
        self.line.set_phase(phase)

    @property
    def painted(self) -> frozenset[AlarmKey]:
        return self.line.painted

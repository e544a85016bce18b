"""Everything on the display under the cover: header, chairs, recovery, alarm bar, footer, each at a fixed place."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from monitor.ui import geometry
from monitor.ui.flash import AlarmKey, FlashPhase
from monitor.ui.painting import draw
from monitor.ui.standing import Clear, corner
from monitor.ui.theme import Face, Palette
from monitor.ui.views import StationView
from monitor.ui.widgets.alarm_bar import AlarmBar
from monitor.ui.widgets.buttons import Press
from monitor.ui.widgets.footer import Footer
from monitor.ui.widgets.ground import Select
from monitor.ui.widgets.header import Header
from monitor.ui.widgets.place import PlaceSlot
from monitor.ui.words import tr

TRACES_PER_FRAME = 4  # 24 trends that all grow at once are all new within six frames, 240 ms
MARK_STRIP_PX = 5  # along the whole upper edge of a room that is not real


class Board(QWidget):
    """Shows a `StationView`. The number of places comes with the first one and seldom changes."""

    def __init__(self, palette: Palette, *, press: Press, select: Select, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._press = press
        self._select = select
        self._marked = False
        self._next_trace = 0
        self._tabs_due = False
        self._with_side = False
        self.side = QRect()  # where the chair view stands while it is open
        self._title_rect = QRect()
        self._middle = QRect()
        self.scale = geometry.Scale(1.0)
        self.header = Header(palette, press=press, parent=self)
        self.chairs: tuple[PlaceSlot, ...] = ()
        self.bays: tuple[PlaceSlot, ...] = ()
        self.bar = AlarmBar(palette, press=press, select=select, parent=self)
        self.footer = Footer(palette, self)

    @property
    def middle(self) -> QRect:
        """Between header and alarm bar: all that a page or a dialog may cover."""
        return self._middle

    @property
    def places(self) -> tuple[PlaceSlot, ...]:
        """Chairs, then bays, in the order of the room."""
        return self.chairs + self.bays

    def show_view(self, view: StationView) -> None:
        """Draw `view`; every part repaints only where it changed."""
        self._make_places(len(view.chairs), len(view.bays))
        self.header.show_view(view.header)
        self._tabs_due = False
        for slot, chair in zip(self.chairs, view.chairs, strict=True):
            slot.show_view(chair)
        for slot, bay in zip(self.bays, view.bays, strict=True):
            slot.show_view(bay)
        self.bar.show_view(view.bar)
        self.footer.show_view(view.footer)
        if self._tabs_due:
            self._order_tabs()
        if bool(view.header.mark) != self._marked:
            self._marked = bool(view.header.mark)
            self.update()

    def _tabs_changed(self) -> None:
        self._tabs_due = True

    def _order_tabs(self) -> None:
        """The key Tab goes from the header through the places in the order of the room to the bar."""
        parts: tuple[QWidget, ...] = (self.header, *self.places, self.bar)
        buttons = [button for part in parts for button in part.findChildren(QPushButton)]
        for first, second in pairwise(buttons):
            QWidget.setTabOrder(first, second)

    def renew_traces(self) -> None:
        """Repaint some of the trends that have grown, in turn, so that no single frame pays for all of them."""
        count, first, budget = len(self.chairs), self._next_trace, TRACES_PER_FRAME
        for step in range(count):
            index = (first + step) % count
            if self.chairs[index].renew_trace():
                budget -= 1
                self._next_trace = index + 1
            if not budget:
                return

    def set_side(self, *, is_open: bool) -> None:
        """Leave room beside the chairs, or give it back to them."""
        if is_open is not self._with_side:
            self._with_side = is_open
            self._arrange()

    def set_phase(self, phase: FlashPhase) -> None:
        for slot in self.places:
            slot.set_phase(phase)

    def select(self, place_id: str | None) -> None:
        """Mark one place, or none."""
        for slot in self.places:
            slot.set_selected(selected=slot.place_id == place_id)

    @property
    def painted(self) -> frozenset[AlarmKey]:
        """Every alarm whose words stand somewhere on the board."""
        return self.bar.painted.union(*(slot.painted for slot in self.places))

    def painted_beside(self, hidden: QRect) -> frozenset[AlarmKey]:
        """The same without the alarm lines, the bar's among them, that `hidden` covers, wholly or in part."""
        seen = (slot.painted for slot in self.places if not self._on_board(slot, slot.line).intersects(hidden))
        return self.bar_beside(hidden).union(*seen)

    def bar_beside(self, hidden: QRect) -> frozenset[AlarmKey]:
        """What can be read in the bar; nothing where `hidden` covers any of it."""
        return frozenset() if self.bar.geometry().intersects(hidden) else self.bar.painted

    def corner_for(self, size: QSize) -> QPoint:
        """Where a panel of `size` hides least of the places' alarm lines and their acknowledgement."""
        clear = [
            Clear(self._on_board(slot, rect), alarming=bool(slot.painted))
            for slot in self.places
            for rect in (slot.line, slot.acknowledge)
        ]
        return corner(size, self.middle, clear)

    def _on_board(self, slot: PlaceSlot, rect: QRect) -> QRect:
        return rect.translated(slot.pos())

    def _make_places(self, chairs: int, bays: int) -> None:
        if (len(self.chairs), len(self.bays)) == (chairs, bays):
            return
        for slot in self.places:
            slot.hide()
            slot.deleteLater()
        self.chairs = tuple(self._new_slot() for _ in range(chairs))
        self.bays = tuple(self._new_slot() for _ in range(bays))
        self._arrange()

    def _new_slot(self) -> PlaceSlot:
        slot = PlaceSlot(self._palette, press=self._press, select=self._select, changed=self._tabs_changed, parent=self)
        slot.show()
        return slot

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        parts = geometry.station(
            self.width(), self.height(), chairs=len(self.chairs), bays=len(self.bays), with_side=self._with_side
        )
        self.side = parts.side
        self.header.place(parts.header, parts.scale)
        self.bar.place(parts.bar, parts.scale)
        self.footer.place(parts.footer, parts.scale)
        for slot, rect in zip(self.places, parts.chairs + parts.bays, strict=True):
            slot.setGeometry(rect)
        self._title_rect = parts.recovery_title
        top = parts.header.bottom() + 1
        self._middle = QRect(parts.bar.x(), top, parts.bar.width(), parts.bar.top() - top - parts.scale.px(8))
        self.scale = parts.scale
        self._title_face = Face(parts.scale.type_px(18), strong=True)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._marked:
                strip = QRect(0, 0, self.width(), MARK_STRIP_PX)
                painter.fillRect(strip, QColor(self._palette.simulated_fill))
            if self._title_rect.height():
                draw(painter, self._title_rect, (tr("Recovery"),), face=self._title_face, colour=self._palette.muted)

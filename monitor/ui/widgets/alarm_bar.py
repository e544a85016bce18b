"""All alarms of the room in one line, gravest first, and the room's own buttons."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.flash import AlarmKey
from monitor.ui.geometry import Scale
from monitor.ui.painting import LEFT, RIGHT, draw, fit, rounded, shrunk
from monitor.ui.theme import Face, Palette
from monitor.ui.views import BarView, ChipView, Wording
from monitor.ui.widgets.buttons import ButtonSlot, Press
from monitor.ui.widgets.ground import RADIUS, Select
from monitor.ui.words import tr

HISTORY_FROM_PX = 1240


class AlarmBar(QWidget):
    """Chips take as much wording as there is room for; what finds no room is counted, never dropped in silence."""

    def __init__(self, palette: Palette, *, press: Press, select: Select, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._select = select
        self._shown: BarView | None = None
        self.placed: tuple[tuple[ChipView, QRect, str], ...] = ()
        self._face = self.chip_face = Face(17, strong=True)
        self._gap = 8
        self.acknowledge = ButtonSlot(palette, press, self)
        self.sound = ButtonSlot(palette, press, self)
        self.devices = ButtonSlot(palette, press, self)
        self.history = ButtonSlot(palette, press, self)

    def place(self, rect: QRect, scale: Scale) -> None:
        self.setGeometry(rect)
        self._face = Face(scale.type_px(17), strong=True)
        self._gap = max(4, scale.px(8))
        width = max(112, scale.px(150))
        button = QRect(rect.width() - width - self._gap, 3, width, rect.height() - 6)
        face = Face(scale.type_px(16), strong=True)
        self.sound.place(button, face)
        narrow = max(88, scale.px(116))
        self.devices.place(QRect(button.left() - self._gap - narrow, 3, narrow, button.height()), face)
        beside = self.devices.geometry().left()
        if rect.width() >= HISTORY_FROM_PX:  # on a narrow screen the room is the alarms'; the key H is always there
            beside -= self._gap + narrow
            self.history.place(QRect(beside, 3, narrow, button.height()), face)
        else:
            self.history.place(QRect(), face)
        wide = max(128, scale.px(168))
        self.acknowledge.place(QRect(beside - self._gap - wide, 3, wide, button.height()), face)
        self._arrange()

    def show_view(self, view: BarView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self.acknowledge.show_view(view.acknowledge)
        self.sound.show_view(view.sound)
        self.devices.show_view(view.devices)
        self.history.show_view(view.history)
        self.setAccessibleName("; ".join(chip.wording[0] for chip in view.chips) or view.calm)
        self._arrange()

    @property
    def painted(self) -> frozenset[AlarmKey]:
        """Alarms whose words stand in the bar."""
        return frozenset((chip.alarm_id, chip.priority) for chip, _, _ in self.placed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for chip, rect, _ in self.placed:
            if chip.place_id and rect.contains(event.position().toPoint()):
                self._select(chip.place_id)
        event.accept()

    def _room(self) -> QRect:
        return QRect(self._gap, 4, self.acknowledge.geometry().left() - 3 * self._gap, self.height() - 8)

    def _arrange(self) -> None:
        chips = () if self._shown is None else self._shown.chips
        room = self._room()
        rank, count = self._best_fit(chips, room.width())
        reserve = self._more_width(chips) if count < len(chips) else 0
        self.placed, self.chip_face, x = (), self._face, room.x()
        for chip in chips[:count]:
            wording: Wording = chip.wording[rank:]
            text = fit(wording, room.right() - x - 2 * self._gap - reserve, self._face)
            if text not in wording:  # even one alarm alone is wide: it is written smaller, never cut
                text = wording[-1]
                self.chip_face = shrunk(text, room.right() - x - 2 * self._gap - reserve, self._face)
            rect = QRect(x, room.y(), self.chip_face.width(text) + 2 * self._gap, room.height())
            self.placed += ((chip, rect, text),)
            x = rect.right() + 1 + self._gap
        self.update()

    def _best_fit(self, chips: tuple[ChipView, ...], width: int) -> tuple[int, int]:
        """Which rank of wording lets most chips be read, and how many those are."""
        best = (0, 0)
        for rank in range(max((len(chip.wording) for chip in chips), default=0)):
            count = self._how_many(chips, rank, width)
            if count > best[1]:
                best = (rank, count)
        return best if best[1] else (max((len(chip.wording) for chip in chips), default=1) - 1, min(1, len(chips)))

    def _more_width(self, chips: tuple[ChipView, ...]) -> int:
        return self._face.width(tr("+{chips} more", chips=len(chips))) + self._gap

    def _how_many(self, chips: tuple[ChipView, ...], rank: int, width: int) -> int:
        used = count = 0
        more = self._more_width(chips)
        for index, chip in enumerate(chips):
            used += self._face.width(chip.wording[rank]) + 3 * self._gap
            if used + (more if index < len(chips) - 1 else 0) > width:
                break
            count += 1
        return count

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._shown
        if view is None:
            return
        with QPainter(self) as painter:
            rounded(painter, self.rect(), fill=self._palette.tile, radius=RADIUS, edge=self._palette.edge)
            if not view.chips:
                room = self._room().adjusted(self._gap, 0, 0, 0)
                draw(painter, room, (view.calm,), face=Face(self._face.size_px), colour=self._palette.muted)
            for chip, rect, text in self.placed:
                self._paint_chip(painter, chip, rect, text)
            hidden = len(view.chips) - len(self.placed)
            if hidden:
                rest = (tr("+{hidden} more", hidden=hidden), f"+{hidden}")
                draw(painter, self._room(), rest, face=self._face, colour=self._palette.text, align=RIGHT)

    def _paint_chip(self, painter: QPainter, chip: ChipView, rect: QRect, text: str) -> None:
        own = self._palette.of_priority(chip.priority)
        filled = not chip.acknowledged
        fill = self._palette.fill_of(chip.priority) if filled else self._palette.tile
        rounded(painter, rect, fill=fill, radius=6, edge=own)
        inner = rect.adjusted(self._gap, 0, 0, 0)
        colour = self._palette.on_fill if filled else own
        draw(painter, inner, (text,), face=self.chip_face, colour=colour, align=LEFT)

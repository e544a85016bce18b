"""The top of the screen: room, alarms by priority, clock, sound, devices, and whether any of it is real."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import CENTRE, LEFT, RIGHT, draw, rounded, shrunk
from monitor.ui.theme import Face, Palette
from monitor.ui.views import HeaderView
from monitor.ui.widgets.buttons import ButtonSlot, Press
from monitor.ui.words import tr

COUNT_SLOTS = 3  # high, medium, low: each keeps its place
SMALL_PX = 14  # of the second line: profile, and what happens when nobody answers
PERSON_SHARE = 0.12  # of the width, for who is signed in


class Header(QWidget):
    """Fixed columns; a mark such as SIMULATED stands in a place of its own that nothing else uses."""

    def __init__(self, palette: Palette, *, press: Press, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: HeaderView | None = None
        self._scale = Scale(1.0)
        self.person = ButtonSlot(palette, press, self)

    def place(self, rect: QRect, scale: Scale) -> None:
        self.setGeometry(rect)
        self._scale = scale
        width, height = round(rect.width() * PERSON_SHARE), min(rect.height() - 4, max(26, scale.px(36)))
        button = QRect(rect.width() - width, (rect.height() - height) // 2, width, height)
        self.person.place(button, Face(scale.type_px(16), strong=True))
        self.update()

    def show_view(self, view: HeaderView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self.person.show_view(view.person)
        counts = ", ".join(count.text for count in view.counts) or tr("no alarms")
        self.setAccessibleName("; ".join(filter(None, (view.room, view.profile[0], counts, view.notice[0]))))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._shown
        if view is None:
            return
        with QPainter(self) as painter:
            self._paint_left(painter, view)
            clock = Face(self._scale.type_px(30))
            middle = QRect(round(self.width() * 0.44), 0, round(self.width() * 0.12), self.height())
            draw(painter, middle, (view.clock,), face=clock, colour=self._palette.text, align=CENTRE)
            right = self.person.x() - self._scale.px(16)
            self._paint_right(painter, view, QRect(middle.right(), 0, right - middle.right(), self.height()))

    def _paint_left(self, painter: QPainter, view: HeaderView) -> None:
        room = QRect(0, 0, round(self.width() * 0.15), self.height())
        upper, lower = self._rows(room)
        name = shrunk(view.room, upper.width(), Face(self._scale.type_px(20), strong=True))
        draw(painter, upper, (view.room,), face=name, colour=self._palette.text, align=LEFT)
        small = Face(self._scale.type_px(SMALL_PX))
        draw(painter, lower, view.profile, face=small, colour=self._palette.muted, align=LEFT)
        width, gap = round(self.width() * 0.085), self._scale.px(12)
        pill = self._pill(room.right() + gap, width)
        face = Face(self._scale.type_px(17), strong=True)
        for count in view.counts:
            colour = self._palette.of_priority(count.priority)
            rounded(painter, pill, fill=self._palette.tile, radius=pill.height() // 2, edge=colour, edge_px=2)
            draw(painter, pill, (count.text,), face=face, colour=colour, align=CENTRE)
            pill.translate(width + gap, 0)

    def _paint_right(self, painter: QPainter, view: HeaderView, room: QRect) -> None:
        face = Face(self._scale.type_px(17))
        pill = self._pill(room.right() - round(self.width() * 0.085), round(self.width() * 0.085))
        if view.mark:
            colour = self._palette.simulated_fill
            rounded(painter, pill, fill=colour, radius=pill.height() // 2)
            strong = Face(self._scale.type_px(18), strong=True)
            draw(painter, pill, (view.mark,), face=strong, colour=self._palette.on_fill, align=CENTRE)
        whole = QRect(room.x(), 0, pill.x() - room.x() - self._scale.px(16), self.height())
        rest, below = self._rows(whole) if view.notice[0] else (whole, QRect())
        if view.notice[0]:
            small = shrunk(view.notice[-1], below.width(), Face(self._scale.type_px(SMALL_PX), strong=True))
            colour = self._palette.of_tone(view.notice_tone)
            draw(painter, below, view.notice, face=small, colour=colour, align=RIGHT)
        devices = rest.adjusted(round(rest.width() * 0.55), 0, 0, 0)
        sound = rest.adjusted(0, 0, -devices.width() - self._scale.px(12), 0)
        tone = self._palette.of_tone
        draw(painter, devices, view.devices, face=face, colour=tone(view.devices_tone), align=RIGHT)
        if view.person_note:
            note = (view.person_note,)
            used = draw(painter, sound, note, face=face, colour=self._palette.text) + self._scale.px(12)
            sound.adjust(used, 0, 0, 0)
        draw(painter, sound, view.sound, face=face, colour=tone(view.sound_tone), align=RIGHT)

    def _rows(self, rect: QRect) -> tuple[QRect, QRect]:
        """The upper line and the smaller one below it."""
        lower = Face(self._scale.type_px(SMALL_PX)).height
        upper = QRect(rect.x(), rect.y(), rect.width(), rect.height() - lower)
        return upper, QRect(rect.x(), upper.bottom() + 1, rect.width(), lower)

    def _pill(self, x: int, width: int) -> QRect:
        height = min(self.height() - 4, max(22, self._scale.px(34)))
        return QRect(x, (self.height() - height) // 2, width, height)

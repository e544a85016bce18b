"""The line above the numbers: up to two alarms, or one calm sentence. Only its background flashes."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.domain.vocabulary import Priority
from monitor.ui.flash import ALL_ON, AlarmKey, FlashPhase
from monitor.ui.geometry import Scale
from monitor.ui.painting import LEFT, RIGHT, draw, fit, rounded
from monitor.ui.theme import Face, Palette
from monitor.ui.views import AlarmSegment, LineView, Wording

MAX_SEGMENTS = 2
MORE_TEXT = "+{}"


@dataclass(frozen=True, slots=True)
class _Placed:
    segment: AlarmSegment
    rect: QRect
    text: str


class AlarmLine(QWidget):
    """Shows alarms in the order given; `painted` are those whose words really stood on screen."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown = LineView()
        self._placed: tuple[_Placed, ...] = ()
        self._hidden = 0
        self._phase = ALL_ON
        self._face = Face(18, strong=True)
        self._calm_face = Face(16)
        self._radius = 6

    def place(self, rect: QRect, scale: Scale) -> None:
        """Stand at `rect` for good."""
        self.setGeometry(rect)
        self._face = Face(scale.type_px(18), strong=True)
        self._calm_face = Face(scale.type_px(16))
        self._radius = scale.px(6)
        self._arrange()

    def show_view(self, view: LineView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self._arrange()

    def set_phase(self, phase: FlashPhase) -> None:
        """Follow the screen's flash; costs nothing where nothing here flashes."""
        before, self._phase = self._phase, phase
        if any(_is_on(item.segment, before) != _is_on(item.segment, phase) for item in self._placed):
            self.update()

    @property
    def painted(self) -> frozenset[AlarmKey]:
        """The alarms whose own words are visible here."""
        return frozenset((item.segment.alarm_id, item.segment.priority) for item in self._placed)

    @property
    def said(self) -> tuple[tuple[AlarmSegment, str], ...]:
        """The alarms that stand here, with the words that were chosen for each."""
        return tuple((item.segment, item.text) for item in self._placed)

    def _arrange(self) -> None:
        segments, pad = self._shown.segments, self._pad
        self._placed, self._hidden = (), 0
        if segments:
            more = len(segments) - 1
            reserve = self._face.width(MORE_TEXT.format(more)) + pad if more else 0
            pair = self._pair(segments[:MAX_SEGMENTS]) if more else ()
            self._placed = pair or self._single(segments[0], self.width() - reserve)
            self._hidden = len(segments) - len(self._placed)
        self.update()

    @property
    def _pad(self) -> int:
        return self._face.size_px // 2

    def _single(self, segment: AlarmSegment, width: int) -> tuple[_Placed, ...]:
        room = width - 3 * self._pad - self._face.width(segment.since)
        if self._face.width(segment.wording[-1]) > room:  # what it is matters more than since when
            segment = replace(segment, since="")
            room = width - 2 * self._pad
        return (_Placed(segment, QRect(0, 0, width, self.height()), fit(_wording(segment), room, self._face)),)

    def _pair(self, segments: tuple[AlarmSegment, ...]) -> tuple[_Placed, ...]:
        """Two alarms by their short words, if both can be read in full; else nothing."""
        first, second = segments
        reserve = self._face.width(MORE_TEXT.format(1)) + self._pad if len(self._shown.segments) > 2 else 0
        width = self.width() - reserve - self._pad // 2
        second_width = self._face.width(second.wording[-1]) + 2 * self._pad
        first_width = width - second_width
        room = first_width - 3 * self._pad - self._face.width(first.since)
        text = next((text for text in _wording(first)[-2:] if self._face.width(text) <= room), "")
        if not text:
            return ()
        texts = (text, second.wording[-1])
        return (
            _Placed(first, QRect(0, 0, first_width, self.height()), texts[0]),
            _Placed(second, QRect(first_width + self._pad // 2, 0, second_width, self.height()), texts[1]),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if not self._placed:
                colour = self._palette.of_tone(self._shown.calm_tone)
                room = self.rect().adjusted(self._pad // 2, 0, 0, 0)
                draw(painter, room, self._shown.calm, face=self._calm_face, colour=colour)
            for index, item in enumerate(self._placed):
                self._paint_segment(painter, item, with_time=index == 0)
            if self._hidden:
                text = (MORE_TEXT.format(self._hidden),)
                draw(painter, self.rect(), text, face=self._face, colour=self._palette.text, align=RIGHT)

    def _paint_segment(self, painter: QPainter, item: _Placed, *, with_time: bool) -> None:
        segment = item.segment
        own = self._palette.of_priority(segment.priority)
        colour = self._palette.on_fill
        if segment.acknowledged:
            colour = own
            rounded(painter, item.rect, fill=self._palette.tile, radius=self._radius, edge=own)
        elif _is_on(segment, self._phase):
            rounded(painter, item.rect, fill=self._palette.fill_of(segment.priority), radius=self._radius)
        else:
            colour = self._palette.text
            fill = self._palette.dim(segment.priority)
            rounded(painter, item.rect, fill=fill, radius=self._radius, edge=own)
        room = item.rect.adjusted(self._pad, 0, -self._pad, 0)
        draw(painter, room, (item.text,), face=self._face, colour=colour, align=LEFT)
        if with_time:
            draw(painter, room, (segment.since,), face=self._face, colour=colour, align=RIGHT)


def _is_on(segment: AlarmSegment, phase: FlashPhase) -> bool:
    if not segment.flashing:
        return True
    return phase.high_on if segment.priority is Priority.HIGH else phase.medium_on


def _wording(segment: AlarmSegment) -> Wording:
    """All that may stand for an alarm, the least at the end."""
    return (*segment.wording, segment.least or segment.wording[-1])

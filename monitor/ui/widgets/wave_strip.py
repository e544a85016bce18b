"""The wave of the chosen chair: one line of one pixel, painted when a new piece of it has come."""

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from monitor.port.device_port import WaveView
from monitor.ui.geometry import Scale
from monitor.ui.painting import draw
from monitor.ui.presenter import wave as words
from monitor.ui.theme import Face, Palette
from monitor.ui.traces import polyline

EDGE_PX = 4


class WaveStrip(QWidget):
    """Stands empty and says so while there is no wave."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._face = Face(13)
        self.shown: WaveView | None = None

    def place(self, rect: QRect, scale: Scale) -> None:
        self.setGeometry(rect)
        self._face = Face(scale.type_px(13))
        self.update()

    def show_wave(self, wave: WaveView | None) -> None:
        if wave == self.shown:
            return
        self.shown = wave
        self.setAccessibleName(words.title(wave))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._palette.panel))
            head = QRect(EDGE_PX, 0, self.width() - 2 * EDGE_PX, self._face.height)
            draw(painter, head, (words.title(self.shown),), face=self._face, colour=self._palette.muted)
            if self.shown is not None:
                self._paint_wave(painter, self.shown)

    def _paint_wave(self, painter: QPainter, wave: WaveView) -> None:
        top, bottom = self._face.height, self.height() - EDGE_PX
        xs, ys = zip(*words.points(wave), strict=True)
        across = np.array(xs, dtype=np.float64) * self.width()
        down = bottom - np.array(ys, dtype=np.float64) * (bottom - top)  # None becomes NaN: the line breaks
        painter.setPen(QPen(QColor(self._palette.trend_spo2), 1))
        painter.drawPath(polyline(across, down))

"""Covers the whole screen when its numbers cannot be trusted. It is opaque: nothing of them lingers."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import DESIGN_HEIGHT, DESIGN_WIDTH, Scale
from monitor.ui.painting import CENTRE, draw, rounded
from monitor.ui.theme import Face, Palette
from monitor.ui.views import CoverView


class Cover(QWidget):
    """Hidden while all is well."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: CoverView | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    @property
    def shown(self) -> CoverView | None:
        return self._shown

    def show_view(self, view: CoverView | None) -> None:
        """Cover everything with `view`, or uncover."""
        if view == self._shown:
            return
        self._shown = view
        if view is not None:
            self.setAccessibleName(f"{view.title}. {view.detail}. {view.advice}")
            self.raise_()
        self.setVisible(view is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._palette.background))
            if self._shown is not None:
                self._paint_words(painter, self._shown)

    def _paint_words(self, painter: QPainter, view: CoverView) -> None:
        scale = Scale(min(self.width() / DESIGN_WIDTH, self.height() / DESIGN_HEIGHT))
        frame = self.rect().adjusted(scale.px(24), scale.px(24), -scale.px(24), -scale.px(24))
        rounded(painter, frame, fill=self._palette.background, radius=12, edge=self._palette.text, edge_px=4)
        height = self.height() // 6
        rows = [QRect(frame.x(), round(height * row), frame.width(), height) for row in (1.4, 2.5, 3.4)]
        title, words = Face(scale.type_px(110), strong=True), Face(scale.type_px(48), strong=True)
        draw(painter, rows[0], (view.title,), face=title, colour=self._palette.text, align=CENTRE)
        draw(painter, rows[1], (view.detail,), face=Face(scale.type_px(48)), colour=self._palette.text, align=CENTRE)
        draw(painter, rows[2], (view.advice,), face=words, colour=self._palette.text, align=CENTRE)

"""Sliders for the numbers of a what-if: what it is, what it is now, what it was."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import draw, rounded
from monitor.ui.review_texts import KnobView
from monitor.ui.theme import Face, Palette

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
HEIGHT_PX = 76


class Knob(QWidget):
    """A slider that is painted; a press sets it, arrow keys move it by a step, a switch goes over."""

    turned = Signal(object, int)

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self.view: KnobView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.setFixedHeight(max(56, scale.px(HEIGHT_PX)))
        self.update()

    def show_view(self, view: KnobView | None) -> None:
        if view == self.view:
            return
        self.view = view
        self.setVisible(view is not None)
        self.setAccessibleName("" if view is None else view.accessible_name)
        self.update()

    @property
    def track(self) -> QRect:
        return QRect(self._scale.px(8), self.height() - self._scale.px(20), self.width() - self._scale.px(16), 6)

    def _turn(self, position: int) -> None:
        if self.view is not None:
            position = min(max(position, 0), self.view.last)
            if position != self.view.position:
                self.turned.emit(self.view.key, position)

    def _position_at(self, x: float) -> int:
        if self.view is None:
            return 0
        return round((x - self.track.x()) / max(1, self.track.width()) * self.view.last)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.view is not None and self.view.is_switch:
            self._turn(1 - self.view.position)
        else:
            self._turn(self._position_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.view is not None and not self.view.is_switch and event.buttons() & Qt.MouseButton.LeftButton:
            self._turn(self._position_at(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the list; a limit is turned on purpose

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self.view is None:
            super().keyPressEvent(event)
        else:
            self._turn(self.view.position + step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        view, palette, px = self.view, self._palette, self._scale.px
        if view is None:
            return
        with QPainter(self) as painter:
            if self.hasFocus():
                rounded(painter, self.rect(), fill=None, radius=6, edge=palette.muted)
            line = QRect(px(8), px(2), self.width() - px(16), px(22))
            draw(painter, line, (view.label,), face=Face(self._scale.type_px(15)), colour=palette.muted)
            line.translate(0, px(24))
            strong = Face(self._scale.type_px(18), strong=True)
            colour = palette.medium if view.changed else palette.text
            draw(painter, line, (view.text,), face=strong, colour=colour)
            self._paint_track(painter, view)

    def _paint_track(self, painter: QPainter, view: KnobView) -> None:
        track, palette = self.track, self._palette
        share = view.position / max(1, view.last)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.edge))
        painter.drawRoundedRect(QRectF(track), 3, 3)
        painter.setBrush(QColor(palette.progress))
        painter.drawRoundedRect(QRectF(track.x(), track.y(), track.width() * share, track.height()), 3, 3)
        painter.setBrush(QColor(palette.text))
        middle = QPointF(track.x() + track.width() * share, track.y() + track.height() / 2)
        painter.drawEllipse(middle, self._scale.px(9), self._scale.px(9))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


class KnobList(QScrollArea):
    """All numbers that can be turned, one below the other."""

    turned = Signal(object, int)

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(0, 0, 8, 0)
        self._layout.addStretch(1)
        self.knobs: list[Knob] = []
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        for knob in self.knobs:
            knob.set_scale(scale)

    def show_views(self, views: tuple[KnobView, ...]) -> None:
        while len(self.knobs) < len(views):
            knob = Knob(self._palette, self._body)
            knob.set_scale(self._scale)
            knob.turned.connect(self.turned)
            self._layout.insertWidget(len(self.knobs), knob)
            self.knobs.append(knob)
        for index, knob in enumerate(self.knobs):
            knob.show_view(views[index] if index < len(views) else None)

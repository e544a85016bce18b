"""The small what-if under the trend: three numbers to turn, and at once what they would have done to this session."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import draw, rounded
from monitor.ui.presenter.review_what_if import NOTHING_CHANGED, STANDING
from monitor.ui.review_texts import KnobView, OutcomeView
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.buttons import PaintedButton
from monitor.ui.widgets.review.knobs import Knob
from monitor.ui.words import tr

KNOBS = 3
KNOBS_SHARE = 0.54


class WhatIfStrip(QWidget):
    turned = Signal(object, int)
    period_asked = Signal()

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self._outcome: OutcomeView | None = None
        self._note = tr(NOTHING_CHANGED)
        self.knobs = tuple(Knob(palette, self) for _ in range(KNOBS))
        for knob in self.knobs:
            knob.turned.connect(self.turned)
        self.period = PaintedButton(palette, self)
        self.period.dress(tr("Run for a period …"), accessible_name=tr("What if, for a period"), bright=False)
        self.period.clicked.connect(self.period_asked)

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        for knob in self.knobs:
            knob.set_scale(scale)
        self.period.set_face(Face(scale.type_px(15), strong=True))
        self._place()

    def show_knobs(self, views: tuple[KnobView, ...]) -> None:
        for index, knob in enumerate(self.knobs):
            knob.show_view(views[index] if index < len(views) else None)

    def show_outcome(self, outcome: OutcomeView | None, note: str) -> None:
        """Show a result, or words in its place."""
        self._outcome, self._note = outcome, note
        self.setAccessibleDescription(note if outcome is None else f"{outcome.headline}; {outcome.said_along}")
        self.update()

    @property
    def outcome(self) -> OutcomeView | None:
        return self._outcome

    def _place(self) -> None:
        px = self._scale.px
        width = round(self.width() * KNOBS_SHARE / KNOBS)
        for index, knob in enumerate(self.knobs):
            knob.setGeometry(
                px(12) + index * width, self.height() - knob.height() - px(6), width - px(28), knob.height()
            )
        button = max(px(180), Face(self._scale.type_px(15), strong=True).width(self.period.text()) + 24)
        self.period.setGeometry(self.width() - button - px(12), px(8), button, max(28, px(34)))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, px = self._palette, self._scale.px
        with QPainter(self) as painter:
            rounded(painter, self.rect(), fill=palette.panel, radius=10)
            line = QRect(px(20), px(10), self.width() - px(40) - self.period.width(), px(26))
            strong = Face(self._scale.type_px(18), strong=True)
            used = draw(painter, line, (tr("What if"),), face=strong, colour=palette.text)
            small = Face(self._scale.type_px(14))
            along = tr(STANDING) if self._outcome is None else self._outcome.said_along
            rest = line.adjusted(used + px(14), 0, 0, 0)
            draw(
                painter, rest, (tr("for this session · {along}", along=along), along), face=small, colour=palette.faded
            )
            left = round(self.width() * KNOBS_SHARE) + px(20)
            self._paint_outcome(painter, QRect(left, px(44), self.width() - left - px(16), self.height() - px(50)))

    def _paint_outcome(self, painter: QPainter, room: QRect) -> None:
        outcome, palette = self._outcome, self._palette
        plain = Face(self._scale.type_px(15))
        row = QRect(room.x(), room.y(), room.width(), self._scale.px(24))
        if outcome is None:
            draw(painter, row, (self._note,), face=plain, colour=palette.muted)
            return
        strong = Face(self._scale.type_px(18), strong=True)
        draw(painter, row, (outcome.headline,), face=strong, colour=palette.of_tone(outcome.tone))
        for cell in outcome.lines:
            row.translate(0, row.height())
            draw(painter, row, (cell.text,), face=plain, colour=palette.of_tone(cell.tone))
        row.translate(0, row.height())
        draw(painter, row, (outcome.figures, outcome.figures_short), face=plain, colour=palette.faded)

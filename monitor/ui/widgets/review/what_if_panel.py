"""The whole what-if: every number that can be turned, for this session or a period, with progress and a stop."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import draw, rounded
from monitor.ui.presenter.review_what_if import NOTHING_CHANGED, STANDING
from monitor.ui.review_texts import KnobView, OutcomeView
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.buttons import PaintedButton
from monitor.ui.widgets.review.knobs import KnobList
from monitor.ui.widgets.review.rows import TextTable
from monitor.ui.words import source, tr

KNOBS_SHARE = 0.24
NO_PATH = source("Nothing here changes the limits of a room: a proposal is a file that a physician has to approve.")
LEFT_NAMED = 2  # useful alarms that are lost and named above the tables; all stand in the table and in the file
PERIODS = ((source("Last 7 days"), 7), (source("Last 30 days"), 30), (source("Last year"), 365))


class WhatIfPanel(QWidget):
    turned = Signal(object, int)
    session_asked = Signal()
    period_asked = Signal(int)
    cancelled = Signal()
    reset = Signal()
    proposed = Signal()

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self._outcome: OutcomeView | None = None
        self._note = tr(NOTHING_CHANGED)
        self._progress: tuple[str, float] | None = None
        self.knobs = KnobList(palette, self)
        self.knobs.turned.connect(self.turned)
        self.session = self._button(tr("This session"), self.session_asked.emit)
        self.periods = tuple(self._period(tr(words), days) for words, days in PERIODS)
        self.cancel = self._button(tr("Cancel"), self.cancelled.emit)
        self.back = self._button(tr("Limits of the room"), self.reset.emit)
        self.propose = self._button(tr("Save as proposal …"), self.proposed.emit)
        self.cancel.hide()
        self.propose.setEnabled(False)
        self.episodes = TextTable(palette, self)
        self.rules = TextTable(palette, self)

    def _period(self, words: str, days: int) -> PaintedButton:
        return self._button(words, lambda: self.period_asked.emit(days))

    def _button(self, words: str, press: object) -> PaintedButton:
        button = PaintedButton(self._palette, self)
        button.dress(words, accessible_name=tr("What if: {words}", words=words), bright=False)
        button.clicked.connect(press)
        return button

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        for part in (self.knobs, self.episodes, self.rules):
            part.set_scale(scale)
        for button in (self.session, *self.periods, self.cancel, self.back, self.propose):
            button.set_face(Face(scale.type_px(15), strong=True))
        self._place()

    def show_knobs(self, views: tuple[KnobView, ...]) -> None:
        self.knobs.show_views(views)
        self.back.setEnabled(any(view.changed for view in views))

    def show_outcome(self, outcome: OutcomeView | None, note: str) -> None:
        """Show a result, or words in its place."""
        self._outcome, self._note = outcome, note
        self.episodes.show_view(None if outcome is None else outcome.table)
        self.rules.show_view(None if outcome is None else outcome.rules)
        self.episodes.setVisible(outcome is not None)
        self.rules.setVisible(outcome is not None)
        self.propose.setEnabled(outcome is not None)
        self._place()
        self.update()

    def show_progress(self, words: str, share: float) -> None:
        """Show how far a period has come; negative: no work is going on."""
        self._progress = None if share < 0 else (words, share)
        self.cancel.setVisible(share >= 0)
        for button in (self.session, *self.periods):
            button.setEnabled(share < 0)
        self.update()

    @property
    def outcome(self) -> OutcomeView | None:
        return self._outcome

    @property
    def progress(self) -> tuple[str, float] | None:
        return self._progress

    def _place(self) -> None:
        px = self._scale.px
        left = round(self.width() * KNOBS_SHARE)
        self.back.setGeometry(px(16), px(48), left - px(28), max(28, px(36)))
        self.knobs.setGeometry(px(12), px(96), left - px(16), self.height() - px(108))
        x = left + px(16)
        face = Face(self._scale.type_px(15), strong=True)
        for button in (self.session, *self.periods, self.cancel):
            width = face.width(button.text()) + px(32)
            button.setGeometry(x, px(48), width, max(28, px(36)))
            x += width + px(10)
        width = face.width(self.propose.text()) + px(32)
        self.propose.setGeometry(self.width() - width - px(16), px(48), width, max(28, px(36)))
        top = px(232) + (0 if self._outcome is None else len(self._outcome.must_name[:LEFT_NAMED]) * px(24))
        inner = QRect(left + px(16), top, self.width() - left - px(28), self.height() - top - px(8))
        half = round(inner.width() * 0.54)
        self.episodes.setGeometry(inner.x(), inner.y(), half - px(16), inner.height())
        self.rules.setGeometry(inner.x() + half, inner.y(), inner.width() - half, inner.height())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, px = self._palette, self._scale.px
        left = round(self.width() * KNOBS_SHARE) + px(16)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(palette.tile))
            strong = Face(self._scale.type_px(20), strong=True)
            small = Face(self._scale.type_px(15))
            draw(
                painter,
                QRect(px(16), px(10), left, px(30)),
                (tr("Limits, delays, rules"),),
                face=strong,
                colour=palette.text,
            )
            line = QRect(left, px(10), self.width() - left - px(16), px(30))
            used = draw(painter, line, (tr("What if"),), face=strong, colour=palette.text)
            draw(painter, line.adjusted(used + px(14), 0, 0, 0), (tr(STANDING),), face=small, colour=palette.faded)
            row = QRect(left, px(96), self.width() - left - px(16), px(24))
            draw(painter, row, (tr(NO_PATH),), face=small, colour=palette.muted)
            row.translate(0, px(30))
            if self._progress is not None:
                self._paint_progress(painter, row, self._progress)
            elif self._outcome is None:
                draw(painter, row, (self._note,), face=small, colour=palette.text)
            else:
                self._paint_outcome(painter, row, self._outcome)

    def _paint_progress(self, painter: QPainter, row: QRect, progress: tuple[str, float]) -> None:
        words, share = progress
        palette, px = self._palette, self._scale.px
        bar = QRect(row.x(), row.y() + px(4), round(row.width() * 0.5), px(16))
        rounded(painter, bar, fill=palette.edge, radius=px(8))
        filled = QRect(bar.x(), bar.y(), round(bar.width() * min(1.0, share)), bar.height())
        if filled.width() > px(16):
            rounded(painter, filled, fill=palette.text, radius=px(8))
        room = QRect(bar.right() + px(16), row.y(), row.right() - bar.right() - px(16), row.height())
        draw(painter, room, (words,), face=Face(self._scale.type_px(16)), colour=palette.text)

    def _paint_outcome(self, painter: QPainter, row: QRect, outcome: OutcomeView) -> None:
        palette, px = self._palette, self._scale.px
        strong, plain = Face(self._scale.type_px(20), strong=True), Face(self._scale.type_px(16))
        draw(painter, row, (outcome.headline,), face=strong, colour=palette.of_tone(outcome.tone))
        for text in outcome.must_name[:LEFT_NAMED]:
            row.translate(0, px(24))
            draw(painter, row, (tr("LOST although useful: {text}", text=text),), face=plain, colour=palette.medium)
        row.translate(0, px(26))
        draw(painter, row, (outcome.figures,), face=plain, colour=palette.text)
        row.translate(0, px(24))
        draw(painter, row, (outcome.said_along,), face=plain, colour=palette.faded)

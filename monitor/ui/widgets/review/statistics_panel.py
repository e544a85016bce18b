"""The burden of alarms over a period, as tables side by side."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import draw
from monitor.ui.review_texts import StatisticsTexts
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.buttons import PaintedButton
from monitor.ui.widgets.review.rows import TextTable
from monitor.ui.words import source, tr

PERIODS = ((source("Last 7 days"), 7), (source("Last 30 days"), 30), (source("Last year"), 365), (source("All"), 0))
TABLES = 5
ASK = source("Choose a period.")


class StatisticsPanel(QWidget):
    """Five tables: by rule and by hour high, by place and device, and the rises below one another."""

    period_asked = Signal(int)
    save_asked = Signal()

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self._texts: StatisticsTexts | None = None
        self._note = tr(ASK)
        self.tables = tuple(TextTable(palette, self, ground=palette.panel) for _ in range(TABLES))
        self.periods = tuple(self._button(tr(words), days) for words, days in PERIODS)
        self.save = PaintedButton(palette, self)
        self.save.dress(tr("Save as CSV …"), accessible_name=tr("Save the statistics as CSV"), bright=False)
        self.save.clicked.connect(self.save_asked)
        self.save.setEnabled(False)

    def _button(self, words: str, days: int) -> PaintedButton:
        button = PaintedButton(self._palette, self)
        button.dress(words, accessible_name=tr("Statistics: {words}", words=words), bright=False)
        button.clicked.connect(lambda: self.period_asked.emit(days))
        return button

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        for table in self.tables:
            table.set_scale(scale)
        for button in (*self.periods, self.save):
            button.set_face(Face(scale.type_px(15), strong=True))
        self._place()

    def show_texts(self, texts: StatisticsTexts | None, note: str) -> None:
        """Show figures, or words in their place."""
        self._texts, self._note = texts, note
        shown = () if texts is None else texts.tables
        for index, table in enumerate(self.tables):
            table.show_view(shown[index] if index < len(shown) else None)
            table.setVisible(index < len(shown))
        self.save.setEnabled(texts is not None)
        self.update()

    @property
    def texts(self) -> StatisticsTexts | None:
        return self._texts

    def _place(self) -> None:
        px = self._scale.px
        face = Face(self._scale.type_px(15), strong=True)
        x = px(20)
        for button in self.periods:
            width = face.width(button.text()) + px(32)
            button.setGeometry(x, px(14), width, max(28, px(36)))
            x += width + px(10)
        width = face.width(self.save.text()) + px(32)
        self.save.setGeometry(self.width() - width - px(20), px(14), width, max(28, px(36)))
        inner = QRect(px(20), px(160), self.width() - px(40), self.height() - px(172))
        gap = px(20)
        column = (inner.width() - 2 * gap) // 3
        half = (inner.height() - gap) // 2
        places = (
            QRect(inner.x(), inner.y(), column, inner.height()),
            QRect(inner.x() + column + gap, inner.y(), column, half),
            QRect(inner.x() + column + gap, inner.y() + half + gap, column, half),
            QRect(inner.x() + 2 * (column + gap), inner.y(), column, round(inner.height() * 0.62)),
            QRect(
                inner.x() + 2 * (column + gap),
                inner.y() + round(inner.height() * 0.62) + gap,
                column,
                inner.height() - round(inner.height() * 0.62) - gap,
            ),
        )
        for table, place in zip(self.tables, places, strict=True):
            table.setGeometry(place)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, px = self._palette, self._scale.px
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(palette.tile))
            row = QRect(px(20), px(62), self.width() - px(40), px(34))
            plain = Face(self._scale.type_px(16))
            if self._texts is None:
                draw(painter, row, (self._note,), face=plain, colour=palette.muted)
                return
            strong = Face(self._scale.type_px(22), strong=True)
            draw(painter, row, (self._texts.headline,), face=strong, colour=palette.text)
            for text in self._texts.lines:
                row.translate(0, px(28))
                draw(painter, row, (text,), face=plain, colour=palette.faded)

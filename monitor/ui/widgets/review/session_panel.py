"""The left side of the review window: search, filters, the list, and how many there are."""

from datetime import tzinfo

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from monitor.port.review_views import SessionPage, SessionQuery
from monitor.ui.geometry import Scale
from monitor.ui.painting import draw, rounded
from monitor.ui.presenter.review_sessions import list_note, session_lines
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.buttons import PaintedButton
from monitor.ui.widgets.review.session_list import SessionList
from monitor.ui.words import source, tr

TYPING_MS = 150
WEEK_MS = 7 * 86_400_000
UNSIGNED, WITH_HIGH, THIS_WEEK = source("unsigned"), source("with high alarms"), source("last 7 days")


class SessionPanel(QWidget):
    asked = Signal(object)  # a SessionQuery

    def __init__(self, palette: Palette, parent: QWidget, *, zone: tzinfo | None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._zone = zone
        self._scale = Scale(1.0)
        self._note = ""
        self.now_utc_ms = 0
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Search patient, chair, course …"))
        self.search.setAccessibleName(tr("Search sessions"))
        self.search.setMaxLength(80)
        self.filters = {words: self._filter(tr(words)) for words in (UNSIGNED, WITH_HIGH, THIS_WEEK)}
        self.list = SessionList(palette, self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.ask)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self.ask)

    def _filter(self, words: str) -> PaintedButton:
        button = PaintedButton(self._palette, self)
        button.dress(words, accessible_name=tr("Only sessions {words}", words=words), bright=False)
        button.setCheckable(True)
        button.toggled.connect(lambda _on: self.ask())
        return button

    def ask(self) -> None:
        """Ask for the sessions that fit what is typed and chosen."""
        self._typing.stop()
        self.asked.emit(self.query)

    @property
    def query(self) -> SessionQuery:
        return SessionQuery(
            text=self.search.text().strip(),
            unsigned=self.filters[UNSIGNED].isChecked(),
            with_high=self.filters[WITH_HIGH].isChecked(),
            from_utc_ms=self.now_utc_ms - WEEK_MS if self.filters[THIS_WEEK].isChecked() else None,
        )

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.list.set_scale(scale)
        palette = self._palette
        self.search.setStyleSheet(
            f"QLineEdit {{ font-size: {scale.type_px(15)}px; background: {palette.panel}; color: {palette.text};"
            f" border: 1px solid {palette.edge}; border-radius: 8px; padding: 2px {scale.px(12)}px; }}"
        )
        for button in self.filters.values():
            button.set_face(Face(scale.type_px(14)))
        self._place()

    def show_page(self, page: SessionPage, selected: int | None) -> None:
        self._note = list_note(page)
        self.list.show_lines(session_lines(page, self._zone), selected)
        self.update()

    def _place(self) -> None:
        px = self._scale.px
        inner = self.width() - 2 * px(14)
        self.search.setGeometry(px(14), px(14), inner, max(28, px(40)))
        x, y, height = px(14), self.search.geometry().bottom() + px(10), max(26, px(32))
        widths = [button_width(words, self._scale) for words in self.filters]
        squeeze = min(1.0, (inner - 2 * px(6)) / sum(widths))
        for button, width in zip(self.filters.values(), widths, strict=True):
            button.setGeometry(x, y, round(width * squeeze), height)
            x += round(width * squeeze) + px(6)
        top = y + height + px(8)
        self.list.setGeometry(px(2), top, self.width() - px(4), self.height() - top - px(36))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = self._scale.px
        with QPainter(self) as painter:
            rounded(painter, self.rect(), fill=self._palette.tile, radius=10, edge=self._palette.edge)
            row = QRect(px(20), self.height() - px(32), self.width() - px(36), px(26))
            short = self._note.split(":")[0].split(",")[0]
            face = Face(self._scale.type_px(14))
            draw(painter, row, (self._note, short), face=face, colour=self._palette.muted)


def button_width(words: str, scale: Scale) -> int:
    """As wide as its words need."""
    return Face(scale.type_px(14)).width(words) + scale.px(28)

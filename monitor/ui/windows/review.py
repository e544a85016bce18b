"""The reviewer's window: sessions on the left, one of them on the right, or the course, statistics and what-if.

It reads only. On a station it shows the room's alarms at its top; when it gives way is told by `history_screen`.
"""

from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.port.people_port import PeoplePort
from monitor.port.review_port import ReviewPort
from monitor.port.review_views import SessionQuery
from monitor.ui.flash import FlashPhase
from monitor.ui.geometry import Scale, smallest_label_px
from monitor.ui.painting import LEFT, draw, rounded
from monitor.ui.presenter import review_statistics as figures
from monitor.ui.presenter import review_what_if as what_if
from monitor.ui.presenter.review_sessions import banner
from monitor.ui.review_actions import ReviewActions
from monitor.ui.review_desk import ReviewDesk
from monitor.ui.theme import DARK, Face, Palette
from monitor.ui.views import LiveView
from monitor.ui.widgets.alarm_line import AlarmLine
from monitor.ui.widgets.buttons import PaintedButton
from monitor.ui.widgets.review.course_panel import CoursePanel
from monitor.ui.widgets.review.session_page import SessionPage
from monitor.ui.widgets.review.session_panel import SessionPanel
from monitor.ui.widgets.review.statistics_panel import StatisticsPanel
from monitor.ui.widgets.review.what_if_panel import WhatIfPanel
from monitor.ui.words import source, told, tr

TICK_MS = 100
MESSAGE_TICKS = 80
SMALLEST_PX = (1024, 600)
LEFT_PX, TOP_PX, BAND_PX = 430, 64, 44
SESSIONS, COURSE, STATISTICS, WHAT_IF = source("Sessions"), source("Course"), source("Statistics"), source("What if")


class ReviewWindow(QWidget):
    """Owns the desk and its pages. `zone` is the time zone of what people read; None is the computer's own."""

    put_away = Signal()

    def __init__(
        self,
        port: ReviewPort,
        *,
        palette: Palette = DARK,
        zone: tzinfo | None = None,
        people: PeoplePort | None = None,
        folder: Path | None = None,
        station: QWidget | None = None,
    ) -> None:
        super().__init__(station, Qt.WindowType.Window)
        self._palette = palette
        self._touched = False
        self._port = port
        self._zone = zone
        self._message, self._message_ticks = "", 0
        self.setWindowTitle(tr("Review · {room_name}", room_name=port.room_name))
        self.setMinimumSize(*SMALLEST_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.desk = ReviewDesk(port, zone=zone, parent=self)
        self.actions_ = ReviewActions(
            self.desk,
            palette=self._palette,
            people=people,
            host=self,
            say=self.say,
            zone=zone,
            folder=folder or Path.home(),
        )
        self.actions_.person_changed = self._show_person
        self.band = None if station is None else AlarmLine(self._palette, self)
        self._make_parts()
        self._connect()
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self.tick)
        self.show_tab(SESSIONS)
        self._show_person()
        self._show_knobs()

    def _make_parts(self) -> None:
        palette = self._palette
        self.panel = SessionPanel(palette, self, zone=self._zone)
        self.page = SessionPage(palette, self, zone=self._zone)
        self.course = CoursePanel(palette, self)
        self.statistics = StatisticsPanel(palette, self)
        self.what_if = WhatIfPanel(palette, self)
        self.tabs = {words: self._tab(words) for words in (SESSIONS, COURSE, STATISTICS, WHAT_IF)}
        self.export = self._button(tr("Export …"), tr("Export the session"), self.actions_.export)
        self.sign = self._button(tr("Sign session"), tr("Sign the session"), self.actions_.sign)
        self.person = self._button(tr("Sign in"), tr("Sign in with name and PIN"), self.actions_.sign_in)

    def _button(self, words: str, name: str, press: object) -> PaintedButton:
        button = PaintedButton(self._palette, self)
        button.dress(words, accessible_name=name, bright=False)
        button.clicked.connect(press)
        return button

    def _tab(self, words: str) -> PaintedButton:
        button = self._button(tr(words), tr("Page {words}", words=tr(words)), lambda: self.show_tab(words))
        button.setCheckable(True)
        return button

    def _connect(self) -> None:
        desk, actions = self.desk, self.actions_
        self.panel.asked.connect(self._look_for)
        self.panel.list.chosen.connect(lambda index: desk.open(self.panel.list.lines[index].session_id))
        self.course.session_chosen.connect(self._open_other)
        self.page.marked.connect(actions.mark)
        for turner in (self.page.strip, self.what_if):
            turner.turned.connect(desk.turn)
        self.page.strip.period_asked.connect(lambda: self.show_tab(WHAT_IF))
        self.what_if.session_asked.connect(desk.judge_session)
        self.what_if.period_asked.connect(desk.judge_period)
        self.what_if.cancelled.connect(desk.cancel_judging)
        self.what_if.reset.connect(desk.reset)
        self.what_if.proposed.connect(actions.propose)
        self.statistics.period_asked.connect(desk.count)
        self.statistics.save_asked.connect(actions.save_statistics)
        desk.said.connect(self.say)
        desk.page_changed.connect(self._show_page)
        desk.session_changed.connect(self._show_session)
        desk.course_changed.connect(self._show_course)
        desk.knobs_changed.connect(self._show_knobs)
        desk.outcome_changed.connect(self._show_outcome)
        desk.progress_changed.connect(self._show_progress)
        desk.statistics_changed.connect(self._show_statistics)

    def start(self) -> None:
        """Ask for the sessions and begin to follow; the first session of the list is opened."""
        self._ticker.start()
        self.panel.now_utc_ms = self._port.utc_ms
        self.panel.ask()
        self.panel.list.setFocus()

    def look_again(self) -> None:
        """Ask anew for what is shown: the record went on while the window was away."""
        self.panel.now_utc_ms = self._port.utc_ms
        self.panel.ask()
        self.desk.look_again()
        if self.tab == COURSE:
            self.desk.compare_course()

    def show_tab(self, words: str) -> None:
        """Show one of the pages."""
        self.tab = words
        for name, button in self.tabs.items():
            button.setChecked(name == words)
        self.panel.setVisible(words in (SESSIONS, COURSE))
        self.page.setVisible(words == SESSIONS)
        self.course.setVisible(words == COURSE)
        self.statistics.setVisible(words == STATISTICS)
        self.what_if.setVisible(words == WHAT_IF)
        if words == COURSE:
            self.desk.compare_course()
        self.setFocus()

    def _look_for(self, query: SessionQuery) -> None:
        self.desk.look_for(query)

    def _open_other(self, session_id: int) -> None:
        self.desk.open(session_id)
        self.show_tab(SESSIONS)

    def _show_page(self) -> None:
        page, opened = self.desk.page, self.desk.session_id
        self.panel.show_page(page, opened)
        if opened is None and page.rows:
            self.desk.open(page.rows[0].session_id)

    def _show_session(self) -> None:
        view = self.desk.session
        if view is None:
            return
        self.page.show_view(view)
        self.panel.show_page(self.desk.page, view.row.session_id)
        if self.tab == COURSE:
            self.desk.compare_course()
        words = tr("Addendum …") if view.is_signed else tr("Sign session")
        self.sign.dress(words, accessible_name=words, bright=not view.is_signed and not view.may_be_signed)
        self.export.setEnabled(True)

    def _show_course(self) -> None:
        opened = self.desk.session_id
        self.course.show_cards(
            tuple(
                (row, figures.course_card(row, self._zone, current=row.session_id == opened))
                for row in self.desk.course
            )
        )

    def _show_person(self) -> None:
        actor = self.actions_.actor
        words = f"{actor.name} · {told(actor.role)}" if actor.identified else tr("Sign in")
        name = tr("Signed in: {words}. Sign out", words=words) if actor.identified else tr("Sign in with name and PIN")
        self.person.dress(words, accessible_name=name, bright=False)
        self._place()

    def _show_knobs(self) -> None:
        desk = self.desk
        self.what_if.show_knobs(tuple(what_if.knob_view(knob, desk.values) for knob in desk.port.knobs))
        shown = what_if.strip_knobs(desk.port.knobs, desk.values)
        self.page.strip.show_knobs(tuple(what_if.knob_view(knob, desk.values) for knob in shown))

    def _show_outcome(self) -> None:
        desk = self.desk
        of_period = desk.of_period and desk.result is not None
        view = None if desk.result is None else what_if.outcome(desk.result, self._zone, of_period=of_period)
        self.what_if.show_outcome(view, desk.note)
        self.page.strip.show_outcome(
            None if of_period else view, tr("See the page What if.") if of_period else desk.note
        )

    def _show_progress(self) -> None:
        progress = self.desk.progress
        if progress is None:
            self.what_if.show_progress("", -1.0)
        else:
            done, total = progress
            self.what_if.show_progress(what_if.progress_words(done, total), done / total if total else 0.0)

    def _show_statistics(self) -> None:
        view = self.desk.statistics
        self.statistics.show_texts(None if view is None else figures.statistics(view), self.desk.statistics_note)

    def show_live(self, live: LiveView) -> None:
        """Follow the alarms of the room that this station watches."""
        if self.band is not None:
            self.band.show_view(live.line)
        self.actions_.show_live(live)

    def set_phase(self, phase: FlashPhase) -> None:
        if self.band is not None:
            self.band.set_phase(phase)
        self.actions_.set_phase(phase)

    def say(self, text: str) -> None:
        """Tell the reviewer something, for some seconds."""
        self._message, self._message_ticks = text, MESSAGE_TICKS
        self.setAccessibleDescription(text)
        self.update()

    @property
    def message(self) -> str:
        return self._message

    def tick(self) -> None:
        """Messages that end, and answers of the accounts."""
        self.actions_.tick()
        if self._message_ticks:
            self._message_ticks -= 1
            if not self._message_ticks:
                self._message = ""
                self.update()

    def take_touched(self) -> bool:
        """Whether a key was pressed since this was asked last."""
        touched, self._touched = self._touched, False
        return touched

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._touched = True
        if event.key() == Qt.Key.Key_H and self.parentWidget() is not None:
            self.close()
        elif event.key() == Qt.Key.Key_Escape and self.tab != SESSIONS:
            self.show_tab(SESSIONS)
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.text() == "/":
            self.panel.search.setFocus()
        else:
            super().keyPressEvent(event)

    def _scale(self) -> Scale:
        factor = min(self.width() / 1920, self.height() / 1080)
        return Scale(factor, smallest_label_px(self.width(), self.height()))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        for part in (self.panel, self.page, self.course, self.statistics, self.what_if):
            part.set_scale(self._scale())
        self._place()

    def _place(self) -> None:
        scale = self._scale()
        px, margin = scale.px, scale.px(26)
        top = px(TOP_PX)
        if self.band is not None:
            self.band.place(QRect(margin, top, self.width() - 2 * margin, px(BAND_PX) - px(8)), scale)
            top += px(BAND_PX)
        body = QRect(margin, top, self.width() - 2 * margin, self.height() - top - px(24))
        left = px(LEFT_PX)
        self.panel.setGeometry(body.x(), body.y(), left, body.height())
        right = body.adjusted(left + px(14), 0, 0, 0)
        for page, place in ((self.page, right), (self.course, right), (self.statistics, body), (self.what_if, body)):
            page.setGeometry(place)
        self._place_buttons(scale, margin)

    def _place_buttons(self, scale: Scale, margin: int) -> None:
        px, face = scale.px, Face(scale.type_px(17), strong=True)
        height, y = max(30, px(38)), px(14)
        x = round(self.width() * 0.315)
        for button in self.tabs.values():
            width = face.width(button.text()) + px(44)
            button.set_face(face)
            button.setGeometry(x, y, width, height)
            x += width + px(6)
        right = self.width() - margin
        for button in (self.person, self.sign, self.export):
            width = face.width(button.text()) + px(36)
            button.set_face(face)
            button.setGeometry(right - width, y, width, height)
            right -= width + px(8)
        self._message_room = QRect(x + px(12), y, right - x - px(24), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        scale = self._scale()
        palette, px = self._palette, scale.px
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(palette.background))
            row = QRect(px(28), px(14), round(self.width() * 0.3) - px(28), max(30, px(38)))
            strong = Face(scale.type_px(24), strong=True)
            used = draw(painter, row, (tr("Review"),), face=strong, colour=palette.text)
            row.adjust(used + px(16), 0, 0, 0)
            plain = Face(scale.type_px(16))
            words = (tr("{room_name} · read only", room_name=self._port.room_name), self._port.room_name)
            if banner(self._port.provenance):
                mark = banner(self._port.provenance).split(" · ")[0]
                width = plain.width(mark) + px(28)
                pill = QRect(row.right() - width, row.y() + px(4), width, row.height() - px(8))
                rounded(painter, pill, fill=palette.simulated, radius=pill.height() // 2)
                inside = pill.adjusted(px(14), 0, 0, 0)
                draw(painter, inside, (mark,), face=plain, colour=palette.on_bright, align=LEFT)
                row.setRight(pill.left() - px(8))
            draw(painter, row, words, face=plain, colour=palette.muted)
            if self._message:
                room = self._message_room
                draw(painter, room, (self._message,), face=plain, colour=palette.text, align=LEFT)

    def closeEvent(self, event: QCloseEvent) -> None:
        """By itself it ends; on a station the frame only puts it away, until the next H or the end of the station."""
        self.actions_.close_dialog()
        if self.band is None:
            self.end()
        self.put_away.emit()
        event.accept()

    def end(self) -> None:
        """Stop what is under way: it is not shown again."""
        self._ticker.stop()
        self.desk.close()

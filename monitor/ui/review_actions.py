"""What a reviewer's presses ask for: signing in, marks, signature, addendum, files. Questions never stop the window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from monitor.domain.people import UNATTRIBUTED, Actor
from monitor.domain.time import Instant
from monitor.port.people_port import PeoplePort
from monitor.port.review_port import ExportFormat
from monitor.port.review_views import ReviewMark
from monitor.ui.flash import FlashPhase
from monitor.ui.form_views import Question
from monitor.ui.presenter import review_questions as questions
from monitor.ui.review_desk import ReviewDesk
from monitor.ui.sign_in import NO_ACCOUNTS, SignInDialog
from monitor.ui.theme import Palette
from monitor.ui.views import LineView, LiveView
from monitor.ui.widgets.dialogs import StationDialog
from monitor.ui.widgets.review.review_dialogs import FileDialog, WordsDialog
from monitor.ui.words import source, tr

if TYPE_CHECKING:
    from concurrent.futures import Future

ALONE = LineView(calm=(source("This window watches no room"),))
SIGN_IN_FIRST = source("Sign in first: a mark, a signature and an addendum bear a name.")


class ReviewActions:
    """Holds who reviews and the one open question."""

    def __init__(
        self,
        desk: ReviewDesk,
        *,
        palette: Palette,
        people: PeoplePort | None,
        host: QWidget,
        say: Callable[[str], None],
        zone: tzinfo | None,
        folder: Path,
    ) -> None:
        self._desk = desk
        self._palette = palette
        self._people = people
        self._host = host
        self._say = say
        self._zone = zone
        self._folder = folder
        self.person_changed: Callable[[], None] = lambda: None  # told by the window
        self._asked: Future[Actor | str] | None = None
        self._live = LiveView(
            now=Instant(0, desk.port.utc_ms),
            zone=zone,
            line=replace(ALONE, calm=tuple(tr(text) for text in ALONE.calm)),
        )
        self.actor = UNATTRIBUTED
        self.dialog: StationDialog | None = None

    def show_live(self, live: LiveView) -> None:
        """Follow the room's alarms, where the window stands on a station."""
        self._live = live
        if self.dialog is not None:
            self.dialog.show_live(live)

    def set_phase(self, phase: FlashPhase) -> None:
        if self.dialog is not None:
            self.dialog.set_phase(phase)

    def close_dialog(self) -> None:
        """Withdraw an open question."""
        if self.dialog is not None:
            self.dialog.reject()

    def _open(self, dialog: StationDialog) -> None:
        self.close_dialog()
        self.dialog = dialog
        dialog.finished.connect(lambda _result: self._closed(dialog))
        dialog.show_live(self._live)
        dialog.adjust()
        x, y = (self._host.width() - dialog.width()) // 2, (self._host.height() - dialog.height()) // 2
        dialog.stand_at(QPoint(max(0, x), max(0, y)))

    def _closed(self, dialog: StationDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
            self._host.setFocus()

    def sign_in(self) -> None:
        """Sign in, or out where somebody is in."""
        if self.actor.identified:
            self.actor = UNATTRIBUTED
            self.person_changed()
        elif self._people is None:
            self._say(tr(NO_ACCOUNTS))
        else:
            people = self._people
            self._open(
                SignInDialog(
                    self._palette, is_first=people.nobody_yet, ask=self._verify, parent=self._host, hint=people.hint
                )
            )

    def _verify(self, name: str, pin: str) -> None:
        if self._people is not None:
            ask = self._people.make_first if self._people.nobody_yet else self._people.verified
            self._asked = ask(name, pin)

    def tick(self) -> None:
        """See whether the accounts have answered."""
        dialog = self.dialog
        if self._asked is None or not self._asked.done() or not isinstance(dialog, SignInDialog):
            return
        answer = self._asked.result()
        self._asked = None
        if isinstance(answer, str):
            dialog.refused(answer)
            return
        self.actor = answer
        dialog.let_in()
        self.person_changed()
        self._say(tr("Signed in: {name}", name=answer.name))

    def mark(self, alarm_id: int, word: str) -> None:
        """Mark an alarm as useful or artefact."""
        view = self._desk.session
        if view is None:
            return
        why = questions.may_mark(self.actor, view)
        if why:
            self._say(why)
            return
        self._desk.mark(alarm_id, ReviewMark(word), self.actor)

    def sign(self) -> None:
        """Ask for the comment and sign; of a signed session: ask for an addendum."""
        view = self._desk.session
        if view is None:
            return
        if view.is_signed:
            self._add()
            return
        why = questions.may_sign(self.actor, view)
        if why:
            self._say(why)
            return
        actor = self.actor
        self._words(
            questions.sign(actor, view, self._zone),
            label=tr("Comment (may stay empty)"),
            needed=False,
            done=lambda comment: self._desk.sign(comment, actor),
        )

    def _add(self) -> None:
        view, actor = self._desk.session, self.actor
        if view is None:
            return
        why = questions.may_add(actor, view)
        if why:
            self._say(why)
            return
        self._words(
            questions.addendum(actor, view),
            label=tr("What is to be added"),
            needed=True,
            done=lambda text: self._desk.add(text, actor),
        )

    def _words(self, question: Question, *, label: str, needed: bool, done: Callable[[str], None]) -> None:
        dialog = WordsDialog(self._palette, question, label=label, needed=needed, done=done, parent=self._host)
        self._open(dialog)

    def export(self) -> None:
        """Ask for format and file, and write the open session."""
        view = self._desk.session
        if view is None:
            return
        suggested = self._folder / f"session-{view.row.session_id}.pdf"

        def write(path: Path, kind: ExportFormat | None) -> None:
            if kind is not None:
                self._desk.export(kind, path)

        self._file(questions.export(view, self._zone), suggested, self._desk.port.formats, write)

    def propose(self) -> None:
        """Ask where the proposal goes; it names the useful alarms that it would lose."""
        result = self._desk.result
        if result is None:
            return
        why = questions.may_propose(self.actor, result)
        if why:
            self._say(why)
            return
        actor = self.actor
        suggested = self._folder / "proposal.toml"
        self._file(questions.proposal(result), suggested, (), lambda path, _kind: self._desk.propose(path, actor))

    def save_statistics(self) -> None:
        """Ask where the statistics go."""
        if self._desk.statistics is None:
            return
        self._file(
            questions.statistics_question(),
            self._folder / "alarm-statistics.csv",
            (),
            lambda path, _kind: self._desk.save_statistics(path),
        )

    def _file(
        self,
        question: Question,
        suggested: Path,
        formats: tuple[ExportFormat, ...],
        done: Callable[[Path, ExportFormat | None], None],
    ) -> None:
        dialog = FileDialog(self._palette, question, suggested=suggested, formats=formats, done=done, parent=self._host)
        self._open(dialog)

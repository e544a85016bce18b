"""Owns the one dialog that may be open, and opens the forms, panels and checklists that presses ask for."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from monitor.domain.commands import Admit, Command, PlaySoundTest
from monitor.domain.vocabulary import Phase
from monitor.port.course_port import CoursePort, Earlier, clinic_id_of, wants_look, with_earlier
from monitor.port.snapshot import Snapshot
from monitor.ui.course_lookup import CourseLookup
from monitor.ui.flash import AlarmKey, FlashPhase
from monitor.ui.form_views import Choice, ChoiceGroup, Form, ListView, Question, Values
from monitor.ui.presenter import admission, choices, form_book, room_lists
from monitor.ui.presenter.forms import Subject
from monitor.ui.theme import Palette
from monitor.ui.views import ButtonView, LiveView
from monitor.ui.widgets.choice_dialog import ChoiceDialog
from monitor.ui.widgets.dialogs import StationDialog
from monitor.ui.widgets.form_dialog import FormDialog
from monitor.ui.widgets.list_dialog import ListDialog
from monitor.ui.widgets.sound_dialog import SoundDialog
from monitor.ui.words import source, tr

GONE = source("Nothing was opened: another patient or nobody is there now.")


@dataclass(slots=True, eq=False)
class WaitingAdmission:
    """An admission that waits for a look into the record."""

    button: ButtonView
    command: Admit
    title: str
    values: Values  # as they were typed
    answer: Future[Earlier]
    lookup: CourseLookup | None = None  # whoever looks after the answer


class Ground(Protocol):
    """Where dialogs stand."""

    @property
    def middle(self) -> QRect:
        """All that a dialog may cover."""
        ...

    def corner_for(self, size: QSize) -> QPoint:
        """Where within it one of `size` hides least."""
        ...


class DialogDesk:
    """Every dialog is a panel that neither stops nor blocks the display behind it, and shows the room's alarms."""

    def __init__(
        self,
        palette: Palette,
        *,
        submit: Callable[[Command], None],
        press: Callable[[ButtonView], None],
        say: Callable[[str], None],
        host: QWidget,
        ground: Ground,
    ) -> None:
        self._palette = palette
        self._submit = submit
        self._press = press
        self._say = say
        self._host = host
        self._ground = ground
        self._snapshot: Snapshot | None = None
        self._live: LiveView | None = None
        self.dialog: StationDialog | None = None
        self.course: CoursePort | None = None  # told by whoever has a record; without one nothing is looked up
        self.waiting: list[WaitingAdmission] = []

    def show_snapshot(self, snapshot: Snapshot, live: LiveView) -> None:
        """Follow the room."""
        self._snapshot, self._live = snapshot, live
        if self.dialog is None:
            return
        self.dialog.show_live(live)
        if isinstance(self.dialog, ListDialog):
            view = self.dialog.follow()
            if view is None:
                self.close()
            else:
                self.dialog.show_list(view)

    def set_phase(self, phase: FlashPhase) -> None:
        if self.dialog is not None:
            self.dialog.set_phase(phase)

    def close(self) -> None:
        """Withdraw an open question."""
        if self.dialog is not None:
            self.dialog.reject()

    def open(self, dialog: StationDialog) -> None:
        """Show `dialog` in place of any other."""
        self.close()
        self.dialog = dialog
        dialog.finished.connect(lambda _result: self._closed(dialog))
        if self._live is not None:
            dialog.show_live(self._live)
        dialog.answer_alarms_with(self._press)
        dialog.keep_within(self._ground.middle)
        dialog.adjust()
        dialog.stand_at(self._ground.corner_for(dialog.size()))

    def _closed(self, dialog: StationDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
            self._host.setFocus()  # the keys of the room again

    def rearrange(self) -> None:
        """The window has another size: stand where least is hidden now."""
        if self.dialog is not None:
            self.dialog.keep_within(self._ground.middle)
            self.dialog.adjust()
            self.dialog.move(self._ground.corner_for(self.dialog.size()))

    @property
    def painted(self) -> frozenset[AlarmKey]:
        """Alarms whose words stand in the open dialog."""
        return frozenset() if self.dialog is None else self.dialog.alarm_line.painted

    @property
    def covers(self) -> QRect:
        """What the open dialog hides of the window; empty where none is open."""
        return QRect() if self.dialog is None else self.dialog.geometry()

    def _subject(self, button: ButtonView) -> Subject | None:
        subject = None if self._snapshot is None else form_book.subject_of(self._snapshot, button)
        if subject is None:
            self._say(tr(GONE))
        return subject

    def form(self, button: ButtonView) -> None:
        """Open the form that `button` names."""
        subject = self._subject(button)
        if subject is not None:
            self.show_form(form_book.form_of(subject, button), self._submit)

    def show_form(self, form: Form, done: Callable[[Command], None]) -> FormDialog:
        """Open `form`; `done` is handed what it makes."""
        dialog = FormDialog(self._palette, form, done=done, parent=self._host)
        self.open(dialog)
        return dialog

    def panel(self, title: str, groups: tuple[ChoiceGroup, ...], text: str = "") -> None:
        """Open a panel of buttons that act at once."""
        question = Question(title=title, text=text, confirm="")
        self.open(ChoiceDialog(self._palette, question, groups, chosen=self.choose, parent=self._host))

    def choose(self, choice: Choice) -> None:
        """Do what a button of a panel stands for."""
        if isinstance(choice.does, ButtonView):
            self._press(choice.does)
        else:
            self._submit(choice.does)

    def note(self, button: ButtonView) -> None:
        """Open the note panel."""
        subject = self._subject(button)
        if subject is not None:
            self.panel(tr("Note · {who}", who=subject.who), choices.note_panel(subject))

    def more(self, button: ButtonView) -> None:
        """Open the menu of everything else."""
        subject = self._subject(button)
        if subject is not None:
            self.panel(tr("More · {who}", who=subject.who), choices.more_menu(subject))

    def checks(self, button: ButtonView) -> None:
        """Open the checklist that comes next: before the start, or before leaving."""
        subject = self._subject(button)
        if subject is not None:
            recovering = subject.session.phase is Phase.RECOVERY
            self._patient_list(button, choices.gate_list if recovering else choices.start_list)

    def card(self, button: ButtonView) -> None:
        """Open the handover card of one patient."""
        zone = None if self._live is None else self._live.zone
        self._patient_list(button, lambda subject: room_lists.handover_card(subject, zone))

    def same_patient(self, button: ButtonView) -> None:
        """Open the question that follows a common silence."""
        self._patient_list(button, room_lists.same_patient_list)

    def _patient_list(self, button: ButtonView, make: Callable[[Subject], ListView | None]) -> None:
        """Open a list about one patient; it closes when there is nothing left to say or somebody else is there."""

        def follow() -> ListView | None:
            now = None if self._snapshot is None else form_book.subject_of(self._snapshot, button)
            return None if now is None else make(now)

        if self._subject(button) is not None:
            self._open_list(follow)

    def room_list(self, make: Callable[[Snapshot], ListView]) -> None:
        """Open a list about the whole room."""
        self._open_list(lambda: None if self._snapshot is None else make(self._snapshot))

    def _open_list(self, follow: Callable[[], ListView | None]) -> None:
        view = follow()
        if view is not None:
            self.open(ListDialog(self._palette, view, chosen=self.choose, follow=follow, parent=self._host))

    def sound_test(self) -> None:
        """Play the test of light and sound and ask what was heard."""
        if self._snapshot is None:
            return
        before = self._snapshot.audio.test_answered_tick

        def follow() -> ListView | None:
            audio = None if self._snapshot is None else self._snapshot.audio
            return None if audio is None else room_lists.sound_test(audio, answered_before=before)

        view = room_lists.sound_test(self._snapshot.audio, answered_before=before)
        self._submit(PlaySoundTest())
        samples = room_lists.sample_lines()
        self.open(SoundDialog(self._palette, view, samples, chosen=self.choose, follow=follow, parent=self._host))

    def admit(self, button: ButtonView, kept: Values | None = None) -> None:
        """Ask who sits down."""
        snapshot = self._snapshot
        place = (
            None
            if snapshot is None
            else next((place for place in snapshot.places if place.place_id == button.place_id), None)
        )
        if snapshot is None or place is None:
            return
        title = place.title

        def done(command: Command) -> None:
            self._admitted(button, command, title, dialog.values())

        dialog = self.show_form(admission.admission(place, snapshot, kept), done)

    def _admitted(self, button: ButtonView, command: Command, title: str, values: Values) -> None:
        """Look for earlier sessions, then admit, or ask back first; cancelling there goes back to the numbers."""
        if isinstance(command, Admit) and self.course is not None and wants_look(command):
            answer = self.course.earlier(clinic_id_of(command))
            self._wait(WaitingAdmission(button, command, title, values, answer))
            return
        raised = (
            ()
            if self._snapshot is None or not isinstance(command, Admit)
            else admission.raised(command, self._snapshot)
        )
        if not raised or not isinstance(command, Admit):
            self._submit(command)
            return
        dialog = self.show_form(admission.asked_back(command, title, raised), self._submit)
        dialog.cancel.clicked.connect(lambda: self.admit(button, values))

    def _wait(self, admission_: WaitingAdmission) -> None:
        """Go on with an admission once the look is over."""

        def go_on(found: Earlier) -> None:
            self.waiting.remove(admission_)
            looked_up = with_earlier(admission_.command, found)
            self._admitted(admission_.button, looked_up, admission_.title, admission_.values)

        admission_.lookup = CourseLookup(admission_.answer, then=go_on, parent=self._host)
        self.waiting.append(admission_)

    def take_over(self, former: "DialogDesk") -> None:
        """Go on with the admissions that wait at the desk of a window that goes: none is lost with it."""
        for admission_ in former.waiting:
            if admission_.lookup is not None:
                admission_.lookup.stop()
            self._wait(admission_)
        former.waiting.clear()

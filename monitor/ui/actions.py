"""Turns presses and keys into commands in the name of whoever is signed in. The room decides what is allowed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from drivers.clock import Clock
from monitor.domain.commands import (
    Acknowledge,
    CancelCuff,
    Command,
    PauseAudio,
    ResumeAudio,
    SignIn,
    TakeResponsibility,
)
from monitor.port.engine_port import EnginePort
from monitor.port.people_port import PeoplePort
from monitor.port.snapshot import AlarmView, PlaceView, Snapshot
from monitor.ui.dialog_desk import DialogDesk, Ground
from monitor.ui.flash import FlashPhase, PaintedAlarms, real_s
from monitor.ui.presenter import choices, profile_change, room_lists, tour
from monitor.ui.presenter.alarms import ROOM, is_open
from monitor.ui.presenter.places import note_button
from monitor.ui.sign_in import SignInDesk
from monitor.ui.theme import Palette
from monitor.ui.views import Action, ButtonView, LiveView
from monitor.ui.widgets.dialogs import StationDialog
from monitor.ui.words import source, tr

TOO_NEW = source("Nothing acknowledged: the alarm has been on screen for less than a second. Read it and press again.")
NAMES_HIDDEN = source("Names are hidden: show them (M) to hand patients over.")
NOTHING_OPEN = source("Nothing to acknowledge here.")


class StationActions:
    """Holds the snapshot that the person sees; dialogs and sign-in have desks of their own."""

    def __init__(
        self,
        port: EnginePort,
        clock: Clock,
        *,
        palette: Palette,
        say: Callable[[str], None],
        people: PeoplePort | None = None,
        host: QWidget,
        ground: Ground,
    ) -> None:
        self._port = port
        self._clock = clock
        self.painted = PaintedAlarms()
        self._say = say
        self._snapshot: Snapshot | None = None
        self._masked = False
        self.hide_names: Callable[[], None] = lambda: None  # told by the window
        self.desk = DialogDesk(palette, submit=self.submit, press=self.press, say=say, host=host, ground=ground)
        self.people = SignInDesk(palette, people, submit=self.submit, open_dialog=self.desk.open, say=say, host=host)
        self.people.on_signed_in = self._signed_in

    def _signed_in(self) -> None:
        """Whoever begins to work here hears the alarm sound once, where nobody has within 12 h (H20)."""
        if self._snapshot is not None and self._snapshot.audio.test_due:
            self.desk.sound_test()

    @property
    def dialog(self) -> StationDialog | None:
        """The dialog that is open."""
        return self.desk.dialog

    def submit(self, command: Command) -> None:
        """Hand a command over in the name of whoever is signed in; a sign-in names its own."""
        named = command if isinstance(command, SignIn) else replace(command, actor=self.people.actor)
        self._port.submit(named)

    def show_snapshot(self, snapshot: Snapshot, live: LiveView, *, masked: bool = False) -> None:
        """Take over what the screen shows now; a dialog with names does not outlive the moment they are hidden."""
        if masked and not self._masked:
            self.close_dialog()
        self._snapshot, self._masked = snapshot, masked
        self.people.show_snapshot(snapshot)
        self.desk.show_snapshot(snapshot, live)

    def set_phase(self, phase: FlashPhase) -> None:
        self.desk.set_phase(phase)

    def tick(self) -> None:
        self.people.tick()

    def close_dialog(self) -> None:
        """Withdraw an open question, because the screen behind it can no longer be trusted."""
        self.desk.close()

    def open_dialog(self, dialog: StationDialog) -> None:
        """Show `dialog` in place of any other, following the room's alarms."""
        self.desk.open(dialog)

    def press(self, button: ButtonView) -> None:
        """Carry out a button, or open its question."""
        match button.action:
            case Action.ACKNOWLEDGE if button.place_id is not None:
                self.acknowledge(button.place_id)
            case Action.PAUSE_SOUND:
                self.pause_sound()
            case Action.RESUME_SOUND:
                self.submit(ResumeAudio())
            case Action.ADMIT:
                self.desk.admit(button)
            case Action.NOTE:
                self.desk.note(button)
            case Action.MORE:
                self.desk.more(button)
            case Action.CHECKS:
                self.desk.checks(button)
            case Action.FORM:
                self.desk.form(button)
            case Action.SAME_PATIENT:
                self.desk.same_patient(button)
            case Action.CARD if not self._masked:
                self.desk.card(button)
            case Action.CANCEL_CUFF if button.place_id is not None:
                self.submit(CancelCuff(place_id=button.place_id))
            case _:
                self._press_room(button)

    def _press_room(self, button: ButtonView) -> None:
        """What is about the room, or about whoever is signed in."""
        match button.action:
            case Action.HANDOVER | Action.CARD if self._masked:
                self._say(tr(NAMES_HIDDEN))
            case Action.HANDOVER:
                self.desk.room_list(room_lists.handover_list)
            case Action.WIRING:
                self.desk.room_list(room_lists.wiring_list)
            case Action.SOUND_TEST:
                self.desk.sound_test()
            case Action.TOUR:
                self.show_tour(int(button.form))
            case _:
                self._press_person(button)

    def _press_person(self, button: ButtonView) -> None:
        match button.action:
            case Action.SIGN_IN:
                self.people.ask()
            case Action.PERSON:
                groups = choices.person_menu(masked=self._masked, may_sign_out=self.people.has_accounts)
                self.desk.panel(button.text, (*groups, *profile_change.menu(self._snapshot)))
            case Action.PROFILE if self._snapshot is not None:
                text, groups = profile_change.panel(self._snapshot)
                self.desk.panel(tr(profile_change.TITLE), groups, text)
            case Action.SIGN_OUT | Action.LEAVE:
                self.people.sign_out(leaving=button.action is Action.LEAVE)
            case Action.MASK:
                self.hide_names()
            case _:
                raise ValueError(f"{button.action} needs a place")

    def pause_sound(self) -> None:
        """Silence the room's present alarms."""
        self.submit(PauseAudio())

    def show_keys(self) -> None:
        """Say what the keyboard does."""
        self.desk.panel(tr("Keys"), (tour.tour_button(),), "\n".join(tr(line) for line in choices.KEYS))

    def show_tour(self, index: int = 0) -> None:
        """Show one of the three cards."""
        title, text, groups = tour.card(index)
        self.desk.panel(title, groups, text)

    def note(self, place_id: str) -> None:
        """Open the note panel of a place with a patient."""
        place = self._place(place_id)
        if place is not None and place.session is not None:
            self.press(note_button(place, place.session))

    def go(self, place_id: str) -> None:
        """Say "I am going" to a place; the room says who, and calls nobody else for a while."""
        self.submit(TakeResponsibility(place_id=place_id))

    def acknowledge(self, place_id: str) -> None:
        """Acknowledge those alarms of a place that have stood on screen long enough to have been read."""
        place = self._place(place_id)
        if place is None and place_id != ROOM:
            return
        title = tr("the room") if place is None else place.title
        alarms = self._room_alarms() if place is None else place.alarms
        waiting = [alarm for alarm in alarms if is_open(alarm)]
        now_s = real_s(self._clock)
        read = [alarm for alarm in waiting if self.painted.is_read((alarm.alarm_id, alarm.priority), now_s)]
        if not read:
            self._say(tr(TOO_NEW) if waiting else tr(NOTHING_OPEN))
            return
        self.submit(Acknowledge(place_id=place_id, alarm_ids=tuple(alarm.alarm_id for alarm in read)))
        covered = ", ".join(alarm.short_message for alarm in read)
        rest = len(waiting) - len(read)
        self._say(
            tr("Acknowledged at {title}: {covered}", title=title, covered=covered)
            + (" " + tr("· {rest} newer not acknowledged", rest=rest) if rest else "")
        )

    def _room_alarms(self) -> tuple[AlarmView, ...]:
        alarms = () if self._snapshot is None else self._snapshot.alarms
        return tuple(alarm for alarm in alarms if alarm.place_id == ROOM)

    def _place(self, place_id: str | None) -> PlaceView | None:
        places = () if self._snapshot is None else self._snapshot.places
        return next((place for place in places if place.place_id == place_id), None)

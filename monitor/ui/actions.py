"""Turns presses and keys into commands, asking first where a mistake would matter. The room decides what is allowed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from drivers.clock import Clock
from monitor.domain.commands import (
    Acknowledge,
    Admit,
    Discharge,
    PauseAudio,
    ResumeAudio,
    Transfer,
    record_infusion,
)
from monitor.domain.entries import InfusionAct
from monitor.port.engine_port import EnginePort
from monitor.port.snapshot import PlaceView, Snapshot
from monitor.ui.flash import FlashPhase, PaintedAlarms, real_s
from monitor.ui.presenter import questions
from monitor.ui.presenter.alarms import is_open
from monitor.ui.theme import Palette
from monitor.ui.views import Action, ButtonView, LiveView
from monitor.ui.widgets.dialogs import AdmitDialog, MoveDialog, RecordDialog, StationDialog

SECONDS_PER_MINUTE = 60
RECORDED_LATE = "recorded late at the station"
TOO_NEW = "Nothing acknowledged: the alarm has been on screen for less than a second. Read it and press again."
NOTHING_OPEN = "Nothing to acknowledge here."


class StationActions:
    """Holds the snapshot that the person sees and the one dialog that may be open."""

    def __init__(
        self,
        port: EnginePort,
        clock: Clock,
        painted: PaintedAlarms,
        *,
        palette: Palette,
        say: Callable[[str], None],
        host: QWidget,
    ) -> None:
        self._port = port
        self._clock = clock
        self._painted = painted
        self._palette = palette
        self._say = say
        self._host = host
        self._snapshot: Snapshot | None = None
        self._live: LiveView | None = None
        self._dialog: StationDialog | None = None

    @property
    def dialog(self) -> StationDialog | None:
        """The dialog that is open."""
        return self._dialog

    def show_snapshot(self, snapshot: Snapshot, live: LiveView) -> None:
        """Take over what the screen shows now."""
        self._snapshot, self._live = snapshot, live
        if self._dialog is not None:
            self._dialog.show_live(live)

    def set_phase(self, phase: FlashPhase) -> None:
        if self._dialog is not None:
            self._dialog.set_phase(phase)

    def close_dialog(self) -> None:
        """Withdraw an open question, because the screen behind it can no longer be trusted."""
        if self._dialog is not None:
            self._dialog.reject()

    def press(self, button: ButtonView) -> None:
        """Carry out a button, or open its question."""
        match button.action:
            case Action.ACKNOWLEDGE if button.place_id is not None:
                self.acknowledge(button.place_id)
            case Action.PAUSE_SOUND:
                self.pause_sound()
            case Action.RESUME_SOUND:
                self._port.submit(ResumeAudio())
            case Action.ADMIT:
                self._ask_admission(button)
            case Action.RECORD_START | Action.RECORD_END:
                self._ask_infusion_edge(button)
            case Action.MOVE:
                self._ask_move(button)
            case Action.DISCHARGE:
                self._ask_discharge(button)
            case _:
                raise ValueError(f"{button.action} needs a place")

    def pause_sound(self) -> None:
        """Silence the room's present alarms."""
        self._port.submit(PauseAudio())

    def acknowledge(self, place_id: str) -> None:
        """Acknowledge those alarms of a place that have stood on screen long enough to have been read."""
        place = self._place(place_id)
        if place is None:
            return
        waiting = [alarm for alarm in place.alarms if is_open(alarm)]
        now_s = real_s(self._clock)
        read = [alarm for alarm in waiting if self._painted.is_read((alarm.alarm_id, alarm.priority), now_s)]
        if not read:
            self._say(TOO_NEW if waiting else NOTHING_OPEN)
            return
        self._port.submit(Acknowledge(place_id=place_id, alarm_ids=tuple(alarm.alarm_id for alarm in read)))
        covered = ", ".join(alarm.short_message for alarm in read)
        rest = len(waiting) - len(read)
        self._say(f"Acknowledged at {place.title}: {covered}" + (f" · {rest} newer not acknowledged" if rest else ""))

    def _place(self, place_id: str | None) -> PlaceView | None:
        places = () if self._snapshot is None else self._snapshot.places
        return next((place for place in places if place.place_id == place_id), None)

    def open_dialog(self, dialog: StationDialog) -> None:
        """Show `dialog` in place of any other, following the room's alarms."""
        self.close_dialog()
        self._dialog = dialog
        dialog.finished.connect(lambda _result: self._closed(dialog))
        if self._live is not None:
            dialog.show_live(self._live)
        dialog.adjust()
        dialog.open()

    def _closed(self, dialog: StationDialog) -> None:
        if self._dialog is dialog:
            self._dialog = None

    def _ask_admission(self, button: ButtonView) -> None:
        dialog = AdmitDialog(self._palette, questions.admission(button), self._host)
        dialog.accepted.connect(lambda: self._admit(button, dialog))
        self.open_dialog(dialog)

    def _admit(self, button: ButtonView, dialog: AdmitDialog) -> None:
        self._port.submit(
            Admit(
                place_id=_place_id(button),
                label=dialog.label.text().strip(),
                planned_infusion_s=float(dialog.planned_min.value() * SECONDS_PER_MINUTE),
                course=dialog.course.text().strip(),
            )
        )

    def _ask_infusion_edge(self, button: ButtonView) -> None:
        dialog = RecordDialog(self._palette, questions.infusion_edge(button), self._host)
        dialog.accepted.connect(lambda: self._record(button, dialog.minutes_ago))
        self.open_dialog(dialog)

    def _record(self, button: ButtonView, minutes_ago: int) -> None:
        if self._snapshot is None:
            return
        at_utc_ms = questions.edge_utc_ms(self._snapshot.at, minutes_ago)
        self._port.submit(
            record_infusion(
                InfusionAct.START if button.action is Action.RECORD_START else InfusionAct.END,
                place_id=_place_id(button),
                session_id=_session_id(button),
                at_utc_ms=at_utc_ms,
                reason="" if at_utc_ms is None else RECORDED_LATE,
            )
        )

    def _ask_move(self, button: ButtonView) -> None:
        bays = () if self._snapshot is None else questions.free_bays(self._snapshot)
        question = questions.move(button, bays)
        self.open_dialog(
            MoveDialog(self._palette, question, bays, moved=lambda bay: self._move(button, bay), parent=self._host)
        )

    def _move(self, button: ButtonView, to_place_id: str) -> None:
        self._port.submit(Transfer(place_id=_place_id(button), session_id=_session_id(button), to_place_id=to_place_id))

    def _ask_discharge(self, button: ButtonView) -> None:
        place = self._place(button.place_id)
        checks = () if place is None else place.open_checks
        dialog = StationDialog(self._palette, questions.discharge(button, checks), self._host)
        dialog.accepted.connect(
            lambda: self._port.submit(Discharge(place_id=_place_id(button), session_id=_session_id(button)))
        )
        self.open_dialog(dialog)


def _place_id(button: ButtonView) -> str:
    if button.place_id is None:
        raise ValueError(f"{button.action} needs a place")
    return button.place_id


def _session_id(button: ButtonView) -> int:
    if button.session_id is None:
        raise ValueError(f"{button.action} needs a session")
    return button.session_id

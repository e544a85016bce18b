"""The alarm desk: turns edges of the engine, faults of the monitor and answers of people into records and events."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from drivers.observations import Parameter, Source
from monitor.alarms.arrays import Edge
from monitor.alarms.engine import AlarmEngine
from monitor.alarms.machine import follow
from monitor.alarms.pressure_bank import reading_text
from monitor.alarms.pressure_branches import COMPONENTS, DIASTOLIC, SYSTOLIC
from monitor.alarms.rules import Channel, Silence
from monitor.alarms.standing import Standing
from monitor.domain.answer_events import AudioPauseEnded, RuleResumed
from monitor.domain.events import AlarmChanged
from monitor.domain.people import SYSTEM, Actor
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, AlarmState, Priority
from monitor.room.board import AlarmBoard, AlarmRecord
from monitor.room.burden import Burden
from monitor.room.ledger import Ledger
from monitor.room.seat import Seat

T_ENGINE = "T-ENGINE"
T_GARBLED = "T-GARBLED"  # not in the clinic's rule table: the measure against hazard H01 asks for it
T_UNHEARD = "T-UNHEARD"  # a person answered that the test tone was not heard
P_SAME = "P-SAME"  # two places were silent together and nobody said that the patients are the same (hazard H08)
P_OWNER = "P-OWNER"  # nobody has taken the patient over (hazard H52)
P_GONE = "P-GONE"  # of P-REC: a patient was marked gone while an alarm of theirs was open
DESK_RULES = (T_ENGINE, T_GARBLED, T_UNHEARD, P_SAME, P_OWNER, P_GONE)  # raised and ended here, not by the engine

MONITOR_PRIORITY = {"T-AWAKE": Priority.LOW, "T-FRONT": Priority.LOW, "T-UNSEEN": Priority.MEDIUM}
"""Of faults of the monitor itself; those that are not here are high. A low one is shown and not heard."""


class AlarmDesk:
    """Owns the board; every change of it is an event in the ledger."""

    def __init__(self, ledger: Ledger, engine: AlarmEngine, seats: dict[str, Seat]) -> None:
        self.ledger = ledger
        self.engine = engine
        self.board = AlarmBoard()
        self.hint: Callable[[Seat], str] = lambda _: ""  # what a lost sensor may mean there
        self.burden = Burden()
        self._seats = seats
        self._by_column = list(seats.values())
        self._visual_only = {rule.rule for rule in engine.profile.rules if not getattr(rule, "audible", True)}

    def handle(self, edges: Iterable[Edge]) -> None:
        """Turn the engine's edges into records and events."""
        for found in edges:
            seat = self._by_column[found.column]
            edge = _named_rate(found, seat)
            record = self.board.find(seat.place.place_id, edge.rule)
            if edge.change in (AlarmChangeKind.PENDING, AlarmChangeKind.WITHDRAWN):
                self._emit_edge(edge, seat, record)
                continue
            extends = False
            if record is None:
                record = self.board.revive(seat.place.place_id, seat.session_id, edge.rule, edge.tick)
                extends = record is not None
                if record is not None:
                    record.why = self._why(edge, seat)
                record = record or self._new_record(edge, seat)
            self.take_edge(record, edge, seat, extends=extends)
            self._judge_age(edge, seat)

    def take_edge(
        self, record: AlarmRecord, edge: Edge, seat: Seat, *, actor: Actor | None = None, extends: bool = False
    ) -> None:
        """Write one edge of the engine into its record and into the ledger."""
        self._apply_edge(record, edge)
        if edge.parameter in COMPONENTS and edge.baseline is not None:
            resting = self.engine.pressures.baseline[:, seat.column]
            record.baseline_shown = reading_text(resting[SYSTOLIC], resting[DIASTOLIC])
        if actor is not None:
            record.acknowledged_by = actor.name
        self._emit_edge(edge, seat, record, actor, extends=extends)
        if edge.change is AlarmChangeKind.CLEARED:
            self._end(record)

    def judged_at(self, record: AlarmRecord) -> Seat | None:
        """Where the engine judges the condition of a record; None: the desk or the shell owns it."""
        if record.place_id is None or record.rule in DESK_RULES:
            return None
        return self._seats[record.place_id]

    def standing(self, record: AlarmRecord) -> Standing | None:
        """The condition of a record as the engine has it."""
        seat = self.judged_at(record)
        found = [] if seat is None else self.engine.standing(seat.column)
        return next((item for item in found if item.rule == record.rule), None)

    def _judge_age(self, edge: Edge, seat: Seat) -> None:
        """A pressure too old to be judged stops sounding: the alarm about its age sounds instead, one and not two."""
        if edge.parameter != Silence.PRESSURE:
            return
        too_old = edge.priority is Priority.MEDIUM and edge.change is not AlarmChangeKind.CLEARED
        for record in self.board.at(seat.place.place_id):
            if record.parameter in COMPONENTS:
                record.not_remeasured = too_old

    def _new_record(self, edge: Edge, seat: Seat) -> AlarmRecord:
        record = AlarmRecord(
            alarm_id=0,
            place_id=seat.place.place_id,
            session_id=seat.session_id,
            rule=edge.rule,
            kind=edge.kind,
            priority=edge.priority,
            state=AlarmState.INACTIVE,
            audible=self._is_audible(edge),
            raised_tick=edge.tick,
            why=self._why(edge, seat),
        )
        self.board.begin(record)
        return record

    def _is_audible(self, edge: Edge) -> bool:
        """A rule may be for the eye alone, and a first reading that a repeat can refute begins without sound."""
        return edge.rule not in self._visual_only and self.engine.is_audible(edge.rule, edge.column)

    def _why(self, edge: Edge, seat: Seat) -> str:
        """What the rule says in words, or which device is silent and what is known about it."""
        if edge.why:
            return edge.why
        if edge.parameter == Silence.SPO2:
            current = seat.values.get(Channel.SPO2)
            words = (current.why if current is not None else "", self.hint(seat))
            return ": ".join(part for part in words if part)
        worst = seat.worst_link() if edge.parameter == Silence.LINK else None
        if worst is None:
            return ""
        broken = next((item for item in seat.links.items() if not item[1].up), worst)
        title = next((device.title for device in seat.devices if device.device_id == broken[0]), broken[0])
        return f"{title}: {broken[1].why}" if broken[1].why else title

    def _apply_edge(self, record: AlarmRecord, edge: Edge) -> None:
        record.state = follow(record.state, edge.change)
        record.priority = edge.priority
        if edge.change is AlarmChangeKind.LATCHED:
            record.acknowledged_by = ""
            record.attention.rest()
            self.board.emerge_behind(record, edge.tick)
        if edge.change in (AlarmChangeKind.RAISED, AlarmChangeKind.ESCALATED):
            record.audible = self._is_audible(edge)
            self.sound_again(record, edge.tick)
            record.parameter, record.value, record.op = edge.parameter, edge.value, edge.op
            record.limit, record.baseline, record.shown = edge.limit, edge.baseline, edge.shown
            record.confirmed = edge.confirmed
            record.why = edge.why or record.why
            record.gate_s = edge.gate_s or 0.0

    def sound_again(self, record: AlarmRecord, tick: int) -> None:
        """The alarm is new, graver or worse: no acknowledgement and no pause holds any more."""
        self.board.unpause(record.alarm_id)
        record.acknowledged_by = ""
        record.attention.open(tick)

    def _end(self, record: AlarmRecord) -> None:
        self.board.end(record, self.ledger.tick)
        self.burden.ended(record, self.ledger.tick)

    def _emit_edge(
        self,
        edge: Edge,
        seat: Seat,
        record: AlarmRecord | None,
        actor: Actor | None = None,
        *,
        extends: bool = False,
    ) -> None:
        self.ledger.emit(
            AlarmChanged,
            at=self.ledger.instant(edge.tick),
            due=self.ledger.instant(edge.due),
            alarm_id=0 if record is None else record.alarm_id,
            place_id=seat.place.place_id,
            session_id=seat.session_id,
            rule=edge.rule,
            kind=edge.kind,
            priority=edge.priority,
            change=edge.change,
            parameter=edge.parameter,
            value=edge.value,
            op=edge.op,
            limit=edge.limit,
            baseline=edge.baseline,
            confirmed=edge.confirmed,
            shown=edge.shown,
            delay_s=edge.delay_s,
            gate_s=edge.gate_s,
            why=edge.why or ("" if record is None else record.why),
            actor=actor,
            extends=extends,
        )

    def reconcile(self, seat: Seat) -> None:
        """After a failure: put up every condition that stands in the engine but has no record, so that none is lost."""
        for standing in self.engine.standing(seat.column):
            record = self.board.find(seat.place.place_id, standing.rule)
            if record is not None and (record.state, record.priority) == (standing.state, standing.priority):
                continue
            graver = record is not None and standing.priority > record.priority
            edge = Edge(
                tick=self.ledger.tick,
                due=self.ledger.tick,
                column=seat.column,
                rule=standing.rule,
                kind=standing.kind,
                change=AlarmChangeKind.ESCALATED if graver else AlarmChangeKind.RAISED,
                priority=standing.priority,
                parameter=standing.parameter,
                value=standing.value,
                op=standing.op,
                limit=standing.limit,
                shown=standing.shown,
            )
            self.handle([edge])

    def refresh_readings(self, seat: Seat) -> None:
        """Let the pressure alarms that stand speak of the newest reading that violates, not of the first."""
        for standing in self.engine.standing(seat.column):
            record = self.board.find(seat.place.place_id, standing.rule)
            if record is not None and standing.parameter in COMPONENTS and standing.state is not AlarmState.LATCHED:
                record.parameter, record.value, record.limit = standing.parameter, standing.value, standing.limit
                record.shown, record.not_remeasured = standing.shown, False

    def drop_orphans(self) -> None:
        """End records of rules or places that this configuration no longer has; each end is an event."""
        for record in list(self.board.records.values()):
            if record.place_id is None or record.rule in DESK_RULES:
                continue
            seat = self._seats.get(record.place_id)
            rules = () if seat is None else {standing.rule for standing in self.engine.standing(seat.column)}
            if record.rule not in rules:
                record.why = "no longer judged: the configuration was changed"
                self.change(record, AlarmChangeKind.CLEARED, SYSTEM)

    def engine_failed(self, place_id: str | None, error: Exception) -> None:
        """An exception in the alarm path is itself a high alarm."""
        self.room_alarm(place_id, T_ENGINE, f"{type(error).__name__}: {error}")

    def monitor_fault(self, rule: str, *, present: bool, why: str) -> None:
        """The shell found a fault of the monitor or of its computer, or the end of one."""
        record = self.board.find(None, rule)
        if present:
            priority = MONITOR_PRIORITY.get(rule, Priority.HIGH)
            self.room_alarm(None, rule, why, priority=priority, audible=priority > Priority.LOW)
        elif record is not None:
            self.change(record, AlarmChangeKind.CLEARED)

    def bytes_rejected(self, seat: Seat, *, present: bool, why: str) -> None:
        """A device at the place sends bytes of which too many have to be refused: LOW while it lasts."""
        record = self.board.find(seat.place.place_id, T_GARBLED)
        if present:
            self.room_alarm(seat.place.place_id, T_GARBLED, why, priority=Priority.LOW)
        elif record is not None:
            self.change(record, AlarmChangeKind.CLEARED)

    def room_alarm(
        self,
        place_id: str | None,
        rule: str,
        why: str,
        *,
        priority: Priority = Priority.HIGH,
        audible: bool = True,
        kind: AlarmKind = AlarmKind.TECHNICAL,
    ) -> None:
        """Put up an alarm that no rule of the engine owns; one that stands unanswered only gets new words."""
        record = self.board.find(place_id, rule)
        if record is not None:
            record.why = why
            if record.state is AlarmState.ACTIVE:
                return
        else:
            record = AlarmRecord(
                alarm_id=0,
                place_id=place_id,
                session_id=None if place_id is None else self._seats[place_id].session_id,
                rule=rule,
                kind=kind,
                priority=priority,
                state=AlarmState.INACTIVE,
                audible=audible,
                raised_tick=self.ledger.tick,
                parameter="monitor" if kind is AlarmKind.TECHNICAL else "session",
                why=why,
            )
            self.board.begin(record)
        self.sound_again(record, self.ledger.tick)
        self.change(record, AlarmChangeKind.RAISED)

    def end_alarm(self, place_id: str, rule: str, actor: Actor | None = None) -> None:
        """End an alarm that no rule of the engine owns, if it stands."""
        record = self.board.find(place_id, rule)
        if record is not None:
            self.change(record, AlarmChangeKind.CLEARED, actor)

    def change(
        self,
        record: AlarmRecord,
        change: AlarmChangeKind,
        actor: Actor | None = None,
        *,
        why: str | None = None,
        until: Instant | None = None,
    ) -> None:
        """An edge of a record that no rule of the engine gave; it carries the record's last numbers."""
        record.state = follow(record.state, change)
        if actor is not None:
            record.acknowledged_by = actor.name
        self.ledger.emit(
            AlarmChanged,
            due=self.ledger.now,
            alarm_id=record.alarm_id,
            place_id=record.place_id or "",
            session_id=record.session_id,
            rule=record.rule,
            kind=record.kind,
            priority=record.priority,
            change=change,
            parameter=record.parameter,
            value=record.value,
            op=record.op,
            limit=record.limit,
            baseline=record.baseline,
            confirmed=record.confirmed,
            shown=record.shown,
            why=record.why if why is None else why,
            actor=actor,
            until=until,
        )
        if change is AlarmChangeKind.CLEARED:
            self._end(record)

    def take_down(self, seat: Seat, why: str) -> None:
        """End every alarm and silence of a place because its occupant changes; each end is an event."""
        for record in self.board.at(seat.place.place_id):
            record.why = why
            self.change(record, AlarmChangeKind.CLEARED, SYSTEM)
        self.board.forget_ended(seat.place.place_id)
        self.end_pauses(seat.place.place_id, why)
        if seat.session_id is not None:
            self.end_suspensions(why, session_id=seat.session_id)

    def end_pauses(self, place_id: str | None, why: str) -> None:
        """End the pause of exactly this place or of the room."""
        for pause in [pause for pause in self.board.pauses if pause.place_id == place_id]:
            self.board.pauses.remove(pause)
            self.ledger.emit(AudioPauseEnded, place_id=place_id, why=why)

    def end_silences(self, why: str) -> None:
        """End every pause and suspension of the room, at a restart and when somebody else takes over."""
        for pause in list(self.board.pauses):
            self.end_pauses(pause.place_id, why)
        self.end_suspensions(why)

    def end_suspensions(self, why: str, *, session_id: int | None = None, rule: str | None = None) -> None:
        """End the suspensions of a session, of one rule of it, or all: what stands sounds and counts from now."""
        for item in list(self.board.silences.suspensions):
            if session_id not in (None, item.session_id) or rule not in (None, item.rule):
                continue
            self.board.silences.suspensions.remove(item)
            seats = [seat for seat in self._seats.values() if seat.session_id == item.session_id]
            place_id = seats[0].place.place_id if seats else ""
            record = self.board.find(place_id, item.rule)
            if record is not None:
                record.attention.open_since = self.ledger.tick
                record.attention.sounds_since = self.ledger.tick
            self.ledger.emit(RuleResumed, place_id=place_id, session_id=item.session_id, rule=item.rule, why=why)


def _named_rate(edge: Edge, seat: Seat) -> Edge:
    """Say which of the two rates it was: the ECG's heart rate or a pulse."""
    current = seat.values.get(Channel.RATE)
    if edge.parameter != Channel.RATE or current is None:
        return edge
    parameter = Parameter.HR if current.source is Source.ECG else Parameter.PULSE
    return replace(edge, parameter=parameter.value)

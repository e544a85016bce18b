"""The alarm desk: turns edges of the engine, faults of the monitor and answers of people into records and events."""

from collections.abc import Iterable
from dataclasses import replace

from drivers.observations import Parameter, Source
from monitor.alarms.arrays import NEVER, Edge
from monitor.alarms.engine import AlarmEngine
from monitor.alarms.pressure_branches import COMPONENTS
from monitor.alarms.rules import Channel, Silence
from monitor.domain.events import AlarmChanged, AudioPauseEnded
from monitor.domain.people import SYSTEM, Actor
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, AlarmState, Priority
from monitor.room.board import STATE_AFTER, AlarmBoard, AlarmRecord
from monitor.room.ledger import Ledger
from monitor.room.seat import Seat

T_ENGINE = "T-ENGINE"
T_GARBLED = "T-GARBLED"  # not in the clinic's rule table: the measure against hazard H01 asks for it
DESK_RULES = (T_ENGINE, T_GARBLED)  # raised and ended here, not by the engine


class AlarmDesk:
    """Owns the board; every change of it is an event in the ledger."""

    def __init__(self, ledger: Ledger, engine: AlarmEngine, seats: dict[str, Seat]) -> None:
        self.ledger = ledger
        self.engine = engine
        self.board = AlarmBoard()
        self._seats = seats
        self._by_column = list(seats.values())
        self._visual_only = {rule.rule for rule in engine.profile.rules if not getattr(rule, "audible", True)}

    def handle(self, edges: Iterable[Edge]) -> None:
        """Turn the engine's edges into records and events."""
        pressed: dict[int, Seat] = {}
        for found in edges:
            seat = self._by_column[found.column]
            edge = _named_rate(found, seat)
            record = self.board.find(seat.place.place_id, edge.rule)
            if edge.change in (AlarmChangeKind.PENDING, AlarmChangeKind.WITHDRAWN):
                self._emit_edge(edge, seat, record)
                continue
            if record is None:
                record = self._new_record(edge, seat)
            self._apply_edge(record, edge)
            self._emit_edge(edge, seat, record)
            if edge.change is AlarmChangeKind.CLEARED:
                self.board.end(record)
            self._judge_age(edge, seat)
            if edge.parameter in COMPONENTS:
                pressed[seat.column] = seat
        for seat in pressed.values():
            self._one_sound(seat)

    def _one_sound(self, seat: Seat) -> None:
        """Of the pressures of one direction only the gravest sounds; the engine says which."""
        for standing in self.engine.standing(seat.column):
            record = self.board.find(seat.place.place_id, standing.rule)
            if record is not None and standing.parameter in COMPONENTS:
                record.audible, record.behind = standing.audible, standing.behind

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
            state=AlarmState.ACTIVE,
            audible=edge.rule not in self._visual_only,
            raised_tick=edge.tick,
            why=edge.note or self._silence_why(edge, seat),
        )
        self.board.begin(record)
        return record

    def _silence_why(self, edge: Edge, seat: Seat) -> str:
        """Which device is silent and what is known about it."""
        if edge.parameter == Silence.SPO2:
            current = seat.values.get(Channel.SPO2)
            return current.why if current is not None else ""
        worst = seat.worst_link() if edge.parameter == Silence.LINK else None
        if worst is None:
            return ""
        broken = next((item for item in seat.links.items() if not item[1].up), worst)
        title = next((device.title for device in seat.devices if device.device_id == broken[0]), broken[0])
        return f"{title}: {broken[1].why}" if broken[1].why else title

    def _apply_edge(self, record: AlarmRecord, edge: Edge) -> None:
        record.state = STATE_AFTER.get(edge.change, record.state)
        record.priority = edge.priority
        if edge.change in (AlarmChangeKind.RAISED, AlarmChangeKind.ESCALATED):
            self.board.unpause(record.alarm_id)
            record.acknowledged_by = ""
            record.parameter, record.value, record.op = edge.parameter, edge.value, edge.op
            record.limit, record.baseline, record.shown = edge.limit, edge.baseline, edge.shown
            record.confirmed = edge.confirmed
            record.why = edge.note or record.why

    def _emit_edge(self, edge: Edge, seat: Seat, record: AlarmRecord | None, actor: Actor | None = None) -> None:
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
            why=edge.note or ("" if record is None else record.why),
            actor=actor,
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

    def acknowledge(self, record: AlarmRecord, actor: Actor) -> None:
        """Acknowledge one record on behalf of `actor`."""
        if record.place_id is None or record.rule in DESK_RULES:
            self.change(record, AlarmChangeKind.ACKNOWLEDGED, actor)
            if record.rule == T_ENGINE:  # a single failure has no end of its own; the next one is a new alarm
                self.change(record, AlarmChangeKind.CLEARED, actor)
            return
        seat = self._seats[record.place_id]
        for edge in self.engine.acknowledge(self.ledger.tick, seat.column, record.rule):
            self._apply_edge(record, edge)
            record.acknowledged_by = actor.name
            self._emit_edge(edge, seat, record, actor)
            if edge.change is AlarmChangeKind.CLEARED:
                self.board.end(record)
        self._one_sound(seat)

    def engine_failed(self, place_id: str | None, error: Exception) -> None:
        """An exception in the alarm path is itself a high alarm."""
        self.room_alarm(place_id, T_ENGINE, f"{type(error).__name__}: {error}")

    def bytes_rejected(self, seat: Seat, *, present: bool, why: str) -> None:
        """A device at the place sends bytes of which too many have to be refused: LOW while it lasts."""
        record = self.board.find(seat.place.place_id, T_GARBLED)
        if present:
            self.room_alarm(seat.place.place_id, T_GARBLED, why, priority=Priority.LOW)
        elif record is not None:
            self.change(record, AlarmChangeKind.CLEARED)

    def room_alarm(self, place_id: str | None, rule: str, why: str, *, priority: Priority = Priority.HIGH) -> None:
        """Put up a technical alarm that no rule of the engine owns; one that stands unanswered only gets new words."""
        record = self.board.find(place_id, rule)
        if record is not None and record.state is AlarmState.ACTIVE:
            record.why = why
            return
        if record is None:
            record = AlarmRecord(
                alarm_id=0,
                place_id=place_id,
                session_id=None if place_id is None else self._seats[place_id].session_id,
                rule=rule,
                kind=AlarmKind.TECHNICAL,
                priority=priority,
                state=AlarmState.ACTIVE,
                audible=True,
                raised_tick=self.ledger.tick,
                parameter="monitor",
                why=why,
            )
            self.board.begin(record)
        record.state = AlarmState.ACTIVE
        self.board.unpause(record.alarm_id)
        self.change(record, AlarmChangeKind.RAISED)

    def change(self, record: AlarmRecord, change: AlarmChangeKind, actor: Actor | None = None) -> None:
        """An edge of a record that no rule of the engine owns."""
        record.state = STATE_AFTER.get(change, record.state)
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
            why=record.why,
            actor=actor,
        )
        if change is AlarmChangeKind.CLEARED:
            self.board.end(record)

    def take_down(self, seat: Seat, why: str) -> None:
        """End every alarm of a place because its occupant changes; each end is an event."""
        for record in self.board.at(seat.place.place_id):
            record.why = why
            self.change(record, AlarmChangeKind.CLEARED, SYSTEM)
        self.end_pauses(seat.place.place_id, why)

    def next_pause_end(self) -> int:
        return min((pause.until_tick for pause in self.board.pauses), default=int(NEVER))

    def end_due_pauses(self) -> None:
        for pause in [pause for pause in self.board.pauses if pause.until_tick <= self.ledger.tick]:
            self.end_pauses(pause.place_id, "two minutes are over")

    def end_pauses(self, place_id: str | None, why: str) -> None:
        """End the pause of exactly this place or of the room."""
        for pause in [pause for pause in self.board.pauses if pause.place_id == place_id]:
            self.board.pauses.remove(pause)
            self.ledger.emit(AudioPauseEnded, place_id=place_id, why=why)


def _named_rate(edge: Edge, seat: Seat) -> Edge:
    """Say which of the two rates it was: the ECG's heart rate or a pulse."""
    current = seat.values.get(Channel.RATE)
    if edge.parameter != Channel.RATE or current is None:
        return edge
    parameter = Parameter.HR if current.source is Source.ECG else Parameter.PULSE
    return replace(edge, parameter=parameter.value)

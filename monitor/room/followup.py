"""What follows as time passes on an alarm that stands: reminders, worsening, the end of each silence, escalation."""

from monitor.alarms.pressure_branches import COMPONENTS
from monitor.domain.answer_events import EscalationRaised, ResponsibilityEnded, ResponsibilityTaken
from monitor.domain.people import REMOTE_ROLE, Actor
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, AlarmState
from monitor.room.acknowledging import numbers_of, reopen
from monitor.room.alarm_desk import AlarmDesk
from monitor.room.attention import CALL, NEVER, REMINDER_TICKS, Covered, is_worse
from monitor.room.board import AlarmRecord
from monitor.room.seat import Seat

CALL_FAILED = "T-CALL"  # nobody can be called to say that calling fails
STANDING = (AlarmState.ACTIVE, AlarmState.ACKNOWLEDGED)


class FollowUp:
    """Owns no state: every date stands in the record or the silence it belongs to."""

    def __init__(self, desk: AlarmDesk, *, calls_somebody: bool) -> None:
        self._desk = desk
        self._ledger = desk.ledger
        self._calls_somebody = calls_somebody

    def next_due(self) -> int:
        """Tick of whatever falls due next."""
        silences = self._desk.board.silences
        dues = [pause.until_tick for pause in silences.pauses] + [item.until_tick for item in silences.suspensions]
        for record in self._desk.board.records.values():
            attention = record.attention
            dues += [attention.reminder_ends, attention.going_until, attention.acknowledged_until]
            dues.append(attention.remind_at)
        due = min(dues, default=NEVER)
        for record in self._desk.board.records.values():
            if record.attention.next_escalation(record.priority) < due:  # asked first: most are answered or not yet due
                due = min(due, self._escalation_due(record))
        return due

    def fire(self) -> None:
        """Let everything run out that is due by the ledger's tick."""
        self._end_silences()
        self._end_responsibilities()
        for record in list(self._desk.board.records.values()):
            self._fire_one(record)

    def _end_silences(self) -> None:
        tick, silences = self._ledger.tick, self._desk.board.silences
        for pause in [pause for pause in silences.pauses if pause.until_tick <= tick]:
            lasted = "two minutes are over" if pause.actor.identified else "a minute is over: nobody is signed in"
            self._desk.end_pauses(pause.place_id, lasted)
        for item in [item for item in silences.suspensions if item.until_tick <= tick]:
            self._desk.end_suspensions("its time is over", session_id=item.session_id, rule=item.rule)

    def _end_responsibilities(self) -> None:
        over: dict[tuple[str | None, str], list[int]] = {}
        for record in self._desk.board.records.values():
            if record.attention.going_until <= self._ledger.tick:
                over.setdefault((record.place_id, record.attention.going_by), []).append(record.alarm_id)
                record.attention.end_going()
        for (place_id, name), alarm_ids in over.items():
            self._ledger.emit(ResponsibilityEnded, place_id=place_id or "", alarm_ids=tuple(alarm_ids), name=name)

    def _fire_one(self, record: AlarmRecord) -> None:
        tick, attention = self._ledger.tick, record.attention
        if attention.reminder_ends <= tick:
            attention.reminder_ends = NEVER
        if attention.acknowledged_until <= tick:
            attention.rest()
            reopen(self._desk, record, "a minute is over: nobody is signed in")
        if attention.remind_at <= tick:
            self._remind(record)
        if self._escalation_due(record) <= tick:
            self._escalate(record)

    def _remind(self, record: AlarmRecord) -> None:
        """Sound once more for six seconds; for a pressure that is too old the alarm about its age speaks instead."""
        attention, tick = record.attention, self._ledger.tick
        attention.plan_reminder(tick, rule=record.rule, parameter=record.parameter, priority=record.priority)
        if record.not_remeasured or self._desk.board.is_suspended(record):
            return
        attention.reminder_ends = tick + REMINDER_TICKS
        self._desk.change(record, AlarmChangeKind.REMINDED)

    # --- escalation

    def _escalation_due(self, record: AlarmRecord) -> int:
        board = self._desk.board
        if record.state not in STANDING or not record.audible or board.is_suspended(record):
            return NEVER
        due = record.attention.next_escalation(record.priority)
        return NEVER if due == NEVER or board.is_behind(record) else due

    def _escalate(self, record: AlarmRecord) -> None:
        """Take the level that the time without an answer asks for; the event names the highest alone."""
        while self._escalation_due(record) <= self._ledger.tick:
            record.attention.level += 1
        level = record.attention.level
        self._ledger.emit(
            EscalationRaised,
            place_id=record.place_id or "",
            session_id=record.session_id,
            alarm_id=record.alarm_id,
            rule=record.rule,
            priority=record.priority,
            level=level,
            somebody_called=level >= CALL and self._calls_somebody and record.rule != CALL_FAILED,
        )

    def respond(self, place_id: str, actor: Actor, records: list[AlarmRecord]) -> None:
        """Somebody is on the way to these alarms, or answers them from another room."""
        remote = actor.role == REMOTE_ROLE
        for record in records:
            record.attention.go(self._ledger.tick, actor, remote=remote)
        self._ledger.emit(
            ResponsibilityTaken,
            place_id=place_id,
            alarm_ids=tuple(record.alarm_id for record in records),
            until=self._ledger.instant(records[0].attention.going_until),
            remote=remote,
            actor=actor,
        )

    # --- new values

    def values_came(self, seats: list[Seat]) -> None:
        """End the acknowledgements that the newest values went beyond."""
        for seat in seats:
            for record in self._acknowledged(seat):
                if record.kind is AlarmKind.PHYSIOLOGICAL:
                    self._judge(record, numbers_of(self._desk, record))

    def reading_came(self, seat: Seat) -> None:
        """A new pressure: it ends what it is worse than, and is the time to remind of what it leaves standing."""
        for record in self._acknowledged(seat):
            if record.parameter not in COMPONENTS:
                continue
            self._judge(record, numbers_of(self._desk, record))
            waits = record.attention.remind_at != NEVER and not record.attention.reminding
            if record.state is AlarmState.ACKNOWLEDGED and waits:
                self._remind(record)

    def _acknowledged(self, seat: Seat) -> list[AlarmRecord]:
        return [
            record
            for record in self._desk.board.records.values()
            if record.place_id == seat.place.place_id and record.state is AlarmState.ACKNOWLEDGED
        ]

    def _judge(self, record: AlarmRecord, now: Covered) -> None:
        covered = record.attention.covered
        if record.kind is not AlarmKind.PHYSIOLOGICAL:
            return
        if not is_worse(covered, now, parameter=self._measured(record), op=record.op):
            return
        if now.value is not None:
            record.value = now.value
        reopen(self._desk, record, "worse than what was acknowledged")
        record.attention.open(self._ledger.tick)

    @staticmethod
    def _measured(record: AlarmRecord) -> str:
        """The quantity behind a parameter: heart rate and pulse are one rate."""
        return "rate" if record.parameter in ("hr", "pulse") else record.parameter

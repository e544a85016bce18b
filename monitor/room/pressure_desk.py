"""Takes every word of a cuff, and pressures entered by hand: judges and keeps them, puts them to the rules.

No reading is dropped in silence: each leaves an event with its verdict, also one that is rejected (hazard H04).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from drivers.observations import CuffStatus, Provenance, Quality, Source
from monitor.alarms.acceptance import Cuff, Judgement, Known, judge
from monitor.alarms.arrays import NEVER
from monitor.alarms.frames import empty_readings
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.pressure_rules import CuffFailRule, OwedRule
from monitor.alarms.rules import Channel
from monitor.domain.entries import ValuesEntered
from monitor.domain.events import ReadingJudged
from monitor.domain.inputs import CuffReading
from monitor.domain.time import ticks
from monitor.domain.vocabulary import Priority, Verdict
from monitor.room.alarm_desk import AlarmDesk
from monitor.room.complaints import is_unwell
from monitor.room.cuff import CuffScheduler
from monitor.room.expectations import Expectations
from monitor.room.seat import Seat
from monitor.room.session import Reading, Session
from monitor.room.sifting import SAME_READING_TICKS, is_known, reading_of

FAIL, NO_BASELINE_RULE, NO_PRESSURE, MANDATORY = "T-NIBPFAIL", "T-NOBASE", "P-NOBP", "P-40"
CUFF_UNKNOWN = "T-CUFF"
LOW_RULE = "BP-LOW"
FAINT_RULES = ("VVS", "HR-LO", "HR-XLO", "O2-LO", "O2-XLO", "PR-LOST", "FAINT")  # with these a failing cuff is an alarm
MARK_TICKS = ticks(2400.0)  # the mandatory reading 40 min after the start
MARK_PLANNED_MOST_S = 6000.0  # mood protocols take 40 to 100 min; a pain session of hours has readings of its own
MARK_EARLY_TICKS = ticks(180.0)  # a reading so long before the mark is that of the mark
RATE_FRESH_TICKS = ticks(10.0)


class PressureDesk:
    """Owns the way of a reading from the device to the rules."""

    def __init__(
        self,
        desk: AlarmDesk,
        expect: Expectations,
        cuffs: CuffScheduler,
        sessions: Mapping[int, Session],
        *,
        accepted: Callable[[Seat, Reading, CuffReading], None],
    ) -> None:
        """`accepted` hears of each reading that was kept and judged."""
        self._engine = desk.engine
        self._desk = desk
        self._ledger = desk.ledger
        self._expect = expect
        self._cuffs = cuffs
        self._seats = cuffs.seats
        self._sessions = sessions
        self._accepted = accepted
        mandatory = self._engine.facts.rule(MANDATORY)
        self._grace_ticks = ticks(mandatory.after_s if isinstance(mandatory, OwedRule) else 0.0)

    def _session_at(self, seat: Seat) -> Session | None:
        return None if seat.session_id is None else self._sessions[seat.session_id]

    def take(self, seat: Seat, item: CuffReading) -> None:
        """One change of a cuff's state."""
        tick = self._ledger.tick
        if item.status is not CuffStatus.OLD:
            self.put(seat, CUFF_UNKNOWN, None)  # whatever it does, it is known again
        if item.status is CuffStatus.MEASURING:
            if seat.measuring_since is None:
                self._cuffs.inflated(seat, self._session_at(seat), tick)
            seat.measuring_since = tick
            return
        if item.status is CuffStatus.OLD and item.systolic is None:
            return  # nothing measured yet: no failure
        was_measuring = seat.measuring_since is not None
        seat.measuring_since = None
        measured_tick = min(item.measured_tick, tick)
        failure = self._failure_of(item)
        if failure:
            self._fail(seat, item, measured_tick, failure, announced=was_measuring)
        else:
            self._reading(seat, item, measured_tick, announced=was_measuring)

    @staticmethod
    def _failure_of(item: CuffReading) -> str:
        if item.status is CuffStatus.FAILED or item.quality is Quality.INVALID:
            return item.why or "the cuff gave no reading"
        return ""

    def _reading(self, seat: Seat, item: CuffReading, measured_tick: int, *, announced: bool) -> None:
        """Judge and keep a reading, unless it is known already or somebody else's."""
        session = self._session_at(seat)
        if self._is_foreign(seat, session, item, measured_tick):
            return
        judgement = self._judge(seat, session, cuff_of(item), measured_tick)
        if judgement.verdict is Verdict.REJECTED:
            self._fail(seat, item, measured_tick, judgement.why, announced=announced)
            return
        reading = replace(
            reading_of(item, measured_tick), verdict=judgement.verdict, why=judgement.why, doubt=judgement.doubt
        )
        if session is None:
            seat.last_measured_tick = measured_tick
        else:
            session.reading(reading)
            self._cuffs.measured(seat, session, measured_tick, announced=announced)
        seat.cuff_why = ""
        self._tell(seat, session, item, measured_tick, judgement)
        self._put_to_rules(seat, item, judgement)
        if session is not None:
            self._after_reading(seat, session, measured_tick)
        self._accepted(seat, reading, item)

    def _is_foreign(self, seat: Seat, session: Session | None, item: CuffReading, measured_tick: int) -> bool:
        """Whether it was measured on somebody else, or was told before: devices repeat for 90 minutes."""
        if session is None:
            known = seat.last_measured_tick
            repeated = known is not None and measured_tick <= known + SAME_READING_TICKS
            return measured_tick < seat.freed_tick or item.status is CuffStatus.OLD or repeated
        if measured_tick < session.admitted_tick:
            return True
        return item.systolic is not None and is_known(session.last_reading, reading_of(item, measured_tick))

    def enter(self, seat: Seat, values: ValuesEntered, measured_tick: int) -> None:
        """Take a pressure that a person measured; it goes the way of every reading, and is marked as entered.

        One entered late, behind a newer reading, is kept and no longer judged.
        """
        if values.systolic is None:
            return
        item = CuffReading(
            tick=self._ledger.tick,
            measured_tick=measured_tick,
            device_id="",
            status=CuffStatus.DONE,
            systolic=values.systolic,
            diastolic=values.diastolic,
            mean=values.mean,
            pulse=values.pulse,
            provenance=Provenance.ENTERED,
        )
        session = self._session_at(seat)
        newest = None if session is None else session.last_reading
        if session is not None and newest is not None and measured_tick < newest.measured_tick:
            session.reading(reading_of(item, measured_tick))
            return
        self._reading(seat, item, measured_tick, announced=True)

    def _judge(self, seat: Seat, session: Session | None, cuff: Cuff, measured_tick: int) -> Judgement:
        accepted: list[Known] = [] if session is None else session.accepted
        last = None if session is None or session.last_reading is None else session.last_reading.known
        return judge(cuff, tick=measured_tick, accepted=accepted, last=last, rate=self._rate(seat))

    def _rate(self, seat: Seat) -> float | None:
        """The continuous rate now; None where there is none, or where the cuff gives it itself."""
        current = seat.values.get(Channel.RATE)
        if current is None or current.source is Source.CUFF:
            return None
        return current.value if self._ledger.tick - current.tick <= RATE_FRESH_TICKS else None

    def _tell(
        self, seat: Seat, session: Session | None, item: CuffReading, measured_tick: int, judgement: Judgement
    ) -> None:
        self._ledger.emit(
            ReadingJudged,
            place_id=seat.place.place_id,
            session_id=None if session is None else session.session_id,
            device_id=item.device_id,
            measured_utc_ms=self._ledger.instant(measured_tick).utc_ms,
            systolic=item.systolic,
            diastolic=item.diastolic,
            mean=item.mean,
            pulse=item.pulse,
            verdict=judgement.verdict,
            why=judgement.why,
            innovation=None if judgement.innovation is None else round(judgement.innovation, 1),
            entered=item.provenance is Provenance.ENTERED,
        )

    def _put_to_rules(self, seat: Seat, item: CuffReading, judgement: Judgement) -> None:
        readings, present = empty_readings(self._engine.columns)
        parts = (item.systolic, item.diastolic, item.mean)
        readings[:, seat.column] = [np.nan if part is None else part for part in parts]
        present[seat.column] = True
        rate = self._rate(seat)
        belief = Belief(
            solid=present & judgement.solid,
            expected=present & judgement.expected,
            repeatable=present & (self._cuffs.refusal(seat, self._session_at(seat)) == ""),
            rate=np.full(self._engine.columns, np.nan if rate is None else rate),
            unwell=present & is_unwell(self._session_at(seat), self._ledger.tick),
            failing=present & any(self._engine.stands(each, seat.column, pending=True) for each in FAINT_RULES),
        )
        self._desk.handle(self._engine.readings(self._ledger.tick, readings, present, belief))
        self._desk.refresh_readings(seat)
        self._count_pulse(seat, item, judgement)

    def _count_pulse(self, seat: Seat, item: CuffReading, judgement: Judgement) -> None:
        """Let the cuff's own count of the pulse be known to the gate, unless it comes with a low pressure."""
        measured = item.pulse is not None and item.provenance is not Provenance.ENTERED
        if measured and judgement.solid and not self._engine.stands(LOW_RULE, seat.column, pending=True):
            self._engine.gate.count(self._ledger.tick, seat.column, item.pulse or 0.0)

    def _after_reading(self, seat: Seat, session: Session, measured_tick: int) -> None:
        """What a reading settles: failures, owed readings, the next one."""
        session.cuff.failures, session.cuff.failed_tick = 0, None
        session.cuff.marks = [mark for mark in session.cuff.marks if measured_tick < mark - MARK_EARLY_TICKS]
        for rule in (FAIL, NO_PRESSURE, MANDATORY, CUFF_UNKNOWN):
            self.put(seat, rule, None)
        self._expect.reading(seat)
        self._cuffs.plan(seat, session)

    def _fail(self, seat: Seat, item: CuffReading, measured_tick: int, why: str, *, announced: bool) -> None:
        """The cuff gave no reading: count it, and alarm at once where it may be a faint that it fails in."""
        session = self._session_at(seat)
        seat.cuff_why = why
        self._desk.handle(self._engine.cuff_failed(self._ledger.tick, seat.column))
        if session is None or measured_tick < session.admitted_tick:
            return
        log = session.cuff
        if not announced and log.failed_tick is not None and measured_tick <= log.failed_tick + SAME_READING_TICKS:
            return  # told before
        self._cuffs.measured(seat, session, measured_tick, announced=announced)
        log.failures, log.failed_tick = log.failures + 1, measured_tick
        self._tell(seat, session, item, measured_tick, Judgement(verdict=Verdict.REJECTED, why=why))
        rule = self._engine.facts.rule(FAIL)
        if isinstance(rule, CuffFailRule):
            gravity = self._gravity(seat, session, rule)
            self.put(seat, FAIL, gravity, "check patient" if gravity is Priority.HIGH else why)
        self._cuffs.plan(seat, session)

    def _gravity(self, seat: Seat, session: Session, rule: CuffFailRule) -> Priority | None:
        last = session.last_reading
        fell = last is not None and last.systolic < rule.high_below - self._cuffs.lowered(seat)
        if fell or any(self._engine.stands(each, seat.column, pending=True) for each in FAINT_RULES):
            return Priority.HIGH
        if session.cuff.failures >= rule.medium_after:
            return Priority.MEDIUM
        return Priority.LOW if session.cuff.failures >= rule.low_after else None

    def link_lost(self, seat: Seat, device_id: str) -> None:
        """A cuff whose link broke in mid-cycle gives no reading, and may still be inflated."""
        cuffs = [device for device in seat.devices if device.has_cuff]
        if seat.measuring_since is None or [device.device_id for device in cuffs] != [device_id]:
            return
        seat.measuring_since = None
        seat.cuff_why = "link lost while the cuff was measuring"
        self.put(seat, CUFF_UNKNOWN, self._owed(CUFF_UNKNOWN), "cuff may be inflated")
        self._cuffs.link_lost(seat, cuffs[0])

    # --- what the session owes

    def infusion_started(self, seat: Seat, session: Session, start_tick: int) -> None:
        """The baseline is frozen: say what is missing, and note when readings are mandatory."""
        self.baseline_known(seat, session)
        last, rule = session.last_solid, self._engine.facts.rule(NO_PRESSURE)
        if isinstance(rule, OwedRule):
            old = last is None or last.measured_tick < start_tick - ticks(rule.after_s)
            self.put(seat, NO_PRESSURE, rule.priority if old else None, "no reading just before the start")
        session.cuff.marks = [start_tick + MARK_TICKS] if session.planned_infusion_s <= MARK_PLANNED_MOST_S else []
        self._cuffs.plan(seat, session)

    def baseline_known(self, seat: Seat, session: Session) -> None:
        """Say whether there is a pressure to compare with."""
        missing = session.baseline is None or session.baseline.systolic is None
        self.put(seat, NO_BASELINE_RULE, self._owed(NO_BASELINE_RULE) if missing else None, "fixed limits only")

    def infusion_withdrawn(self, seat: Seat, session: Session) -> None:
        """The start was set aside: nothing is owed any more."""
        session.cuff.marks = []
        for rule in (NO_BASELINE_RULE, NO_PRESSURE, MANDATORY):
            self.put(seat, rule, None)

    def drug_ended(self, seat: Seat, session: Session, end_tick: int) -> None:
        """The drug only wears off from now on.

        The reading at the end of an infusion is mandatory; that of 40 min only where it lasted so long. After an
        injection or a spray the one of 40 min stays.
        """
        self._engine.courses.infusion_ended(seat.column, end_tick)
        if not session.plan.route.is_infusion:
            return
        marks = [mark for mark in session.cuff.marks if mark <= end_tick]
        last = session.last_reading
        taken = last is not None and last.measured_tick >= end_tick - MARK_EARLY_TICKS
        session.cuff.marks = marks if taken else [*marks, end_tick]
        self._cuffs.plan(seat, session)

    def next_due(self) -> int:
        """When the next mandatory reading counts as missing."""
        marks = [mark for session in self._sessions.values() for mark in session.cuff.marks]
        return min(marks) + self._grace_ticks if marks else int(NEVER)

    def fire(self) -> None:
        """Mandatory readings that are missing now."""
        latest = self._ledger.tick - self._grace_ticks
        for session in self._sessions.values():
            if any(mark <= latest for mark in session.cuff.marks):
                session.cuff.marks = [mark for mark in session.cuff.marks if mark > latest]
                self.put(self._seats[session.place_id], MANDATORY, self._owed(MANDATORY))

    def _owed(self, name: str) -> Priority | None:
        rule = self._engine.facts.rule(name)
        return rule.priority if isinstance(rule, OwedRule) else None

    def put(self, seat: Seat, rule: str, priority: Priority | None, why: str = "") -> None:
        """State a fact about the pressures of a place; the words go with the alarm."""
        if self._engine.facts.rule(rule) is None:
            return
        edges = self._engine.put(self._ledger.tick, seat.column, rule, priority)
        self._desk.handle([replace(edge, why=why) for edge in edges])


def cuff_of(item: CuffReading) -> Cuff:
    """The numbers of a device's result, and what the device says against it."""
    doubtful = item.quality is Quality.QUESTIONABLE
    return Cuff(
        systolic=item.systolic,
        diastolic=item.diastolic,
        mean=item.mean,
        pulse=item.pulse,
        doubt=(item.why or "the device doubts it") if doubtful else "",
    )

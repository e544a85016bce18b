"""What the engine has to be told beyond values: circumstances of the patient, device alarms, lost pulses, reminders.

Everything here may be told again without effect; after each command all of it is looked at anew.
"""

from collections.abc import Mapping
from typing import Any

from drivers.observations import NoticeKind, NoticePriority, Parameter, Quality, Source
from monitor.alarms.arrays import Edge
from monitor.alarms.circumstances import Circumstances
from monitor.alarms.engine import RATE_ROW, AlarmEngine, Watch
from monitor.alarms.frames import channel_row
from monitor.alarms.rules import Channel
from monitor.domain.entries import OffMonitor, OxygenSet, SideEffect, SideEffectNoted
from monitor.domain.inputs import DeviceNotice, Sample
from monitor.domain.time import ticks
from monitor.domain.vocabulary import Phase, Priority
from monitor.room.alarm_desk import AlarmDesk
from monitor.room.circumstances import circumstances_of
from monitor.room.expectations import Expectations
from monitor.room.seat import Seat
from monitor.room.session import LEAST_BASELINE_READINGS, Session
from monitor.room.signs import CLOCK_OFF, MUTED, PULSE_LOST, SENSOR_OFF, Signs

GRAVENESS = {
    NoticePriority.HIGH: Priority.HIGH,
    NoticePriority.MEDIUM: Priority.MEDIUM,
    NoticePriority.LOW: Priority.LOW,
    NoticePriority.UNKNOWN: Priority.MEDIUM,
}
FAINTS = (SideEffect.FAINT, SideEffect.UNRESPONSIVE)
HAS_IT_BEGUN = "Has the infusion begun?"
STILL_RUNNING = "Planned end passed: still running?"
IN_THE_CHAIR = "is the patient in the chair?"
ASKED_AFTER_END_TICKS = ticks(1800.0)  # undeclared loss of the sensor: in the infusion and 30 min after it


class Vigil:
    """Owns the signs of all places; tells the engine and hands its edges to the desk."""

    def __init__(
        self,
        engine: AlarmEngine,
        desk: AlarmDesk,
        expect: Expectations,
        seats: Mapping[str, Seat],
        sessions: Mapping[int, Session],
    ) -> None:
        self._engine = engine
        self._desk = desk
        self._expect = expect
        self._seats = seats
        self._sessions = sessions
        self.signs = {place_id: Signs() for place_id in seats}
        self.seen_seq = 0  # entries up to this number have been looked at for a faint
        desk.hint = self._hint

    @property
    def _tick(self) -> int:
        return self._desk.ledger.tick

    def _session(self, seat: Seat) -> Session | None:
        return self._sessions.get(seat.session_id or 0)

    # --- what devices say

    def sample(self, seat: Seat, sample: Sample) -> None:
        """A sample arrived at the place, whether or not it is the one that counts."""
        is_ecg = sample.parameter is Parameter.HR
        if not is_ecg and sample.parameter is not Parameter.PULSE:
            return
        rate = seat.values.get(Channel.RATE)
        signs = self.signs[seat.place.place_id]
        if rate is not None and signs.by_probe is (rate.source is Source.ECG):
            signs.by_probe = not signs.by_probe
            self._engine.gate.by_probe[RATE_ROW, seat.column] = signs.by_probe
        said = (sample.tick, sample.value if sample.quality is Quality.VALID else None)
        if is_ecg:
            signs.ecg = said
        elif sample.source is Source.OXIMETER:
            signs.pulse = said
        if signs.ecg is not None and signs.pulse is not None:
            self._desk.handle(self._mismatch(seat, signs))
        if signs.lost_since is not None or (signs.states and signs.says(PULSE_LOST)):
            self._desk.handle(self._pulse(seat, signs))

    def _mismatch(self, seat: Seat, signs: Signs) -> list[Edge]:
        """T-MISM: two rates that have differed for some time; one that is missing neither begins nor ends it."""
        rule = self._engine.staged.rule("T-MISM")
        if rule is None or signs.ecg is None or signs.pulse is None:
            return []
        fresh = self._engine.limits.fresh_ticks[RATE_ROW, seat.column]
        pair = (signs.ecg, signs.pulse)
        known = [value for tick, value in pair if value is not None and self._tick - tick <= fresh]
        if len(known) < len(pair):
            stands = self._engine.staged.stands("T-MISM", seat.column)
            return [] if stands else self._engine.staged.over(self._tick, "T-MISM", seat.column)
        if abs(known[0] - known[1]) <= (rule.limit or 0.0):
            signs.mismatch_since = None
            return self._engine.staged.over(self._tick, "T-MISM", seat.column)
        if signs.mismatch_since is None:
            signs.mismatch_since = self._tick
        why = f"ECG {known[0]:.0f}, pulse {known[1]:.0f}"
        due = signs.mismatch_since + ticks(rule.after_s)
        return self._engine.staged.since(self._tick, "T-MISM", seat.column, due, why=why)

    def notice(self, seat: Seat, item: DeviceNotice) -> None:
        """A device began or ended a state."""
        signs = self.signs[seat.place.place_id]
        key = (item.device_id, item.code)
        was_alarm = key in signs.alarms
        if not item.active:
            signs.states.pop(key, None)
            signs.alarms.pop(key, None)
        else:
            signs.states[key] = item.why or item.code
            if item.kind is NoticeKind.PHYSIOLOGICAL:
                signs.alarms[key] = (int(GRAVENESS[item.priority]), item.why or item.code)
        edges = self._device_alarms(seat, signs, anew=key in signs.alarms and not was_alarm)
        edges += self._muted(seat, signs) + self._clock(seat, signs)
        if item.code in PULSE_LOST or item.code in SENSOR_OFF:
            edges += self._pulse(seat, signs)
        self._desk.handle(edges)

    def _device_alarms(self, seat: Seat, signs: Signs, *, anew: bool) -> list[Edge]:
        """BED-ALARM: what the bedside monitor alarms about stands here at least as gravely."""
        if not signs.alarms:
            return self._engine.staged.over(self._tick, "BED-ALARM", seat.column)
        gravest = sorted(signs.alarms.values(), reverse=True)
        why = "; ".join(words for _, words in gravest)
        return self._engine.staged.stand(
            self._tick, "BED-ALARM", seat.column, Priority(gravest[0][0]), why=why, anew=anew
        )

    def _muted(self, seat: Seat, signs: Signs) -> list[Edge]:
        """T-MUTED: the bedside monitor says that it will not be heard."""
        rule = self._engine.staged.rule("T-MUTED")
        if rule is None:
            return []
        if not signs.says(MUTED):
            return self._engine.staged.over(self._tick, "T-MUTED", seat.column)
        if self._engine.staged.stands("T-MUTED", seat.column):
            return []
        graver = None if rule.graver_after_s is None else self._tick + ticks(rule.graver_after_s)
        first = self._tick + ticks(rule.after_s)
        why = signs.words_of(MUTED)
        return self._engine.staged.since(self._tick, "T-MUTED", seat.column, first, graver, why=why)

    def _clock(self, seat: Seat, signs: Signs) -> list[Edge]:
        """T-CLOCK: times that the device gives are not those of this computer."""
        rule = self._engine.staged.rule("T-CLOCK")
        if rule is None or not signs.says(CLOCK_OFF):
            return self._engine.staged.over(self._tick, "T-CLOCK", seat.column)
        why = signs.words_of(CLOCK_OFF)
        if self._engine.staged.said("T-CLOCK", seat.column):  # pending or standing: its delay does not begin anew
            return []
        due = self._tick + ticks(rule.after_s)
        return self._engine.staged.since(self._tick, "T-CLOCK", seat.column, due, why=why)

    def _pulse(self, seat: Seat, signs: Signs) -> list[Edge]:
        """PR-LOST: the sensor is on, finds no pulse, and nothing else gives a rate."""
        rule = self._engine.staged.rule("PR-LOST")
        if rule is None:
            return []
        has_rate = self._is_fresh(seat, Channel.RATE)
        if has_rate or not signs.pulse_lost_on_sensor():
            if has_rate or signs.says(SENSOR_OFF):  # a sensor taken off is another alarm's matter
                signs.lost_since = None
                return self._engine.staged.over(self._tick, "PR-LOST", seat.column)
            return []
        if signs.lost_since is None:
            signs.lost_since = self._tick
        due = signs.lost_since + ticks(rule.after_s)
        spoilt_until = int(self._engine.gate.cuff_until[RATE_ROW, seat.column])
        if self._engine.gate.same_arm[RATE_ROW, seat.column] and spoilt_until >= self._tick:
            most = signs.lost_since + ticks(max(rule.cuff_hold_max_s or 0.0, rule.after_s))
            due = min(most, max(due, spoilt_until))
        return self._engine.staged.since(self._tick, "PR-LOST", seat.column, due, why="sensor on, no pulse found")

    def cuff(self, seat: Seat, *, inflated: bool) -> None:
        """The cuff at the place fills, or has emptied."""
        self._engine.gate.cuff(self._tick, seat.column, inflated=inflated)
        signs = self.signs[seat.place.place_id]
        if signs.lost_since is not None:
            self._desk.handle(self._pulse(seat, signs))

    # --- what people say

    def review(self) -> None:
        """After a command: tell the engine what it means, and check that the rules which run are those of the table."""
        for seat in self._seats.values():
            session, signs = self._session(seat), self.signs[seat.place.place_id]
            if signs.session_id != seat.session_id:
                signs.change_patient(seat.session_id)
                self._desk.handle(self._engine.staged.over(self._tick, "T-MISM", seat.column))
                if self._engine.staged.stands("PR-LOST", seat.column):  # it moved here with the patient
                    signs.lost_since = self._tick
            if session is not None:
                self._tell(seat, session)
            self._check(seat, session)
        self.seen_seq = self._desk.ledger.event_seq

    def _tell(self, seat: Seat, session: Session) -> None:
        before, now = self._engine.circumstances[seat.column], circumstances_of(session)
        if now != before:
            self._desk.handle(self._engine.set_circumstances(self._tick, seat.column, now))
        if before.off_monitor and not now.off_monitor:
            self._expect.data(seat)
        signs = self.signs[seat.place.place_id]
        edges = self._sedation(seat, now) + self._faints(seat, session)
        edges += self._off_monitor(seat, session, now) + self.question(seat, session)
        edges += self._device_alarms(seat, signs, anew=False) + self._muted(seat, signs)
        edges += self._clock(seat, signs)
        self._desk.handle(edges)

    def _check(self, seat: Seat, session: Session | None) -> None:
        free = Watch.ABSOLUTE_HIGH if seat.devices else Watch.NOTHING
        unlike = self._engine.unlike_table(seat.column, free if session is None else Watch.PATIENT)
        if unlike:
            error = RuntimeError(f"rules run otherwise than the table says: {', '.join(unlike)}")
            self._desk.engine_failed(seat.place.place_id, error)

    def _sedation(self, seat: Seat, now: Circumstances) -> list[Edge]:
        rule = self._engine.staged.rule("SED")
        if rule is None or now.moaas is None or rule.limit is None or now.moaas > rule.limit:
            return self._engine.staged.over(self._tick, "SED", seat.column)
        deep = rule.graver is not None and rule.graver_limit is not None and now.moaas <= rule.graver_limit
        priority = rule.graver if deep and rule.graver is not None else rule.priority
        return self._engine.staged.stand(
            self._tick, "SED", seat.column, priority, value=float(now.moaas), why=f"MOAA/S {now.moaas}"
        )

    def _faints(self, seat: Seat, session: Session) -> list[Edge]:
        """FAINT: each note of it that is new."""
        rule = self._engine.staged.rule("FAINT")
        if rule is None:
            return []
        edges: list[Edge] = []
        for kept, entry in session.book.of(SideEffectNoted):
            if kept.seq > self.seen_seq and entry.effect in FAINTS:
                why = f"{entry.effect.value} noted"
                edges += self._engine.staged.stand(self._tick, "FAINT", seat.column, rule.priority, why=why, anew=True)
        return edges

    def _off_monitor(self, seat: Seat, session: Session, now: Circumstances) -> list[Edge]:
        """P-OFF: a patient declared off the monitor is not back in time."""
        rule, away = self._engine.staged.rule("P-OFF"), session.book.last(OffMonitor)
        if rule is None or away is None or not now.off_monitor:
            return self._engine.staged.over(self._tick, "P-OFF", seat.column)
        kept, entry = away
        due = kept.tick + ticks(min(entry.minutes * 60, rule.after_s))
        why = f"not back on the monitor; with {entry.companion}" if entry.companion else "not back on the monitor"
        return self._engine.staged.since(self._tick, "P-OFF", seat.column, due, why=why)

    def question(self, seat: Seat, session: Session) -> list[Edge]:
        """P-BEGUN: start or end of the infusion is expected and not recorded."""
        rule = self._engine.staged.rule("P-BEGUN")
        if rule is None:
            return []
        if session.phase is Phase.INFUSION:
            first, second, words = self._planned_end(session), None, STILL_RUNNING
        else:
            first, second, words = self._asked(session, ticks(rule.after_s), ticks(rule.graver_after_s or 0.0))
        edges: list[Edge] = []
        if first is None or words != self._engine.staged.said("P-BEGUN", seat.column):
            edges = self._engine.staged.over(self._tick, "P-BEGUN", seat.column)
        if first is None:
            return edges
        return edges + self._engine.staged.since(self._tick, "P-BEGUN", seat.column, first, second, why=words)

    def _planned_end(self, session: Session) -> int | None:
        """When the infusion will have run for as long as planned; a pause puts it off, and has no end of its own."""
        if session.dosing.paused_tick is not None:
            return None
        return self._tick + ticks(session.planned_infusion_s - session.dosing.running_s(self._tick))

    @staticmethod
    def _asked(session: Session, after: int, graver_after: int) -> tuple[int | None, int | None, str]:
        valid = [one.measured_tick for one in session.trend.readings if one.quality is Quality.VALID]
        if session.phase is not Phase.BASELINE or len(valid) < LEAST_BASELINE_READINGS:
            return None, None, ""
        complete = valid[LEAST_BASELINE_READINGS - 1]
        return complete + after, complete + graver_after if graver_after else None, HAS_IT_BEGUN

    def reading(self, seat: Seat) -> None:
        """A pressure was accepted: the baseline may be complete with it."""
        session = self._session(seat)
        if session is not None:
            self._desk.handle(self.question(seat, session))

    def _hint(self, seat: Seat) -> str:
        """A lost sensor while the drug works may be a patient who got up."""
        session = self._session(seat)
        if session is None:
            return ""
        after = session.phase is Phase.RECOVERY and session.end_tick is not None
        asked = after and self._tick - (session.end_tick or 0) <= ASKED_AFTER_END_TICKS
        return IN_THE_CHAIR if asked or session.phase is Phase.INFUSION else ""

    # --- screens and checkpoints

    def remark(self, seat: Seat) -> str:
        """A line for the tile that is no alarm: the oxygen, and that nobody watches the breathing."""
        session = self._session(seat)
        if session is None:
            return ""
        oxygen = session.book.last(OxygenSet)
        flow = 0.0 if oxygen is None else oxygen[1].flow_l_per_min
        is_watched = self._is_fresh(seat, Channel.RESP) or not self._engine.circumstances[seat.column].is_frail
        parts = (f"oxygen {flow:g} l/min" if flow > 0 else "", "" if is_watched else "breathing not monitored")
        return ", ".join(part for part in parts if part).capitalize()

    def _is_fresh(self, seat: Seat, channel: Channel) -> bool:
        current = seat.values.get(channel)
        fresh = self._engine.limits.fresh_ticks[channel_row(channel), seat.column]
        return current is not None and current.value is not None and bool(self._tick - current.tick <= fresh)

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        signs = {place_id: signs.dump() for place_id, signs in self.signs.items()}
        return {"signs": signs, "seen_seq": self.seen_seq}

    def load(self, data: Mapping[str, Any]) -> None:
        """Back from `dump`; places that are no more are left out."""
        self.seen_seq = data["seen_seq"]
        known = {place_id: item for place_id, item in data["signs"].items() if place_id in self.signs}
        self.signs |= {place_id: Signs.load(item) for place_id, item in known.items()}

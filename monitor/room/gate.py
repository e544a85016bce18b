"""The gate of discharge: every line of the clinic's checklist, computed anew each time it is asked for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.observations import Quality
from monitor.alarms.rules import Channel
from monitor.domain.entries import CheckAnswered, OxygenSet, Score, ScoreNoted
from monitor.domain.policy import DischargeRules
from monitor.domain.time import seconds, ticks
from monitor.domain.vocabulary import AlarmKind, Phase
from monitor.room.leave import TICKS_PER_MIN, earliest_leave
from monitor.room.patients import fresh_value
from monitor.room.profiles import profile_of
from monitor.room.session import TREND_BUCKET_TICKS, Reading, Session

if TYPE_CHECKING:
    from monitor.room.room import Room

LEAST_SHARE = 0.8  # of the ten-second points of the saturation; a probe that slips for a moment does not begin anew


@dataclass(frozen=True, slots=True, kw_only=True)
class GateItem:
    """One line; `why` says what is missing or what it was judged by."""

    check: str
    text: str
    done: bool
    why: str = ""


def gate_items(room: "Room", session: Session) -> tuple[GateItem, ...]:
    """The gate as of now; empty where the clinic asks for none, or before recovery."""
    rules = room.plan.policy.discharge
    if rules is None or session.phase is not Phase.RECOVERY:
        return ()
    return (
        _time(room, session, rules),
        _pressures(room, session, rules),
        _saturation(room, session, rules),
        _rate(room, session, rules),
        _score(session, Score.MOAAS, "Awake (MOAA/S)", least=rules.moaas),
        _score(session, Score.ALDRETE, "Aldrete score", least=rules.aldrete),
        _alarms(room, session),
        *_answers(session, rules),
    )


def _time(room: "Room", session: Session, rules: DischargeRules) -> GateItem:
    leave = earliest_leave(session, rules, infusion_min=profile_of(room, session).recovery.minimum_min)
    if leave is None:
        return GateItem(check="time", text="Observation time over", done=False, why="the end is not recorded")
    left = leave[0] - room.tick
    minutes = -(-left // TICKS_PER_MIN)
    why = leave[1] if left <= 0 else f"{minutes} min left: {leave[1]}"
    return GateItem(check="time", text="Observation time over", done=left <= 0, why=why)


def _pressures(room: "Room", session: Session, rules: DischargeRules) -> GateItem:
    text = f"Two pressures {rules.readings_apart_s / 60:.0f} min apart near the baseline"
    return _item("pressure", text, _pressure_problem(room, session, rules))


def _pressure_problem(room: "Room", session: Session, rules: DischargeRules) -> str:
    last = session.last_reading
    if last is None:
        return "none measured"
    interval_s = seconds(
        session.cuff_interval_ticks(
            profile_of(room, session).cuff_of(session.plan.preset), last.measured_tick, session.phase
        )
    )
    age_s = seconds(room.tick - last.measured_tick)
    if age_s > interval_s + rules.reading_age_s:
        return f"the last is {age_s / 60:.0f} min old"
    if (problem := _reading_problem(last, session, rules)) != "":
        return problem
    apart = ticks(rules.readings_apart_s)
    oldest = room.tick - 2 * ticks(interval_s + rules.reading_age_s)
    since = max(session.phase_tick, oldest)
    earlier = [item for item in session.trend.readings if since <= item.measured_tick <= last.measured_tick - apart]
    if not earlier:
        return "a second one is missing"
    return _reading_problem(earlier[-1], session, rules)


def _reading_problem(reading: Reading, session: Session, rules: DischargeRules) -> str:
    """Why this pressure does not let the patient go; empty: it does."""
    shown = f"{reading.systolic:.0f}" + ("" if reading.diastolic is None else f"/{reading.diastolic:.0f}")
    base = session.baseline
    if base is None or base.systolic is None or base.diastolic is None:
        return "no baseline to compare with"
    if reading.diastolic is None or reading.quality is not Quality.VALID:
        return f"{shown} is no full reading"
    most = 1 + rules.within_percent / 100
    over = reading.systolic > most * base.systolic or reading.diastolic > most * base.diastolic
    high = reading.systolic >= rules.systolic_below or reading.diastolic >= rules.diastolic_below
    low = reading.systolic < max(rules.systolic_from, rules.systolic_from_ratio * base.systolic)
    if over or high or low:
        return f"{shown}, baseline {base.systolic:.0f}/{base.diastolic:.0f}"
    return ""


def _saturation(room: "Room", session: Session, rules: DischargeRules) -> GateItem:
    return _item(
        "spo2", f"SpO₂ good on air for {rules.spo2_for_s / 60:.0f} min", _saturation_problem(room, session, rules)
    )


def _saturation_problem(room: "Room", session: Session, rules: DischargeRules) -> str:
    oxygen = session.book.last(OxygenSet)
    flow = session.patient.oxygen_l_per_min if oxygen is None else oxygen[1].flow_l_per_min
    if flow > 0:
        return f"oxygen {flow:g} l/min"
    if fresh_value(room, session, Channel.SPO2) is None:
        return "no value now"
    least = rules.spo2_from
    if session.baseline is not None and session.baseline.spo2 is not None:
        least = min(least, session.baseline.spo2 - rules.spo2_below_baseline)
    points = ticks(rules.spo2_for_s) // TREND_BUCKET_TICKS
    bucket = (room.tick - session.admitted_tick) // TREND_BUCKET_TICKS
    window = session.trend.spo2[max(0, bucket - points) : bucket + 1]
    known = [value for value in window if value == value]  # noqa: PLR0124 - NaN does not equal itself
    if known and min(known) < least:
        return f"{min(known):.0f} %, at least {least:.0f} % needed"
    return "" if len(known) >= LEAST_SHARE * points else "not measured long enough"


def _rate(room: "Room", session: Session, rules: DischargeRules) -> GateItem:
    text = "Heart rate settled"
    rate = fresh_value(room, session, Channel.RATE)
    if rate is None:
        return _item("rate", text, "no value now")
    base = None if session.baseline is None else session.baseline.rate
    near = base is not None and abs(rate - base) <= base * rules.within_percent / 100
    well = rules.rate_low <= rate <= rules.rate_high or near
    return _item("rate", text, "" if well else f"{rate:.0f} /min")


def _score(session: Session, score: Score, text: str, *, least: int) -> GateItem:
    """The newest score since the drug ended, for a patient falls asleep again."""
    found = [
        entry.value
        for kept, entry in session.book.of(ScoreNoted)
        if entry.score is score and kept.tick >= session.phase_tick
    ]
    if not found:
        return _item(score.value, text, "not rated")
    return _item(score.value, text, "" if found[-1] >= least else f"{found[-1]}, at least {least} needed")


def _alarms(room: "Room", session: Session) -> GateItem:
    standing = [record.rule for record in room.board.at(session.place_id) if record.kind is AlarmKind.PHYSIOLOGICAL]
    return _item("alarms", "No alarm of the patient stands", ", ".join(standing))


def _answers(session: Session, rules: DischargeRules) -> list[GateItem]:
    since = session.phase_tick
    newest = {
        kept.entry.check: kept.entry.done
        for kept in sorted(session.book.entries, key=lambda kept: kept.seq)
        if kept.counts and kept.tick >= since and isinstance(kept.entry, CheckAnswered)
    }
    return [_item(check.check, check.text, "" if newest.get(check.check, False) else "open") for check in rules.answers]


def _item(check: str, text: str, problem: str) -> GateItem:
    return GateItem(check=check, text=text, done=problem == "", why=problem)

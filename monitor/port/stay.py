"""Projects a patient's stay: stage, drug, gates, earliest leave and owner."""

from monitor.domain.entries import BackOnMonitor, OffMonitor
from monitor.domain.stages import acts_in
from monitor.domain.time import TICKS_PER_SECOND, seconds, ticks
from monitor.port.snapshot import GateItemView, StayView
from monitor.room.gate import gate_items
from monitor.room.leave import earliest_leave
from monitor.room.profiles import profile_of
from monitor.room.room import Room
from monitor.room.session import Session
from monitor.room.start_gate import stage_of, start_items

DOSE_READING_S = 2400.0  # the reading at 40 min after the first device that the label of esketamine asks for
EARLY_TICKS = ticks(120.0)  # a reading just before the end counts as that of the end


def stay_view(room: Room, session: Session) -> StayView:
    """The stay as of this tick."""
    dosing, tick = session.dosing, room.tick
    stage = stage_of(room, session)
    leave = _leave(room, session)
    due_tick = _end_reading_tick(session, tick)
    last = session.last_reading
    away = _away(session)
    return StayView(
        stage=stage,
        route=session.plan.route,
        drug=session.plan.drug,
        next_acts=acts_in(stage, session.plan.route),
        paused_s=_since(tick, dosing.paused_tick),
        running_s=dosing.running_s(tick),
        delivered_mg=None if dosing.first_tick is None else dosing.delivered_mg(tick),
        planned_mg=session.plan.dose_mg,
        doses=len(dosing.dose_ticks),
        since_first_dose_s=_since(tick, dosing.first_tick),
        end_reading_due_in_s=None if due_tick is None else seconds(due_tick - tick),
        end_reading_done=due_tick is not None and last is not None and last.measured_tick >= due_tick - EARLY_TICKS,
        earliest_leave_utc_ms=None if leave is None else room.ledger.instant(leave[0]).utc_ms,
        earliest_leave_why="" if leave is None else leave[1],
        off_monitor_left_s=None if away is None else seconds(away[0] - tick),
        off_monitor_with="" if away is None else away[1],
        owner="" if session.owner is None else session.owner.name,
        not_taken_over_s=_since(tick, session.unowned_tick),
    )


def _leave(room: Room, session: Session) -> tuple[int, str] | None:
    rules = room.plan.policy.discharge
    least_min = profile_of(room, session).recovery.minimum_min
    return None if rules is None else earliest_leave(session, rules, infusion_min=least_min)


def _end_reading_tick(session: Session, tick: int) -> int | None:
    """When the reading that belongs to the end is due, by what is known now."""
    dosing = session.dosing
    if dosing.first_tick is None:
        return None
    if not session.plan.route.is_infusion:
        return dosing.first_tick + ticks(DOSE_READING_S)
    left = ticks(max(0.0, session.planned_infusion_s - dosing.running_s(tick)))
    return dosing.end_tick if dosing.end_tick is not None else tick + left


def _away(session: Session) -> tuple[int, str] | None:
    """Until when the patient is off the monitor, and with whom."""
    away, back = session.book.last(OffMonitor), session.book.last(BackOnMonitor)
    if away is None or (back is not None and back[0].seq > away[0].seq):
        return None
    kept, entry = away
    return kept.tick + round(entry.minutes * 60 * TICKS_PER_SECOND), entry.companion


def gate_views(room: Room, session: Session) -> tuple[GateItemView, ...]:
    """The gate of discharge as of this tick."""
    return tuple(
        GateItemView(check=item.check, text=item.text, done=item.done, why=item.why)
        for item in gate_items(room, session)
    )


def start_views(room: Room, session: Session) -> tuple[GateItemView, ...]:
    """What is open before the first drug."""
    if session.dosing.first_tick is not None:
        return ()
    return tuple(
        GateItemView(check=item.check, text=item.text, done=False, why="blocks the start" if item.blocking else "")
        for item in start_items(room, session)
    )


def _since(tick: int, earlier: int | None) -> float | None:
    return None if earlier is None else seconds(tick - earlier)

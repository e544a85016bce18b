"""Acknowledging one alarm, and ending that while the condition stands."""

from dataclasses import replace

from monitor.alarms.arrays import optional
from monitor.alarms.pressure_branches import COMPONENTS, DIASTOLIC, SYSTOLIC
from monitor.domain.people import Actor
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState
from monitor.room.alarm_desk import P_GONE, T_ENGINE, AlarmDesk
from monitor.room.attention import Covered
from monitor.room.board import AlarmRecord

ENDS_BY_HAND = frozenset({T_ENGINE, P_GONE})


def acknowledge(desk: AlarmDesk, record: AlarmRecord, actor: Actor) -> None:
    """Acknowledge one record on behalf of `actor`; what nobody known gave lasts a minute and ends nothing."""
    attention, tick = record.attention, desk.ledger.tick
    if attention.answered or (record.acknowledged_by and not actor.identified):
        return
    covered = numbers_of(desk, record)
    if covered.value is None:
        covered = replace(covered, value=record.value)
    if not actor.identified:
        attention.acknowledge(tick, actor, covered)
        until = desk.ledger.instant(attention.acknowledged_until)
        desk.change(record, AlarmChangeKind.ACKNOWLEDGED, actor, until=until)
        return
    _acknowledge_for_good(desk, record, actor)
    attention.acknowledge(tick, actor, covered)
    attention.plan_reminder(tick, rule=record.rule, parameter=record.parameter, priority=record.priority)


def _acknowledge_for_good(desk: AlarmDesk, record: AlarmRecord, actor: Actor) -> None:
    seat = desk.judged_at(record)
    edges = [] if seat is None else desk.engine.acknowledge(desk.ledger.tick, seat.column, record.rule)
    if seat is None or not edges:
        desk.change(record, AlarmChangeKind.ACKNOWLEDGED, actor)
        if record.rule in ENDS_BY_HAND:  # what happened once has no end of its own; the next one is a new alarm
            desk.change(record, AlarmChangeKind.CLEARED, actor)
        return
    for edge in edges:
        desk.take_edge(record, edge, seat, actor=actor)


def reopen(desk: AlarmDesk, record: AlarmRecord, why: str) -> None:
    """End an acknowledgement while the condition stands: it sounds again, unless it is over and only shown."""
    standing, seat = desk.standing(record), desk.judged_at(record)
    if standing is not None and standing.state is AlarmState.LATCHED:
        desk.change(record, AlarmChangeKind.LATCHED, why=why)
    else:
        if seat is not None:
            desk.engine.reopen(seat.column, record.rule)
        desk.board.unpause(record.alarm_id)
        desk.change(record, AlarmChangeKind.REOPENED, why=why)
    record.acknowledged_by = ""


def numbers_of(desk: AlarmDesk, record: AlarmRecord) -> Covered:
    """The numbers of a condition now: the newest value, or the newest reading for a pressure."""
    seat = desk.judged_at(record)
    if seat is None:
        return Covered()
    if record.parameter in COMPONENTS:
        last = desk.engine.pressures.last[:, seat.column]
        return Covered(systolic=optional(last[SYSTOLIC]), diastolic=optional(last[DIASTOLIC]))
    standing = desk.standing(record)
    return Covered(value=None if standing is None else standing.value)

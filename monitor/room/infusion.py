"""Reads from a session what people recorded of the infusion: the course of rates that the estimate of the peak needs.

Only what was entered counts. Where a rate or the weight it must be divided by is not known, or the route is no
infusion, there is no course, and so no estimate.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from monitor.alarms.drug_effect import RateStep
from monitor.alarms.forecast import PRIOR_RISE, PRIOR_RISE_AT_RISK, Course
from monitor.domain.admission import Patient, Plan, RiskFlag
from monitor.domain.entries import InfusionAct, InfusionActRecorded
from monitor.domain.time import TICKS_PER_SECOND
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room

TICKS_PER_MIN = 60 * TICKS_PER_SECOND
UG_PER_MG = 1000.0
MIN_PER_H = 60.0
AT_RISK = frozenset({RiskFlag.HYPERTENSION, RiskFlag.OVER_65})


@dataclass(frozen=True, slots=True)
class _Act:
    """One change at the pump; `rate` in ug/kg/min."""

    at_min: float
    rate: float
    bolus_ug_per_kg: float = 0.0


class _UnknownRateError(Exception):
    """Somebody left out a number without which the course cannot be told."""


def tell_courses(room: "Room") -> None:
    """Let the engine know what is recorded of each infusion now; only what changed is judged anew."""
    for seat in room.seats.values():
        session = room.session_at(seat)
        if session is not None:
            room.desk.handle(room.engine.set_course(room.tick, seat.column, course_of(session)))


def course_of(session: Session) -> Course | None:
    """The course of the infusion as recorded and planned; None where it is not known."""
    plan = session.plan
    if plan is None or session.start_tick is None or not plan.route.is_infusion:
        return None
    try:
        acts = list(_acts(session, plan, session.start_tick))
    except _UnknownRateError:
        return None
    steps = [RateStep(at_min=act.at_min, ug_per_kg_min=act.rate, bolus_ug_per_kg=act.bolus_ug_per_kg) for act in acts]
    if steps[-1].ug_per_kg_min > 0:
        steps.append(RateStep(at_min=_planned_stop(acts, plan), ug_per_kg_min=0.0))
    return Course(start_tick=session.start_tick, steps=tuple(steps), prior_rise=_prior(session.patient))


def _acts(session: Session, plan: Plan, start_tick: int) -> Iterator[_Act]:
    """Every change in order. The start itself may be an entry or only the recorded phase."""
    recorded = [(kept.tick, entry) for kept, entry in session.book.of(InfusionActRecorded)]
    starts = [entry.rate_mg_per_h for _, entry in recorded if entry.act is InfusionAct.START]
    rate = _rate(plan, starts[-1] if starts else None)
    yield _Act(0.0, rate)
    running = rate
    for tick, entry in recorded:
        if tick < start_tick or (session.end_tick is not None and tick >= session.end_tick):
            continue
        at_min = (tick - start_tick) / TICKS_PER_MIN
        match entry.act:
            case InfusionAct.PAUSE | InfusionAct.END:
                running = 0.0
            case InfusionAct.RESUME:
                rate = running = rate if entry.rate_mg_per_h is None else _rate(plan, entry.rate_mg_per_h)
            case InfusionAct.RATE:
                if entry.rate_mg_per_h is None:
                    raise _UnknownRateError
                rate = running = _rate(plan, entry.rate_mg_per_h)
            case InfusionAct.BOLUS | InfusionAct.DOSE_GIVEN:
                yield _Act(at_min, running, _per_kg(plan, entry.amount_mg))
                continue
            case InfusionAct.START:
                continue
        yield _Act(at_min, running)
    if session.end_tick is not None:
        yield _Act((session.end_tick - start_tick) / TICKS_PER_MIN, 0.0)


def _rate(plan: Plan, mg_per_h: float | None) -> float:
    """ug/kg/min of an entered rate, or of the plan where none was entered."""
    entered = plan.rate_mg_per_h if mg_per_h is None else mg_per_h
    if entered is not None:
        return _per_kg(plan, entered) / MIN_PER_H
    if plan.dose_mg_per_kg is None or plan.duration_s <= 0:
        raise _UnknownRateError
    return plan.dose_mg_per_kg * UG_PER_MG * 60 / plan.duration_s


def _per_kg(plan: Plan, amount_mg: float | None) -> float:
    if amount_mg is None or not plan.weight_kg:
        raise _UnknownRateError
    return amount_mg * UG_PER_MG / plan.weight_kg


def _planned_stop(acts: list[_Act], plan: Plan) -> float:
    """When the planned dose is in at the present rate; where no dose was planned, when the planned time has run."""
    last = acts[-1]
    stretches = [(act, later.at_min - act.at_min) for act, later in pairwise(acts)]
    if plan.dose_mg_per_kg is not None:
        given = sum(act.rate * minutes for act, minutes in stretches)
        left = max(0.0, plan.dose_mg_per_kg * UG_PER_MG - given)
        return last.at_min + left / last.rate
    ran = sum(minutes for act, minutes in stretches if act.rate > 0)
    return last.at_min + max(0.0, plan.duration_s / 60 - ran)


def _prior(patient: Patient | None) -> float:
    at_risk = patient is not None and AT_RISK & set(patient.risk_flags)
    return PRIOR_RISE_AT_RISK if at_risk else PRIOR_RISE

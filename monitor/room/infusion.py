"""Reads from a session what people recorded of the infusion: the course of rates that the estimate of the peak needs.

Only what was entered counts. Where a rate or the weight it must be divided by is not known, or the route is no
infusion, there is no course, and so no estimate.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from monitor.alarms.drug_effect import RateStep
from monitor.alarms.forecast import PRIOR_RISE, PRIOR_RISE_AT_RISK, Course
from monitor.domain.admission import Patient, Plan, RiskFlag
from monitor.domain.dosing import Dosing
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


def tell_courses(room: "Room") -> None:
    """Let the engine know what is recorded of each infusion now; only what changed is judged anew."""
    for seat in room.seats.values():
        session = room.session_at(seat)
        if session is not None:
            room.desk.handle(room.engine.set_course(room.tick, seat.column, course_of(session)))


def course_of(session: Session) -> Course | None:
    """The course of the infusion as recorded and planned; None where it is not known."""
    plan, dosing = session.plan, session.dosing
    if dosing.start_tick is None or not plan.route.is_infusion or not plan.weight_kg:
        return None
    acts = _acts(dosing, plan.weight_kg)
    if acts is None:
        return None
    steps = [RateStep(at_min=act.at_min, ug_per_kg_min=act.rate, bolus_ug_per_kg=act.bolus_ug_per_kg) for act in acts]
    if steps[-1].ug_per_kg_min > 0:
        steps.append(RateStep(at_min=_planned_stop(acts, plan), ug_per_kg_min=0.0))
    return Course(start_tick=dosing.start_tick, steps=tuple(steps), prior_rise=_prior(session.patient))


def _acts(dosing: Dosing, weight_kg: float) -> list[_Act] | None:
    """Every change in order; None where somebody left out a rate or an amount."""
    start_tick = dosing.start_tick or 0
    per_kg = UG_PER_MG / weight_kg
    changes: list[tuple[int, float | None, float | None]] = [  # tick, rate from then on, bolus
        (span.begin_tick, span.rate_mg_per_h, 0.0) for span in dosing.spans
    ]
    for tick, amount_mg in dosing.amounts_mg:
        changes.append((tick, _rate_at(dosing, tick), amount_mg))
    if dosing.end_tick is not None:
        changes.append((dosing.end_tick, 0.0, 0.0))
    acts: list[_Act] = []
    for tick, rate, amount_mg in sorted(changes, key=lambda change: change[0]):
        if rate is None or amount_mg is None:
            return None
        at_min = (tick - start_tick) / TICKS_PER_MIN
        acts.append(_Act(at_min, rate * per_kg / MIN_PER_H, amount_mg * per_kg))
    return acts


def _rate_at(dosing: Dosing, tick: int) -> float | None:
    return next((span.rate_mg_per_h for span in reversed(dosing.spans) if span.begin_tick <= tick), 0.0)


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


def _prior(patient: Patient) -> float:
    return PRIOR_RISE_AT_RISK if AT_RISK & set(patient.risk_flags) else PRIOR_RISE

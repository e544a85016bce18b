"""When a patient may leave at the earliest: the latest of several times, and which of them it is."""

from monitor.domain.admission import Route
from monitor.domain.entries import DrugGiven, SideEffect, SideEffectNoted
from monitor.domain.policy import DischargeRules
from monitor.domain.time import TICKS_PER_SECOND
from monitor.room.session import Session

FAINTS = (SideEffect.FAINT, SideEffect.UNRESPONSIVE)
TICKS_PER_MIN = 60 * TICKS_PER_SECOND


def earliest_leave(session: Session, rules: DischargeRules, *, infusion_min: float) -> tuple[int, str] | None:
    """The tick and the reason in words; None while the drug still runs or none was given."""
    reasons = _by_route(session, rules, infusion_min)
    if not reasons:
        return None
    for kept, drug in session.book.of(DrugGiven):
        if drug.observe_min > 0:
            reasons.append((_after(kept.tick, drug.observe_min), f"{drug.observe_min:.0f} min after {drug.name}"))
    for kept, noted in session.book.of(SideEffectNoted):
        if noted.effect in FAINTS:
            words = f"{rules.faint_min:.0f} min after {noted.effect.value}"
            reasons.append((_after(kept.tick, rules.faint_min), words))
    if session.high_tick is not None:
        words = f"{rules.high_alarm_min:.0f} min after a HIGH alarm"
        reasons.append((_after(session.high_tick, rules.high_alarm_min), words))
    return max(reasons, key=lambda item: item[0])


def _by_route(session: Session, rules: DischargeRules, infusion_min: float) -> list[tuple[int, str]]:
    dosing, route = session.dosing, session.plan.route
    if route is Route.INTRAVENOUS:
        if dosing.end_tick is None:
            return []
        return [(_after(dosing.end_tick, infusion_min), f"{infusion_min:.0f} min after the end of the infusion")]
    if dosing.first_tick is None:
        return []
    minimum = rules.nasal_min if route is Route.NASAL else rules.injected_min
    return [(_after(dosing.first_tick, minimum), f"{minimum:.0f} min after the first dose")]


def _after(tick: int, minutes: float) -> int:
    return tick + round(minutes * TICKS_PER_MIN)

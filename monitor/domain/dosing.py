"""What was given and when, as people recorded it: a fold of their entries over the table of stages.

A correction, a back-dated entry and a voided one all mean the same: fold again. Amounts are entered, never read from a
pump; where somebody left a number out the sum is not known, and is not guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.domain.admission import Plan
from monitor.domain.entries import InfusionAct, InfusionActRecorded
from monitor.domain.stages import Stage, table_of, why_not
from monitor.domain.time import seconds

S_PER_H = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch at one rate; 0 while paused, None where nobody said the rate."""

    begin_tick: int
    rate_mg_per_h: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosing:
    """The drug of one stay so far. Ticks are the times that people named."""

    stage: Stage = Stage.BASELINE
    stage_tick: int | None = None
    start_tick: int | None = None  # of the infusion
    end_tick: int | None = None
    dose_ticks: tuple[int, ...] = ()  # injections, or nasal devices
    spans: tuple[Span, ...] = ()
    amounts_mg: tuple[tuple[int, float | None], ...] = ()  # boluses and doses

    @property
    def first_tick(self) -> int | None:
        """When the first drug went in."""
        return self.start_tick if self.start_tick is not None else next(iter(self.dose_ticks), None)

    @property
    def over_tick(self) -> int | None:
        """From when the drug only wears off: the end of the infusion, or the last dose."""
        return self.end_tick if self.end_tick is not None else next(reversed(self.dose_ticks), None)

    @property
    def paused_tick(self) -> int | None:
        """Since when the infusion is paused; None: it is not."""
        return self.stage_tick if self.stage is Stage.PAUSED else None

    def running_s(self, tick: int) -> float:
        """How long the drug has run in by `tick`, without pauses."""
        return sum((seconds(end - span.begin_tick) for span, end in self._stretches(tick) if not _still(span)), 0.0)

    def delivered_mg(self, tick: int) -> float | None:
        """What has been given by `tick`; None where a rate or an amount is not known."""
        total = 0.0
        for span, end in self._stretches(tick):
            if span.rate_mg_per_h is None:
                return None
            total += span.rate_mg_per_h * seconds(end - span.begin_tick) / S_PER_H
        for given_tick, amount in self.amounts_mg:
            if amount is None:
                return None
            total += amount if given_tick <= tick else 0.0
        return total

    def _stretches(self, tick: int) -> Iterable[tuple[Span, int]]:
        last = tick if self.end_tick is None else min(tick, self.end_tick)
        ends = (*(span.begin_tick for span in self.spans[1:]), last)
        return [(span, min(end, last)) for span, end in zip(self.spans, ends, strict=False) if span.begin_tick < last]


def _still(span: Span) -> bool:
    return span.rate_mg_per_h == 0


def fold(acts: Iterable[tuple[int, InfusionActRecorded]], plan: Plan) -> Dosing | str:
    """The dosing after `acts`, which are in the order of their ticks, or why they cannot have happened so."""
    dosing = Dosing()
    table = table_of(plan.route)
    for tick, entry in acts:
        to = table.get((dosing.stage, entry.act))
        if to is None:
            return why_not(dosing.stage, entry.act, plan.route)
        dosing = _after(dosing, to, tick, entry, plan)
    return dosing


def _after(dosing: Dosing, to: Stage, tick: int, entry: InfusionActRecorded, plan: Plan) -> Dosing:
    stage_tick = dosing.stage_tick if to is dosing.stage else tick
    dosing = replace(dosing, stage=to, stage_tick=stage_tick)
    amounts = (*dosing.amounts_mg, (tick, entry.amount_mg))
    match entry.act:
        case InfusionAct.START:
            changed = _at_rate(replace(dosing, start_tick=tick), tick, _or_else(entry, planned_rate(plan)))
        case InfusionAct.PAUSE:
            changed = _at_rate(dosing, tick, 0.0)
        case InfusionAct.RESUME:
            changed = _at_rate(dosing, tick, _or_else(entry, _last_rate(dosing)))
        case InfusionAct.RATE:
            changed = _at_rate(dosing, tick, entry.rate_mg_per_h)
        case InfusionAct.BOLUS:
            changed = replace(dosing, amounts_mg=amounts)
        case InfusionAct.DOSE_GIVEN:
            changed = replace(dosing, dose_ticks=(*dosing.dose_ticks, tick), amounts_mg=amounts)
        case InfusionAct.END:
            changed = replace(dosing, end_tick=tick)
    return changed


def _or_else(entry: InfusionActRecorded, rate_mg_per_h: float | None) -> float | None:
    return rate_mg_per_h if entry.rate_mg_per_h is None else entry.rate_mg_per_h


def planned_rate(plan: Plan) -> float | None:
    """The rate that the plan asks for; None where it does not say enough."""
    if plan.rate_mg_per_h is not None:
        return plan.rate_mg_per_h
    return None if plan.dose_mg is None or plan.duration_s <= 0 else plan.dose_mg / plan.duration_s * S_PER_H


def _at_rate(dosing: Dosing, tick: int, rate_mg_per_h: float | None) -> Dosing:
    return replace(dosing, spans=(*dosing.spans, Span(begin_tick=tick, rate_mg_per_h=rate_mg_per_h)))


def _last_rate(dosing: Dosing) -> float | None:
    return next((span.rate_mg_per_h for span in reversed(dosing.spans) if not _still(span)), None)

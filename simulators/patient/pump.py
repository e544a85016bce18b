"""What an infusion pump has done and is set to do: start, pause, change of rate, bolus, end.

Rates are per kilogram of body weight, as they are ordered. What becomes of the drug is left to
`simulators.patient.kinetics`.
"""

from dataclasses import dataclass, replace

SECONDS_PER_MINUTE = 60.0
_UG_PER_MG = 1000.0
_MINUTES_PER_HOUR = 60.0


@dataclass(frozen=True, slots=True)
class RateChange:
    """From `at_s` on the pump runs at this rate; 0 is a pause."""

    at_s: float
    rate_ug_per_kg_min: float


@dataclass(frozen=True, slots=True)
class Bolus:
    """Given at once, beside the continuous infusion."""

    at_s: float
    dose_ug_per_kg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PumpHistory:
    """Everything one pump did for one infusion, in order of time; each deed gives a new history.

    `limit_ug_per_kg` is the dose to be infused: when it has gone in, the pump stops by itself. So a pause or a slower
    rate moves the end by as much as it takes. Boluses are not counted.
    """

    changes: tuple[RateChange, ...] = ()
    boluses: tuple[Bolus, ...] = ()
    limit_ug_per_kg: float | None = None
    ended_s: float | None = None

    @classmethod
    def standard(cls, *, start_s: float, dose_mg_per_kg: float = 0.5, minutes: float = 40.0) -> "PumpHistory":
        """Give one dose evenly over `minutes`: as a rule 0.5 mg/kg over 40 min."""
        dose_ug_per_kg = dose_mg_per_kg * _UG_PER_MG
        return cls(changes=(RateChange(start_s, dose_ug_per_kg / minutes),), limit_ug_per_kg=dose_ug_per_kg)

    @classmethod
    def pain(cls, *, start_s: float, mg_per_kg_h: float, hours: float, bolus_mg_per_kg: float = 0.0) -> "PumpHistory":
        """Build an infusion against chronic pain: a rate for hours, perhaps a bolus first."""
        boluses = (Bolus(start_s, bolus_mg_per_kg * _UG_PER_MG),) if bolus_mg_per_kg > 0.0 else ()
        rate = mg_per_kg_h * _UG_PER_MG / _MINUTES_PER_HOUR
        limit = mg_per_kg_h * hours * _UG_PER_MG
        return cls(changes=(RateChange(start_s, rate),), boluses=boluses, limit_ug_per_kg=limit)

    @property
    def start_s(self) -> float | None:
        """When drug first went in; None: not yet planned."""
        starts = [change.at_s for change in self.changes if change.rate_ug_per_kg_min > 0.0]
        return min(starts + [bolus.at_s for bolus in self.boluses], default=None)

    @property
    def end_s(self) -> float | None:
        """When the pump stops for good, as things stand; None while no end is in sight."""
        if self.ended_s is not None:
            return self.ended_s
        segments = self.segments()
        return segments[-1].at_s if segments and segments[-1].rate_ug_per_kg_min == 0.0 else None

    def with_rate(self, at_s: float, rate_ug_per_kg_min: float) -> "PumpHistory":
        """Set another rate, 0 for none; what was set for later moments no longer holds.

        Raises:
            ValueError: the rate is negative, or the infusion had ended by then.

        """
        if rate_ug_per_kg_min < 0.0:
            raise ValueError(f"a pump cannot run at {rate_ug_per_kg_min} ug/kg/min")
        self._refuse_after_end(at_s)
        before = tuple(change for change in self.changes if change.at_s < at_s)
        return replace(self, changes=(*before, RateChange(at_s, rate_ug_per_kg_min)))

    def paused(self, at_s: float) -> "PumpHistory":
        """Stop for now."""
        return self.with_rate(at_s, 0.0)

    def resumed(self, at_s: float) -> "PumpHistory":
        """Go on at the last rate at which the pump ran.

        Raises:
            ValueError: it never ran, or the infusion had ended by then.

        """
        running = [c.rate_ug_per_kg_min for c in self.changes if c.at_s < at_s and c.rate_ug_per_kg_min > 0.0]
        if not running:
            raise ValueError("a pump that never ran cannot go on")
        return self.with_rate(at_s, running[-1])

    def with_bolus(self, at_s: float, dose_ug_per_kg: float) -> "PumpHistory":
        """Give a bolus.

        Raises:
            ValueError: the dose is not positive, or the infusion had ended by then.

        """
        if dose_ug_per_kg <= 0.0:
            raise ValueError(f"a bolus of {dose_ug_per_kg} ug/kg is none")
        self._refuse_after_end(at_s)
        boluses = sorted((*self.boluses, Bolus(at_s, dose_ug_per_kg)), key=lambda bolus: bolus.at_s)
        return replace(self, boluses=tuple(boluses))

    def ended(self, at_s: float) -> "PumpHistory":
        """Stop for good; boluses planned for later are not given."""
        boluses = tuple(bolus for bolus in self.boluses if bolus.at_s <= at_s)
        return replace(self.paused(at_s), boluses=boluses, ended_s=at_s)

    def reaching_patient(self, *, from_s: float, factor: float) -> "PumpHistory":
        """Tell apart what the patient gets from what the pump was set to: from `from_s` on `factor` times as much.

        2 is a pump that runs over (and whose syringe is empty sooner), 0 a line that came off.
        """
        rates = [RateChange(from_s, self.rate_at(from_s)), *(c for c in self.changes if c.at_s > from_s)]
        changes = [c for c in self.changes if c.at_s < from_s]
        changes += [RateChange(c.at_s, factor * c.rate_ug_per_kg_min) for c in rates]
        boluses = [b if b.at_s < from_s else Bolus(b.at_s, factor * b.dose_ug_per_kg) for b in self.boluses]
        return replace(self, changes=tuple(changes), boluses=tuple(b for b in boluses if b.dose_ug_per_kg > 0.0))

    def rate_at(self, t_s: float) -> float:
        """Rate at `t_s` in ug/kg/min, 0 before the start and after the end."""
        rates = [segment.rate_ug_per_kg_min for segment in self.segments() if segment.at_s <= t_s]
        return rates[-1] if rates else 0.0

    def given_ug_per_kg(self, t_s: float) -> float:
        """Dose that has gone in until `t_s`, boluses included."""
        segments = [segment for segment in self.segments() if segment.at_s < t_s]
        moments_s = [*(segment.at_s for segment in segments), t_s]
        infused = [_dose(segment, end_s) for segment, end_s in zip(segments, moments_s[1:], strict=True)]
        return sum(infused) + sum(bolus.dose_ug_per_kg for bolus in self.boluses if bolus.at_s <= t_s)

    def segments(self) -> list[RateChange]:
        """Give the rates as they really were: up to the end, and up to the limit."""
        left = self.limit_ug_per_kg
        segments: list[RateChange] = []
        for index, change in enumerate(self.changes):
            segments.append(change)
            if left is None or change.rate_ug_per_kg_min == 0.0:
                continue
            empty_s = change.at_s + left / change.rate_ug_per_kg_min * SECONDS_PER_MINUTE
            if index + 1 == len(self.changes) or empty_s <= self.changes[index + 1].at_s:
                return [*segments, RateChange(empty_s, 0.0)]
            left -= _dose(change, self.changes[index + 1].at_s)
        return segments

    def _refuse_after_end(self, at_s: float) -> None:
        if self.ended_s is not None and at_s >= self.ended_s:
            raise ValueError(f"this infusion ended at {self.ended_s} s")


def _dose(segment: RateChange, end_s: float) -> float:
    return segment.rate_ug_per_kg_min * (end_s - segment.at_s) / SECONDS_PER_MINUTE

"""The resting values of a patient, against which relative rules judge."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The patient's own resting values; None where there were too few readings. mmHg, /min, per cent."""

    systolic: float | None = None
    diastolic: float | None = None
    mean: float | None = None
    rate: float | None = None
    spo2: float | None = None


NO_BASELINE = Baseline()

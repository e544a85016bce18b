"""How the pressure answered in an earlier infusion of the same course, for the picture behind today's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One undoubted reading, mmHg."""

    at_min: float  # from the start of that infusion; negative before it
    systolic: float
    diastolic: float | None = None


@dataclass(frozen=True, slots=True)
class EarlierCurve:
    """One earlier infusion; readings oldest first."""

    started_utc_ms: int
    points: tuple[CurvePoint, ...]

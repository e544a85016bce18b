"""Judges one cuff reading as a measurement: possible, in doubt, off the trend; not what it means for a patient.

Only an impossible order or a missing number rejects a reading. Everything else is kept, shown and judged by the rules,
with the verdict that stands here (alarm design, section 2; hazard H04). Numbers are those of the acceptance test in the
clinic's description of alarms, section 5.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from statistics import median

from monitor.domain.vocabulary import Verdict

TICKS_PER_MINUTE = 600.0
LOWEST, HIGHEST = (40.0, 20.0, 30.0), (260.0, 200.0, 220.0)  # systolic, diastolic, mean: what a cuff can measure
PULSE_PRESSURE = (15.0, 110.0)
MEAN_RATIO = (0.15, 0.65)  # (mean - diastolic) / (systolic - diastolic); usually 0.33 to 0.40
RATE_APART, RATE_APART_SHARE = 10.0, 0.15  # cuff pulse against the continuous rate
BAND_MMHG = 15.0  # off the trend beyond it; two doubtful readings within it agree
STEEPEST_MMHG_PER_MIN = 3.0
TREND_READINGS = 4
ABOVE_RANGE = "above the measuring range"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuff:
    """The numbers of one cuff reading, mmHg and /min."""

    systolic: float | None
    diastolic: float | None = None
    mean: float | None = None
    pulse: float | None = None
    doubt: str = ""  # what the device itself says against it: motion, repeated attempts


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One earlier reading, as the next one is compared with it."""

    tick: int
    systolic: float
    diastolic: float | None
    doubt: str  # empty: nothing spoke against it


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict, why, and how far the systolic is from where the trend led (None: there was no trend)."""

    verdict: Verdict
    why: str = ""
    innovation: float | None = None
    doubt: str = ""  # what spoke against it by itself, also where a second reading then agreed

    @property
    def solid(self) -> bool:
        """Whether it may confirm or end an alarm."""
        return self.verdict in (Verdict.ACCEPTED, Verdict.UNEXPECTED)

    @property
    def expected(self) -> bool:
        """Whether it lies where the trend led, or a second reading agreed."""
        return self.verdict is Verdict.ACCEPTED or (
            self.verdict is Verdict.SUSPECT and abs(self.innovation or 0.0) <= BAND_MMHG
        )


def judge(
    cuff: Cuff, *, tick: int, accepted: Sequence[Known], last: Known | None, rate: float | None = None
) -> Judgement:
    """Judge a reading.

    Args:
        cuff: what the device gave.
        tick: when it was measured.
        accepted: earlier accepted readings, oldest first; the last four count.
        last: the reading before this one, whatever its verdict.
        rate: continuous heart or pulse rate at that time; None where there is none.

    """
    impossible = impossibility(cuff)
    if impossible or cuff.systolic is None:
        return Judgement(verdict=Verdict.REJECTED, why=impossible)
    expected = predicted(accepted[-TREND_READINGS:], tick)
    innovation = None if expected is None else cuff.systolic - expected
    doubt = doubt_of(cuff, rate)
    far = innovation is not None and abs(innovation) > BAND_MMHG
    off = f"{innovation:+.0f} mmHg off the trend".replace("-", "−") if far else ""
    if not doubt and not far:
        return Judgement(verdict=Verdict.ACCEPTED, innovation=innovation)
    if last is not None and last.doubt and agree(cuff, last):
        return Judgement(
            verdict=Verdict.ACCEPTED, why="a second reading agrees", innovation=innovation, doubt=doubt or off
        )
    verdict = Verdict.SUSPECT if doubt else Verdict.UNEXPECTED
    return Judgement(verdict=verdict, why=doubt or off, innovation=innovation, doubt=doubt or off)


def impossibility(cuff: Cuff) -> str:
    """Why this cannot be a reading; empty if it can."""
    if cuff.systolic is None:
        return "no systolic pressure"
    parts = [part for part in (cuff.systolic, cuff.mean, cuff.diastolic) if part is not None]
    if not all(isfinite(part) for part in parts):
        return "the device sent no number"
    if any(upper <= lower for upper, lower in pairwise(parts)) or min(parts) <= 0:
        return f"impossible reading {cuff.systolic:g}/{cuff.diastolic or 0:g}"
    return ""


def is_above_range(systolic: float, diastolic: float | None, mean: float | None) -> bool:
    """Whether a part lies above what a cuff can measure; it then counts as a critical pressure."""
    parts = zip((systolic, diastolic, mean), HIGHEST, strict=True)
    return any(part is not None and part > highest for part, highest in parts)


def doubt_of(cuff: Cuff, rate: float | None) -> str:
    """What speaks against a possible reading by itself; empty if nothing does."""
    systolic, diastolic, mean = cuff.systolic or 0.0, cuff.diastolic, cuff.mean
    if is_above_range(systolic, diastolic, mean):
        return ABOVE_RANGE
    parts = zip((systolic, diastolic, mean), LOWEST, strict=True)
    if any(part is not None and part < lowest for part, lowest in parts):
        return "below the measuring range"
    return cuff.doubt or _shape_doubt(systolic, diastolic, mean) or _rate_doubt(cuff.pulse, rate)


def _shape_doubt(systolic: float, diastolic: float | None, mean: float | None) -> str:
    if diastolic is None:
        return ""
    if not PULSE_PRESSURE[0] <= systolic - diastolic <= PULSE_PRESSURE[1]:
        return f"pulse pressure {systolic - diastolic:.0f}"
    if mean is not None and not MEAN_RATIO[0] <= (mean - diastolic) / (systolic - diastolic) <= MEAN_RATIO[1]:
        return "the mean does not fit"
    return ""


def _rate_doubt(pulse: float | None, rate: float | None) -> str:
    if rate is None or pulse is None or abs(pulse - rate) <= max(RATE_APART, RATE_APART_SHARE * rate):
        return ""
    return f"cuff pulse {pulse:.0f}, rate {rate:.0f}"


def agree(cuff: Cuff, last: Known) -> bool:
    """Whether two doubtful readings say the same; two above the range do."""
    systolic = cuff.systolic or 0.0
    if min(systolic, last.systolic) > HIGHEST[0]:
        return True
    return abs(systolic - last.systolic) <= BAND_MMHG


def predicted(accepted: Sequence[Known], tick: int) -> float | None:
    """Systolic that the trend of these readings leads to at `tick`: repeated median, slope clipped."""
    if not accepted:
        return None
    slope = _slope(accepted)
    return median(known.systolic + slope * (tick - known.tick) / TICKS_PER_MINUTE for known in accepted)


def _slope(accepted: Sequence[Known]) -> float:
    """Repeated median slope in mmHg per minute (Siegel 1982), within what a pressure does by itself."""
    inner = []
    for one in accepted:
        slopes = [
            (other.systolic - one.systolic) * TICKS_PER_MINUTE / (other.tick - one.tick)
            for other in accepted
            if other.tick != one.tick
        ]
        if slopes:
            inner.append(median(slopes))
    slope = median(inner) if inner else 0.0
    return max(-STEEPEST_MMHG_PER_MIN, min(STEEPEST_MMHG_PER_MIN, slope))

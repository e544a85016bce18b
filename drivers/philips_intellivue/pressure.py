"""Which cuff reading of a monitor is new. Pure.

The same numbers stand in every answer, once a second, for as long as the monitor shows them. A reading is told once: it
is known by its measurement time (attribute 0990), and where that is missing by its numbers.
"""

from dataclasses import dataclass
from datetime import datetime

from drivers.observations import (
    NANOSECONDS_PER_SECOND,
    BloodPressure,
    CuffStatus,
    Provenance,
    Quality,
    Stamp,
)
from drivers.philips_intellivue.codes import MeasurementState, Physio, Unit
from drivers.philips_intellivue.numerics import NumericValue
from drivers.philips_intellivue.polls import Observed
from drivers.philips_intellivue.usable import judge
from drivers.philips_intellivue.wire import KPA_IN_MMHG

GRACE_S = 5.0  # the state "measuring" may end before the new numbers stand in the answer
CLOCK_TOLERANCE_S = 2.0  # the monitor's clock is told in whole seconds
MAX_AGE_S = 24 * 3600.0  # an older reading means that somebody has set the clock
_SYSTOLIC_RANGE = (30.0, 280.0)  # outside it a reading is shown with doubt, not thrown away: severe ones are real
_PARTS = (Physio.CUFF_SYSTOLIC, Physio.CUFF_DIASTOLIC, Physio.CUFF_MEAN)
_NAMES = {Physio.CUFF_SYSTOLIC: "systolic", Physio.CUFF_DIASTOLIC: "diastolic", Physio.CUFF_MEAN: "mean"}
_TO_MMHG = {Unit.MMHG: 1.0, Unit.KILOPASCAL: KPA_IN_MMHG}
Key = datetime | tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffValues:
    """What one answer says about the cuff."""

    values: dict[Physio, NumericValue]
    measured_at: datetime | None  # by the monitor's clock
    pulse: NumericValue | None

    @property
    def state(self) -> MeasurementState:
        """All bits that any of the numbers has."""
        bits = MeasurementState(0)
        for value in self.values.values():
            bits |= value.state
        return bits

    @property
    def key(self) -> Key:
        """What tells this reading from others."""
        return self.measured_at or tuple(value.value for value in self.values.values())


def cuff_values(objects: tuple[Observed, ...]) -> CuffValues | None:
    """The cuff's numbers among `objects`; None: the monitor does not list them."""
    group = next((item for item in objects if any(value.physio_id in _PARTS for value in item.values)), None)
    if group is None:
        return None
    values = {Physio(value.physio_id): value for value in group.values if value.physio_id in _PARTS}
    pulses = [
        value
        for item in objects
        for value in item.values
        # a pulse counted at another time belongs to another reading
        if value.physio_id == Physio.PULSE_CUFF and item.measured_at == group.measured_at
    ]
    return CuffValues(values=values, measured_at=group.measured_at, pulse=pulses[0] if pulses else None)


class PressureTracker:
    """Follows one cuff. `opened`: when the link was opened; None in captures, where every reading belongs."""

    def __init__(self, device_id: str, *, provenance: Provenance, opened: Stamp | None) -> None:
        self._device_id = device_id
        self._provenance = provenance
        self._opened = opened
        self._measuring = False
        self._told: Key | None = None  # of the reading that was told last
        self._ended: Stamp | None = None  # when a measurement ended that has not brought a reading yet

    def update(self, cuff: CuffValues | None, *, now: datetime | None, stamp: Stamp) -> list[BloodPressure]:
        """What is new in the answer received at `stamp`, when the monitor's clock said `now` (None: unknown)."""
        if cuff is None:
            return self._vanished(stamp)
        age_s = _age_s(cuff.measured_at, now)
        was_measuring = self._measuring
        if MeasurementState.MEASURING in cuff.state:  # the numbers are still those of the reading before
            self._measuring, self._ended = True, None
            return [] if was_measuring else [self._numberless(CuffStatus.MEASURING, "measuring", stamp, age_s=None)]
        if MeasurementState.EARLY in cuff.state:
            return []  # "sys before mean and dia are final"
        self._measuring = False
        is_new = cuff.key != self._told or (was_measuring and cuff.measured_at is None)
        if not is_new:
            return self._unchanged(stamp, just_ended=was_measuring)
        return self._ended_as(cuff, age_s=age_s, stamp=stamp, was_measuring=was_measuring)

    def _ended_as(
        self, cuff: CuffValues, *, age_s: float | None, stamp: Stamp, was_measuring: bool
    ) -> list[BloodPressure]:
        is_first = self._told is None and not was_measuring and self._ended is None
        before_opening = self._opened is not None and is_first and self._is_before_opening(age_s, stamp)
        refusals = self._refusals(cuff)
        if refusals and is_first:
            return []  # nothing has been measured since the monitor was switched on, or nothing that holds
        if refusals and not was_measuring and cuff.measured_at is None:
            return []  # numbers that go out are no failed measurement
        self._told, self._ended = cuff.key, None
        if refusals:
            return [self._numberless(CuffStatus.FAILED, ", ".join(refusals), stamp, age_s=age_s)]
        return [self._reading(cuff, CuffStatus.OLD if before_opening else CuffStatus.DONE, age_s=age_s, stamp=stamp)]

    def _unchanged(self, stamp: Stamp, *, just_ended: bool) -> list[BloodPressure]:
        if just_ended:
            self._ended = stamp
        if self._ended is None or _seconds(self._ended, stamp) < GRACE_S:
            return []
        self._ended = None
        return [self._numberless(CuffStatus.FAILED, "ended without a reading", stamp, age_s=None)]

    def _vanished(self, stamp: Stamp) -> list[BloodPressure]:
        if not self._measuring:
            return []
        self._measuring = False
        return [self._numberless(CuffStatus.FAILED, "the monitor no longer lists the cuff", stamp, age_s=None)]

    def _is_before_opening(self, age_s: float | None, stamp: Stamp) -> bool:
        if self._opened is None:
            return False
        return age_s is None or stamp.earlier(age_s).mono_ns < self._opened.mono_ns

    def _refusals(self, cuff: CuffValues) -> list[str]:
        missing = [_NAMES[part] for part in _PARTS if part not in cuff.values]
        if missing:
            return [f"the monitor gives no {' and no '.join(missing)}"]
        whys = [why for part in _PARTS for why in judge(cuff.values[part], self._provenance).refusals]
        whys += [
            f"unit {value.unit:04X} is no pressure" for value in cuff.values.values() if value.unit not in _TO_MMHG
        ]
        if whys:
            return list(dict.fromkeys(whys))
        systolic, diastolic, mean = (_mmhg(cuff.values[part]) for part in _PARTS)
        if not systolic > mean > diastolic:
            return [f"impossible numbers: {systolic:g}/{diastolic:g}, mean {mean:g}"]
        return []

    def _reading(self, cuff: CuffValues, status: CuffStatus, *, age_s: float | None, stamp: Stamp) -> BloodPressure:
        systolic, diastolic, mean = (_mmhg(cuff.values[part]) for part in _PARTS)
        low, high = _SYSTOLIC_RANGE
        doubts = [why for part in _PARTS for why in judge(cuff.values[part], self._provenance).doubts]
        doubts += [f"systolic outside {low:g}-{high:g}"] * (not low <= systolic <= high)
        pulse = cuff.pulse
        counted = pulse is not None and pulse.unit == Unit.BEATS_PER_MIN and not judge(pulse, self._provenance).refusals
        return BloodPressure(
            device_id=self._device_id,
            status=status,
            quality=Quality.QUESTIONABLE if doubts else Quality.VALID,
            stamp=stamp,
            systolic=systolic,
            diastolic=diastolic,
            mean=mean,
            pulse=pulse.value if pulse is not None and counted else None,
            age_s=age_s,
            why=", ".join(dict.fromkeys(doubts)) or None,
            provenance=self._provenance,
        )

    def _numberless(self, status: CuffStatus, why: str, stamp: Stamp, *, age_s: float | None) -> BloodPressure:
        return BloodPressure(
            device_id=self._device_id,
            status=status,
            quality=Quality.INVALID,
            stamp=stamp,
            age_s=age_s,
            why=why,
            provenance=self._provenance,
        )


def _mmhg(value: NumericValue) -> float:
    if value.value is None:
        raise ValueError("a number that was refused")
    factor = _TO_MMHG[Unit(value.unit)]
    return value.value if factor == 1.0 else round(value.value * factor, 1)


def _age_s(measured_at: datetime | None, now: datetime | None) -> float | None:
    """How long before `now` it was measured; None where it is unknown or the clock was set in between."""
    if measured_at is None or now is None:
        return None
    age_s = (now - measured_at).total_seconds()
    return max(0.0, age_s) if -CLOCK_TOLERANCE_S <= age_s <= MAX_AGE_S else None


def _seconds(begin: Stamp, end: Stamp) -> float:
    return (end.mono_ns - begin.mono_ns) / NANOSECONDS_PER_SECOND
